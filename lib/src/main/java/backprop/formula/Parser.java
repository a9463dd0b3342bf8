package backprop.formula;

import backprop.internal.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Reads one side of a statement in an author's notation: sums, products, brackets and what is written at those. Letters,
 * functions, derivatives, sums with a sign and matrices have readers of their own. What it does not know it refuses, with
 * its place.
 */
final class Parser {
    private static final Set<String> TIMES = Set.of("⊙", "∘", "•", "∗", "×", "⊗", "·");
    private static final Set<String> STARTS = Set.of("(", "[", "{", "∇", "∂", "∑", "‖", "⟨", "|");
    private static final int DEEPEST = 16;
    /** Signs of a side; what is longer is not looked at. */
    static final int LONGEST = 1000;

    private static final int MOST_FACTORS = 20;
    private static final int MOST_TERMS = 100;

    private final Notation notation;
    private final Tokens tokens;
    private int depth;
    private int norms;
    private final Set<Formula> bracketed = Collections.newSetFromMap(new IdentityHashMap<>());

    private Parser(Notation notation, List<Token> tokens, Token end, int depth) {
        this.notation = notation;
        this.tokens = new Tokens(tokens, end);
        this.depth = depth;
    }

    static Formula formula(Notation notation, List<Token> tokens, Token end) {
        return new Parser(notation, tokens, end, 0).whole();
    }

    /** A formula of tokens taken out of this one, such as an argument. */
    Formula formula(List<Token> some, Token place) {
        return new Parser(notation, some, place, depth).whole();
    }

    private Formula whole() {
        if (tokens.size() > LONGEST) {
            throw new Unreadable(tokens.peek(), "a side of an equation must have at most " + LONGEST + " signs");
        }
        Formula formula = sum();
        tokens.expectEnd();
        return formula;
    }

    Notation notation() {
        return notation;
    }

    Tokens tokens() {
        return tokens;
    }

    // Sums and products

    Formula sum() {
        if (++depth > DEEPEST) {
            throw new Unreadable(tokens.peek(), "brackets must not be nested deeper than " + DEEPEST);
        }
        List<Formula> terms = new ArrayList<>();
        tokens.take("+");
        do {
            boolean isMinus = tokens.take("-");
            if (!terms.isEmpty() && !isMinus) {
                tokens.expect("+");
            }
            Token place = tokens.peek();
            if (terms.size() == MOST_TERMS) {
                throw new Unreadable(place, "a sum must have at most " + MOST_TERMS + " terms");
            }
            Formula term = term();
            terms.forEach(before -> refuseOpenSum(before, term, place));
            terms.add(isMinus ? Formula.negative(term) : term);
        } while (tokens.isAt("+") || tokens.isAt("-"));
        depth--;
        return Formula.sum(terms);
    }

    /** ∑ⱼ aⱼ + bⱼ may mean two things. */
    private void refuseOpenSum(Formula f, Formula behind, Token place) {
        if (bracketed.contains(f)) {
            return;
        }
        if (f.is(Kind.SERIES) && !f.index().isEmpty() && mentions(behind, f.index())) {
            throw new Unreadable(
                    place,
                    "does the sum over " + f.index()
                            + " go on here? Write brackets around all that is summed, or another letter");
        }
        f.parts.forEach(part -> refuseOpenSum(part, behind, place));
    }

    private static boolean mentions(Formula f, String index) {
        boolean isBound = f.is(Kind.SERIES) && f.index().equals(index);
        return !isBound
                && (f.isSymbol(s -> s.hasIndex(index) || s.isOfExample(index))
                        || f.parts.stream().anyMatch(part -> mentions(part, index)));
    }

    Formula term() {
        List<Formula> factors = new ArrayList<>(List.of(factor()));
        List<String> signs = new ArrayList<>();
        while (true) {
            Token line = tokens.peek();
            if (tokens.take("/")) {
                factors.add(quotient(factors.remove(factors.size() - 1), line));
                continue;
            }
            String sign = times();
            boolean isElided = tokens.take("⋯");
            if (isElided) {
                times();
            } else if (sign.isEmpty() && !startsFactor()) {
                return Formula.chain(signs, factors);
            }
            if (factors.size() == MOST_FACTORS) {
                throw new Unreadable(tokens.peek(), "a product must have at most " + MOST_FACTORS + " factors");
            }
            signs.add(isElided ? "⋯" + sign : sign);
            factors.add(factor());
        }
    }

    /** The sign of a product; empty if none is there. */
    @CanIgnoreReturnValue
    private String times() {
        boolean isThere = tokens.isAt(Type.SIGN) && TIMES.contains(tokens.peek().text());
        return isThere ? tokens.next().text() : "";
    }

