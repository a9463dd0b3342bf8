package backprop.check;

import backprop.Cost;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Finds the mistake behind wrong numbers: replays every mistake of the catalogue, alone and in pairs, and keeps those
 * that give the very same numbers. A cause that does not fit to rounding is never claimed.
 */
final class CauseFinder {
    private static final double ROUNDING = 1e-11;

    private final Question question;
    private final Problem problem;
    private final List<SimpleMatrix> given;
    private final Precision precision;

    CauseFinder(Question question, Problem problem, List<SimpleMatrix> given, Precision precision) {
        this.question = question;
        this.problem = problem;
        this.given = given;
        this.precision = precision;
    }

    /** A derivation that may have been used, and what it answers. */
    private record Hypothesis(
            int equation, String kind, String sentence, Problem problem, Rules rules, List<SimpleMatrix> answer) {}

    /**
     * What explains the numbers.
     *
     * @param sentences one for each cause that gives the very same numbers; empty if nothing known does
     * @param fit the largest deviation of the explanation, relative to its block
     * @param nextBest the best of the others
     * @param nextFit its deviation
     * @param apart for more than one cause, a network that tells them apart, if there is one
     */
    record Found(List<String> sentences, double fit, Optional<String> nextBest, double nextFit, String apart) {}

    /** The simplest explanation: one mistake before two, one from the catalogue before another order or a number. */
    Found find() {
        List<Hypothesis> singles = singles();
        List<Hypothesis> exact = singles.stream().filter(h -> fits(h.answer())).toList();
        if (!exact.isEmpty()) {
            return found(exact, singles);
        }
        Optional<Hypothesis> order = order();
        if (order.isPresent()) {
            return found(List.of(order.get()), singles);
        }
        Hypothesis right = hypothesis(0, "", "", problem, Rules.RIGHT);
        Optional<Hypothesis> number = remainder(right, 1);
        if (number.isPresent()) {
            return found(List.of(number.get()), singles);
        }
        List<Hypothesis> pairs = Stream.concat(
                        singles.stream().flatMap(first -> pairsWith(first).stream()), remainder(right, 2).stream())
                .filter(h -> fits(h.answer()))
                .toList();
        if (!pairs.isEmpty()) {
            return found(pairs, singles);
        }
        return found(
                singles.stream().flatMap(first -> remainder(first, 1).stream()).toList(), singles);
    }

    private Found found(List<Hypothesis> exact, List<Hypothesis> singles) {
        Optional<Hypothesis> next = singles.stream()
                .filter(h -> exact.stream().noneMatch(e -> e.kind().equals(h.kind())))
                .min(Comparator.comparingDouble(h -> misfit(h.answer())));
        return new Found(
                exact.stream().map(Hypothesis::sentence).distinct().toList(),
                exact.isEmpty() ? Double.NaN : misfit(exact.get(0).answer()),
                next.map(Hypothesis::sentence),
                next.map(h -> misfit(h.answer())).orElse(Double.NaN),
                apart(exact));
    }

    /** Tries the first two causes on a network whose layers differ in size, with three examples. */
    private String apart(List<Hypothesis> exact) {
        if (exact.size() < 2) {
            return "";
        }
        Problem other = Problem.standard(problem.depth(), problem.cost(), 3);
        boolean same;
        try {
            List<List<SimpleMatrix>> answers = exact.subList(0, 2).stream()
                    .map(cause -> question.answers()
                            .of(cause.rules(), other.with(cause.problem().cost())))
                    .toList();
            same = misfit(answers.get(0), answers.get(1)) < 1e-4;
        } catch (RuntimeException shapesDoNotAllowOne) {
            same = false;
        }
        return same
                ? "For this cost they are the same formula."
                : "A " + other.network().toString().split(" ")[0] + " network with three examples tells them apart.";
    }

    /** Every single mistake: the catalogue's, other costs, and weights updated too early. */
    private List<Hypothesis> singles() {
        List<Hypothesis> singles = new ArrayList<>();
        if (question.equations().contains(1)) {
            for (Cost cost : otherCosts()) {
                String sentence = "right for C = " + cost + ", but you asked for " + problem.cost();
                singles.add(hypothesis(1, "cost", sentence, problem.with(cost), Rules.RIGHT));
            }
        }
        for (Mistake.Planted planted : Mistake.all(problem, question.equations())) {
            String kind = planted.mistake().equation() + planted.mistake().sentence();
            singles.add(hypothesis(planted.equation(), kind, planted.sentence(), problem, planted.in(Rules.RIGHT)));
        }
        updatedWeights(problem, Rules.RIGHT, "").ifPresent(singles::add);
        List<SimpleMatrix> right = question.answers().of(Rules.RIGHT, problem);
        singles.removeIf(h -> misfit(right, h.answer()) < ROUNDING); // no mistake on this network
        return singles;
    }

