package backprop.check;

import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Whether there are numbers enough to believe a hypothesis: each of its changes must move more independent numbers than
 * it took choices and constants to make it fit. A number counts if it is not what the answer without the change lets it be.
 *
 * <p>Numbers are independent if no other slip of one number explains both: a wrong δ_j explains all that follows from it, in
 * each example; a factor for δ_j all that share it in a row of ∂C/∂w, one for a_k all that do in a column.
 */
final class Evidence {
    private static final double SAME = 1e-9;

    private final Bounds bounds;
    private final Answer right;
    private final Scope scope;
    private final Case problem;
    private final int examples;
    private final double worth; // of a number

    Evidence(Bounds bounds, Scope scope, Case problem) {
        this.bounds = bounds;
        this.right = bounds.right();
        this.scope = scope;
        this.problem = problem;
        examples = problem.examples();
        worth = worth(bounds.precision());
    }

    boolean isEnoughFor(Hypothesis h) {
        return h.changes().stream().allMatch(change -> worth * independent(h, change) > change.cost());
    }

    /** Fewer than three digits do not pay for one choice among the mistakes that are known. */
    private static double worth(Precision precision) {
        return precision.kind() == Precision.Kind.TYPED ? Math.min(1, (precision.digits() - 1) / 2.0) : 1;
    }

    /** How many independent numbers speak for a change. */
    int independent(Hypothesis h, Change change) {
        Answer without = h.without(change, right);
        if (change.ofOneEntry()) {
            return blocks(change).map(block -> size(block) - 1).sum(); // those that it says are right
        }
        if (change.equation() == Equation.BP4) {
            return blocks(change)
                    .map(block -> Math.min(
                            free(block),
                            inWeights(
                                    moved(block, h.answer(), without),
                                    h.answer().get(block),
                                    without.get(block))))
                    .sum();
        }
        int seen = blocks(change)
                .map(block -> Math.min(free(block), moved(block, h.answer(), without).length))
                .sum();
        boolean isError = change.equation() == Equation.BP1 || change.equation() == Equation.BP2;
        return isError && scope.chained() ? Math.min(seen, movedErrors(change, (Answer) h.answer(), without)) : seen;
    }

    /** The blocks that an equation gives itself, or all: those that follow from δ and those that no equation is to blame for. */
    private IntStream blocks(Change change) {
        boolean all =
                change.equation() == null || change.equation() == Equation.BP1 || change.equation() == Equation.BP2;
        return IntStream.range(0, scope.blocks().size()).filter(block -> {
            Block at = scope.blocks().get(block);
            return all || at.equation() == change.equation() && change.layers().contains(at.layer());
        });
    }

    private int size(int block) {
        return right.get(block).getNumElements();
    }

    /** The numbers of a block that others of it do not decide: after softmax, δ and what follows sum to 0 in each column. */
    private int free(int block) {
        int l = scope.blocks().get(block).layer();
        return size(block) - (endsInSoftmax(l) ? right.get(block).getNumCols() : 0);
    }

    private boolean endsInSoftmax(int l) {
        return l == problem.depth() && problem.g(l).isSoftmax();
    }

    private int[] moved(int block, List<SimpleMatrix> with, List<SimpleMatrix> without) {
        SimpleMatrix one = with.get(block);
        SimpleMatrix other = without.get(block);
        return IntStream.range(0, one.getNumElements())
                .filter(i -> bounds.refute(block, i, other.get(i)) && !same(one.get(i), other.get(i)))
                .toArray();
    }

    /** Those of δ: a neuron's in each example, but no more than it has weights if one other weight for each explains them. */
    private int movedErrors(Change change, Answer with, Answer without) {
        int moved = 0;
        for (int l : change.layers()) {
            int before = moved;
            for (int j = 0; j < with.delta(l).getNumRows(); j++) {
                double[] factors =
                        factors(with.delta(l).getRow(j), without.delta(l).getRow(j));
                boolean isOne = DoubleStream.of(factors).allMatch(factor -> same(factor, factors[0]));
                boolean byWeights = isOne && change.equation() == Equation.BP2;
                moved += byWeights ? Math.min(factors.length, with.delta(l + 1).getNumRows()) : factors.length;
            }
            int free = with.delta(l).getNumElements() - (endsInSoftmax(l) ? examples : 0);
            moved = Math.min(moved, before + free);
        }
        return moved;
    }

    private static double[] factors(SimpleMatrix with, SimpleMatrix without) {
        return IntStream.range(0, with.getNumElements())
                .filter(i -> !same(with.get(i), without.get(i)))
                .mapToDouble(i -> with.get(i) / without.get(i))
                .toArray();
    }

    /** Entries; or fewer, where those of a row or of a column are moved by the same factor or by the same summand. */
    private int inWeights(int[] moved, SimpleMatrix with, SimpleMatrix without) {
        int columns = with.getNumCols();
        IntToDoubleFunction factor = i -> with.get(i) / without.get(i);
        IntToDoubleFunction summand = i -> with.get(i) - without.get(i);
        return IntStream.of(
                        groups(moved, i -> i / columns, factor, examples),
                        groups(moved, i -> i % columns, factor, examples),
                        groups(moved, i -> i / columns, summand, 1),
                        groups(moved, i -> i % columns, summand, 1))
                .min()
                .orElseThrow();
    }

    /** How many numbers it takes to move entries by the same in each group, so many a group at most; else one for each entry. */
    private static int groups(int[] moved, IntUnaryOperator group, IntToDoubleFunction by, int most) {
        Map<Integer, List<Integer>> groups =
                IntStream.of(moved).boxed().collect(Collectors.groupingBy(group::applyAsInt));
        boolean isShared = groups.values().stream()
                .allMatch(of -> of.stream().allMatch(i -> same(by.applyAsDouble(i), by.applyAsDouble(of.get(0)))));
        return isShared
                ? groups.values().stream()
                        .mapToInt(of -> Math.min(of.size(), most))
                        .sum()
                : moved.length;
    }

    private static boolean same(double one, double other) {
        return one == other || Math.abs(one - other) <= SAME * Math.max(Math.abs(one), Math.abs(other));
    }
}
