package backprop.check;

import java.util.Collection;
import org.ejml.simple.SimpleMatrix;

/** A derivation of backpropagation, right or with mistakes: what it makes of a block's input, on any case. */
@FunctionalInterface
interface Rules {
    Rules RIGHT = (at, c, in) -> at.equation().value(c, at.layer(), in);

    SimpleMatrix of(Block at, Case c, SimpleMatrix in);

    /** The same rules, but for one equation in some layers. */
    default Rules but(Equation equation, Collection<Integer> layers, Equation.Rule other) {
        return (at, c, in) ->
                at.equation() == equation && layers.contains(at.layer()) ? other.of(c, at.layer(), in) : of(at, c, in);
    }

    /** The same rules, but for what becomes of the result of one equation in a layer. */
    default Rules then(Block changed, Equation.Rule change) {
        return (at, c, in) -> {
            SimpleMatrix result = of(at, c, in);
            return at.equals(changed) ? change.of(c, at.layer(), result) : result;
        };
    }
}
