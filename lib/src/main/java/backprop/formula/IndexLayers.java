package backprop.formula;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers where none are written, and indices tell them: i, j and k are neurons of three layers in a row if a text has weights
 * w_ji and w_kj.
 */
final class IndexLayers {
    /** From how many layers apart indices may be. */
    private static final int ROUNDS = 4;

    private final Notation notation;
    private final Map<String, Integer> offsets = new HashMap<>();
    private final Map<List<String>, Integer> leads = new LinkedHashMap<>();

    /** What the weights of a text tell of its indices. */
    IndexLayers(Notation notation, List<List<Formula>> text) {
        this.notation = notation;
        text.forEach(sides -> sides.forEach(side -> side.symbols(s -> {
            if (isWeight(s)) {
                leads.merge(List.of(from(s), to(s)), 1, Integer::sum);
            }
        })));
        text.forEach(sides -> sides.forEach(side -> side.visit(this::noteSoftmax)));
        for (int round = 0; round < ROUNDS; round++) {
            leads.forEach(this::learn);
        }
    }

    /** In exp(z_i)/∑_j exp(z_j) both indices are of one layer, so that no weight between them tells two. */
    private void noteSoftmax(Formula f) {
        if (!f.is(Kind.QUOTIENT) || !f.part(0).isCallOf("exp") || !f.part(1).is(Kind.SERIES)) {
            return;
        }
        Formula z = f.part(0).part(0);
        if (z.isSymbol(s -> s.indices().size() == 1)) {
            String one = z.symbol().indices().get(0).base();
            String other = f.part(1).index();
            leads.remove(List.of(one, other));
            leads.remove(List.of(other, one));
        }
    }

    private static boolean isWeight(Symbol s) {
        return s.what().isMatrix()
                && s.indices().size() == 2
                && s.indices().stream().allMatch(Place::isFree);
    }

    private String to(Symbol w) {
        return notation.to(w).base();
    }

    private String from(Symbol w) {
        return notation.from(w).base();
    }

    /** What most weights say: a slip turns one around. */
    private void learn(List<String> ends, int count) {
        String from = ends.get(0);
        String to = ends.get(1);
        if (from.equals(to) || leads.getOrDefault(List.of(to, from), 0) > count) {
            return;
        }
        if (offsets.isEmpty()) {
            offsets.put(from, 0);
        }
        if (offsets.containsKey(from)) {
            offsets.putIfAbsent(to, offsets.get(from) + 1);
        } else if (offsets.containsKey(to)) {
            offsets.put(from, offsets.get(to) - 1);
        }
    }

    /** The sides with a layer for each neuron, if the indices tell it. */
    List<Formula> layered(List<Formula> sides) {
        boolean hasLayers = Formula.any(
                sides, f -> f.isSymbol(s -> s.layer() != null && !s.layer().isNumber() && !s.isWhole()));
        boolean hasNeurons = Formula.any(
                sides,
                f -> f.isSymbol(s -> s.what().isLayered()
                        && s.layer() == null
                        && !s.isWhole()
                        && s.indices().get(0).isFree()));
        if (offsets.isEmpty() || hasLayers || !hasNeurons) {
            return sides;
        }
        Place[] zero = {new Place("l", -offset(sides.get(0)))};
        sides.forEach(side -> side.symbols(s -> zero[0] = anchored(s, zero[0])));
        return sides.stream()
                .map(side -> side.mapSymbols(s -> placed(s, zero[0])))
                .toList();
    }

    /** How many layers the first neuron is behind others of the text: that one is in layer l. */
    private int offset(Formula f) {
        if (f.isSymbol(s -> s.what().isVector() && !s.isWhole() || isWeight(s))) {
            Symbol s = f.symbol();
            return offsets.getOrDefault(isWeight(s) ? to(s) : s.indices().get(0).base(), 0);
        }
        return f.parts.stream()
                .mapToInt(this::offset)
                .filter(n -> n != 0)
                .findFirst()
                .orElse(0);
    }

    /** The layer of neurons of offset 0: an input is of layer 0, a target of the last; a weight may name its layer. */
    private Place anchored(Symbol s, Place zero) {
        Integer offset = s.isWhole()
                ? null
                : offsets.get(isWeight(s) ? to(s) : s.indices().get(0).base());
        if (offset == null) {
            return zero;
        }
        if (s.what() == Quantity.X) {
            return Place.of(-offset);
        }
        if (s.layer() != null && s.layer().isNumber()) {
            return Place.of(s.layer().offset() - offset + (isWeight(s) ? notation.leadsOn() : 0));
        }
        boolean isOfLast = s.what() == Quantity.Y
                || s.what() == Quantity.UNKNOWN
                        && notation.defined().containsKey(s.letter())
                        && notation.defined().get(s.letter()).formula().has(Quantity.Y);
        return isOfLast && !zero.isNumber() ? new Place("L", -offset) : zero;
    }

    private Symbol placed(Symbol s, Place zero) {
        boolean isLayered = s.what().isLayered() || s.what() == Quantity.UPDATE;
        if (!isLayered || s.layer() != null || s.isWhole()) {
            return s;
        }
        boolean isOut = isWeight(s) && notation.leadsOn() == 1;
        String index =
                isOut ? from(s) : isWeight(s) ? to(s) : s.indices().get(0).base();
        Integer offset = offsets.get(index);
        return offset == null ? s : s.at(zero.plus(offset));
    }
}
