package backprop.formula;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A sign, letter or word of a formula.
 *
 * @param text a letter as Unicode, δ for {@code \delta}; a sign as one character; the name of a command or function
 * @param line from 1, of the whole text
 * @param column from 1
 */
record Token(Type type, String text, int line, int column) {
    private static final Set<String> OPENING = Set.of("(", "[", "{");
    private static final Set<String> CLOSING = Set.of(")", "]", "}", "⟩");

    boolean is(String other) {
        return type != Type.TEXT && text.equals(other);
    }

    boolean is(Type other) {
        return type == other;
    }

    /** Whether it is a letter that fits a pattern. */
    boolean isLetter(String pattern) {
        return type == Type.LETTER && text.matches(pattern);
    }

    boolean isBegin() {
        return type == Type.COMMAND && text.startsWith("begin:");
    }

    boolean isEnd() {
        return type == Type.COMMAND && text.startsWith("end:");
    }

    /** Whether it is a bracket around a group: ( [ or {. */
    boolean isOpening() {
        return OPENING.contains(text);
    }

    /** 1 for what opens, −1 for what closes a bracket or environment, else 0. */
    int nesting() {
        return switch (type) {
            case TEXT -> 0;
            case COMMAND -> isBegin() ? 1 : isEnd() ? -1 : 0;
            default -> isOpening() || text.equals("⟨") ? 1 : CLOSING.contains(text) ? -1 : 0;
        };
    }

    /** 1 for {, −1 for }, else 0. */
    int bracing() {
        return is("{") ? 1 : is("}") ? -1 : 0;
    }

    /** Another at the same place. */
    Token as(Type other, String otherText) {
        return new Token(other, otherText, line, column);
    }

    /** What two letters in one, such as dz, have behind the first. */
    Token tail() {
        return new Token(type, text.substring(1), line, column + 1);
    }

    /** The texts of some, one behind the other. */
    static String text(List<Token> some) {
        return some.stream().map(Token::text).collect(Collectors.joining());
    }

    /** Whether all are primes, and at least one is there. */
    static boolean arePrimes(List<Token> some) {
        return !some.isEmpty() && some.stream().allMatch(t -> t.is("′"));
    }
}
