package backprop.check;

import backprop.Require;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Derivatives from values alone: (f(x + h) − f(x − h)) / 2h, the central difference.
 *
 * <p>Its error is h²f‴/6 from leaving out higher terms, and about 1e-16·|f|/h from rounding. The step h = ∛ε · max(1, |x|)
 * with ε = 2⁻⁵² balances the two.
 */
public final class FiniteDifference {
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    private FiniteDifference() {}

    /**
     * Returns the step the other methods choose, h = ∛ε · max(1, |x|): 6.06e-6 near 0.
     *
     * @param x the point
     * @return h
     */
    public static double step(double x) {
        double h = STEP * Math.max(1, Math.abs(x));
        return (x + h) - x; // the step that x + h really takes
    }

    /**
     * Returns the central difference of f at x. For the sigmoid on [−6, 6] it is within 2e-11 of σ′.
     *
     * @param f the function
     * @param x the point
     * @return about f′(x)
     */
    public static double central(DoubleUnaryOperator f, double x) {
        return central(f, x, step(x));
    }

    /**
     * Returns the central difference of f at x with one's own step.
     *
     * @param f the function
     * @param x the point
     * @param h the step, positive
     * @return (f(x + h) − f(x − h)) / 2h
     */
    public static double central(DoubleUnaryOperator f, double x, double h) {
        Require.positive("h", h);
        return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
    }

    /**
     * Returns the gradient of a function of a vector, each entry a central difference.
     *
     * @param f the function
     * @param p the point
     * @return about ∇f(p), as long as p
     * @throws CancellationException if the thread is interrupted
     */
    public static double[] gradient(ToDoubleFunction<double[]> f, double[] p) {
        double[] gradient = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted after " + i + " of " + p.length + " entries");
            }
            int entry = i;
            gradient[i] = central(value -> f.applyAsDouble(with(p, entry, value)), p[i]);
        }
        return gradient;
    }

    private static double[] with(double[] p, int entry, double value) {
        double[] changed = p.clone();
        changed[entry] = value;
        return changed;
    }

    /**
     * Returns the relative difference of two vectors, ‖a − b‖ / (‖a‖ + ‖b‖): 0 for equal ones, 1 for opposite ones (A. Ng,
     * Coursera, gradient checking).
     *
     * @param a a vector
     * @param b another, as long
     * @return from 0 to 1; 0 if both are zero
     */
    public static double relativeDifference(double[] a, double[] b) {
        if (b.length != a.length) {
            throw Require.broken("b", "be as long as a, " + a.length, b.length);
        }
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        double apart = norm(difference);
        return apart == 0 ? 0 : apart / (norm(a) + norm(b));
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double entry : v) {
            sum += entry * entry;
        }
        return Math.sqrt(sum);
    }
}
