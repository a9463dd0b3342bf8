package backprop.check;

import backprop.Cost;
import backprop.Network;
import backprop.check.Answer.Rules;
import backprop.check.Mistake.Slip;
import backprop.check.Report.Explanation;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Finds the mistake behind wrong numbers: replays every mistake of the catalogue, alone and in pairs, and keeps those
 * that give the very same numbers. A cause that does not fit to rounding is never claimed.
 */
final class CauseFinder {
    private static final double ROUNDING = 1e-11;
    private static final double SINGLE_ROUNDING = 1e-5;

    final Scope scope;
    final Case problem;
    final List<SimpleMatrix> given;
    final Precision precision;
    private final List<Slip> slips;

    CauseFinder(Scope scope, Case problem, List<SimpleMatrix> given, Precision precision) {
        this.scope = scope;
        this.problem = problem;
        this.given = given;
        this.precision = precision;
        slips = Mistake.slips(problem, scope.equations());
    }

    /** A derivation that may have been used, and what it answers. */
    private record Hypothesis(Object kind, Equation last, List<Cause> causes, Answer answer) {
        List<Cause> and(List<Cause> more) {
            return Stream.concat(causes.stream(), more.stream()).toList();
        }
    }

    /**
     * Returns the simplest explanation: one mistake before two, one from the catalogue before another order or a number.
     *
     * @throws CancellationException if the thread is interrupted
     */
    Explanation find() {
        List<Hypothesis> singles = singles();
        List<Supplier<Stream<Hypothesis>>> inTurn = List.of(
                () -> fitting(singles.stream()),
                () -> order().stream(),
                () -> withNumbers(right(), 1).stream(),
                () -> Stream.concat(
                        fitting(singles.stream().flatMap(this::pairsWith)), withNumbers(right(), 2).stream()),
                () -> singles.stream().flatMap(first -> withNumbers(first, 1).stream()));
        List<Hypothesis> exact = inTurn.stream()
                .map(some -> some.get().toList())
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
        return explanation(exact, singles);
    }

