package backprop.check;

import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

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

    /** Begins with what is to be shown, and its name, such as σ′(z). */
    public static Derivation of(String name, DoubleUnaryOperator f) {
        return new Derivation(List.of(new Line(name, f)));
    }

    /** Adds a line that should equal the one before, named by the rule used. */
    public Derivation line(String name, DoubleUnaryOperator f) {
        List<Line> longer = new ArrayList<>(lines);
        longer.add(new Line(name, f));
        return new Derivation(longer);
    }

    /**
     * Compares every line with the one before at 241 points. Lines are equal when they differ by no more than rounding: 64
     * units of it, measured where the line is largest and by moving each point a little.
     *
     * @return the report; a line after a broken one is right if it follows from it or returns to the last right one
     */
    public Report check(double from, double to) {
        double[] points = Check.grid(from, to, POINTS);
        List<Report.Line> findings = new ArrayList<>();
        Line lastRight = lines.get(0);
        for (int i = 1; i < lines.size(); i++) {
            Line line = lines.get(i);
            Line before = lines.get(i - 1);
            Comparison above = compare(points, line.f(), before.f());
            if (above.verdict() == Verdict.PASS) {
                String reason =
                        before == lastRight ? "equals the line above" : "follows from the line above, which is wrong";
                findings.add(new Report.Line(Verdict.PASS, line.name(), reason + largest(above)));
                lastRight = before == lastRight ? line : lastRight;
            } else if (before != lastRight
                    && compare(points, line.f(), lastRight.f()).verdict() == Verdict.PASS) {
                findings.add(new Report.Line(Verdict.PASS, line.name(), "equals '" + lastRight.name() + "' again"));
                lastRight = line;
            } else {
                findings.add(new Report.Line(Verdict.FAIL, line.name(), finding(points, above)));
            }
        }
        String name = lines.get(0).name();
        Require.that(!findings.isEmpty(), "the derivation", "have a line to compare", "only '" + name + "'");
        String range = name + " on [" + Numbers.text(from) + ", " + Numbers.text(to) + "]";
        String verdict = findings.stream()
                .filter(line -> line.verdict() == Verdict.FAIL)
                .findFirst()
                .map(line -> ": first broken line '" + line.what() + "'")
                .orElse(": every line holds");
        return new Report(range + verdict, findings);
    }

    private static Comparison compare(double[] points, DoubleUnaryOperator line, DoubleUnaryOperator before) {
        double[] yours = Arrays.stream(points).map(line).toArray();
        double[] above = Arrays.stream(points).map(before).toArray();
        double scale = Math.ulp(1.0) * (size(yours) + size(above));
        return Comparison.ofLines(
                yours,
                above,
                Arrays.stream(points)
                        .map(z -> scale + jitter(line, z) + jitter(before, z))
                        .toArray());
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

    private static String largest(Comparison compared) {
        double largest = compared.largest();
        return largest == 0 ? " exactly" : ", largest difference " + Numbers.text(largest, 1);
    }

    private static String finding(double[] points, Comparison compared) {
        int i = compared.clearest().orElseThrow();
        return "breaks here: at z = " + Numbers.text(points[i], 4) + ", " + Numbers.text(compared.given()[i])
                + " instead of " + Numbers.text(compared.expected()[i])
                + Pattern.at(points, compared).map(pattern -> "; " + pattern).orElse("");
    }
}
