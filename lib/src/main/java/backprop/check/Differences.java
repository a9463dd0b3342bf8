package backprop.check;

import backprop.difference.Estimate;
import backprop.text.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Numbers judged against finite differences: wrong beyond ten times a difference's own error estimate, right within it,
 * and not to be judged where that error hides the number itself.
 */
final class Differences {
    private static final double CERTAIN = 10;

    private final double[] given;
    private final double[] expected;
    private final double[] bounds;

    Differences(double[] given, List<Estimate> truth, Precision precision) {
        this.given = given;
        this.expected = truth.stream().mapToDouble(Estimate::value).toArray();
        this.bounds = IntStream.range(0, given.length)
                .mapToDouble(i -> CERTAIN * truth.get(i).error()
                        + 64 * Math.ulp(given[i])
                        + precision.tolerance(given[i], 64 * Math.ulp(given[i])))
                .toArray();
    }

    private boolean wrong(int i) {
        return !(Math.abs(given[i] - expected[i]) <= bounds[i]) && !Double.isNaN(expected[i]);
    }

    /** A bound of a tenth of the number says nothing about it, unless both are zero exactly. */
    private boolean unclear(int i) {
        boolean bothZero = given[i] == 0 && expected[i] == 0;
        return !wrong(i) && !bothZero && !(bounds[i] <= 0.1 * Math.abs(expected[i]));
    }

    OptionalInt firstWrong() {
        return IntStream.range(0, given.length).filter(this::wrong).findFirst();
    }

    Optional<String> pattern() {
        return Pattern.ofAll(given, expected, bounds);
    }

    Optional<String> patternAt(double[] points) {
        return Pattern.at(points, given, expected, bounds);
    }

    Report report(String title, IntFunction<String> place, Supplier<Optional<String>> pattern) {
        int n = given.length;
        int[] wrong = IntStream.range(0, n).filter(this::wrong).toArray();
        long unclear = IntStream.range(0, n).filter(this::unclear).count();
        String clause = unclear == 0 ? "" : "; cannot tell at " + unclear + ", where differences are too noisy";
        if (wrong.length > 0) {
            int worst = IntStream.of(wrong)
                    .boxed()
                    .max((i, k) -> Double.compare(off(i), off(k)))
                    .orElseThrow();
            String finding = "wrong at " + wrong.length + " of " + n;
            String numbers = "worst at " + place.apply(worst) + ": yours " + Numbers.text(given[worst]) + ", expected "
                    + Numbers.text(expected[worst], 6) + clause;
            return new Report(
                    title + ": WRONG",
                    List.of(new Report.Line(Verdict.FAIL, "against differences", finding, numbers)),
                    List.of(pattern.get().map(Report::reason).orElse("No known pattern fits.")),
                    List.of());
        }
        Verdict verdict = unclear < n - unclear ? Verdict.PASS : Verdict.CANNOT_TELL;
        double largest = IntStream.range(0, n)
                .filter(i -> !Double.isNaN(expected[i]))
                .mapToDouble(this::off)
                .max()
                .orElse(Double.NaN);
        String finding = unclear == n
                ? "differences are too noisy at all " + n
                : (n - unclear) + " of " + n + " right, largest difference " + Numbers.text(largest, 1) + clause;
        String words = verdict == Verdict.PASS ? ": right" : ": cannot tell";
        return new Report(title + words, List.of(new Report.Line(verdict, "against differences", finding)));
    }

    private double off(int i) {
        return Math.abs(given[i] - expected[i]);
    }
}
