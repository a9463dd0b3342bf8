package backprop.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a text states in one place, before its letters are understood: sides with relations between them.
 *
 * @param sides one for an expression alone
 * @param relations one fewer than sides, such as =, ≔ and ←
 * @param place where it begins
 * @param end where it ends
 * @param isDisplayed whether it stands on its own, not in a sentence
 * @param goesOn whether it begins with a relation, so that its left side is that of a statement before it
 */
record Statement(
        List<List<Token>> sides, List<String> relations, Token place, Token end, boolean isDisplayed, boolean goesOn) {
    private static final Set<String> RELATIONS =
            Set.of("=", "≔", "←", "≡", "≈", "≤", "≥", "<", ">", "≠", "∈", "∝", "∼", "→", ":");
    private static final Set<String> EQUALITIES = Set.of("=", "≔", "←", "≡", "→");
    private static final Set<String> OPERATORS = Set.of("+", "-", "·", "×", "⊙", "∘", "∗", "•", "⊗", "/");
    private static final Set<String> SEPARATORS = Set.of(",", ";", "⇒", "∀");
    private static final Pattern JOINTS = Pattern.compile(
            "(?i)(?<!\\p{L})(if|for|when|where|with|and|or|so|then|in|at|of|on|over|by|since|as|but|because|from|to|is|are"
                    + "|let|per|all|each|not|unless|else|otherwise|thus|hence|therefore|gives|that|we|using|via|und|oder|für"
                    + "|wenn|mit|wobei|also|falls|ist|et|ou|pour|si|avec|donc)(?!\\p{L})");
    private static final int MOST_SIDES = 100;
    private static final String ONE = "[\\p{L}.]+";
    private static final Set<String> LAYOUTS = Glyphs.words("""
            align aligned alignat alignedat gather gathered split eqnarray
            multline equation displaymath flalign array math subequations dmath
            """);

    /** The statements of a formula's tokens, in order; those that begin with a relation go on with the one before. */
    static List<Statement> of(List<Token> tokens, boolean isDisplayed, List<Statement> before) {
        List<Statement> all = new ArrayList<>();
        Statement last = before.isEmpty() ? null : before.get(before.size() - 1);
        for (List<Token> row : joined(rows(tokens))) {
            boolean isFirst = true;
            for (List<Token> piece : pieces(row)) {
                Statement next = of(piece, isDisplayed, isFirst ? last : null);
                isFirst = false;
                if (next != null) {
                    all.addAll(next.cases());
                    last = next;
                }
            }
        }
        return all;
    }

    /** One statement for each line of a {@code cases}, with L for l where it says so; itself if it has none. */
    private List<Statement> cases() {
        for (int i = 0; i < sides.size(); i++) {
            List<Token> side = sides.get(i);
            if (!side.isEmpty()
                    && side.get(0).is("begin:cases")
                    && side.get(side.size() - 1).is("end:cases")) {
                return cases(i, Tokens.split(side.subList(1, side.size() - 1), "\\\\"));
            }
        }
        return List.of(this);
    }

    private List<Statement> cases(int i, List<List<Token>> lines) {
        List<Statement> all = new ArrayList<>();
        for (List<Token> line : lines) {
            List<List<Token>> halves = Tokens.split(line, "&");
            List<Token> condition = halves.size() > 1 ? halves.get(1) : List.of();
            if (!isOfLayer(condition)) {
                return List.of(this);
            }
            List<List<Token>> others = new ArrayList<>(sides);
            others.set(i, trimmed(halves.get(0), ",.;"));
            if (isLast(condition)) {
                others.replaceAll(tokens -> tokens.stream()
                        .map(t -> t.isLetter("[lℓ]") ? t.as(Type.LETTER, "L") : t)
                        .toList());
            }
            if (!halves.get(0).isEmpty()) {
                all.add(new Statement(others, relations, place, end, isDisplayed, goesOn));
            }
        }
        return all;
    }

    /** Without some signs at the end. */
    private static List<Token> trimmed(List<Token> tokens, String signs) {
        int end = tokens.size();
        while (end > 0
                && tokens.get(end - 1).is(Type.SIGN)
                && signs.contains(tokens.get(end - 1).text())) {
            end--;
        }
        return tokens.subList(0, end);
    }

    /** Words, or a relation of l; not whether x > 0. */
    private static boolean isOfLayer(List<Token> condition) {
        return condition.stream().noneMatch(t -> t.text().matches("[<>≤≥=≠]"))
                || condition.stream().anyMatch(t -> t.text().matches("[lℓ]"));
    }

    private static boolean isLast(List<Token> condition) {
        List<Token> signs = condition.stream().filter(t -> !t.is(Type.TEXT)).toList();
        return Token.text(signs).matches("[lℓ]=L[,.;]?");
    }

    /** Refuses one that is too long for anything to be found in it. */
    Statement refusingLong() {
        if (sides.size() > MOST_SIDES) {
            throw new Unreadable(place, "a chain must have at most " + MOST_SIDES + " sides");
        }
        if (sides.stream().anyMatch(side -> side.size() > Parser.LONGEST)) {
            throw new Unreadable(place, "a side must have at most " + Parser.LONGEST + " signs");
        }
        return this;
    }

    boolean isClaim() {
        return sides.size() > 1;
    }

    /** Null if it states nothing: a condition, or another relation than an equality. */
    private static Statement of(List<Token> written, boolean isDisplayed, Statement before) {
        List<Token> piece = spelledOut(written);
        List<List<Token>> sides = new ArrayList<>(List.of(new ArrayList<>()));
        List<String> relations = new ArrayList<>();
        int level = 0;
        for (Token token : piece) {
            level += token.nesting();
            if (level == 0 && !token.is(Type.TEXT) && RELATIONS.contains(token.text())) {
                relations.add(token.text());
                sides.add(new ArrayList<>());
            } else {
                sides.get(sides.size() - 1).add(token);
            }
        }
        boolean goesOn = sides.get(0).isEmpty() && before != null;
        if (goesOn) {
            sides.set(0, before.sides().get(0));
        }
        boolean isNone = sides.size() == 1 && sides.get(0).isEmpty();
        if (isNone || !EQUALITIES.containsAll(relations) || isCondition(sides)) {
            return null;
        }
        Token last = piece.get(piece.size() - 1);
        int behind = last.column() + last.text().length();
        Token end = new Token(Type.END, "", last.line(), behind);
        return new Statement(sides, relations, piece.get(0), end, isDisplayed, goesOn);
    }

    /** w ← w − (…) for w −= …. */
    private static List<Token> spelledOut(List<Token> piece) {
        for (int i = 2; i < piece.size(); i++) {
            Token sign = piece.get(i - 1);
            if (piece.get(i).is("=") && (sign.is("-") || sign.is("+"))) {
                List<Token> all = new ArrayList<>(piece.subList(0, i - 1));
                all.add(sign.as(Type.SIGN, "←"));
                all.addAll(piece.subList(0, i));
                all.add(sign.as(Type.SIGN, "("));
                all.addAll(piece.subList(i + 1, piece.size()));
                all.add(sign.as(Type.SIGN, ")"));
                return all;
            }
        }
        return piece;
    }

    /** l = 1, …: for what something holds. */
    private static boolean isCondition(List<List<Token>> sides) {
        return sides.size() > 1
                && sides.get(0).size() == 1
                && sides.get(0).get(0).isLetter("[lℓijkmnrstLMNT]")
                && sides.stream()
                        .skip(1)
                        .flatMap(List::stream)
                        .allMatch(t -> t.is(Type.NUMBER) || t.text().matches("[lℓLnmMNTKijk+\\-_{}⋯]"));
    }

    /** What stands between line breaks outside matrices, without what only lays it out. */
    private static List<List<Token>> rows(List<Token> tokens) {
        List<List<Token>> rows = new ArrayList<>(List.of(new ArrayList<>()));
        List<Boolean> layouts = new ArrayList<>();
        Token before = null;
        for (Token token : tokens) {
            List<Token> row = rows.get(rows.size() - 1);
            boolean isOutside = !layouts.contains(false);
            if (token.isBegin()) {
                boolean isBracketed = before != null && (before.is("(") || before.is("["));
                boolean isArray = token.is("begin:array");
                boolean isLayout =
                        LAYOUTS.contains(token.text().substring("begin:".length())) && !(isBracketed && isArray);
                layouts.add(isLayout);
                if (!isLayout) {
                    row.add(isArray ? token.as(Type.COMMAND, "begin:matrix") : token);
                }
            } else if (token.isEnd() && !layouts.isEmpty()) {
                boolean isLayout = layouts.remove(layouts.size() - 1);
                if (!isLayout) {
                    row.add(token);
                }
            } else if (token.is("\\\\") && isOutside) {
                rows.add(new ArrayList<>());
            } else if (!(token.is("&") && isOutside)) {
                row.add(token);
            }
            before = token;
        }
        return rows;
    }

    /** With a row that begins with an operator behind the one that it goes on from. */
    private static List<List<Token>> joined(List<List<Token>> rows) {
        List<List<Token>> joined = new ArrayList<>();
        for (List<Token> row : rows) {
            List<Token> before = joined.isEmpty() ? List.of() : joined.get(joined.size() - 1);
            int from = 0;
            while (Use.token(row, from).is(";")) { // \quad
                from++;
            }
            Token first = Use.token(row, from);
            boolean isSigned = first.is("-") && row.stream().anyMatch(t -> EQUALITIES.contains(t.text()));
            if (first.is(Type.SIGN)
                    && OPERATORS.contains(first.text())
                    && !isSigned
                    && before.stream().anyMatch(t -> EQUALITIES.contains(t.text()))) {
                before.addAll(row.subList(from, row.size()));
            } else {
                joined.add(new ArrayList<>(row));
            }
        }
        return joined;
    }

    /** What stands between commas, arrows and words, without numbering and remarks in brackets. */
    private static List<List<Token>> pieces(List<Token> row) {
        List<Token> tokens = withoutRemarks(withoutNumber(row));
        List<List<Token>> pieces = new ArrayList<>(List.of(new ArrayList<>()));
        int level = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            level += token.nesting();
            boolean isBar = token.is("|")
                    && !isSize(tokens, i)
                    && !Use.token(tokens, i + 1).is("_");
            List<Token> piece = pieces.get(pieces.size() - 1);
            boolean isText = level == 0 && token.is(Type.TEXT);
            if (isText && isWithin(piece, tokens.subList(i + 1, tokens.size()), token.text())) {
                if (!isAside(token.text())) {
                    piece.add(token.as(Type.WORD, token.text()));
                }
            } else if (isText || level == 0 && SEPARATORS.contains(token.text()) || isBar) {
                pieces.add(new ArrayList<>());
            } else {
                piece.add(token);
            }
        }
        return pieces.stream()
                .map(piece -> trimmed(piece, "."))
                .filter(piece -> !piece.isEmpty() && !(piece.size() == 1 && isMark(piece.get(0))))
                .toList();
    }

    /** Whether words stand in the middle of a statement: no sentence goes on with them, and no other statement follows. */
    private static boolean isWithin(List<Token> before, List<Token> behind, String words) {
        Token next = Use.token(behind, 0);
        boolean isOne = words.matches(ONE);
        if (isJoint(words) || behind.isEmpty()) {
            return false;
        }
        if (before.isEmpty()) {
            return isOne && (next.is("(") || RELATIONS.contains(next.text()));
        }
        boolean isClaim = before.stream().anyMatch(t -> EQUALITIES.contains(t.text()));
        List<Token> rest = behind.stream()
                .takeWhile(t -> !t.is(Type.TEXT) && !SEPARATORS.contains(t.text()))
                .toList();
        boolean isOther = rest.stream().anyMatch(t -> RELATIONS.contains(t.text()));
        return OPERATORS.contains(next.text()) || isClaim && !isOther && !rest.isEmpty() || isOne && next.is("(");
    }

    /** One word that joins nothing, such as a function's name. */
    private static boolean isName(Token token) {
        return token.is(Type.TEXT) && token.text().matches(ONE) && !isJoint(token.text());
    }

    /** Words that join statements, or say of what one holds. */
    private static boolean isJoint(String words) {
        return words.startsWith("x") && words.endsWith("arrow")
                || JOINTS.matcher(words).find();
    }

    private static boolean isAside(String words) {
        return words.startsWith("(") && words.endsWith(")");
    }

    private static boolean isMark(Token token) {
        return token.is(Type.NUMBER) || token.is(Type.FUNCTION) || token.is("⋯");
    }

    /** |D|. */
    private static boolean isSize(List<Token> tokens, int i) {
        return i + 2 < tokens.size()
                        && tokens.get(i + 2).is("|")
                        && tokens.get(i + 1).is(Type.LETTER)
                || i >= 2 && tokens.get(i - 2).is("|") && tokens.get(i - 1).is(Type.LETTER);
    }

    private static List<Token> withoutNumber(List<Token> row) {
        int i = 0;
        while (i < row.size() && (row.get(i).is(Type.NUMBER) || row.get(i).is("/"))) {
            i++;
        }
        return i > 0 && i < row.size() && row.get(i).is(".") ? row.subList(i + 1, row.size()) : row;
    }

    private static List<Token> withoutRemarks(List<Token> row) {
        List<Token> kept = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Token before = Use.token(row, i - 1);
            boolean isOne = before.is("1") && before.column() + 1 == row.get(i).column();
            boolean isOfOne = before.is("𝟏") || isOne; // 1(i = j)
            boolean isCall = before.is(Type.FUNCTION) || isName(before); // \\text{sum}(x, axis = 1)
            int close = aside(row, i);
            if (close > i) {
                kept.add(row.get(i).as(Type.TEXT, "()"));
                i = close;
                continue;
            }
            close = row.get(i).is("(") && !isCall ? closing(row, i) : -1;
            boolean isRemark = close > 0 && isRemark(row.subList(i + 1, close));
            if (isRemark && isOne) {
                kept.set(kept.size() - 1, before.as(Type.LETTER, "𝟏"));
            }
            if (isRemark && !isOfOne) {
                i = close;
            } else {
                kept.add(row.get(i));
            }
        }
        return kept;
    }

    /** Where words end that begin with a bracket there, with signs in between; −1 if none do. */
    private static int aside(List<Token> row, int open) {
        if (row.get(open).is(Type.TEXT) && row.get(open).text().matches("\\([^)]*")) {
            for (int i = open + 1; i < row.size(); i++) {
                if (row.get(i).is(Type.TEXT) && row.get(i).text().matches("[^(]*\\)")) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** For what something holds: words, or a relation. */
    private static boolean isRemark(List<Token> inner) {
        int level = 0;
        boolean isText = Use.token(inner, 0).is(Type.TEXT)
                || Use.token(inner, inner.size() - 1).is(Type.TEXT);
        for (Token token : inner) {
            level += token.nesting();
            if (isText || level == 0 && (token.is("=") || token.is("<") || token.is("≤"))) {
                return true;
            }
        }
        return false;
    }

    private static int closing(List<Token> row, int open) {
        int level = 0;
        for (int i = open; i < Math.min(row.size(), open + Parser.LONGEST); i++) {
            level += row.get(i).nesting();
            if (level == 0) {
                return i;
            }
        }
        return -1;
    }
}
