package backprop.plot;

import backprop.Descent;
import backprop.History;
import backprop.internal.Require;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;

/**
 * Curves and descents as XChart charts of 600 by 360 points. A chart may be changed before it is shown, in the ways of
 * XChart: {@code chart.setTitle("…")}.
 */
public final class Charts {
    static final int POINTS = 400;

    private static final int MOST_DECADES_WITH_LINES = 6;
    private static final Pattern FUNCTION_OF = Pattern.compile("(.+)\\((.+)\\)");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}′]*");

    static {
        Fonts.prepare();
    }

    private Charts() {}

    /**
     * Draws how the cost fell, with measures on the same axes.
     *
     * <p>If the cost climbs above 10 times its start, the axis ends at twice the start and says so.
     *
     * @param history a descent's or a training's
     * @param measures the names of measures that belong on the cost's axis, such as {@code held-out cost}
     * @return the chart
     */
    public static XYChart costCurve(History history, String... measures) {
        List<String> names = new ArrayList<>(List.of("cost"));
        names.addAll(List.of(measures));
        requireDistinct("measures", "differ from each other and from cost, and not be blank", names);
        boolean costs = names.stream().allMatch(name -> name.contains("cost"));
        LineChart chart = new LineChart(
                costs ? "Cost" : capital(String.join(", ", names)),
                history.unit(),
                costs ? "cost" : String.join(", ", names));
        addHistory(chart, "cost", history.costs());
        for (String measure : measures) {
            addHistory(chart, measure, history.measure(measure));
        }
        markWholeUnits(chart, history.length());
        cutIfDiverged(chart);
        return chart;
    }

    /**
     * Draws the cost of several runs, each under its history's label.
     *
     * <p>If a cost climbs above 10 times the highest start, the axis ends at twice that start and says so.
     *
     * @param histories one or more, with different labels: see {@link History#named}
     * @return the chart
     */
    public static XYChart costCurves(History... histories) {
        LineChart chart = histories("Cost", "cost", histories);
        for (History history : histories) {
            addHistory(chart, history.label(), history.costs());
        }
        cutIfDiverged(chart);
        return chart;
    }

    /**
     * Draws one measure of one or more runs, such as {@code held-out accuracy}.
     *
     * @param name the measure's name
     * @param histories one or more, with different labels: see {@link History#named}
     * @return the chart
     */
    public static XYChart measure(String name, History... histories) {
        LineChart chart = histories(capital(name), name, histories);
        for (History history : histories) {
            addHistory(chart, history.label(), history.measure(name));
        }
        return chart;
    }

    /**
     * Draws a function.
     *
     * @param name what to call it: {@code σ}, or with its variable {@code C(w)}; the variable is z without
     * @param f the function; where it is infinite or NaN the curve has a gap
     * @param from where the curve begins
     * @param to where it ends, above from
     * @return the chart, of 400 points
     */
    public static XYChart function(String name, DoubleUnaryOperator f, double from, double to) {
        return functions(from, to, Map.of(name, f));
    }

    /**
     * Draws a function and its derivative, named with a prime: σ and σ′, or C(w) and C′(w).
     *
     * @param name what to call the function: {@code σ}, or with its variable {@code C(w)}
     * @param f the function
     * @param derivative its derivative
     * @param from where the curves begin
     * @param to where they end, above from
     * @return the chart, of 400 points per curve
     */
    public static XYChart functionAndDerivative(
            String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative, double from, double to) {
        Matcher of = FUNCTION_OF.matcher(name);
        String prime = of.matches() ? of.group(1) + "′(" + of.group(2) + ")" : name + "′";
        Map<String, DoubleUnaryOperator> both = new LinkedHashMap<>();
        both.put(name, f);
        both.put(prime, derivative);
        return functions(from, to, both);
    }

    /**
     * Draws any functions of one variable.
     *
     * @param from where the curves begin
     * @param to where they end, above from
     * @param functions each by name, one or more; drawn in the order of the map, so take a {@link LinkedHashMap}
     * @return the chart, of 400 points per curve
     */
    public static XYChart functions(double from, double to, Map<String, DoubleUnaryOperator> functions) {
        requireRange(from, to);
        Require.atLeast("the number of functions", 1, functions.size());
        requireDistinct("the names of functions", "not be blank", List.copyOf(functions.keySet()));
        Matcher of = FUNCTION_OF.matcher(functions.keySet().iterator().next());
        String variable = of.matches() ? of.group(2) : "z";
        List<String> names = functions.keySet().stream()
                .map(name -> WORD.matcher(name).matches() ? name + "(" + variable + ")" : name)
                .toList();
        boolean few = names.size() <= 3;
        LineChart chart = new LineChart(
                few ? String.join(" and ", functions.keySet()) : "Functions of " + variable,
                variable,
                few ? String.join(", ", names) : "value");
        double[] x = Contours.evenly(from, to, POINTS);
        functions.forEach((name, f) -> chart.addCurve(name, x, values(name, f, x)));
        return chart;
    }

    /**
     * Draws measured points joined by lines, one curve per name, such as the size of an error in each layer.
     *
     * @param xTitle what x is: {@code layer}
     * @param yTitle what y is: {@code largest error}
     * @param x where the points lie, two or more, increasing
     * @param y the values at each x, by name, one or more curves; drawn in the order of the map, so take a
     *     {@link LinkedHashMap}. Where a value is infinite or NaN the curve has a gap
     * @return the chart
     */
    public static XYChart points(String xTitle, String yTitle, double[] x, Map<String, double[]> y) {
        return points(xTitle, yTitle, "increase", Double.NEGATIVE_INFINITY, x, y);
    }

    /**
     * Draws measured points on two logarithmic axes, where y = c xᵏ is a straight line of slope k. The legend tells the
     * slope of the line nearest to each curve (least squares of the logarithms).
     *
     * @param xTitle what x is: {@code parameters}
     * @param yTitle what y is: {@code seconds}
     * @param x where the points lie, two or more, positive and increasing
     * @param y the values at each x, positive, by name, one or more curves; drawn in the order of the map
     * @return the chart
     */
    public static XYChart powerLaws(String xTitle, String yTitle, double[] x, Map<String, double[]> y) {
        LineChart chart = points(xTitle, yTitle, "be positive and increase", 0, x, y);
        y.forEach((name, values) -> Arrays.stream(values)
                .filter(value -> !(value > 0 && value < Double.POSITIVE_INFINITY))
                .findFirst()
                .ifPresent(value -> {
                    throw Require.broken("y '" + name + "'", "be positive and finite", value);
                }));
        return PointChart.powerLaws(chart, x, y);
    }

    private static LineChart points(
            String xTitle, String yTitle, String rule, double before, double[] x, Map<String, double[]> y) {
        Require.atLeast("the number of points", 2, x.length);
        for (double value : x) {
            if (!(value > before && value < Double.POSITIVE_INFINITY)) {
                throw Require.broken("x", rule, Arrays.toString(x));
            }
            before = value;
        }
        Require.atLeast("the number of curves", 1, y.size());
        requireDistinct("the names of curves", "not be blank", List.copyOf(y.keySet()));
        y.forEach((name, values) -> {
            if (values.length != x.length) {
                throw Require.broken("y '" + name + "'", "have a value for each x, " + x.length, values.length);
            }
        });
        LineChart chart = PointChart.of(capital(yTitle), xTitle, yTitle, x, y);
        if (Arrays.stream(x).allMatch(value -> value == Math.rint(value))) {
            markWholeUnits(chart, (int) Math.min(x[x.length - 1] - x[0], Integer.MAX_VALUE));
        }
        return chart;
    }

    /**
     * Draws descents of a function of two variables over its contours, from ○ to ●. A unit is as long across as up, so
     * that steps down the gradient stand upright on the contours. A path that climbs above the highest start leaves the
     * picture.
     *
     * @param cost the function
     * @param paths one or more, with different labels; their points have length 2
     * @return the chart
     */
    public static XYChart descent(ToDoubleFunction<double[]> cost, Descent... paths) {
        return DescentChart.overContours(cost, List.of(paths));
    }

    /**
     * Draws descents of a function of one variable along its curve, from ○ to ●. What lies outside is not drawn.
     *
     * @param f the function
     * @param from where the curve begins
     * @param to where it ends, above from
     * @param paths one or more, with different labels; their points have length 1
     * @return the chart
     */
    public static XYChart descent(DoubleUnaryOperator f, double from, double to, Descent... paths) {
        requireRange(from, to);
        return DescentChart.onCurve(f, from, to, List.of(paths));
    }

    /**
     * Draws errors of differences against the step, on logarithmic axes: each curve falls with a slope of its order, and
     * where rounding takes over it climbs again to the left. A point is the largest error of nine steps near it; a gap is
     * an error of 0.
     *
     * @param from the smallest step, positive
     * @param to the largest, above from
     * @param errors the error for a step h, by name, one or more; drawn in the order of the map
     * @param chosen steps to mark with a disc, by the same names; may be empty
     * @param noise the rounding error of one value of the function, positive: noise/h is drawn as a grey line
     * @return the chart
     */
    public static XYChart errorAgainstStep(
            double from, double to, Map<String, DoubleUnaryOperator> errors, Map<String, Double> chosen, double noise) {
        Require.positive("from", from);
        Require.positive("noise", noise);
        if (!(to > from && to < Double.POSITIVE_INFINITY)) {
            throw Require.broken("to", "be above from, " + from + ", and finite", to);
        }
        Require.atLeast("the number of errors", 1, errors.size());
        requireDistinct("the names of errors", "not be blank", List.copyOf(errors.keySet()));
        if (!errors.keySet().containsAll(chosen.keySet())) {
            throw Require.broken(
                    "the names of chosen", "be among those of errors, " + errors.keySet(), chosen.keySet());
        }
        return StepChart.errors(from, to, errors, chosen, noise);
    }

    /**
     * Draws the Taylor test of gradients: the remainder |f(p + tv) − f(p) − t ∇f·v| for t from 1e-8 to 1, on logarithmic
     * axes, with the slope of each curve from t = 0.001 to 0.01. The slope is 2 for the right gradient and near 1 for a wrong
     * one.
     *
     * <p>Slope 2 is weak evidence: a gradient wrong by one part in a million shows it too. The error then shows as a bend to
     * slope 1 at the left end.
     *
     * @param f the function
     * @param p the point
     * @param direction v, as long as p
     * @param gradients gradients at p to compare, by name, one or more; drawn in the order of the map
     * @return the chart
     */
    public static XYChart taylor(
            ToDoubleFunction<double[]> f, double[] p, double[] direction, Map<String, double[]> gradients) {
        requireLength("direction", direction, p);
        Require.atLeast("the number of gradients", 1, gradients.size());
        requireDistinct("the names of gradients", "not be blank", List.copyOf(gradients.keySet()));
        gradients.forEach((name, gradient) -> requireLength("gradient '" + name + "'", gradient, p));
        return StepChart.taylor(f, p, direction, gradients);
    }

    private static void requireLength(String argument, double[] value, double[] p) {
        if (value.length != p.length) {
            throw Require.broken(argument, "be as long as p, " + p.length, value.length);
        }
    }

    /**
     * Makes a chart's y axis logarithmic: a straight line then shrinks by the same factor in every step.
     *
     * @param chart the chart, with positive values only; it is changed
     * @return the same chart
     */
    public static XYChart logarithmic(XYChart chart) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (XYSeries series : chart.getSeriesCollection()) {
            for (double y : series.getYData()) {
                if (y <= 0) {
                    throw Require.broken(
                            "the values of '" + series.getLabel() + "'", "be positive for a logarithmic axis", y);
                }
                least = Double.isNaN(y) ? least : Math.min(least, y);
                most = Double.isNaN(y) ? most : Math.max(most, y);
            }
        }
        if (chart instanceof LineChart line) {
            line.uncut();
        }
        double decades = Math.log10(most) - Math.log10(least);
        chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
        chart.getStyler().setPlotGridHorizontalLinesVisible(decades < MOST_DECADES_WITH_LINES);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(y -> Labels.logarithmic(y, decades));
        return chart;
    }

    /**
     * Paints a chart as PNG. The same chart gives the same bytes.
     *
     * @param chart any XChart chart
     * @param scale pixels per point, 1 or more; 2 looks crisp on today's screens
     * @return the file
     */
    public static byte[] png(Chart<?, ?> chart, int scale) {
        Require.atLeast("scale", 1, scale);
        BufferedImage image =
                new BufferedImage(chart.getWidth() * scale, chart.getHeight() * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(scale, scale);
        chart.paint(g, chart.getWidth(), chart.getHeight());
        g.dispose();
        return Png.of(image, 5);
    }

    /**
     * Describes a chart in one line of text: {@code chart "Cost": cost (31 points); x epoch, y cost}.
     *
     * @param chart any XChart chart
     * @return the same text for equal charts, without numbers measured
     */
    public static String describe(Chart<?, ?> chart) {
        List<String> parts = new ArrayList<>();
        for (Series series : chart.getSeriesCollection()) {
            if (series.isEnabled()
                    && (series.isShowInLegend() || series.getName().equals(DescentChart.CONTOURS))) {
                parts.add(describe(series));
            }
        }
        String text = "chart \"" + chart.getTitle() + "\": " + String.join(", ", parts);
        if (chart instanceof AxesChart<?, ?> axes) {
            text += "; x " + axes.getXAxisTitle() + ", y " + axes.getYAxisTitle();
        }
        return text;
    }

    private static String describe(Series series) {
        if (series instanceof XYSeries xy && series.isShowInLegend()) {
            int points = xy.getYData().length;
            return series.getName() + " (" + points + (points == 1 ? " point)" : " points)");
        }
        return series.getName();
    }

    private static LineChart histories(String title, String yTitle, History... histories) {
        requireDistinct("histories", List.of(histories));
        List<String> units =
                Arrays.stream(histories).map(History::unit).distinct().toList();
        String alone = histories.length == 1 ? ", " + histories[0].label() : "";
        LineChart chart = new LineChart(title + alone, String.join(" or ", units), yTitle);
        markWholeUnits(
                chart, Arrays.stream(histories).mapToInt(History::length).max().orElseThrow());
        return chart;
    }

    private static void addHistory(LineChart chart, String label, List<Double> values) {
        double[] x = new double[values.size()];
        Arrays.setAll(x, n -> n);
        double[] y = values.stream().mapToDouble(Double::doubleValue).toArray();
        chart.addCurve(label, x, withGaps("history", x, y));
    }

    /** Keeps ticks off halves of a step. */
    private static void markWholeUnits(XYChart chart, int length) {
        chart.getStyler().setXAxisTickMarkSpacingHint(Math.max(74, 440 / Math.max(1, length)));
    }

    private static void cutIfDiverged(LineChart chart) {
        double start = 0;
        double highest = 0;
        for (XYSeries series : chart.getSeriesCollection()) {
            double[] y = series.getYData();
            start = y[0] > start ? y[0] : start;
            for (double value : y) {
                highest = value > highest ? value : highest;
            }
        }
        if (start > 0 && highest > 10 * start) {
            chart.cutAbove(2 * start);
        }
    }

    static void requireDistinct(String argument, List<History> histories) {
        Require.atLeast("the number of " + argument, 1, histories.size());
        requireDistinct(
                "the labels of " + argument,
                "differ and not be blank (History.named gives one)",
                histories.stream().map(History::label).toList());
    }

    private static void requireDistinct(String argument, String rule, List<String> names) {
        if (names.stream().distinct().count() < names.size() || names.stream().anyMatch(String::isBlank)) {
            throw Require.broken(argument, rule, names);
        }
    }

    private static void requireRange(double from, double to) {
        if (!Double.isFinite(from) || !Double.isFinite(to)) {
            throw Require.broken("from and to", "be finite", from + " and " + to);
        }
        if (to - from < 1e-9) {
            throw Require.broken("to", "be above from, " + from + ", by 1e-9 or more", to);
        }
    }

    /** Returns f at every x, with gaps. */
    static double[] values(String name, DoubleUnaryOperator f, double[] x) {
        return withGaps(name, x, Arrays.stream(x).map(f).toArray());
    }

    /** Returns the values at every x, with NaN, a gap, where they are infinite. */
    static double[] withGaps(String name, double[] x, double[] values) {
        double[] y = Arrays.stream(values)
                .map(value -> Double.isFinite(value) ? value : Double.NaN)
                .toArray();
        if (Arrays.stream(y).allMatch(Double::isNaN)) {
            throw Require.broken(name, "be finite somewhere from " + x[0] + " to " + x[x.length - 1], "nowhere");
        }
        return y;
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
