package backprop;

import backprop.internal.Require;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.simple.SimpleMatrix;

/**
 * A cross-entropy as a function of z: the activation of the output layer and the cost in one. The exponentials of the one and
 * the logarithms of the other cancel, and δ = a − y where the two belong together ({@link #isAMinusY}).
 *
 * <p>The two pairs that belong together come first; the other two are as well computed.
 *
 * <p>From a alone it cannot be computed. For y = 0 the true δ is nearly 1 at z = 36.5, where ∇ₐC ⊙ σ′(z) is off by 37 %; from
 * z = 37 on, σ(z) rounds to 1 and ∇ₐC is infinite. From z, the cost and δ are within a few ulp for every z: no term below
 * is the small difference of two large ones, but where δ itself is, for a target between 0 and 1.
 *
 * <p>An example's z and y lie side by side in arrays, n from an index on.
 */
public enum CrossEntropy {
    /**
     * {@link Cost#CROSS_ENTROPY} after {@link Activation#SIGMOID}, each output a probability of its own: C = Σ_j [(1 − y_j)
     * ln(1 + e^(z_j)) + y_j ln(1 + e^(−z_j))] and δ_j = (1 − y_j) σ(z_j) − y_j σ(−z_j), which is σ(z_j) − y_j.
     */
    OF_SIGMOID(Activation.SIGMOID, Cost.CROSS_ENTROPY) {
        @Override
        double sum(double[] z, double[] y, int from, int n) {
            double sum = 0;
            for (int j = from; j < from + n; j++) {
                requireProbability(y[j]);
                sum += times(1 - y[j], Activation.SOFTPLUS.of(z[j])) + times(y[j], Activation.SOFTPLUS.of(-z[j]));
            }
            return sum;
        }

        @Override
        void write(double[] z, double[] y, int from, int n, double[] delta) {
            for (int j = from; j < from + n; j++) {
                requireProbability(y[j]);
                delta[j] = (1 - y[j]) * Sigmoid.of(z[j]) - y[j] * Sigmoid.of(-z[j]);
            }
        }
    },

    /**
     * {@link Cost#CATEGORICAL_CROSS_ENTROPY} after {@link Activation#SOFTMAX}, the outputs being the probabilities of classes:
     * C = Σ_j y_j ln Σ_k e^(z_k − z_j) and δ_j = a_j Σ_{i≠j} y_i − y_j Σ_{i≠j} a_i, which is a_j − y_j where Σy is 1.
     */
    OF_SOFTMAX(Activation.SOFTMAX, Cost.CATEGORICAL_CROSS_ENTROPY) {
        @Override
        double sum(double[] z, double[] y, int from, int n) {
            int largest = Softmax.largest(z, from, n);
            double logOfSum = StrictMath.log1p(others(z, from, n, largest));
            double sum = 0;
            for (int j = from; j < from + n; j++) {
                requireProbability(y[j]);
                sum += times(y[j], z[largest] - z[j] + logOfSum);
            }
            return sum;
        }

        @Override
        void write(double[] z, double[] y, int from, int n, double[] delta) {
            int largest = Softmax.largest(z, from, n);
            double others = others(z, from, n, largest);
            double total = 0;
            for (int j = from; j < from + n; j++) {
                requireProbability(y[j]);
                total += y[j];
            }
            for (int j = from; j < from + n; j++) {
                double e = Softmax.power(z[j], z[largest]);
                double rest = j == largest ? others : 1 + (others - e);
                delta[j] = (e * (total - y[j]) - y[j] * rest) / (1 + others);
            }
        }

        /** Σ e^(z_k − z_m) over all k but m, where z_m is the largest: what the sum of all exceeds 1 by. */
        private double others(double[] z, int from, int n, int m) {
            double sum = 0;
            for (int k = from; k < from + n; k++) {
                sum += k == m ? 0 * z[k] : Softmax.power(z[k], z[m]); // NaN if the largest is not finite
            }
            return sum;
        }
    },

    /** {@link Cost#CATEGORICAL_CROSS_ENTROPY} after {@link Activation#SIGMOID}: C = Σ_j y_j ln(1 + e^(−z_j)) and δ_j = −y_j σ(−z_j). */
    CATEGORICAL_OF_SIGMOID(Activation.SIGMOID, Cost.CATEGORICAL_CROSS_ENTROPY) {
        @Override
        double sum(double[] z, double[] y, int from, int n) {
            double sum = 0;
            for (int j = from; j < from + n; j++) {
                requireProbability(y[j]);
                sum += times(y[j], Activation.SOFTPLUS.of(-z[j]));
            }
            return sum;
        }

        @Override
        void write(double[] z, double[] y, int from, int n, double[] delta) {
            for (int j = from; j < from + n; j++) {
                requireProbability(y[j]);
                delta[j] = 0 - y[j] * Sigmoid.of(-z[j]);
            }
        }
    },

