package backprop.plot;

import backprop.Descent;
import backprop.internal.Require;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Walks downhill, drawn over the function they walk on: a ring where they start, a disc where they end. */
final class DescentChart {
    static final String CONTOURS = "contours";

    private static final int LEVELS = 12;

    private DescentChart() {}

    static LineChart overContours(ToDoubleFunction<double[]> cost, List<Descent> paths) {
        requirePoints(paths, 2);
        return overContours(frame(paths).withMargin(0.12), cost, paths);
    }

    static LineChart overContours(double[] from, double[] to, ToDoubleFunction<double[]> cost, List<Descent> paths) {
        requirePoints(paths, 2);
        requirePlace("from", from);
        requirePlace("to", to);
        CurveChart.requireRange(from[0], to[0]);
        CurveChart.requireRange(from[1], to[1]);
        return overContours(new Box(from[0], to[0], from[1], to[1]), cost, paths);
    }

    private static void requirePlace(String argument, double[] place) {
        int length = Require.given(argument, place).length;
        Require.that(length == 2, argument, "have length 2", length);
    }

    private static LineChart overContours(Box frame, ToDoubleFunction<double[]> cost, List<Descent> paths) {
        LineChart chart = new LineChart(title(paths), "p₁", "p₂");
        Box box = withEqualScales(frame, plotArea(paths, withEqualScales(frame, plotArea(paths, frame))));
        chart.setFrame(box);
        chart.getStyler().setPlotGridLinesVisible(false);
        addContours(chart, new Contours(cost, box, 120, 72));
        addWalks(chart, paths, box, p -> p);
        return chart;
    }

    static LineChart onCurve(double from, double to, DoubleUnaryOperator f, List<Descent> paths) {
        CurveChart.requireRange(from, to);
        requirePoints(paths, 1);
        LineChart chart = new LineChart(title(paths), "p", "C");
        double[] x = Contours.evenly(from, to, CurveChart.POINTS);
        double[] y = CurveChart.withGaps("f", x, CurveChart.values(f, x));
        Span height = Span.of(Arrays.stream(y).filter(Double::isFinite).toArray());
        Box box = new Box(from, to, height.least(), height.most()).withMargin(0.06);
        chart.setFrame(box);
        chart.addScenery("C", x, y, 3);
        addWalks(chart, paths, box, p -> new double[] {p[0], CurveChart.values(f, p)[0]});
        return chart;
    }

    private static String title(List<Descent> paths) {
        return "Descent from ○ to ●"
                + (paths.size() == 1 ? ", " + paths.get(0).history().label() : "");
    }

    private static void addWalks(LineChart chart, List<Descent> paths, Box box, UnaryOperator<double[]> place) {
        for (Descent path : paths) {
            List<double[]> points = path.points().stream().map(place).toList();
            double[][] drawn = box.throughWhich(points).stream().map(box::near).toArray(double[][]::new);
            chart.addWalk(path.history().label(), column(drawn, 0), column(drawn, 1));
        }
    }

    private static void requirePoints(List<Descent> paths, int variables) {
        HistoryChart.requireLabels("paths", paths.stream().map(Descent::history).toList());
        for (Descent path : paths) {
            for (double[] point : path.points()) {
                int length = point.length;
                Require.that(length == variables, "the points of paths", "have length " + variables, length);
            }
        }
    }

    /**
     * Returns the box around all points no higher than the highest start, and each first step unless it climbs to 4 times
     * that height. So a path that climbs leaves the picture, and does not shrink the others to a dot.
     */
    private static Box frame(List<Descent> paths) {
        double highest = paths.stream()
                .mapToDouble(path -> path.history().costs().get(0))
                .max()
                .orElseThrow();
        Box box = frame(paths, highest, highest + 3 * Math.abs(highest));
        return box.isPoint() ? frame(paths, highest, Double.POSITIVE_INFINITY) : box;
    }

    private static Box frame(List<Descent> paths, double highest, double highestFirst) {
        List<double[]> points = new ArrayList<>();
        for (Descent path : paths) {
            List<double[]> way = path.points();
            for (int n = 0; n < way.size(); n++) {
                if (path.history().costs().get(n) <= (n < 2 ? highestFirst : highest)) {
                    points.add(way.get(n));
                }
            }
        }
        return Box.around(points);
    }

    /** Returns the area that the legend and the labels of the axes leave. */
    private static Rectangle2D plotArea(List<Descent> paths, Box box) {
        LineChart draft = new LineChart(title(paths), "p₁", "p₂");
        draft.setFrame(box.isPoint() ? box.resized(1, 1) : box);
        addWalks(draft, paths, box, p -> p);
        return draft.plotArea();
    }

    /**
     * Widens a box to the shape of the plot, so that a unit is as long across as up and a gradient stands upright on the
     * contours; unless that makes it more than 10 times as large.
     */
    private static Box withEqualScales(Box box, Rectangle2D plot) {
        double shape = plot.getWidth() / plot.getHeight();
        if (box.isPoint()) {
            return box.resized(shape, 1);
        }
        double height = Math.max(box.height(), box.width() / shape);
        double width = height * shape;
        return box.resized(
                width <= 10 * box.width() || box.isUpright() ? width : box.width(),
                height <= 10 * box.height() || box.isLevel() ? height : box.height());
    }

    private static void addContours(LineChart chart, Contours contours) {
        double[] levels = contours.levels(LEVELS);
        boolean any = levels.length > 0 || Thread.currentThread().isInterrupted();
        Require.that(any, "cost", "be finite somewhere around the paths", "nowhere");
        double[][] points = Arrays.stream(levels)
                .mapToObj(contours::line)
                .flatMap(List::stream)
                .toArray(double[][]::new);
        if (points.length > 0) {
            chart.addScenery(CONTOURS, column(points, 0), column(points, 1), 1);
        }
    }

    private static double[] column(double[][] points, int i) {
        return Arrays.stream(points).mapToDouble(p -> p[i]).toArray();
    }
}
