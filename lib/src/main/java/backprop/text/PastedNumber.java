package backprop.text;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A decimal number, with an exponent or without, or a fraction of two.
 *
 * @param decimals how many were typed, less the exponent; 17 for a fraction, negative infinity without a point or an exponent
 */
record PastedNumber(double value, double decimals) {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d{1,4}(?!\\d))?");
    private static final Pattern NOT_FINITE = Pattern.compile("(?i)[+-]?(?:nan|inf|infinity)(?![\\p{L}\\d_])");
    private static final Pattern LEFT_OUT = Pattern.compile("\\.\\.\\.|…|⋯");
    private static final Pattern TOO_LONG = Pattern.compile("[+-]?[\\d.]{41}");
    private static final Pattern ZERO_FIRST = Pattern.compile("[+-]?0\\d");
    private static final Pattern SLASH = Pattern.compile("/");
    private static final int OF_A_FRACTION = 17;

    static PastedNumber read(Cursor in) {
        int start = in.at();
        String first = decimal(in);
        boolean isFraction = in.skip(SLASH);
        double value = Double.parseDouble(first) / (isFraction ? Double.parseDouble(decimal(in)) : 1);
        if (!Double.isFinite(value)) {
            throw in.refused("hold finite numbers", start);
        }
        boolean isWhole = first.matches("[+-]?\\d+");
        double decimals = isWhole ? Double.NEGATIVE_INFINITY : new BigDecimal(first).scale();
        return new PastedNumber(value, isFraction ? OF_A_FRACTION : decimals);
    }

    private static String decimal(Cursor in) {
        refuse(in, LEFT_OUT, "hold every number, with none left out");
        refuse(in, NOT_FINITE, "hold finite numbers");
        refuse(in, TOO_LONG, "have numbers of at most 40 digits");
        refuse(in, ZERO_FIRST, "have no number that begins with 0 and another digit");
        String number = in.take(NUMBER);
        if (number.isEmpty()) {
            throw in.refused("hold numbers only");
        }
        return number;
    }

    private static void refuse(Cursor in, Pattern pattern, String rule) {
        if (in.isAt(pattern)) {
            throw in.refused(rule);
        }
    }
}
