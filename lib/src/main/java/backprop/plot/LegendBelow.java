package backprop.plot;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Legend_Marker;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;

/** A legend below the plot, in rows, with all texts on one baseline; none for a single curve. */
final class LegendBelow extends Legend_Marker<XYStyler, XYSeries> {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final double SAMPLE = 24;
    private static final double GAP = 7;
    private static final double BETWEEN = 22;
    private static final double ROW = 20;
    private static final double ABOVE = 5;

    private final LineChart chart;

    LegendBelow(LineChart chart) {
        super(chart);
        this.chart = chart;
    }

    /** One curve with its text, as far as it fits. */
    private record Entry(XYSeries series, TextLayout text) {
        double width() {
            return SAMPLE + GAP + text.getAdvance();
        }
    }

    @Override
    public Rectangle2D getBounds() {
        int rows = rows().size();
        return new Rectangle2D.Double(0, 0, space(), rows == 0 ? 0 : rows * ROW + ABOVE);
    }

    @Override
    public void paint(Graphics2D g) {
        List<List<Entry>> rows = rows();
        for (int row = 0; row < rows.size(); row++) {
            double middle = chart.getHeight() - 10 - (rows.size() - row - 0.5) * ROW;
            double x = (chart.getWidth() - width(rows.get(row))) / 2;
            for (Entry entry : rows.get(row)) {
                paint(g, entry, x, middle);
                x += entry.width() + BETWEEN;
            }
        }
    }

    private void paint(Graphics2D g, Entry entry, double x, double middle) {
        XYSeries series = entry.series();
        if (series.getLineStyle() != SeriesLines.NONE) {
            g.setColor(series.getLineColor());
            g.setStroke(new BasicStroke(series.getLineStyle().getLineWidth()));
            g.draw(new Line2D.Double(x, middle, x + SAMPLE, middle));
        }
        g.setColor(series.getMarkerColor());
        series.getMarker().paint(g, x + SAMPLE / 2, middle, chart.getStyler().getMarkerSize());
        g.setColor(chart.getStyler().getChartFontColor());
        g.fill(entry.text().getOutline(AffineTransform.getTranslateInstance(x + SAMPLE + GAP, middle + 4.5)));
    }

    private List<List<Entry>> rows() {
        List<List<Entry>> rows = new ArrayList<>();
        for (Entry entry : entries()) {
            List<Entry> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
            if (last.isEmpty() || width(last) + BETWEEN + entry.width() > space()) {
                rows.add(new ArrayList<>(List.of(entry)));
            } else {
                last.add(entry);
            }
        }
        return rows;
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (XYSeries series : chart.getSeriesCollection()) {
            if (series.isEnabled() && series.isShowInLegend()) {
                entries.add(new Entry(series, fitting(series.getLabel())));
            }
        }
        return entries.size() < 2 ? List.of() : entries;
    }

    private TextLayout fitting(String label) {
        Font font = chart.getStyler().getLegendFont();
        TextLayout text = new TextLayout(label, font, CONTEXT);
        for (int n = label.length() - 1; n > 0 && text.getAdvance() > space() - SAMPLE - GAP; n--) {
            text = new TextLayout(label.substring(0, n) + "…", font, CONTEXT);
        }
        return text;
    }

    private static double width(List<Entry> row) {
        return row.stream().mapToDouble(Entry::width).sum() + (row.size() - 1) * BETWEEN;
    }

    private double space() {
        return chart.getWidth() - 40;
    }
}
