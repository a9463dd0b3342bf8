package backprop.course;

import backprop.check.Report;
import backprop.check.Verdict;
import backprop.internal.LongRun;
import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The points of one test cell, part by part. A value; {@link #part} returns a longer one. {@link #points} must be the
 * cell's last expression, for that is what nbgrader reads.
 *
 * <pre>{@code
 * backprop.course.Grade.outOf(5)
 *     .part("BP2 on your network", 3, () -> mine.check().hiddenError((w, delta, z) -> hiddenError(w, delta, z)))
 *     // BEGIN HIDDEN TESTS
 *     .part("BP2 on another", 2, () -> other.check().hiddenError((w, delta, z) -> hiddenError(w, delta, z)))
 *     // END HIDDEN TESTS
 *     .points()
 * }</pre>
 *
 * A part that throws, does not end, or returns null costs its own points and no others. What the checked code prints, to
 * stderr also, is kept apart and shown at the end.
 */
public final class Grade {
    private static final double SECONDS = 5;
    private static final int DAY = 86_400;
    /** The signs in white on green and on red, as a notebook shows text that is printed. */
    private static final String RIGHT = "\u001b[1;38;2;255;255;255;48;2;26;127;55m ✓ \u001b[0m";

    private static final String WRONG = "\u001b[1;38;2;255;255;255;48;2;179;38;30m ✗ \u001b[0m";

    private final double outOf;
    private final double seconds;
    private final List<Part> parts;

    private record Part(String name, double points, Fault check) {}

    private Grade(double outOf, double seconds, List<Part> parts) {
        this.outOf = outOf;
        this.seconds = seconds;
        this.parts = List.copyOf(parts);
    }

    /**
     * Begins a grade.
     *
     * @param points what the cell is worth in nbgrader, positive. Parts may give less than that together: the rest is
     *     decided by hidden tests, which a student's notebook does not have
     */
    public static Grade outOf(double points) {
        Require.positive("points", points);
        return new Grade(points, SECONDS, List.of());
    }

    /**
     * Returns the same grade with another limit of time.
     *
     * @param seconds for each part, positive and a day at most; 5 if not set
     */
    public Grade within(double seconds) {
        Require.positive("seconds", seconds);
        Require.that(seconds <= DAY, "seconds", "be " + DAY + " at most, a day", seconds);
        return new Grade(outOf, seconds, parts);
    }

    /** Looks for a mistake. */
    @FunctionalInterface
    public interface Fault {
        /**
         * Returns what is wrong.
         *
         * @return one sentence that names the mistake, not the answer; empty if nothing is wrong
         */
        String find() throws Exception;
    }

    /**
     * Adds a part that a comparison decides, one that knows several mistakes.
     *
     * @param points for a right answer, positive
     */
    public Grade part(String name, double points, Fault check) {
        Require.notBlank("name", name);
        Require.positive("points of '" + name + "'", points);
        Require.given("check", check);
        List<Part> longer = new ArrayList<>(parts);
        longer.add(new Part(name, points, check));
        double sum = longer.stream().mapToDouble(Part::points).sum();
        String rule = "be " + Numbers.text(outOf) + " together, which the cell is worth";
        Require.that(sum <= outOf + 1e-9, "the points of all parts", rule, Numbers.text(sum));
        return new Grade(outOf, seconds, longer);
    }

    /** Adds a part that a check decides: a failure is told by its cause, never by the right numbers. */
    public Grade part(String name, double points, Callable<Report> check) {
        Require.given("check", check);
        Fault fault = () -> {
            Report report = check.call();
            return report.verdict() == Verdict.PASS ? "" : report.cause().orElseGet(() -> findings(report));
        };
        return part(name, points, fault);
    }

    /** Adds a part that a condition decides; {@code otherwise} says the mistake, not the answer. */
    public Grade part(String name, double points, String otherwise, Callable<Boolean> condition) {
        Require.given("otherwise", otherwise);
        Require.given("condition", condition);
        Fault fault = () -> condition.call() ? "" : otherwise.isBlank() ? "wrong" : otherwise;
        return part(name, points, fault);
    }

    private static String findings(Report report) {
        return report.lines().stream()
                .filter(line -> line.verdict() != Verdict.PASS)
                .map(line -> line.what() + " " + line.finding())
                .collect(Collectors.joining("; "));
    }

    /**
     * Runs every part and prints a line for each.
     *
     * @return the points of the parts that are right; all points of the cell if every part is, so that nbgrader's Validate
     *     does not call a right answer incomplete where hidden tests are missing
     * @throws AssertionError if none is
     * @throws CancellationException if the thread is interrupted
     */
    public double points() {
        Require.that(!parts.isEmpty(), "the grade", "have a part", "without one");
        int width = parts.stream().mapToInt(part -> part.name().length()).max().orElse(0);
        StringBuilder lines = new StringBuilder();
        double points = 0;
        String printed;
        try (Printed aside = Printed.keep()) {
            for (Part part : parts) {
                String fault = run(part, aside);
                double earned = fault.isEmpty() ? part.points() : 0;
                points += earned;
                String name = part.name() + " ".repeat(width - part.name().length() + 2);
                String worth = Numbers.text(earned) + " of " + Numbers.text(part.points());
                lines.append((fault.isEmpty() ? RIGHT : WRONG) + " " + name + worth);
                lines.append(fault.isEmpty() ? "\n" : "   " + fault + "\n");
            }
            printed = aside.text();
        }
        double here = parts.stream().mapToDouble(Part::points).sum();
        String more = "; " + Numbers.text(outOf - here) + " more are decided by hidden tests";
        lines.append(
                Numbers.text(points) + " of " + Numbers.text(here) + " points" + (outOf - here > 1e-9 ? more : ""));
        System.out.print(lines + "\n" + printed);
        if (points == 0) {
            throw new AssertionError("nothing is right yet: the lines above say why");
        }
        return points == here ? outOf : points;
    }

    private String run(Part part, Printed aside) {
        FutureTask<String> task =
                new FutureTask<>(() -> LongRun.ofUser(() -> part.check().find().strip()));
        Thread thread = new Thread(task, part.name());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get((long) (1000 * seconds), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return thrown(e.getCause());
        } catch (TimeoutException e) {
            end(thread, task, part, aside);
            return "did not end within " + Numbers.text(seconds) + " seconds: does it loop for ever?";
        } catch (InterruptedException e) {
            task.cancel(true);
            throw interrupted(part);
        }
    }

    private static void end(Thread thread, FutureTask<String> task, Part part, Printed aside) {
        task.cancel(true);
        LongRun.forget(thread); // the part itself says that it did not end
        thread.setPriority(Thread.MIN_PRIORITY);
        try {
            aside.end(thread);
        } catch (InterruptedException e) {
            throw interrupted(part);
        }
    }

    private static CancellationException interrupted(Part part) {
        return new CancellationException("interrupted in '" + part.name() + "'");
    }

    private static String thrown(Throwable e) {
        String name = e.getClass().getSimpleName();
        if (e instanceof StackOverflowError) {
            return "throws " + name + ": does it call itself for ever?";
        }
        return "throws " + name + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }

    /** Says what it asks: parts are not run. */
    @Override
    public String toString() {
        return "grade of " + parts.size() + (parts.size() == 1 ? " part, " : " parts, ") + Numbers.text(outOf)
                + " points";
    }
}
