package backprop.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The networks a statement is tried on: layers all of different sizes, so that a transpose cannot hide, of several depths,
 * with one example or with three.
 */
final class Worlds {
    private static final List<List<Integer>> SIZES = List.of(
            List.of(3, 2), List.of(3, 4, 2), List.of(3, 5, 4, 2), List.of(4, 6, 5, 3, 2), List.of(4, 3, 7, 6, 5, 2));

    private final Notation notation;
    private final boolean isNarrow;
    private final int deepest;
    private final Map<List<Integer>, World> made = new HashMap<>();

    /**
     * Networks in a notation.
     *
     * @param isNarrow whether every layer has one neuron
     * @param deepest the largest number of a layer in the text, 0 if it has none
     */
    Worlds(Notation notation, boolean isNarrow, int deepest) {
        this.deepest = deepest;
        this.notation = notation;
        this.isNarrow = isNarrow;
    }

    Notation notation() {
        return notation;
    }

    boolean isNarrow() {
        return isNarrow;
    }

    World of(int depth, int examples, int seed) {
        return made.computeIfAbsent(List.of(depth, examples, seed), key -> {
            List<Integer> sizes = isNarrow
                    ? new ArrayList<>(java.util.Collections.nCopies(depth + 1, 1))
                    : SIZES.get(Math.min(depth, SIZES.size()) - 1);
            return new World(notation, sizes, examples, seed);
        });
    }

    /** Those for some sides, for finding what is right, or others for confirming it. */
    List<World> of(List<Formula> sides, boolean isConfirming) {
        TreeSet<Integer> numbers = new TreeSet<>();
        boolean[] has = new boolean[4];
        for (Formula side : sides) {
            side.visit(f -> {
                Place layer = f.is(Formula.Kind.SYMBOL)
                        ? f.symbol().layer()
                        : f.is(Formula.Kind.CALL) ? f.function().layer() : null;
                if (layer != null) {
                    has[0] = true;
                    has[3] |= layer.isFree();
                    if (layer.isNumber()) {
                        boolean leadsOn = f.is(Formula.Kind.SYMBOL)
                                && (f.symbol().what() == Quantity.W
                                        || f.symbol().what() == Quantity.B)
                                && notation.has(Convention.OUT_OF_LAYER);
                        numbers.add(layer.offset() + (leadsOn ? 1 : 0));
                        // a text that names its layers by numbers speaks of a network of that many
                    }
                }
                has[1] |= isOfExamples(f);
                has[2] |= f.is(Formula.Kind.CHAIN) && f.leaf.toString().contains("⋯");
            });
        }
        boolean isMixed = !notation.has(Convention.SAME_OUTPUT);
        int examples = has[1] ? 3 : 1;
        int shift = notation.has(Convention.INPUT_IS_1) ? 1 : 0;
        int numbered = numbers.isEmpty() ? 1 : Math.max(deepest, numbers.last()) - shift;
        int least = Math.max(isMixed && has[0] ? 2 : 1, numbered);
        List<Integer> depths = !has[0]
                ? List.of(1)
                : has[2]
                        ? List.of(4, 5)
                        : !numbers.isEmpty() && (least > 1 || !has[3]) ? List.of(least) : List.of(3, 2, 4);
        int first = isConfirming ? 20 : 1;
        List<World> worlds = new ArrayList<>();
        for (int depth : depths) {
            worlds.add(of(Math.min(5, Math.max(depth, least)), examples, first + depth));
        }
        if (!has[0] || depths.size() == 1) {
            worlds.add(of(Math.min(5, Math.max(depths.get(0), least)), examples, first + 7));
        }
        return worlds;
    }

    private boolean isOfExamples(Formula f) {
        if (f.is(Formula.Kind.SYMBOL)) {
            Symbol s = f.symbol();
            Notation.Definition defined = notation.defined().get(s.letter());
            if (s.what() == Quantity.UNKNOWN
                    && defined != null
                    && !defined.formula().has(Quantity.UNKNOWN)) {
                return defined.formula().contains(this::isOfExamples);
            }
            boolean isBatch = s.letter().length() == 1
                    && (s.what() == Quantity.Z
                            || s.what() == Quantity.A
                            || s.what() == Quantity.X
                            || s.what() == Quantity.DELTA)
                    && Character.isUpperCase(s.letter().charAt(0));
            return s.what() == Quantity.EXAMPLES || s.example() != null || isBatch;
        }
        return f.is(Formula.Kind.SERIES) && made().isOverExamples(f);
    }

    private World made() {
        return of(1, 1, 1);
    }
}
