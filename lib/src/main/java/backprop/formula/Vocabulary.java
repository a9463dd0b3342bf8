package backprop.formula;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a statement is written with: its layers and indices, and the factors it may have lost. */
final class Vocabulary {
    private final Notation notation;
    final Set<Place> layers = new LinkedHashSet<>();
    final Set<Place> indices = new LinkedHashSet<>();
    final Set<Formula> factors = new LinkedHashSet<>();
    private boolean hasExamples;
    /** How many examples there are, as it is written; null if it is not. */
    private Formula count;

    Vocabulary(Notation notation, List<Formula> sides) {
        this.notation = notation;
        Set<Formula> ofLetters = new LinkedHashSet<>();
        sides.forEach(side -> side.visit(f -> note(f, ofLetters)));
        factors.add(Formula.number(2));
        factors.add(Formula.of(Kind.QUOTIENT, Formula.number(1), Formula.number(2)));
        if (hasExamples) {
            Formula n = count == null ? notation.letter(Quantity.EXAMPLES, null, List.of(), null) : count;
            factors.add(Formula.of(Kind.QUOTIENT, Formula.number(1), n));
        }
        Symbol left = firstOf(sides.get(0));
        if (left != null) {
            addOf(left);
        }
        factors.addAll(ofLetters);
        if (!Formula.any(sides, f -> f.is(Kind.CALL))) {
            sides.forEach(side -> side.visit(this::noteSlope));
        }
        factors.remove(sides.get(0));
        if (layers.stream().anyMatch(Place::isFree)) {
            layers.add(Place.LAST);
        }
    }

    private void note(Formula f, Set<Formula> ofLetters) {
        if (f.is(Kind.CALL) && f.part(0).has(Quantity.VARIABLE)) {
            ofLetters.add(f);
            ofLetters.add(Formula.call(new Function(f.function().name(), 1, null), f.part(0)));
        }
        if (f.is(Kind.SERIES) && !f.index().isEmpty()) {
            indices.add(new Place(f.index(), 0));
        }
        if (f.is(Kind.SYMBOL)) {
            note(f.symbol(), ofLetters);
        }
    }

    /** Of a(1 − a) either may be lost. */
    private void noteSlope(Formula f) {
        if (f.is(Kind.SUM)
                && f.part(0).isNumber(1)
                && f.parts.size() == 2
                && f.part(1).is(Kind.NEGATIVE)) {
            Formula a = f.part(1).part(0);
            if (a.is(Quantity.A)) {
                factors.add(a);
            }
        } else if (f.is(Kind.CHAIN)) {
            for (Formula a : f.parts) {
                if (a.is(Quantity.A)) {
                    factors.add(Formula.sum(List.of(Formula.number(1), Formula.negative(a))));
                }
            }
        }
    }

    private void note(Symbol s, Set<Formula> ofLetters) {
        if (s.layer() != null) {
            layers.add(s.layer());
        }
        indices.addAll(s.indices());
        hasExamples |= s.what() == Quantity.EXAMPLES || s.example() != null || s.isBatch();
        count = s.what() == Quantity.EXAMPLES ? Formula.symbol(s) : count;
        if (s.what().isOfNeurons()) {
            ofLetters.add(slope(s.layer(), s.indices(), s.example()));
        }
        if (s.what() == Quantity.W && s.indices().size() == 2) {
            Place to = s.layer() == null ? null : s.layer().plus(notation.leadsOn());
            Place from = to == null ? null : to.plus(-1);
            ofLetters.add(slope(from, List.of(notation.from(s)), null));
            ofLetters.add(slope(to, List.of(notation.to(s)), null));
        }
    }

    /** What stands on the left, or what it is differentiated by. */
    private static Symbol firstOf(Formula f) {
        if (f.is(Kind.SYMBOL)) {
            return f.symbol();
        }
        return f.parts.isEmpty() ? null : firstOf(f.part(f.is(Kind.DERIVATIVE) ? 1 : 0));
    }

    /** The factors of a gradient by it. */
    private void addOf(Symbol left) {
        if (left.what() != Quantity.W) {
            factors.add(slope(left.layer(), left.indices(), left.example()));
            return;
        }
        boolean isEntry = left.indices().size() == 2;
        List<Place> to = isEntry ? List.of(notation.to(left)) : List.of();
        List<Place> from = isEntry ? List.of(notation.from(left)) : List.of();
        Place layer = left.layer() == null ? null : left.layer().plus(notation.leadsOn());
        Formula a = layer == null
                ? notation.letter(Quantity.X, null, from, null)
                : notation.letter(Quantity.A, layer.plus(-1), from, null);
        factors.add(slope(layer, to, left.example()));
        factors.add(isEntry ? a : Formula.of(Kind.TRANSPOSE, a));
        factors.add(notation.letter(Quantity.DELTA, layer, to, null));
    }

    private Formula slope(Place layer, List<Place> at, Place example) {
        return Formula.call(
                new Function(notation.function(), 1, null), notation.letter(Quantity.Z, layer, at, example));
    }
}
