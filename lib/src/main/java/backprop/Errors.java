package backprop;

import backprop.internal.ReadOnly;
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
        int examples = delta.get(0).getNumCols();
        String rule = "have a column per example, " + examples;
        delta.forEach(d -> Require.that(d.getNumCols() == examples, "each of delta", rule, Require.shape(d)));
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
