package backprop;

import backprop.internal.Require;
import java.util.Objects;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.simple.SimpleMatrix;

/**
 * One layer: z = w a + b and then g(z).
 *
 * <p>Keeps copies of w and b; do not write into what it returns. Two layers are equal when all their numbers are, and
 * their activation is the same.
 *
 * @param w the weights, n_l×n_{l−1}: w_jk leads from neuron k of the layer before to neuron j of this one
 * @param b the biases, n_l×1
 * @param activation g
 */
public record Layer(SimpleMatrix w, SimpleMatrix b, Activation activation) {

    static {
        // EJML's parallel products answer an interrupt with an exception, which would tear a training apart.
        EjmlConcurrency.USE_CONCURRENT = false;
    }

    /**
     * Copies the matrices.
     *
     * @param w 1x1 or larger
     * @param b one column, as many rows as w
     * @param activation not null
     */
    public Layer {
        w = Objects.requireNonNull(w, "w must be given, but was null").copy();
        b = Objects.requireNonNull(b, "b must be given, but was null").copy();
        Objects.requireNonNull(activation, "activation must be given, but was null");
        Require.atLeast("the number of rows of w", 1, w.getNumRows());
        Require.atLeast("the number of columns of w", 1, w.getNumCols());
        Require.shape("b", b, w.getNumRows(), 1, "as many rows as w");
    }

    /**
     * Returns n_l, the number of neurons.
     *
     * @return the rows of w
     */
    public int size() {
        return w.getNumRows();
    }

    /**
     * Returns n_{l−1}, the number of inputs.
     *
     * @return the columns of w
     */
    public int inputs() {
        return w.getNumCols();
    }

    /**
     * Returns the weighted inputs z = w a + b.
     *
     * @param a the activations of the layer before, n_{l−1}×N, one example per column
     * @return z, n_l×N; b is added to every column
     */
    public SimpleMatrix z(SimpleMatrix a) {
        if (a.getNumRows() != inputs()) {
            throw Require.broken("a", "have " + inputs() + " rows, one per column of w", Require.shape(a));
        }
        SimpleMatrix z = w.mult(a);
        for (int j = 0; j < z.getNumRows(); j++) {
            for (int t = 0; t < z.getNumCols(); t++) {
                z.set(j, t, z.get(j, t) + b.get(j));
            }
        }
        return z;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layer that
                && activation.equals(that.activation)
                && w.isIdentical(that.w, 0)
                && b.isIdentical(that.b, 0);
    }

    @Override
    public int hashCode() {
        return Objects.hash(w.getNumRows(), w.getNumCols(), w.elementSum(), b.elementSum(), activation);
    }

    @Override
    public String toString() {
        return inputs() + " → " + size() + " " + activation;
    }
}
