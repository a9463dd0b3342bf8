package backprop.text;

import backprop.internal.Require;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How numbers are written in tables, matrices and messages. */
public final class Numbers {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

    private static final int MOST_DIGITS = 17;

    private Numbers() {}

    /**
     * Writes a number with a number of significant digits and no trailing zeros: {@code 0.25}, {@code -3},
     * {@code 1.6e-16}; below 1e-4 and from 1e7 on with an exponent; {@code ∞}, {@code -∞} or {@code NaN} if it is not
     * finite.
     *
     * @param digits the most significant digits, 1 to 17
     */
    public static String text(double value, int digits) {
        Require.range("digits", "lie", 1, MOST_DIGITS, digits);
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < 7) {
            return rounded.toPlainString();
        }
        return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }

    /**
     * Returns how many digits tell two numbers apart: the least that makes their texts differ, or the fewest if none does.
     *
     * @param fewest 1 to 17
     */
    public static int digitsApart(double one, double other, int fewest) {
        Require.range("fewest", "lie", 1, MOST_DIGITS, fewest);
        return IntStream.rangeClosed(fewest, MOST_DIGITS)
                .filter(digits -> !text(one, digits).equals(text(other, digits)))
                .findFirst()
                .orElse(fewest);
    }

    /** Writes a number with up to 6 significant digits. */
    public static String text(double value) {
        return text(value, 6);
    }

    /** Writes a whole number in superscripts, as in w² or 10⁻⁵. */
    public static String superscript(int number) {
        return digits(number, "⁻", SUPERSCRIPTS);
    }

    /** Writes a whole number in subscripts, as in z₁. */
    public static String subscript(int number) {
        return digits(number, "₋", SUBSCRIPTS);
    }

    private static String digits(int number, String minus, String digits) {
        return String.valueOf(number)
                .chars()
                .mapToObj(c -> c == '-' ? minus : digits.substring(c - '0', c - '0' + 1))
                .collect(Collectors.joining());
    }
}
