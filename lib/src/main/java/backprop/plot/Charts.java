package backprop.plot;

import backprop.Descent;
import backprop.History;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;

/**
 * Curves and descents as XChart charts of 600 by 360 points. A chart may be changed before it is shown, in the ways of
 * XChart: {@code chart.setTitle("…")}. Where a curve is infinite or NaN it has a gap.
 */
public final class Charts {
    private static final int MOST_DECADES_WITH_LINES = 6;

    static {
        Fonts.prepare();
    }

    private Charts() {}

    /**
     * Draws how the cost fell, with measures on the same axes. If it climbs above 10 times its start, the axis ends at
     * twice the start and says so.
     *
     * @param measures the names of measures that belong on the cost's axis, such as {@code held-out cost}
     */
    public static XYChart costCurve(History history, String... measures) {
        return HistoryChart.cost(history, Require.allGiven("measures", measures));
    }

    /**
     * Draws the cost of several runs, each under its history's label. If a cost climbs above 10 times the highest start,
     * the axis ends at twice that start and says so.
     *
     * @param histories one or more, with different labels: see {@link History#named}
     */
    public static XYChart costCurves(History... histories) {
        return HistoryChart.costs(Require.allGiven("histories", histories));
    }

    /**
     * Draws one measure of one or more runs.
     *
     * @param name the measure's, such as {@code held-out accuracy}
     * @param histories one or more, with different labels: see {@link History#named}
     */
    public static XYChart measure(String name, History... histories) {
        return HistoryChart.measure(name, Require.allGiven("histories", histories));
    }

    /**
     * Draws functions of one variable, at 400 points each. The variable is z, unless the first name tells another:
     * {@code C(w)}.
     *
     * @param to above from
     * @param functions one or more
     */
    public static XYChart functions(double from, double to, Curve.Function... functions) {
        return CurveChart.functions(from, to, Require.allGiven("functions", functions));
    }

    /**
     * Draws functions of one variable with a disc on each at one place. The legend of two or more tells their
     * values there.
     *
     * @param at the place, in the range
     * @param to above from
     * @param functions one or more, as in {@link #functions}
     */
    public static XYChart functionsAt(double at, double from, double to, Curve.Function... functions) {
        return CurveChart.functionsAt(at, from, to, Require.allGiven("functions", functions));
    }

    /**
     * Draws measured points joined by lines, such as the largest error in each layer.
     *
     * @param x where the points lie, two or more, increasing
     * @param y one or more curves, with a value for each x
     */
    public static XYChart points(String xTitle, String yTitle, double[] x, Curve.Points... y) {
        return CurveChart.points(xTitle, yTitle, x, Require.allGiven("y", y));
    }

    /**
     * Draws measured points on two logarithmic axes, where y = c xᵏ is a straight line of slope k. The legend tells the
     * slope of the line nearest to each curve (least squares of the logarithms).
     *
     * @param x where the points lie, two or more, positive and increasing
     * @param y one or more curves, with a positive value for each x
     */
    public static XYChart powerLaws(String xTitle, String yTitle, double[] x, Curve.Points... y) {
        return CurveChart.powerLaws(xTitle, yTitle, x, Require.allGiven("y", y));
    }

    /**
     * Draws descents of a function of two variables over its contours, from ○ to ●. A unit is as long across as up, so
     * that steps down the gradient stand upright on the contours. A path that climbs above the highest start leaves the
     * picture.
     *
     * @param paths one or more, with different labels; their points have length 2
     */
    public static XYChart descent(ToDoubleFunction<double[]> cost, Descent... paths) {
        return DescentChart.overContours(Require.given("cost", cost), Require.allGiven("paths", paths));
    }

    /**
     * Draws descents over the contours of one part of the plane, the same for every path: for pictures to compare. The part
     * is widened until a unit is as long across as up. What lies outside is not drawn.
     *
     * @param from the lower left corner, of length 2
     * @param to the upper right corner
     * @param paths one or more, with different labels; their points have length 2
     */
    public static XYChart descentIn(double[] from, double[] to, ToDoubleFunction<double[]> cost, Descent... paths) {
        return DescentChart.overContours(from, to, Require.given("cost", cost), Require.allGiven("paths", paths));
    }

    /**
     * Draws descents of a function of one variable along its curve, from ○ to ●. What lies outside is not drawn.
     *
     * @param to above from
     * @param paths one or more, with different labels; their points have length 1
     */
    public static XYChart descent(double from, double to, DoubleUnaryOperator f, Descent... paths) {
        return DescentChart.onCurve(from, to, Require.given("f", f), Require.allGiven("paths", paths));
    }

