package backprop.check;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** What an answer's numbers should be and how far they may be off, and so whether they are those of other rules. */
final class Bounds {
    /** How many units of rounding a number may be off that other rules give, in units of what nudged inputs do to it. */
    private static final double UNITS = 32 * 0x1p-53;

    /** A size of terms that none has: who is farther off than it allows needs no exact one. */
    private static final double NEARLY = 1e8;

    /** The least share of a number that a mistake changes: less would be rounding. */
    private static final double LEAST = 1e-9;

    private final Judge judge;
    private final Precision precision;
    private final Answer right;
    private final List<Known[]> known;
    private final List<Comparison> compared;
    private final Nudge nudge;

    Bounds(Judge judge) {
        this.judge = judge;
        precision = judge.precision();
        right = Answer.right(judge.scope(), judge.problem());
        Truth truth = new Truth(judge.problem());
        known = blocks().mapToObj(block -> known(block, truth)).toList();
        compared = blocks().mapToObj(
                        block -> Comparison.withRounding(judge.given().get(block), known.get(block)))
                .toList();
        nudge = new Nudge(judge.problem());
    }

    private IntStream blocks() {
        return IntStream.range(0, judge.given().size());
    }

    private Known[] known(int block, Truth truth) {
        Truth.Value value = truth.of(right.get(block), judge.scope().blocks().get(block));
        return IntStream.range(0, value.size())
                .mapToObj(i -> value.known(i, precision).after(judge.passage().rounding(block, i)))
                .toArray(Known[]::new);
    }

    Precision precision() {
        return precision;
    }

    Answer right() {
        return right;
    }

    Comparison compared(int block) {
        return compared.get(block);
    }

    /** Whether every number is one that nothing can be said of. */
    boolean tellNothing() {
        return compared.stream().allMatch(c -> c.count(Verdict.CANNOT_TELL) == c.size());
    }

    /** Why entries of a block cannot be told, in words. */
    String doubts(int block) {
        return Arrays.stream(compared.get(block).indices(Verdict.CANNOT_TELL))
                .mapToObj(i -> doubt(block, i))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private String doubt(int block, int i) {
        double yours = given(block, i);
        Known before = known.get(block)[i].after(-judge.passage().rounding(block, i));
        return before.doubt(yours).orElse(judge.passage().doubt());
    }

    /** Between which numbers a given one would lie if it were accurate. */
    double[] range(int block, int i) {
        double yours = given(block, i);
        double bound = known.get(block)[i].bound(yours);
        return new double[] {yours - bound, yours + bound};
    }

    private double given(int block, int i) {
        return judge.given().get(block).get(i);
    }

    /** Whether the numbers are those of an answer, as far as the verdict itself would let them be off. */
    boolean fit(List<SimpleMatrix> answer) {
        return blocks().allMatch(block -> fit(answer, block));
    }

    boolean fit(List<SimpleMatrix> answer, int block) {
        SimpleMatrix theirs = answer.get(block);
        double nearly = NEARLY * theirs.elementMaxAbs();
        return fit(block, theirs, i -> nearly) && fit(block, theirs, size(answer, block)::get);
    }

    private boolean fit(int block, SimpleMatrix theirs, IntToDoubleFunction size) {
        return IntStream.range(0, theirs.getNumElements())
                .allMatch(i -> Math.abs(given(block, i) - theirs.get(i))
                        <= tolerance(block, i, theirs.get(i), size.applyAsDouble(i)));
    }

    /**
     * How far a given number may be off theirs: as far as from the right one if that is the same; else its share of rounding
     * is kept, or what rounding of the inputs does to theirs.
     */
    private double tolerance(int block, int i, double theirs, double size) {
        Known k = known.get(block)[i];
        double yours = given(block, i);
        boolean isDoubted = compared.get(block).verdicts()[i] == Verdict.CANNOT_TELL;
        double rounding = isDoubted ? k.strict() + k.textbook() : k.rounding();
        if (Double.isNaN(rounding) || !Double.isFinite(k.right())) {
            return Double.POSITIVE_INFINITY; // nothing is known, so nothing is refuted
        }
        if (theirs != k.right()) {
            double passed = judge.passage().rounding(block, i);
            double share = k.right() == 0 ? 0 : (rounding - passed) * Math.abs(theirs / k.right());
            rounding = passed + Math.max(share, UNITS * size);
        }
        return rounding + precision.tolerance(yours, rounding);
    }

    private SimpleMatrix size(List<SimpleMatrix> answer, int block) {
        return answer instanceof Answer byRules ? nudge.size(byRules, block) : Rounding.abs(answer.get(block));
    }

    /** Whether a given number is none that an answer would let it be. */
    boolean refute(int block, int i, double theirs) {
        return isApart(block, i, given(block, i), theirs);
    }

    private boolean isApart(int block, int i, double one, double other) {
        double larger = Math.max(Math.abs(one), Math.abs(other));
        return Math.abs(one - other) > tolerance(block, i, other, larger) + LEAST * larger;
    }

    /** Whether an answer is the right one, as far as this network and these numbers can show. */
    boolean isRight(List<SimpleMatrix> answer) {
        return blocks().allMatch(block -> isRight(block, answer));
    }

    /** Whether an answer is wrong in a block that is right. */
    boolean contradict(List<SimpleMatrix> answer) {
        return blocks().anyMatch(block -> compared.get(block).verdict() == Verdict.PASS && !isRight(block, answer));
    }

    private boolean isRight(int block, List<SimpleMatrix> answer) {
        SimpleMatrix theirs = answer.get(block);
        return IntStream.range(0, theirs.getNumElements())
                .noneMatch(
                        i -> isApart(block, i, theirs.get(i), right.get(block).get(i)));
    }

    static boolean sameShape(SimpleMatrix one, SimpleMatrix other) {
        return one.getNumRows() == other.getNumRows() && one.getNumCols() == other.getNumCols();
    }

    /** The largest deviation of one answer from another, relative to its block; infinite for a NaN or another shape. */
    static double misfit(List<SimpleMatrix> one, List<SimpleMatrix> other) {
        return misfit(one, other, Double.POSITIVE_INFINITY);
    }

    /** The same up to a limit; beyond it infinite, which few numbers show. */
    static double misfit(List<SimpleMatrix> one, List<SimpleMatrix> other, double limit) {
        double worst = 0;
        for (int block = 0; block < one.size(); block++) {
            if (!sameShape(one.get(block), other.get(block))) {
                return Double.POSITIVE_INFINITY;
            }
            double scale =
                    Math.max(one.get(block).elementMaxAbs(), other.get(block).elementMaxAbs());
            for (int i = 0; i < one.get(block).getNumElements(); i++) {
                double off = Math.abs(one.get(block).get(i) - other.get(block).get(i));
                worst = Math.max(
                        worst, off == 0 ? 0 : Double.isNaN(off / scale) ? Double.POSITIVE_INFINITY : off / scale);
                if (worst > limit) {
                    return Double.POSITIVE_INFINITY;
                }
            }
        }
        return worst;
    }
}
