package backprop.formula;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A user's own commands, and what they stand for; and words that the text gives a meaning. */
final class Macros {
    private static final int MOST_STEPS = 1000;

    private record Macro(int arguments, List<Token> body) {}

    private final Map<String, Macro> macros = new HashMap<>();
    private final Set<String> names;

    /** No commands yet, but names of several letters. */
    Macros(Set<String> names) {
        this.names = names;
    }

    Set<String> names() {
        return names;
    }

    void define(String name, int arguments, List<Token> body) {
        macros.put(name, new Macro(arguments, body));
    }

    boolean has(String name) {
        return macros.containsKey(name);
    }

    /** Tokens with the commands replaced by what they stand for, where they stand. */
    List<Token> expanded(List<Token> tokens) {
        Deque<Token> rest = new ArrayDeque<>(tokens);
        List<Token> all = new ArrayList<>();
        int steps = 0;
        while (!rest.isEmpty()) {
            Token token = rest.pop();
            boolean isOwn = token.is(Type.COMMAND) && token.text().startsWith("\\");
            Macro macro = isOwn ? macros.get(token.text().substring(1)) : null;
            if (macro == null) {
                all.add(token);
                continue;
            }
            if (++steps > MOST_STEPS || rest.size() > Scanner.MOST_TOKENS) {
                throw new Unreadable(token, token.text() + " stands for itself, or for too much");
            }
            List<List<Token>> arguments = new ArrayList<>();
            for (int i = 0; i < macro.arguments(); i++) {
                arguments.add(argument(rest, token));
            }
            List<Token> body = filled(macro.body(), arguments, token);
            for (int i = body.size() - 1; i >= 0; i--) {
                rest.push(body.get(i));
            }
        }
        return all;
    }

    /** With each accent at the letter it makes another of, and without braces around nothing. */
    static List<Token> accented(List<Token> tokens) {
        List<Token> all = new ArrayList<>();
        for (int i = tokens.size() - 1; i >= 0; i--) { // the innermost accent first
            Token token = tokens.get(i);
            boolean isEmpty = token.is("{") && !all.isEmpty() && all.get(0).is("}");
            boolean isBare = i > 0
                    && !tokens.get(i - 1).is(Type.COMMAND)
                    && !tokens.get(i - 1).text().matches("[_^]");
            if (token.is(Type.COMMAND) && token.text().startsWith("accent:")) {
                accent(all, token);
            } else if (isEmpty && isBare) {
                all.remove(0);
            } else {
                all.add(0, token);
            }
        }
        return all;
    }

    /** Accents the letter in the first group, behind which only what is written at it may stand. */
    private static void accent(List<Token> all, Token accent) {
        int first = 0;
        while (first < all.size() && all.get(first).is("{")) {
            first++;
        }
        Token letter = Use.token(all, first);
        Token behind = Use.token(all, first + 1);
        String name = accent.text().substring(accent.text().indexOf(':') + 1);
        if (!letter.is(Type.LETTER) || !behind.text().matches("[_^′}]")) {
            throw new Unreadable(accent, "\\" + name + " is read at one letter only");
        }
        all.set(first, accent.as(Type.LETTER, Glyphs.accented(letter.text(), name)));
        if (behind.is("}")) {
            all.subList(first + 1, first + 1 + first).clear();
            all.subList(0, first).clear();
        }
    }

    private static List<Token> argument(Deque<Token> rest, Token macro) {
        List<Token> group = new ArrayList<>();
        int depth = 0;
        do {
            if (rest.isEmpty()) {
                throw new Unreadable(macro, macro.text() + " lacks an argument");
            }
            group.add(rest.pop());
            depth += group.get(group.size() - 1).bracing();
        } while (depth > 0);
        return group.size() > 1 ? group.subList(1, group.size() - 1) : group;
    }

    private static List<Token> filled(List<Token> body, List<List<Token>> arguments, Token place) {
        List<Token> filled = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            Token token = body.get(i);
            if (!token.is("#") || i + 1 == body.size()) {
                filled.add(place.as(token.type(), token.text()));
                continue;
            }
            int n = body.get(++i).text().charAt(0) - '1';
            if (n < 0 || n >= arguments.size()) {
                throw new Unreadable(place, place.text() + " has no argument " + (n + 1));
            }
            filled.addAll(arguments.get(n));
        }
        return filled;
    }
}
