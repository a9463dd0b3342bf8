package backprop.check;

import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.check.Report.Explanation;
import backprop.difference.Estimate;
import backprop.difference.FiniteDifference;
import backprop.difference.MatrixEstimate;
import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Where every check begins: type the formula you derived, and read whether it is right, and if not, why. */
public final class Check {
    private static final int POINTS = 121;

    private Check() {}

    /**
     * Judges a derivative of a function of one variable, against 6th-order differences at 121 points evenly from {@code from}
     * to {@code to}, which must be above it: right if no point is wrong and most can be told.
     */
    public static Report derivative(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double from, double to) {
        double[] points = grid(from, to, POINTS);
        List<Estimate> truth = Arrays.stream(points)
                .mapToObj(z -> FiniteDifference.SIXTH.at(f, z))
                .toList();
        double[] given = Arrays.stream(points).map(derivative).toArray();
        Precision precision = Precision.computed(List.of(new SimpleMatrix(given)));
        Comparison compared = Comparison.withEstimates(given, truth, precision);
        String range = "derivative on [" + Numbers.text(from) + ", " + Numbers.text(to) + "]";
        return report(range, compared, i -> "z = " + Numbers.text(points[i], 4), () -> Pattern.at(points, compared));
    }

    /** Judges the gradient of any function of a vector at p, by the same rule; it is as long as p. */
    public static Report gradient(ToDoubleFunction<double[]> f, UnaryOperator<double[]> gradient, double... p) {
        double[] given = gradient.apply(p.clone());
        return gradient(f, given, p, Precision.computed(List.of(new SimpleMatrix(given))));
    }

    /**
     * Judges the gradient of any function of a vector, given as numbers. Those of up to 8 digits, as
     * typed, are judged to the digits given.
     *
     * @param gradient the numbers, one per entry of p
     */
    public static Report gradient(ToDoubleFunction<double[]> f, double[] gradient, double... p) {
        return gradient(f, gradient, p, Precision.of(List.of(new SimpleMatrix(gradient))));
    }

    private static Report gradient(ToDoubleFunction<double[]> f, double[] given, double[] p, Precision precision) {
        Require.that(given.length == p.length, "gradient", "be as long as p, " + p.length, given.length);
        MatrixEstimate truth = FiniteDifference.SIXTH.estimates(f, p);
        List<Estimate> entries =
                IntStream.range(0, p.length).mapToObj(truth::at).toList();
        Comparison compared = Comparison.withEstimates(given, entries, precision);
        return report("gradient", compared, i -> "entry [" + i + "]", () -> Pattern.ofAll(compared));
    }

    private static Report report(
            String title, Comparison compared, IntFunction<String> place, Supplier<Optional<Cause>> pattern) {
        int n = compared.size();
        int unclear = compared.count(Verdict.CANNOT_TELL);
        int wrong = compared.count(Verdict.FAIL);
        String clause = unclear == 0 ? "" : "; cannot tell at " + unclear + ", where differences are too noisy";
        if (wrong > 0) {
            int worst = compared.worst().orElseThrow();
            String numbers = "worst at " + place.apply(worst) + ": yours " + Numbers.text(compared.given()[worst])
                    + ", expected " + Numbers.text(compared.expected()[worst]) + clause;
            String finding = "wrong at " + wrong + " of " + n;
            return new Report(
                    title + ": WRONG",
                    List.of(new Report.Line(Verdict.FAIL, "against differences", finding, numbers)),
                    List.of(),
                    List.of(),
                    () -> Explanation.of(pattern.get(), "No known pattern fits."));
        }
        Verdict verdict = unclear < n - unclear ? Verdict.PASS : Verdict.CANNOT_TELL;
        String finding = unclear == n
                ? "differences are too noisy at all " + n
                : (n - unclear) + " of " + n + " right, largest difference " + Numbers.text(compared.largest(), 1)
                        + clause;
        String words = verdict == Verdict.PASS ? ": right" : ": cannot tell";
        return new Report(title + words, List.of(new Report.Line(verdict, "against differences", finding)));
    }

    static double[] grid(double from, double to, int points) {
        Require.that(to > from && Double.isFinite(to - from), "to", "be above from, " + from, to);
        return IntStream.range(0, points)
                .mapToDouble(i -> from + (to - from) * i / (points - 1))
                .toArray();
    }

    /** Begins a check of backpropagation on one's own network. */
    public static NetworkCheck on(Network network, Cost cost, DataSet data) {
        return new NetworkCheck(Case.of(network, cost, data), false, false);
    }

    /**
     * Begins a check on a network made so that mistakes show: sigmoid layers of sizes 3-5-4-2, no two alike, one example,
     * as in the notes' equations, and C = ½Σ(a−y)².
     */
    public static NetworkCheck standard() {
        return new NetworkCheck(Case.standard(3, Cost.HALF_SQUARED_ERROR, 1), false, false);
    }

    /** Begins a check of a student's sheet: numbers as typed from paper or pasted from NumPy or PyTorch. */
    public static Sheet sheet() {
        return new Sheet();
    }
}
