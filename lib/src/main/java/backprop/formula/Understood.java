package backprop.formula;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a statement means that its letters alone do not say. */
final class Understood {
    private static final Set<Quantity> OF_NETWORK =
            EnumSet.of(Quantity.W, Quantity.B, Quantity.COST, Quantity.DELTA, Quantity.UPDATE, Quantity.EXAMPLES);

    private Understood() {}

    static List<Formula> of(List<Formula> sides) {
        return isCalculus(sides) ? sides.stream().map(Understood::ofVariables).toList() : ofOneLayer(sides);
    }

    // What kind of statement it is

    /** Whether it says what a layer computes, or what δ is. */
    static boolean isDefinition(Formula left, Formula right) {
        boolean isForward =
                (left.is(Quantity.Z) || left.is(Quantity.A)) && (right.is(Kind.CALL) || right.has(Quantity.W));
        Formula slope = right.is(Kind.NEGATIVE) ? right.part(0) : right;
        boolean isError = left.is(Quantity.DELTA)
                && slope.is(Kind.DERIVATIVE)
                && slope.part(0).is(Quantity.COST);
        return isForward || isError;
    }

    /** Whether a derivative of a vector, or by one, stands in it. */
    static boolean hasJacobian(List<Formula> sides) {
        return Formula.any(
                sides,
                f -> f.is(Kind.DERIVATIVE)
                        && !f.part(0).is(Quantity.COST)
                        && f.part(1).isSymbol(s -> s.isWhole() && s.what() != Quantity.VARIABLE));
    }

    /** Whether it is a chain of derivatives of vectors, written as if they were numbers. */
    static boolean isLeibniz(List<Formula> sides) {
        return hasJacobian(sides) && sides.stream().noneMatch(side -> side.isOfVectors() || side.has(Quantity.UNKNOWN));
    }

    /** Whether the same quantity is on both sides and nowhere a layer: which is which? */
    static boolean isWithoutLayers(List<Formula> sides) {
        return layers(sides).isEmpty()
                && List.of(Quantity.DELTA, Quantity.A, Quantity.Z).stream()
                        .anyMatch(what -> sides.get(0).has(what) && sides.get(1).has(what));
    }

    /** The layers of its letters, but for that of ŷ. */
    static Set<Place> layers(List<Formula> sides) {
        Set<Place> layers = new LinkedHashSet<>();
        sides.forEach(side -> side.symbols(s -> layers.add(s.isOutput() ? null : s.layer())));
        layers.remove(null);
        return layers;
    }

    /** Whether it is f(x) = …, with nothing unknown in it. */
    static boolean definesFunction(List<Formula> sides) {
        Formula left = sides.isEmpty() ? null : sides.get(0);
        return left != null
                && left.is(Kind.CALL)
                && left.function().primes() == 0
                && left.part(0).is(Quantity.VARIABLE)
                && left.function().name().matches("[^σ]")
                && !sides.get(1).contains(f -> f.isCallOf(left.function().name()));
    }

    // What it means

    /** A formula with what a function is, by its definition, in the place of its letter. */
    static Formula applied(Formula f, Formula call, Formula value) {
        return f.map(g -> {
            boolean isOne = g.isCallOf(call.function().name()) && g.part(0).has(Quantity.VARIABLE);
            boolean isSlope = isOne && g.function().primes() == 1 && g.part(0).is(Kind.SYMBOL);
            if (!isSlope && !(isOne && g.function().primes() == 0)) {
                return g;
            }
            Formula here = value.map(x -> x.equals(call.part(0)) ? g.part(0) : x);
            return isSlope ? Formula.of(Kind.DERIVATIVE, here, g.part(0)) : here;
        });
    }

    /** Letters without layers or indices, and no weight, cost or error among them: calculus of numbers. */
    private static boolean isCalculus(List<Formula> sides) {
        boolean isOfNetwork = Formula.any(
                sides,
                f -> f.is(Kind.DERIVATIVE)
                                && f.part(0).is(Quantity.A)
                                && f.part(1).is(Quantity.Z)
                        || f.isSymbol(s -> s.layer() != null
                                || !s.isWhole()
                                || s.example() != null
                                || OF_NETWORK.contains(s.what())));
        return sides.size() > 1
                && !isOfNetwork
                && Formula.any(sides, f -> f.is(Kind.SYMBOL))
                && sides.stream()
                        .noneMatch(side -> side.is(Kind.SYMBOL)
                                && (side == sides.get(0) || !sides.get(0).contains(side::equals)))
                && Formula.any(sides, f -> f.is(Kind.DERIVATIVE) || f.is(Kind.CALL));
    }

    private static Formula ofVariables(Formula f) {
        return f.mapSymbols(s -> s.what() == Quantity.ONES ? s : Symbol.of(Quantity.VARIABLE, s.letter()));
    }

    /** A weight without a layer has that of the others, if they have one. */
    private static List<Formula> ofOneLayer(List<Formula> sides) {
        Set<Place> layers = layers(sides);
        return layers.size() == 1
                ? mapped(
                        sides,
                        s -> s.what().isParameter() && s.layer() == null
                                ? s.at(layers.iterator().next())
                                : s)
                : sides;
    }

    private static List<Formula> mapped(List<Formula> sides, UnaryOperator<Symbol> change) {
        return sides.stream().map(side -> side.mapSymbols(change)).toList();
    }

    /** Where no layer is written: that of a is before that of the others. */
    static List<Formula> ofNeighbours(List<Formula> sides) {
        Place l = new Place("l", 0);
        return layers(sides).isEmpty() && sides.get(0).has(Quantity.Z)
                ? mapped(sides, s -> s.what().isLayered() ? s.at(s.what() == Quantity.A ? l.plus(-1) : l) : s)
                : sides;
    }

    /** Where one side is the j-th number of a vector and the other the vector itself: its j-th number. */
    static List<Formula> entryByEntry(List<Formula> sides) {
        boolean isEntry = sides.size() == 2
                && sides.get(0).isSymbol(s -> s.indices().size() == 1)
                && sides.get(1).isSymbol(s -> s.what().isVector() && s.isWhole());
        return isEntry
                ? List.of(
                        sides.get(0),
                        sides.get(1)
                                .mapSymbols(s -> s.indexed(sides.get(0).symbol().indices())))
                : sides;
    }

    /** With a sum over each index that stands twice in a product and not on all sides. */
    static List<Formula> summed(List<Formula> sides) {
        return sides.stream()
                .map(side -> side.map(f -> {
                    Formula sum = f;
                    for (String index : f.is(Kind.CHAIN) ? indices(f) : Set.<String>of()) {
                        boolean isTwice = f.parts.stream()
                                        .filter(part -> indices(part).contains(index))
                                        .count()
                                > 1;
                        boolean isFree =
                                sides.stream().allMatch(other -> indices(other).contains(index));
                        sum = isTwice && !isFree ? new Formula(Kind.SERIES, index, List.of(sum)) : sum;
                    }
                    return sum;
                }))
                .toList();
    }

    private static Set<String> indices(Formula f) {
        Set<String> indices = new LinkedHashSet<>();
        f.symbols(s -> s.indices().stream().filter(Place::isFree).forEach(index -> indices.add(index.base())));
        return indices;
    }

    /** With l for L: a text that says 'in general' may mean any layer by it. */
    static Formula ofAnyLayer(Formula f) {
        return f.map(g -> g.layer() != null && g.layer().base().equals("L")
                ? g.at(new Place("l", g.layer().offset()))
                : g);
    }
}
