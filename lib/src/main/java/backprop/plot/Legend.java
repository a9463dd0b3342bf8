package backprop.plot;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Legend_Marker;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;

/**
 * The names of curves: of a few beside their ends, of others below the plot, in rows, with all texts on one baseline; none for
 * a single curve.
 */
final class Legend extends Legend_Marker<XYStyler, XYSeries> {
    private static final double SAMPLE = 24;
    private static final double GAP = 7;
    private static final double BETWEEN = 22;
    private static final double ROW = 20;
    private static final double ABOVE = 5;

    private final LineChart chart;

    Legend(LineChart chart) {
        super(chart);
        this.chart = chart;
    }

    /** Tells whether the names stand beside the ends of their curves. */
    boolean isBeside() {
        return labels().fit();
    }

    private EndLabels labels() {
        return new EndLabels(chart, shown());
    }

    private List<XYSeries> shown() {
        return chart.getSeriesCollection().stream()
                .filter(series -> series.isEnabled() && series.isShowInLegend())
                .toList();
    }

    @Override
    public Rectangle2D getBounds() {
        if (isBeside()) {
            return new Rectangle2D.Double(0, 0, labels().width(), 0);
        }
        int rows = rows().size();
        return new Rectangle2D.Double(0, 0, space(), rows == 0 ? 0 : rows * ROW + ABOVE);
    }

    @Override
    public void paint(Graphics2D g) {
        if (isBeside()) {
            labels().paint(g, chart.plot());
            return;
        }
        List<List<XYSeries>> rows = rows();
        for (int row = 0; row < rows.size(); row++) {
            double middle = chart.getHeight() - 10 - (rows.size() - row - 0.5) * ROW;
            double x = (chart.getWidth() - width(rows.get(row))) / 2;
            for (XYSeries series : rows.get(row)) {
                paint(g, series, x, middle);
                x += width(series) + BETWEEN;
            }
        }
    }

    private void paint(Graphics2D g, XYSeries series, double x, double middle) {
        if (series.getLineStyle() != SeriesLines.NONE) {
            g.setColor(series.getLineColor());
            g.setStroke(new BasicStroke(series.getLineStyle().getLineWidth()));
            g.draw(new Line2D.Double(x, middle, x + SAMPLE, middle));
        }
        g.setColor(series.getMarkerColor());
        series.getMarker().paint(g, x + SAMPLE / 2, middle, chart.getStyler().getMarkerSize());
        g.setColor(chart.getStyler().getChartFontColor());
        Canvas.write(g, series.getLabel(), x + SAMPLE + GAP, middle + 4.5, font());
    }

    private List<List<XYSeries>> rows() {
        List<XYSeries> shown = shown();
        List<List<XYSeries>> rows = new ArrayList<>();
        for (XYSeries series : shown.size() < 2 ? List.<XYSeries>of() : shown) {
            List<XYSeries> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
            if (last.isEmpty() || width(last) + BETWEEN + width(series) > space()) {
                rows.add(new ArrayList<>(List.of(series)));
            } else {
                last.add(series);
            }
        }
        return rows;
    }

    private double width(List<XYSeries> row) {
        return row.stream().mapToDouble(this::width).sum() + (row.size() - 1) * BETWEEN;
    }

    private double width(XYSeries series) {
        return SAMPLE + GAP + Canvas.width(series.getLabel(), font());
    }

    private Font font() {
        return chart.getStyler().getLegendFont();
    }

    private double space() {
        return chart.getWidth() - 40;
    }
}
