package backprop.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Finds the mistake behind wrong numbers: replays every mistake of the catalogue, alone and in pairs, and keeps those
 * that give the very same numbers. A cause that does not fit within the verdict's own bounds is never claimed, nor one that
 * there is not {@link Evidence} enough for.
 */
final class CauseFinder {
    private final Judge judge;
    private final Bounds bounds;
    private final Answer right;
    private final Evidence evidence;
    private final Singles known;
    private final List<Hypothesis> others;
    private final Search search;

    CauseFinder(Judge judge, Bounds bounds, List<Hypothesis> others) {
        this.judge = judge;
        this.bounds = bounds;
        this.others = others;
        right = bounds.right();
        evidence = new Evidence(bounds, judge.scope(), judge.problem());
        known = new Singles(judge, bounds);
        search = new Search(judge.problem());
    }

    /**
     * Returns the simplest explanation: one mistake before two, one from the catalogue before another order or a number.
     *
     * @throws CancellationException if the thread is interrupted
     */
    Explanation find() {
        try (search) {
            return found();
        }
    }

    private Explanation found() {
        if (judge.given().stream().anyMatch(SimpleMatrix::hasUncountable)) {
            return new Explanation(
                    List.of(),
                    List.of("No mistake is looked for in numbers that are NaN or infinite: mend these first."));
        }
        List<Hypothesis> singles = known.shown();
        Hypothesis unchanged = Hypothesis.of(right, List.of());
        FormulaFinder formulas = new FormulaFinder(judge, bounds, search);
        List<Supplier<Stream<Hypothesis>>> inTurn = List.of(
                () -> Stream.concat(others.stream(), singles.stream()),
                () -> Misplaced.of(judge.scope(), judge.problem(), bounds),
                () -> withNumbers(unchanged, 1),
                () -> formulas.slips(1),
                () -> formulas.slips(2),
                () -> Stream.concat(fitting(singles, this::pairsWith), withNumbers(unchanged, 2)),
                () -> fitting(formulas.slips(1).toList(), this::pairsWith),
                () -> fitting(singles, first -> withNumbers(first, 1)));
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
        Telling telling = new Telling(judge, bounds, evidence);
        return believed.isEmpty() && !simplest.isEmpty()
                ? telling.tooFew(simplest)
                : telling.explanation(believed, singles);
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

    private List<Hypothesis> fitting(Stream<Hypothesis> hypotheses) {
        return hypotheses
                .peek(h -> search.goOn())
                .filter(h -> bounds.fit(h.answer()))
                .toList();
    }

    /** Those that are made of each hypothesis and fit. */
    private Stream<Hypothesis> fitting(List<Hypothesis> some, Function<Hypothesis, Stream<Hypothesis>> more) {
        return search.each(some, one -> fitting(more.apply(one)).stream());
    }

    /** With a second mistake in a later equation. */
    private Stream<Hypothesis> pairsWith(Hypothesis first) {
        Equation last = last(first);
        Stream<Hypothesis> pairs = known.slips().stream()
                .filter(second -> second.equation().compareTo(last) > 0)
                .map(second -> first.and(right, List.of(Singles.of(second))));
        return last == Equation.BP1 ? Stream.concat(pairs, known.updatedWeights(first).stream()) : pairs;
    }

    private static Equation last(Hypothesis h) {
        return h.changes().get(h.changes().size() - 1).equation();
    }

    /** The same with at most so many mistakes that have a number in them, in other equations than its last. */
    private Stream<Hypothesis> withNumbers(Hypothesis base, int most) {
        Equation taken = base.changes().isEmpty() ? null : last(base);
        return new NumberFinder(judge, bounds, most, taken, search::goOn)
                .find((Answer) base.answer()).stream().map(more -> base.and(right, more));
    }
}
