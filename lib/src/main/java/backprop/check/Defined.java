package backprop.check;

import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Functions of the user's where they are defined, and NaN where they throw: differences look beyond the point they judge. */
final class Defined {
    private Defined() {}

    static ToDoubleFunction<double[]> inMany(ToDoubleFunction<double[]> f) {
        return p -> {
            try {
                return f.applyAsDouble(p);
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                return Double.NaN;
            }
        };
    }

    static DoubleUnaryOperator inOne(DoubleUnaryOperator f) {
        ToDoubleFunction<double[]> vector = inMany(z -> f.applyAsDouble(z[0]));
        return z -> vector.applyAsDouble(new double[] {z});
    }
}
