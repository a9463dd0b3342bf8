package backprop.notebook;

import backprop.check.Report;
import backprop.formula.Paper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How reports and judged papers look. */
final class Verdicts {
    private static final int MOST_ROWS = 12;
    private static final int LONG_LATEX = 250; // about half a page wide
    private static final int FEW_REPAIRS = 3;

    private Verdicts() {}

    /** The verdict, the cause in a line of its own, the findings, the notes; what comes next is folded away. */
    static String of(Report report) {
        String findings = report.lines().stream()
                .map(line -> Html.row(
                        Html.left(Html.badge(line.verdict().symbol(), "")),
                        Html.left(Html.text(line.what())),
                        Html.left(Html.text(line.text()))))
                .collect(Collectors.joining("", "<table>\n", "</table>"));
        Stream<String> cause =
                report.cause().stream().map(words -> Html.div("<b>Cause:</b> <b>" + Html.text(words) + "</b>"));
        Stream<String> notes = report.notes().stream().map(note -> Html.div(Html.text(note)));
        return Stream.of(
                        Stream.of(Html.div(Html.badge(report.verdict().symbol(), report.title()))),
                        cause,
                        Stream.of(findings),
                        notes,
                        remarks(report))
                .flatMap(part -> part)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> remarks(Report report) {
        String remarks = report.remarks().stream()
                .map(remark -> Html.div(Html.text(remark)))
                .collect(Collectors.joining());
        boolean isAside = report.cause().isPresent() && !remarks.isEmpty();
        return isAside ? Stream.of(Html.folded("How sure, and what comes next", remarks)) : Stream.of(remarks);
    }

    /**
     * How it was read, and a table of the statements: each typeset as it was understood, with what is said of it. Of a long
     * text those that are right are folded away.
     */
    static String of(Paper paper) {
        Map<Boolean, List<Paper.Row>> isRight =
                paper.rows().stream().collect(Collectors.partitioningBy(row -> row.verdict() == Paper.Verdict.RIGHT));
        int right = isRight.get(true).size();
        boolean isFolded = paper.rows().size() > MOST_ROWS && right > 0;
        String shown = Html.div(Html.text(paper.readWith())) + "\n"
                + Html.div(Html.badge(paper.symbol(), paper.summary())) + "\n"
                + statements(paper, isFolded ? isRight.get(false) : paper.rows());
        String summary = right + " of " + paper.rows().size() + " are right as they stand";
        return isFolded ? shown + "\n" + Html.folded(summary, statements(paper, isRight.get(true))) : shown;
    }

    private static String statements(Paper paper, List<Paper.Row> rows) {
        return rows.stream()
                .map(row -> statement(row, paper.line(row)))
                .collect(Collectors.joining("", "<table>\n", "</table>"));
    }

    /** Formula and finding side by side; the finding below if the formula is long. */
    private static String statement(Paper.Row row, String line) {
        String formula = row.latex().isEmpty() ? "" : Html.typeset(row.latex());
        String badge = Html.left(Html.badge(row.verdict().symbol(), ""));
        return row.latex().length() > LONG_LATEX
                ? Html.row(badge, Html.right(line), Html.wide(formula + "<div>" + finding(row) + "</div>"))
                : Html.row(badge, Html.right(line), Html.left(formula), Html.left(finding(row)));
    }

    /** The reason and the repairs, those beyond a few folded away. */
    private static String finding(Paper.Row row) {
        String place = row.verdict() == Paper.Verdict.UNREADABLE ? "column " + row.column() + ": " : "";
        List<String> repairs = row.repairs().stream()
                .map(mend -> "<div>→ <b>" + Html.text(mend.words()) + "</b>:</div><div>" + Html.typeset(mend.latex())
                        + "</div>")
                .toList();
        int few = Math.min(repairs.size(), FEW_REPAIRS);
        String finding = Html.text(place + row.why()) + String.join("", repairs.subList(0, few));
        String more = String.join("", repairs.subList(few, repairs.size()));
        return more.isEmpty() ? finding : finding + Html.folded(repairs.size() - few + " more, as short", more);
    }
}
