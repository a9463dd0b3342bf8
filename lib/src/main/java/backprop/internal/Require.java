package backprop.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.ejml.MatrixDimensionException;
import org.ejml.simple.SimpleMatrix;

/** The one form in which bad input is refused: {@code <argument> must <rule>, but was <value>}. */
public final class Require {
    private Require() {}

    /**
     * Returns the exception to throw, {@code <argument> must <rule>, but was <value>}.
     *
     * @param argument the argument's name, as the caller knows it
     * @param rule what it must do, with the values the rule comes from
     */
    public static IllegalArgumentException broken(String argument, String rule, Object value) {
        return new IllegalArgumentException(argument + " must " + rule + ", but was " + value);
    }

    /** Refuses a value that breaks a rule, in the words of {@link #broken}; those words are made in any case. */
    public static void that(boolean kept, String argument, String rule, Object value) {
        if (!kept) {
            throw broken(argument, rule, value);
        }
    }

    /** Returns what was given, and refuses null. */
    @CanIgnoreReturnValue
    public static <T> T given(String argument, T value) {
        if (value == null) {
            throw broken(argument, "be given", null);
        }
        return value;
    }

    /** Returns a copy that never changes, and refuses null, as a whole and in it. */
    @CanIgnoreReturnValue
    public static <T> List<T> allGiven(String argument, Collection<? extends T> values) {
        given(argument, values).forEach(value -> given("each of " + argument, value));
        return List.copyOf(values);
    }

    /** The same for an array. */
    @CanIgnoreReturnValue
    public static <T> List<T> allGiven(String argument, T[] values) {
        return allGiven(argument, Arrays.asList(given(argument, values)));
    }

    /** Returns a text, and refuses one without a letter. */
    @CanIgnoreReturnValue
    public static String notBlank(String argument, String text) {
        that(!given(argument, text).isBlank(), argument, "not be blank", "'" + text + "'");
        return text;
    }

    /** Returns a matrix, and refuses one without entries. */
    @CanIgnoreReturnValue
    public static SimpleMatrix filled(String argument, SimpleMatrix m) {
        atLeast("the number of entries of " + argument, 1, given(argument, m).getNumElements());
        return m;
    }

    /** Refuses a number that is infinite or NaN. */
    public static void finite(String argument, double value) {
        if (!Double.isFinite(value)) {
            throw broken(argument, "be finite", value);
        }
    }

    /** Refuses a vector with an entry that is infinite or NaN. */
    public static void finite(String argument, double[] vector) {
        for (int i = 0; i < given(argument, vector).length; i++) {
            if (!Double.isFinite(vector[i])) {
                throw broken(argument, "hold finite numbers", vector[i] + " at [" + i + "]");
            }
        }
    }

    /** Refuses a point without a coordinate, or with one that is infinite or NaN. */
    public static void point(String argument, double[] p) {
        finite(argument, p);
        that(p.length > 0, argument, "have an entry", "empty");
    }

    /** Refuses a matrix with an entry that is infinite or NaN. */
    public static void finite(String argument, SimpleMatrix m) {
        for (int j = 0; j < given(argument, m).getNumRows(); j++) {
            for (int t = 0; t < m.getNumCols(); t++) {
                if (!Double.isFinite(m.get(j, t))) {
                    throw broken(argument, "hold finite numbers", m.get(j, t) + " at [" + j + "][" + t + "]");
                }
            }
        }
    }

    /** Refuses a vector of another length than one that is called by its name. */
    public static void sameLength(String argument, double[] value, String otherName, double[] other) {
        int length = given(otherName, other).length;
        that(
                given(argument, value).length == length,
                argument,
                "be as long as " + otherName + ", " + length,
                value.length);
    }

    /** Refuses a number that is not positive and finite. */
    public static void positive(String argument, double value) {
        that(value > 0 && value < Double.POSITIVE_INFINITY, argument, "be positive and finite", value);
    }

    /** Refuses a whole number below a least value. */
    public static void atLeast(String argument, int least, int value) {
        if (value < least) {
            throw broken(argument, "be at least " + least, value);
        }
    }

    /** Refuses a whole number outside a range: the argument must, such as "be an example", from first to last. */
    public static void range(String argument, String rule, int first, int last, int value) {
        if (value < first || value > last) {
            throw broken(argument, rule + " from " + first + " to " + last, value);
        }
    }

    /** Refuses a layer that is not there. */
    public static void layer(int first, int last, int l) {
        range("l", "be a layer", first, last, l);
    }

    /**
     * Refuses a matrix of another shape.
     *
     * @param reason where that shape comes from, such as "the shape of z"
     */
    public static void shape(String argument, SimpleMatrix value, int rows, int columns, String reason) {
        if (given(argument, value).getNumRows() != rows || value.getNumCols() != columns) {
            fits(false, argument, "have " + reason + ", " + rows + "x" + columns, value);
        }
    }

    /**
     * Refuses a matrix that does not fit others, by its shape.
     *
     * @throws IllegalArgumentException whose cause is EJML's for shapes that do not fit
     */
    public static void fits(boolean kept, String argument, String rule, SimpleMatrix value) {
        if (!kept) {
            String sentence = broken(argument, rule, shape(value)).getMessage();
            throw new IllegalArgumentException(sentence, new MatrixDimensionException(sentence));
        }
    }

    /** Refuses a matrix whose shape is not that of another. */
    public static void sameShape(String argument, SimpleMatrix value, String otherName, SimpleMatrix other) {
        given(otherName, other);
        shape(argument, value, other.getNumRows(), other.getNumCols(), "the shape of " + otherName);
    }

    /** Writes a matrix's shape, such as {@code 3x1}. */
    public static String shape(SimpleMatrix matrix) {
        return matrix.getNumRows() + "x" + matrix.getNumCols();
    }
}
