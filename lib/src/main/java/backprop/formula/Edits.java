package backprop.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The formulas one slip away from another: a symbol, a layer, an index, a sign, a factor, a transpose, the order, the kind of
 * a product, a term lost or doubled. The same slips lead from right to wrong and back.
 */
final class Edits {
    /**
     * A formula after a slip.
     *
     * @param formula the whole
     * @param before the part that was there
     * @param changed what is new in its place; null if something was only taken away
     * @param words what to do, as an order
     * @param cost how large the slip is
     */
    record Edit(Formula formula, Formula before, Formula changed, String words, int cost) {
        private Edit in(Formula whole, int part) {
            return new Edit(whole.with(part, formula), before, changed, words, cost);
        }

        private Edit of(Formula part) {
            return new Edit(formula, part, changed, words, cost);
        }

        /** What to do in all if another is made after this one; null if that only changes what this one has brought. */
        String and(Edit next) {
            boolean isNew = changed != null && isIn(changed, next.before) && !isIn(before, next.before);
            boolean isSame = next.before == changed;
            if (isNew && isSame && words.startsWith(CHANGE) && next.changed != null) {
                return CHANGE + before + " to " + next.changed;
            }
            if (isNew && !(isSame && changed.is(before.kind) && !words.startsWith(MULTIPLY))) {
                return null;
            }
            boolean isTwice = words.equals(next.words) && words.startsWith(CHANGE);
            return isTwice ? CHANGE + "both " + words.substring(CHANGE.length()) : words + Repair.AND + next.words;
        }

        private static boolean isIn(Formula f, Formula part) {
            return f.contains(g -> g == part);
        }
    }

    /** Another letter, layer, index, sign or transpose. */
    private static final int SMALL = 2;

    /** Something more or less. */
    private static final int LARGE = 3;

    private static final String CHANGE = "change ";
    static final String MULTIPLY = "multiply by ";

    private static final List<Quantity> VECTORS =
            List.of(Quantity.A, Quantity.Z, Quantity.DELTA, Quantity.Y, Quantity.X, Quantity.B);

    private final Notation notation;
    private final Set<Place> layers;
    private final Set<Place> indices;
    private final Set<Formula> factors;
    private List<Edit> edits = new ArrayList<>();

    private Edits(Notation notation, Vocabulary words) {
        this.notation = notation;
        layers = words.layers;
        indices = words.indices;
        factors = words.factors;
    }

    /** Those of a statement, with the letters that stand in it. */
    static Edits of(Notation notation, List<Formula> sides) {
        return new Edits(notation, new Vocabulary(notation, sides));
    }

    /** Every formula one edit away. */
    List<Edit> of(Formula f) {
        edits = new ArrayList<>();
        root(f);
        edits.replaceAll(edit -> edit.of(f));
        within(f, false);
        return edits;
    }

    private void within(Formula f, boolean isTransposed) {
        int first = edits.size();
        here(f, isTransposed);
        edits.subList(first, edits.size()).replaceAll(edit -> edit.of(f));
        for (int i = 0; i < f.parts.size(); i++) {
            int from = edits.size();
            int part = i;
            within(f.part(i), f.is(Kind.TRANSPOSE));
            if (f.is(Kind.CHAIN)) {
                edits.subList(from, edits.size())
                        .removeIf(edit -> edit.formula().isNumber(1)); // dropped rather than changed to 1
            }
            edits.subList(from, edits.size()).replaceAll(edit -> edit.in(f, part));
        }
    }

    private void add(Formula after, String words) {
        edits.add(new Edit(after, null, after, words, SMALL));
    }

    private void addLarge(Formula after, String words) {
        edits.add(new Edit(after, null, after, words, LARGE));
    }

    private void change(Formula before, Formula after) {
        add(after, CHANGE + before + " to " + after);
    }

    /** What concerns a side as a whole. */
    private void root(Formula f) {
        if (!f.contains(Edits::isDifference) && !f.is(Kind.SUM) && !f.is(Kind.NEGATIVE)) {
            add(Formula.negative(f), "turn the sign");
        }
        if (!f.is(Kind.CHAIN)) {
            multiply(List.of(), List.of(f));
        }
        swapIndices(f);
        for (Place index : indices) {
            boolean isSummed = f.contains(g -> g.is(Kind.SERIES) && g.index().equals(index.base()));
            if (index.isFree() && index.offset() == 0 && !isSummed && !f.is(Kind.SUM)) {
                addLarge(new Formula(Kind.SERIES, index.base(), List.of(f)), "sum over " + index);
            }
        }
    }

