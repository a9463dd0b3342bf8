package backprop.formula;

import backprop.formula.Formula.Function;
import backprop.formula.Formula.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The formulas one slip away from another: a symbol, a layer, an index, a sign, a factor, a transpose, the order, the kind of
 * a product, a term lost or doubled. The same slips lead from right to wrong and back.
 *
 * @param letters indices and layers that may be meant
 * @param factors what may have been lost
 */
record Edits(Notation notation, List<Place> layers, List<Place> indices, List<Formula> factors) {
    /**
     * A formula after a slip.
     *
     * @param formula the whole
     * @param changed the part that is new; null if something was only taken away
     * @param words what to do, as an order
     * @param cost how large the slip is
     */
    record Edit(Formula formula, Formula changed, String words, int cost) {
        private Edit in(Formula whole, int part) {
            return new Edit(whole.with(part, formula), changed, words, cost);
        }
    }

    /** Another letter, layer, index, sign or transpose. */
    private static final int SMALL = 2;

    /** Something more or less. */
    private static final int LARGE = 3;

    /** Those of a statement, with the letters that stand in it. */
    static Edits of(Notation notation, List<Formula> sides) {
        Set<Place> layers = new LinkedHashSet<>();
        Set<Place> indices = new LinkedHashSet<>();
        Set<Place> examples = new LinkedHashSet<>();
        Set<Formula> lost = new LinkedHashSet<>();
        for (Formula side : sides) {
            side.visit(f -> {
                boolean isOfVariable = f.is(Kind.CALL) && f.part(0).has(Quantity.VARIABLE);
                if (isOfVariable) {
                    lost.add(f);
                    lost.add(Formula.call(new Function(f.function().name(), 1, null), f.part(0)));
                }
                if (f.is(Kind.SYMBOL)) {
                    Symbol s = f.symbol();
                    if (s.layer() != null) {
                        layers.add(s.layer());
                    }
                    indices.addAll(s.indices());
                    boolean isNeuron = s.what() == Quantity.DELTA || s.what() == Quantity.A || s.what() == Quantity.Z;
                    if (isNeuron) {
                        lost.add(slope(notation, s.layer(), s.indices(), s.example()));
                    }
                    if (s.what() == Quantity.W && s.indices().size() == 2) {
                        Place from = s.indices().get(notation.has(Convention.FROM_TO) ? 0 : 1);
                        int back = notation.has(Convention.OUT_OF_LAYER) ? 0 : -1;
                        Place before = s.layer() == null ? null : s.layer().plus(back);
                        lost.add(slope(notation, before, List.of(from), null));
                        lost.add(slope(
                                notation,
                                before == null ? null : before.plus(1),
                                List.of(s.indices().get(notation.has(Convention.FROM_TO) ? 1 : 0)),
                                null));
                    }
                    if (s.example() != null) {
                        examples.add(s.example());
                    }
                }
                if (f.is(Kind.SERIES) && !f.leaf.equals("")) {
                    indices.add(new Place((String) f.leaf, 0));
                }
            });
        }
        Symbol left = firstOf(sides.get(0));
        List<Formula> factors = new ArrayList<>();
        factors.add(Formula.number(2));
        factors.add(Formula.of(Kind.QUOTIENT, Formula.number(1), Formula.number(2)));
        if (sides.stream().anyMatch(side -> side.has(Quantity.EXAMPLES) || !examples.isEmpty())) {
            factors.add(
                    Formula.of(Kind.QUOTIENT, Formula.number(1), Formula.symbol(Symbol.of(Quantity.EXAMPLES, "m"))));
        }
        if (left != null) {
            addFactors(notation, left, factors);
        }
        lost.stream().filter(f -> !factors.contains(f)).forEach(factors::add);
        if (layers.stream().anyMatch(Place::isFree)) {
            layers.add(Place.LAST);
        }
        return new Edits(notation, List.copyOf(layers), List.copyOf(indices), factors);
    }

    /** What stands on the left, or what it is differentiated by. */
    private static Symbol firstOf(Formula f) {
        if (f.is(Kind.SYMBOL)) {
            return f.symbol();
        }
        return f.parts.isEmpty() ? null : firstOf(f.part(f.is(Kind.DERIVATIVE) ? 1 : 0));
    }

