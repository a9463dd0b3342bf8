package backprop.formula;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of a text: of what stands between dollar signs or in LaTeX environments, or of each line if nothing does.
 *
 * @param statements those that could be scanned, in order
 * @param unreadable what could not, each where it stands
 */
record Text(List<Statement> statements, List<Unreadable> unreadable) {
    private static final int MOST = 2_000_000;
    private static final Pattern MATH = Pattern.compile(
            "\\$\\$(.+?)\\$\\$|(?<![\\\\$])\\$([^$]+?)\\$|\\\\\\((.+?)\\\\\\)|\\\\\\[(.+?)\\\\\\]"
                    + "|(\\\\begin\\{(equation|align|gather|displaymath|eqnarray|multline|flalign|alignat|math)\\*?\\}.+?\\\\end\\{\\6\\*?\\})",
            Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("([^\\n]+)");
    private static final Pattern MACRO =
            Pattern.compile("\\\\(?:(?:re)?newcommand|providecommand|def|DeclareMathOperator)\\b[^\\n]*");
    private static final Pattern COMMENT = Pattern.compile("(?<!\\\\)%[^\\n]*");
    private static final Pattern HTML_COMMENT = Pattern.compile("<!--(?>.*?-->|.*)", Pattern.DOTALL);
    private static final Pattern WORDS = Pattern.compile(
            "(?<![\\\\\\p{L}])(?!net\\b|exp\\b|log\\b|diag\\b|tanh\\b|softmax\\b|sigmoid\\b|delta\\b|sigma\\b)[A-Za-zÀ-ÿ]{3,}(?!\\p{L})");

    static Text of(String text) {
        if (text.length() > MOST) {
            throw Require.broken("text", "have at most " + MOST + " characters", text.length());
        }
        String source = text.contains("<!--") ? blank(text, HTML_COMMENT) : text;
        boolean isTyped = MATH.matcher(source).find();
        source = isTyped || source.contains("\\") ? blank(source, COMMENT) : source;
        Text found = new Text(new ArrayList<>(), new ArrayList<>());
        Macros macros = macros(source);
        int line = 1;
        int counted = 0;
        Matcher piece = (isTyped ? MATH : LINE).matcher(source);
        while (piece.find()) {
            int group = 1;
            while (piece.group(group) == null) {
                group++;
            }
            boolean isInline = isTyped && (group == 2 || group == 3);
            if (isTyped || isFormula(piece.group())) {
                line += lines(source, counted, piece.start(group));
                counted = piece.start(group);
                found.add(source, line, piece.start(group), piece.end(group), !isInline, macros);
            }
        }
        return found;
    }

    /** A line of prose has words in it; one of LaTeX may have them in commands. */
    private static boolean isFormula(String line) {
        if (line.isBlank()) {
            return false;
        }
        String plain = line.replaceAll("\\\\[A-Za-z]+(\\{[A-Za-z]*\\})?", " ");
        boolean isComment = line.strip().startsWith("#");
        boolean isProse = WORDS.matcher(plain).find() && !line.contains("\\text");
        boolean hasSign = line.matches(".*(=|←|≔|:=|\\\\(gets|leftarrow|equiv|coloneqq)|[\\\\^_∂⊙]).*");
        return !isComment && !isProse && hasSign && !MACRO.matcher(line).find();
    }

    /** The same length and lines, with what matches made blank. */
    private static String blank(String text, Pattern what) {
        return what.matcher(text).replaceAll(match -> match.group().replaceAll("[^\\n]", " "));
    }

    private static Macros macros(String source) {
        Macros macros = new Macros();
        Matcher macro = MACRO.matcher(source);
        while (macro.find()) {
            try {
                Scanner.tokens(macro.group(), 1, 1, macros);
            } catch (Unreadable itIsReportedWhereItIsUsed) {
                continue;
            }
        }
        return macros;
    }

    private void add(String source, int line, int from, int to, boolean isDisplayed, Macros macros) {
        int column = from - source.lastIndexOf('\n', from - 1);
        try {
            List<Token> tokens = Scanner.tokens(source.substring(from, to), line, column, macros);
            statements.addAll(Statement.of(tokens, isDisplayed, isDisplayed ? statements : List.of()));
        } catch (Unreadable e) {
            unreadable.add(e);
        }
    }

    private static int lines(String source, int from, int to) {
        return (int) source.substring(from, to).chars().filter(c -> c == '\n').count();
    }
}
