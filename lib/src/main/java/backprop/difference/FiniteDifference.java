package backprop.difference;

import backprop.Cost;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Network;
import backprop.internal.Along;
import backprop.internal.Require;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Derivatives from values alone, by a formula of one of four orders. With f_k = f(x + kh) and ε = 2⁻⁵²:
 *
 * <table>
 * <caption>The formulas</caption>
 * <tr><th></th><th>formula</th><th>h near 0</th><th>values</th><th>error</th></tr>
 * <tr><td>FORWARD</td><td>(f₁ − f₀) / h</td><td>√ε</td><td>2</td><td>hf″/2</td></tr>
 * <tr><td>CENTRAL</td><td>(f₁ − f₋₁) / 2h</td><td>∛ε</td><td>2</td><td>h²f‴/6</td></tr>
 * <tr><td>FOURTH</td><td>[8(f₁ − f₋₁) − (f₂ − f₋₂)] / 12h</td><td>ε^(1/5)</td><td>4</td><td>h⁴f⁽⁵⁾/30</td></tr>
 * <tr><td>SIXTH</td><td>[45(f₁ − f₋₁) − 9(f₂ − f₋₂) + (f₃ − f₋₃)] / 60h</td><td>ε^(1/7)</td><td>6</td>
 * <td>h⁶f⁽⁷⁾/140</td></tr>
 * </table>
 * To the error in the table comes that of rounding, about ε|f|/h: a small step is as bad as a large one.
 *
 * <p><b>The estimate of the error</b> takes nine values, f₋₄ to f₄, whatever the order: three times the way from this
 * order over the higher ones to the eighth, plus the noise of the values divided by h. The noise is what rounding explains,
 * or what the seventh and eighth differences show if that is more.
 *
 * <p>How far values and estimates are off is measured; the figures are in {@code .github/FIGURES.md}. What fails in FORWARD
 * and CENTRAL is rounding hidden by a plateau: a cross-entropy computed from a, where a rounds to 1, is a staircase, and a
 * tiny step sees one stair. Computed from z it is none.
 */
public enum FiniteDifference {
    /** First order. For comparison; the others are better. */
    FORWARD(1, StrictMath.sqrt(Math.ulp(1.0)), 1.4143, 0, 1),

    /** Second order, the classic. On the sigmoid from −6 to 6 it is within 2e-11 of σ′. */
    CENTRAL(2, StrictMath.cbrt(Math.ulp(1.0)), 0.7072, -1, 1),

    /** Fourth order. */
    FOURTH(4, StrictMath.pow(Math.ulp(1.0), 1.0 / 5), 0.9502, -2, -1, 1, 2),

    /** Sixth order: the best value, and the one to take. */
    SIXTH(6, StrictMath.pow(Math.ulp(1.0), 1.0 / 7), 1.0829, -3, -2, -1, 1, 2, 3);

    private static final int[] NINE = {-4, -3, -2, -1, 0, 1, 2, 3, 4};
    private static final int TRUNCATION_SAFETY = 3;
    private static final int ROUNDING_SAFETY = 8;
    private static final int NOISE_SAFETY = 20;
    private static final double FAR_ABOVE = 1000;
    private static final double LARGE = 1e-4;
    private static final double COARSE = 1e-6;
    private static final double SHRINK = 16;
    private static final int ATTEMPTS = 8;

    final int order;
    /** The root of the sum of squared weights: what independent errors of the values do to the slope, times 1/h. */
    final double amplification;
    /** Where the formula needs values: k for f(x + kh). */
    final int[] points;

    private final double unitStep;

    FiniteDifference(int order, double unitStep, double amplification, int... points) {
        this.order = order;
        this.unitStep = unitStep;
        this.amplification = amplification;
        this.points = points;
    }

    /** Returns the power of 2 below the ratio of this step to that of SIXTH. */
    double shareOfStep() {
        return Math.scalb(1.0, Math.getExponent(unitStep / SIXTH.unitStep));
    }

    /**
     * Returns the step h this order begins with: √ε, ∛ε, ε^(1/5) or ε^(1/7), times max(1, |x|), such that x + h is exact. For
     * CENTRAL that is 6.06e-6 near 0, for SIXTH 5.80e-3.
     */
    public double step(double x) {
        Require.finite("x", x);
        double h = unitStep * Math.max(1, Math.abs(x));
        return (x + h) - x;
    }

    /** Returns about f′(x), by the default step and as many values as the formula needs. */
    public double slope(DoubleUnaryOperator f, double x) {
        return slope(f, x, step(x));
    }

    /** Returns about f′(x), by one's own step h, positive, and as many values as the formula needs. */
    public double slope(DoubleUnaryOperator f, double x, double h) {
        require(f, x, h);
        Stencil values = Stencil.of(f, x, h, points);
        return values.over(values.unit()).derivative(order) * values.unit();
    }

    /**
     * Returns about ∇f(p), each entry by the default step and as many values as the formula needs.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public double[] gradient(ToDoubleFunction<double[]> f, double[] p) {
        Require.given("f", f);
        Require.point("p", p);
        double[] gradient = new double[p.length];
        EntryLoop.run(p.length, i -> gradient[i] = slope(Along.entry(f, p, i), p[i]));
        return gradient;
    }

    /**
     * Returns about f′(x) and its error, from nine values, by the default step. Where f bends too sharply for it, as C does in
     * a weight whose input is 1e6, the step is divided by 16 until it fits, up to seven times. The error is infinite if no
     * step fitted, as at the kink of a ReLU.
     */
    public Estimate at(DoubleUnaryOperator f, double x) {
        Attempt best = attempt(Require.given("f", f), x, step(x));
        Attempt last = best;
        for (int n = 1; n < ATTEMPTS && last.isTooCoarse(); n++) {
            double h = (x + last.h() / SHRINK) - x;
            last = attempt(f, x, h);
            best = last.error() < best.error() ? last : best;
        }
        return best.estimate();
    }

