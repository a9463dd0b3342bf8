package backprop.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ejml.simple.SimpleMatrix;

/**
 * What a check found, line by line, and why. Prints as a few lines of text and shows as a small table in a notebook.
 *
 * @param title what was checked
 * @param lines one finding each
 * @param reasons sentences that explain them: the cause, how well it fits, and the next best
 * @param mismatches what can be drawn of the wrong blocks
 */
public record Report(String title, List<Line> lines, List<String> reasons, List<Mismatch> mismatches) {

    private static final String CAUSE = "Cause: ";

    /**
     * One finding.
     *
     * @param verdict its verdict
     * @param what what was judged, such as ∂C/∂w¹
     * @param finding a short sentence
     * @param numbers the numbers behind it, which give the right answer away; may be empty
     */
    public record Line(Verdict verdict, String what, String finding, String numbers) {
        /**
         * Refuses a missing part.
         *
         * @param verdict not null
         * @param what not null
         * @param finding not null
         * @param numbers not null
         */
        public Line {
            Objects.requireNonNull(verdict, "verdict must be given, but was null");
            Objects.requireNonNull(what, "what must be given, but was null");
            Objects.requireNonNull(finding, "finding must be given, but was null");
            Objects.requireNonNull(numbers, "numbers must be given, but was null");
        }

        Line(Verdict verdict, String what, String finding) {
            this(verdict, what, finding, "");
        }

        /**
         * Returns the finding with its numbers.
         *
         * @return one sentence
         */
        public String text() {
            return numbers.isEmpty() ? finding : finding + "; " + numbers;
        }
    }

    /**
     * A wrong block of numbers beside the right one.
     *
     * @param what its name, such as ∂C/∂w¹
     * @param given the numbers that were checked
     * @param expected the right ones, of the same shape
     */
    public record Mismatch(String what, SimpleMatrix given, SimpleMatrix expected) {}

    /**
     * Keeps the lists as they are now.
     *
     * @param title what was checked
     * @param lines one or more
     * @param reasons none or more
     * @param mismatches none or more
     */
    public Report {
        lines = List.copyOf(lines);
        reasons = List.copyOf(reasons);
        mismatches = List.copyOf(mismatches);
    }

    Report(String title, List<Line> lines) {
        this(title, lines, List.of(), List.of());
    }

    /**
     * Returns FAIL if any line fails, else CANNOT_TELL if any cannot be judged, else PASS.
     *
     * @return the verdict of the whole
     */
    public Verdict verdict() {
        List<Verdict> all = lines.stream().map(Line::verdict).toList();
        return all.contains(Verdict.FAIL)
                ? Verdict.FAIL
                : all.contains(Verdict.CANNOT_TELL) ? Verdict.CANNOT_TELL : Verdict.PASS;
    }

    /**
     * Returns the mistake that gives the very same numbers, if one is known.
     *
     * @return a sentence, such as "BP2: σ′(zˡ) is missing."
     */
    public Optional<String> cause() {
        return reasons.stream()
                .filter(Report::isCause)
                .map(reason -> reason.substring(CAUSE.length()))
                .findFirst();
    }

    static boolean isCause(String reason) {
        return reason.startsWith(CAUSE);
    }

    /** The reason that a cause is. */
    static String reason(String cause) {
        return sentence(CAUSE + cause);
    }

    /** Ends a sentence with a full stop, unless it asks. */
    static String sentence(String text) {
        return text.endsWith("?") || text.endsWith(".") ? text : text + ".";
    }

    /** The title, a line per finding with its sign, then the reasons. */
    @Override
    public String toString() {
        List<String> text = new ArrayList<>(List.of(verdict().symbol() + " " + title));
        int width = lines.stream().mapToInt(line -> line.what().length()).max().orElse(0);
        for (Line line : lines) {
            String what = line.what() + " ".repeat(width - line.what().length());
            text.add("  " + line.verdict().symbol() + " " + what + "  " + line.text());
        }
        text.addAll(reasons);
        return text.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }
}
