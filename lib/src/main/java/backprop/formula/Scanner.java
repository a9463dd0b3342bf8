package backprop.formula;

import backprop.formula.Glyphs.Treatment;
import backprop.internal.CanIgnoreReturnValue;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes tokens of a formula in LaTeX or Unicode. What only changes how it looks is dropped; the same letter is the same
 * token however it was written.
 */
final class Scanner {
    static final int MOST_TOKENS = 20_000;

    private final Source source;
    private final Macros macros;
    private final List<Token> tokens = new ArrayList<>();

    /** How many braces are open from one above or below a letter on. */
    private int scripts;

    private Scanner(Source source, Macros macros) {
        this.source = source;
        this.macros = macros;
    }

    /** The tokens of a formula that stands at a place of its text, with what is defined there; definitions are added. */
    @CanIgnoreReturnValue
    static List<Token> tokens(String text, int firstLine, int firstColumn, Macros macros) {
        return Macros.accented(macros.expanded(scanned(new Source(text, firstLine, firstColumn), macros)));
    }

    private static List<Token> scanned(Source source, Macros macros) {
        Scanner scanner = new Scanner(source, macros);
        while (!source.isAtEnd()) {
            scanner.scan();
        }
        return scanner.tokens;
    }

    private void add(Type type, String what, int from) {
        tokens.add(source.token(type, what, from));
        if (tokens.size() > MOST_TOKENS) {
            throw new Unreadable(
                    source.token(type, what, from), "a formula must be shorter than " + MOST_TOKENS + " signs");
        }
    }

    private void scan() {
        char c = source.here();
        if (c == '\\') {
            command();
        } else if (c == '%') {
            source.skipLine();
        } else if (Character.isWhitespace(c) || c == '$' || c == '\u200b' || c == '~' || c == '`') {
            source.skip(1);
        } else if (Glyphs.RAISED.get(0).indexOf(c) >= 0) {
            script("^", Glyphs.RAISED);
        } else if (Glyphs.LOWERED.get(0).indexOf(c) >= 0) {
            script("_", Glyphs.LOWERED);
        } else if (source.isDigit(0) || c == '.' && source.isDigit(1)) {
            number();
        } else if (isLetter(c)) {
            word();
        } else {
            sign();
        }
    }

    // Letters, numbers and signs as they are
    private static boolean isLetter(char c) {
        return Character.isLetter(c) || Character.isSurrogate(c);
    }

    private void number() {
        int from = source.at();
        source.skipDigits();
        if (source.isAt('.') && source.isDigit(1)) {
            source.skip(1);
            source.skipDigits();
            if (source.isAt('.') && source.isDigit(1)) {
                throw new Unreadable(source.token(Type.NUMBER, "", from), "a number has one point at most");
            }
        }
        add(Type.NUMBER, source.since(from), from);
    }

    private void script(String sign, List<String> small) {
        int from = source.at();
        add(Type.SIGN, sign, from);
        add(Type.SIGN, "{", from);
        while (!source.isAtEnd() && small.get(0).indexOf(source.here()) >= 0) {
            char c = small.get(1).charAt(small.get(0).indexOf(source.here()));
            Type type = Character.isLetter(c) ? Type.LETTER : Character.isDigit(c) ? Type.NUMBER : Type.SIGN;
            add(type, String.valueOf(c), source.at());
            source.skip(1);
        }
        add(Type.SIGN, "}", from);
    }

    /** One letter, or a name that is always one; with a number behind it in plain text, that stands below. */
    private void word() {
        int from = source.at();
        source.skipLatin();
        String word = source.since(from);
        boolean isPlain = !source.isLatex();
        if (isPlain && word.length() > 1 && isBehind("_")) {
            below(word, from);
        } else if (isPlain && word.equals("sum")) {
            add(Type.SIGN, "∑", from);
        } else if (isPlain && Glyphs.GREEK.containsKey(word)) {
            named(Glyphs.GREEK.get(word), from);
            numberBelow(word);
        } else if (isName(word) && !(isBehind("/") && word.matches("d[A-Za-z]"))) { // dC/dW is by W
            named(word, from);
            numberBelow(word);
        } else if (word.length() > 2 && scripts == 0 && !isBehind("_") && !isBehind("^")) {
            add(Type.WORD, word, from);
        } else {
            source.goTo(from);
            letter();
        }
    }

    private boolean isName(String word) {
        boolean isScript = scripts > 0 || isBehind("_") || isBehind("^");
        return Glyphs.FUNCTIONS.contains(word)
                || Glyphs.NAMES.contains(word)
                || !isScript && macros.names().contains(word);
    }

