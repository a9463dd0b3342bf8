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
            return new OfSigmoid(values);
        }
        return (z, dz, from, to, da) -> {
            double a = values.applyAsDouble(z);
            for (int i = from; i < to; i++) {
                da[i] = values.applyAsDouble(z + dz[i]) - a;
            }
        };
    }

    /**
     * The response of the sigmoid: σ(z + d) − σ(z), the difference of two values, with one exponential for all d and without
     * cancellation. For z ≥ 0, with E = e⁻ᶻ and X = e⁻ᵈ, σ(z) is 1/(1 + E) and σ(z + d) is 1/(1 + EX); on one denominator their
     * difference is E(1 − X) / [(1 + E)(1 + EX)]. For z &lt; 0 it is σ(−z) − σ(−z − d). No derivative takes part.
     *
     * <p>1 − X comes from the series of e⁻ᵈ for |d| up to ⅛, and the result is then within 5 ulp. Beyond it comes from two
     * values of σ. The series has a loop of its own, without a branch: the JIT turns it into vector instructions.
     */
    final class OfSigmoid implements Response {
        private static final double SMALL = 0.125;

        private final DoubleUnaryOperator sigmoid;

        OfSigmoid(DoubleUnaryOperator sigmoid) {
            this.sigmoid = sigmoid;
        }

        @Override
        public void of(double z, double[] dz, int from, int to, double[] da) {
            double e = StrictMath.exp(-Math.abs(z));
            double sign = z < 0 ? -1 : 1;
            double scale = sign * e / (1 + e);
            series(sign, dz, from, to, da);
            for (int i = from; i < to; i++) {
                double m = da[i];
                da[i] = Math.abs(dz[i]) <= SMALL
                        ? scale * m / (1 + e * (1 - m))
                        : sigmoid.applyAsDouble(z + dz[i]) - sigmoid.applyAsDouble(z);
            }
        }

        /** Writes 1 − e⁻ᵈ, for d with this sign. */
        private static void series(double sign, double[] dz, int from, int to, double[] m) {
            for (int i = from; i < to; i++) {
                double d = sign * dz[i];
                double p = -1 / 3628800.0;
                p = p * d + 1 / 362880.0;
                p = p * d - 1 / 40320.0;
                p = p * d + 1 / 5040.0;
                p = p * d - 1 / 720.0;
                p = p * d + 1 / 120.0;
                p = p * d - 1 / 24.0;
                p = p * d + 1 / 6.0;
                p = p * d - 1 / 2.0;
                p = p * d + 1;
                m[i] = p * d;
            }
        }
    }
}
