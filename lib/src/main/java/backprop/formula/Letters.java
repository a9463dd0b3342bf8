package backprop.formula;

import java.util.List;

/** Reads a letter with all that is written at it: the quantity it stands for, or the function it is. */
final class Letters {
    private final Parser parser;
    private final Notation notation;
    private final Tokens tokens;

    Letters(Parser parser) {
        this.parser = parser;
        notation = parser.notation();
        tokens = parser.tokens();
    }

    Formula of(Token token) {
        String letter = token.text();
        Slopes slopes = new Slopes(parser);
        if (letter.equals("e") && tokens.take("^")) {
            return exponential();
        }
        if (letter.equals("π")) {
            return Formula.number(Math.PI);
        }
        if (slopes.isInLine(token)) {
            return slopes.inLine(token);
        }
        if (letter.equals("d") && tokens.isAt(Type.LETTER)) {
            throw new Unreadable(token, "differentials are not read alone, only as a fraction");
        }
        int next = tokens.isAt("_") && tokens.peek(1).isLetter("[pnμ]") ? 2 : 0; // Δ_p
        if (letter.equals("Δ") && is(tokens.peek(next + (tokens.peek(next).is("{") ? 1 : 0)), Quantity.W)) {
            Place example = tokens.take("_") ? Place.read(tokens.argument()) : null;
            return parser.factor().mapSymbols(s -> s.what() == Quantity.W ? update(s, example) : s);
        }
        Formula equality = letter.equals("𝟏") ? parser.equality() : null;
        if (equality != null) {
            return equality;
        }
        if (letter.matches("d[A-Za-z]") && is(token, Quantity.UNKNOWN)) {
            return slopes.programmers(token);
        }
        return scripted(token);
    }

    private static Symbol update(Symbol w, Place example) {
        return new Symbol(Quantity.UPDATE, "Δ" + w.letter(), w.layer(), w.indices(), example);
    }

    private boolean is(Token letter, Quantity what) {
        return letter.is(Type.LETTER) && notation.of(letter.text()) == what;
    }

    private Formula exponential() {
        Token place = tokens.peek();
        if (place.is("-")) {
            throw new Unreadable(place, "how much stands in the exponent? Write e^{…}");
        }
        return Formula.call(Function.named("exp"), parser.formula(tokens.argument(), place));
    }

    private Formula scripted(Token token) {
        String letter = token.text();
        int from = tokens.at();
        Scripts s = new Scripts(parser, letter, quantity(letter));
        boolean isFunction = notation.isFunction(letter);
        int close = 2;
        while (tokens.peek(close).is("^") || tokens.peek(close).is("_")) {
            close = tokens.behindArgument(close + 1);
        }
        boolean isCalled = tokens.isAt("(")
                && tokens.peek(1).is(Type.LETTER)
                && tokens.peek(close).is(")");
        boolean isOfInput = isCalled && is(tokens.peek(1), Quantity.X);
        boolean isUnknown = !isFunction && quantity(letter) == Quantity.UNKNOWN;
        if (letter.matches("[hfF]") && tokens.isAt("(")) {
            boolean hasParameters = hasParameters(from);
            if (hasParameters || isUnknown && isOfInput) {
                return output(letter, hasParameters ? List.of() : s.indices, s.example);
            }
        }
        if (isFunction || isUnknown && isCalled && s.layer == null && s.indices.isEmpty()) {
            return new Functions(parser).lettered(token, s); // one that nobody knows yet is a function, too
        }
        return symbol(letter + s.mark, s, token, isOfInput && close == 2);
    }

    /** l(a, y) is a cost. */
    private Quantity quantity(String letter) {
        return letter.equals("l") && tokens.isAt("(") ? Quantity.COST : notation.of(letter);
    }

    /** Whether weights stand below a letter, as in h_θ. */
    private boolean hasParameters(int from) {
        List<Token> scripts = tokens.since(from);
        return !scripts.isEmpty() && scripts.get(0).is("_") && scripts.stream().anyMatch(t -> is(t, Quantity.W));
    }

    /** h(x): the output of the network, of the example that its brackets name. */
    private Formula output(String letter, List<Place> indices, Place example) {
        Place within = exampleInBrackets();
        return Formula.symbol(new Symbol(Quantity.A, letter, Place.LAST, indices, within == null ? example : within));
    }

    /** Skips brackets; the i of x^(i) in them, or null. */
    private Place exampleInBrackets() {
        int from = tokens.at();
        tokens.skipGroup("(", ")");
        List<Token> inner = tokens.since(from);
        for (int i = 0; i + 3 < inner.size(); i++) {
            if (inner.get(i).is("^")
                    && inner.get(i + 1).is("{")
                    && inner.get(i + 2).is("(")) {
                return new Place(inner.get(i + 3).text(), 0);
            }
        }
        return null;
    }

