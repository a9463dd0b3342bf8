package backprop.notebook;

import backprop.text.Table;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Parts of a page. Where styles are stripped, as on GitHub, they still say all. */
final class Html {
    /** A minus sign before a number, as Java writes it. */
    private static final Pattern HYPHEN = Pattern.compile("(?<![\\p{L}\\p{N}_)\\]-])-(?=[\\d.∞])");

    private static final String RIGHT = "#1a7f37";
    private static final String WRONG = "#b3261e";
    private static final String UNKNOWN = "#57606a";

    private Html() {}

    /** A text, with what would be a tag made harmless, and one sign for minus. */
    static String text(String text) {
        return HYPHEN.matcher(escaped(text)).replaceAll("−");
    }

    /** A formula, to be typeset. */
    static String typeset(String latex) {
        return "$\\displaystyle " + escaped(latex) + "$";
    }

    static String code(String text) {
        return "<code>" + escaped(text) + "</code>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A verdict: white on green for ✓, on red for ✗ and on grey for anything else. */
    static String badge(String symbol, String words) {
        String colour = symbol.equals("✓") ? RIGHT : symbol.equals("✗") ? WRONG : UNKNOWN;
        return "<span style=\"background-color: " + colour
                + "; color: #ffffff; font-weight: bold; border-radius: 4px; padding: 2px 8px\">"
                + text((symbol + " " + words).strip()) + "</span>";
    }

    static String div(String content) {
        return "<div style=\"padding: 3px 0px\">" + content + "</div>";
    }

    static String folded(String summary, String content) {
        return "<details><summary>" + text(summary) + "</summary>" + content + "</details>";
    }

    /** A cell whose text begins at the left. */
    static String left(String content) {
        return cell("td", "left", content);
    }

    /** The same, as wide as two. */
    static String wide(String content) {
        return left(content).replaceFirst("<td", "<td colspan=\"2\"");
    }

    static String right(String content) {
        return cell("td", "right", content);
    }

    private static String cell(String tag, String side, String content) {
        return "<" + tag + " align=\"" + side + "\" style=\"text-align: " + side + "\">" + content + "</" + tag + ">";
    }

    static String row(String... cells) {
        return "<tr>" + String.join("", cells) + "</tr>\n";
    }

    /** A table; its numbers stand at the right. */
    static String table(Table table) {
        return table.rows().stream()
                .map(cells -> row("td", table, cells))
                .collect(Collectors.joining("", "<table>\n" + row("th", table, table.header()), "</table>"));
    }

    private static String row(String tag, Table table, List<?> cells) {
        return row(IntStream.range(0, cells.size())
                .mapToObj(k -> cell(tag, table.isNumeric(k) ? "right" : "left", text(Table.text(cells.get(k)))))
                .toArray(String[]::new));
    }
}
