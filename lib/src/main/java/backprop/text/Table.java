package backprop.text;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Results in rows and columns: as text with {@link #toString()}, as a neat table in a notebook. A value; {@link #row}
 * returns a longer table.
 *
 * @param header the columns' names
 * @param rows the cells, one list per row, each as long as header
 */
public record Table(List<String> header, List<List<Object>> rows) {

    public Table {
        header = Require.allGiven("header", header);
        Require.atLeast("the number of columns", 1, header.size());
        rows = Require.allGiven("rows", rows).stream()
                .map(row -> Require.allGiven("row", row))
                .toList();
        requireWidth(header.size(), rows);
    }

    private static void requireWidth(int columns, List<? extends List<?>> rows) {
        String rule = "have " + columns + " cells, one per column";
        rows.forEach(row -> Require.that(row.size() == columns, "a row", rule, row.size()));
    }

    /** An empty table, of the columns' names, one or more. */
    public static Table of(String... header) {
        return new Table(Require.allGiven("header", header), List.of());
    }

    /** Returns this table with one more row: a cell per column, numbers as {@link Numbers} writes them. */
    public Table row(Object... cells) {
        List<List<Object>> longer = new ArrayList<>(rows);
        longer.add(Require.allGiven("cells", cells));
        return new Table(header, longer);
    }

    /** Returns the text of a cell, a number or anything else. */
    public static String text(Object cell) {
        Require.given("cell", cell);
        return cell instanceof Double number ? Numbers.text(number) : String.valueOf(cell);
    }

    /** Columns aligned, numbers to the right, a rule under the header. */
    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>(List.of(header));
        rows.forEach(row -> lines.add(row.stream().map(Table::text).toList()));
        lines.add(
                1,
                IntStream.range(0, header.size())
                        .mapToObj(k -> "─".repeat(width(lines, k)))
                        .toList());
        return aligned(lines, this::isNumeric);
    }

    /** Writes cells in columns, two spaces apart, some of them to the right; one line or more, all of one length. */
    public static String aligned(List<List<String>> lines, IntPredicate isRight) {
        Require.given("isRight", isRight);
        Require.allGiven("lines", lines).forEach(line -> Require.allGiven("cells", line));
        Require.atLeast("the number of lines", 1, lines.size());
        int columns = lines.get(0).size();
        requireWidth(columns, lines);
        int[] widths = IntStream.range(0, columns).map(k -> width(lines, k)).toArray();
        return lines.stream()
                .map(cells -> IntStream.range(0, columns)
                        .mapToObj(k -> padded(cells.get(k), widths[k], isRight.test(k)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String padded(String text, int width, boolean right) {
        String padding = " ".repeat(width - length(text));
        return right ? padding + text : text + padding;
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(cells -> length(cells.get(column))).max().orElseThrow();
    }

    /** The columns a text takes: combining marks take none. */
    private static int length(String text) {
        return (int) text.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .count();
    }

    /** Says whether a column, from 0, holds numbers only. */
    public boolean isNumeric(int column) {
        Require.range("column", "lie", 0, header.size() - 1, column);
        return rows.stream().allMatch(row -> row.get(column) instanceof Number);
    }
}
