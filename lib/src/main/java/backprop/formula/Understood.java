package backprop.formula;

import backprop.formula.Formula.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a statement means that its letters alone do not say. */
final class Understood {
    private Understood() {}

    static List<Formula> of(List<Formula> sides) {
        return isCalculus(sides) ? sides.stream().map(Understood::ofVariables).toList() : ofOneLayer(sides);
    }

    static Formula map(Formula f, UnaryOperator<Symbol> change) {
        return f.is(Kind.SYMBOL)
                ? Formula.symbol(change.apply(f.symbol()))
                : f.with(f.parts.stream().map(part -> map(part, change)).toList());
    }

    /** Letters without layers or indices, and no weight, cost or error among them: calculus of numbers. */
    private static boolean isCalculus(List<Formula> sides) {
        boolean isOfNetwork = sides.stream()
                .anyMatch(side -> side.contains(f -> f.is(Kind.SYMBOL)
                        && (f.symbol().layer() != null
                                || !f.symbol().indices().isEmpty()
                                || f.symbol().example() != null
                                || Set.of(
                                                Quantity.W,
                                                Quantity.COST,
                                                Quantity.DELTA,
                                                Quantity.UPDATE,
                                                Quantity.EXAMPLES,
                                                Quantity.B)
                                        .contains(f.symbol().what()))));
        boolean hasBareSide = sides.stream().anyMatch(side -> side.is(Kind.SYMBOL));
        boolean hasVariable = sides.stream().anyMatch(side -> side.contains(f -> f.is(Kind.SYMBOL)));
        boolean hasDerivative =
                sides.stream().anyMatch(side -> side.contains(f -> f.is(Kind.DERIVATIVE) || f.is(Kind.CALL)));
        return sides.size() > 1 && !isOfNetwork && hasVariable && !hasBareSide && hasDerivative;
    }

    private static Formula ofVariables(Formula f) {
        return map(f, s -> s.what() == Quantity.ONES ? s : Symbol.of(Quantity.VARIABLE, s.letter()));
    }

    /** A weight without a layer has that of the others, if they have one. */
    private static List<Formula> ofOneLayer(List<Formula> sides) {
        Set<Place> layers = new LinkedHashSet<>();
        sides.forEach(side -> side.visit(f -> {
            if (f.is(Kind.SYMBOL) && f.symbol().layer() != null) {
                layers.add(f.symbol().layer());
            }
        }));
        return layers.size() != 1
                ? sides
                : sides.stream()
                        .map(side -> map(
                                side,
                                s -> (s.what() == Quantity.W || s.what() == Quantity.B) && s.layer() == null
                                        ? s.at(layers.iterator().next())
                                        : s))
                        .toList();
    }

    /** Where no layer is written: that of a is before that of the others. */
    static List<Formula> ofNeighbours(List<Formula> sides) {
        boolean hasLayer = sides.stream()
                .anyMatch(side ->
                        side.contains(f -> f.is(Kind.SYMBOL) && f.symbol().layer() != null));
        Place l = new Place("l", 0);
        return hasLayer || !sides.get(0).has(Quantity.Z)
                ? sides
                : sides.stream()
                        .map(side -> map(
                                side, s -> !s.what().isLayered() ? s : s.at(s.what() == Quantity.A ? l.plus(-1) : l)))
                        .toList();
    }

    /** Where one side is the j-th number of a vector and the other the vector itself: its j-th number. */
    static List<Formula> entryByEntry(List<Formula> sides) {
        boolean isEntry = sides.size() == 2
                && sides.get(0).is(Kind.SYMBOL)
                && sides.get(0).symbol().indices().size() == 1
                && sides.get(1).is(Kind.SYMBOL)
                && sides.get(1).symbol().what().isVector()
                && sides.get(1).symbol().indices().isEmpty();
        return isEntry
                ? List.of(
                        sides.get(0),
                        Formula.symbol(sides.get(1)
                                .symbol()
                                .indexed(sides.get(0).symbol().indices())))
                : sides;
    }

    /** With l for L: a text that says 'in general' may mean any layer by it. */
    static Formula ofAnyLayer(Formula f) {
        UnaryOperator<Place> any =
                place -> place != null && place.base().equals("L") ? new Place("l", place.offset()) : place;
        List<Formula> parts = f.parts.stream().map(Understood::ofAnyLayer).toList();
        if (f.is(Kind.SYMBOL)) {
            return Formula.symbol(f.symbol().at(any.apply(f.symbol().layer())));
        }
        return f.is(Kind.CALL)
                ? Formula.call(
                        new Formula.Function(
                                f.function().name(),
                                f.function().primes(),
                                any.apply(f.function().layer())),
                        parts.get(0))
                : f.with(parts);
    }
}
