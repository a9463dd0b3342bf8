package backprop.difference;

import backprop.internal.Require;
import backprop.text.Numbers;

/**
 * A derivative with an estimate of its own error: the truth is expected within value ± error.
 *
 * @param value the derivative; NaN where {@link NetworkDifference} finds none
 * @param error the estimated absolute error, 0 or more; infinite where the values of the function tell nothing
 */
public record Estimate(double value, double error) {
    public Estimate {
        Require.that(error >= 0, "error", "be 0 or more", error);
    }

    /** Returns whether |value − truth| ≤ error: false if one of them is NaN. */
    public boolean covers(double truth) {
        return Math.abs(value - truth) <= error;
    }

    /** Returns the estimate of the derivative times a positive factor; its error is infinite if it overflows. */
    Estimate times(double factor) {
        double product = value * factor;
        return new Estimate(product, Double.isFinite(product) ? error * factor : Double.POSITIVE_INFINITY);
    }

    /** The value with the digits that the error leaves, and the error with one: {@code 0.25 ± 2e-13}. */
    @Override
    public String toString() {
        double digits = Math.log10(Math.abs(value)) - Math.log10(error);
        int kept = Double.isNaN(digits) ? 1 : (int) Math.max(1, Math.min(15, Math.floor(digits)));
        return Numbers.text(value, kept) + " ± " + Numbers.text(error, 1);
    }
}
