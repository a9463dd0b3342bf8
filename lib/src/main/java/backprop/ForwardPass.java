package backprop;

import backprop.internal.Require;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * Every z and a of one pass through a network, from x = a⁰ to the output aᴸ.
 *
 * @param z z¹ to zᴸ, n_l×N each
 * @param a a⁰ to aᴸ, n_l×N each
 */
public record ForwardPass(List<SimpleMatrix> z, List<SimpleMatrix> a) {

    /**
     * Keeps the lists as they are now.
     *
     * @param z one matrix per layer
     * @param a one matrix more
     */
    public ForwardPass {
        z = List.copyOf(z);
        a = List.copyOf(a);
        if (a.size() != z.size() + 1) {
            throw Require.broken("a", "hold one matrix more than z, " + (z.size() + 1), a.size());
        }
    }

    /**
     * Returns zˡ = wˡaˡ⁻¹ + bˡ.
     *
     * @param l the layer, from 1 to L
     * @return n_l×N
     */
    public SimpleMatrix z(int l) {
        if (l < 1 || l > z.size()) {
            throw Require.broken("l", "be a layer from 1 to " + z.size(), l);
        }
        return z.get(l - 1);
    }

    /**
     * Returns aˡ = g_l(zˡ), or x for l = 0.
     *
     * @param l the layer, from 0 to L
     * @return n_l×N
     */
    public SimpleMatrix a(int l) {
        if (l < 0 || l >= a.size()) {
            throw Require.broken("l", "be a layer from 0 to " + z.size(), l);
        }
        return a.get(l);
    }

    /**
     * Returns aᴸ, the network's output.
     *
     * @return n_L×N
     */
    public SimpleMatrix output() {
        return a.get(a.size() - 1);
    }

    @Override
    public String toString() {
        return "forward pass of " + output().getNumCols() + " example(s) through " + z.size() + " layer(s)";
    }
}