    private static void addFactors(Notation notation, Symbol left, List<Formula> factors) {
        boolean isWeight = left.what() == Quantity.W;
        List<Place> to = isWeight && left.indices().size() == 2
                ? List.of(left.indices().get(notation.has(Convention.FROM_TO) ? 1 : 0))
                : isWeight ? List.of() : left.indices();
        List<Place> from = isWeight && left.indices().size() == 2
                ? List.of(left.indices().get(notation.has(Convention.FROM_TO) ? 0 : 1))
                : List.of();
        Place layer = left.layer() == null
                ? null
                : left.layer().plus(isWeight && notation.has(Convention.OUT_OF_LAYER) ? 1 : 0);
        factors.add(slope(notation, layer, to, left.example()));
        if (isWeight) {
            Place before = layer == null ? null : layer.plus(-1);
            Formula a = layer == null
                    ? Formula.symbol(new Symbol(Quantity.X, notation.letterOf(Quantity.X), null, from, null))
                    : Formula.symbol(new Symbol(Quantity.A, notation.letterOf(Quantity.A), before, from, null));
            factors.add(from.isEmpty() ? Formula.of(Kind.TRANSPOSE, a) : a);
            factors.add(Formula.symbol(new Symbol(Quantity.DELTA, notation.letterOf(Quantity.DELTA), layer, to, null)));
        }
    }

    private static Formula slope(Notation notation, Place layer, List<Place> indices, Place example) {
        Symbol z = new Symbol(Quantity.Z, notation.letterOf(Quantity.Z), layer, indices, example);
        return Formula.call(new Function(notation.function(), 1, null), Formula.symbol(z));
    }

    /** Every formula one edit away. */
    List<Edit> of(Formula f) {
        List<Edit> edits = new ArrayList<>();
        root(f, edits);
        within(f, false, edits);
        return edits;
    }

    private void within(Formula f, boolean isTransposed, List<Edit> edits) {
        here(f, isTransposed, edits);
        for (int i = 0; i < f.parts.size(); i++) {
            List<Edit> inner = new ArrayList<>();
            within(f.part(i), f.is(Kind.TRANSPOSE), inner);
            int part = i;
            inner.forEach(edit -> edits.add(edit.in(f, part)));
        }
    }

    private static void add(List<Edit> edits, Formula after, String words) {
        add(edits, after, words, SMALL);
    }

    private static void add(List<Edit> edits, Formula after, String words, int cost) {
        edits.add(new Edit(after, after, words, cost));
    }

    /** What concerns a side as a whole. */
    private void root(Formula f, List<Edit> edits) {
        boolean isDifference = f.is(Kind.SUM) || f.contains(g -> g.is(Kind.SUM) && isDifference(g));
        if (!isDifference && !f.is(Kind.NEGATIVE)) {
            add(edits, Formula.of(Kind.NEGATIVE, f), "turn the sign");
        }
        if (!f.is(Kind.CHAIN)) {
            for (Formula factor : factors) {
                Formula chain = new Formula(Kind.CHAIN, List.of(joint(factor)), List.of(f, factor));
                edits.add(new Edit(chain, factor, "multiply by " + factor, LARGE));
            }
        }
        for (Place index : indices) {
            boolean isSummed = f.contains(g -> g.is(Kind.SERIES) && g.leaf.equals(index.base()));
            if (index.isFree() && index.offset() == 0 && !isSummed && !f.is(Kind.SUM)) {
                add(edits, new Formula(Kind.SERIES, index.base(), List.of(f)), "sum over " + index, LARGE);
            }
        }
    }

    private static String joint(Formula factor) {
        boolean isVector = factor.is(Kind.CALL)
                && factor.part(0).is(Kind.SYMBOL)
                && factor.part(0).symbol().indices().isEmpty()
                && factor.part(0).symbol().what() == Quantity.Z;
        return isVector ? "⊙" : "";
    }

    private static boolean isDifference(Formula sum) {
        return sum.parts.size() == 2
                && sum.part(0).is(Kind.NEGATIVE) != sum.part(1).is(Kind.NEGATIVE);
    }

