package backprop.text;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Results in rows and columns: as text with {@link #toString()}, as a neat table in a notebook. A value; {@link #row}
 * returns a longer table.
 *
 * @param header the columns' names
 * @param rows the cells, one list per row, each as long as header
 */
public record Table(List<String> header, List<List<Object>> rows) {

    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            Require.that(
                    row.size() == header.size(),
                    "a row",
                    "have " + header.size() + " cells, one per column",
                    row.size());
        }
    }

    /** An empty table, of the columns' names. */
    public static Table of(String... header) {
        return new Table(List.of(header), List.of());
    }

    /** Returns this table with one more row: a cell per column, numbers as {@link Numbers} writes them. */
    public Table row(Object... cells) {
        List<List<Object>> longer = new ArrayList<>(rows);
        longer.add(List.of(cells));
        return new Table(header, longer);
    }

    /** Returns the text of a cell, a number or anything else. */
    public static String text(Object cell) {
        return cell instanceof Double number ? Numbers.text(number) : String.valueOf(cell);
    }

    /** Columns aligned, numbers to the right, a rule under the header. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(line(header));
        lines.add(IntStream.range(0, header.size())
                .mapToObj(column -> "─".repeat(width(column)))
                .collect(Collectors.joining("  ")));
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines);
    }

    private String line(List<?> cells) {
        return IntStream.range(0, header.size())
                .mapToObj(column -> aligned(column, text(cells.get(column))))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private String aligned(int column, String text) {
        String padding = " ".repeat(width(column) - length(text));
        return isNumeric(column) ? padding + text : text + padding;
    }

    private int width(int column) {
        return Stream.concat(Stream.of(header.get(column)), rows.stream().map(row -> text(row.get(column))))
                .mapToInt(Table::length)
                .max()
                .getAsInt();
    }

    /** The columns a text takes: combining marks take none. */
    private static int length(String text) {
        return (int) text.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .count();
    }

    /** Says whether a column, from 0, holds numbers only. */
    public boolean isNumeric(int column) {
        return rows.stream().allMatch(row -> row.get(column) instanceof Number);
    }
}
