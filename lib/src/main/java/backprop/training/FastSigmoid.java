package backprop.training;

import backprop.Sigmoid;

/** σ and σ′ of many numbers in place, for training. */
final class FastSigmoid {
    private static final double LEAST = -700; // e⁻⁷⁰⁰ is 1e-304
    private static final double LOG2_E = 0x1.71547652b82fep0;
    private static final double LN2_HIGH = 0x1.62e42fefa38p-1; // its product with an integer up to 2¹¹ is exact
    private static final double LN2_LOW = 0x1.ef35793c7673p-45;
    private static final double TO_INTEGER = 0x1.8p52; // added, it rounds to an integer, which the last bits then hold
    private static final double HUGE = 0x1p1000; // times z, it is above 1 where z > 0, below 0 where z < 0

    private FastSigmoid() {}

    /**
     * Replaces each z by σ(z) and writes σ′(z) beside it, for training: within 6 ulp of {@link Sigmoid#of} and {@link Sigmoid#derivative}
     * (up to |z| = 700; beyond, both differ from their limits by less than 1e-304).
     *
     * <p>exp(−|z|) is 2ᵏ times eʳ with |r| ≤ ½ ln 2, and eʳ = (c + r)/(c − r) with c = r coth(r/2), which is even: half the
     * terms of the series of eʳ. So with B = 2ᵏ(c + r) and A = c − r, σ is A or B over A + B, and σ′ is AB/(A + B)². No loop
     * has a branch, so that the JIT turns them into vector instructions.
     */
    static void inPlace(double[] z, double[] derivative, int count) {
        double[] power = derivative;
        for (int i = 0; i < count; i++) {
            power[i] = Math.max(-Math.abs(z[i]), LEAST) * LOG2_E + TO_INTEGER;
        }
        for (int i = 0; i < count; i++) {
            power[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(power[i]) + 1023 << 52); // 2ᵏ
        }
        for (int i = 0; i < count; i++) {
            double v = Math.max(-Math.abs(z[i]), LEAST);
            double k = v * LOG2_E + TO_INTEGER - TO_INTEGER;
            double r = v - k * LN2_HIGH - k * LN2_LOW;
            double s = r * r;
            double c = -691 / 653837184000.0;
            c = c * s + 1 / 23950080.0;
            c = c * s - 1 / 604800.0;
            c = c * s + 1 / 15120.0;
            c = c * s - 1 / 360.0;
            c = c * s + 1 / 6.0;
            c = c * s + 2;
            double below = power[i] * (c + r);
            double above = c - r;
            double q = 1 / (above + below);
            z[i] = Math.max(below, Math.min(1, z[i] * HUGE) * above) / (above + below); // above where z > 0
            derivative[i] = below * q * (above * q);
        }
    }
}
