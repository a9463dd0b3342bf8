package backprop;

import backprop.internal.ReadOnly;
import backprop.internal.Require;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * ∇C: the derivative of the cost with respect to every weight and bias. Two are equal when all their numbers are.
 *
 * @param w ∂C/∂w¹ to ∂C/∂wᴸ, each of the shape of its wˡ
 * @param b ∂C/∂b¹ to ∂C/∂bᴸ, each of the shape of its bˡ
 */
public record Gradient(List<SimpleMatrix> w, List<SimpleMatrix> b) {

    public Gradient {
        w = ReadOnly.copies("w", w);
        b = ReadOnly.copies("b", b);
        Require.atLeast("the number of layers", 1, w.size());
        Require.that(w.size() == b.size(), "b", "hold as many matrices as w, " + w.size(), b.size());
    }

    /**
     * Returns a vector in the order of {@link Network#parameters()} as a gradient.
     *
     * @param network whose parameters it belongs to
     * @param vector one entry per weight and bias
     */
    public static Gradient of(Network network, double[] vector) {
        Require.given("network", network).requireOnePerParameter("vector", vector);
        List<Layer> layers = network.withParameters(vector).layers();
        return new Gradient(
                layers.stream().map(Layer::w).toList(),
                layers.stream().map(Layer::b).toList());
    }

    /** Returns ∂C/∂wˡ, n_l×n_{l−1}, for l from 1 to L. */
    public SimpleMatrix w(int l) {
        Require.layer(1, w.size(), l);
        return w.get(l - 1);
    }

    /** Returns ∂C/∂bˡ, n_l×1, for l from 1 to L. */
    public SimpleMatrix b(int l) {
        Require.layer(1, b.size(), l);
        return b.get(l - 1);
    }

    /** Returns ∇C as one vector, in the order of {@link Network#parameters()}. */
    public double[] vector() {
        return Network.vector(w, b);
    }

    @Override
    public String toString() {
        return "gradient of " + w.size() + " layer(s), " + vector().length + " entries";
    }
}