    private static void goOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while looking for the cause; the verdict stands");
        }
    }

    private Stream<Hypothesis> fitting(Stream<Hypothesis> hypotheses) {
        return hypotheses.peek(h -> goOn()).filter(h -> fits(h.answer()));
    }

    private Explanation explanation(List<Hypothesis> exact, List<Hypothesis> singles) {
        List<String> remarks = new ArrayList<>();
        if (exact.isEmpty()) {
            remarks.add("No known mistake gives these numbers. The report's mismatches() can draw them.");
        } else {
            double fit = misfit(given, exact.get(0).answer());
            remarks.add("This explains every number to "
                    + (fit < ROUNDING ? "rounding (" + Numbers.text(fit, 1) + ")." : "the digits given."));
        }
        if (exact.stream().map(Hypothesis::causes).distinct().count() > 1) {
            remarks.add("These give the very same numbers here. " + apart(exact));
        }
        singles.stream()
                .peek(h -> goOn())
                .filter(h -> exact.stream().noneMatch(e -> e.kind().equals(h.kind())))
                .map(h -> Map.entry(Explanation.words(h.causes()), misfit(given, h.answer())))
                .min(Map.Entry.comparingByValue())
                .ifPresent(next -> remarks.add((exact.isEmpty() ? "Closest: " : "Next best: ") + next.getKey()
                        + ", off by " + percent(next.getValue()) + "."));
        return new Explanation(exact.stream().map(Hypothesis::causes).toList(), remarks);
    }

    private static String percent(double share) {
        return share >= 0.001 ? Numbers.text(100 * share, 2) + " %" : Numbers.text(share, 2) + " of the largest entry";
    }

    /** Tries the first two causes on a network whose layers differ in size, with three examples. */
    private String apart(List<Hypothesis> exact) {
        Case other = Case.standard(problem.depth(), problem.cost(), 3);
        boolean same;
        try {
            Answer first = exact.get(0).answer().on(other);
            same = misfit(first, exact.get(1).answer().on(other)) < 1e-4;
        } catch (RuntimeException oneIsNoMistakeThere) {
            same = false;
        }
        return same
                ? "For this cost they are the same formula."
                : "A " + other.network().shape() + " network with three examples tells them apart.";
    }

    /** Every single mistake: the catalogue's, other costs, and weights updated too early. */
    private List<Hypothesis> singles() {
        List<Hypothesis> singles = new ArrayList<>();
        if (scope.equations().contains(Equation.BP1)) {
            for (Cost cost : otherCosts()) {
                String what = "right for C = " + cost + ", but you asked for " + problem.cost();
                List<Cause> causes = List.of(new Cause("cost " + cost, what));
                singles.add(hypothesis("cost", Equation.BP1, causes, problem.with(cost), Rules.RIGHT));
            }
        }
        for (Slip slip : slips) {
            singles.add(
                    hypothesis(slip.mistake(), slip.equation(), List.of(slip.cause()), problem, slip.in(Rules.RIGHT)));
        }
        updatedWeights(right()).ifPresent(singles::add);
        List<SimpleMatrix> right = Answer.right(scope, problem);
        singles.removeIf(h -> misfit(right, h.answer()) < ROUNDING); // no mistake on this network
        return singles;
    }

    private List<Cost> otherCosts() {
        return Stream.of(Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR) // cross-entropy's error is in the catalogue
                .flatMap(cost -> problem.examples() == 1 ? Stream.of(cost) : Stream.of(cost, cost.mean()))
                .filter(cost -> !cost.formula().equals(problem.cost().formula())
                        || (problem.examples() > 1
                                && cost.averaged() != problem.cost().averaged()))
                .toList();
    }

    /** The right gradient, written down in another order. */
    private Optional<Hypothesis> order() {
        Answer right = right().answer();
        if (!scope.equals(Scope.wholeGradient(problem)) || !fits(sorted(given), sorted(right))) {
            return Optional.empty();
        }
        Network network = problem.network();
        double[] vector = problem.vector(Answer.gradient(problem, Rules.RIGHT));
        return EntryOrder.others().stream()
                .map(order -> new Hypothesis(
                        "order",
                        null,
                        List.of(order.cause()),
                        new Answer(right, scope.of(problem.gradient(order.of(network, vector))))))
                .filter(h -> fits(h.answer()))
                .findFirst();
    }

    /** All numbers, the smallest first: in whatever order they stood, they are the same. */
    private static SimpleMatrix sorted(List<SimpleMatrix> blocks) {
        return new SimpleMatrix(blocks.stream()
                .flatMapToDouble(m -> Arrays.stream(Comparison.numbers(m)))
                .sorted()
                .toArray());
    }

    /** With a second mistake in a later equation. */
    private Stream<Hypothesis> pairsWith(Hypothesis first) {
        Rules rules = first.answer().rules();
        Stream<Hypothesis> pairs = slips.stream()
                .filter(second -> second.equation().compareTo(first.last()) > 0)
                .map(second -> hypothesis(
                        "pair",
                        second.equation(),
                        first.and(List.of(second.cause())),
                        first.answer().problem(),
                        second.in(rules)));
        return first.last() == Equation.BP2 ? pairs : Stream.concat(pairs, updatedWeights(first).stream());
    }

    private Hypothesis right() {
        return hypothesis("", null, List.of(), problem, Rules.RIGHT);
    }

    private Hypothesis hypothesis(Object kind, Equation last, List<Cause> causes, Case c, Rules rules) {
        return new Hypothesis(kind, last, causes, new Answer(scope, c, rules));
    }

    /** BP2 with w − η∂C/∂w for w: η is what the first hidden error says. */
    private Optional<Hypothesis> updatedWeights(Hypothesis before) {
        Case p = before.answer().problem();
        Rules rules = before.answer().rules();
        OptionalInt hidden = scope.firstHidden(p.depth());
        if (!scope.equations().contains(Equation.BP2) || hidden.isEmpty()) {
            return Optional.empty();
        }
        int block = hidden.getAsInt();
        SimpleMatrix none = before.answer().get(block);
        SimpleMatrix direction =
                new Answer(scope, p, withUpdatedWeights(rules, p, 1)).get(block).minus(none);
        double eta = NumberFinder.ratio(given.get(block).minus(none), direction);
        if (!Double.isFinite(eta) || eta == 0) {
            return Optional.empty();
        }
        String what = "the weights of the next layer were updated already (η = " + Numbers.text(eta, 4)
                + "); use those from before the step";
        SortedSet<Integer> layers = new TreeSet<>(Equation.BP2.layers(p.depth()));
        Cause cause = new Cause("updated weights", Optional.of(Cause.Where.of(Equation.BP2, layers, p.depth())), what);
        return Optional.of(hypothesis(
                "updated weights", Equation.BP2, before.and(List.of(cause)), p, withUpdatedWeights(rules, p, eta)));
    }

    private static Rules withUpdatedWeights(Rules rules, Case problem, double eta) {
        return rules.but(Equation.BP2, Equation.BP2.layers(problem.depth()), (c, l, in) -> {
            SimpleMatrix updated = c.w(l + 1).minus(in.mult(c.a(l).transpose()).scale(eta));
            return updated.transpose().mult(in).elementMult(c.slope(l));
        });
    }

    /** The same with at most so many mistakes that have a number in them, in other equations than its own. */
    private Optional<Hypothesis> withNumbers(Hypothesis base, int most) {
        goOn();
        return new NumberFinder(this, base.answer())
                .find(most, base.last())
                .map(rest -> new Hypothesis(
                        "number", null, base.and(rest.causes()), new Answer(base.answer(), rest.answer())));
    }

    private boolean fits(List<SimpleMatrix> answer) {
        for (int block = 0; block < given.size(); block++) {
            if (!fits(given.get(block), answer.get(block))) {
                return false;
            }
        }
        return true;
    }

    boolean fits(SimpleMatrix yours, SimpleMatrix theirs) {
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
                ? SINGLE_ROUNDING * scale
                : rounding + precision.tolerance(value, rounding);
    }

    /** The largest deviation, relative to its block. */
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
}