    private void here(Formula f, boolean isTransposed, List<Edit> edits) {
        switch (f.kind) {
            case SYMBOL -> symbol(f, isTransposed, edits);
            case CALL -> call(f, edits);
            case NEGATIVE -> add(edits, f.part(0), "turn the sign of " + f.part(0));
            case SUM -> sum(f, edits);
            case CHAIN -> chain(f, edits);
            case TRANSPOSE -> add(edits, f.part(0), "do not transpose " + f.part(0));
            case QUOTIENT -> {
                add(edits, f.part(0), "drop the denominator " + f.part(1), LARGE);
                add(edits, Formula.of(Kind.QUOTIENT, f.part(1), f.part(0)), "turn the fraction upside down");
            }
            case POWER -> {
                add(edits, f.part(0), "drop the power of " + f.part(0), LARGE);
                if (f.part(1).is(Kind.NUMBER)) {
                    Formula negative = Formula.of(Kind.NEGATIVE, f.part(1));
                    add(edits, f.with(1, negative), "turn the sign of the exponent");
                    for (double exponent : new double[] {2, 3}) {
                        if (!f.part(1).isNumber(exponent)) {
                            add(edits, f.with(1, Formula.number(exponent)), "raise to the power " + (int) exponent);
                        }
                    }
                }
            }
            case NUMBER -> {
                double value = (double) f.leaf;
                for (double other : new double[] {2 * value, value / 2, value + 1, value - 1}) {
                    if (other != value && other == Math.rint(other) && other >= 0) {
                        add(edits, Formula.number(other), "change " + f + " to " + Formula.number(other));
                    }
                }
            }
            case SERIES -> add(edits, f.part(0), "do not sum over " + f.leaf, LARGE);
            case DERIVATIVE -> {
                boolean areLetters = f.part(0).is(Kind.SYMBOL) && f.part(1).is(Kind.SYMBOL);
                if (areLetters && f.part(0).symbol().what() != Quantity.COST) {
                    add(edits, Formula.of(Kind.DERIVATIVE, f.part(1), f.part(0)), "turn the derivative upside down");
                    Formula cost = Formula.symbol(Symbol.of(Quantity.COST, notation.letterOf(Quantity.COST)));
                    add(edits, f.with(0, cost), "differentiate " + cost + ", not " + f.part(0));
                }
                if (areLetters
                        && f.part(1).symbol().what() == Quantity.W
                        && f.part(1).symbol().indices().isEmpty()) {
                    Symbol w = f.part(1).symbol();
                    Formula z = Formula.symbol(
                            new Symbol(Quantity.Z, notation.letterOf(Quantity.Z), w.layer(), List.of(), null));
                    add(edits, f.with(1, z), "differentiate by " + z + ", not " + f.part(1));
                }
            }
            default -> {}
        }
        boolean isPowerless =
                f.is(Kind.CALL) || f.is(Kind.SYMBOL) && !f.symbol().indices().isEmpty();
        if (isPowerless || f.is(Kind.SUM)) {
            add(edits, Formula.of(Kind.POWER, f, Formula.number(2)), "square " + f, LARGE);
        }
    }

    private void symbol(Formula f, boolean isTransposed, List<Edit> edits) {
        Symbol s = f.symbol();
        Set<Symbol> others = new LinkedHashSet<>();
        if (s.layer() != null) {
            others.add(s.at(s.layer().plus(1)));
            others.add(s.at(s.layer().plus(-1)));
            layers.forEach(layer -> others.add(s.at(layer)));
        }
        if (s.indices().size() == 2) {
            others.add(s.indexed(List.of(s.indices().get(1), s.indices().get(0))));
        }
        for (int i = 0; i < s.indices().size(); i++) {
            for (Place index : indices) {
                List<Place> changed = new ArrayList<>(s.indices());
                changed.set(i, index);
                others.add(s.indexed(changed));
            }
        }
        if (s.what().isVector()) {
            for (Quantity what : List.of(Quantity.A, Quantity.Z, Quantity.DELTA, Quantity.Y, Quantity.X, Quantity.B)) {
                boolean isPlaced = what.isLayered();
                boolean fits = isPlaced ? s.layer() != null || s.what().isLayered() : true;
                if (what != s.what() && fits) {
                    others.add(new Symbol(
                            what, notation.letterOf(what), isPlaced ? s.layer() : null, s.indices(), s.example()));
                }
            }
        }
        if (s.what() == Quantity.EXAMPLES) {
            others.add(new Symbol(Quantity.SIZE, notation.letterOf(Quantity.SIZE), Place.LAST, List.of(), null));
        }
        others.remove(s);
        for (Symbol other : others) {
            Formula after = Formula.symbol(other);
            add(edits, after, "change " + f + " to " + after);
        }
        boolean isWhole =
                s.indices().isEmpty() && (s.what() == Quantity.W || s.what().isVector());
        if (isWhole && !isTransposed) {
            add(edits, Formula.of(Kind.TRANSPOSE, f), "transpose " + f);
        }
    }

