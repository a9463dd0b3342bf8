package backprop.formula;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ejml.simple.SimpleMatrix;

/**
 * A formula as a tree: a value. It prints as Unicode, and by {@link #latex}.
 */
public final class Formula {
    /** What a node is; beside it stands what its leaf and its parts are. */
    enum Kind {
        /** Leaf: its value. */
        NUMBER,
        /** Leaf: a {@link Symbol}. */
        SYMBOL,
        SUM,
        NEGATIVE,
        /** As written, with the signs between its factors as a leaf: which products they are, shapes decide. */
        CHAIN,
        /** A product with a number. */
        SCALED,
        MATRIX_PRODUCT,
        ELEMENTWISE,
        /** uvᵀ. */
        OUTER,
        /** uᵀv. */
        INNER,
        QUOTIENT,
        POWER,
        TRANSPOSE,
        /** Leaf: a {@link Function}. */
        CALL,
        /** ∂(first part)/∂(second part). */
        DERIVATIVE,
        /** The same of each entry by its own, as a column, where no entry depends on another's. */
        SLOPES,
        /** Leaf: the index; parts: the body, and the limits if there are any. */
        SERIES,
        NORM,
        /** Leaf: {@link Grid}. */
        GRID
    }

    /**
     * A function's name.
     *
     * @param primes how often it is differentiated
     * @param layer whose activation it is; null if that is not written
     */
    record Function(String name, int primes, Place layer) {
        static Function named(String name) {
            return new Function(name, 0, null);
        }
    }

    /**
     * A matrix written out, or by its ends: then the parts are two, four or so corners, and the letters that run are named.
     *
     * @param rows how many are written
     * @param cols how many are written
     * @param isTall whether rows are left out between the last two
     * @param isWide whether columns are left out between the last two
     * @param isSum whether each row is one sum
     */
    record Grid(int rows, int cols, boolean isTall, boolean isWide, boolean isSum) {}

    final Kind kind;
    final Object leaf;
    final List<Formula> parts;
    private final int hash;

    Formula(Kind kind, Object leaf, List<Formula> parts) {
        this.kind = kind;
        this.leaf = leaf;
        this.parts = List.copyOf(parts);
        hash = java.util.Objects.hash(kind, leaf, this.parts);
    }

    /**
     * Reads a formula in the usual notation: wˡ into layer l, z, a, δ, σ for any activation, in LaTeX or Unicode.
     *
     * @throws IllegalArgumentException with the place if it cannot be read
     */
    public static Formula of(String text) {
        try {
            List<Token> tokens = Scanner.tokens(Require.notBlank("text", text), 1, 1, new HashMap<>());
            Token end = new Token(Token.Type.END, "", 1, text.length() + 1);
            return Parser.formula(Notation.usual(), tokens, end);
        } catch (Unreadable e) {
            throw Require.broken(
                    "text", "be a formula: " + e.getMessage() + " (column " + e.column() + ")", "'" + text + "'");
        }
    }

    static Formula of(Kind kind, Formula... parts) {
        return new Formula(kind, null, List.of(parts));
    }

    static Formula number(double value) {
        return new Formula(Kind.NUMBER, value, List.of());
    }

    static Formula symbol(Symbol symbol) {
        return new Formula(Kind.SYMBOL, symbol, List.of());
    }

    static Formula call(Function function, Formula argument) {
        return new Formula(Kind.CALL, function, List.of(argument));
    }

    /** The sum, or what it is a sum of if that is one. */
    static Formula sum(List<Formula> terms) {
        return terms.size() == 1 ? terms.get(0) : new Formula(Kind.SUM, null, terms);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isNumber(double value) {
        return is(Kind.NUMBER) && (double) leaf == value;
    }

    Symbol symbol() {
        return (Symbol) leaf;
    }

    Function function() {
        return (Function) leaf;
    }

    Formula part(int i) {
        return parts.get(i);
    }

    Formula with(int i, Formula part) {
        List<Formula> others = new ArrayList<>(parts);
        others.set(i, part);
        return new Formula(kind, leaf, others);
    }

    Formula with(List<Formula> others) {
        return new Formula(kind, leaf, others);
    }

    /** Visits this and all below it. */
    void visit(Consumer<Formula> visitor) {
        visitor.accept(this);
        parts.forEach(part -> part.visit(visitor));
    }

    boolean contains(java.util.function.Predicate<Formula> which) {
        return which.test(this) || parts.stream().anyMatch(part -> part.contains(which));
    }

    /** Whether a quantity stands in it. */
    boolean has(Quantity what) {
        return contains(f -> f.is(Kind.SYMBOL) && f.symbol().what() == what);
    }

    int size() {
        return 1 + parts.stream().mapToInt(Formula::size).sum();
    }

    /**
     * Returns the formulas one slip away: another symbol, layer, sign, factor, order or product, a transpose or term more or
     * less.
     *
     * @param left what it is equal to when it is right, in the usual notation
     */
    public List<Formula> slips(Formula left) {
        return Edits.of(Notation.usual(), List.of(Require.given("left", left), this)).of(this).stream()
                .map(Edits.Edit::formula)
                .distinct()
                .toList();
    }

    /**
     * Returns what it is worth if its symbols are given matrices; σ is the sigmoid.
     *
     * @param given by symbols as they are written: {@code Map.of("a^L", a, "y", y, "z^L", z)}
     * @throws IllegalArgumentException if a symbol is not given, or the shapes do not fit
     */
    public SimpleMatrix value(Map<String, SimpleMatrix> given) {
        Map<Formula, Value> numbers = new HashMap<>();
        Require.given("given", given).forEach((symbol, m) -> {
            Formula key = of(symbol);
            Require.that(key.is(Kind.SYMBOL), "given", "name symbols", "'" + symbol + "'");
            Require.filled(symbol, m);
            numbers.put(key, Value.of(m.getNumRows(), m.getNumCols(), m.getDDRM().data));
        });
        Require.atLeast("the number of symbols given", 1, numbers.size());
        try {
            Value value = new World(numbers).of(this, new HashMap<>());
            return new SimpleMatrix(value.rows(), value.cols(), true, value.v());
        } catch (Value.Misfit | World.Nowhere | Place.Unknown e) {
            throw Require.broken("the formula", "be worth something: " + e.getMessage(), this);
        }
    }

    /** Returns it as LaTeX, without dollar signs. */
    public String latex() {
        return new Print(Print.Style.LATEX).of(this);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Formula f
                && hash == f.hash
                && kind == f.kind
                && java.util.Objects.equals(leaf, f.leaf)
                && parts.equals(f.parts);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** It as Unicode: δˡ = ((wˡ⁺¹)ᵀδˡ⁺¹) ⊙ σ′(zˡ). */
    @Override
    public String toString() {
        return new Print(Print.Style.UNICODE).of(this);
    }
}
