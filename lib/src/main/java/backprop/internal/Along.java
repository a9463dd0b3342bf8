package backprop.internal;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Functions of several variables as functions of one. */
public final class Along {
    private Along() {}

    /** Returns f as a function of entry i alone; the others stay as they are in p. */
    public static DoubleUnaryOperator entry(ToDoubleFunction<double[]> f, double[] p, int i) {
        return value -> {
            double[] changed = p.clone();
            changed[i] = value;
            return f.applyAsDouble(changed);
        };
    }
}
