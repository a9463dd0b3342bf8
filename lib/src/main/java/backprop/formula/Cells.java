package backprop.formula;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text cells of a notebook's file. */
final class Cells {
    private static final Pattern MARKDOWN = Pattern.compile("\"cell_type\"\\s*:\\s*\"markdown\"");
    private static final Pattern SOURCE = Pattern.compile("\"source\"\\s*:\\s*(\\[|\")");
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|(])");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");

    /** Of all cells, those of text and others. */
    private static final Pattern CELL = Pattern.compile("\"cell_type\"\\s*:");

    private final StringBuilder text = new StringBuilder();
    /** The number of the cell that begins in a line, by the line. */
    private final TreeMap<Integer, Integer> numbers = new TreeMap<>();

    private Cells() {}

    static Cells of(String json) {
        Cells cells = new Cells();
        Matcher cell = MARKDOWN.matcher(json);
        while (cell.find()) {
            Matcher source = SOURCE.matcher(json);
            if (source.find(cell.end())) {
                int number = (int)
                        CELL.matcher(json.substring(0, cell.end())).results().count();
                cells.numbers.put(
                        1 + (int) cells.text.chars().filter(c -> c == '\n').count(), number);
                cells.add(json, source);
            }
        }
        return cells;
    }

    private void add(String json, Matcher source) {
        boolean isOne = source.group(1).equals("\"");
        Matcher string = STRING.matcher(json);
        int from = isOne ? source.start(1) : source.end();
        while (string.find(from) && string.group(2) == null) {
            text.append(unescaped(string.group(1)));
            from = string.end();
            if (isOne) {
                break;
            }
        }
        text.append("\n\n");
    }

    /** One below the other. */
    String text() {
        return text.toString();
    }

    /** A line of the text by its cell, counted among all cells of the notebook. */
    String place(int line) {
        Map.Entry<Integer, Integer> cell = numbers.floorEntry(line);
        return "cell " + cell.getValue() + ", " + (line - cell.getKey() + 1);
    }

    private static String unescaped(String string) {
        return ESCAPE.matcher(string).replaceAll(match -> {
            String c = match.group(1);
            String plain = switch (c.charAt(0)) {
                case 'n' -> "\n";
                case 't' -> "\t";
                case 'r' -> "\r";
                case 'b', 'f' -> " ";
                case 'u' -> c.length() == 1 ? c : String.valueOf((char) Integer.parseInt(c.substring(1), 16));
                default -> c;
            };
            return Matcher.quoteReplacement(plain);
        });
    }
}
