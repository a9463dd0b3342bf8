package backprop.plot;

import backprop.internal.PowerLaw;
import java.util.Map;
import org.knowm.xchart.XYChart;

/** Measured points joined by lines. */
final class PointChart {
    private PointChart() {}

    static LineChart of(String title, String xTitle, String yTitle, double[] x, Map<String, double[]> y) {
        LineChart chart = new LineChart(title, xTitle, yTitle);
        y.forEach((name, values) -> chart.addCurve(name, x, Charts.withGaps("y '" + name + "'", x, values)));
        return chart;
    }

    /** Draws the points on two logarithmic axes, and adds the slope of each curve to its name. */
    static XYChart powerLaws(LineChart chart, double[] x, Map<String, double[]> y) {
        y.forEach((name, values) ->
                chart.getSeries(name).setLabel(name + ": slope " + Labels.fixed(PowerLaw.exponent(x, values), 2)));
        return StepChart.logarithmic(chart, x[0], x[x.length - 1]);
    }
}
