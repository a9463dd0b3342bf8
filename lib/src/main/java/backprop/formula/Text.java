package backprop.formula;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of a text: of what stands between dollar signs or in LaTeX environments, and of lines that are formulas by
 * themselves. Comments and code are passed over.
 *
 * @param statements those that could be scanned, in order
 * @param unreadable what could not, each where it stands
 */
record Text(List<Statement> statements, List<Unreadable> unreadable) {
    private static final int MOST = 2_000_000;
    private static final int MOST_STATEMENTS = 300;
    private static final String DISPLAYS = "equation|align|gather|displaymath|eqnarray|multline|flalign|alignat|math";
    private static final List<String> ENDS = List.of(("(|[|" + DISPLAYS).split("\\|"));
    private static final Pattern MATH = Pattern.compile(
            "\\$\\$(.+?)\\$\\$|(?<![\\\\$])\\$([^$]+?)\\$|\\\\\\((.+?)\\\\\\)|\\\\\\[(.+?)\\\\\\]" + "|(\\\\begin\\{("
                    + DISPLAYS + ")\\*?\\}.+?\\\\end\\{\\6\\*?\\})",
            Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("[^\\n]+");
    private static final Pattern MACRO =
            Pattern.compile("\\\\(?:(?:re)?newcommand|providecommand|def|DeclareMathOperator)\\b[^\\n]*");
    private static final String COMMENT = "(?<!\\\\)%[^\\n]*|";

    /** Comments in HTML, code, and what LaTeX passes over; to the end if it is never ended. */
    private static final String CODE = "<!--(?>.*?-->|.*)|\\\\iffalse\\b(?>.*?\\\\fi\\b|.*)"
            + "|\\\\verb\\*?([^A-Za-z\\s*])[^\\n]*?\\1"
            + "|\\\\begin\\{(comment|verbatim|Verbatim|lstlisting|minted)\\*?\\}(?>.*?\\\\end\\{\\2\\*?\\}|.*)"
            + "|(?<![^\\n])[ \\t>]*(```|~~~)(?!math)(?>.*?\\n[ \\t>]*\\3|.*)"
            + "|(?<![`$\\\\\\w])(`{1,2})(?![\\s`]|\\$[\\s.,;:)])[^`\\n]*(?<![\\s`\\\\])\\4(?![`\\w])";

    private static final Pattern SKIPPED = Pattern.compile(CODE, Pattern.DOTALL);
    private static final Pattern SKIPPED_IN_LATEX = Pattern.compile(COMMENT + CODE, Pattern.DOTALL);

    /** What a text gives a name of its own: Err = …. */
    private static final Pattern NAME = Pattern.compile(
            "(?:(?<![_^{])\\\\(?:text|mathrm|mathit|operatorname)\\{|(?<![\\\\\\p{L}_^{]))([A-Za-z]{3,})\\}?"
                    + "(?:_\\{?\\w\\}?)?[\\s&]*(?::?=|≔|\\\\coloneqq)");

    private static final Pattern DOCUMENT = Pattern.compile("\\\\(?:begin\\{|documentclass|usepackage|section)");

    /** Stands for a formula among words. */
    private static final char MARKED = '\uE000';

    static Text of(String text) {
        if (text.length() > MOST) {
            throw Require.broken("text", "have at most " + MOST + " characters", text.length());
        }
        boolean isTyped = MATH.matcher(closed(text)).find();
        Pattern skipped = isTyped || text.contains("\\") ? SKIPPED_IN_LATEX : SKIPPED;
        String source = blank(text, skipped.matcher(text), ' ');
        Text found = new Text(new ArrayList<>(), new ArrayList<>());
        Macros macros = macros(source);
        int line = 1;
        int counted = 0;
        for (Piece piece : pieces(source, macros)) {
            line += lines(source, counted, piece.from());
            counted = piece.from();
            found.add(source, line, piece, macros);
        }
        return found;
    }

    /** A formula's place in the text. */
    private record Piece(int from, int to, boolean isDisplayed) {}

    /** Those that are marked, and the lines that are formulas by themselves, in order. */
    private static List<Piece> pieces(String source, Macros macros) {
        List<Piece> pieces = new ArrayList<>();
        String closed = closed(source);
        Matcher math = MATH.matcher(closed);
        while (math.find()) {
            int group = 1;
            while (math.group(group) == null) {
                group++;
            }
            pieces.add(new Piece(math.start(group), math.end(group), group != 2 && group != 3));
        }
        boolean isAlone = pieces.isEmpty();
        boolean isDocument = !isAlone && DOCUMENT.matcher(source).find();
        String rest = isAlone ? source : blank(source, MATH.matcher(closed), MARKED);
        Matcher line = LINE.matcher(rest);
        while (line.find()) {
            bare(line.group(), line.start(), isAlone, isDocument, macros, pieces);
        }
        pieces.sort((one, other) -> Integer.compare(one.from(), other.from()));
        return pieces;
    }

    /** Adds the formula in a line of the text between those that are marked. */
    private static void bare(
            String line, int start, boolean isAlone, boolean isDocument, Macros macros, List<Piece> pieces) {
        int marked = line.indexOf(MARKED);
        String words = marked < 0 ? line : line.substring(0, marked);
        boolean isCommand = isDocument && line.matches(".*[\\\\&{}].*")
                || MACRO.matcher(line).find();
        Piece before = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        boolean isNext = before != null && before.to() == start - 1; // at the end of the line before
        if (isNext && !isCommand && marked < 0 && Prose.goesOn(words, macros.names())) {
            pieces.set(pieces.size() - 1, new Piece(before.from(), start + line.length(), true));
            return;
        }
        List<int[]> formulas = isCommand ? List.of() : Prose.formulas(words, isAlone, macros.names());
        int end = words.stripTrailing().length();
        formulas.stream()
                .filter(f -> marked < 0 || f[1] < end) // what goes on in a marked one is none by itself
                .forEach(f -> pieces.add(new Piece(start + f[0], start + f[1], true)));
    }

    /** Without the beginnings that have no end behind them, each of which would be looked for through all of the text. */
    private static String closed(String text) {
        StringBuilder closed = new StringBuilder(text);
        for (String name : ENDS) {
            boolean isBracket = name.length() == 1;
            String begin = isBracket ? "\\" + name : "\\begin{" + name;
            int last = text.lastIndexOf(isBracket ? "\\" + (name.equals("[") ? "]" : ")") : "\\end{" + name);
            for (int at = text.indexOf(begin, last + 1); at >= 0; at = text.indexOf(begin, at + 1)) {
                closed.setCharAt(at, ' ');
            }
        }
        return closed.toString();
    }

    /** The same length and lines, with another character for each of what matches. */
    private static String blank(String text, Matcher found, char other) {
        StringBuilder blank = new StringBuilder(text);
        while (found.find()) {
            for (int i = found.start(); i < found.end(); i++) {
                if (text.charAt(i) != '\n') {
                    blank.setCharAt(i, other);
                }
            }
        }
        return blank.toString();
    }

    private static Macros macros(String source) {
        Set<String> names = new HashSet<>();
        NAME.matcher(source).results().forEach(name -> names.add(name.group(1)));
        Macros macros = new Macros(names);
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

    private void add(String source, int line, Piece piece, Macros macros) {
        int column = piece.from() - source.lastIndexOf('\n', piece.from() - 1);
        try {
            List<Token> tokens = Scanner.tokens(source.substring(piece.from(), piece.to()), line, column, macros);
            List<Statement> found =
                    Statement.of(tokens, piece.isDisplayed(), piece.isDisplayed() ? statements : List.of());
            if (found.size() > MOST_STATEMENTS) {
                throw new Unreadable(tokens.get(0), "a display must have at most " + MOST_STATEMENTS + " statements");
            }
            found.forEach(s -> statements.add(s.refusingLong()));
        } catch (Unreadable e) {
            unreadable.add(e);
        }
    }

    private static int lines(String source, int from, int to) {
        return (int) source.substring(from, to).chars().filter(c -> c == '\n').count();
    }
}
