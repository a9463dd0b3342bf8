package backprop.attack;

import backprop.Activation;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** An activation with its slope, by other formulas than the library's, and the one that the library is asked about. */
enum Curve {
    SIGMOID(Activation.SIGMOID, Curve::sigma, z -> sigma(z) * sigma(-z), (z, a) -> a * (1 - a)),
    TANH(Activation.TANH, Math::tanh, z -> Math.pow(Math.cosh(z), -2), (z, a) -> 1 - a * a),
    RELU(Activation.RELU, z -> z > 0 ? z : 0, z -> z > 0 ? 1 : 0),
    SOFTPLUS(
            Activation.SOFTPLUS,
            z -> z > 30 ? z + Math.exp(-z) : Math.log1p(Math.exp(z)),
            Curve::sigma,
            (z, a) -> 1 - Math.exp(-a)),
    IDENTITY(Activation.IDENTITY, z -> z, z -> 1),
    SWISH("swish", z -> z * sigma(z), z -> sigma(z) + z * sigma(z) * sigma(-z)),
    LEAKY("leaky ReLU", z -> Math.max(z, z / 8), z -> z > 0 ? 1 : 0.125),
    SINE("sin", Math::sin, Math::cos),
    /** Of all z of an example at once, in the last layer only. */
    SOFTMAX(Activation.SOFTMAX, null, null);

    static final Curve[] OF_ONE = Arrays.copyOf(values(), values().length - 1);

    final Activation asked;
    final DoubleUnaryOperator of;
    final DoubleUnaryOperator slope;
    /** The slope from z and a, as textbooks write it. */
    final DoubleBinaryOperator textbookSlope;

    Curve(Activation asked, DoubleUnaryOperator of, DoubleUnaryOperator slope, DoubleBinaryOperator textbookSlope) {
        this.asked = asked;
        this.of = of;
        this.slope = slope;
        this.textbookSlope = textbookSlope;
    }

    Curve(Activation asked, DoubleUnaryOperator of, DoubleUnaryOperator slope) {
        this(asked, of, slope, (z, a) -> slope.applyAsDouble(z));
    }

    /** One of the user's own, whose slope may be off by a few ε for all that the check knows. */
    Curve(String name, DoubleUnaryOperator of, DoubleUnaryOperator slope) {
        this(new Activation(name, of, slope), of, slope);
    }

    boolean isOwn() {
        return this == SWISH || this == LEAKY || this == SINE;
    }

    private static double sigma(double z) {
        return z < 0 ? Math.exp(z) / (Math.exp(z) + 1) : 1 / (1 + Math.exp(-z));
    }
}
