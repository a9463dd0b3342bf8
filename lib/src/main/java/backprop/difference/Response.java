package backprop.difference;

import backprop.Activation;
import java.util.function.DoubleUnaryOperator;

/** What an activation g makes of many changes of one z. */
@FunctionalInterface
interface Response {
    /** Writes Δa = g(z + Δz) − g(z) for each Δz of a range. */
    void of(double z, double[] dz, int from, int to, double[] da);

    /** The response of g, whose values come from the second function: g itself, or g with rounding errors. */
    static Response of(DoubleUnaryOperator g, DoubleUnaryOperator values) {
        return g == Activation.SIGMOID.function() ? new SigmoidResponse(values) : byValues(values);
    }

    private static Response byValues(DoubleUnaryOperator g) {
        return (z, dz, from, to, da) -> {
            double a = g.applyAsDouble(z);
            for (int i = from; i < to; i++) {
                da[i] = g.applyAsDouble(z + dz[i]) - a;
            }
        };
    }
}
