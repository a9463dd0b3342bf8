package backprop.formula;

import java.util.List;

/**
 * A letter where it stands in a text that is not read yet.
 *
 * @param at its place in a side of a statement
 * @param behind where what is written at it ends
 */
record Use(List<Token> side, int at, int behind) {
    static Use of(List<Token> side, int at) {
        int end = at + 1;
        while (isScript(side, end) || token(side, end).is("′")) {
            end += isScript(side, end) ? 1 + length(side, end + 1) : 1;
        }
        return new Use(side, at, end);
    }

    static Token token(List<Token> side, int i) {
        return i >= 0 && i < side.size() ? side.get(i) : new Token(Type.END, "", 1, 1);
    }

    private static boolean isScript(List<Token> side, int i) {
        return token(side, i).is("^") || token(side, i).is("_");
    }

    /** Of one token, or of a group with its braces. */
    static int length(List<Token> side, int from) {
        int end = from;
        int level = 0;
        do {
            level += token(side, end++).bracing();
        } while (level > 0 && end < side.size());
        return end - from;
    }

    String letter() {
        return side.get(at).text();
    }

    boolean is(String pattern) {
        return letter().matches(pattern);
    }

    /** What stands behind all that is written at it. */
    Token next(int ahead) {
        return token(side, behind + ahead);
    }

    /** Whether the first thing written at it stands above or below. */
    boolean has(String sign) {
        return token(side, at + 1).is(sign);
    }

    List<Token> script() {
        int length = length(side, at + 2);
        int from = Math.min(at + 2, side.size());
        int end = Math.min(from + length, side.size());
        return length > 1 ? side.subList(from + 1, Math.max(from + 1, end - 1)) : side.subList(from, end);
    }

    boolean isPrimed() {
        return side.subList(at, Math.min(behind, side.size())).stream().anyMatch(t -> t.is("′"));
    }
}
