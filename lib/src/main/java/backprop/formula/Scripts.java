package backprop.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what is written above and below a letter: layer, indices, example, power, transposition, primes. */
final class Scripts {
    /** What C is differentiated by where it stands below it. */
    private static final Set<Quantity> VARIABLES = Set.of(Quantity.Z, Quantity.A, Quantity.W, Quantity.B);

    private final Parser parser;
    private final Notation notation;
    private final String letter;
    private final Quantity what;
    private final boolean isFunction;

    Place layer;
    Place example;
    final List<Place> indices = new ArrayList<>();
    Formula power;
    /** The variable below a C. */
    Formula by;

    /** Whose function it is, where that stands below one. */
    Place neuron;

    boolean isTransposed;
    int primes;
    /** ∗, which makes another letter of it; else empty. */
    String mark = "";

    Scripts(Parser parser, String letter, Quantity what) {
        this.parser = parser;
        this.letter = letter;
        this.what = what;
        notation = parser.notation();
        isFunction = notation.isFunction(letter);
        read(parser.tokens());
    }

    private void read(Tokens tokens) {
        while (true) {
            if (tokens.take("′")) {
                primes++;
            } else if (tokens.take("″")) {
                primes += 2;
            } else if (tokens.take("^")) {
                Token place = tokens.peek();
                above(tokens.argument(), place);
            } else if (tokens.take("_")) {
                Token place = tokens.peek();
                below(tokens.argument(), place);
            } else {
                return;
            }
        }
    }

    /** A formula with the power and the transposition that are written at its letter. */
    Formula on(Formula base) {
        Formula raised = power == null ? base : Formula.of(Kind.POWER, base, power);
        return isTransposed ? Formula.of(Kind.TRANSPOSE, raised) : raised;
    }

    // Above

    static boolean isTransposition(Token t) {
        return t.is("⊤") || t.is("T");
    }

    private void above(List<Token> some, Token place) {
        List<Token> rest = withoutMarks(some);
        boolean isStep = what.isParameter() && Token.text(rest).matches("[(\\[]?[tτ]([-+]\\d)?[)\\]]?");
        boolean isLabel = isStep || rest.size() == 1 && rest.get(0).is(Type.TEXT); // new and old
        if (rest.isEmpty() || isLabel || isLayerAndExample(rest)) {
            return;
        }
        List<List<Token>> groups = bracketed(rest);
        boolean isBracketed = !groups.isEmpty();
        for (List<Token> group : isBracketed ? groups : List.of(rest)) {
            Place read = Place.read(group);
            if (read != null && isExample(read, isBracketed, rest.get(0).is("("))) {
                example = read;
            } else if (read != null && layer == null && mayBeLayer(read, isBracketed)) {
                layer = read;
            } else if (!isBracketed && power == null && (read == null || read.isNumber() || !what.isLayered())) {
                power = parser.formula(group, place);
            } else {
                throw new Unreadable(place, "a layer, an example, T or a power is expected above " + letter);
            }
        }
    }

    /** Takes primes, a star and a transposition away. */
    private List<Token> withoutMarks(List<Token> some) {
        int end = some.size();
        while (end > 0 && some.get(end - 1).is("′")) {
            primes++;
            end--;
        }
        if (end == 1 && (some.get(0).is("∗") || some.get(0).is("⋆"))) {
            mark = "∗";
            return List.of();
        }
        boolean isIndex = end > 1 && some.get(end - 2).text().matches("[-+]"); // l + T
        if (end > 0 && isTransposition(some.get(end - 1)) && !isIndex) {
            isTransposed = true;
            end--;
        }
        return some.subList(0, end);
    }

    /** l, i or i, l. */
    private boolean isLayerAndExample(List<Token> rest) {
        List<List<Token>> pair = Tokens.split(rest, ",");
        Place one = Place.read(pair.get(0));
        Place other = pair.size() == 2 ? Place.read(pair.get(1)) : null;
        if (one == null || other == null) {
            return false;
        }
        boolean isLayerFirst = one.base().matches("[lℓL]");
        layer = isLayerFirst ? one : other;
        example = isLayerFirst ? other : one;
        return true;
    }

    private boolean mayBeLayer(Place read, boolean isBracketed) {
        boolean hasOne = what.isLayered()
                || isFunction
                || what == Quantity.SIZE
                || what == Quantity.X && (isBracketed || read.base().matches("[lℓL]"))
                || isBracketed && (what == Quantity.UNKNOWN || letter.equals("d"));
        boolean isCall = isFunction && parser.tokens().isAt("(");
        boolean isWritten =
                isBracketed || !read.isNumber() || notation.below().isEmpty() && notation.plainNumbers() && !isCall;
        return hasOne && isWritten;
    }

    /** Letters that count examples, above x or y or behind a layer. */
    private boolean isExample(Place read, boolean isBracketed, boolean isRound) {
        if (what == Quantity.X || what == Quantity.Y) {
            boolean isY = what == Quantity.Y;
            return read.isFree()
                            && !read.base().matches("[lℓ]")
                            && (isBracketed || isY && read.base().matches("[itμps]"))
                    || read.isNumber() && isBracketed && isRound && isY;
        }
        boolean isBehindLayer = layer != null && example == null;
        boolean isCounted = isBracketed && isRound && read.base().matches("[itμp]");
        return what == Quantity.COST || what.isLayered() && (isBehindLayer || isCounted);
    }

