package backprop.formula;

import backprop.internal.Require;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A derivation as it stands on paper: each statement is read, tried on networks for every layer and index and, where wrong,
 * mended. {@code Paper.of("δ^l = ((w^{l+1})^T δ^{l+1}) ⊙ σ'(z^L)")} says: change zᴸ to zˡ.
 *
 * <p>A text is LaTeX, Markdown or plain, prose and formulas mixed: of {@code $…$}, {@code \[…\]}, {@code align} and the
 * like, and of lines that are formulas by themselves, but for words or numbering before them and a remark behind. Comments
 * and code are passed over. A notebook's text cells are read from its file.
 *
 * <p>Conventions (½, w_jk or W_ij, rows or columns, the sign of δ, which letter is the weighted input) are those under which
 * most of the text is right, unless they are stated. A statement is tried on networks whose layers all differ in size, with
 * 2, 3 and 4 layers, one example or three; ∂X/∂Y by nudging Y in the network. A repair is one slip or two, and holds on
 * networks it was not found on.
 */
public final class Paper {
    /** What is said of a statement. */
    public enum Verdict {
        /** Equal wherever it has a meaning. */
        RIGHT("✓", "right"),
        /** Right under a condition that is named. */
        RIGHT_IF("✓", "right under a condition"),
        /** Not equal. */
        WRONG("✗", "wrong"),
        /** It fixes what something means, or is an expression alone. */
        NO_CLAIM("·", "no claim"),
        /** Read, but not to be judged here, and why. */
        UNJUDGED("?", "not judged"),
        /** Not read, and where. */
        UNREADABLE("!", "not read");

        private final String symbol;
        private final String words;

        Verdict(String symbol, String words) {
            this.symbol = symbol;
            this.words = words;
        }

        /** Returns its sign: ✓, ✗, ·, ? or !. */
        public String symbol() {
            return symbol;
        }
    }

    /**
     * One statement.
     *
     * @param line where it begins, from 1
     * @param column the same
     * @param understood as it was read, in Unicode; empty if it was not
     * @param latex the same, typeset
     * @param sides the formulas between its relations; none if it was not read
     * @param why the condition, the numbers that decide, or what was expected; empty if it is right
     * @param repairs the smallest edits that make it right; all that are equally small
     */
    public record Row(
            int line,
            int column,
            Verdict verdict,
            String understood,
            String latex,
            List<Formula> sides,
            String why,
            List<Repair> repairs) {
        public Row {
            Require.given("verdict", verdict);
            Require.given("understood", understood);
            Require.given("latex", latex);
            sides = Require.allGiven("sides", sides);
            Require.given("why", why);
            repairs = Require.allGiven("repairs", repairs);
        }

        Row said(Verdict other, String reason, List<Repair> mends) {
            return new Row(line, column, other, understood, latex, sides, reason, mends);
        }

        Row said(Verdict other, String reason) {
            return said(other, reason, List.of());
        }
    }

    private final List<Row> rows;
    private final Notation notation;
    private final IntFunction<String> lines;

    Paper(Notation notation, List<Row> rows) {
        this(notation, rows, Integer::toString);
    }

    private Paper(Notation notation, List<Row> rows, IntFunction<String> lines) {
        this.notation = notation;
        this.rows = List.copyOf(rows);
        this.lines = lines;
    }

    /**
     * Reads and judges a text.
     *
     * @param stated conventions that are known, at most one of each {@link Convention.Group}; the others are found
     */
    public static Paper of(String text, Convention... stated) {
        Set<Convention> all = EnumSet.noneOf(Convention.class);
        for (Convention convention : Require.allGiven("stated", stated)) {
            Require.that(
                    convention != Convention.OWN_COST,
                    "stated",
                    "hold no OWN_COST: a text's own C = … speaks for itself",
                    convention);
            boolean isSecond = all.stream().anyMatch(c -> c.group() == convention.group() && c != convention);
            Require.that(
                    !isSecond, "stated", "hold one convention of " + convention.group(), all + " and " + convention);
            all.add(convention);
        }
        return Judgement.of(Text.of(Require.notBlank("text", text)), all);
    }