    /** Two indices in each other's place: with the layers of what they stand at, too, if these follow from them. */
    private void swapIndices(Formula f) {
        Map<Place, Place> layerOf = new HashMap<>();
        f.symbols(s -> {
            if (s.indices().size() == 1 && s.layer() != null) {
                layerOf.merge(s.indices().get(0), s.layer(), (one, other) -> one.equals(other) ? one : Place.LAST);
            }
        });
        List<Place> free = indices.stream().filter(Place::isFree).toList();
        for (int i = 0; i < free.size(); i++) {
            for (Place other : free.subList(i + 1, free.size())) {
                Map<Place, Place> swap = Map.of(free.get(i), other, other, free.get(i));
                String words = "swap the indices " + free.get(i) + " and " + other;
                add(f.mapSymbols(s -> swapped(s, swap)), words);
                if (layerOf.keySet().containsAll(swap.keySet())) {
                    add(
                            f.mapSymbols(s -> s.indices().size() == 1
                                            && swap.containsKey(s.indices().get(0))
                                    ? swapped(s, swap)
                                            .at(layerOf.get(swap.get(s.indices().get(0))))
                                    : swapped(s, swap)),
                            words);
                }
            }
        }
    }

    private static Symbol swapped(Symbol s, Map<Place, Place> swap) {
        return s.indexed(s.indices().stream().map(i -> swap.getOrDefault(i, i)).toList());
    }

    /** One more of the factors that may have been lost. */
    private void multiply(List<String> signs, List<Formula> written) {
        for (Formula factor : factors) {
            boolean isVector = factor.is(Kind.CALL)
                    && factor.part(0).is(Quantity.Z)
                    && factor.part(0).symbol().isWhole();
            Formula chain = Formula.chain(and(signs, isVector ? "⊙" : ""), and(written, factor));
            edits.add(new Edit(chain, null, factor, MULTIPLY + factor, LARGE));
        }
    }

    private static <T> List<T> and(List<T> some, T more) {
        List<T> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }

    private static boolean isDifference(Formula f) {
        return f.is(Kind.SUM)
                && f.parts.size() == 2
                && f.part(0).is(Kind.NEGATIVE) != f.part(1).is(Kind.NEGATIVE);
    }

    private void here(Formula f, boolean isTransposed) {
        switch (f.kind) {
            case SYMBOL -> symbol(f, isTransposed);
            case CALL -> call(f);
            case NEGATIVE -> add(f.part(0), "turn the sign of " + f.part(0));
            case SUM -> sum(f);
            case CHAIN -> chain(f);
            case TRANSPOSE -> add(f.part(0), "do not transpose " + f.part(0));
            case QUOTIENT -> {
                addLarge(f.part(0), "drop the denominator " + f.part(1));
                add(Formula.of(Kind.QUOTIENT, f.part(1), f.part(0)), "turn the fraction upside down");
            }
            case POWER -> power(f);
            case NUMBER -> number(f);
            case SERIES -> addLarge(f.part(0), "do not sum over " + f.index());
            case DERIVATIVE -> derivative(f);
            default -> {}
        }
        if (f.is(Kind.CALL) || f.is(Kind.SUM) || f.isSymbol(s -> !s.isWhole())) {
            addLarge(Formula.of(Kind.POWER, f, Formula.number(2)), "square " + f);
        }
    }

    private void power(Formula f) {
        addLarge(f.part(0), "drop the power of " + f.part(0));
        if (f.part(1).is(Kind.NUMBER)) {
            add(f.with(1, Formula.negative(f.part(1))), "turn the sign of the exponent");
            for (double exponent : new double[] {2, 3}) {
                if (!f.part(1).isNumber(exponent)) {
                    add(f.with(1, Formula.number(exponent)), "raise to the power " + (int) exponent);
                }
            }
        }
    }

    private void number(Formula f) {
        double value = f.number();
        for (double other : new double[] {2 * value, value / 2, value + 1, value - 1}) {
            if (other != value && other == Math.rint(other) && other >= 0) {
                change(f, Formula.number(other));
            }
        }
    }

    private void derivative(Formula f) {
        Formula of = f.part(0);
        Formula by = f.part(1);
        if (!of.is(Kind.SYMBOL) || !by.is(Kind.SYMBOL)) {
            return;
        }
        if (!of.is(Quantity.COST)) {
            add(Formula.of(Kind.DERIVATIVE, by, of), "turn the derivative upside down");
            Formula cost = notation.letter(Quantity.COST, null, List.of(), null);
            add(f.with(0, cost), "differentiate " + cost + ", not " + of);
        }
        if (by.is(Quantity.W) && by.symbol().isWhole()) {
            Formula z = notation.letter(Quantity.Z, by.layer(), List.of(), null);
            add(f.with(1, z), "differentiate by " + z + ", not " + by);
        }
    }

