package backprop.check;

import backprop.text.PastedMatrix;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Numbers with the accuracy that each was given with.
 *
 * @param decimals how many decimals each was typed with, if it was typed
 */
record Typed(SimpleMatrix numbers, SimpleMatrix decimals, Precision.Kind kind) {
    private static final int OF_SINGLE = 6;
    private static final int OF_DOUBLE = 15;

    /** A double, whose trailing zeros cannot be seen. */
    static Typed of(double number) {
        SimpleMatrix one = Truth.number(number);
        Precision precision = Precision.of(List.of(one));
        return new Typed(one, Truth.number(precision.decimals()), precision.kind());
    }

    /** Pasted text, whose trailing zeros count; digits that single precision does not have do not. */
    static Typed of(PastedMatrix m) {
        SimpleMatrix decimals = m.decimals().copy();
        for (int i = 0; i < decimals.getNumElements(); i++) {
            int excess = digits(m.value().get(i), decimals.get(i)) - OF_SINGLE;
            decimals.set(i, decimals.get(i) - (m.isSingle() ? Math.max(0, excess) : 0));
        }
        return new Typed(m.value(), decimals, Precision.Kind.TYPED);
    }

    private static int digits(double number, double decimals) {
        return number == 0 ? 1 : Math.max(1, (int) (Math.floor(Math.log10(Math.abs(number))) + decimals) + 1);
    }

    Typed in(UnaryOperator<SimpleMatrix> form) {
        return new Typed(form.apply(numbers), form.apply(decimals), kind);
    }

    Precision precision(int i) {
        return kind == Precision.Kind.TYPED
                ? new Precision(kind, digits(numbers.get(i), decimals.get(i)), (int) decimals.get(i))
                : new Precision(kind, 0, 0);
    }

    /** What to add to 'right'. */
    String words() {
        if (kind != Precision.Kind.TYPED) {
            return precision(0).words();
        }
        int least = digits().min().orElse(1);
        int most = digits().max().orElse(1);
        return most > OF_DOUBLE
                ? ""
                : ", to the " + (least < most ? least + " to " : "") + most + (most == 1 ? " digit" : " digits")
                        + " given";
    }

    /** Of all numbers but 0, which has none. */
    private IntStream digits() {
        return IntStream.range(0, numbers.getNumElements())
                .filter(i -> numbers.get(i) != 0)
                .map(i -> precision(i).digits());
    }
}
