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
        if (g == Activation.SIGMOID.function()) {
            return new SigmoidResponse(values);
        }
        return (z, dz, from, to, da) -> {
            double a = values.applyAsDouble(z);
            for (int i = from; i < to; i++) {
                da[i] = values.applyAsDouble(z + dz[i]) - a;
            }
        };
    }
}
