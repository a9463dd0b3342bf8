package backprop.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/** Right numbers in the wrong place: a vector in another order, or two blocks in each other's. */
final class Misplaced {
    private Misplaced() {}

    static Stream<Hypothesis> of(Scope scope, Case problem, Bounds bounds) {
        Stream<Hypothesis> orders = orders(scope, problem)
                .filter(h -> bounds.fit(h.answer())) // or else its numbers need not be kept
                .filter(distinct());
        return Stream.concat(orders, swaps(scope, bounds.right()));
    }

    /** On a small network several orders are the same. */
    private static Predicate<Hypothesis> distinct() {
        Set<List<Double>> seen = new HashSet<>();
        return h -> seen.add(h.answer().stream()
                .flatMapToDouble(m -> DoubleStream.of(Comparison.numbers(m)))
                .boxed()
                .toList());
    }

    private static Stream<Hypothesis> orders(Scope scope, Case problem) {
        if (!scope.equals(Scope.wholeGradient(problem))) {
            return Stream.of();
        }
        double[] vector = problem.vector(Answer.gradient(problem, Rules.RIGHT));
        return EntryOrder.others().stream()
                .map(order ->
                        Hypothesis.of(order.cause(), scope.of(problem.gradient(order.of(problem.network(), vector)))));
    }

    private static Stream<Hypothesis> swaps(Scope scope, Answer right) {
        int n = scope.blocks().size();
        return IntStream.range(0, n)
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, n)
                        .filter(k -> Bounds.sameShape(right.get(i), right.get(k)))
                        .mapToObj(k -> swapped(scope, right, i, k)));
    }

    private static Hypothesis swapped(Scope scope, Answer right, int i, int k) {
        List<SimpleMatrix> numbers = new ArrayList<>(right);
        Collections.swap(numbers, i, k);
        String one = scope.blocks().get(i).name();
        String other = scope.blocks().get(k).name();
        Cause cause = new Cause("swapped " + one + " " + other, one + " and " + other + " stand in each other's place");
        return Hypothesis.of(cause, numbers);
    }
}
