package backprop.training;

import backprop.Sigmoid;

/** σ and σ′ of many numbers in place, for training. */
final class FastSigmoid {
    static final double LEAST = -700; // e⁻⁷⁰⁰ is 1e-304
    static final double LOG2_E = 0x1.71547652b82fep0;
    static final double LN2_HIGH = 0x1.62e42fefa38p-1; // its product with an integer up to 2¹¹ is exact
    static final double LN2_LOW = 0x1.ef35793c7673p-45;
    static final double TO_INTEGER = 0x1.8p52; // added, it rounds to an integer, which the last bits then hold
    static final int BIAS = 1023; // of the exponent of a double,
    static final int FRACTION = 52; // and the bits after it

    // r coth(r/2) = 2 + C2 r² + C4 r⁴ …
    static final double C2 = 1 / 6.0;
    static final double C4 = -1 / 360.0;
    static final double C6 = 1 / 15120.0;
    static final double C8 = -1 / 604800.0;
    static final double C10 = 1 / 23950080.0;
    static final double C12 = -691 / 653837184000.0;

    private static final double HUGE = 0x1p1000; // times z, it is above 1 where z > 0, below 0 where z < 0

    private FastSigmoid() {}

    /**
     * Replaces each z by σ(z) and writes σ′(z) beside it, for training: within 6 ulp of {@link Sigmoid#of} and {@link Sigmoid#derivative}
     * (up to |z| = 700; beyond, both differ from their limits by less than 1e-304).
     *
     * <p>exp(−|z|) is 2ᵏ times eʳ with |r| ≤ ½ ln 2, and eʳ = (c + r)/(c − r) with c = r coth(r/2), which is even: half the
     * terms of the series of eʳ. So with B = 2ᵏ(c + r) and A = c − r, σ is A or B over A + B, and σ′ is AB/(A + B)². The one
     * division gives 1/(A + B); of σ, what is missing after a product with it is added. No loop has a branch, so that the JIT
     * turns them into vector instructions.
     */
    static void inPlace(double[] z, double[] derivative) {
        int count = z.length;
        double[] power = derivative;
        for (int i = 0; i < count; i++) {
            power[i] = Math.fma(Math.max(-Math.abs(z[i]), LEAST), LOG2_E, TO_INTEGER);
        }
        for (int i = 0; i < count; i++) {
            power[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(power[i]) + BIAS << FRACTION); // 2ᵏ
        }
        for (int i = 0; i < count; i++) {
            double v = Math.max(-Math.abs(z[i]), LEAST);
            double k = Math.fma(v, LOG2_E, TO_INTEGER) - TO_INTEGER;
            double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, v));
            double s = r * r;
            double c = Math.fma(s, C12, C10);
            c = Math.fma(c, s, C8);
            c = Math.fma(c, s, C6);
            c = Math.fma(c, s, C4);
            c = Math.fma(c, s, C2);
            c = Math.fma(c, s, 2);
            double below = power[i] * (c + r);
            double above = c - r;
            double sum = above + below;
            double q = 1 / sum;
            double part = Math.max(below, Math.min(1, z[i] * HUGE) * above); // above where z > 0
            double sigma = part * q;
            z[i] = Math.fma(Math.fma(-sum, sigma, part), q, sigma);
            derivative[i] = below * q * (above * q);
        }
    }
}
