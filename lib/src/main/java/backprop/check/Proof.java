package backprop.check;

import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The lines of a derivation, in one variable or several, and how they are compared. */
record Proof(List<Line> lines) {
    record Line(String name, ToDoubleFunction<double[]> f) {
        Line {
            Require.notBlank("name", name);
            Require.given("the line '" + name + "'", f);
        }
    }

    static Proof of(Line first) {
        return new Proof(List.of(first));
    }

    Proof plus(Line line) {
        List<Line> longer = new ArrayList<>(lines);
        longer.add(line);
        return new Proof(List.copyOf(longer));
    }

    /** The names of the lines, as one chain of equalities. */
    String names() {
        return lines.stream().map(Line::name).collect(Collectors.joining(" = "));
    }

    /**
     * Compares every line with the one before.
     *
     * @param range where the points are, in words
     * @param place names a point, such as z = 2
     * @param pattern what wrong values have in common
     */
    Report report(
            List<double[]> points, String range, IntFunction<String> place, Function<Matches, Explanation> pattern) {
        String name = lines.get(0).name();
        Require.that(lines.size() > 1, "the derivation", "have a line to compare", "only '" + name + "'");
        List<Report.Line> findings = new ArrayList<>();
        Line lastRight = lines.get(0);
        boolean isBroken = false; // since the last right line
        for (int i = 1; i < lines.size(); i++) {
            Line line = lines.get(i);
            Line before = lines.get(i - 1);
            try {
                Matches above = compare(points, line, before);
                if (above.verdict() == Verdict.PASS) {
                    boolean isRight = before == lastRight;
                    String what = isRight
                            ? "equals the line above"
                            : "follows from the line above, which is " + (isBroken ? "wrong" : "not known to be right");
                    findings.add(new Report.Line(Verdict.PASS, line.name(), what + largest(above)));
                    lastRight = isRight ? line : lastRight;
                } else if (before != lastRight
                        && compare(points, line, lastRight).verdict() == Verdict.PASS) {
                    findings.add(new Report.Line(Verdict.PASS, line.name(), "equals '" + lastRight.name() + "' again"));
                    lastRight = line;
                    isBroken = false;
                } else {
                    isBroken |= above.verdict() == Verdict.FAIL;
                    findings.add(new Report.Line(above.verdict(), line.name(), finding(above, place, pattern)));
                }
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                findings.add(new Report.Line(Verdict.FAIL, line.name(), Report.doing(e)));
            }
        }
        return new Report(name + " on " + range + title(findings), findings);
    }

    private static String title(List<Report.Line> findings) {
        return first(Verdict.FAIL, ": first broken line '", findings)
                .or(() -> first(Verdict.CANNOT_TELL, ": no line is broken, but cannot tell of '", findings))
                .orElse(": every line holds");
    }

    private static Optional<String> first(Verdict verdict, String words, List<Report.Line> findings) {
        return findings.stream()
                .filter(line -> line.verdict() == verdict)
                .findFirst()
                .map(line -> words + line.what() + "'");
    }

    private static Matches compare(List<double[]> points, Line line, Line before) {
        Matches matches = Matches.of(points.size(), true, i -> Match.lines(line.f(), before.f(), points.get(i)));
        return matches.areConstants() ? matches.ofConstants() : matches;
    }

    private static String largest(Matches matches) {
        double largest = matches.largest();
        return (largest == 0 ? " exactly" : ", largest difference " + Numbers.text(largest, 1)) + rest(matches);
    }

    /** What to say of the points that do not tell. */
    private static String rest(Matches matches) {
        int hidden = matches.count(Finding.HIDDEN) + matches.count(Finding.DOUBTFUL);
        String noise = hidden == 0 ? "" : "; rounding hides it at " + hidden + " of " + matches.size() + " points";
        return noise + matches.gaps();
    }

    private static String finding(Matches matches, IntFunction<String> place, Function<Matches, Explanation> pattern) {
        if (matches.verdict() == Verdict.CANNOT_TELL) {
            int equal = matches.count(Finding.EQUAL);
            int alike = matches.count(Finding.ALIKE);
            return "cannot tell: equals the line above at " + equal + " of " + matches.size() + " points"
                    + (alike == 0 ? "" : "; both are 0, NaN or the same infinity at " + alike)
                    + rest(matches);
        }
        int i = matches.clearest().orElseThrow();
        Match worst = matches.get(i);
        String words =
                "breaks here: at " + place.apply(i) + ", " + worst.givenText() + " instead of " + worst.expectedText();
        String causes = pattern.apply(matches).alternatives().stream()
                .map(Explanation::words)
                .collect(Collectors.joining(", or "));
        return words + (causes.isEmpty() ? "" : "; " + causes);
    }
}
