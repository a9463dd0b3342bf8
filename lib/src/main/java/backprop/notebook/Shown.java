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
import org.ejml.simple.SimpleMatrix;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * What a value looks like in a notebook.
 *
 * @param text the plain text, the same on every run
 * @param mime the type of the richer form
 * @param data the richer form
 * @param metadata what the notebook should know of it, such as a picture's size and the text that stands for it
 */
record Shown(String text, String mime, Object data, Map<String, ?> metadata) {
    private static final int DIGITS = 4;
    private static final int MOST_ROWS = 12;

    /** A value that has nothing but its text. */
    static Shown plain(String text) {
        return new Shown(text, "text/plain", text, Map.of());
    }

    /** What went wrong, in one line; what refuses bad input is a sentence already. */
    static Shown error(Throwable thrown) {
        String message = Objects.requireNonNullElse(thrown.getMessage(), "");
        String name = thrown.getClass().getSimpleName();
        String told = message.isBlank() ? name : message.lines().findFirst().orElseThrow();
        String sentence = message.isBlank() || thrown instanceof IllegalArgumentException ? told : name + ": " + told;
        return new Shown("✗ " + sentence, "text/html", Html.badge("✗", sentence), Map.of());
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
                                Html.text(text).replace("\"", "&quot;"),
                                metadata.get("width"),
                                metadata.get("height"),
                                mime,
                                data);
            case "text/plain" -> "<pre>" + Html.text(text) + "</pre>";
            default -> "<div class=\"jp-RenderedHTMLCommon\">" + data + "</div>";
        };
    }

    static Shown chart(Chart<?, ?> chart) {
        return picture(Charts.picture(chart));
    }

    static Shown picture(Picture picture) {
        String data = Base64.getEncoder().encodeToString(picture.png());
        Map<String, ?> size = Map.of("width", picture.width(), "height", picture.height(), "alt", picture.text());
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

    /** Rows of equal length as a matrix; others, and none, as their numbers. */
    static Shown rows(double[][] rows) {
        int columns = rows.length == 0 || rows[0] == null ? 0 : rows[0].length;
        boolean isMatrix = columns > 0 && Arrays.stream(rows).allMatch(row -> row != null && row.length == columns);
        return isMatrix ? matrix(new SimpleMatrix(rows)) : plain(Arrays.deepToString(rows));
    }

    /** Matrices side by side, of any other list its text. */
    static Shown list(List<?> list) {
        if (list.isEmpty() || !list.stream().allMatch(SimpleMatrix.class::isInstance)) {
            return plain(list.toString());
        }
        List<Shown> matrices = list.stream()
                .limit(MOST_ROWS)
                .map(m -> matrix((SimpleMatrix) m))
                .toList();
        String more = list.size() > MOST_ROWS ? "; " + (list.size() - MOST_ROWS) + " more" : "";
        return new Shown(
                matrices.stream().map(Shown::text).collect(Collectors.joining("\n", "", more)),
                "text/latex",
                matrices.stream()
                        .map(m -> ((String) m.data()).replace("$$", ""))
                        .collect(Collectors.joining(",\\quad ", "$$", more.isEmpty() ? "$$" : ",\\quad \\cdots$$")),
                Map.of());
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
        return new Shown(table.toString(), "text/html", Html.table(table), Map.of());
    }

    static Shown report(Report report) {
        return new Shown(report.toString(), "text/html", Verdicts.of(report), Map.of());
    }

    static Shown paper(Paper paper) {
        return new Shown(paper.toString(), "text/html", Verdicts.of(paper), Map.of());
    }

    static Shown help(Help help) {
        return new Shown(help.toString(), "text/html", help.html(), Map.of());
    }
}