    /**
     * Reads and judges a file: {@code .ipynb} is a notebook, anything else a text in UTF-8.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static Paper of(Path file, Convention... stated) {
        String path = Require.notBlank("file", Require.given("file", file).toString());
        Require.that(Files.isRegularFile(Path.of(path)), "file", "name a file", "'" + path + "'");
        try {
            String text = Files.readString(Path.of(path));
            if (!path.endsWith(".ipynb")) {
                return of(text, stated);
            }
            Cells cells = Cells.of(text);
            Require.that(!cells.text().isBlank(), "file", "be a notebook with a text cell", path + ": none was found");
            Paper paper = of(cells.text(), stated);
            return new Paper(paper.notation, paper.rows, cells::place);
        } catch (IOException e) {
            throw new UncheckedIOException("file must be a text in UTF-8, but was " + file + ": " + e.getMessage(), e);
        }
    }

    /** Returns what was found, in the order of the text. */
    public List<Row> rows() {
        return rows;
    }

    /** Returns the conventions it was read with that are not the usual ones. */
    public List<Convention> conventions() {
        return notation.unusual();
    }

    /** Returns whether no statement is wrong. */
    public boolean isRight() {
        return rows.stream().noneMatch(row -> row.verdict() == Verdict.WRONG);
    }

    /** Returns the sign of the whole: of a wrong statement, or else of one not read, not judged, right; · if nothing is claimed. */
    public String symbol() {
        List<String> signs = rows.stream().map(row -> row.verdict().symbol()).toList();
        return Stream.of("✗", "!", "?", "✓").filter(signs::contains).findFirst().orElse("·");
    }

    /** Returns how the text was read, in one sentence. */
    public String readWith() {
        return "read with: "
                + notation.shown().stream().map(Convention::toString).collect(Collectors.joining(", "));
    }

    /** Returns how many statements are right, wrong and so on. */
    public String summary() {
        Map<Verdict, Long> counts = rows.stream()
                .collect(
                        Collectors.groupingBy(Row::verdict, () -> new EnumMap<>(Verdict.class), Collectors.counting()));
        String all = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().words)
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "no formula was found" : all;
    }

    /** Returns the line where a statement begins; in a notebook its cell and the line there. */
    public String line(Row row) {
        return lines.apply(Require.given("row", row).line());
    }

    private String place(Row row) {
        return line(row) + ":" + row.column();
    }

    /** How it was read, a line for each statement with its repairs below, and how many are right. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(readWith()));
        int width = rows.stream().mapToInt(row -> place(row).length()).max().orElse(0);
        for (Row row : rows) {
            String place = place(row);
            String formula = row.understood().isEmpty() ? "" : "  " + row.understood();
            String why = row.why().isEmpty() ? "" : "  — " + row.why();
            lines.add(row.verdict().symbol() + " " + place + " ".repeat(width - place.length()) + formula + why);
            row.repairs().forEach(repair -> lines.add(" ".repeat(width + 4) + repair));
        }
        lines.add(summary());
        return String.join("\n", lines);
    }

    /**
     * Prints what is found in files; ends with 1 if a statement is wrong, 2 if a file cannot be read.
     *
     * @param files one or more
     */
    public static void main(String[] files) {
        System.exit(run(List.of(files), System.out, System.err));
    }

    static int run(List<String> files, PrintStream out, PrintStream err) {
        if (files.isEmpty()) {
            err.println("Say which file to read: java -jar backprop.jar notes.md");
            return 2;
        }
        int worst = 0;
        for (String file : files) {
            try {
                Paper paper = of(Path.of(file));
                out.println((files.size() > 1 ? file + "\n" : "") + paper);
                worst = Math.max(worst, paper.isRight() ? 0 : 1);
            } catch (UncheckedIOException | IllegalArgumentException e) {
                err.println(e.getMessage());
                worst = 2;
            }
        }
        return worst;
    }
}
