package backprop.attack;

import backprop.Cost;
import java.util.function.DoubleBinaryOperator;

/** A cost's slope ∂c/∂a, or at once its δ = a − y, and the cost that the library is asked about. */
enum Loss {
    SQUARED(Cost.SQUARED_ERROR, (a, y) -> 2 * (a - y)),
    HALF_SQUARED(Cost.HALF_SQUARED_ERROR, (a, y) -> a - y),
    FOURTH_POWER(
            new Cost("Σ(a−y)⁴", (a, y) -> Math.pow(a - y, 4), (a, y) -> 4 * Math.pow(a - y, 3)),
            (a, y) -> 4 * (a - y) * (a - y) * (a - y)),
    /** After a sigmoid. */
    CROSS_ENTROPY(Cost.CROSS_ENTROPY, null),
    /** After softmax, for targets whose sum is 1. */
    CATEGORICAL(Cost.CATEGORICAL_CROSS_ENTROPY, null);

    final Cost asked;
    /** Null where δ = a − y is what people derive. */
    final DoubleBinaryOperator slope;

    Loss(Cost asked, DoubleBinaryOperator slope) {
        this.asked = asked;
        this.slope = slope;
    }
}
