package backprop.difference;

/**
 * ∂C/∂z_j (or ∂C/∂a_j) of one example's cost by the 6th order and one step, and what limits its accuracy.
 *
 * @param values the changes of the example's cost by those of z_j, from −4h to 4h
 * @param value the derivative; NaN if the values are not finite
 * @param truncation its truncation error: twice what the 8th order changes, or what the higher differences let expect;
 *     infinite if the step is too coarse to tell
 * @param deviation the standard deviation of the example's cost by rounding
 */
record Slope(Stencil values, double value, double truncation, double deviation) {
    /** Rounding errors beyond this many standard deviations do not happen. */
    static final double DEVIATIONS = 8;

    /** Below this, numbers lose digits on the way. */
    static final double UNDERFLOW = 1e-290;

    /** The largest ratio of successive differences that counts as shrinking, squared. */
    private static final double SHARP = 0.25;

    /** No step gives a derivative. */
    static Slope none(double h) {
        return new Slope(Stencil.zero(h), Double.NaN, Double.POSITIVE_INFINITY, 0);
    }

    static Slope of(Stencil values, double deviation) {
        double truncation = Math.max(2 * values.truncation(6), expectedTruncation(values, deviation));
        return new Slope(values, values.derivative(6), truncation, deviation);
    }

    /**
     * Returns about h⁶f⁽⁷⁾/140. With d_k = |hᵏf⁽ᵏ⁾| and a ratio q of successive ones, d₇ is d₅q² or d₆q, whichever is larger:
     * d₅ alone would vanish where f⁽⁵⁾ does. Infinite if the d_k do not shrink.
     */
    private static double expectedTruncation(Stencil f, double deviation) {
        double d3 = Math.abs(f.odd(2) - 2 * f.odd(1));
        double d4 = Math.abs(f.even(2) - 4 * f.even(1));
        double d5 = above(16 * deviation, f.odd(3) - 4 * f.odd(2) + 5 * f.odd(1));
        double d6 = above(64 * deviation, f.even(3) - 6 * f.even(2) + 15 * f.even(1));
        double qq = Math.max(d5 == 0 ? 0 : d5 / d3, d6 == 0 ? 0 : d6 / d4);
        return qq > SHARP ? Double.POSITIVE_INFINITY : Math.max(d5 * qq, d6 * Math.sqrt(qq)) / (140 * f.h());
    }

    private static double above(double noise, double difference) {
        return Math.abs(difference) <= noise ? 0 : Math.abs(difference);
    }

    double h() {
        return values.h();
    }

    boolean isNone() {
        return Double.isNaN(value);
    }

    double rounding() {
        return DEVIATIONS * FiniteDifference.SIXTH.amplification * deviation / h()
                + 0x1p-50 * Math.abs(value)
                + UNDERFLOW;
    }

    double error() {
        return isNone() ? Double.POSITIVE_INFINITY : truncation + rounding();
    }

    /** Whether a smaller step would gain nothing. */
    boolean isFine() {
        return truncation <= rounding();
    }

    /** Whether a smaller step confirms this one: what remains between them is explained. */
    boolean isConfirmedBy(Slope finer) {
        return error() < Double.POSITIVE_INFINITY && Math.abs(value - finer.value) <= error() + finer.rounding();
    }

    /** The truncation error by another order and a smaller step. */
    double truncation(int order, double smaller) {
        // FORWARD by the way over CENTRAL: taken at once, two errors of opposite signs might hide each other.
        double symmetric = values.derivative(Math.max(2, order));
        double error = Math.abs(values.derivative(order) - symmetric) + Math.abs(symmetric - value) + truncation;
        for (int power = 0; power < order; power++) {
            error *= smaller / h();
        }
        return error;
    }
}