    /** The right gradient, written down in another order. */
    private Optional<Hypothesis> order() {
        if (!question.isWholeGradient()) {
            return Optional.empty();
        }
        double[] right = problem.gradient().vector();
        return Order.others().stream()
                .map(order -> new Hypothesis(
                        0,
                        "order",
                        order.sentence(),
                        problem,
                        Rules.RIGHT,
                        Question.inOrder(problem.shaped(order.of(problem.network(), right)), problem.depth())))
                .filter(h -> fits(h.answer()))
                .findFirst();
    }

    private List<Cost> otherCosts() {
        return Stream.of(Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR) // cross-entropy's error is in the catalogue
                .flatMap(cost -> problem.examples() == 1 ? Stream.of(cost) : Stream.of(cost, cost.mean()))
                .filter(cost -> !cost.formula().equals(problem.cost().formula())
                        || (problem.examples() > 1
                                && cost.averaged() != problem.cost().averaged()))
                .toList();
    }

    private List<Hypothesis> pairsWith(Hypothesis first) {
        List<Hypothesis> pairs = new ArrayList<>();
        for (Mistake.Planted second : Mistake.all(first.problem(), question.equations())) {
            if (second.equation() > first.equation()) {
                pairs.add(hypothesis(
                        second.equation(),
                        "pair",
                        first.sentence() + "; and " + second.sentence(),
                        first.problem(),
                        second.in(first.rules())));
            }
        }
        if (first.equation() != 2) {
            updatedWeights(first.problem(), first.rules(), first.sentence() + "; and ")
                    .ifPresent(pairs::add);
        }
        return pairs;
    }

    private Hypothesis hypothesis(int equation, String kind, String sentence, Problem p, Rules rules) {
        return new Hypothesis(
                equation, kind, sentence, p, rules, question.answers().of(rules, p));
    }

    /** BP2 with w − η∂C/∂w for w: η is what the first hidden error says. */
    private Optional<Hypothesis> updatedWeights(Problem p, Rules rules, String before) {
        if (!question.equations().contains(2) || p.depth() < 2) {
            return Optional.empty();
        }
        int block = firstHiddenBlock();
        SimpleMatrix none = question.answers().of(rules, p).get(block);
        SimpleMatrix one =
                question.answers().of(withUpdatedWeights(rules, 1), p).get(block);
        SimpleMatrix direction = one.minus(none);
        double eta = given.get(block).minus(none).elementMult(direction).elementSum()
                / direction.elementMult(direction).elementSum();
        if (!Double.isFinite(eta) || eta == 0) {
            return Optional.empty();
        }
        String sentence = before + "BP2: the weights of the next layer were updated already (η = "
                + Numbers.text(eta, 4) + "); use those from before the step";
        return Optional.of(hypothesis(2, "updated weights", sentence, p, withUpdatedWeights(rules, eta)));
    }

    private int firstHiddenBlock() {
        int block = 0;
        while (question.blocks().get(block).layer() == problem.depth()) {
            block++;
        }
        return block;
    }

    private static Rules withUpdatedWeights(Rules rules, double eta) {
        return rules.withHidden((p, l, in) -> {
            SimpleMatrix updated = p.w(l + 1).minus(in.mult(p.a(l).transpose()).scale(eta));
            return updated.transpose().mult(in).elementMult(p.slope(l, p.z(l)));
        });
    }

    private boolean fits(List<SimpleMatrix> answer) {
        for (int block = 0; block < given.size(); block++) {
            if (!fits(given.get(block), answer.get(block))) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(SimpleMatrix yours, SimpleMatrix theirs) {
        double scale = theirs.elementMaxAbs();
        for (int i = 0; i < yours.getNumElements(); i++) {
            if (!(Math.abs(yours.get(i) - theirs.get(i)) <= tolerance(yours.get(i), scale))) {
                return false;
            }
        }
        return true;
    }

    private double tolerance(double value, double scale) {
        double rounding = ROUNDING * scale;
        return precision.kind() == Precision.Kind.SINGLE
                ? 1e-5 * scale
                : rounding + precision.tolerance(value, rounding);
    }

    /** The largest deviation, relative to its block. */
    private double misfit(List<SimpleMatrix> answer) {
        return misfit(given, answer);
    }

    static double misfit(List<SimpleMatrix> one, List<SimpleMatrix> other) {
        double worst = 0;
        for (int block = 0; block < one.size(); block++) {
            double scale =
                    Math.max(one.get(block).elementMaxAbs(), other.get(block).elementMaxAbs());
            double off = one.get(block).minus(other.get(block)).elementMaxAbs();
            worst = Math.max(worst, scale == 0 ? 0 : off / scale);
        }
        return worst;
    }

    /** The base with at most so many mistakes that have a number in them, in other equations than its own. */
    private Optional<Hypothesis> remainder(Hypothesis base, int most) {
        String before = base.sentence().isEmpty() ? "" : base.sentence() + "; and ";
        return new RemainderFinder(
                        question, problem, given, base.answer(), this::fits, precision.kind() == Precision.Kind.DOUBLE)
                .find(most, base.equation())
                .map(rest -> new Hypothesis(
                        0, "number", before + rest.sentence(), base.problem(), base.rules(), rest.answer()));
    }
}