    private Formula symbol(String letter, Scripts s, Token token, boolean isOfInput) {
        Symbol named = notation.named().get(letter);
        boolean isNamed = named != null && s.layer == null;
        s.layer = isNamed ? named.layer() : s.layer;
        boolean isSilent = isNamed;
        Quantity what = meant(letter, isNamed ? named.what() : quantity(letter), s);
        if (what == Quantity.COST) {
            return cost(letter, s);
        }
        s.takeExample(what);
        if (named != null && what == Quantity.UNKNOWN) {
            return s.on(Formula.symbol(named.silent()));
        }
        boolean isOutput = letter.matches("[ŷŶ]") || letter.matches("[yY]") && notation.hasHidden();
        if (isOutput && what == Quantity.A && s.layer == null) {
            s.layer = Place.LAST;
            isSilent = true;
        }
        if (isOfInput && (what == Quantity.A || what == Quantity.Y || what == Quantity.Z)) {
            s.example = new Place(tokens.peek(1).text(), 0);
            tokens.skip(3);
        }
        boolean mayBeTimed = what.isLayered() || what == Quantity.Y || what == Quantity.UNKNOWN && !s.indices.isEmpty();
        if (mayBeTimed) {
            skipStep(what);
        }
        if (s.primes == 1 && (notation.primes() || what == Quantity.W)) {
            s.isTransposed = true;
        } else if (s.primes == 1 && what == Quantity.A) {
            if (tokens.isAt("(") && is(tokens.peek(1), Quantity.Z)) {
                tokens.skipGroup("(", ")"); // in a′(z) the argument says no more than a′
            }
            return s.on(Functions.slopeAt(new Symbol(what, letter, s.layer, s.indices, s.example), notation));
        } else if (s.primes > 0) {
            throw new Unreadable(token, "what does ′ mean at " + letter + "? It is read at a function or activation");
        }
        if (what == Quantity.W && s.indices.size() == 2 && s.isTransposed) {
            s.indices.add(s.indices.remove(0));
            s.isTransposed = false;
        }
        String name = what == Quantity.B && quantity(letter) == Quantity.W ? letter + "₀" : letter;
        return s.on(Formula.symbol(new Symbol(what, name, s.layer, List.copyOf(s.indices), s.example, isSilent)));
    }

    /** What a letter stands for with what is written at it: xˡ is an activation, n_l a size. */
    private static Quantity meant(String letter, Quantity what, Scripts s) {
        if (what == Quantity.DELTA && s.indices.size() == 2) {
            return Quantity.KRONECKER;
        }
        if (what == Quantity.W && s.layer != null && s.indices.equals(List.of(Place.of(0)))) {
            s.indices.clear(); // W_0 beside a matrix W
            return Quantity.B;
        }
        if (what == Quantity.X && s.layer != null) {
            return Quantity.A;
        }
        boolean isSize = letter.equals("d") && what == Quantity.Y && s.layer != null && s.indices.isEmpty();
        if (what != Quantity.UNKNOWN) {
            return isSize ? Quantity.SIZE : what;
        }
        if (s.layer == null && s.indices.isEmpty()) {
            return letter.matches("[nNmMB]") ? Quantity.EXAMPLES : what;
        }
        if (!letter.matches("[nmsdN]") || s.power != null) {
            return what;
        }
        if (s.layer == null && s.indices.size() == 1) {
            s.layer = s.indices.remove(0);
        }
        return s.layer != null ? Quantity.SIZE : what;
    }

    /** In δ(n) or δ(n + 1), n counts the steps, like that of all the rest. */
    private void skipStep(Quantity what) {
        boolean isShifted = (tokens.peek(2).is("+") || tokens.peek(2).is("-"))
                && tokens.peek(3).is(Type.NUMBER);
        int close = isShifted ? 4 : 2;
        if (tokens.isAt("(")
                && tokens.peek(1).isLetter(what.isParameter() || what == Quantity.UPDATE ? "[ntk]" : "[nt]")
                && tokens.peek(close).is(")")) {
            tokens.skip(close + 1);
        }
    }

    /** C, of one example if an index says so; what it depends on is known. */
    private Formula cost(String letter, Scripts s) {
        Place example = s.example != null ? s.example : s.indices.size() == 1 ? s.indices.get(0) : s.layer;
        Place within = tokens.isAt("(") && s.by == null ? exampleInBrackets() : null;
        example = within == null ? example : within;
        boolean isOfOne = example != null && example.isNumber(); // C_0, of one example
        Formula cost = Formula.symbol(new Symbol(Quantity.COST, letter, null, List.of(), isOfOne ? null : example));
        return s.on(s.by == null ? cost : Formula.of(Kind.DERIVATIVE, cost, s.by));
    }
}
