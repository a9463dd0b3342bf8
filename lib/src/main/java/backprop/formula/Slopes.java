package backprop.formula;

import java.util.ArrayList;
import java.util.List;

/** Reads derivatives: fractions of ∂ or d, in one line too, ∂/∂x before what it applies to, ∇, and a programmer's dW. */
final class Slopes {
    /** What ∇C is by. */
    static final String ALL = "all parameters";

    private final Parser parser;
    private final Notation notation;
    private final Tokens tokens;

    Slopes(Parser parser) {
        this.parser = parser;
        notation = parser.notation();
        tokens = parser.tokens();
    }

    /** A fraction: a derivative if both its parts begin with ∂ or d. */
    Formula fraction() {
        Token place = tokens.peek();
        List<Token> above = tokens.argument();
        Token line = tokens.peek();
        List<Token> below = tokens.argument();
        if (!isDifferential(above) || !isDifferential(below)) {
            return Formula.of(Kind.QUOTIENT, parser.formula(above, place), parser.formula(below, line));
        }
        List<Token> of = behind(above);
        List<Token> by = behind(below);
        if (!of.isEmpty() && of.get(0).is("^") || by.isEmpty()) {
            throw new Unreadable(place, "only first derivatives are read");
        }
        if (by.stream().anyMatch(t -> t.is("∂"))) {
            throw new Unreadable(line, "a derivative by several variables at once is not read");
        }
        String letter = by.get(0).text();
        boolean isFunction = by.size() == 1 && notation.functions().contains(letter);
        Formula variable = isFunction ? Formula.symbol(Symbol.of(Quantity.UNKNOWN, letter)) : parser.formula(by, line);
        return Formula.of(Kind.DERIVATIVE, of.isEmpty() ? operand() : differentiated(of, variable, place), variable);
    }

    /** A function's letter alone is that function of the variable, or of the z that this is a weight of. */
    private Formula differentiated(List<Token> of, Formula by, Token place) {
        boolean isFunction = of.size() == 1 && notation.isFunction(of.get(0).text()) && by.is(Kind.SYMBOL);
        if (!isFunction || !of.get(0).text().matches("[σφ]")) {
            return parser.formula(of, place);
        }
        boolean isWeight = by.is(Quantity.W) || by.is(Quantity.B);
        Formula z = isWeight ? notation.letter(Quantity.Z, by.layer(), List.of(), null) : by;
        return Formula.call(Function.named(of.get(0).text()), z);
    }

    private static boolean isDifferential(List<Token> some) {
        return !some.isEmpty() && (some.get(0).is("∂") || some.get(0).isLetter("d[a-zA-Z]?"));
    }

    /** The tokens behind ∂ or d, where dz counts as d and z. */
    private static List<Token> behind(List<Token> some) {
        List<Token> rest = new ArrayList<>(some.subList(1, some.size()));
        if (some.get(0).text().length() > 1) {
            rest.add(0, some.get(0).tail());
        }
        return rest;
    }

    /** What ∂/∂b applies to: a bracket, or all that is multiplied. */
    private Formula operand() {
        parser.expectFactor("what is differentiated");
        return tokens.peek().isOpening() ? parser.factor() : parser.term();
    }

    /** ∂C/∂w, behind its first ∂. */
    Formula inLine() {
        Formula of = parser.factor();
        tokens.expect("/");
        if (!tokens.take("∂")) {
            throw tokens.expected("∂ below the line");
        }
        return Formula.of(Kind.DERIVATIVE, of, parser.factor());
    }

    /** Whether dC/dw begins with a letter just read. */
    boolean isInLine(Token first) {
        int ahead = first.text().length() > 1 ? 0 : 1;
        if (!first.isLetter("d[A-Za-z]?") || ahead == 1 && !tokens.isAt(Type.LETTER)) {
            return false;
        }
        while (tokens.peek(ahead).is("^") || tokens.peek(ahead).is("_")) {
            ahead = tokens.behindArgument(ahead + 1);
        }
        return tokens.peek(ahead).is("/") && tokens.peek(ahead + 1).isLetter("d.*");
    }

    /** dC/dw, behind its first letter. */
    Formula inLine(Token first) {
        Formula of = differential(first);
        tokens.expect("/");
        return Formula.of(Kind.DERIVATIVE, of, differential(tokens.next()));
    }

    private Formula differential(Token d) {
        return d.text().length() > 1 ? new Letters(parser).of(d.tail()) : parser.factor();
    }

    /** ∇C or ∇_a C: a column, also where ∂C/∂a is a row. */
    Formula gradient() {
        Formula by = Formula.symbol(Symbol.of(Quantity.UNKNOWN, ALL));
        if (tokens.take("_")) {
            Token place = tokens.peek();
            by = parser.formula(tokens.argument(), place);
        }
        if (tokens.isAt("^")) {
            throw new Unreadable(tokens.peek(), "only first derivatives are read");
        }
        parser.expectFactor("what is differentiated");
        boolean isOfOutput = by.is(Quantity.A) && by.layer() == null;
        Formula derivative = Formula.of(Kind.DERIVATIVE, parser.factor(), isOfOutput ? by.at(Place.LAST) : by);
        return notation.isRow(by) ? Formula.of(Kind.TRANSPOSE, derivative) : derivative;
    }

    /** dW for ∂C/∂W, and dZ for the derivative of the sum over the examples, as programmers name them. */
    Formula programmers(Token token) {
        Formula by = new Letters(parser).of(token.tail());
        boolean isTransposed = by.is(Kind.TRANSPOSE);
        Formula variable = isTransposed ? by.part(0) : by;
        boolean isOfExample = variable.is(Quantity.Z) || variable.is(Quantity.A);
        Formula cost = notation.letter(Quantity.COST, null, List.of(), isOfExample ? World.EACH : null);
        Formula derivative = Formula.of(Kind.DERIVATIVE, cost, variable);
        return isTransposed ? Formula.of(Kind.TRANSPOSE, derivative) : derivative;
    }
}
