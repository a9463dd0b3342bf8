package backprop.formula;

import static backprop.formula.Quantity.A;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one author writes: what each letter stands for, where layers are written, and what is agreed on.
 *
 * @param letters the quantity of each letter that has one
 * @param functions the letters of activation functions
 * @param plainNumbers whether 2 in a² is a layer
 * @param below the letters that are layers where they stand below; empty if layers stand above
 * @param named letters that stand for a quantity of one layer, such as h for the hidden activations
 * @param defined what letters stand for that a text defines by formulas
 * @param primes whether ′ transposes
 * @param agreed one of each group
 * @param cost the text's own, if it defines one
 */
record Notation(
        Map<String, Quantity> letters,
        Set<String> functions,
        boolean plainNumbers,
        String below,
        boolean primes,
        Map<String, Symbol> named,
        Map<String, Definition> defined,
        Map<Convention.Group, Convention> agreed,
        Formula cost) {
    /** A letter with its indices, and what it stands for. */
    record Definition(Symbol symbol, Formula formula) {}

    static final Map<String, Quantity> LETTERS = Glyphs.constants(Quantity.class, """
        COST C c E J ℒ L ℓ loss Loss cost Err MSE BCE CE
        W w W θ Θ
        B b β
        Z z Z net
        A a A ŷ Ŷ o O out
        DELTA δ
        X x X
        Y y Y t T d target y∗
        RATE η α γ ε
        LAMBDA λ
        ONES 𝟏
        """);

    private static final Notation USUAL = ofFirstChoices();

    /** The usual one: z and a, w_jk, ½Σ(a − y)². */
    static Notation usual() {
        return USUAL;
    }

    private static Notation ofFirstChoices() {
        Map<Convention.Group, Convention> agreed = new EnumMap<>(Convention.Group.class);
        for (Convention.Group group : Convention.Group.values()) {
            agreed.put(group, group.choices().get(0));
        }
        return new Notation(LETTERS, Set.of("σ"), true, "", false, Map.of(), Map.of(), agreed, null);
    }

    boolean has(Convention convention) {
        return agreed.get(convention.group()) == convention;
    }

    Notation with(Convention convention) {
        Map<Convention.Group, Convention> others = new EnumMap<>(agreed);
        others.put(convention.group(), convention);
        return new Notation(letters, functions, plainNumbers, below, primes, named, defined, others, cost);
    }

    Notation with(Iterable<Convention> conventions) {
        Notation with = this;
        for (Convention convention : conventions) {
            with = with.with(convention);
        }
        return with;
    }

    /** The same in an author's letters, with layers where that one writes them. */
    Notation written(
            Set<String> used,
            Map<String, Quantity> roles,
            Set<String> ofFunctions,
            boolean numbersAbove,
            String layersBelow,
            boolean dashes) {
        Map<String, Quantity> all = new HashMap<>(letters);
        all.putAll(roles);
        all.keySet().removeIf(letter -> !letter.contains("∗") && !used.contains(letter)); // a repair needs none of them
        Set<String> free = new HashSet<>(ofFunctions);
        free.removeIf(f -> !f.equals("σ") && roles.getOrDefault(f, Quantity.UNKNOWN) != Quantity.UNKNOWN);
        return new Notation(all, free, numbersAbove, layersBelow, dashes, named, defined, agreed, cost);
    }

    Notation defining(Map<String, Symbol> names, Map<String, Definition> definitions) {
        return new Notation(letters, functions, plainNumbers, below, primes, names, definitions, agreed, cost);
    }

    Notation cost(Formula own) {
        return new Notation(letters, functions, plainNumbers, below, primes, named, defined, agreed, own)
                .with(Convention.OWN_COST);
    }

    Quantity of(String letter) {
        return letters.getOrDefault(letter, Quantity.UNKNOWN);
    }

    /** Whether a letter other than y stands for activations, so that y is the output. */
    boolean hasHidden() {
        return letters.entrySet().stream()
                .anyMatch(e -> e.getValue() == A && !e.getKey().matches("[yYŷŶ]"));
    }

    /** The letter of the activation. */
    String function() {
        return functions.stream()
                .filter(f -> !f.equals("σ"))
                .sorted()
                .findFirst()
                .orElse("σ");
    }

    /** Whether a letter is a function and nothing else. */
    boolean isFunction(String letter) {
        return functions.contains(letter) && of(letter) == Quantity.UNKNOWN;
    }

    /** A quantity by its usual letter, with all that may be written at it. */
    Formula letter(Quantity what, Place layer, List<Place> indices, Place example) {
        return Formula.symbol(symbol(what, layer, indices, example));
    }

    /** Whether a sum runs over examples: its letter counts them, or stands at nothing in it. */
    boolean isOverExamples(Formula series) {
        String index = series.index();
        Formula body = series.part(0);
        return !index.isEmpty()
                && (of(index) == Quantity.X && !index.matches("[ijk]")
                        || body.has(s -> s.isOfExample(index))
                        || !body.has(s -> s.hasIndex(index) || s.isOfLayer(index)));
    }

    /** The neuron that a weight leads to, by its indices. */
    Place to(Symbol weight) {
        return weight.indices().get(has(Convention.FROM_TO) ? 1 : 0);
    }

    /** The neuron that a weight leads from. */
    Place from(Symbol weight) {
        return weight.indices().get(has(Convention.FROM_TO) ? 0 : 1);
    }

    /** Whether a layer's quantity stands as a row. */
    boolean isRow(Quantity vector) {
        return has(Convention.ROWS) && !(vector == Quantity.B && has(Convention.BIASES_AS_COLUMNS));
    }

    /** Whether a gradient by a vector is a row. */
    boolean hasRowGradients() {
        return has(Convention.GRADIENT_AS_ROW) || has(Convention.VECTOR_GRADIENT_AS_ROW);
    }

    /** Whether a gradient by a variable is transposed. */
    boolean isRow(Formula variable) {
        boolean isKept = variable.is(Quantity.W) && !has(Convention.GRADIENT_AS_ROW);
        return hasRowGradients() && !isKept && variable.isSymbol(Symbol::isWhole);
    }

    /** Whether δ is a row because gradients are. */
    boolean hasRowDelta() {
        return hasRowGradients() && !has(Convention.DELTA_AS_COLUMN);
    }

    /** By how many layers a weight leads out of the one that is written at it: 1, or 0 if it leads into that. */
    int leadsOn() {
        return has(Convention.OUT_OF_LAYER) ? 1 : 0;
    }

    /** As the text calls it: by the letter it has given to that of a layer, or by the usual one. */
    Symbol symbol(Quantity what, Place layer, List<Place> indices, Place example) {
        return named.entrySet().stream()
                .filter(e -> e.getValue().what() == what && e.getValue().layer() != null)
                .filter(e -> e.getValue().layer().equals(layer))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .map(letter -> new Symbol(what, letter, layer, indices, example, true))
                .orElseGet(() -> new Symbol(what, letterOf(what), layer, indices, example));
    }

    /** The letter of a quantity that has none in a formula yet. */
    String letterOf(Quantity what) {
        return of(what.letter) == what
                ? what.letter
                : letters.entrySet().stream()
                        .filter(entry -> entry.getValue() == what)
                        .map(Map.Entry::getKey)
                        .max(Comparator.naturalOrder()) // a small letter before a capital
                        .orElse(what.letter);
    }

    /** The conventions to tell: the cost, the weights, the examples, and what else is not usual. */
    List<Convention> shown() {
        Set<Convention.Group> always = Set.of(
                Convention.Group.COST, Convention.Group.WEIGHTS, Convention.Group.VECTORS, Convention.Group.DELTA);
        return agreed.values().stream()
                .filter(c ->
                        always.contains(c.group()) || c != c.group().choices().get(0))
                .filter(c -> c.group() != Convention.Group.WEIGHTS || !has(Convention.SINGLE_NEURON))
                .toList();
    }

    /** The conventions that are not the usual ones, in their groups' order. */
    List<Convention> unusual() {
        return agreed.values().stream()
                .filter(c -> c != c.group().choices().get(0))
                .toList();
    }
}
