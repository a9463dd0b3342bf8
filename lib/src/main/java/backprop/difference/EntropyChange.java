package backprop.difference;

import backprop.CrossEntropy;
import backprop.Sigmoid;
import backprop.Softmax;
import java.util.function.DoubleUnaryOperator;

/**
 * How a cross-entropy changes with z: C(z + Δz) − C(z) of one example, from exponentials and logarithms alone. No derivative
 * takes part. Where no change exceeds ⅛ it is as accurate as a small change can be; beyond, it is the difference of two values.
 *
 * @param rounded done to every term of a sum: nothing, or a rounding error to see what becomes of it
 */
record EntropyChange(CrossEntropy entropy, DoubleUnaryOperator rounded) {
    private static final double SMALL = 0.125;

    double of(double[] z, double[] dz, double[] y) {
        double[] moved = new double[z.length];
        boolean isSmall = true;
        for (int j = 0; j < z.length; j++) {
            moved[j] = z[j] + dz[j];
            isSmall &= Math.abs(dz[j]) <= SMALL;
        }
        if (!isSmall) {
            return rounded(entropy.of(moved, y, 0, z.length)) - rounded(entropy.of(z, y, 0, z.length));
        }
        return switch (entropy) {
            case OF_SIGMOID -> ofSigmoid(z, dz, y);
            case OF_SOFTMAX -> ofSoftmax(z, dz, y);
            case CATEGORICAL_OF_SIGMOID -> categorical(z, dz, y);
            case BINARY_OF_SOFTMAX -> ofSigmoid(Softmax.logOdds(z, 0, z.length), changeOfOdds(z, dz), y);
        };
    }

    private double rounded(double value) {
        return rounded.applyAsDouble(value);
    }

    private double ofSigmoid(double[] z, double[] dz, double[] y) {
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            sum += y[j] == 1 ? 0 : (1 - y[j]) * rounded(growth(z[j], dz[j]));
            sum += y[j] == 0 ? 0 : y[j] * rounded(growth(-z[j], -dz[j]));
        }
        return sum;
    }

    private double categorical(double[] z, double[] dz, double[] y) {
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            sum += y[j] == 0 ? 0 : y[j] * rounded(growth(-z[j], -dz[j]));
        }
        return sum;
    }

    /** How much ln a_j/(1 − a_j) grows: −ln(1 + Σ_{k≠j} q_k (e^(Δz_k − Δz_j) − 1)), q being softmax of all but j. */
    private double[] changeOfOdds(double[] z, double[] dz) {
        double[] change = new double[z.length];
        for (int j = 0; z.length > 1 && j < z.length; j++) {
            double[] others = z.clone();
            others[j] = Double.NEGATIVE_INFINITY;
            Softmax.of(others, 0, others.length);
            double growth = 0;
            for (int k = 0; k < z.length; k++) {
                growth += k == j ? 0 : rounded(others[k] * StrictMath.expm1(dz[k] - dz[j]));
            }
            change[j] = -StrictMath.log1p(growth);
        }
        return change;
    }

    /** How much ln(1 + eᶻ) grows. */
    private static double growth(double z, double dz) {
        return StrictMath.log1p(Sigmoid.of(z) * StrictMath.expm1(dz));
    }

    /** Σ_j y_j ln(1 + Σ_{k≠j} a_k (e^(Δz_k − Δz_j) − 1)). */
    private double ofSoftmax(double[] z, double[] dz, double[] y) {
        double[] a = z.clone();
        Softmax.of(a, 0, a.length);
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            double growth = 0;
            for (int k = 0; y[j] != 0 && k < z.length; k++) {
                growth += k == j ? 0 : rounded(a[k] * StrictMath.expm1(dz[k] - dz[j]));
            }
            sum += y[j] == 0 ? 0 : y[j] * rounded(StrictMath.log1p(growth));
        }
        return sum;
    }
}
