package backprop.plot;

import backprop.internal.LongRun;
import backprop.internal.PowerLaw;
import backprop.internal.Require;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.XYChart;

/** Functions, and measured points joined by lines. */
final class CurveChart {
    static final int POINTS = 400;

    private static final Pattern FUNCTION_OF = Pattern.compile("(.+)\\((.+)\\)");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}′]*");

    private CurveChart() {}

    static LineChart functions(double from, double to, List<Curve.Function> functions) {
        requireRange(from, to);
        requireNames("functions", functions);
        List<String> names = functions.stream().map(Curve::name).toList();
        Matcher of = FUNCTION_OF.matcher(names.get(0));
        String variable = of.matches() ? of.group(2) : "z";
        boolean few = names.size() <= 3;
        LineChart chart = new LineChart(
                few ? String.join(" and ", names) : "Functions of " + variable,
                variable,
                few ? String.join(", ", withVariable(names, variable)) : "value");
        double[] x = Contours.evenly(from, to, POINTS);
        functions.forEach(f -> chart.addCurve(f.name(), x, withGaps(f.name(), x, values(f.f(), x))));
        return chart;
    }

    static XYChart functionsAt(double at, double from, double to, List<Curve.Function> functions) {
        LineChart chart = functions(from, to, functions);
        Require.that(at >= from && at <= to, "at", "lie from " + from + " to " + to, at);
        for (Curve.Function f : functions) {
            double y = values(f.f(), new double[] {at})[0];
            chart.addMark(f.name(), at, y);
            chart.getSeries(f.name()).setLabel(f.name() + " = " + Labels.number(y, 3));
        }
        return chart;
    }

    private static List<String> withVariable(List<String> names, String variable) {
        return names.stream()
                .map(name -> WORD.matcher(name).matches() ? name + "(" + variable + ")" : name)
                .toList();
    }

    static XYChart powerLaws(String xTitle, String yTitle, double[] x, List<Curve.Points> y) {
        LineChart chart = points(xTitle, yTitle, x, y);
        Require.positive("x", x[0]);
        XYChart logarithmic = chart.logarithmic(x[0], x[x.length - 1]);
        for (Curve.Points curve : y) {
            String slope = Labels.fixed(PowerLaw.exponent(x, curve.values()), 2);
            chart.getSeries(curve.name()).setLabel(curve.name() + ": slope " + slope);
        }
        return logarithmic;
    }

    static LineChart points(String xTitle, String yTitle, double[] x, List<Curve.Points> y) {
        Require.notBlank("xTitle", xTitle);
        Require.notBlank("yTitle", yTitle);
        Require.atLeast("the number of points", 2, Require.given("x", x).length);
        double before = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            Require.that(value > before && value < Double.POSITIVE_INFINITY, "x", "increase", Arrays.toString(x));
            before = value;
        }
        requireNames("curves", y);
        LineChart chart = new LineChart(Charts.capital(yTitle), xTitle, yTitle);
        for (Curve.Points curve : y) {
            String argument = "y '" + curve.name() + "'";
            int length = curve.values().length;
            Require.that(length == x.length, argument, "have a value for each x, " + x.length, length);
            chart.addCurve(curve.name(), x, withGaps(argument, x, curve.values()));
        }
        if (Arrays.stream(x).allMatch(value -> value == Math.rint(value))) {
            chart.markWholeUnits((int) Math.min(x[x.length - 1] - x[0], Integer.MAX_VALUE));
        }
        return chart;
    }

    static void requireNames(String things, List<? extends Curve> curves) {
        Charts.requireNames(
                things, "names", "", curves.stream().map(Curve::name).toList());
    }

    static void requireRange(double from, double to) {
        boolean finite = Double.isFinite(from) && Double.isFinite(to);
        Require.that(finite, "from and to", "be finite", from + " and " + to);
        Require.that(to - from >= 1e-9, "to", "be above from, " + from + ", by 1e-9 or more", to);
    }

    /**
     * Returns f at every x.
     *
     * @throws CancellationException if the thread is interrupted
     */
    static double[] values(DoubleUnaryOperator f, double[] x) {
        double[] y = new double[x.length];
        try (LongRun run = LongRun.of("points", x.length)) {
            for (int i = 0; i < x.length; i++) {
                LongRun.endIfInterrupted("computing point " + (i + 1) + " of " + x.length);
                y[i] = f.applyAsDouble(x[i]);
                run.step();
            }
        }
        return y;
    }

    /** Returns the values at every x, with NaN, a gap, where they are infinite. */
    static double[] withGaps(String argument, double[] x, double[] values) {
        double[] y = Arrays.stream(values)
                .map(value -> Double.isFinite(value) ? value : Double.NaN)
                .toArray();
        boolean any = Arrays.stream(y).anyMatch(Double::isFinite);
        Require.that(any, argument, "be finite somewhere from " + x[0] + " to " + x[x.length - 1], "nowhere");
        return y;
    }
}