    private void symbol(Formula f, boolean isTransposed) {
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
        for (Quantity what : s.what().isVector() ? VECTORS : List.<Quantity>of()) {
            boolean fits = !what.isLayered() || s.layer() != null || s.what().isLayered();
            if (what != s.what() && fits) {
                Place layer = what.isLayered() ? s.layer() : null;
                others.add(notation.symbol(what, layer, s.indices(), s.example()));
            }
        }
        int leadsOn = notation.leadsOn();
        if (s.isWhole() && s.layer() != null && s.what() == Quantity.W) {
            others.add(notation.symbol(Quantity.A, s.layer().plus(leadsOn - 1), List.of(), null));
        } else if (s.isWhole() && s.layer() != null && s.what() == Quantity.A) {
            others.add(notation.symbol(Quantity.W, s.layer().plus(1 - leadsOn), List.of(), null));
        }
        if (s.what() == Quantity.EXAMPLES) {
            others.add(
                    Symbol.of(Quantity.SIZE, notation.letterOf(Quantity.SIZE)).at(Place.LAST));
        }
        others.remove(s);
        others.forEach(other -> change(f, Formula.symbol(other)));
        boolean isWhole = s.isWhole() && (s.what() == Quantity.W || s.what().isVector());
        if (isWhole && !isTransposed) {
            add(Formula.of(Kind.TRANSPOSE, f), "transpose " + f);
        }
    }

    private void call(Formula f) {
        Function function = f.function();
        Formula argument = f.part(0);
        if (function.name().length() == 1 || f.isCallOf("tanh") || f.isCallOf("softplus")) {
            int primes = function.primes() == 0 ? 1 : 0;
            change(f, Formula.call(new Function(function.name(), primes, function.layer()), argument));
        }
        if (!argument.has(Quantity.VARIABLE)) {
            addLarge(argument, "take " + argument + " itself");
        }
        if (!argument.is(Kind.NEGATIVE)) {
            add(f.with(0, Formula.negative(argument)), "turn the sign of the argument " + argument);
        }
        if (argument.is(Quantity.VARIABLE)) {
            Formula twice = Formula.chain(List.of(""), List.of(Formula.number(2), argument));
            add(f.with(0, twice), "double the argument " + argument);
        }
        if (function.layer() != null) {
            change(f, f.at(function.layer().plus(1)));
            change(f, f.at(function.layer().plus(-1)));
        }
    }

    private void sum(Formula f) {
        if (isDifference(f)) {
            int minus = f.part(0).is(Kind.NEGATIVE) ? 0 : 1;
            Formula turned = Formula.of(Kind.SUM, f.part(minus).part(0), Formula.negative(f.part(1 - minus)));
            add(turned, "turn " + f + " into " + turned);
        }
        if (f.parts.size() == 2) {
            List<Formula> factors = f.parts.stream()
                    .map(part -> part.is(Kind.NEGATIVE) ? part.part(0) : part)
                    .toList();
            add(Formula.chain(List.of(""), factors), "multiply " + factors.get(0) + " and " + factors.get(1));
        }
        for (int i = 0; i < f.parts.size(); i++) {
            List<Formula> rest = new ArrayList<>(f.parts);
            Formula dropped = rest.remove(i);
            addLarge(Formula.sum(rest), "drop the term " + dropped);
            if (!dropped.is(Kind.NEGATIVE)) {
                add(f.with(i, Formula.negative(dropped)), "turn the sign of " + dropped);
            }
        }
    }

    private void chain(Formula f) {
        for (int i = 0; i < f.parts.size(); i++) {
            List<Formula> rest = new ArrayList<>(f.parts);
            List<String> signs = new ArrayList<>(f.signs());
            Formula dropped = rest.remove(i);
            signs.remove(Math.max(0, i - 1));
            edits.add(new Edit(
                    Formula.chain(signs, rest),
                    null,
                    null,
                    "drop the factor " + dropped,
                    dropped.is(Kind.NUMBER) ? SMALL : LARGE));
        }
        multiply(f.signs(), f.parts);
        for (int i = 0; i + 1 < f.parts.size(); i++) {
            String both = f.part(i) + " and " + f.part(i + 1);
            add(f.with(i, f.part(i + 1)).with(i + 1, f.part(i)), "swap " + both);
            if (!f.isElided()) {
                boolean isHadamard = Formula.isHadamard(f.signs().get(i));
                List<String> changed = new ArrayList<>(f.signs());
                changed.set(i, isHadamard ? "" : "⊙");
                String how = isHadamard ? " as matrices" : " entry by entry";
                add(Formula.chain(changed, f.parts), "multiply " + both + how);
            }
        }
    }
}
