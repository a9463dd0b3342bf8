package backprop.formula;

import backprop.formula.Notation.Definition;
import backprop.internal.LongRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The statements of a text as one notation understands them, with the worlds they are tried in. */
final class InNotation {
    private final Notation notation;
    /** All sides of each statement; none where it cannot be read. */
    final List<List<Formula>> written = new ArrayList<>();
    /** Of each statement those that a claim is about, without the numbers of an example; none where it cannot be read. */
    final List<List<Formula>> sides = new ArrayList<>();
    /** Why a statement cannot be read; null if it can. */
    final List<Unreadable> errors = new ArrayList<>();

    final Worlds worlds;
    /** Those with one neuron in each layer. */
    final Worlds narrow;

    InNotation(Notation notation, List<Statement> statements) {
        this.notation = notation;
        List<List<Formula>> read = new ArrayList<>();
        for (Statement s : statements) {
            LongRun.endIfInterrupted("reading a derivation");
            try {
                read.add(read(s));
                errors.add(null);
            } catch (Unreadable e) {
                read.add(List.of());
                errors.add(e);
            }
        }
        IndexLayers indices = new IndexLayers(notation, read);
        Map<String, Definition> defined = new HashMap<>();
        notation.defined().forEach((letter, d) -> {
            List<Formula> layered = indices.layered(List.of(Formula.symbol(d.symbol()), d.formula()));
            defined.put(letter, new Definition(d.symbol(), layered.get(1)));
        });
        for (List<Formula> formulas : read) {
            List<Formula> all = indices.layered(formulas);
            written.add(all);
            List<Formula> understood = Understood.of(ByHand.symbolic(all));
            sides.add(notation.has(Convention.SUMS_IMPLIED) ? Understood.summed(understood) : understood);
        }
        Notation layered = notation.defining(notation.named(), defined);
        worlds = new Worlds(layered, notation.has(Convention.ONE_NEURON), read);
        narrow = new Worlds(layered, true, read);
    }

    private List<Formula> read(Statement s) {
        List<Formula> formulas = s.sides().stream()
                .map(side -> Parser.formula(notation, side, s.end()))
                .toList();
        boolean hasSquareOrLayer =
                Formula.any(formulas, f -> f.is(Quantity.A) && Place.of(2).equals(f.layer()));
        boolean hasNoLayer = Formula.any(formulas, f -> f.is(Quantity.A) && f.layer() == null);
        if (hasSquareOrLayer && hasNoLayer && notation.plainNumbers()) {
            throw new Unreadable(s.place(), "a^2 may be layer 2 or a square: write a^{(2)} or (a)^2");
        }
        return formulas;
    }

    /** Whether weights have no layer but the last, and one index at most, as those of a single neuron. */
    boolean mayBeSingle() {
        return !hasWeight(w -> w.layer() != null && !w.layer().equals(Place.LAST)
                || w.indices().size() > 1);
    }

    boolean hasWeightsOfOneIndex() {
        return hasWeight(w -> w.indices().size() == 1);
    }

    private boolean hasWeight(Predicate<Symbol> test) {
        return sides.stream()
                .anyMatch(some -> Formula.any(some, f -> f.isSymbol(s -> s.what() == Quantity.W && test.test(s))));
    }

    boolean hasSums() {
        return written.stream().anyMatch(some -> Formula.any(some, f -> f.is(Kind.SERIES)));
    }

    boolean usesRelu() {
        return sides.stream().anyMatch(some -> Formula.any(some, f -> f.isCallOf("relu")));
    }

    /** Whether C is said to be ½(a − y)² or the like, with nothing summed. */
    boolean hasCostOfNumbers() {
        return sides.stream()
                .anyMatch(some -> some.size() > 1
                        && some.get(0).is(Quantity.COST)
                        && some.get(1).has(Quantity.Y)
                        && !some.get(1).contains(f -> f.is(Kind.SERIES) || f.is(Kind.NORM))
                        && !some.get(1)
                                .has(s -> s.example() != null || !s.isWhole() || s.layer() != null && !s.isOutput()));
    }

    /** Whether nothing in the text tells a vector from a number. */
    boolean isOfNumbers() {
        return sides.stream()
                .noneMatch(some -> some.stream().anyMatch(Formula::isOfVectors)
                        || Formula.any(some, f -> f.is(Kind.GRID) || f.isSymbol(s -> !s.isWhole())));
    }
}
