package backprop.check;

import backprop.difference.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Numbers beside those they should be, entry by entry, by one of three rules. No tolerance is chosen by anyone. */
record Comparison(double[] given, double[] expected, double[] bound, Verdict[] verdicts) {
    /** How many times its own error estimate a difference may be off. */
    private static final double CERTAIN = 10;

    /** How many units of rounding a number may be off a difference, or a line of a proof from the one before. */
    private static final double UNITS = 64;

    /** Numbers of a network, each by the rule of {@link Known}. */
    static Comparison withRounding(SimpleMatrix given, Known[] known) {
        double[] yours = numbers(given);
        double[] expected = Arrays.stream(known).mapToDouble(Known::right).toArray();
        double[] bound = new double[yours.length];
        Arrays.setAll(bound, i -> known[i].bound(yours[i]));
        return of(yours, expected, bound, i -> known[i].verdict(yours[i]));
    }

    /** Numbers beside differences: right within ten times their error, if that is less than a tenth of the number. */
    static Comparison withEstimates(double[] given, List<Estimate> truth, Precision precision) {
        double[] expected = truth.stream().mapToDouble(Estimate::value).toArray();
        double[] bound = new double[given.length];
        Arrays.setAll(bound, i -> {
            double rounding = UNITS * Math.ulp(expected[i]); // that of an infinite given would be infinite
            return CERTAIN * truth.get(i).error() + rounding + precision.tolerance(given[i], rounding);
        });
        return of(given, expected, bound, i -> {
            boolean isKnown = Double.isFinite(expected[i]) && !Double.isNaN(bound[i]);
            boolean isRefuted = isKnown && !(Math.abs(given[i] - expected[i]) <= bound[i]);
            boolean bothZero = given[i] == 0 && expected[i] == 0;
            boolean isSure = Double.isFinite(bound[i]) && bound[i] <= 0.1 * Math.abs(expected[i]);
            return isRefuted ? Verdict.FAIL : bothZero || isSure ? Verdict.PASS : Verdict.CANNOT_TELL;
        });
    }

    /** Two lines of a proof at some points: equal within what rounding does to either. NaN equals NaN, and ∞ equals ∞. */
    static Comparison ofLines(double[] line, double[] before, double[] rounding) {
        double[] bound = Arrays.stream(rounding).map(r -> UNITS * r).toArray();
        return of(line, before, bound, i -> {
            boolean identical = Double.compare(line[i], before[i]) == 0;
            return identical || Math.abs(line[i] - before[i]) <= bound[i] ? Verdict.PASS : Verdict.FAIL;
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

    /** The largest difference of entries that have one. */
    double largest() {
        return IntStream.range(0, size())
                .mapToDouble(this::off)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }
}
