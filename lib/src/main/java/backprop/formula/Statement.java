package backprop.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
    private static final Set<String> SEPARATORS = Set.of(",", ";", "⇒", "∀");
    private static final Set<String> LAYOUTS = Set.of(
            "align",
            "aligned",
            "alignat",
            "alignedat",
            "gather",
            "gathered",
            "split",
            "eqnarray",
            "multline",
            "equation",
            "displaymath",
            "flalign",
            "array",
            "math",
            "subequations",
            "dmath");

    /** The statements of a formula's tokens, in order; those that begin with a relation go on with the one before. */
    static List<Statement> of(List<Token> tokens, boolean isDisplayed, List<Statement> before) {
        List<Statement> all = new ArrayList<>();
        Statement last = before.isEmpty() ? null : before.get(before.size() - 1);
        for (List<Token> row : rows(tokens)) {
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
                List<Statement> all = new ArrayList<>();
                for (List<Token> line : split(side.subList(1, side.size() - 1), "\\\\")) {
                    List<List<Token>> halves = split(line, "&");
                    List<List<Token>> others = new ArrayList<>(sides);
                    others.set(i, trimmed(halves.get(0)));
                    boolean isOfLayer = halves.size() < 2 || isOfLayer(halves.get(1));
                    if (!isOfLayer) {
                        return List.of(this);
                    }
                    boolean isLast = halves.size() > 1 && isLast(halves.get(1));
                    others.replaceAll(tokens ->
                            isLast ? tokens.stream().map(Statement::last).toList() : tokens);
                    if (!halves.get(0).isEmpty()) {
                        all.add(new Statement(others, relations, place, end, isDisplayed, goesOn));
                    }
                }
                return all;
            }
        }
        return List.of(this);
    }

    private static List<List<Token>> split(List<Token> tokens, String sign) {
        List<List<Token>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        int level = 0;
        for (Token token : tokens) {
            level += level(token);
            if (level == 0 && token.is(sign)) {
                parts.add(new ArrayList<>());
            } else {
                parts.get(parts.size() - 1).add(token);
            }
        }
        return parts;
    }

    private static List<Token> trimmed(List<Token> tokens) {
        int end = tokens.size();
        while (end > 0 && Set.of(",", ".", ";").contains(tokens.get(end - 1).text())) {
            end--;
        }
        return tokens.subList(0, end);
    }

    /** Words, or a relation of l; not whether x > 0. */
    private static boolean isOfLayer(List<Token> condition) {
        boolean isRelation = condition.stream()
                .anyMatch(t -> !t.is(Token.Type.TEXT) && t.text().matches("[<>≤≥=≠]"));
        return !isRelation || condition.stream().anyMatch(t -> t.text().matches("[lℓ]"));
    }

    private static boolean isLast(List<Token> condition) {
        String signs = String.join(
                "",
                condition.stream()
                        .filter(t -> !t.is(Token.Type.TEXT))
                        .map(Token::text)
                        .toList());
        return signs.matches("[lℓ]=L[,.;]?");
    }

    private static Token last(Token token) {
        boolean isLayer = token.is(Token.Type.LETTER) && token.text().matches("[lℓ]");
        return isLayer ? new Token(Token.Type.LETTER, "L", token.line(), token.column()) : token;
    }

    boolean isClaim() {
        return sides.size() > 1;
    }

    private static Statement of(List<Token> piece, boolean isDisplayed, Statement before) {
        List<List<Token>> sides = new ArrayList<>();
        List<String> relations = new ArrayList<>();
        List<Token> side = new ArrayList<>();
        int level = 0;
        for (Token token : piece) {
            level += level(token);
            if (level == 0 && !token.is(Token.Type.TEXT) && RELATIONS.contains(token.text())) {
                sides.add(side);
                relations.add(token.text());
                side = new ArrayList<>();
            } else {
                side.add(token);
            }
        }
        sides.add(side);
        Token first = piece.get(0);
        Token end = piece.get(piece.size() - 1);
        Token behind = new Token(
                Token.Type.END, "", end.line(), end.column() + end.text().length());
        boolean goesOn = sides.get(0).isEmpty() && before != null;
        if (goesOn) {
            sides.set(0, before.sides().get(0));
        }
        boolean isEmpty = sides.stream().anyMatch(List::isEmpty);
        boolean isOther = relations.stream().anyMatch(relation -> !EQUALITIES.contains(relation));
        return isOther || isEmpty && sides.size() == 1 || isCondition(sides)
                ? null
                : new Statement(sides, relations, first, behind, isDisplayed, goesOn);
    }

    /** l = 1, …: for what something holds. */
    private static boolean isCondition(List<List<Token>> sides) {
        return sides.size() > 1
                && sides.get(0).size() == 1
                && sides.get(0).get(0).is(Token.Type.LETTER)
                && sides.get(0).get(0).text().matches("[lℓijkmnrstLMNT]")
                && sides.subList(1, sides.size()).stream()
                        .allMatch(side -> side.stream()
                                .allMatch(
                                        t -> t.is(Token.Type.NUMBER) || t.text().matches("[lℓLnmMNTKijk+\\-_{}⋯]")));
    }

    static int level(Token token) {
        if (token.is(Token.Type.TEXT)) {
            return 0;
        }
        if (token.is(Token.Type.COMMAND)) {
            return token.text().startsWith("begin:") ? 1 : token.text().startsWith("end:") ? -1 : 0;
        }
        return Set.of("(", "[", "{", "⟨").contains(token.text()) ? 1 : Parser.isClosing(token) ? -1 : 0;
    }

    /** What stands between line breaks outside matrices, without what only lays it out. */
    private static List<List<Token>> rows(List<Token> tokens) {
        List<List<Token>> rows = new ArrayList<>();
        List<Token> row = new ArrayList<>();
        int matrices = 0;
        List<Boolean> dropped = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean isBegin = token.is(Token.Type.COMMAND) && token.text().startsWith("begin:");
            boolean isEnd = token.is(Token.Type.COMMAND) && token.text().startsWith("end:");
            String name = isBegin || isEnd ? token.text().substring(token.text().indexOf(':') + 1) : "";
            boolean isBracketed = isBegin
                    && i > 0
                    && (tokens.get(i - 1).is("(") || tokens.get(i - 1).is("["));
            if (isBegin && LAYOUTS.contains(name) && !(isBracketed && name.equals("array"))) {
                dropped.add(true);
            } else if (isBegin) {
                dropped.add(false);
                matrices++;
                row.add(
                        name.equals("array")
                                ? new Token(Token.Type.COMMAND, "begin:matrix", token.line(), token.column())
                                : token);
            } else if (isEnd && !dropped.isEmpty()) {
                boolean isLayout = dropped.remove(dropped.size() - 1);
                if (!isLayout) {
                    matrices--;
                    row.add(token);
                }
            } else if (token.is("\\\\") && matrices == 0) {
                rows.add(row);
                row = new ArrayList<>();
            } else if (!(token.is("&") && matrices == 0)) {
                row.add(token);
            }
        }
        rows.add(row);
        return rows;
    }

    /** What stands between commas, arrows and words, without numbering and remarks in brackets. */
    private static List<List<Token>> pieces(List<Token> row) {
        List<Token> tokens = withoutRemarks(withoutNumber(row));
        List<List<Token>> pieces = new ArrayList<>();
        List<Token> piece = new ArrayList<>();
        int level = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            level += level(token);
            boolean isBar = token.is("|") && !isSize(tokens, i);
            if (level == 0 && (token.is(Token.Type.TEXT) || SEPARATORS.contains(token.text()) || isBar)) {
                pieces.add(piece);
                piece = new ArrayList<>();
            } else {
                piece.add(token);
            }
        }
        pieces.add(piece);
        List<List<Token>> trimmed = new ArrayList<>();
        for (List<Token> one : pieces) {
            int end = one.size();
            while (end > 0 && one.get(end - 1).is(".")) {
                end--;
            }
            boolean isMark = end == 1
                    && (one.get(0).is(Token.Type.NUMBER)
                            || one.get(0).is(Token.Type.FUNCTION)
                            || one.get(0).is("⋯"));
            if (end > 0 && !isMark) {
                trimmed.add(one.subList(0, end));
            }
        }
        return trimmed;
    }

    /** |D|. */
    private static boolean isSize(List<Token> tokens, int i) {
        return i + 2 < tokens.size()
                        && tokens.get(i + 2).is("|")
                        && tokens.get(i + 1).is(Token.Type.LETTER)
                || i >= 2 && tokens.get(i - 2).is("|") && tokens.get(i - 1).is(Token.Type.LETTER);
    }

    private static List<Token> withoutNumber(List<Token> row) {
        int i = 0;
        while (i < row.size() && (row.get(i).is(Token.Type.NUMBER) || row.get(i).is("/"))) {
            i++;
        }
        return i > 0 && i < row.size() && row.get(i).is(".") ? row.subList(i + 1, row.size()) : row;
    }

    private static List<Token> withoutRemarks(List<Token> row) {
        List<Token> kept = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            int close = row.get(i).is("(") ? closing(row, i) : -1;
            boolean isRemark = close > 0 && isRemark(row.subList(i + 1, close));
            if (isRemark) {
                i = close;
            } else {
                kept.add(row.get(i));
            }
        }
        return kept;
    }

    /** For what something holds: words, or a relation. */
    private static boolean isRemark(List<Token> inner) {
        int level = 0;
        for (Token token : inner) {
            level += level(token);
            if (token.is(Token.Type.TEXT) || level == 0 && (token.is("=") || token.is("<") || token.is("≤"))) {
                return true;
            }
        }
        return false;
    }

    private static int closing(List<Token> row, int open) {
        int level = 0;
        for (int i = open; i < row.size(); i++) {
            level += level(row.get(i));
            if (level == 0) {
                return i;
            }
        }
        return -1;
    }
}
