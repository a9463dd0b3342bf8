package backprop;

import backprop.internal.ReadOnly;
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

    public ForwardPass {
        z = ReadOnly.views("z", z);
        a = ReadOnly.views("a", a);
        Require.atLeast("the number of layers", 1, z.size());
        Require.that(a.size() == z.size() + 1, "a", "hold one matrix more than z, " + (z.size() + 1), a.size());
        for (int l = 1; l <= z.size(); l++) {
            Require.sameShape("z of layer " + l, z.get(l - 1), "a", a.get(l));
        }
    }

    /** Returns zˡ = wˡaˡ⁻¹ + bˡ, n_l×N, for l from 1 to L. */
    public SimpleMatrix z(int l) {
        Require.layer(1, z.size(), l);
        return z.get(l - 1);
    }

    /** Returns aˡ = g_l(zˡ), n_l×N, for l from 1 to L, or x for l = 0. */
    public SimpleMatrix a(int l) {
        Require.layer(0, z.size(), l);
        return a.get(l);
    }

    /** Returns aᴸ, the network's output, n_L×N. */
    public SimpleMatrix output() {
        return a.get(a.size() - 1);
    }

    @Override
    public String toString() {
        return "forward pass of " + output().getNumCols() + " example(s) through " + z.size() + " layer(s)";
    }
}
