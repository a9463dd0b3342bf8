package backprop.formula;

import java.util.List;
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
            throw new Unknown("nothing says which numbers " + base + " runs through");
        }
        return value + offset;
    }

    /** l, l + 1, 1 + l, l − 1, n_l or 3 as a place; null if tokens are none of these. */
    static Place read(List<Token> some) {
        boolean isBracketed = some.size() > 2
                && some.get(0).is("(")
                && some.get(some.size() - 1).is(")");
        List<Token> t = isBracketed ? some.subList(1, some.size() - 1) : some;
        String text = Token.text(t);
        if (t.size() == 1 && text.matches("\\d{1,6}")) {
            return of(Integer.parseInt(text));
        }
        if (t.size() == 3 && t.get(0).is(Type.NUMBER) && t.get(1).is("+")) {
            return read(List.of(t.get(2), t.get(1), t.get(0)));
        }
        if (t.isEmpty() || !t.get(0).is(Type.LETTER)) {
            return null;
        }
        String letter = t.get(0).text();
        if (t.size() == 1) {
            return letter.length() > 2 ? null : new Place(canonical(letter), 0);
        }
        if (t.get(1).is("_")) {
            boolean isLast = text.matches("[nN]_\\{?[lℓL]}?([-+]\\d{1,6})?"); // n_l counts the layers
            String shift = text.replaceAll("[^-+0-9]", "");
            return isLast
                    ? LAST.plus(shift.isEmpty() ? 0 : Integer.parseInt(shift))
                    : new Place(text.replaceAll("[{}_]", ""), 0);
        }
        boolean isShifted = t.size() == 3
                && t.get(1).text().matches("[-+]")
                && t.get(2).text().matches("\\d{1,6}");
        return isShifted
                ? new Place(
                        canonical(letter),
                        Integer.parseInt(t.get(1).text() + t.get(2).text()))
                : null;
    }

    /** A capital counts to the last. */
    private static String canonical(String letter) {
        return letter.matches("[NKMHD]") ? "L" : letter;
    }

    @Override
    public String toString() {
        String sign = offset < 0 ? "−" : "+";
        return isNumber() ? String.valueOf(offset) : offset == 0 ? base : base + sign + Math.abs(offset);
    }
}