    /**
     * {@link Cost#CROSS_ENTROPY} after {@link Activation#SOFTMAX}. As a_j = σ(u_j) with u_j = z_j − ln Σ_{i≠j} e^(z_i)
     * ({@link Softmax#logOdds}), it is {@link #OF_SIGMOID} of u, and with its error ε_j = σ(u_j) − y_j, δ_k = ε_k −
     * Σ_{j≠k} ε_j e^(z_k) / Σ_{i≠j} e^(z_i). One output alone is always 1: δ is 0.
     */
    BINARY_OF_SOFTMAX(Activation.SOFTMAX, Cost.CROSS_ENTROPY) {
        @Override
        double sum(double[] z, double[] y, int from, int n) {
            return OF_SIGMOID.sum(Softmax.logOdds(z, from, n), Arrays.copyOfRange(y, from, from + n), 0, n);
        }

        @Override
        void write(double[] z, double[] y, int from, int n, double[] delta) {
            double[] error = new double[n];
            OF_SIGMOID.write(Softmax.logOdds(z, from, n), Arrays.copyOfRange(y, from, from + n), 0, n, error);
            double[] sum = n == 1 ? new double[] {0 * z[from]} : error.clone();
            for (int j = 0; n > 1 && j < n; j++) {
                double[] a = Softmax.others(z, from, n, j);
                Softmax.of(a, 0, n);
                for (int k = 0; k < n; k++) {
                    sum[k] -= error[j] * a[k];
                }
            }
            System.arraycopy(sum, 0, delta, from, n);
        }
    };

    private final Activation activation;
    private final Cost cost;

    CrossEntropy(Activation activation, Cost cost) {
        this.activation = activation;
        this.cost = cost;
    }

    /** Returns the one that a cost, summed or averaged, is after an activation, if it is one. */
    public static Optional<CrossEntropy> of(Activation activation, Cost cost) {
        Require.given("activation", activation);
        Require.given("cost", cost);
        for (CrossEntropy one : values()) {
            if (activation.equals(one.activation) && cost.value() == one.cost.value()) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** Returns whether δ = a − y: of {@link #OF_SIGMOID}, and of {@link #OF_SOFTMAX} where Σy is 1. */
    public boolean isAMinusY() {
        return this == OF_SIGMOID || this == OF_SOFTMAX;
    }

    /** Returns C of one example. */
    public double of(double[] z, double[] y, int from, int n) {
        Softmax.requirePart("z", z, from, n);
        Softmax.requirePart("y", y, from, n);
        return sum(z, y, from, n);
    }

    abstract double sum(double[] z, double[] y, int from, int n);

    /** Writes δ = ∂C/∂z of one example to the same places of delta. */
    public void error(double[] z, double[] y, int from, int n, double[] delta) {
        Softmax.requirePart("z", z, from, n);
        Softmax.requirePart("y", y, from, n);
        Softmax.requirePart("delta", delta, from, n);
        write(z, y, from, n, delta);
    }

    abstract void write(double[] z, double[] y, int from, int n, double[] delta);

    /** Returns C summed over the examples. */
    double of(SimpleMatrix z, SimpleMatrix y) {
        Require.sameShape("y", y, "z", Require.filled("z", z));
        double[] rows = Softmax.rows(z);
        double[] targets = Softmax.rows(y);
        double sum = 0;
        for (int from = 0; from < rows.length; from += z.getNumRows()) {
            sum += of(rows, targets, from, z.getNumRows());
        }
        return sum;
    }

    /** Returns δ of all examples, without the factor 1/N of a mean. */
    SimpleMatrix error(SimpleMatrix z, SimpleMatrix y) {
        Require.sameShape("y", y, "z", Require.filled("z", z));
        double[] rows = Softmax.rows(z);
        double[] targets = Softmax.rows(y);
        double[] delta = new double[rows.length];
        for (int from = 0; from < rows.length; from += z.getNumRows()) {
            error(rows, targets, from, z.getNumRows(), delta);
        }
        return Softmax.columns(delta, z);
    }

    /** A term without weight counts nothing, however large. */
    private static double times(double weight, double value) {
        return weight == 0 && !Double.isNaN(value) ? 0 : weight * value;
    }

    private static void requireProbability(double y) {
        if (!(y >= 0 && y <= 1)) {
            throw Require.broken("y", "lie from 0 to 1 for cross-entropy", y);
        }
    }
}
