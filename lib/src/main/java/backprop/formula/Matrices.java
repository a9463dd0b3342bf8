package backprop.formula;

import backprop.formula.Formula.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads matrices written out, or by their ends with dots between. */
final class Matrices {
    private static final Set<String> DOTS = Set.of("⋯", "⋮", "⋱", "+");

    private final Parser parser;

    Matrices(Parser parser) {
        this.parser = parser;
    }

    static boolean isBegin(Token token) {
        return token.is(Type.COMMAND) && token.text().matches("begin:.?matrix");
    }

    /** A matrix, after its \begin. */
    Formula grid(Token open) {
        List<List<List<Token>>> rows = Tokens.split(body(open), "\\\\").stream()
                .map(row -> Tokens.split(row, "&"))
                .filter(row -> row.stream().anyMatch(cell -> !cell.isEmpty()))
                .toList();
        List<List<List<Token>>> written = rows.stream()
                .filter(row -> !row.stream().allMatch(Matrices::isDots))
                .toList();
        if (written.isEmpty()) {
            throw new Unreadable(open, "the matrix has no entries");
        }
        List<Formula> entries = new ArrayList<>();
        for (List<List<Token>> row : written) {
            row.stream().filter(cell -> !isDots(cell)).forEach(cell -> entries.add(parser.formula(cell, cell.get(0))));
        }
        int width = width(written.get(0));
        if (written.stream().anyMatch(row -> width(row) != width)) {
            throw new Unreadable(open, "the rows of the matrix must be equally long");
        }
        boolean isTall = written.size() < rows.size();
        boolean isWide = written.stream().anyMatch(row -> width(row) < row.size());
        boolean isSum = written.stream().allMatch(row -> row.stream().anyMatch(Matrices::isSum));
        return new Formula(Kind.GRID, new Grid(written.size(), width, isTall, isWide, isSum), entries);
    }

    private List<Token> body(Token open) {
        int from = parser.tokens().at();
        for (int level = 1; level > 0; ) {
            Token token = parser.tokens().next();
            if (token.is(Type.END)) {
                throw new Unreadable(open, "the matrix is never ended");
            }
            level += token.is(Type.COMMAND) ? token.nesting() : 0;
        }
        List<Token> all = parser.tokens().since(from);
        return all.subList(0, all.size() - 1);
    }

    private static int width(List<List<Token>> row) {
        return (int) row.stream().filter(cell -> !isDots(cell)).count();
    }

    private static boolean isDots(List<Token> cell) {
        return cell.stream().allMatch(t -> DOTS.contains(t.text()));
    }

    /** Cells such as '+ ⋯' say that a row is a sum. */
    private static boolean isSum(List<Token> cell) {
        return cell.size() > 1 && isDots(cell) && cell.stream().anyMatch(t -> t.is("+"));
    }
}