    private void call(Formula f, List<Edit> edits) {
        Function function = f.function();
        boolean isKnown = function.name().length() == 1
                || function.name().equals("tanh")
                || function.name().equals("softplus");
        if (isKnown) {
            Function other = new Function(function.name(), function.primes() == 0 ? 1 : 0, function.layer());
            Formula after = Formula.call(other, f.part(0));
            add(edits, after, "change " + f + " to " + after);
        }
        if (!f.part(0).is(Kind.NEGATIVE)) {
            add(edits, f.with(0, Formula.of(Kind.NEGATIVE, f.part(0))), "turn the sign of the argument " + f.part(0));
        }
        if (f.part(0).is(Kind.SYMBOL) && f.part(0).symbol().what() == Quantity.VARIABLE) {
            Formula twice = new Formula(Kind.CHAIN, List.of(""), List.of(Formula.number(2), f.part(0)));
            add(edits, f.with(0, twice), "double the argument " + f.part(0));
        }
        if (function.layer() != null) {
            for (Place layer :
                    List.of(function.layer().plus(1), function.layer().plus(-1))) {
                Formula after = Formula.call(new Function(function.name(), function.primes(), layer), f.part(0));
                add(edits, after, "change " + f + " to " + after);
            }
        }
    }

    private void sum(Formula f, List<Edit> edits) {
        if (isDifference(f)) {
            int minus = f.part(0).is(Kind.NEGATIVE) ? 0 : 1;
            Formula turned = Formula.of(Kind.SUM, f.part(minus).part(0), Formula.of(Kind.NEGATIVE, f.part(1 - minus)));
            add(edits, turned, "turn " + f + " into " + turned);
        }
        for (int i = 0; i < f.parts.size(); i++) {
            List<Formula> rest = new ArrayList<>(f.parts);
            Formula dropped = rest.remove(i);
            add(edits, Formula.sum(rest), "drop the term " + dropped, LARGE);
            if (!dropped.is(Kind.NEGATIVE)) {
                add(edits, f.with(i, Formula.of(Kind.NEGATIVE, dropped)), "turn the sign of " + dropped);
            }
        }
    }

    private void chain(Formula f, List<Edit> edits) {
        List<?> signs = (List<?>) f.leaf;
        int n = f.parts.size();
        boolean isElided = f.leaf.toString().contains("⋯");
        for (int i = 0; i < n; i++) {
            Formula dropped = f.part(i);
            Formula rest = without(f, i);
            edits.add(new Edit(rest, null, "drop the factor " + dropped, LARGE));
        }
        for (Formula factor : factors) {
            List<Object> more = new ArrayList<>(signs);
            more.add(joint(factor));
            List<Formula> parts = new ArrayList<>(f.parts);
            parts.add(factor);
            edits.add(new Edit(
                    new Formula(Kind.CHAIN, List.copyOf(more), parts), factor, "multiply by " + factor, LARGE));
        }
        for (int i = 0; i + 1 < n; i++) {
            List<Formula> swapped = new ArrayList<>(f.parts);
            swapped.set(i, f.part(i + 1));
            swapped.set(i + 1, f.part(i));
            add(edits, f.with(swapped), "swap " + f.part(i) + " and " + f.part(i + 1));
            if (!isElided) {
                String other = Set.of("⊙", "∘", "•").contains(signs.get(i)) ? "" : "⊙";
                List<Object> changed = new ArrayList<>(signs);
                changed.set(i, other);
                String words = other.isEmpty()
                        ? "multiply " + f.part(i) + " and " + f.part(i + 1) + " as matrices"
                        : "multiply " + f.part(i) + " and " + f.part(i + 1) + " entry by entry";
                add(edits, new Formula(Kind.CHAIN, List.copyOf(changed), f.parts), words);
            }
        }
    }

    private static Formula without(Formula chain, int i) {
        List<Formula> parts = new ArrayList<>(chain.parts);
        List<Object> signs = new ArrayList<>((List<?>) chain.leaf);
        parts.remove(i);
        signs.remove(Math.max(0, i - 1));
        return parts.size() == 1 ? parts.get(0) : new Formula(Kind.CHAIN, List.copyOf(signs), parts);
    }
}
