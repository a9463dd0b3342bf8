package backprop.check;

import backprop.Cost;
import backprop.check.Equation.Rule;
import backprop.check.Hypothesis.Change;
import backprop.check.Mistake.Slip;
import backprop.check.Report.Explanation;
import backprop.check.Scope.Block;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ejml.MatrixDimensionException;
import org.ejml.simple.SimpleMatrix;

/**
 * Finds the mistake behind wrong numbers: replays every mistake of the catalogue, alone and in pairs, and keeps those
 * that give the very same numbers. A cause that does not fit within the verdict's own bounds is never claimed, nor one that
 * there is not {@link Evidence} enough for.
 */
final class CauseFinder {
    private static final double CLOSE = 0.1;
    private static final int MOST_TIES = 4;

    private final Scope scope;
    private final Case problem;
    private final Judge judge;
    private final Bounds bounds;
    private final Answer right;
    private final Evidence evidence;
    private final List<Slip> slips;
    private final List<Hypothesis> others;

    CauseFinder(Judge judge, Bounds bounds, List<Hypothesis> others) {
        this.judge = judge;
        this.bounds = bounds;
        this.others = others;
        scope = judge.scope();
        problem = judge.problem();
        right = bounds.right();
        evidence = new Evidence(bounds, scope, problem.examples());
        slips = Mistake.slips(problem, scope.equations());
    }

    /**
     * Returns the simplest explanation: one mistake before two, one from the catalogue before another order or a number.
     *
     * @throws CancellationException if the thread is interrupted
     */
    Explanation find() {
        if (judge.given().stream().anyMatch(SimpleMatrix::hasUncountable)) {
            return new Explanation(
                    List.of(),
                    List.of("No mistake is looked for in numbers that are NaN or infinite: mend these first."));
        }
        List<Hypothesis> singles = singles();
        Hypothesis unchanged = Hypothesis.of(right, List.of());
        List<Supplier<Stream<Hypothesis>>> inTurn = List.of(
                () -> Stream.concat(others.stream(), singles.stream()),
                () -> Misplaced.of(scope, problem, right),
                () -> withNumbers(unchanged, 1),
                () -> Stream.concat(singles.stream().flatMap(this::pairsWith), withNumbers(unchanged, 2)),
                () -> singles.stream().flatMap(first -> withNumbers(first, 1)));
        List<Hypothesis> simplest = inTurn.stream()
                .map(some -> fitting(some.get()))
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
        List<Hypothesis> believed = believed(simplest);
        boolean isOfStep = others.stream().anyMatch(simplest::contains);
        if (isOfStep || believed.isEmpty() && !simplest.isEmpty()) {
            int size = simplest.get(0).changes().size(); // what scales all numbers is also a factor in BP1
            simplest = Stream.concat(simplest.stream(), fitting(withNumbers(unchanged, size)).stream())
                    .filter(distinct(Hypothesis::causes))
                    .toList();
            believed = believed(simplest);
        }
        return believed.isEmpty() && !simplest.isEmpty() ? tooFew(simplest) : explanation(believed, singles);
    }

    private static <T> Predicate<T> distinct(Function<T, ?> key) {
        Set<Object> seen = new HashSet<>();
        return t -> seen.add(key.apply(t));
    }

    /** The cheapest, if there is evidence for each: as all give the same numbers, they have no more than any of them has. */
    private List<Hypothesis> believed(List<Hypothesis> fitting) {
        int cost = fitting.stream().mapToInt(Hypothesis::cost).min().orElse(0);
        List<Hypothesis> cheapest =
                fitting.stream().filter(h -> h.cost() == cost).toList();
        return cheapest.stream().allMatch(evidence::isEnoughFor) ? cheapest : List.of();
    }

