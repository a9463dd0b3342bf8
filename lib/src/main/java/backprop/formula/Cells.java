package backprop.formula;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text cells of a notebook's file. */
final class Cells {
    private static final Pattern MARKDOWN = Pattern.compile("\"cell_type\"\\s*:\\s*\"markdown\"");
    private static final Pattern SOURCE = Pattern.compile("\"source\"\\s*:\\s*(\\[|\")");
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|(])");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");

    private Cells() {}

    /** One below the other. */
    static String texts(String json) {
        StringBuilder texts = new StringBuilder();
        Matcher cell = MARKDOWN.matcher(json);
        while (cell.find()) {
            Matcher source = SOURCE.matcher(json);
            if (source.find(cell.end())) {
                boolean isOne = source.group(1).equals("\"");
                Matcher string = STRING.matcher(json);
                int from = isOne ? source.start(1) : source.end();
                while (string.find(from) && string.group(2) == null) {
                    texts.append(unescaped(string.group(1)));
                    from = string.end();
                    if (isOne) {
                        break;
                    }
                }
                texts.append("\n\n");
            }
        }
        return texts.toString();
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
