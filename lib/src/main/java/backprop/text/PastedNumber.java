package backprop.text;

import java.util.regex.Pattern;

/**
 * A decimal number, with an exponent or without, or a fraction of two.
 *
 * @param decimals how many were typed, less the exponent; 17 for a fraction, negative infinity without a point or an exponent
 * @param at where it begins
 */
record PastedNumber(double value, double decimals, int at) {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d{1,4}(?!\\d))?");
    private static final Pattern NOT_FINITE = Pattern.compile("(?i)[+-]?(?:nan|inf|infinity)(?![\\p{L}\\d_])");
    private static final Pattern LEFT_OUT = Pattern.compile("\\.\\.\\.|…|⋯");
    private static final int MOST_DIGITS = 40;
    private static final int OF_A_FRACTION = 17;

    static PastedNumber read(Cursor in) {
        int start = in.at();
        String first = decimal(in);
        double value = Double.parseDouble(first);
        double decimals = decimals(first);
        if (in.isAt("/")) {
            in.next();
            value /= Double.parseDouble(decimal(in));
            decimals = OF_A_FRACTION;
        }
        if (!Double.isFinite(value)) {
            throw in.refused("hold finite numbers", start);
        }
        return new PastedNumber(value, decimals, start);
    }

    private static String decimal(Cursor in) {
        int start = in.at();
        String number = in.take(NUMBER);
        if (number.isEmpty()) {
            throw in.refused(
                    in.isAt(LEFT_OUT)
                            ? "hold every number, with none left out"
                            : in.isAt(NOT_FINITE) ? "hold finite numbers" : "hold numbers only");
        }
        String mantissa = number.split("[eE]")[0].replaceFirst("^[+-]", "");
        if (mantissa.length() > MOST_DIGITS) {
            throw in.refused("have numbers of at most " + MOST_DIGITS + " digits", start);
        }
        if (mantissa.matches("0\\d.*")) {
            throw in.refused("have no number that begins with 0 and another digit", start);
        }
        return number;
    }

    private static double decimals(String number) {
        String[] parts = number.split("[eE]");
        int point = parts[0].indexOf('.');
        int exponent = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
        return point < 0 && parts.length == 1
                ? Double.NEGATIVE_INFINITY
                : (point < 0 ? 0 : parts[0].length() - point - 1) - exponent;
    }
}
