package backprop.formula;

import backprop.formula.Formula.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers where none are written, and indices tell them: i, j and k are neurons of three layers in a row if a text has weights
 * w_ji and w_kj.
 */
final class IndexLayers {
    private final boolean fromTo;
    private final boolean outOf;
    private final Notation notation;
    private final Map<String, Integer> offsets = new HashMap<>();
    private final Map<List<String>, Integer> leads = new LinkedHashMap<>();

    /** What the weights of a text tell of its indices. */
    IndexLayers(Notation notation, List<List<Formula>> text) {
        this.notation = notation;
        fromTo = notation.has(Convention.FROM_TO);
        outOf = notation.has(Convention.OUT_OF_LAYER);
        for (List<Formula> sides : text) {
            sides.forEach(side -> side.visit(this::count));
        }
        for (int round = 0; round < 4; round++) {
            leads.forEach(this::learn);
        }
    }

    private static boolean isWeight(Formula f) {
        return f.is(Kind.SYMBOL)
                && (f.symbol().what() == Quantity.W || f.symbol().what() == Quantity.UPDATE)
                && f.symbol().indices().size() == 2
                && f.symbol().indices().stream().allMatch(Place::isFree);
    }

    private String to(Symbol w) {
        return w.indices().get(fromTo ? 1 : 0).base();
    }

    private String from(Symbol w) {
        return w.indices().get(fromTo ? 0 : 1).base();
    }

    private void count(Formula f) {
        if (isWeight(f)) {
            leads.merge(List.of(from(f.symbol()), to(f.symbol())), 1, Integer::sum);
        }
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
        if (offsets.containsKey(from) && !offsets.containsKey(to)) {
            offsets.put(to, offsets.get(from) + 1);
        } else if (offsets.containsKey(to) && !offsets.containsKey(from)) {
            offsets.put(from, offsets.get(to) - 1);
        }
    }

    /** Whether a statement has neurons and no layer. */
    private static boolean isWithoutLayers(List<Formula> sides) {
        return sides.stream()
                        .noneMatch(side -> side.contains(f -> f.is(Kind.SYMBOL)
                                && f.symbol().layer() != null
                                && !f.symbol().layer().isNumber()
                                && !f.symbol().indices().isEmpty()))
                && sides.stream()
                        .anyMatch(side -> side.contains(f -> f.is(Kind.SYMBOL)
                                && f.symbol().what().isLayered()
                                && f.symbol().layer() == null
                                && !f.symbol().indices().isEmpty()
                                && f.symbol().indices().get(0).isFree()));
    }

    /** The sides with a layer for each neuron, if the indices tell it. */
    List<Formula> layered(List<Formula> sides) {
        if (offsets.isEmpty() || !isWithoutLayers(sides)) {
            return sides;
        }
        int shift = offset(sides.get(0));
        Place[] zero = {new Place("l", -shift)};
        sides.forEach(side -> side.visit(f -> anchor(f, zero)));
        return sides.stream().map(side -> placed(side, zero[0])).toList();
    }

    /** How many layers the first neuron is behind others of the text: that one is in layer l. */
    private int offset(Formula f) {
        if (f.is(Kind.SYMBOL)
                && f.symbol().what().isVector()
                && !f.symbol().indices().isEmpty()) {
            return offsets.getOrDefault(f.symbol().indices().get(0).base(), 0);
        }
        if (isWeight(f)) {
            return offsets.getOrDefault(to(f.symbol()), 0);
        }
        return f.parts.stream()
                .mapToInt(this::offset)
                .filter(n -> n != 0)
                .findFirst()
                .orElse(0);
    }

    /** An input is of layer 0, a target of the last; a weight may name its layer. */
    private void anchor(Formula f, Place[] zero) {
        if (!f.is(Kind.SYMBOL) || f.symbol().indices().isEmpty()) {
            return;
        }
        Symbol s = f.symbol();
        boolean isNeuron = s.what().isVector();
        Integer offset =
                offsets.get(isNeuron || !isWeight(f) ? s.indices().get(0).base() : to(s));
        if (offset == null) {
            return;
        }
        if (s.what() == Quantity.X) {
            zero[0] = Place.of(-offset);
        } else if (s.layer() != null && s.layer().isNumber()) {
            zero[0] = Place.of(s.layer().offset() - offset + (outOf && isWeight(f) ? 1 : 0));
        } else if ((s.what() == Quantity.Y || isOfTarget(s)) && !zero[0].isNumber()) {
            zero[0] = new Place("L", -offset);
        }
    }

    private boolean isOfTarget(Symbol s) {
        return s.what() == Quantity.UNKNOWN
                && notation.defined().containsKey(s.letter())
                && notation.defined().get(s.letter()).formula().has(Quantity.Y);
    }

    private Formula placed(Formula f, Place zero) {
        List<Formula> parts = new ArrayList<>();
        f.parts.forEach(part -> parts.add(placed(part, zero)));
        if (!f.is(Kind.SYMBOL)
                || f.symbol().layer() != null
                || f.symbol().indices().isEmpty()) {
            return f.with(parts);
        }
        Symbol s = f.symbol();
        Integer offset = offsets.get(
                isWeight(f) ? outOf ? from(s) : to(s) : s.indices().get(0).base());
        boolean isLayered = s.what().isLayered() || s.what() == Quantity.UPDATE;
        return offset == null || !isLayered ? f : Formula.symbol(s.at(zero.plus(offset)));
    }
}
