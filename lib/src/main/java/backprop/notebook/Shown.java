package backprop.notebook;

import backprop.check.Report;
import backprop.formula.Paper;
import backprop.plot.Charts;
import backprop.plot.Picture;
import backprop.text.Numbers;
import backprop.text.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * What a value looks like in a notebook.
 *
 * @param text the plain text, the same on every run
 * @param mime the type of the richer form
 * @param data the richer form
 * @param metadata what the notebook should know of it, such as a picture's size
 */
record Shown(String text, String mime, Object data, Map<String, Integer> metadata) {
    private static final int DIGITS = 4;
    private static final int MOST_ROWS = 12;
    private static final int LONG_LATEX = 250; // about half a page wide
    private static final int FEW_REPAIRS = 3;

    /** A value that has nothing but its text. */
    static Shown plain(String text) {
        return new Shown(text, "text/plain", text, Map.of());
    }

    /** What went wrong, in one line; what refuses bad input is a sentence already. */
    static Shown error(Throwable thrown) {
        String message = Objects.requireNonNullElse(thrown.getMessage(), "");
        String name = thrown.getClass().getSimpleName();
        String told = message.isBlank() ? name : message.lines().findFirst().orElseThrow();
        String text =
                "✗ " + (message.isBlank() || thrown instanceof IllegalArgumentException ? told : name + ": " + told);
        String html = "<span style=\"color: var(--jp-error-color1)\">" + escaped(text) + "</span>";
        return new Shown(text, "text/html", html, Map.of());
    }

    /** The same beside another text. */
    Shown withText(String other) {
        return mime.equals("text/plain") ? plain(other) : new Shown(other, mime, data, metadata);
    }

    /** As HTML, in which mathematics may stand. */
    String html() {
        return switch (mime) {
            case "image/png" ->
                "<img alt=\"%s\" width=\"%d\" height=\"%d\" decoding=\"sync\" src=\"data:%s;base64,%s\">"
                        .formatted(
                                escaped(text).replace("\"", "&quot;"),
                                metadata.get("width"),
                                metadata.get("height"),
                                mime,
                                data);
            case "text/plain" -> "<pre>" + escaped(text) + "</pre>";
            default -> "<div class=\"jp-RenderedHTMLCommon\">" + data + "</div>";
        };
    }

    static Shown chart(Chart<?, ?> chart) {
        return picture(Charts.picture(chart));
    }

    static Shown picture(Picture picture) {
        String data = Base64.getEncoder().encodeToString(picture.png());
        Map<String, Integer> size = Map.of("width", picture.width(), "height", picture.height());
        return new Shown(picture.text(), "image/png", data, size);
    }

    static Shown vector(double[] vector) {
        String text = Arrays.stream(vector)
                .limit(MOST_ROWS)
                .mapToObj(Numbers::text)
                .collect(Collectors.joining(", ", "[", vector.length > MOST_ROWS ? ", …]" : "]"));
        String length = vector.length > MOST_ROWS ? " (" + vector.length + " entries)" : "";
        return plain(text + length);
    }

    /** Typeset, with the middle left out of a large one. */
    static Shown matrix(SimpleMatrix m) {
        List<Integer> rows = someOf(m.getNumRows());
        List<Integer> columns = someOf(m.getNumCols());
        List<List<String>> cells = new ArrayList<>();
        for (int i : rows) {
            cells.add(columns.stream().map(k -> cell(m, i, k)).toList());
        }
        String size = m.getNumRows() + "×" + m.getNumCols();
        String latex = cells.stream()
                .map(row -> row.stream().map(Shown::latex).collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(" \\\\\n", "$$\\begin{bmatrix}\n", "\n\\end{bmatrix}$$"));
        return new Shown(size + "\n" + Table.aligned(cells, column -> true), "text/latex", latex, Map.of());
    }

    /** All indices of a short side; of a long one the first and the last, with −1 for those left out. */
    private static List<Integer> someOf(int n) {
        if (n <= MOST_ROWS) {
            return IntStream.range(0, n).boxed().toList();
        }
        return IntStream.concat(IntStream.range(0, MOST_ROWS - 3), IntStream.of(-1, n - 2, n - 1))
                .boxed()
                .toList();
    }

    private static String cell(SimpleMatrix m, int i, int k) {
        return i < 0 || k < 0 ? "…" : Numbers.text(m.get(i, k), DIGITS);
    }

