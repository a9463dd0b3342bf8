package backprop;

import backprop.internal.Require;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * ∇C: the derivative of the cost with respect to every weight and bias.
 *
 * @param w ∂C/∂w¹ to ∂C/∂wᴸ, each of the shape of its wˡ
 * @param b ∂C/∂b¹ to ∂C/∂bᴸ, each of the shape of its bˡ
 */
public record Gradient(List<SimpleMatrix> w, List<SimpleMatrix> b) {

    /**
     * Keeps the lists as they are now.
     *
     * @param w one matrix per layer
     * @param b one matrix per layer
     */
    public Gradient {
        w = List.copyOf(w);
        b = List.copyOf(b);
        if (w.size() != b.size()) {
            throw Require.broken("b", "hold as many matrices as w, " + w.size(), b.size());
        }
    }

    /**
     * Returns ∂C/∂wˡ.
     *
     * @param l the layer, from 1 to L
     * @return n_l×n_{l−1}
     */
    public SimpleMatrix w(int l) {
        return w.get(layer(l) - 1);
    }

    /**
     * Returns ∂C/∂bˡ.
     *
     * @param l the layer, from 1 to L
     * @return n_l×1
     */
    public SimpleMatrix b(int l) {
        return b.get(layer(l) - 1);
    }

    private int layer(int l) {
        if (l < 1 || l > w.size()) {
            throw Require.broken("l", "be a layer from 1 to " + w.size(), l);
        }
        return l;
    }

    /**
     * Returns ∇C as one vector, in the order of {@link Network#parameters()}: layer by layer, each layer's weights row by
     * row, then its biases.
     *
     * @return a new array
     */
    public double[] vector() {
        return ParameterOrder.vector(w, b);
    }

    @Override
    public String toString() {
        return "gradient of " + w.size() + " layer(s), " + vector().length + " entries";
    }
}
