package backprop.formula;

import java.util.Map;

/**
 * A layer, a neuron or an example as it is written: l, L, l + 1, j or 3.
 *
 * @param base the letter; empty for a number alone
 */
record Place(String base, int offset) {
    /** The last layer. */
    static final Place LAST = new Place("L", 0);

    static Place of(int number) {
        return new Place("", number);
    }

    boolean isNumber() {
        return base.isEmpty();
    }

    /** Whether it runs over a range unless a letter's value is given. */
    boolean isFree() {
        return !isNumber() && !base.equals("L");
    }

    Place plus(int more) {
        return new Place(base, offset + more);
    }

    /** Its number, where letters have values; L is one of them. */
    int in(Map<String, Integer> values) {
        Integer value = isNumber() ? Integer.valueOf(0) : values.get(base);
        if (value == null) {
            throw new Unknown(base + " has no value here: over what does it run?");
        }
        return value + offset;
    }

    /** What a formula cannot be judged without. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown(String message) {
            super(message, null, false, false);
        }
    }

    @Override
    public String toString() {
        String sign = offset < 0 ? "−" : "+";
        return isNumber() ? String.valueOf(offset) : offset == 0 ? base : base + sign + Math.abs(offset);
    }
}
