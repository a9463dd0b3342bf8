package backprop.check;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Numbers beside those they should be, entry by entry. No tolerance is chosen by anyone. */
record Comparison(double[] given, double[] expected, double[] bound, Verdict[] verdicts) {
    /** A bound larger than this share of an entry would let anything pass. */
    private static final double TELLING = 1e-6;

    /**
     * Numbers of a network: right within the strict bound of their rounding, or within that of the textbook's formulas if it
     * still means something.
     */
    static Comparison withRounding(
            SimpleMatrix given,
            SimpleMatrix expected,
            SimpleMatrix strict,
            SimpleMatrix textbook,
            Precision precision) {
        double[] yours = numbers(given);
        double[] right = numbers(expected);
        double[] bound = new double[yours.length];
        Arrays.setAll(bound, i -> strict.get(i) + precision.tolerance(yours[i], strict.get(i)));
        return of(yours, right, bound, i -> {
            double off = Math.abs(yours[i] - right[i]);
            double lenient = textbook.get(i) + bound[i];
            return off <= bound[i]
                    ? Verdict.PASS
                    : !(off <= lenient)
                            ? Verdict.FAIL
                            : lenient <= TELLING * Math.abs(right[i]) ? Verdict.PASS : Verdict.CANNOT_TELL;
        });
    }

    private static Comparison of(double[] given, double[] expected, double[] bound, IntFunction<Verdict> rule) {
        Verdict[] verdicts = IntStream.range(0, given.length).mapToObj(rule).toArray(Verdict[]::new);
        return new Comparison(given, expected, bound, verdicts);
    }

    static double[] numbers(SimpleMatrix m) {
        return IntStream.range(0, m.getNumElements()).mapToDouble(m::get).toArray();
    }

    int size() {
        return given.length;
    }

    int count(Verdict verdict) {
        return indices(verdict).length;
    }

    /** Where the verdict is this one. */
    int[] indices(Verdict verdict) {
        return IntStream.range(0, size()).filter(i -> verdicts[i] == verdict).toArray();
    }

    /** FAIL if any entry fails, else CANNOT_TELL if any cannot be told. */
    Verdict verdict() {
        return Verdict.worst(List.of(verdicts));
    }

    double off(int i) {
        return Math.abs(given[i] - expected[i]);
    }

    /** The wrong entry that is farthest off. */
    OptionalInt worst() {
        return worst(this::off);
    }

    /** The wrong entry that is farthest beyond its bound. */
    OptionalInt clearest() {
        return worst(i -> off(i) / bound[i]);
    }

    private OptionalInt worst(IntToDoubleFunction size) {
        return Arrays.stream(indices(Verdict.FAIL))
                .reduce((i, k) -> Double.compare(size.applyAsDouble(i), size.applyAsDouble(k)) >= 0 ? i : k);
    }
}
