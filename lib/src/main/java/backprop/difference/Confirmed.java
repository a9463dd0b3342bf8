package backprop.difference;

import backprop.internal.Require;
import java.util.function.DoubleUnaryOperator;

/**
 * Derivatives to judge others by: from values at many steps, each confirmed by all finer ones.
 *
 * <p>The step begins at the last digit of x and is taken four times as wide as long as that lowers the error. A wide step
 * that contradicts a finer one is a bend of f that it has overlooked, such as a whole wave, and is not believed. A step so
 * fine that f looks like a staircase has the error of the whole stair, by {@link Scatter}. It takes some 500 values.
 */
public final class Confirmed {
    private static final double FINEST_AT_0 = 0x1p-60;
    private static final double WIDEST = 1;
    private static final int PATIENCE = 4;
    private static final int[] NINE = {-4, -3, -2, -1, 0, 1, 2, 3, 4};
    private static final double TRUNCATION_SAFETY = 3;
    private static final double ROUNDING_SAFETY = 8;
    private static final double NOISE_SAFETY = 20;

    /** How far independent errors of the values go in a second derivative, times 1/h². */
    private static final double AMPLIFICATION = 4;

    private Confirmed() {}

    /** Returns about f′(x) and its error, which is infinite if no step tells, as at a kink. */
    public static Estimate first(DoubleUnaryOperator f, double x) {
        Require.given("f", f);
        Require.finite("x", x);
        return best(f, x, Confirmed::first);
    }

    /** Returns about f″(x) and its error, in the same way. */
    public static Estimate second(DoubleUnaryOperator f, double x) {
        Require.given("f", f);
        Require.finite("x", x);
        return best(f, x, Confirmed::second);
    }

    private interface Formula {
        Estimate of(Stencil s, double rounded, double noise);
    }

    private static Estimate first(Stencil s, double rounded, double noise) {
        double error = noise / s.h();
        double truncation =
                s.isTooCoarse(rounded, error) ? Double.POSITIVE_INFINITY : TRUNCATION_SAFETY * s.truncation(6);
        return estimate(s.derivative(6), error + truncation);
    }

    private static Estimate second(Stencil s, double rounded, double noise) {
        double error = AMPLIFICATION * noise / s.h() / s.h();
        double truncation = s.isTooCoarseForSecond(rounded, error)
                ? Double.POSITIVE_INFINITY
                : TRUNCATION_SAFETY * Math.abs(s.second(8) - s.second(6));
        return estimate(s.second(6), error + truncation);
    }

    private static Estimate estimate(double value, double error) {
        return new Estimate(value, Double.isFinite(value) && !Double.isNaN(error) ? error : Double.POSITIVE_INFINITY);
    }

    private static Estimate best(DoubleUnaryOperator f, double x, Formula formula) {
        double scatter = Scatter.of(f, x);
        Estimate best = new Estimate(Double.NaN, Double.POSITIVE_INFINITY);
        double most = Double.POSITIVE_INFINITY;
        double least = Double.NEGATIVE_INFINITY;
        int inVain = 0;
        boolean isConstant = true;
        double widest = WIDEST * Math.max(1, Math.abs(x));
        for (double h = x == 0 ? FINEST_AT_0 : 8 * Math.ulp(x); h <= widest && inVain < PATIENCE; h *= 4) {
            Stencil values = Stencil.of(f, x, h, NINE);
            double unit = values.unit();
            Stencil s = values.over(unit);
            isConstant &= s.range() == 0;
            double rounded = s.rounded(x);
            double noise = Math.max(ROUNDING_SAFETY * rounded, NOISE_SAFETY * Math.max(scatter / unit, s.noise()));
            Estimate next = formula.of(s, rounded, noise).times(unit);
            if (next.value() - next.error() > most || next.value() + next.error() < least) {
                return best;
            }
            inVain = next.error() < best.error() ? 0 : best.error() < Double.POSITIVE_INFINITY ? inVain + 1 : 0;
            if (next.error() < best.error()) {
                best = next;
            }
            if (next.error() < Double.POSITIVE_INFINITY) {
                most = Math.min(most, next.value() + next.error());
                least = Math.max(least, next.value() - next.error());
            }
        }
        return isConstant && Scatter.isConstant(f, x) ? new Estimate(0, 0) : best;
    }
}
