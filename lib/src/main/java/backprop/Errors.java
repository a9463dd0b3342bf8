package backprop;

import backprop.internal.Require;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * δ of every layer, δˡ = ∂C/∂zˡ: what {@link Backprop#errors} finds on its way back through a {@link ForwardPass}.
 *
 * @param delta δ¹ to δᴸ, n_l×N each
 */
public record Errors(List<SimpleMatrix> delta) {

    public Errors {
        delta = ReadOnly.views("delta", delta);
        Require.atLeast("the number of layers", 1, delta.size());
    }

    /** Returns δˡ, n_l×N, for l from 1 to L. */
    public SimpleMatrix delta(int l) {
        Require.layer(1, delta.size(), l);
        return delta.get(l - 1);
    }

    @Override
    public String toString() {
        return "errors of " + delta.size() + " layer(s)";
    }
}
