package backprop.formula;

import backprop.formula.Glyphs.Treatment;
import backprop.formula.Token.Type;
import backprop.internal.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes tokens of a formula in LaTeX or Unicode. What only changes how it looks is dropped; the same letter is the same
 * token however it was written.
 */
final class Scanner {
    static final int MOST_TOKENS = 20_000;

    private static final String HAT = "\u0302";

    private final String text;
    private final int end;
    private final int firstLine;
    private final int firstColumn;
    private final Macros macros;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Scanner(String text, int firstLine, int firstColumn, Macros macros) {
        this.text = text;
        this.firstLine = firstLine;
        this.firstColumn = firstColumn;
        this.macros = macros;
        end = text.length();
    }

    /** The tokens of a formula that stands at a place of its text, with what is defined there; definitions are added. */
    @CanIgnoreReturnValue
    static List<Token> tokens(String text, int firstLine, int firstColumn, Macros macros) {
        return macros.expanded(scanned(text, firstLine, firstColumn, macros));
    }

    private static List<Token> scanned(String text, int firstLine, int firstColumn, Macros macros) {
        Scanner scanner = new Scanner(text, firstLine, firstColumn, macros);
        while (scanner.at < scanner.end) {
            scanner.scan();
        }
        return scanner.tokens;
    }

    private Token token(Type type, String what, int from) {
        String before = text.substring(0, from);
        int newline = before.lastIndexOf('\n');
        int lines =
                newline < 0 ? 0 : (int) before.chars().filter(c -> c == '\n').count();
        return new Token(type, what, firstLine + lines, newline < 0 ? firstColumn + from : from - newline);
    }

    private void add(Type type, String what, int from) {
        tokens.add(token(type, what, from));
        if (tokens.size() > MOST_TOKENS) {
            throw new Unreadable(token(type, what, from), "a formula must be shorter than " + MOST_TOKENS + " signs");
        }
    }

    private void scan() {
        char c = text.charAt(at);
        if (c == '\\') {
            command();
        } else if (c == '%') {
            int newline = text.indexOf('\n', at);
            at = newline < 0 ? end : newline;
        } else if (Character.isWhitespace(c) || c == '$' || c == '\u200b' || c == '~') {
            at++;
        } else if (Glyphs.RAISED.get(0).indexOf(c) >= 0) {
            script("^", Glyphs.RAISED);
        } else if (Glyphs.LOWERED.get(0).indexOf(c) >= 0) {
            script("_", Glyphs.LOWERED);
        } else if (isDigit(at) || c == '.' && isDigit(at + 1)) {
            number();
        } else if (isLetter(c)) {
            word();
        } else {
            sign();
        }
    }

    // Letters, numbers and signs as they are

    private boolean isDigit(int i) {
        return i < end && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || Character.isSurrogate(c);
    }

    private boolean isLatin(int i) {
        return i < end && Character.isLetter(text.charAt(i)) && text.charAt(i) < 128;
    }

    private boolean isAt(char c) {
        return at < end && text.charAt(at) == c;
    }

