package backprop.internal;

import java.util.Arrays;

/** y = c xᵏ: a straight line of slope k on logarithmic axes. */
public final class PowerLaw {
    private PowerLaw() {}

    /**
     * Returns k of the power law nearest to some points, such as 2 for y = 3x²: the slope of the straight line nearest to
     * their logarithms (least squares).
     *
     * @param x two or more, positive, not all equal
     * @param y as many, positive
     */
    public static double exponent(double[] x, double[] y) {
        Require.atLeast("the number of points", 2, x.length);
        Require.that(y.length == x.length, "y", "have a value for each x, " + x.length, y.length);
        double[] logX = logarithms("x", x);
        double[] logY = logarithms("y", y);
        Require.that(Arrays.stream(x).distinct().count() > 1, "x", "not all be equal", Arrays.toString(x));
        double meanX = Arrays.stream(logX).average().orElseThrow();
        double meanY = Arrays.stream(logY).average().orElseThrow();
        double up = 0;
        double along = 0;
        for (int i = 0; i < x.length; i++) {
            up += (logX[i] - meanX) * (logY[i] - meanY);
            along += (logX[i] - meanX) * (logX[i] - meanX);
        }
        return up / along;
    }

    private static double[] logarithms(String argument, double[] values) {
        Arrays.stream(values).forEach(value -> Require.positive("an entry of " + argument, value));
        return Arrays.stream(values).map(StrictMath::log).toArray();
    }
}
