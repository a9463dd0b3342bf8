package backprop.difference;

import backprop.internal.Require;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Nine values of a function, f(x − 4h) to f(x + 4h), and what they tell: the derivative by every order, how far each
 * order is from the next, and the noise of the values.
 */
record Stencil(double[] f, double h) {
    private static final int REACH = 4;
    private static final double TOO_SHARP = 0.3;
    private static final double ROUGH = 0.005;
    private static final double FAR_ABOVE_ROUNDING = 100;
    private static final int LEAST_NOISY_DIFFERENCE = 7;
    private static final double HUGE = 0x1p900;
    private static final double FAR_BELOW = 0x1p300;

    /** Takes f(x + kh) for these k; the others stay 0. */
    static Stencil of(DoubleUnaryOperator f, double x, double h, int... points) {
        Stencil stencil = zero(h);
        for (int k : points) {
            stencil.f[REACH + k] = f.applyAsDouble(x + k * h);
        }
        return stencil;
    }

    /** Returns 1, or what values so large that their sums overflow are to be divided by. */
    double unit() {
        return Arrays.stream(f).anyMatch(v -> Math.abs(v) > HUGE) ? FAR_BELOW : 1;
    }

    /** Returns the values divided by a power of 2. */
    Stencil over(double unit) {
        return unit == 1
                ? this
                : new Stencil(Arrays.stream(f).map(v -> v / unit).toArray(), h);
    }

    /** Nine zeros, to {@link #add} changes of f to. */
    static Stencil zero(double h) {
        return new Stencil(new double[2 * REACH + 1], h);
    }

    void add(int k, double change) {
        f[REACH + k] += change;
    }

    /** Returns half of f(x + kh) − f(x − kh). */
    double odd(int k) {
        return (f[REACH + k] - f[REACH - k]) / 2;
    }

    /** Returns f(x + kh) + f(x − kh) − 2f(x). */
    double even(int k) {
        return f[REACH + k] + f[REACH - k] - 2 * f[REACH];
    }

    /** Returns f′ by the order 1, 2, 4, 6 or 8. */
    double derivative(int order) {
        return switch (order) {
            case 1 -> (f[REACH + 1] - f[REACH]) / h;
            case 2 -> (f[REACH + 1] - f[REACH - 1]) / (2 * h);
            case 4 -> (8 * odd(1) - odd(2)) / (6 * h);
            case 6 -> (45 * odd(1) - 9 * odd(2) + odd(3)) / (30 * h);
            case 8 -> (672 * odd(1) - 168 * odd(2) + 32 * odd(3) - 3 * odd(4)) / (420 * h);
            default -> throw Require.broken("order", "be 1, 2, 4, 6 or 8", order);
        };
    }

    /** Returns f″ by the order 4, 6 or 8. */
    double second(int order) {
        double sum = switch (order) {
            case 4 -> 4 * even(1) / 3 - even(2) / 12;
            case 6 -> 3 * even(1) / 2 - 3 * even(2) / 20 + even(3) / 90;
            case 8 -> 8 * even(1) / 5 - even(2) / 5 + 8 * even(3) / 315 - even(4) / 560;
            default -> throw Require.broken("order", "be 4, 6 or 8", order);
        };
        return sum / h / h;
    }

    private double apart(int order, int higher) {
        return Math.abs(derivative(higher) - derivative(order));
    }

    /** Returns how far an order, 1, 2, 4 or 6, is from the eighth, by the way over those between. */
    double truncation(int order) {
        double sum = apart(6, 8);
        sum += order < 6 ? apart(4, 6) : 0;
        sum += order < 4 ? apart(2, 4) : 0;
        sum += order < 2 ? apart(1, 2) : 0;
        return sum;
    }

    /**
     * Tells whether f bends too sharply for the step: the orders do not close in on each other, or the values are as rough
     * as a jump, far rougher than rounding explains; or a value is not finite.
     *
     * @param rounded the rounding error of one value
     * @param error differences of orders below it count as nothing
     */
    boolean isTooCoarse(double rounded, double error) {
        return !(shrinks(apart(4, 6), apart(6, 8), error) && !isRough(rounded));
    }

    /** The same for {@link #second}. */
    boolean isTooCoarseForSecond(double rounded, double error) {
        double before = Math.abs(second(6) - second(4));
        return !(shrinks(before, Math.abs(second(8) - second(6)), error) && !isRough(rounded));
    }

    private static boolean shrinks(double before, double last, double error) {
        return last <= error || last <= TOO_SHARP * before;
    }

    private boolean isRough(double rounded) {
        double noise = noise();
        return noise > ROUGH * range() && noise > FAR_ABOVE_ROUNDING * rounded;
    }

    /** Returns how far the values are apart. */
    double range() {
        return Arrays.stream(f).max().orElseThrow() - Arrays.stream(f).min().orElseThrow();
    }

    /** Returns what rounding f to the nearest double, and x too, may do to a value at least. */
    double rounded(double x) {
        double size = Arrays.stream(f).map(Math::abs).max().orElseThrow();
        return Math.ulp(1.0) * (size + Math.abs(x * derivative(2))) + Double.MIN_VALUE;
    }

    /**
     * Returns about the standard deviation of the values' noise: from their seventh and eighth differences, in which next to
     * nothing is left of a smooth function (R. W. Hamming, Introduction to Applied Numerical Analysis, 6.7).
     */
    double noise() {
        double[] d = f.clone();
        double noise = 0;
        double variance = 1; // of the k-th difference of unit noise: the binomial coefficient of 2k over k
        for (int k = 1; k < f.length; k++) {
            double[] before = d;
            d = new double[before.length - 1];
            Arrays.setAll(d, i -> before[i + 1] - before[i]);
            variance *= (4 * k - 2) / (double) k;
            if (k >= LEAST_NOISY_DIFFERENCE) {
                noise = Math.max(noise, Arrays.stream(d).map(Math::abs).max().orElseThrow() / Math.sqrt(variance));
            }
        }
        return noise;
    }
}
