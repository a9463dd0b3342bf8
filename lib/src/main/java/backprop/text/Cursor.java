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

    boolean isAt(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length()).lookingAt();
    }

    /** Takes what a pattern finds here; nothing if it does not. */
    @CanIgnoreReturnValue
    String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        String found = matcher.lookingAt() ? matcher.group() : "";
        at += found.length();
        return found;
    }

    /** Says whether there was something to take. */
    boolean skip(Pattern pattern) {
        return !take(pattern).isEmpty();
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