    private static void goOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while looking for the cause; the verdict stands");
        }
    }

    private List<Hypothesis> fitting(Stream<Hypothesis> hypotheses) {
        return hypotheses.peek(h -> goOn()).filter(h -> bounds.fit(h.answer())).toList();
    }

    private Explanation tooFew(List<Hypothesis> fitting) {
        List<List<Cause>> ties = fitting.stream().map(Hypothesis::causes).toList();
        int more = ties.size() - MOST_TIES;
        String named = ties.stream()
                .limit(MOST_TIES)
                .map(causes -> "'" + Explanation.words(causes) + "'")
                .collect(Collectors.joining(" and "));
        String give = ties.size() == 1
                ? " gives them, as others may."
                : ties.size() == 2 ? " both give them." : " all give them.";
        String sentence = "Too few numbers to tell: " + named + (more > 0 ? " and " + more + " more" : "") + give;
        return new Explanation(List.of(), ties, List.of((sentence + " " + apart(fitting)).strip()));
    }

    private Explanation explanation(List<Hypothesis> exact, List<Hypothesis> singles) {
        List<String> remarks = new ArrayList<>();
        if (exact.isEmpty()) {
            remarks.add("No known mistake gives these numbers. The report's mismatches() can draw them.");
        } else {
            double fit = Bounds.misfit(judge.given(), exact.get(0).answer());
            remarks.add("This explains every number to "
                    + (fit < 1e-11 ? "rounding (" + Numbers.text(fit, 1) + ")." : "the digits given."));
        }
        if (exact.stream().map(Hypothesis::causes).distinct().count() > 1) {
            remarks.add(("These give the very same numbers here. " + apart(exact)).strip());
        }
        singles.stream()
                .peek(h -> goOn())
                .filter(h -> exact.stream().noneMatch(e -> e.causes().equals(h.causes())))
                .filter(h -> !bounds.contradict(h.answer()) && evidence.isEnoughFor(h))
                .map(h -> Map.entry(Explanation.words(h.causes()), Bounds.misfit(judge.given(), h.answer())))
                .filter(next -> next.getValue() < CLOSE)
                .min(Map.Entry.comparingByValue())
                .ifPresent(next -> remarks.add((exact.isEmpty() ? "Closest: " : "Next best: ") + next.getKey()
                        + ", off by " + percent(next.getValue()) + "."));
        return new Explanation(exact.stream().map(Hypothesis::causes).toList(), remarks);
    }

    private static String percent(double share) {
        return share >= 0.001 ? Numbers.text(100 * share, 2) + " %" : Numbers.text(share, 2) + " of the largest entry";
    }

    /** What a network whose layers differ in size, with three examples, makes of the first two; empty if it cannot tell. */
    private String apart(List<Hypothesis> ties) {
        List<Answer> byRules = ties.stream()
                .map(Hypothesis::answer)
                .filter(Answer.class::isInstance)
                .map(Answer.class::cast)
                .limit(2)
                .toList();
        if (byRules.size() < 2) {
            return "";
        }
        Case other;
        try {
            other = Case.standard(problem.depth(), problem.cost(), 3).regularized(problem.lambda());
        } catch (IllegalArgumentException notOfThisCost) {
            return "";
        }
        Optional<List<SimpleMatrix>> first = computed(byRules.get(0).on(other));
        Optional<List<SimpleMatrix>> second = computed(byRules.get(1).on(other));
        if (first.isEmpty() && second.isEmpty()) {
            return "Their shapes would not fit on a " + other.network().shape() + " network.";
        }
        return first.isPresent() && second.isPresent() && Bounds.misfit(first.get(), second.get()) < 1e-4
                ? "For this cost they are the same formula."
                : "A " + other.network().shape() + " network with three examples tells them apart.";
    }

    /** Nothing if the rules do not fit the shapes there. */
    private static Optional<List<SimpleMatrix>> computed(Answer answer) {
        try {
            return Optional.of(List.copyOf(answer));
        } catch (IllegalArgumentException | MatrixDimensionException | NullPointerException itIsNoMistakeThere) {
            return Optional.empty();
        }
    }

    /** Every single mistake that this network shows: the catalogue's, other costs, and weights updated too early. */
    private List<Hypothesis> singles() {
        Stream<Change> costs =
                scope.equations().contains(Equation.BP1) ? otherCosts().map(this::of) : Stream.of();
        Stream<Hypothesis> replayed = Stream.of(costs, slips.stream().map(CauseFinder::of), slopesTwice())
                .flatMap(some -> some)
                .map(change -> Hypothesis.of(right, List.of(change)));
        return Stream.concat(replayed, updatedWeights(Hypothesis.of(right, List.of())).stream())
                .filter(h -> !bounds.isRight(h.answer()))
                .toList();
    }

    private static Change of(Slip slip) {
        return new Change(slip.cause(), slip.equation(), slip.layers(), 0, false, slip::in);
    }

    private Change of(Cost cost) {
        String what = "right for C = " + cost + ", but you asked for " + problem.cost();
        List<Integer> last = List.of(problem.depth());
        return new Change(
                new Cause("cost " + cost, what),
                Equation.BP1,
                new TreeSet<>(last),
                0,
                false,
                rules -> rules.but(Equation.BP1, last, (c, l, in) -> {
                    Case other = c.with(cost);
                    return Equation.BP1.value(other, l, Equation.BP1.input(other, l));
                }));
    }

    /** σ′ twice where δ arises: as good as twice in all that follows, and one mistake instead of two. */
    private Stream<Change> slopesTwice() {
        return Stream.of(Equation.BP1, Equation.BP2)
                .filter(scope.equations()::contains)
                .flatMap(equation -> equation.layers(problem.depth()).stream()
                        .filter(l -> !problem.g(l).isSoftmax())
                        .map(l -> {
                            Cause.Where where = Cause.Where.of(equation, new TreeSet<>(List.of(l)), problem.depth());
                            String what =
                                    "the result is multiplied by σ′(z" + Numbers.superscript(l) + ") a second time";
                            Cause cause = new Cause("slope twice in " + where, Optional.of(where), what);
                            Rule twice = (c, layer, delta) -> delta.elementMult(c.slope(layer));
                            return new Change(
                                    cause,
                                    equation,
                                    where.layers(),
                                    0,
                                    false,
                                    rules -> rules.then(new Block(equation, l), twice));
                        }));
    }

    private Stream<Cost> otherCosts() {
        return Stream.of(Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR) // cross-entropy's error is in the catalogue
                .flatMap(cost -> problem.examples() == 1 ? Stream.of(cost) : Stream.of(cost, cost.mean()))
                .filter(cost -> !cost.formula().equals(problem.cost().formula())
                        || (problem.examples() > 1
                                && cost.averaged() != problem.cost().averaged()));
    }

    /** With a second mistake in a later equation. */
    private Stream<Hypothesis> pairsWith(Hypothesis first) {
        Equation last = last(first);
        Stream<Hypothesis> pairs = slips.stream()
                .filter(second -> second.equation().compareTo(last) > 0)
                .map(second -> first.and(right, List.of(of(second))));
        return last == Equation.BP1 ? Stream.concat(pairs, updatedWeights(first).stream()) : pairs;
    }

    private static Equation last(Hypothesis h) {
        return h.changes().get(h.changes().size() - 1).equation();
    }

    /** BP2 with w − η∂C/∂w for w: η is what the first hidden error says, if it is more than nothing. */
    private Optional<Hypothesis> updatedWeights(Hypothesis before) {
        OptionalInt hidden = scope.firstHidden(problem.depth());
        if (!scope.equations().contains(Equation.BP2) || hidden.isEmpty() || problem.depth() < 2) {
            return Optional.empty();
        }
        int block = hidden.getAsInt();
        Answer answer = (Answer) before.answer();
        SimpleMatrix none = answer.get(block);
        SimpleMatrix direction = before.and(right, List.of(updatedWeights(1)))
                .answer()
                .get(block)
                .minus(none);
        double fitted = NumberFinder.ratio(judge.given().get(block).minus(none), direction);
        return bounds.fit(answer, block) || !(fitted > 0) || Double.isInfinite(fitted)
                ? Optional.empty()
                : NumberSlip.roundedFirst(fitted)
                        .mapToObj(eta -> before.and(right, List.of(updatedWeights(eta))))
                        .filter(h -> bounds.fit(h.answer(), block))
                        .findFirst();
    }

    private Change updatedWeights(double eta) {
        String what = "the weights of the next layer were updated already (η = " + Numbers.text(eta, 4)
                + "); use those from before the step";
        SortedSet<Integer> layers = new TreeSet<>(Equation.BP2.layers(problem.depth()));
        Cause.Where where = Cause.Where.of(Equation.BP2, layers, problem.depth());
        boolean isFitted = bounds.precision().kind() != Precision.Kind.DOUBLE || !NumberSlip.isRound(eta);
        return new Change(
                new Cause("updated weights", Optional.of(where), what),
                Equation.BP2,
                layers,
                isFitted ? 1 : 0,
                false,
                rules -> rules.but(Equation.BP2, layers, (c, l, in) -> {
                    SimpleMatrix updated =
                            c.w(l + 1).minus(in.mult(c.a(l).transpose()).scale(eta));
                    return updated.transpose().mult(in).elementMult(c.slope(l));
                }));
    }

    /** The same with at most so many mistakes that have a number in them, in other equations than its last. */
    private Stream<Hypothesis> withNumbers(Hypothesis base, int most) {
        Equation taken = base.changes().isEmpty() ? null : last(base);
        return new NumberFinder(judge, bounds, most, taken, CauseFinder::goOn)
                .find((Answer) base.answer()).stream().map(more -> base.and(right, more));
    }
}