    /** (l), [l] or [l](i): what stands in each bracket; nothing if it is not written so. */
    private static List<List<Token>> bracketed(List<Token> some) {
        List<List<Token>> groups = new ArrayList<>();
        int i = 0;
        while (i < some.size()) {
            String close = some.get(i).is("(") ? ")" : "]";
            int until = i + 1;
            while (until < some.size() && !some.get(until).is(close)) {
                until++;
            }
            if (!some.get(i).text().matches("[(\\[]") || until == some.size()) {
                return List.of();
            }
            groups.add(some.subList(i + 1, until));
            i = until + 1;
        }
        return groups;
    }

    // Below

    private void below(List<Token> some, Token place) {
        if (some.isEmpty()) {
            throw new Unreadable(place, "an index is expected below " + letter);
        }
        boolean isVariable = some.get(0).is(Type.LETTER)
                && VARIABLES.contains(notation.of(some.get(0).text()));
        if (what == Quantity.COST && isVariable) {
            by = parser.formula(some, place);
        } else if (some.size() == 1 && some.get(0).is(Type.TEXT)
                || Token.text(some).matches("in|out|input|output|new|old")) {
            label(Token.text(some).strip(), place);
        } else if (isFunction) {
            belowFunction(some, place);
        } else {
            split(some).forEach(piece -> index(piece, place));
            takeExample(what);
            if (indices.size() > 2 || indices.size() > 1 && what.isVector() && what != Quantity.DELTA) {
                String read = indices.stream().map(Place::toString).collect(Collectors.joining(", "));
                String most =
                        what.isVector() ? "one, such as " + letter + "_j" : "one or two, such as " + letter + "_jk";
                throw new Unreadable(
                        place,
                        indices.size() + " indices stand below " + letter + " (" + read + "), but it has " + most);
            }
        }
    }

    /** Of t_pj or Y_ij one index counts examples, if the text or the layout of a batch says which. */
    void takeExample(Quantity vector) {
        boolean isOfOne = (vector == Quantity.X || vector == Quantity.Y) // in x_i
                && indices.size() == 1
                && notation.of(indices.get(0).base()) == Quantity.EXAMPLES;
        if (isOfOne) {
            example = indices.remove(0);
        } else if (indices.size() == 2 && vector.isVector()) {
            boolean isBatch = vector != Quantity.DELTA && letter.matches("\\p{Lu}.*");
            int last = isBatch && !notation.has(Convention.ROWS) ? 1 : 0;
            for (int i : new int[] {0, 1}) {
                boolean isCounted = notation.of(indices.get(i).base()) == Quantity.EXAMPLES;
                if (isCounted || isBatch && i == last) {
                    example = indices.remove(i);
                    return;
                }
            }
        }
    }

    private void label(String word, Token place) {
        boolean isSize = letter.matches("[nmNsd]");
        if (isSize && word.matches("in|input|x")) {
            layer = Place.of(0);
        } else if (word.matches("out|output|pred") || isSize && word.equals("y")) {
            layer = Place.LAST;
        } else if (!isFunction && !word.matches("true|target|tot|total|MSE|CE|train|batch|i|reg|new|old|neu|alt")) {
            throw new Unreadable(place, "'" + word + "' below " + letter + " is not known here");
        }
    }

    /** φ_j is the function of a neuron, like that of all. */
    private void belowFunction(List<Token> some, Token place) {
        Place read = Place.read(some);
        boolean hasParameters = some.stream().anyMatch(t -> t.is(Type.LETTER) && notation.of(t.text()) == Quantity.W);
        if (read == null && some.size() > 2 && some.stream().allMatch(t -> t.is(Type.LETTER))) {
            return; // f_act, whose name says no more
        }
        if (read == null && !hasParameters) {
            throw new Unreadable(place, "a layer is expected below " + letter);
        }
        boolean isLayer = !hasParameters
                && (read.isNumber()
                        || read.base().matches("[lℓL]")
                        || notation.below().contains(read.base()));
        layer = isLayer ? read : layer;
        neuron = isLayer || read == null ? null : read;
    }

    private void index(List<Token> piece, Token place) {
        Place read = Place.read(piece);
        if (read == null) {
            throw new Unreadable(place, "an index such as j, jk or l + 1 is expected below " + letter);
        }
        boolean isLayer = !notation.below().isEmpty()
                && (what.isLayered() || what == Quantity.UNKNOWN)
                && indices.isEmpty()
                && layer == null
                && !letter.equals("ŷ")
                && (read.isNumber() || notation.below().contains(read.base()));
        layer = isLayer ? read : layer;
        if (!isLayer) {
            indices.add(read);
        }
    }

    /** At commas; without them each letter and digit is one, unless a sign joins them. */
    private static List<List<Token>> split(List<Token> some) {
        if (some.stream().anyMatch(t -> t.text().matches("[-,+_]"))) {
            return Tokens.split(some, ",");
        }
        List<List<Token>> pieces = new ArrayList<>();
        for (Token token : some) {
            boolean isPair = token.text().matches("\\d\\d"); // 12 is 1 and 2
            pieces.add(List.of(isPair ? token.as(Type.NUMBER, token.text().substring(0, 1)) : token));
            if (isPair) {
                pieces.add(List.of(token.tail()));
            }
        }
        return pieces;
    }
}
