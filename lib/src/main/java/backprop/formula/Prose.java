package backprop.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the formula in a line of text that is not marked as one: behind numbering and words, before a remark. A line with
 * words in between is prose and has none.
 */
final class Prose {
    private static final Pattern MARKS = Pattern.compile(
            "[\\s>]*(?:(?:[-*•]|\\(?(?:\\d{1,3}|[A-Za-z]|[ivx]{2,4})\\)|\\d{1,3}\\.|\\[[\\d:.]+\\])\\s+)*");
    private static final Pattern CLAUSE = Pattern.compile("[,;.]?\\s+(?=(?:so|and|hence|thus|therefore|but|then)\\s)"
            + "|[?!]\\s+|[,;]\\s+(?=I\\s|[a-z]{3,}\\s+[a-z]{2,}\\s)|\\.\\s+(?=[A-Z][a-z]+\\s)");
    private static final Pattern LEAD =
            Pattern.compile("[*_\"(]*([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*)[*_\")]*([,:;.]?)[*_]*\\s+");
    private static final Pattern WORD = Pattern.compile("(?<![\\\\\\p{L}_^{])[A-Za-zÀ-ÿ]{3,}(?!\\p{L})");
    private static final Pattern SHORT_WORD =
            Pattern.compile("(?<=\\s)(?:so|or|as|is|if|to|by|we|of|at|on|an|be)(?=\\s)");
    private static final Pattern REMARK = Pattern.compile(
            "[,;]?\\s+(?:(?:right|correct|ok)\\s*[?!.]*|\\(?(?:for|where|with|if|when|because|since)\\s.*"
                    + "|\\(([^()=]*[a-z]{3}[^()=]*)\\)[.,]?\\s*|(?:#|//).*|\\s\\([A-Z]*\\d+[a-z]?\\)\\s*)$");
    private static final Pattern RELATION =
            Pattern.compile("=|←|≔|→|<-|->|\\\\(?:gets|leftarrow|to|rightarrow|coloneqq|equiv)\\b");
    private static final Pattern SIGN = Pattern.compile("=|←|≔|\\\\(gets|leftarrow|equiv|coloneqq)|[\\\\^_∂⊙→]");
    private static final Pattern FORMULA =
            Pattern.compile("[\\p{L}\\p{Nd}\\p{No}\\\\∂∇∑√(\\[{‖⟨|+\\-−½¼¾].*[^\\s=+\\-−·×⊙∘*/:,;(←→≔]\\s*[.,;:]?\\s*");
    private static final Set<String> DOUBTS =
            Set.of("if", "unless", "suppose", "assume", "assuming", "not", "never", "say", "instead");

    /** Names that are words, too. */
    private static final Set<String> BOTH =
            Set.of("cost", "loss", "target", "out", "net", "error", "sign", "log", "max", "min");

    /** Of lines in which words are looked for; others are a formula or none as they are. */
    private static final int LONGEST = 4_000;

    private final String line;
    private final Set<String> names;
    private int from;
    private int to;
    private String last = "";

    private Prose(String line, Set<String> names) {
        this.line = line.stripTrailing();
        this.names = names;
    }

    /**
     * Where formulas begin and end in a line, one in each of its clauses at most.
     *
     * @param isAlone whether all of the text is such lines, so that one may be an expression, or go on with the one before
     * @param names words that the text defines
     */
    static List<int[]> formulas(String line, boolean isAlone, Set<String> names) {
        List<int[]> found = new ArrayList<>();
        String[] clauses = line.length() < LONGEST ? CLAUSE.split(line) : new String[] {line};
        int from = 0;
        for (String clause : clauses) {
            int start = line.indexOf(clause, from);
            Prose prose = new Prose(clause, names);
            if (prose.isFormula(isAlone && clauses.length == 1)) {
                found.add(new int[] {start + prose.from, start + prose.to});
            }
            if (DOUBTS.contains(prose.last)) {
                break;
            }
            from = start + clause.length();
        }
        return found;
    }

    /** Whether a line begins with an operator and so goes on with the formula in the line before. */
    static boolean goesOn(String line, Set<String> names) {
        boolean isSigned = line.matches("\\s*[+⊙·×∘].*[^\\s=+\\-−·×⊙∘*/,;(]\\s*");
        return isSigned && !RELATION.matcher(line).find() && !new Prose(line, names).isProse(line);
    }

    private boolean isFormula(boolean isAlone) {
        String bare = line.strip();
        if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith("|") && bare.endsWith("|")) {
            return false;
        }
        to = line.length();
        if (bare.length() < LONGEST) {
            Matcher marks = MARKS.matcher(line);
            from = marks.lookingAt() ? marks.end() : 0;
            skipWords();
            Matcher remark = REMARK.matcher(line).region(from, to);
            to = remark.find() && (remark.group(1) == null || isProse(remark.group(1))) ? remark.start() : to;
        }
        String formula = line.substring(from, to);
        boolean isCut = !last.isEmpty()
                && formula.chars().map(c -> c == '(' ? 1 : c == ')' ? -1 : 0).sum() != 0;
        boolean isWhole = isAlone && last.isEmpty() && to == line.length();
        return !isProse(formula)
                && !isCut
                && !DOUBTS.contains(last)
                && (isWhole
                        ? SIGN.matcher(formula).find()
                        : RELATION.matcher(formula).find()
                                && FORMULA.matcher(formula).matches());
    }

    /** Goes on behind the words before the formula, the last of which is no letter of it. */
    private void skipWords() {
        Matcher lead = LEAD.matcher(line);
        for (int at = from; lead.region(at, line.length()).lookingAt(); at = lead.end()) {
            String word = lead.group(1);
            boolean isColon = lead.group(2).equals(":");
            boolean isBoth =
                    BOTH.contains(word) && lead.end() < line.length() && Character.isLetter(line.charAt(lead.end()));
            boolean isShort = SHORT_WORD.matcher(" " + word + " ").find();
            if (isColon || isBoth || isShort || word.length() > 2 && !isKnown(word)) {
                from = lead.end();
                last = word.toLowerCase(Locale.ROOT);
            }
        }
    }

    private boolean isProse(String formula) {
        if (formula.contains("\\text")) {
            return false;
        }
        String plain = formula.replaceAll("\\\\[A-Za-z]+(\\{[A-Za-z]*\\})?", " ");
        return SHORT_WORD.matcher(plain).find()
                || WORD.matcher(plain).results().anyMatch(word -> !isKnown(word.group()));
    }

    private boolean isKnown(String word) {
        return Glyphs.FUNCTIONS.contains(word)
                || Glyphs.NAMES.contains(word)
                || Glyphs.GREEK.containsKey(word)
                || word.equals("sum")
                || names.contains(word);
    }
}