    /** What stands before the line is one factor, or the text must say how far the fraction goes. */
    private Formula quotient(Formula above, Token line) {
        Formula below = factor();
        boolean isCount = below.is(Kind.NUMBER) || below.is(Quantity.EXAMPLES);
        boolean isApart = tokens.isAt("∑")
                || isCount && Set.of("(", "[", "‖").contains(tokens.peek().text());
        if (startsFactor() && !isApart) {
            throw new Unreadable(line, "how much stands below the line? Write \\frac{…}{…}");
        }
        if (below.is(Kind.DERIVATIVE)) {
            throw new Unreadable(line, "is this a quotient of derivatives, or one or the other? Write \\frac{…}{…}");
        }
        return Formula.of(Kind.QUOTIENT, above, below);
    }

    /** Whether what comes next begins a factor; within a norm, ‖ ends it. */
    boolean startsFactor() {
        Token token = tokens.peek();
        return switch (token.type()) {
            case LETTER, NUMBER, FUNCTION, WORD -> true;
            case COMMAND -> token.is("frac") || token.is("sqrt") || Matrices.isBegin(token);
            case SIGN -> STARTS.contains(token.text()) && !(token.is("‖") && norms > 0);
            default -> false;
        };
    }

    /** Refuses what begins no factor. */
    void expectFactor(String what) {
        if (!startsFactor()) {
            throw tokens.expected(what);
        }
    }

    // Factors

    Formula factor() {
        return scripted(base());
    }

    private Formula base() {
        Formula equality = tokens.isAt("[") ? equality() : null;
        if (equality != null) {
            return equality;
        }
        Token token = tokens.next();
        return switch (token.type()) {
            case NUMBER -> Formula.number(Double.parseDouble(token.text()));
            case FUNCTION -> new Functions(this).named(token);
            case LETTER -> new Letters(this).of(token);
            case COMMAND -> command(token);
            case WORD -> throw new Unreadable(token, "'" + token.text() + "' is not known here");
            case TEXT -> throw new Unreadable(token, "'" + token.text() + "' stands within a formula");
            default -> sign(token);
        };
    }

    private Formula sign(Token token) {
        Formula slope = token.isOpening() ? slopeOfBracketed() : null;
        if (slope != null) {
            return slope;
        }
        return switch (token.text()) {
            case "(", "[" -> group(token);
            case "{" -> braced(token);
            case "∇" -> new Slopes(this).gradient();
            case "∂" -> tokens.isAt("_") ? new Slopes(this).gradient() : new Slopes(this).inLine();
            case "∑" -> new Sums(this).series();
            case "‖" -> norm();
            case "⟨" -> new Sums(this).inner();
            case "|" -> new Sums(this).examples(token);
            case "∏" -> throw new Unreadable(token, "a product sign is not read here: write the factors with ⋯");
            case "-" -> throw new Unreadable(token, "a sign within a product needs brackets");
            default -> throw Unreadable.expected("a letter, number or bracket", token);
        };
    }

    private Formula command(Token token) {
        if (Matrices.isBegin(token)) {
            return new Matrices(this).grid(token);
        }
        return switch (token.text()) {
            case "frac" -> new Slopes(this).fraction();
            case "sqrt" -> Formula.of(Kind.POWER, formula(tokens.argument(), token), Formula.number(0.5));
            default -> {
                String name = token.text().contains(":") ? token.text().replace(":", "{") + "}" : token.text();
                throw new Unreadable(token, "\\" + name + " is not read within a formula");
            }
        };
    }

    /** What stands in brackets, after the first. */
    Formula group(Token open) {
        Formula inner = sum();
        if (tokens.isAt(Type.END)) {
            throw new Unreadable(open, open.text() + " is never closed");
        }
        tokens.expect(open.is("(") ? ")" : open.is("[") ? "]" : "}");
        bracketed.add(inner);
        return inner;
    }

    /** (f^l)′(z), after its bracket; null if something else stands there. */
    private Formula slopeOfBracketed() {
        int close = 1;
        while (tokens.peek(close).is("^") || tokens.peek(close).is("_")) {
            close = tokens.behindArgument(close + 1);
        }
        Token letter = tokens.peek();
        boolean isSlope = letter.is(Type.LETTER)
                && notation.isFunction(letter.text())
                && tokens.peek(close).text().matches("[)}]")
                && tokens.peek(close + 1).is("′")
                && tokens.peek(close + 2).is("(");
        if (!isSlope) {
            return null;
        }
        tokens.next();
        Scripts scripts = new Scripts(this, letter.text(), Quantity.UNKNOWN);
        tokens.skip(2);
        scripts.primes++;
        return new Functions(this).lettered(letter, scripts);
    }

