package backprop.formula;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formulas among words, as in this library's documentation. A formula is one only if it prints again as it stood: what is
 * typeset says what was written, and all else stays as it is.
 */
public final class Sentence {
    /** What stands between spaces. */
    private static final Pattern WRITTEN = Pattern.compile("\\S+");

    private static final Pattern WORD = Pattern.compile("[(\"'‘]*[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]+[)\"'’.,:;?!]*");

    /** The word a, not the letter: another word comes next. */
    private static final Pattern ARTICLE = Pattern.compile(
            "[Aa]\\s+(?!(?:and|or|at|is|for|from|to|in|with)\\b)[(\"'‘]*[A-Za-zÀ-ÿ]{2}.*", Pattern.DOTALL);

    private static final Pattern MARKS = Pattern.compile("[.,:;]$");
    private static final Pattern MATHEMATICS = Pattern.compile("[^\\p{ASCII}–—…’‘“”£§]|[=_^]");

    private Sentence() {}

    /**
     * Returns words and formulas in turns: at even places words with the spaces around them, maybe none, at odd places
     * formulas as LaTeX.
     *
     * @param sentence in Unicode
     */
    public static List<String> parts(String sentence) {
        Require.given("sentence", sentence);
        List<String> parts = new ArrayList<>();
        int done = 0;
        for (int[] run : runs(sentence)) {
            String latex = latex(sentence.substring(run[0], run[1]));
            if (!latex.isEmpty()) {
                parts.add(sentence.substring(done, run[0]));
                parts.add(latex);
                done = run[1];
            }
        }
        parts.add(sentence.substring(done));
        return List.copyOf(parts);
    }

    /** Where what may be formulas begins and ends: no word stands in it, and no mark before a space. */
    private static List<int[]> runs(String sentence) {
        List<int[]> runs = new ArrayList<>();
        int from = -1;
        Matcher written = WRITTEN.matcher(sentence);
        while (written.find()) {
            boolean isWord = isWord(written.group())
                    || ARTICLE.matcher(sentence)
                            .region(written.start(), sentence.length())
                            .matches();
            boolean isMarked = MARKS.matcher(written.group()).find();
            from = isWord ? -1 : from < 0 ? written.start() : from;
            int[] run = {from, written.end() - (isMarked ? 1 : 0)};
            if (!isWord) {
                boolean isLonger = !runs.isEmpty() && runs.get(runs.size() - 1)[0] >= from;
                if (isLonger) {
                    runs.remove(runs.size() - 1);
                }
                runs.add(bare(sentence, run));
                from = isMarked ? -1 : from;
            }
        }
        return runs;
    }

    private static boolean isWord(String written) {
        return WORD.matcher(written).matches();
    }

    /** Without brackets around it all, and without one that is closed or opened elsewhere. */
    private static int[] bare(String sentence, int[] run) {
        int from = run[0];
        int to = run[1];
        while (from < to && sentence.charAt(from) == '(' && closing(sentence, from, to) >= to - 1) {
            to -= closing(sentence, from, to) == to - 1 ? 1 : 0;
            from++;
        }
        while (from < to && sentence.charAt(to - 1) == ')' && open(sentence.substring(from, to)) < 0) {
            to--;
        }
        return new int[] {from, to};
    }

    /** Where the bracket at a place is closed; the end if it is not. */
    private static int closing(String sentence, int from, int to) {
        int at = from + 1;
        while (at < to && open(sentence.substring(from, at)) > 0) {
            at++;
        }
        return open(sentence.substring(from, at)) > 0 ? to : at - 1;
    }

    /** How many brackets more are opened than closed. */
    private static int open(String written) {
        return written.chars().map(c -> c == '(' ? 1 : c == ')' ? -1 : 0).sum();
    }

    /** Empty if it is none, or would not print as it stands. */
    private static String latex(String written) {
        if (!MATHEMATICS.matcher(written).find()) {
            return "";
        }
        try {
            List<Statement> statements =
                    Statement.of(Scanner.tokens(written, 1, 1, new Macros(Set.of())), true, List.of());
            if (statements.size() != 1) {
                return "";
            }
            Statement statement = statements.get(0);
            Notation notation = new Author(statements).notations().get(0);
            List<Formula> sides = statement.sides().stream()
                    .map(side -> Parser.formula(notation, side, statement.end()))
                    .toList();
            String unicode = Print.joined(sides, statement.relations(), Print.Style.UNICODE);
            boolean isSame = plain(unicode).equals(plain(written));
            return isSame ? Print.joined(sides, statement.relations(), Print.Style.LATEX) : "";
        } catch (Unreadable e) {
            return "";
        }
    }

    /** Without spaces, with one sign for minus and one way to write a gradient. */
    private static String plain(String written) {
        return written.replaceAll("\\s", "")
                .replace('-', '−')
                .replace('\'', '′')
                .replace("∇ₐC", "∂C/∂aᴸ")
                .replace("∇ₓC", "∂C/∂x");
    }
}
