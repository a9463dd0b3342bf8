package backprop.formula;

import java.util.ArrayList;
import java.util.Collections;
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

    private static final List<Integer> SINGLE = List.of(4, 1);

    private static final int EXAMPLES = 3;

    /** The first seed for confirming, so that no network is met twice. */
    private static final int FRESH = 20;

    private final Notation notation;
    private final boolean isNarrow;
    private final int deepest;
    private final boolean isOfOne;
    private final Map<List<Integer>, World> made = new HashMap<>();

    /**
     * Networks in a notation.
     *
     * @param isNarrow whether every layer has one neuron
     * @param text its statements
     */
    Worlds(Notation notation, boolean isNarrow, List<List<Formula>> text) {
        this.notation = notation;
        this.isNarrow = isNarrow;
        deepest = text.stream()
                .flatMap(sides -> Understood.layers(sides).stream())
                .filter(Place::isNumber)
                .mapToInt(Place::offset)
                .max()
                .orElse(0);
        isOfOne = text.stream().anyMatch(sides -> Formula.any(sides, Worlds::isJacobian))
                && text.stream().noneMatch(sides -> Formula.any(sides, this::namesExamples));
    }

    Notation notation() {
        return notation;
    }

    boolean isNarrow() {
        return isNarrow;
    }

    private World of(int depth, int examples, int seed) {
        return made.computeIfAbsent(List.of(depth, examples, seed), key -> {
            boolean isSingle = depth == 1 && notation.has(Convention.SINGLE_NEURON);
            List<Integer> sizes =
                    isNarrow ? Collections.nCopies(depth + 1, 1) : isSingle ? SINGLE : SIZES.get(depth - 1);
            return World.of(notation, sizes, examples, seed);
        });
    }

    /** The one of those for some sides that is tried first. */
    List<World> first(List<Formula> sides) {
        List<World> all = of(sides, false);
        return List.of(all.get(all.size() > 2 ? 1 : 0));
    }

    /** Those for some sides, for finding what is right, or others for confirming it. */
    List<World> of(List<Formula> sides, boolean isConfirming) {
        boolean isBatch = Formula.any(sides, this::isOfExamples)
                && !isOfOne
                && (Formula.any(sides, this::namesExamples) || !Formula.any(sides, Worlds::isJacobian));
        int examples = isBatch ? EXAMPLES : 1;
        int first = isConfirming ? FRESH : 1;
        List<Integer> depths = depths(sides);
        List<World> worlds = new ArrayList<>();
        depths.forEach(depth -> worlds.add(of(depth, examples, first + depth)));
        if (depths.size() == 1) {
            worlds.add(of(depths.get(0), examples, -first - 7)); // mirrored
        }
        return worlds;
    }

    /** A text that names its layers by numbers speaks of a network of that many. */
    private List<Integer> depths(List<Formula> sides) {
        TreeSet<Integer> numbers = new TreeSet<>();
        sides.forEach(side -> side.visit(f -> {
            if (f.layer() != null && f.layer().isNumber()) {
                boolean leadsOn = f.is(Quantity.W) || f.is(Quantity.B);
                numbers.add(f.layer().offset() + (leadsOn ? notation.leadsOn() : 0));
            }
        }));
        boolean hasLayers = Formula.any(sides, f -> f.layer() != null && !f.isSymbol(Symbol::isOutput));
        boolean hasFree = Formula.any(sides, f -> f.layer() != null && f.layer().isFree());
        int shift = notation.has(Convention.INPUT_IS_1) ? 1 : 0;
        int numbered = numbers.isEmpty() ? 1 : Math.max(deepest, numbers.last()) - shift;
        int least = Math.max(hasLayers && !notation.has(Convention.SAME_OUTPUT) ? 2 : 1, numbered);
        List<Integer> depths = !hasLayers
                ? List.of(1)
                : Formula.any(sides, Formula::isElided)
                        ? List.of(4, 5)
                        : !numbers.isEmpty() && (least > 1 || !hasFree) ? List.of(least) : List.of(3, 2, 4);
        return depths.stream()
                .map(depth -> Math.min(SIZES.size(), Math.max(depth, least)))
                .toList();
    }

    /** ∂aˡ/∂zˡ, a matrix only for one example. */
    private static boolean isJacobian(Formula f) {
        return f.is(Kind.DERIVATIVE)
                && f.parts.stream()
                        .allMatch(part ->
                                part.isSymbol(s -> s.isWhole() && s.what().isVector()));
    }

    /** Whether it counts examples, or names one. */
    private boolean namesExamples(Formula f) {
        return f.is(Kind.SERIES)
                ? notation.isOverExamples(f)
                : f.isSymbol(s -> s.what() == Quantity.EXAMPLES || s.example() != null);
    }

    private boolean isOfExamples(Formula f) {
        if (!f.is(Kind.SYMBOL)) {
            return namesExamples(f);
        }
        Symbol s = f.symbol();
        Notation.Definition defined = notation.defined().get(s.letter());
        if (s.what() == Quantity.UNKNOWN
                && defined != null
                && !defined.formula().has(Quantity.UNKNOWN)) {
            return defined.formula().contains(this::isOfExamples);
        }
        return namesExamples(f) || s.isBatch();
    }
}
