package backprop.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** A matrix in colours, with its scale beside it; a small one with its numbers. */
final class HeatMap {
    private static final int MOST_NUMBERS = 10;
    private static final int WIDEST = 560;
    private static final int MARGIN = 10;
    private static final int BAR = 14;

    private final SimpleMatrix m;
    private final String title;
    private final double most; // the largest |entry|
    private final boolean small;
    private final int cellWidth;
    private final int cellHeight;
    private final Rectangle2D cells;
    private final Rectangle2D bar;
    private final Font font = Fonts.plain(12);
    private final Font numberFont = Fonts.plain(11);
    private final Font titleFont = Fonts.bold(15);

    HeatMap(SimpleMatrix m, String title) {
        this.m = m;
        this.title = title;
        most = IntStream.range(0, m.getNumElements())
                .mapToDouble(m::get)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        int longest = Math.max(m.getNumRows(), m.getNumCols());
        small = longest <= MOST_NUMBERS;
        cellWidth = small ? 58 : Math.max(1, Math.min(24, WIDEST / longest));
        cellHeight = small ? 38 : cellWidth;
        int left = MARGIN + (small ? 18 : 0);
        int top = MARGIN + 26 + (small ? 16 : 0);
        cells = new Rectangle2D.Double(left, top, m.getNumCols() * cellWidth, m.getNumRows() * cellHeight);
        bar = new Rectangle2D.Double(cells.getMaxX() + 20, top, BAR, Math.max(cells.getHeight(), 92));
    }

    Picture paint() {
        double right = Math.max(
                bar.getMaxX() + 8 + Canvas.width(end(-1), font), cells.getX() + Canvas.width(title, titleFont));
        Canvas canvas = new Canvas((int) Math.ceil(right) + MARGIN, (int) bar.getMaxY() + MARGIN + 6);
        canvas.from(title, cells.getX(), MARGIN + 14, titleFont, Palette.TEXT);
        canvas.pixels(cells, m.getNumRows(), m.getNumCols(), (i, j) -> colour(m.get(i, j)));
        if (small) {
            paintNumbers(canvas);
        }
        paintBar(canvas);
        return canvas.picture("picture: heat map \"" + title + "\", " + m.getNumRows() + "x" + m.getNumCols());
    }

    private void paintNumbers(Canvas canvas) {
        for (int j = 0; j < m.getNumCols(); j++) {
            canvas.centred(String.valueOf(j), x(j), cells.getY() - 6, numberFont, Color.GRAY);
        }
        for (int i = 0; i < m.getNumRows(); i++) {
            double baseline = cells.getY() + (i + 0.5) * cellHeight + 4;
            canvas.centred(String.valueOf(i), cells.getX() - 10, baseline, numberFont, Color.GRAY);
            for (int j = 0; j < m.getNumCols(); j++) {
                String number = Labels.number(m.get(i, j), 3);
                double shrink = Math.min(1, (cellWidth - 6) / Canvas.width(number, numberFont));
                Color ink = Math.abs(m.get(i, j)) > 0.6 * most ? Color.WHITE : Palette.TEXT;
                canvas.centred(number, x(j), baseline, Fonts.plain((float) (11 * shrink)), ink);
            }
        }
    }

    private double x(int column) {
        return cells.getX() + (column + 0.5) * cellWidth;
    }

    private void paintBar(Canvas canvas) {
        int steps = (int) bar.getHeight();
        canvas.pixels(bar, steps, 1, (i, j) -> Palette.diverging(1 - 2.0 * i / (steps - 1)));
        double x = bar.getMaxX() + 8;
        canvas.from(end(1), x, bar.getY() + 9, font, Palette.TEXT);
        canvas.from("0", x, bar.getCenterY() + 4.5, font, Palette.TEXT);
        canvas.from(end(-1), x, bar.getMaxY(), font, Palette.TEXT);
    }

    /** Returns the number at an end of the scale; a matrix of zeros has none. */
    private String end(int sign) {
        return most == 0 ? "" : Labels.number(sign * most, 3);
    }

    private Color colour(double value) {
        return Double.isFinite(value) ? Palette.diverging(most == 0 ? 0 : value / most) : Color.LIGHT_GRAY;
    }
}
