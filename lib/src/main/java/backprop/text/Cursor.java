package backprop.text;

import backprop.internal.CanIgnoreReturnValue;
import backprop.internal.Require;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a text that is read from left to right, and what is refused there. */
final class Cursor {
    private static final Pattern TOKEN = Pattern.compile("[^\\s,;\\p{Cntrl}()\\[\\]{}]{1,20}|[()\\[\\]{}]");

    private final String argument;
    private final String text;
    private int at;

    Cursor(String argument, String text) {
        this.argument = argument;
        this.text = text;
    }

    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    /** Whether one of these characters is next. */
    boolean isAt(String any) {
        return !isAtEnd() && any.indexOf(text.charAt(at)) >= 0;
    }

    /** Whether a letter is next. */
    boolean isAtLetter() {
        return !isAtEnd() && Character.isLetter(text.charAt(at));
    }

    /** Whether the character after the next is a digit. */
    boolean isBeforeDigit() {
        return at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    }

    boolean contains(char c) {
        return text.indexOf(c) >= 0;
    }

    /** Takes one character. */
    @CanIgnoreReturnValue
    char next() {
        return text.charAt(at++);
    }

    /** Takes what a pattern finds here; nothing if it does not. */
    @CanIgnoreReturnValue
    String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        String found = matcher.lookingAt() ? matcher.group() : "";
        at += found.length();
        return found;
    }

    boolean isAt(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length()).lookingAt();
    }

    /** The first group of a pattern that is here. */
    String named(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? matcher.group(1) : "";
    }

    /** What was taken since a place. */
    String since(int from) {
        return text.substring(from, at);
    }

    /** Skips white space, and the ends of lines if asked to; says whether there was some. */
    @CanIgnoreReturnValue
    boolean space(boolean lines) {
        int from = at;
        while (!isAtEnd() && Character.isWhitespace(text.charAt(at)) && (lines || text.charAt(at) != '\n')) {
            at++;
        }
        return at > from;
    }

    IllegalArgumentException refused(String rule) {
        return refused(rule, at);
    }

    /** The argument must keep a rule, but does not at a place. */
    IllegalArgumentException refused(String rule, int place) {
        String before = text.substring(0, place);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int character = place - before.lastIndexOf('\n');
        String where = (line > 1 ? "line " + line + ", " : "") + "character " + character;
        Matcher token = TOKEN.matcher(text).region(place, text.length());
        return Require.broken(
                argument, rule, token.lookingAt() ? "'" + token.group() + "' at " + where : "not so at " + where);
    }
}
