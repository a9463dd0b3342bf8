package backprop.check;

import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A chain of equalities, such as note 001's proof of σ′ = σ(1 − σ): every line is compared with the one before, and the
 * first that breaks is named. A value; {@link #line} returns a longer one.
 */
public final class Derivation {
    private static final int POINTS = 241;

    private final List<Line> lines;

    private record Line(String name, DoubleUnaryOperator f) {}

    private Derivation(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * Begins with what is to be shown.
     *
     * @param name what to call it, such as σ′(z)
     * @param f its formula
     * @return the derivation
     */
    public static Derivation of(String name, DoubleUnaryOperator f) {
        return new Derivation(List.of(new Line(name, f)));
    }

    /**
     * Adds a line that should equal the one before.
     *
     * @param name what to call it: the rule used
     * @param f its formula
     * @return a longer derivation
     */
    public Derivation line(String name, DoubleUnaryOperator f) {
        List<Line> longer = new ArrayList<>(lines);
        longer.add(new Line(name, f));
        return new Derivation(longer);
    }

    /**
     * Compares every line with the one before at 241 points. Lines are equal when they differ by no more than rounding: 64
     * units of it, measured where the line is largest and by moving each point a little.
     *
     * @param from where the comparison begins
     * @param to where it ends, above from
     * @return the report; a line after a broken one is right if it follows from it or returns to the last right one
     */
    public Report check(double from, double to) {
        double[] points = Check.grid(from, to, POINTS);
        List<Report.Line> findings = new ArrayList<>();
        Line lastRight = lines.get(0);
        for (int i = 1; i < lines.size(); i++) {
            Line line = lines.get(i);
            Line before = lines.get(i - 1);
            Comparison above = new Comparison(points, line.f(), before.f());
            if (above.worst() < 0) {
                String reason =
                        before == lastRight ? "equals the line above" : "follows from the line above, which is wrong";
                findings.add(new Report.Line(Verdict.PASS, line.name(), reason + above.largest()));
                lastRight = before == lastRight ? line : lastRight;
            } else if (before != lastRight && new Comparison(points, line.f(), lastRight.f()).worst() < 0) {
                findings.add(new Report.Line(Verdict.PASS, line.name(), "equals '" + lastRight.name() + "' again"));
                lastRight = line;
            } else {
                findings.add(new Report.Line(Verdict.FAIL, line.name(), above.finding()));
            }
        }
        if (findings.isEmpty()) {
            throw Require.broken(
                    "the derivation",
                    "have a line to compare",
                    "only '" + lines.get(0).name() + "'");
        }
        String range = " on [" + Numbers.text(from) + ", " + Numbers.text(to) + "]";
        return findings.stream()
                .filter(line -> line.verdict() == Verdict.FAIL)
                .findFirst()
                .map(line ->
                        new Report(lines.get(0).name() + range + ": first broken line '" + line.what() + "'", findings))
                .orElseGet(() -> new Report(lines.get(0).name() + range + ": every line holds", findings));
    }

    /** Two lines at all points. */
    private static final class Comparison {
        private final double[] points;
        private final double[] yours;
        private final double[] before;
        private final double[] bounds;

        Comparison(double[] points, DoubleUnaryOperator line, DoubleUnaryOperator lineBefore) {
            this.points = points;
            this.yours = Arrays.stream(points).map(line).toArray();
            this.before = Arrays.stream(points).map(lineBefore).toArray();
            double scale = Math.ulp(1.0) * (size(yours) + size(before));
            this.bounds = Arrays.stream(points)
                    .map(z -> 64 * (scale + jitter(line, z) + jitter(lineBefore, z)))
                    .toArray();
        }

        private static double size(double[] values) {
            return Arrays.stream(values)
                    .filter(Double::isFinite)
                    .map(Math::abs)
                    .max()
                    .orElse(0);
        }

        /** How much f moves when z moves by its last digit. */
        private static double jitter(DoubleUnaryOperator f, double z) {
            double moved = Math.abs(f.applyAsDouble(Math.nextUp(z)) - f.applyAsDouble(z));
            return Double.isFinite(moved) ? moved : 0;
        }

        private double off(int i) {
            return Math.abs(yours[i] - before[i]);
        }

        /** The point where they differ most beyond rounding, or −1. Two NaN are equal: both are undefined there. */
        int worst() {
            return IntStream.range(0, points.length)
                    .filter(i -> !(off(i) <= bounds[i]) && !(Double.isNaN(yours[i]) && Double.isNaN(before[i])))
                    .boxed()
                    .max((i, k) -> Double.compare(off(i) / bounds[i], off(k) / bounds[k]))
                    .orElse(-1);
        }

        String largest() {
            double largest = IntStream.range(0, points.length)
                    .mapToDouble(this::off)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            return largest == 0 ? " exactly" : ", largest difference " + Numbers.text(largest, 1);
        }

        String finding() {
            int i = worst();
            String text = "breaks here: at z = " + Numbers.text(points[i], 4) + ", " + Numbers.text(yours[i])
                    + " instead of " + Numbers.text(before[i]);
            return text
                    + Pattern.at(points, yours, before, bounds)
                            .map(pattern -> "; " + pattern)
                            .orElse("");
        }
    }
}