    /** Returns about f′(x) and its error, by one's own step h, positive; infinite if f bends too sharply for h. */
    public Estimate at(DoubleUnaryOperator f, double x, double h) {
        require(f, x, h);
        return attempt(f, x, h).estimate();
    }

    /**
     * Returns about ∇f(p) and its errors, a column with an entry for each of p, as by {@link #at(DoubleUnaryOperator, double)}.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public MatrixEstimate estimates(ToDoubleFunction<double[]> f, double[] p) {
        Require.given("f", f);
        Require.point("p", p);
        return estimates(f, p, false);
    }

    private MatrixEstimate estimates(ToDoubleFunction<double[]> f, double[] p, boolean onAllThreads) {
        SimpleMatrix value = new SimpleMatrix(p.length, 1);
        SimpleMatrix error = new SimpleMatrix(p.length, 1);
        IntConsumer entry = i -> {
            Estimate estimate = at(Along.entry(f, p, i), p[i]);
            value.set(i, estimate.value());
            error.set(i, estimate.error());
        };
        EntryLoop.run(p.length, entry, onAllThreads);
        return new MatrixEstimate(value, error);
    }

    /**
     * Returns ∇C of a network and its errors: every weight and bias is nudged itself, and each value of C is a pass through
     * the whole network. So it shares nothing with BP1 to BP4, and takes nine passes or more per parameter; where that is too
     * slow, and BP3 and BP4 are not in question, take {@link NetworkDifference#gradient()}. Where it takes long it uses all
     * cores, with the same result to the last bit.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public GradientEstimate estimates(Network network, Cost cost, DataSet data) {
        Require.given("network", network);
        Require.given("cost", cost);
        Require.given("data", data);
        double[] parameters = network.parameters();
        MatrixEstimate all = estimates(
                p -> cost.of(network.withParameters(p), data),
                parameters,
                EntryLoop.isLong((double) parameters.length * parameters.length * data.size()));
        return new GradientEstimate(
                Gradient.of(network, all.value().getDDRM().data),
                Gradient.of(network, all.error().getDDRM().data));
    }

    private static void require(DoubleUnaryOperator f, double x, double h) {
        Require.given("f", f);
        Require.finite("x", x);
        Require.positive("h", h);
    }

    /** A derivative by one step, with what its error is made of; rough: a kink nearby may have made the noise. */
    private record Attempt(double value, double truncation, double noise, double h, boolean rough) {
        double error() {
            double error = truncation + noise / h;
            return error < Double.POSITIVE_INFINITY && Double.isFinite(value) ? error : Double.POSITIVE_INFINITY;
        }

        Estimate estimate() {
            return new Estimate(value, error());
        }

        /** Tells whether a smaller step promises more. */
        boolean isTooCoarse() {
            boolean isKnown = noise < Double.POSITIVE_INFINITY && truncation <= noise / h;
            return (!isKnown || rough) && !(error() <= COARSE * Math.abs(value));
        }
    }

    private Attempt attempt(DoubleUnaryOperator f, double x, double h) {
        Stencil values = Stencil.of(f, x, h, NINE);
        double unit = values.unit();
        Stencil s = values.over(unit);
        double rounded = s.rounded(x);
        double noise = Math.max(ROUNDING_SAFETY * rounded, NOISE_SAFETY * s.noise());
        // A kink nearby looks like noise that a smaller step leaves out; a tiny step would leave out true noise too.
        boolean rough = noise > FAR_ABOVE * rounded && this == SIXTH && h > LARGE;
        double truncation =
                s.isTooCoarse(rounded, noise / h) ? Double.POSITIVE_INFINITY : TRUNCATION_SAFETY * s.truncation(order);
        return new Attempt(s.derivative(order) * unit, truncation * unit, noise * unit, h, rough);
    }

    /**
     * Returns the relative difference of two vectors, ‖a − b‖ / (‖a‖ + ‖b‖): from 0 for equal ones to 1 for opposite ones
     * (A. Ng, Coursera, gradient checking). Both are scaled by a power of 2 first, so that no square is lost or overflows.
     *
     * @param b as long as a
     * @return NaN if an entry is infinite or NaN
     */
    public static double relativeDifference(double[] a, double[] b) {
        Require.given("a", a);
        Require.given("b", b);
        Require.that(b.length == a.length, "b", "be as long as a, " + a.length, b.length);
        double largest = DoubleStream.concat(Arrays.stream(a), Arrays.stream(b))
                .map(Math::abs)
                .reduce(0, Math::max);
        int exponent = Math.getExponent(largest) + 1;
        double[] u = scaled(a, -exponent);
        double[] v = scaled(b, -exponent);
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> u[i] - v[i]);
        double apart = norm(difference);
        return apart == 0 ? 0 : apart / (norm(u) + norm(v));
    }

    private static double[] scaled(double[] v, int exponent) {
        return Arrays.stream(v).map(entry -> Math.scalb(entry, exponent)).toArray();
    }

    private static double norm(double[] v) {
        return Arrays.stream(v).reduce(0, StrictMath::hypot);
    }
}
