package backprop.check;

import backprop.text.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Numbers beside those they should be, entry by entry. No tolerance is chosen by anyone. */
record Comparison(double[] given, double[] expected, double[] bound, Verdict[] verdicts) {
    private static final int FEW = 4;

    /** Numbers of a network, each by the rule of {@link Known}. */
    static Comparison withRounding(SimpleMatrix given, Known[] known) {
        double[] yours = numbers(given);
        double[] expected = Arrays.stream(known).mapToDouble(Known::right).toArray();
        double[] bound = new double[yours.length];
        Arrays.setAll(bound, i -> known[i].bound(yours[i]));
        return of(yours, expected, bound, i -> known[i].verdict(yours[i]));
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

    /** The number beside the right one, with as many digits, four or more, as tell them apart. */
    String numbers(int i) {
        int digits = Numbers.digitsApart(given[i], expected[i], FEW);
        return "yours " + Numbers.text(given[i], digits) + ", expected " + Numbers.text(expected[i], digits);
    }

    private OptionalInt worst(IntToDoubleFunction size) {
        return Arrays.stream(indices(Verdict.FAIL))
                .reduce((i, k) -> Double.compare(size.applyAsDouble(i), size.applyAsDouble(k)) >= 0 ? i : k);
    }
}
