package backprop.course;

import backprop.check.Report;
import backprop.check.Verdict;
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

    private final double outOf;
    private final double seconds;
    private final List<Part> parts;

    private record Part(String name, double points, Callable<Finding> check) {}

    private record Finding(boolean right, String words) {}

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
     * @param seconds for each part, positive; 5 if not set
     */
    public Grade within(double seconds) {
        Require.positive("seconds", seconds);
        return new Grade(outOf, seconds, parts);
    }

    /** Adds a part that a check decides: a failure is told by its cause, never by the right numbers. Points must be positive. */
    public Grade part(String name, double points, Callable<Report> check) {
        return with(name, points, () -> finding(check.call()));
    }

    /** Adds a part that a comparison decides, one that knows several mistakes. */
    public Grade part(String name, double points, Fault check) {
        return with(name, points, () -> {
            String fault = check.find();
            return new Finding(fault.isEmpty(), fault);
        });
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

    /** Adds a part that a condition decides; {@code otherwise} is what to say if it is false: the mistake, not the answer. */
    public Grade part(String name, double points, String otherwise, Callable<Boolean> condition) {
        return with(name, points, () -> condition.call() ? new Finding(true, "") : new Finding(false, otherwise));
    }

    private Grade with(String name, double points, Callable<Finding> check) {
        Require.positive("points of '" + name + "'", points);
        List<Part> longer = new ArrayList<>(parts);
        longer.add(new Part(name, points, check));
        double sum = longer.stream().mapToDouble(Part::points).sum();
        if (sum > outOf + 1e-9) {
            throw Require.broken(
                    "the points of all parts", "be " + text(outOf) + " together, which the cell is worth", text(sum));
        }
        return new Grade(outOf, seconds, longer);
    }

    private static Finding finding(Report report) {
        if (report.verdict() == Verdict.PASS) {
            return new Finding(true, "");
        }
        return new Finding(
                false,
                report.cause()
                        .orElseGet(() -> report.lines().stream()
                                .filter(line -> line.verdict() != Verdict.PASS)
                                .map(line -> line.what() + " " + line.finding())
                                .collect(Collectors.joining("; "))));
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
        if (parts.isEmpty()) {
            throw Require.broken("the grade", "have a part", "without one");
        }
        int width = parts.stream().mapToInt(part -> part.name().length()).max().orElse(0);
        StringBuilder lines = new StringBuilder();
        double points = 0;
        String printed;
        try (Printed aside = Printed.keep()) {
            for (Part part : parts) {
                Finding finding = run(part, aside);
                points += finding.right() ? part.points() : 0;
                String worth = (finding.right() ? text(part.points()) : "0") + " of " + text(part.points());
                lines.append(finding.right() ? "✓ " : "✗ ").append(part.name());
                lines.append(" ".repeat(width - part.name().length() + 2)).append(worth);
                lines.append(finding.words().isEmpty() ? "" : "   " + finding.words())
                        .append('\n');
            }
            printed = aside.text();
        }
        double here = parts.stream().mapToDouble(Part::points).sum();
        lines.append(text(points)).append(" of ").append(text(here)).append(" points");
        lines.append(outOf - here > 1e-9 ? "; " + text(outOf - here) + " more are decided by hidden tests\n" : "\n");
        System.out.print(lines + printed);
        if (points == 0) {
            throw new AssertionError("nothing is right yet: the lines above say why");
        }
        return points == here ? outOf : points;
    }

    private Finding run(Part part, Printed aside) {
        FutureTask<Finding> task = new FutureTask<>(part.check());
        Thread thread = new Thread(task, part.name());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get((long) (1000 * seconds), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new Finding(false, thrown(e.getCause()));
        } catch (TimeoutException e) {
            end(thread, task, part, aside);
            return new Finding(false, "did not end within " + text(seconds) + " seconds: does it loop for ever?");
        } catch (InterruptedException e) {
            task.cancel(true);
            throw interrupted(part);
        }
    }

    private static void end(Thread thread, FutureTask<Finding> task, Part part, Printed aside) {
        task.cancel(true);
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

    private static String text(double points) {
        return Numbers.text(points);
    }
}