    private boolean isBehind(String sign) {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1).is(sign);
    }

    private void letter() {
        int from = source.at();
        String letter = source.character();
        String same = Glyphs.SAME.getOrDefault(letter, letter);
        while (!source.isAtEnd() && Character.getType(source.here()) == Character.NON_SPACING_MARK) {
            same = Normalizer.normalize(same + source.character(), Normalizer.Form.NFC);
        }
        boolean isScript = isBehind("_") || isBehind("^");
        add(same.equals("∑") ? Type.SIGN : Type.LETTER, same, from);
        if (!isScript) {
            numberBelow(same);
        }
    }

    /** In plain text, jk in w_jk and out in w_out stand below. */
    private void below(String word, int from) {
        add(Type.SIGN, "{", from);
        if (word.length() > 2) {
            add(Type.TEXT, word, from);
        } else {
            add(Type.LETTER, word.substring(0, 1), from);
            add(Type.LETTER, word.substring(1), from + 1);
        }
        add(Type.SIGN, "}", from);
    }

    /** In plain text, 1 in W1 stands below. */
    private void numberBelow(String name) {
        if (source.isLatex() || scripts > 0 || !source.isDigit(0) || Glyphs.FUNCTIONS.contains(name)) {
            return;
        }
        int from = source.at();
        add(Type.SIGN, "_", from);
        add(Type.SIGN, "{", from);
        source.skipDigits();
        add(Type.NUMBER, source.since(from), from);
        add(Type.SIGN, "}", from);
    }

    private void named(String word, int from) {
        add(Glyphs.FUNCTIONS.contains(word) ? Type.FUNCTION : Type.LETTER, word, from);
    }

    private void sign() {
        int from = source.at();
        boolean isTwo = source.next(2).length() == 2 && Glyphs.SAME.containsKey(source.next(2));
        String sign = isTwo ? source.next(2) : source.character();
        source.goTo(from + sign.length());
        String same = Glyphs.SAME.getOrDefault(sign, sign);
        boolean isScript = isBehind("_") || isBehind("^") || scripts > 0;
        scripts += same.equals("{") && isScript ? 1 : same.equals("}") && scripts > 0 ? -1 : 0;
        add(Character.isDigit(same.charAt(0)) ? Type.NUMBER : Type.SIGN, same, from);
    }

    // Commands
    private void command() {
        int from = source.at();
        source.skip(1);
        source.skipLatin();
        source.skip(source.at() == from + 1 ? 1 : 0);
        String name = source.since(from + 1);
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
            throw new Unreadable(source.token(Type.COMMAND, name, from), "\\" + name + " is not a sign known here");
        }
    }

    private void treat(Treatment treatment, String name, int from) {
        switch (treatment) {
            case LOOK -> source.skip((name.equals("left") || name.equals("right")) && source.isAt('.') ? 1 : 0);
            case STYLE, UPRIGHT, SCRIPT, BOX -> styled(treatment, from);
            case ACCENT -> {
                add(Type.COMMAND, "accent:" + name, from);
                braced(inner(from), from);
            }
            case DOT -> {
                group(inner(from), from);
                add(Type.SIGN, name.equals("dot") ? "′" : "″", from);
            }
            case WORDS -> words(source.argument(from).strip(), from);
            case ASIDE -> source.argument(from);
            case OVER -> {
                source.argument(from);
                tokens.addAll(inner(from));
            }
            case BRACED -> {
                tokens.addAll(inner(from));
                source.skipSpace();
                if (source.isAt('_') || source.isAt('^')) { // what is written at the brace
                    source.skip(1);
                    source.argument(from);
                }
            }
            case ARROW -> {
                source.option();
                source.argument(from);
                add(Type.TEXT, name, from);
            }
            case ENVIRONMENT -> {
                String environment = source.argument(from).strip().replace("*", "");
                if (name.equals("begin") && environment.startsWith("array")) {
                    source.argument(from);
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
        }
    }

    /** \\frac12 has two arguments. */
    private void digit() {
        int start = source.at();
        source.skipSpace();
        if (source.isDigit(0)) {
            add(Type.NUMBER, source.next(1), source.at());
            source.skip(1);
        } else {
            source.goTo(start);
        }
    }

    private void styled(Treatment treatment, int from) {
        int before = source.at();
        String word = source.argument(from).strip();
        boolean isKnown = Glyphs.NAMES.contains(word) || Glyphs.FUNCTIONS.contains(word);
        boolean isWord = word.length() > 1 && word.chars().allMatch(Character::isLetter);
        if (word.equals("1") && treatment != Treatment.BOX) {
            add(Type.LETTER, "𝟏", from);
        } else if (isWord && (isKnown || treatment == Treatment.UPRIGHT)) {
            words(word, from);
        } else if (treatment == Treatment.SCRIPT && word.matches("[LD]")) {
            add(Type.LETTER, word.equals("L") ? "ℒ" : "𝒟", from);
        } else {
            source.goTo(before);
            List<Token> inner = inner(from);
            if (treatment == Treatment.BOX) {
                tokens.addAll(inner);
            } else {
                group(inner, from);
            }
        }
    }

    private void words(String word, int from) {
        String operator = Glyphs.OPERATORS.get(word);
        if (operator != null) {
            add(Type.SIGN, operator, from);
        } else if (isName(word)) {
            named(word, from);
        } else if (!word.isEmpty()) {
            add(Type.TEXT, word, from);
        }
    }

    /** In braces, unless it is one. */
    private void group(List<Token> inner, int from) {
        if (inner.size() == 1) {
            tokens.addAll(inner);
        } else {
            braced(inner, from);
        }
    }

    private void braced(List<Token> inner, int from) {
        add(Type.SIGN, "{", from);
        tokens.addAll(inner);
        add(Type.SIGN, "}", from);
    }

    /** The tokens of an argument, at their own places. */
    private List<Token> inner(int from) {
        source.skipSpace();
        Token place = source.token(Type.SIGN, "", source.at() + (source.isAt('{') ? 1 : 0));
        return scanned(new Source(source.argument(from), place.line(), place.column()), macros);
    }

    private void define(String how, int from) {
        String name = source.argument(from).strip().replaceFirst("^\\\\", "");
        int count = 0;
        String number = source.option().strip();
        if (!number.isEmpty()) {
            if (!number.matches("[0-9]")) {
                throw new Unreadable(
                        source.token(Type.COMMAND, how, from), "\\" + how + " must say how many arguments it takes");
            }
            count = Integer.parseInt(number);
        }
        while (how.equals("def") && source.isAt('#')) {
            count++;
            source.skip(2);
        }
        boolean isOperator = how.equals("DeclareMathOperator");
        macros.define(
                name,
                count,
                isOperator
                        ? scanned(new Source("\\operatorname{" + source.argument(from) + "}", 1, 1), macros)
                        : inner(from));
    }
}
