package backprop.text;

import backprop.internal.Require;
import org.ejml.simple.SimpleMatrix;

/**
 * Numbers as people type or paste them: {@code 0.05 0.10}, {@code [[0.15, 0.2], [0.25, 0.3]]}, {@code [1 2; 3 4]}, one row
 * per line, or as NumPy, SymPy and PyTorch print them, {@code array(…)}, {@code Matrix(…)}, {@code tensor(…, grad_fn=<…>)}.
 * Numbers are decimals, with an exponent or without, or fractions such as {@code 1/2}.
 *
 * @param value the numbers; those of a list are one row
 * @param decimals how many decimals each was typed with, trailing zeros among them, less its exponent; 17 for a fraction, and
 *     those of the most exact number for one without a point or an exponent
 * @param isList whether they were one list, which may be a row or a column
 * @param isSingle whether they were computed in single precision, as PyTorch does unless told otherwise
 */
public record PastedMatrix(SimpleMatrix value, SimpleMatrix decimals, boolean isList, boolean isSingle) {
    private static final int LONGEST = 100_000;

    public PastedMatrix {
        Require.finite("value", Require.filled("value", value));
        Require.sameShape("decimals", decimals, "value", value);
        Require.finite("decimals", decimals);
    }

    /**
     * Reads a text.
     *
     * @param argument what a refusal calls it, such as {@code w of layer 1}
     * @param text at most 100,000 characters
     * @throws IllegalArgumentException if it is not a matrix of finite numbers, with every number there: the rule and the
     *     place
     */
    public static PastedMatrix of(String argument, String text) {
        Require.notBlank("argument", argument);
        Require.given(argument, text);
        String rule = "be at most " + LONGEST + " characters long";
        Require.that(text.length() <= LONGEST, argument, rule, text.length());
        return new PastedReader(argument, text).read();
    }
}
