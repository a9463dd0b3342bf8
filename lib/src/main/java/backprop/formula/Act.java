package backprop.formula;

import backprop.Sigmoid;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** A function of one number with two derivatives. */
record Act(DoubleUnaryOperator f, DoubleUnaryOperator first, DoubleUnaryOperator second) {
    static final Act SIGMOID =
            new Act(Sigmoid::of, Sigmoid::derivative, z -> Sigmoid.derivative(z) * (1 - 2 * Sigmoid.of(z)));
    static final Act TANH =
            new Act(Math::tanh, z -> 4 * Sigmoid.derivative(2 * z), z -> -8 * Math.tanh(z) * Sigmoid.derivative(2 * z));
    static final Act IDENTITY = new Act(z -> z, z -> 1, z -> 0);

    static final Act LN = new Act(Math::log, z -> 1 / z, z -> -1 / (z * z));

    /** A function of no name, so that no formula for a special one is right for it. */
    static Act any(int seed) {
        double a = 0.7 + 0.13 * seed;
        double b = 0.4 - 0.07 * seed;
        return new Act(
                z -> Math.tanh(a * z) + 0.3 * z + b * Math.sin(z + seed),
                z -> a * (1 - Math.tanh(a * z) * Math.tanh(a * z)) + 0.3 + b * Math.cos(z + seed),
                z -> -2 * a * a * Math.tanh(a * z) * (1 - Math.tanh(a * z) * Math.tanh(a * z))
                        - b * Math.sin(z + seed));
    }

    /** The functions that have a name in every text. */
    static final Map<String, Act> NAMED = Map.of(
            "exp", new Act(Math::exp, Math::exp, Math::exp),
            "ln", LN,
            "tanh", TANH,
            "sin", new Act(Math::sin, Math::cos, z -> -Math.sin(z)),
            "cos", new Act(Math::cos, z -> -Math.sin(z), z -> -Math.cos(z)),
            "sinh", new Act(Math::sinh, Math::cosh, Math::sinh),
            "cosh", new Act(Math::cosh, Math::sinh, Math::cosh),
            "sigmoid", SIGMOID,
            "softplus", new Act(z -> Math.log1p(Math.exp(z)), Sigmoid::of, Sigmoid::derivative),
            "relu", new Act(z -> Math.max(0, z), z -> z > 0 ? 1 : 0, z -> 0));

    Act derivative() {
        return new Act(first, second, z -> {
            throw new Unknown("a third derivative is not judged");
        });
    }

    Value of(Value z) {
        return z.map(f, first);
    }
}
