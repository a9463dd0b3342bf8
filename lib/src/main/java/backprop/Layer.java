package backprop;

import backprop.internal.ReadOnly;
import backprop.internal.Require;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.simple.SimpleMatrix;

/**
 * One layer: z = w a + b and then g(z). Two layers are equal when all their numbers are, and their activation is the same.
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

    public Layer {
        w = ReadOnly.view(Require.given("w", w).copy());
        b = ReadOnly.view(Require.given("b", b).copy());
        Require.given("activation", activation);
        Require.atLeast("the number of rows of w", 1, w.getNumRows());
        Require.atLeast("the number of columns of w", 1, w.getNumCols());
        Require.shape("b", b, w.getNumRows(), 1, "as many rows as w");
    }

    /** Returns n_l, the number of neurons. */
    public int size() {
        return w.getNumRows();
    }

    /** Returns n_{l−1}, the number of inputs. */
    public int inputs() {
        return w.getNumCols();
    }

    /**
     * Returns the weighted inputs z = w a + b, n_l×N, with b added to every column.
     *
     * @param a the activations of the layer before, n_{l−1}×N, one example per column
     */
    public SimpleMatrix z(SimpleMatrix a) {
        String rule = "have " + inputs() + " rows, one per column of w";
        Require.fits(Require.given("a", a).getNumRows() == inputs(), "a", rule, a);
        return w.mult(a).elementOp((int j, int t, double wa) -> wa + b.get(j));
    }

    @Override
    public String toString() {
        return inputs() + " → " + size() + " " + activation;
    }
}
