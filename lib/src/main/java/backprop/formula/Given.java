package backprop.formula;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers that are given, where otherwise a network would be nudged for them: so that a formula can be followed from what
 * came before it, and that nobody gets the answer from the question.
 *
 * @param symbols of letters; none if they are those of a network
 * @param deltas of δ, by layer
 * @param costGradient of ∇ₐC; null if it is not given
 * @param lambda λ
 */
record Given(Map<Formula, Value> symbols, Map<Integer, Value> deltas, Value costGradient, double lambda) {
    static Given symbols(Map<Formula, Value> symbols) {
        return new Given(Map.copyOf(symbols), Map.of(), null, 0);
    }

    Given delta(int layer, Value delta) {
        Map<Integer, Value> more = new HashMap<>(deltas);
        more.put(layer, delta);
        return new Given(symbols, Map.copyOf(more), costGradient, lambda);
    }

    Given costGradient(Value gradient) {
        return new Given(symbols, deltas, gradient, lambda);
    }

    /** Null if letters are those of a network. */
    Value symbol(Symbol s) {
        if (symbols.isEmpty() || s.what() == Quantity.ONES) {
            return null;
        }
        Value value = symbols.get(Formula.symbol(s));
        if (value == null) {
            throw new Unknown(Formula.symbol(s) + " is not among what is given: " + symbols.keySet());
        }
        return value;
    }

    Value delta(int layer) {
        if (!deltas.containsKey(layer)) {
            throw new Unknown("δ of layer " + layer + " is what is to be found");
        }
        return deltas.get(layer);
    }

    /** ∇ₐC; any other derivative is not given. */
    Value derivative(Formula of, Symbol by, boolean isLast) {
        if (costGradient == null || !isLast || by.what() != Quantity.A || !of.is(Quantity.COST)) {
            throw new Unknown("derivatives are what is to be found: write what they are");
        }
        return costGradient;
    }
}