    private static String latex(String cell) {
        return switch (cell) {
            case "…" -> "\\cdots";
            case "NaN" -> "\\text{NaN}";
            case "∞", "-∞" -> cell.replace("∞", "\\infty");
            default -> cell.contains("e") ? cell.replace("e", "\\cdot 10^{") + "}" : cell;
        };
    }

    static Shown table(Table table) {
        StringBuilder html = new StringBuilder("<table>\n").append(row("th", table, table.header()));
        table.rows().forEach(cells -> html.append(row("td", table, cells)));
        return new Shown(table.toString(), "text/html", html.append("</table>").toString(), Map.of());
    }

    private static String row(String tag, Table table, List<?> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(k -> "<%s style=\"text-align: %s\">%s</%1$s>"
                        .formatted(tag, table.isNumeric(k) ? "right" : "left", escaped(Table.text(cells.get(k)))))
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    /** The title, a table of findings, and the reasons below. */
    static Shown report(Report report) {
        Table findings = Table.of("", "what", "finding");
        for (Report.Line line : report.lines()) {
            findings = findings.row(line.verdict().symbol(), line.what(), line.text());
        }
        String title = escaped(report.verdict().symbol() + " " + report.title());
        String reasons = Stream.of(
                        report.notes().stream().map(Shown::escaped),
                        report.cause().stream().map(cause -> "<b>Cause:</b> " + escaped(cause)),
                        report.remarks().stream().map(Shown::escaped))
                .flatMap(reason -> reason)
                .map(reason -> "\n<div>" + reason + "</div>")
                .collect(Collectors.joining());
        String html = "<b>" + title + "</b>\n" + table(findings).data() + reasons;
        return new Shown(report.toString(), "text/html", html, Map.of());
    }

    /**
     * How it was read, and a table of the statements: each typeset as it was understood, with what is said of it. Of a long
     * text those that are right are folded away.
     */
    static Shown paper(Paper paper) {
        Map<Boolean, List<Paper.Row>> isRight =
                paper.rows().stream().collect(Collectors.partitioningBy(row -> row.verdict() == Paper.Verdict.RIGHT));
        int right = isRight.get(true).size();
        boolean isFolded = paper.rows().size() > MOST_ROWS && right > 0;
        String html = "<div>" + escaped(paper.readWith()) + "</div>\n<div>" + escaped(paper.summary()) + "</div>\n"
                + statements(paper, isFolded ? isRight.get(false) : paper.rows());
        if (isFolded) {
            html += "\n<details><summary>%d of %d are right as they stand</summary>\n%s\n</details>"
                    .formatted(right, paper.rows().size(), statements(paper, isRight.get(true)));
        }
        return new Shown(paper.toString(), "text/html", html, Map.of());
    }

    private static String statements(Paper paper, List<Paper.Row> rows) {
        return rows.stream()
                .map(row -> statement(row, paper.line(row)))
                .collect(Collectors.joining("", "<table>\n", "</table>"));
    }

    /** Formula and finding side by side; the finding below if the formula is long. */
    private static String statement(Paper.Row row, String line) {
        boolean isLong = row.latex().length() > LONG_LATEX;
        String formula = row.latex().isEmpty() ? "" : typeset(row.latex());
        String cells = isLong
                ? left(" colspan=\"2\"", formula + "<div>" + finding(row) + "</div>")
                : left("", formula) + left("", finding(row));
        return "<tr><td>%s</td><td style=\"text-align: right\">%s</td>%s</tr>\n"
                .formatted(row.verdict().symbol(), line, cells);
    }

    private static String left(String attribute, String cell) {
        return "<td" + attribute + " style=\"text-align: left\">" + cell + "</td>";
    }

    /** The reason and the repairs, those beyond a few folded away. */
    private static String finding(Paper.Row row) {
        String place = row.verdict() == Paper.Verdict.UNREADABLE ? "column " + row.column() + ": " : "";
        List<String> repairs = row.repairs().stream()
                .map(mend -> "<div>→ " + escaped(mend.words()) + ":</div><div>" + typeset(mend.latex()) + "</div>")
                .toList();
        int few = Math.min(repairs.size(), FEW_REPAIRS);
        String finding = escaped(place + row.why()) + String.join("", repairs.subList(0, few));
        return few == repairs.size()
                ? finding
                : finding
                        + "<details><summary>%d more, as short</summary>%s</details>"
                                .formatted(repairs.size() - few, String.join("", repairs.subList(few, repairs.size())));
    }

    private static String typeset(String latex) {
        return "$\\displaystyle " + escaped(latex) + "$";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
