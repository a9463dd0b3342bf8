package backprop.plot;

import java.util.Arrays;

/** y = c xᵏ: a straight line of slope k on logarithmic axes. */
final class PowerLaw {
    private PowerLaw() {}

    /** Returns k of the straight line nearest to the points on logarithmic axes (least squares); all are positive. */
    static double exponent(double[] x, double[] y) {
        double[] logX = logarithms(x);
        double[] logY = logarithms(y);
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

    private static double[] logarithms(double[] values) {
        return Arrays.stream(values).map(StrictMath::log).toArray();
    }
}
