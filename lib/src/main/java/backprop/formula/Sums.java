package backprop.formula;

import java.util.List;

/** Reads sums: ∑ with what is written below and above it, inner products ⟨a, b⟩, and |D|, how many examples there are. */
final class Sums {
    private final Parser parser;
    private final Tokens tokens;

    Sums(Parser parser) {
        this.parser = parser;
        tokens = parser.tokens();
    }

    Formula series() {
        Token place = tokens.peek();
        List<Token> below = List.of();
        List<Token> above = List.of();
        for (int i = 0; i < 2; i++) {
            below = tokens.take("_") ? tokens.argument() : below;
            above = tokens.take("^") ? tokens.argument() : above;
        }
        List<List<Token>> ends = Tokens.split(below, "=");
        List<Token> letters = Tokens.split(ends.get(0), "∈").get(0);
        if (letters.size() > 1 || !letters.isEmpty() && !letters.get(0).is(Type.LETTER)) {
            throw new Unreadable(place, "a sum must run over one letter: write one for each index");
        }
        String index = Token.text(letters);
        Formula body = tokens.take("-") ? Formula.negative(parser.term()) : parser.term();
        if (!index.isEmpty() && body.has(s -> s.isOfExample(index)) && body.has(s -> s.hasIndex(index))) {
            throw new Unreadable(place, index + " counts examples and neurons here: which is it?");
        }
        boolean hasLimits = ends.size() > 1 && !above.isEmpty();
        return new Formula(
                Kind.SERIES,
                index,
                hasLimits ? List.of(body, limit(ends.get(1), place), limit(above, place)) : List.of(body));
    }

    /** A letter alone stands for a limit that is not known. */
    private Formula limit(List<Token> some, Token place) {
        Place plain = Place.read(some);
        boolean isSize = some.stream().anyMatch(t -> t.is("_") || t.is("^"));
        return plain != null && !plain.isNumber() && !isSize
                ? Formula.symbol(Symbol.of(Quantity.UNKNOWN, Token.text(some).replaceAll("[{}_]", "")))
                : parser.formula(some, place);
    }

    /** ⟨a, b⟩, behind its bracket. */
    Formula inner() {
        Formula left = parser.sum();
        tokens.expect(",");
        Formula right = parser.sum();
        tokens.expect("⟩");
        return Formula.of(Kind.INNER, left, right);
    }

    /** |D|, behind its bar. */
    Formula examples(Token open) {
        Token set = tokens.next();
        if (set.isLetter("𝒟|[DSB]") && tokens.take("|")) {
            return Formula.symbol(Symbol.of(Quantity.EXAMPLES, "|" + set.text() + "|"));
        }
        throw new Unreadable(open, "bars are read around a set of examples only: write \\lVert for a norm");
    }
}
