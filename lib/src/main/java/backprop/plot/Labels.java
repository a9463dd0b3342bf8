package backprop.plot;

import backprop.text.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as a picture shows them: those of {@link Numbers} with a minus sign and powers of ten, −2×10⁻⁵. */
final class Labels {
    private static final int DIGITS = 10;

    private Labels() {}

    /** Returns a number to 10 significant digits, so that 0.30000000000000004 reads 0.3. */
    static String number(double value) {
        return number(value, DIGITS);
    }

    static String number(double value, int digits) {
        String[] parts = Numbers.text(value, digits).split("e");
        String mantissa = parts[0].replace('-', '−');
        if (parts.length == 1) {
            return mantissa;
        }
        String power = power(Integer.parseInt(parts[1]));
        return mantissa.equals("1") || mantissa.equals("−1") ? mantissa.replace("1", power) : mantissa + "×" + power;
    }

    /**
     * Labels for a logarithmic axis: the powers of ten, fewer of them on a long axis; on a short one, numbers between
     * them too. An empty text is a tick without a label.
     */
    static String logarithmic(double value, double decades) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).round(new MathContext(DIGITS)).stripTrailingZeros();
        int first = rounded.unscaledValue().intValue();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (decades < 1) {
            return number(value);
        }
        if (decades < 2.5) {
            return first == 1 || first == 2 || first == 5 ? number(value) : "";
        }
        int every = (int) Math.ceil(decades / 8);
        if (first != 1 || exponent % every != 0) {
            return "";
        }
        return exponent == 0 ? "1" : exponent == 1 ? "10" : power(exponent);
    }

    /** Returns a number with a fixed number of decimals: 2.00. */
    static String fixed(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString()
                .replace('-', '−');
    }

    private static String power(int exponent) {
        return "10" + Numbers.superscript(exponent);
    }
}