    private void skipSpace() {
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void number() {
        int from = at;
        while (isDigit(at) || isAt('.') && isDigit(at + 1)) {
            at++;
        }
        add(Type.NUMBER, text.substring(from, at), from);
    }

    private void script(String sign, List<String> small) {
        int from = at;
        add(Type.SIGN, sign, from);
        add(Type.SIGN, "{", from);
        while (at < end && small.get(0).indexOf(text.charAt(at)) >= 0) {
            char c = small.get(1).charAt(small.get(0).indexOf(text.charAt(at)));
            Type type = Character.isLetter(c) ? Type.LETTER : Character.isDigit(c) ? Type.NUMBER : Type.SIGN;
            add(type, String.valueOf(c), at++);
        }
        add(Type.SIGN, "}", from);
    }

    /** One letter, or a name that is always one. */
    private void word() {
        int from = at;
        while (isLatin(at)) {
            at++;
        }
        String word = text.substring(from, at);
        boolean isPlainGreek = Glyphs.GREEK.containsKey(word) && !text.contains("\\");
        if (isPlainGreek || Glyphs.FUNCTIONS.contains(word) || Glyphs.NAMES.contains(word)) {
            named(isPlainGreek ? Glyphs.GREEK.get(word) : word, from);
            return;
        }
        at = from + (Character.isHighSurrogate(text.charAt(from)) && from + 1 < end ? 2 : 1);
        String letter = text.substring(from, at);
        String same = Glyphs.SAME.getOrDefault(letter, letter);
        if (isAt(HAT.charAt(0))) {
            at++;
            same = hatted(same);
        }
        add(same.equals("∑") ? Type.SIGN : Type.LETTER, same, from);
    }

    private void named(String word, int from) {
        add(Glyphs.FUNCTIONS.contains(word) ? Type.FUNCTION : Type.LETTER, word, from);
    }

    private static String hatted(String letter) {
        return letter.equals("y") ? "ŷ" : letter + HAT;
    }

    private void sign() {
        int from = at;
        String two = text.substring(at, Math.min(end, at + 2));
        boolean isTwo = two.length() == 2 && Glyphs.SAME.containsKey(two) || Character.isHighSurrogate(two.charAt(0));
        String sign = isTwo ? two : two.substring(0, 1);
        at += sign.length();
        String same = Glyphs.SAME.getOrDefault(sign, sign);
        add(Character.isDigit(same.charAt(0)) ? Type.NUMBER : Type.SIGN, same, from);
    }

    // Commands

    private void command() {
        int from = at++;
        int start = at;
        while (isLatin(at)) {
            at++;
        }
        at = at == start ? Math.min(end, at + 1) : at;
        String name = text.substring(start, at);
        if (macros.has(name)) {
            add(Type.COMMAND, "\\" + name, from);
        } else if (Glyphs.GREEK.containsKey(name)) {
            add(Type.LETTER, Glyphs.GREEK.get(name), from);
        } else if (Glyphs.SIGNS.containsKey(name)) {
            add(Type.SIGN, Glyphs.SIGNS.get(name), from);
        } else if (Glyphs.FUNCTIONS.contains(name)) {
            add(Type.FUNCTION, name, from);
        } else if (Glyphs.treatment(name) != null) {
            treat(Glyphs.treatment(name), name, from);
        } else {
            throw new Unreadable(token(Type.COMMAND, name, from), "\\" + name + " is not a sign known here");
        }
    }

    private void treat(Treatment treatment, String name, int from) {
        switch (treatment) {
            case LOOK -> at += (name.equals("left") || name.equals("right")) && isAt('.') ? 1 : 0;
            case STYLE, UPRIGHT, SCRIPT, BOX -> styled(treatment, from);
            case HAT -> {
                List<Token> inner = inner(from);
                if (inner.size() == 1) {
                    add(Type.LETTER, hatted(inner.get(0).text()), from);
                } else {
                    group(inner, from);
                }
            }
            case DOT -> dotted("′", from);
            case DOTS -> dotted("″", from);
            case WORDS -> words(argument(from).strip(), from);
            case ASIDE -> argument(from);
            case OVER -> {
                argument(from);
                tokens.addAll(inner(from));
            }
            case BRACED -> {
                tokens.addAll(inner(from));
                skipSpace();
                if (isAt('_') || isAt('^')) { // what is written at the brace
                    at++;
                    argument(from);
                }
            }
            case ARROW -> {
                option();
                argument(from);
                add(Type.TEXT, name, from);
            }
            case ENVIRONMENT -> {
                String environment = argument(from).strip().replace("*", "");
                if (name.equals("begin") && environment.startsWith("array")) {
                    argument(from);
                }
                add(Type.COMMAND, name + ":" + environment, from);
            }
            case DEFINITION -> define(name, from);
            case FRACTION -> {
                add(Type.COMMAND, "frac", from);
                digit();
                digit();
            }
            case ROOT -> add(Type.COMMAND, "sqrt", from);
            case ONE -> {
                argument(from);
                add(Type.LETTER, "𝟏", from);
            }
        }
    }

    /** \\frac12 has two arguments. */
    private void digit() {
        int start = at;
        skipSpace();
        if (isDigit(at)) {
            add(Type.NUMBER, text.substring(at, at + 1), at++);
        } else {
            at = start;
        }
    }

    private void dotted(String primes, int from) {
        group(inner(from), from);
        add(Type.SIGN, primes, from);
    }

    private void styled(Treatment treatment, int from) {
        int before = at;
        String word = argument(from).strip();
        boolean isKnown = Glyphs.NAMES.contains(word) || Glyphs.FUNCTIONS.contains(word);
        boolean isWord = word.length() > 1 && word.chars().allMatch(Character::isLetter);
        if (word.equals("1") && treatment != Treatment.BOX) {
            add(Type.LETTER, "𝟏", from);
        } else if (isWord && (isKnown || treatment == Treatment.UPRIGHT)) {
            words(word, from);
        } else if (treatment == Treatment.SCRIPT && word.matches("[LD]")) {
            add(Type.LETTER, word.equals("L") ? "ℒ" : "𝒟", from);
        } else {
            at = before;
            List<Token> inner = inner(from);
            if (treatment == Treatment.BOX) {
                tokens.addAll(inner);
            } else {
                group(inner, from);
            }
        }
    }

    private void words(String word, int from) {
        if (Glyphs.FUNCTIONS.contains(word) || Glyphs.NAMES.contains(word)) {
            named(word, from);
        } else if (!word.isEmpty()) {
            add(Type.TEXT, word, from);
        }
    }

    /** In braces, unless it is one. */
    private void group(List<Token> inner, int from) {
        boolean isOne = inner.size() == 1;
        if (!isOne) {
            add(Type.SIGN, "{", from);
        }
        tokens.addAll(inner);
        if (!isOne) {
            add(Type.SIGN, "}", from);
        }
    }

    // Arguments

    /** The text of the next argument in braces, or the next letter or command. */
    @CanIgnoreReturnValue
    private String argument(int from) {
        skipSpace();
        int start = at;
        if (!isAt('{')) {
            at = Math.min(end, at + 1);
            while (start < end && text.charAt(start) == '\\' && isLatin(at)) {
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

    private void option() {
        if (isAt('[')) {
            int close = text.indexOf(']', at);
            at = close < 0 ? end : close + 1;
        }
    }

    /** The tokens of an argument, at their own places. */
    private List<Token> inner(int from) {
        skipSpace();
        int start = isAt('{') ? at + 1 : at;
        Token place = token(Type.SIGN, "", start);
        return scanned(argument(from), place.line(), place.column(), macros);
    }

    private void define(String how, int from) {
        String name = argument(from).strip().replaceFirst("^\\\\", "");
        int count = 0;
        if (isAt('[')) {
            int start = at;
            option();
            String number =
                    text.substring(start + 1, Math.max(start + 1, at - 1)).strip();
            if (!number.matches("[0-9]")) {
                throw new Unreadable(
                        token(Type.COMMAND, how, from), "\\" + how + " must say how many arguments it takes");
            }
            count = Integer.parseInt(number);
        }
        while (how.equals("def") && isAt('#')) {
            count++;
            at = Math.min(end, at + 2);
        }
        boolean isOperator = how.equals("DeclareMathOperator");
        macros.define(
                name,
                count,
                isOperator ? scanned("\\operatorname{" + argument(from) + "}", 1, 1, macros) : inner(from));
    }
}
