package backprop.formula;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * A formula as a tree: a value. It prints as Unicode, as {@link #latex} and as {@link #java}.
 */
public final class Formula {
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

    /** The signs between the factors of a chain; none where they stand side by side, and ⋯ before one for factors left out. */
    record Signs(List<String> between) {}

    final Kind kind;
    final Object leaf;
    final List<Formula> parts;
    private final int hash;

    Formula(Kind kind, Object leaf, List<Formula> parts) {
        this.kind = kind;
        this.leaf = leaf;
        this.parts = List.copyOf(parts);
        hash = Objects.hash(kind, leaf, this.parts);
    }

    /**
     * Reads a formula in the usual notation: wˡ into layer l, z, a, δ, σ for any activation, in LaTeX or Unicode.
     *
     * @throws IllegalArgumentException with the place if it cannot be read
     */
    public static Formula of(String text) {
        try {
            List<Token> tokens = Scanner.tokens(Require.notBlank("text", text), 1, 1, new Macros(Set.of()));
            Token end = new Token(Type.END, "", 1, text.length() + 1);
            return Parser.formula(Notation.usual(), tokens, end);
        } catch (Unreadable e) {
            throw Require.broken(
                    "text", "be a formula: " + e.getMessage() + " (column " + e.column + ")", "'" + text + "'");
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

    static Formula negative(Formula f) {
        return of(Kind.NEGATIVE, f);
    }

    /** Factors with signs between them; a factor alone is itself. */
    static Formula chain(List<String> signs, List<Formula> factors) {
        return factors.size() == 1 ? factors.get(0) : new Formula(Kind.CHAIN, new Signs(List.copyOf(signs)), factors);
    }

    /** The sum, or what it is a sum of if that is one. */
    static Formula sum(List<Formula> terms) {
        return terms.size() == 1 ? terms.get(0) : new Formula(Kind.SUM, null, terms);
    }

    // What it is

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether it is a letter of a quantity. */
    boolean is(Quantity what) {
        return kind == Kind.SYMBOL && symbol().what() == what;
    }

    /** Whether it is a letter of which something holds. */
    boolean isSymbol(Predicate<Symbol> which) {
        return kind == Kind.SYMBOL && which.test(symbol());
    }

    boolean isNumber(double value) {
        return is(Kind.NUMBER) && number() == value;
    }

    boolean isCallOf(String name) {
        return is(Kind.CALL) && function().name().equals(name);
    }

    double number() {
        return (double) leaf;
    }

    Symbol symbol() {
        return (Symbol) leaf;
    }

    Function function() {
        return (Function) leaf;
    }

    Grid grid() {
        return (Grid) leaf;
    }

    /** The letter that a sum runs over; empty if none is written. */
    String index() {
        return (String) leaf;
    }

    List<String> signs() {
        return ((Signs) leaf).between();
    }

    /** Whether it is a chain with ⋯. */
    boolean isElided() {
        return is(Kind.CHAIN) && signs().stream().anyMatch(sign -> sign.startsWith("⋯"));
    }

    /** Whether a sign is read as a product entry by entry and nothing else. */
    static boolean isHadamard(String sign) {
        return sign.equals("⊙") || sign.equals("∘") || sign.equals("•");
    }

    /** Whether something stands in it that numbers do not have: a transpose, a matrix, a product entry by entry. */
    boolean isOfVectors() {
        return contains(f -> f.is(Kind.TRANSPOSE)
                || f.isCallOf("diag")
                || f.is(Kind.CHAIN) && f.signs().stream().anyMatch(s -> isHadamard(s.replace("⋯", ""))));
    }

    /** The layer that is written at a letter or function; null if none is. */
    Place layer() {
        return is(Kind.SYMBOL) ? symbol().layer() : is(Kind.CALL) ? function().layer() : null;
    }

    // Its parts

    Formula part(int i) {
        return parts.get(i);
    }

    Formula with(int i, Formula part) {
        List<Formula> others = new ArrayList<>(parts);
        others.set(i, part);
        return with(others);
    }

    Formula with(List<Formula> others) {
        return new Formula(kind, leaf, others);
    }

    /** A letter or function with another layer. */
    Formula at(Place layer) {
        return is(Kind.SYMBOL)
                ? symbol(symbol().at(layer))
                : call(new Function(function().name(), function().primes(), layer), part(0));
    }

    /** With everything in it changed, the innermost first. */
    Formula map(UnaryOperator<Formula> change) {
        return change.apply(
                parts.isEmpty()
                        ? this
                        : with(parts.stream().map(part -> part.map(change)).toList()));
    }

    /** With its letters changed. */
    Formula mapSymbols(UnaryOperator<Symbol> change) {
        return map(f -> f.is(Kind.SYMBOL) ? symbol(change.apply(f.symbol())) : f);
    }

    /** Visits this and all below it. */
    void visit(Consumer<Formula> visitor) {
        visitor.accept(this);
        parts.forEach(part -> part.visit(visitor));
    }

    /** Visits its letters. */
    void symbols(Consumer<Symbol> visitor) {
        visit(f -> {
            if (f.is(Kind.SYMBOL)) {
                visitor.accept(f.symbol());
            }
        });
    }

    boolean contains(Predicate<Formula> which) {
        return which.test(this) || parts.stream().anyMatch(part -> part.contains(which));
    }

    /** Whether a letter stands in it of which something holds. */
    boolean has(Predicate<Symbol> which) {
        return contains(f -> f.isSymbol(which));
    }

    /** Whether a quantity stands in it. */
    boolean has(Quantity what) {
        return contains(f -> f.is(what));
    }

    /** Whether something holds anywhere in some sides. */
    static boolean any(List<Formula> sides, Predicate<Formula> which) {
        return sides.stream().anyMatch(side -> side.contains(which));
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
            World world = World.of(numbers);
            Value value = world.of(this, world.env());
            return new SimpleMatrix(value.rows(), value.cols(), true, value.v());
        } catch (Misfit | Nowhere | Unknown e) {
            throw Require.broken("the formula", "be worth something: " + e.getMessage(), this);
        }
    }

    /** Returns it as LaTeX, without dollar signs. */
    public String latex() {
        return new Print(Print.Style.LATEX).of(this);
    }

    /**
     * Returns it as Java over EJML that compiles in a cell: δˡ = ((wˡ⁺¹)ᵀδˡ⁺¹) ⊙ σ′(zˡ) has the right side {@code
     * network.w(l + 1).transpose().mult(errors.delta(l + 1)).elementMult(network.layer(l).activation().derivative(pass.z(l)))}.
     * In scope are {@code network}, {@code pass}, {@code errors}, {@code gradient}, {@code cost}, {@code y} as this library
     * names them, {@code l}, and indices of neurons, which count from 0 as EJML's do.
     *
     * @throws IllegalArgumentException if its products have no meaning or several, or Java has no word for a part
     */
    public String java() {
        return JavaCode.of(Readings.only(this));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Formula f
                && hash == f.hash
                && kind == f.kind
                && Objects.equals(leaf, f.leaf)
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