    /** In braces: ′ behind those around a letter with its layer transposes it, as where W′ is one. */
    private Formula braced(Token open) {
        Formula inner = group(open);
        boolean isLayered = inner.is(Kind.SYMBOL) && inner.symbol().layer() != null;
        return isLayered && tokens.take("′") ? Formula.of(Kind.TRANSPOSE, inner) : inner;
    }

    /** δ_kl for [k = l], which comes next in brackets or below 𝟏; null if something else does. */
    Formula equality() {
        int first = tokens.isAt("_") ? 1 : 0;
        int brackets = 0;
        while (tokens.peek(first + brackets).isOpening()) {
            brackets++;
        }
        List<Token> inner = new ArrayList<>();
        while (tokens.peek(first + brackets + inner.size()).text().matches("[^)\\]}(\\[{]+")) {
            inner.add(tokens.peek(first + brackets + inner.size()));
        }
        List<List<Token>> ends = Tokens.split(inner, "=");
        Place one = Place.read(ends.get(0));
        Place other = brackets == 0 || ends.size() != 2 ? null : Place.read(ends.get(1));
        if (one == null || other == null) {
            return null;
        }
        tokens.skip(first + brackets + inner.size() + brackets);
        return Formula.symbol(new Symbol(Quantity.KRONECKER, "δ", null, List.of(one, other), null));
    }

    private Formula norm() {
        norms++;
        Formula inner = sum();
        norms--;
        tokens.expect("‖");
        if (tokens.take("_")) {
            tokens.argument();
        }
        return Formula.of(Kind.NORM, inner);
    }

    // What is written at a bracket or number

    private Formula scripted(Formula base) {
        Formula f = base;
        while (true) {
            Token place = tokens.peek();
            if (tokens.take("^")) {
                if (tokens.isAt("-")) {
                    throw new Unreadable(place, "how much stands above? Write ^{…}");
                }
                f = raised(f, tokens.argument(), place);
            } else if (tokens.take("′")) {
                f = primed(f, place);
            } else if (tokens.isAt("|") && tokens.peek(1).is("_")) {
                tokens.skip(2);
                f = slopeAt(f, Tokens.split(tokens.argument(), "="), place);
            } else if (tokens.take("_")) {
                f = entry(f, place);
            } else {
                return f;
            }
        }
    }

    private Formula raised(Formula f, List<Token> above, Token place) {
        if (above.size() == 1 && Scripts.isTransposition(above.get(0))) {
            return Formula.of(Kind.TRANSPOSE, f);
        }
        if (Token.arePrimes(above)) {
            return primed(f, place);
        }
        if (above.size() > 1 && (above.get(0).is("(") || above.get(0).is("["))) {
            throw new Unreadable(place, "what does the bracket above a bracket mean? A layer is written at its letter");
        }
        return Formula.of(Kind.POWER, f, formula(above, place));
    }

    private Formula primed(Formula f, Token place) {
        if (f.is(Quantity.W) || notation.primes() && !f.is(Kind.CALL)) {
            return Formula.of(Kind.TRANSPOSE, f);
        }
        if (f.is(Quantity.A)) {
            return Functions.slopeAt(f.symbol(), notation);
        }
        if (f.is(Kind.CALL) && f.function().primes() == 0 && f.part(0).is(Kind.SYMBOL)) {
            return Formula.call(new Function(f.function().name(), 1, f.layer()), f.part(0));
        }
        throw new Unreadable(place, "what does ′ mean at this bracket? Write the derivative as a fraction");
    }

    /** f′(z₁) for what is written as the derivative of f(z) at z = z₁, or at z₁. */
    private Formula slopeAt(Formula f, List<List<Token>> at, Token place) {
        Formula call = f.is(Kind.DERIVATIVE) ? f.part(0) : f;
        boolean isSlope = call.is(Kind.CALL) && (call == f || call.part(0).equals(f.part(1)));
        boolean isOf = isSlope && (at.size() == 1 || formula(at.get(0), place).equals(call.part(0)));
        if (!isOf) {
            throw new Unreadable(place, "a value behind a bar is read at the derivative of one function only");
        }
        Function function = call.function();
        int primes = function.primes() + (call == f ? 0 : 1);
        return Formula.call(
                new Function(function.name(), primes, function.layer()), formula(at.get(at.size() - 1), place));
    }

    /** The entry of a vector in brackets, with its index next. */
    Formula entry(Formula f, Token place) {
        Place index = Place.read(tokens.argument());
        boolean isVector = f.isSymbol(s -> s.what().isVector() && s.isWhole());
        if (!isVector || index == null) {
            throw new Unreadable(place, "an index at a bracket is not read: put it at the letters inside");
        }
        return Formula.symbol(f.symbol().indexed(List.of(index)));
    }
}
