package backprop.check;

import backprop.internal.ReadOnly;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ejml.MatrixDimensionException;
import org.ejml.simple.SimpleMatrix;

/**
 * What a check found, line by line, and why. Prints as a few lines of text and shows as a small table in a notebook.
 *
 * <p>The verdict is there at once. The cause of wrong numbers is looked for when {@link #cause()}, {@link #reasons()} or
 * {@code toString()} is first called, which takes longer; these throw a {@link CancellationException} if the thread is
 * interrupted meanwhile.
 */
public final class Report {
    private final String title;
    private final List<Line> lines;
    private final List<String> notes;
    private final List<Mismatch> mismatches;
    private final Supplier<Explanation> search; // null if there is nothing to explain
    private volatile Explanation explanation; // null before somebody asks

    /**
     * One finding.
     *
     * @param what what was judged, such as ∂C/∂w¹
     * @param finding a short sentence
     * @param numbers the numbers behind it, which give the right answer away; may be empty
     */
    public record Line(Verdict verdict, String what, String finding, String numbers) {
        public Line {
            Require.given("verdict", verdict);
            Require.notBlank("what", what);
            Require.notBlank("finding", finding);
            Require.given("numbers", numbers);
        }

        Line(Verdict verdict, String what, String finding) {
            this(verdict, what, finding, "");
        }

        Line named(String other) {
            return new Line(verdict, other, finding, numbers);
        }

        /** With more words, unless it is wrong. */
        Line and(String words) {
            return isWrong() ? this : new Line(verdict, what, finding + words, numbers);
        }

        boolean isWrong() {
            return verdict == Verdict.FAIL;
        }

        /** Returns the finding with its numbers. */
        public String text() {
            return numbers.isEmpty() ? finding : finding + "; " + numbers;
        }
    }

    /**
     * A wrong block of numbers beside the right one, to be drawn.
     *
     * @param what its name, such as ∂C/∂w¹
     * @param given the numbers that were checked
     * @param expected the right ones, of the same shape
     */
    public record Mismatch(String what, SimpleMatrix given, SimpleMatrix expected) {
        public Mismatch {
            Require.notBlank("what", what);
            Require.sameShape("given", given, "expected", Require.filled("expected", expected));
            given = ReadOnly.view(given.copy());
            expected = ReadOnly.view(expected.copy());
        }
    }

    Report(String title, List<Line> lines) {
        this(title, lines, List.of());
    }

    Report(String title, List<Line> lines, List<String> notes) {
        this(title, lines, notes, List.of(), null);
    }

    Report(
            String title,
            List<Line> lines,
            List<String> notes,
            List<Mismatch> mismatches,
            Supplier<Explanation> search) {
        this.title = title;
        this.lines = List.copyOf(lines);
        this.notes = List.copyOf(notes);
        this.mismatches = List.copyOf(mismatches);
        this.search = verdict() == Verdict.FAIL ? search : null;
    }

    /** What was checked, and the verdict in words. */
    static String title(String what, List<Line> lines, boolean isAnyRight) {
        Verdict verdict = Verdict.worst(lines.stream().map(Line::verdict).toList());
        String unlessWrong =
                verdict == Verdict.PASS ? "right" : isAnyRight ? "right as far as it can be judged" : "cannot tell";
        return what + ": "
                + lines.stream()
                        .filter(Line::isWrong)
                        .findFirst()
                        .map(line -> "WRONG, first in " + line.what())
                        .orElse(unlessWrong);
    }

    /** A report that needs a single line. */
    static Report failed(String title, String what, String finding) {
        return new Report(title, List.of(new Line(Verdict.FAIL, what, finding)));
    }

    /** The report of a formula that throws; an interrupt of it is no verdict. */
    static Report thrown(String title, String what, String by, RuntimeException e) {
        if (e instanceof CancellationException) {
            throw e;
        }
        return failed(title, what, by + " " + doing(e));
    }

    /** What it does that throws. */
    static String doing(RuntimeException e) {
        return e instanceof MatrixDimensionException
                ? "combines matrices that do not fit"
                : "throws: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    /** Returns what was checked, and the verdict in words. */
    public String title() {
        return title;
    }

    /** Returns one finding each, one or more. */
    public List<Line> lines() {
        return lines;
    }

    /** Returns what can be drawn of the wrong blocks. */
    public List<Mismatch> mismatches() {
        return mismatches;
    }

    /** Returns FAIL if any line fails, else CANNOT_TELL if any cannot be judged, else PASS. */
    public Verdict verdict() {
        return Verdict.worst(lines.stream().map(Line::verdict).toList());
    }

    /**
     * Returns the mistake that gives the very same numbers, if one is known.
     *
     * @return a sentence, such as "BP2: σ′(zˡ) is missing."
     */
    public Optional<String> cause() {
        return explanation().flatMap(Explanation::cause);
    }

    /** Returns what the judge had to mind, such as a neuron on a kink. */
    public List<String> notes() {
        return notes;
    }

    /** Returns how well the cause fits, what tells several apart, and the next best. */
    public List<String> remarks() {
        return explanation().map(Explanation::remarks).orElse(List.of());
    }

    /** Returns all sentences below the findings: the notes, the cause, the remarks. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>(notes);
        cause().ifPresent(cause -> reasons.add("Cause: " + cause));
        reasons.addAll(remarks());
        return reasons;
    }

    /** Two threads may search at once, to the same end: a lock would let one that hangs hold up the other. */
    private Optional<Explanation> explanation() {
        if (explanation == null && search != null) {
            explanation = search.get();
        }
        return Optional.ofNullable(explanation);
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
        text.addAll(reasons());
        return text.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }
}
