package backprop.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** An XChart chart with the look of this project, and with the edges of XChart 4.0.3 that showed filed off. */
final class LineChart extends XYChart {
    static final int MOST_POINTS_WITH_MARKERS = 12;
    static final int MOST_STEPS_WITH_MARKERS = 200;

    private static final String GUARD = " ";
    private static final String CUT = " (higher values cut off)";

    private final Map<String, Integer> points = new HashMap<>();
    private final Legend names;
    private int colours = 0;

    LineChart(String title, String xTitle, String yTitle) {
        super(600, 360);
        names = new Legend(this);
        legend = names;
        setTitle(title);
        setXAxisTitle(xTitle);
        setYAxisTitle(yTitle);
        style(getStyler());
        // XChart sets the ticks of evenly spaced data on data points (−4.32…); a point that is nowhere prevents it.
        addSeries(GUARD, new double[] {Double.NaN}, new double[] {Double.NaN})
                .setShowInLegend(false)
                .setEnabled(false);
    }

    private static void style(XYStyler styler) {
        styler.setChartTitleFont(Fonts.bold(15));
        styler.setAxisTitleFont(Fonts.plain(13));
        styler.setAxisTickLabelsFont(Fonts.plain(12));
        styler.setLegendFont(Fonts.plain(13));
        styler.setChartBackgroundColor(Palette.PAPER);
        styler.setPlotBackgroundColor(Palette.PAPER);
        styler.setChartFontColor(Palette.TEXT);
        styler.setAxisTickLabelsColor(Palette.TEXT);
        styler.setPlotBorderVisible(false);
        styler.setAxisTicksLineVisible(false);
        styler.setAxisTicksMarksVisible(false);
        styler.setPlotGridLinesColor(Palette.GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setYAxisLabelAlignment(TextAlignment.Right);
        styler.setXAxisTickLabelsFormattingFunction(Labels::number);
        styler.setYAxisTickLabelsFormattingFunction(Labels::number);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setSeriesColors(Palette.SERIES.toArray(Color[]::new));
        styler.setSeriesLines(new BasicStroke[] {stroke(2)});
        styler.setSeriesMarkers(new Marker[] {SeriesMarkers.NONE});
        styler.setMarkerSize(7);
    }

    private static BasicStroke stroke(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    private Color nextColour() {
        return Palette.SERIES.get(colours++ % Palette.SERIES.size());
    }

    /** Adds a curve in the next colour, with a marker on every point if there are few. */
    void addCurve(String label, double[] x, double[] y) {
        Marker marker = y.length <= MOST_POINTS_WITH_MARKERS ? new Disc(7) : SeriesMarkers.NONE;
        addCurve(label, x, y, nextColour(), 2, marker, true);
    }

    /** The same for points at evenly spaced x: as many of them as can be seen are drawn. */
    void addLongCurve(String label, double[] x, double[] y) {
        int[] kept = Thinning.kept(y);
        addCurve(label, at(kept, x), at(kept, y));
        points.put(label, y.length);
    }

    private static double[] at(int[] places, double[] values) {
        return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
    }

    /** Returns how many points a curve has, drawn or not. */
    int points(XYSeries series) {
        return points.getOrDefault(series.getName(), series.getYData().length);
    }

    /** Adds a grey line that the others are drawn on, not in the legend. */
    void addScenery(String label, double[] x, double[] y, float width) {
        addCurve(label, x, y, Palette.LINE, width, SeriesMarkers.NONE, false);
    }

    /** Adds a grey line to compare the others with. */
    void addGuide(String label, double[] x, double[] y) {
        addCurve(label, x, y, Palette.LINE, 2, SeriesMarkers.NONE, true);
    }

    /** Puts a disc on a curve, in its colour. */
    void addMark(String curve, double x, double y) {
        addPoint(curve + ", marked", x, y, getSeries(curve).getLineColor(), new Disc(9));
    }

    /** Adds a walk in the next colour: a ring at its start, small discs on its way, a disc at its end. */
    void addWalk(String label, double[] x, double[] y) {
        Color colour = nextColour();
        int last = x.length - 1;
        Marker steps = x.length <= MOST_STEPS_WITH_MARKERS ? new Disc(4.5) : SeriesMarkers.NONE;
        addCurve(label, x, y, colour, 1.5f, steps, true);
        addPoint(label + ", start", x[0], y[0], colour, new Ring());
        addPoint(label + ", end", x[last], y[last], colour, new Disc(9));
    }

    private void addPoint(String label, double x, double y, Color colour, Marker marker) {
        addCurve(label, new double[] {x}, new double[] {y}, colour, 1, marker, false);
    }

    private void addCurve(
            String label, double[] x, double[] y, Color colour, float width, Marker marker, boolean legend) {
        XYSeries series = addSeries(label, x, y);
        series.setLineColor(colour).setLineStyle(stroke(width));
        series.setMarkerColor(colour).setMarker(marker);
        series.setShowInLegend(legend);
    }

    void setFrame(Box frame) {
        getStyler().setXAxisMin(frame.left()).setXAxisMax(frame.right());
        getStyler().setYAxisMin(frame.bottom()).setYAxisMax(frame.top());
        getStyler().setPlotContentSize(1);
    }

    /** Keeps ticks off halves of a step. */
    void markWholeUnits(int length) {
        getStyler().setXAxisTickMarkSpacingHint(Math.max(74, 440 / Math.max(1, length)));
    }

    /** Makes both axes logarithmic, x from one number to another. */
    XYChart logarithmic(double from, double to) {
        double decades = StrictMath.log10(to / from);
        XYStyler styler = getStyler();
        styler.setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(false);
        styler.setXAxisMin(from).setXAxisMax(to).setPlotGridVerticalLinesVisible(false);
        styler.setXAxisTickLabelsFormattingFunction(x -> Labels.logarithmic(x, decades));
        return Charts.logarithmic(this);
    }

    /** Ends the y axis below the highest values, and says so beside it. */
    void cutAbove(double top) {
        getStyler().setYAxisMax(top);
        setYAxisTitle(getYAxisTitle() + CUT);
    }

    void uncut() {
        getStyler().setYAxisMax((Double) null);
        setYAxisTitle(getYAxisTitle().replace(CUT, ""));
    }

    /** Returns the area between the axes, in points. */
    Rectangle2D plotArea() {
        return Fonts.undisturbed(() -> {
            Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            paint(g, getWidth(), getHeight());
            g.dispose();
            return plot();
        });
    }

    /** The same, of a chart that was painted. */
    Rectangle2D plot() {
        return plot.getBounds();
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        XYStyler styler = getStyler();
        styler.setLegendPosition(names.isBeside() ? LegendPosition.OutsideE : LegendPosition.OutsideS);
        Double least = styler.getYAxisMin();
        Double most = styler.getYAxisMax();
        if (!styler.isYAxisLogarithmic()) {
            Span y = Span.of(values(this).toArray()).rounded();
            styler.setYAxisMin(least == null ? (Double) y.least() : least);
            styler.setYAxisMax(most == null ? (Double) y.most() : most);
        }
        try {
            super.paint(g, width, height);
        } finally {
            styler.setYAxisMin(least).setYAxisMax(most);
        }
    }

    static DoubleStream values(XYChart chart) {
        return chart.getSeriesCollection().stream()
                .filter(XYSeries::isEnabled)
                .flatMapToDouble(series -> Arrays.stream(series.getYData()))
                .filter(Double::isFinite);
    }

    /** A filled circle of its own size. */
    static final class Disc extends Marker {
        private final double diameter;

        Disc(double diameter) {
            this.diameter = diameter;
        }

        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
            g.fill(new Ellipse2D.Double(x - diameter / 2, y - diameter / 2, diameter, diameter));
        }
    }

    /** A circle filled with white. */
    static final class Ring extends Marker {
        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
            Color colour = g.getColor();
            Ellipse2D circle = new Ellipse2D.Double(x - 4, y - 4, 8, 8);
            g.setColor(Palette.PAPER);
            g.fill(circle);
            g.setColor(colour);
            g.setStroke(stroke(2));
            g.draw(circle);
        }
    }

    /** The line that stands for it where pictures cannot be shown. */
    @Override
    public String toString() {
        return Charts.describe(this);
    }
}