    /**
     * Draws errors of differences against the step, on logarithmic axes: each curve falls with a slope of its order, and
     * where rounding takes over it climbs again to the left. A point is the largest error of nine steps near it; a gap is
     * an error of 0.
     *
     * @param from the smallest step, positive
     * @param to the largest, above from
     * @param noise the rounding error of one value of the function, positive: noise/h is drawn as a grey line
     * @param chosen steps to mark with a disc, by the names of errors; may be empty
     * @param errors one or more, each the error for a step h
     */
    public static XYChart errorAgainstStep(
            double from, double to, double noise, Map<String, Double> chosen, Curve.Function... errors) {
        return StepChart.errors(from, to, noise, chosen, Require.allGiven("errors", errors));
    }

    /**
     * Draws the Taylor test of gradients: the remainder |f(p + tv) − f(p) − t ∇f·v| for t from 1e-8 to 1, on logarithmic
     * axes, with the slope of each curve from t = 0.001 to 0.01. The slope is 2 for the right gradient and near 1 for a wrong
     * one.
     *
     * <p>Slope 2 is weak evidence: a gradient wrong by one part in a million shows it too. The error then shows as a bend to
     * slope 1 at the left end.
     *
     * @param direction v, as long as p
     * @param gradients one or more at p to compare, each as long as p
     */
    public static XYChart taylor(
            ToDoubleFunction<double[]> f, double[] p, double[] direction, Curve.Points... gradients) {
        return StepChart.taylor(Require.given("f", f), p, direction, Require.allGiven("gradients", gradients));
    }

    /**
     * Makes a chart's y axis logarithmic: a straight line then shrinks by the same factor in every step.
     *
     * @param chart with positive values only; it is changed
     * @return the same chart
     */
    public static XYChart logarithmic(XYChart chart) {
        for (XYSeries series : Require.given("chart", chart).getSeriesCollection()) {
            String values = "the values of '" + series.getLabel() + "'";
            for (double y : series.getYData()) {
                Require.that(!(y <= 0), values, "be positive for a logarithmic axis", y);
            }
        }
        if (chart instanceof LineChart line) {
            line.uncut();
        }
        DoubleSummaryStatistics values = LineChart.values(chart).summaryStatistics();
        double decades = Math.log10(values.getMax()) - Math.log10(values.getMin());
        chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
        chart.getStyler().setPlotGridHorizontalLinesVisible(decades < MOST_DECADES_WITH_LINES);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(y -> Labels.logarithmic(y, decades));
        return chart;
    }

    /**
     * Paints a chart; the same chart gives the same bytes. Its text is a line such as
     * {@code chart "Cost": cost (31 points); x epoch, y cost}, the same for equal charts, without numbers measured.
     *
     * @param chart any XChart chart
     */
    public static Picture picture(Chart<?, ?> chart) {
        Require.given("chart", chart);
        return new Canvas(chart.getWidth(), chart.getHeight()).picture(chart, describe(chart));
    }

    /**
     * Paints a chart in another size, its letters as large as ever: small ones go into a {@link Images#grid}.
     *
     * @param chart any XChart chart
     * @param width in points, 200 or more
     * @param height in points, 150 or more
     */
    public static Picture picture(Chart<?, ?> chart, int width, int height) {
        Require.given("chart", chart);
        Require.atLeast("width", 200, width);
        Require.atLeast("height", 150, height);
        return new Canvas(width, height).picture(chart, describe(chart));
    }

    static String describe(Chart<?, ?> chart) {
        List<String> parts = new ArrayList<>();
        for (Series series : chart.getSeriesCollection()) {
            if (series.isEnabled()
                    && (series.isShowInLegend() || series.getName().equals(DescentChart.CONTOURS))) {
                parts.add(describe(chart, series));
            }
        }
        String text = "chart \"" + chart.getTitle() + "\": " + String.join(", ", parts);
        if (chart instanceof AxesChart<?, ?> axes) {
            text += "; x " + axes.getXAxisTitle() + ", y " + axes.getYAxisTitle();
        }
        return text;
    }

    private static String describe(Chart<?, ?> chart, Series series) {
        if (series instanceof XYSeries xy && series.isShowInLegend()) {
            int points = chart instanceof LineChart line ? line.points(xy) : xy.getYData().length;
            return series.getName() + " (" + points + (points == 1 ? " point)" : " points)");
        }
        return series.getName();
    }

    /** Refuses none at all, and names that do not tell them apart. */
    static void requireNames(String things, String whatTheyAre, String remedy, List<String> names) {
        Require.atLeast("the number of " + things, 1, names.size());
        boolean tellApart = Set.copyOf(names).size() == names.size();
        Require.that(tellApart, "the " + whatTheyAre + " of " + things, "differ" + remedy, names);
    }

    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
