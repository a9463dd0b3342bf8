package backprop.plot;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;

/** The names of a few curves, each beside the curve's right end. */
final class EndLabels {
    private static final int MOST = 4;
    private static final double WIDEST = 150;
    private static final double LEADER = 14;
    private static final double GAP = 4;
    private static final double LINE = 17;
    private static final double NEAR = 0.02;

    private final LineChart chart;
    private final List<XYSeries> curves;

    EndLabels(LineChart chart, List<XYSeries> curves) {
        this.chart = chart;
        this.curves = curves;
    }

    /** Tells whether there are few curves, and each runs from left to right up to the end. */
    boolean fit() {
        double from = ends().min(Comparator.naturalOrder()).orElse(0.0);
        double to = ends().max(Comparator.naturalOrder()).orElse(0.0);
        return curves.size() >= 2
                && curves.size() <= MOST
                && curves.stream()
                        .allMatch(curve -> curve.getLineStyle() != SeriesLines.NONE
                                && Canvas.width(curve.getLabel(), font()) <= WIDEST
                                && runsRight(curve.getXData())
                                && last(curve) >= 0
                                && curve.getXData()[last(curve)] >= to - NEAR * (to - from));
    }

    private Stream<Double> ends() {
        return curves.stream().flatMap(curve -> {
            double[] x = curve.getXData();
            return Stream.of(x[0], x[x.length - 1]);
        });
    }

    private static boolean runsRight(double[] x) {
        return x.length > 1 && IntStream.range(1, x.length).allMatch(i -> x[i] > x[i - 1]);
    }

    /** Returns the place of a curve's last number, or −1. */
    private static int last(XYSeries curve) {
        double[] y = curve.getYData();
        return IntStream.range(0, y.length)
                .filter(i -> Double.isFinite(y[i]))
                .max()
                .orElse(-1);
    }

    double width() {
        return LEADER
                + GAP
                + curves.stream()
                        .mapToDouble(curve -> Canvas.width(curve.getLabel(), font()))
                        .max()
                        .orElse(0);
    }

    /** Writes them from the top, no two nearer than a line. */
    void paint(Graphics2D g, Rectangle2D plot) {
        List<XYSeries> fromTop = curves.stream()
                .sorted(Comparator.comparingDouble(curve -> end(curve, plot)))
                .toList();
        double[] places =
                apart(fromTop.stream().mapToDouble(curve -> end(curve, plot)).toArray(), plot.getMaxY());
        for (int i = 0; i < places.length; i++) {
            XYSeries curve = fromTop.get(i);
            double x = plot.getMaxX() + 2;
            g.setColor(curve.getLineColor());
            g.setStroke(new BasicStroke(2));
            g.draw(new Line2D.Double(x, end(curve, plot), x + LEADER - 2, places[i]));
            g.setColor(chart.getStyler().getChartFontColor());
            Canvas.write(g, curve.getLabel(), x + LEADER - 2 + GAP, places[i] + 4.5, font());
        }
    }

    private double end(XYSeries curve, Rectangle2D plot) {
        double y = chart.getScreenYFromChart(curve.getYData()[last(curve)]);
        return Math.max(plot.getY(), Math.min(plot.getMaxY(), y));
    }

    /** Moves places apart, each down from the one above it, and all up from the bottom. */
    private static double[] apart(double[] places, double bottom) {
        double[] apart = places.clone();
        for (int i = 1; i < apart.length; i++) {
            apart[i] = Math.max(apart[i], apart[i - 1] + LINE);
        }
        double most = bottom;
        for (int i = apart.length - 1; i >= 0; i--) {
            apart[i] = Math.min(apart[i], most);
            most = apart[i] - LINE;
        }
        return apart;
    }

    private Font font() {
        return chart.getStyler().getLegendFont();
    }
}
