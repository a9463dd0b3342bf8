package backprop.formula;

import backprop.internal.CanIgnoreReturnValue;

/** A text that is read character by character, and knows where in a larger one it stands. */
final class Source {
    private final String text;
    private final int end;
    private final boolean isLatex;
    private final int firstLine;
    private final int firstColumn;
    private int at;
    private int counted;
    private int lines;
    private int newline = -1;

    Source(String text, int firstLine, int firstColumn) {
        this.text = text;
        this.firstLine = firstLine;
        this.firstColumn = firstColumn;
        end = text.length();
        isLatex = text.contains("\\");
    }

    int at() {
        return at;
    }

    void goTo(int place) {
        at = Math.min(end, place);
    }

    void skip(int count) {
        goTo(at + count);
    }

    /** The next character, of two halves if it has them; goes on behind it. */
    String character() {
        int from = at;
        skip(Character.isHighSurrogate(here()) ? 2 : 1);
        return since(from);
    }

    boolean isAtEnd() {
        return at >= end;
    }

    char here() {
        return text.charAt(at);
    }

    /** What was read since a place. */
    String since(int from) {
        return text.substring(from, at);
    }

    /** The next characters, or fewer at the end. */
    String next(int count) {
        return text.substring(at, Math.min(end, at + count));
    }

    boolean isLatex() {
        return isLatex;
    }

    void skipLine() {
        int newline = text.indexOf('\n', at);
        at = newline < 0 ? end : newline;
    }

    /** A token at a place; most come one after the other, so that lines are counted on from the last. */
    Token token(Type type, String what, int from) {
        if (from < counted) {
            counted = 0;
            lines = 0;
            newline = -1;
        }
        for (; counted < from; counted++) {
            if (text.charAt(counted) == '\n') {
                lines++;
                newline = counted;
            }
        }
        return new Token(type, what, firstLine + lines, newline < 0 ? firstColumn + from : from - newline);
    }

    /** Whether a digit stands so many characters ahead. */
    boolean isDigit(int ahead) {
        int i = at + ahead;
        return i < end && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private boolean isLatin() {
        return at < end && Character.isLetter(text.charAt(at)) && text.charAt(at) < 128;
    }

    void skipLatin() {
        while (isLatin()) {
            at++;
        }
    }

    void skipDigits() {
        while (isDigit(0)) {
            at++;
        }
    }

    boolean isAt(char c) {
        return at < end && text.charAt(at) == c;
    }

    void skipSpace() {
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** The text of the next argument in braces, or the next letter or command. */
    @CanIgnoreReturnValue
    String argument(int from) {
        skipSpace();
        int start = at;
        if (!isAt('{')) {
            at = Math.min(end, at + 1);
            while (start < end && text.charAt(start) == '\\' && isLatin()) {
                at++;
            }
            return text.substring(start, at);
        }
        int depth = 0;
        do {
            if (at >= end) {
                throw new Unreadable(token(Type.SIGN, "{", from), "{ is never closed");
            }
            depth += isAt('{') ? 1 : isAt('}') ? -1 : 0;
            at += isAt('\\') ? 2 : 1;
        } while (depth > 0);
        return text.substring(start + 1, at - 1);
    }

    /** What stands in [ ] next, which may be left out. */
    @CanIgnoreReturnValue
    String option() {
        int start = at + 1;
        if (!isAt('[')) {
            return "";
        }
        int close = text.indexOf(']', at);
        at = close < 0 ? end : close + 1;
        return text.substring(start, Math.max(start, at - 1));
    }
}
