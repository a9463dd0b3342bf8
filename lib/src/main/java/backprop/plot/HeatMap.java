package backprop.plot;

import backprop.internal.Require;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** A matrix in colours, with its scale beside it; a small one with its numbers. */
final class HeatMap {
    /**
     * What stands along an edge.
     *
     * @param letter of the index, or nothing
     */
    record Axis(String letter, List<String> names) {
        static Axis numbered(String letter, int n) {
            return new Axis(
                    letter, IntStream.range(0, n).mapToObj(String::valueOf).toList());
        }

        static Axis named(String argument, List<String> names, int n) {
            List<String> all = Require.allGiven(argument, names);
            all.forEach(name -> Require.notBlank("a name of " + argument, name));
            Require.that(all.size() == n, "the number of " + argument, "be that of the matrix, " + n, all.size());
            return new Axis("", all);
        }

        double width(Font font) {
            return names.stream()
                    .mapToDouble(name -> Canvas.width(name, font))
                    .max()
                    .orElse(0);
        }
    }

    private static final int MOST_NUMBERS = 6; // more of them bury the colours
    private static final int MOST_NAMED = 10;
    private static final int WIDEST = 560;
    private static final int MARGIN = 10;
    private static final int TITLE = 26;
    private static final int NAMES = 16; // the line above the cells
    private static final int BAR = 14;
    private static final int NOTE = 18;
    private static final int HATCHING = 6;

    private final SimpleMatrix m;
    private final String title;
    private final Scale scale;
    private final Axis rows;
    private final Axis columns;
    private final String corner;
    private final List<String> notes;
    private final boolean small;
    private final int cellWidth;
    private final int cellHeight;
    private final Rectangle2D cells;
    private final Rectangle2D bar;
    private final Font font = Fonts.plain(12);
    private final Font numberFont = Fonts.plain(11);
    private final Font titleFont = Fonts.bold(15);

    HeatMap(SimpleMatrix m, String title, Scale scale) {
        this(m, title, scale, Axis.numbered("j", m.getNumRows()), Axis.numbered("k", m.getNumCols()));
    }

    HeatMap(SimpleMatrix m, String title, Scale scale, Axis rows, Axis columns) {
        this.m = m;
        this.title = title;
        this.scale = scale;
        this.rows = rows;
        this.columns = columns;
        corner = rows.letter().isEmpty() ? "" : rows.letter() + "↓ " + columns.letter() + "→";
        notes = scale.notes(m);
        int longest = Math.max(m.getNumRows(), m.getNumCols());
        small = longest <= (corner.isEmpty() ? MOST_NAMED : MOST_NUMBERS);
        cellWidth = small ? 58 : Math.max(1, Math.min(40, WIDEST / longest));
        cellHeight = small ? 38 : cellWidth;
        double left = MARGIN + 8 + Math.ceil(Math.max(rows.width(numberFont), Canvas.width(corner, numberFont)));
        int top = MARGIN + TITLE + NAMES;
        cells = new Rectangle2D.Double(left, top, m.getNumCols() * cellWidth, m.getNumRows() * cellHeight);
        bar = new Rectangle2D.Double(cells.getMaxX() + 20, top, BAR, Math.max(cells.getHeight(), 92));
    }

    /** Returns the places of the cells in the picture, in points. */
    Rectangle2D cells() {
        return cells;
    }

    Picture paint() {
        double widest = IntStream.of(-1, 0, 1)
                .mapToDouble(place -> Canvas.width(scale.label(place), font))
                .max()
                .orElseThrow();
        double written = Math.max(
                Canvas.width(title, titleFont),
                notes.stream()
                        .mapToDouble(note -> Canvas.width(note, font))
                        .max()
                        .orElse(0));
        double right = Math.max(bar.getMaxX() + 8 + widest, MARGIN + written);
        double bottom = Math.max(cells.getMaxY(), bar.getMaxY()) + 6;
        Canvas canvas = new Canvas((int) Math.ceil(right) + MARGIN, (int) bottom + MARGIN + NOTE * notes.size());
        canvas.from(title, MARGIN, MARGIN + 14, titleFont, Palette.TEXT);
        canvas.pixels(cells, m.getNumRows(), m.getNumCols(), (i, k) -> colour(scale.place(m.get(i, k))));
        paintHatching(canvas);
        paintNames(canvas);
        if (small) {
            paintNumbers(canvas);
        }
        paintBar(canvas);
        for (int i = 0; i < notes.size(); i++) {
            canvas.from(notes.get(i), MARGIN, bottom + NOTE * (i + 0.7), font, Palette.TEXT);
        }
        return canvas.picture("picture: heat map \"" + title + "\", " + m.getNumRows() + "x" + m.getNumCols());
    }

    /** Writes all names where there is room for them, else the first and the last. */
    private void paintNames(Canvas canvas) {
        double above = cells.getY() - 6;
        canvas.from(corner, MARGIN, above, numberFont, Palette.NOTE);
        named(columns).forEach(k -> canvas.centred(columns.names().get(k), x(k), above, numberFont, Palette.NOTE));
        named(rows).forEach(i -> {
            String name = rows.names().get(i);
            double start = cells.getX() - 6 - Canvas.width(name, numberFont);
            canvas.from(name, start, y(i) + 4, numberFont, Palette.NOTE);
        });
    }

    private IntStream named(Axis axis) {
        int n = axis.names().size();
        return small ? IntStream.range(0, n) : IntStream.of(0, n - 1).distinct();
    }

    private void paintNumbers(Canvas canvas) {
        for (int i = 0; i < m.getNumRows(); i++) {
            for (int k = 0; k < m.getNumCols(); k++) {
                String number = Labels.number(m.get(i, k), 3);
                double shrink = Math.min(1, (cellWidth - 6) / Canvas.width(number, numberFont));
                Font fitting = Fonts.plain((float) (11 * shrink));
                if (scale.isHatched(m.get(i, k))) {
                    canvas.label(number, new Point2D.Double(x(k), y(i)), fitting, Palette.TEXT);
                } else {
                    canvas.centred(number, x(k), y(i) + 4, fitting, ink(m.get(i, k)));
                }
            }
        }
    }

    /** Returns the ink of a number: light on dark colours, and pale for the 0 of a scale around 0. */
    private Color ink(double value) {
        double place = Math.abs(scale.place(value));
        return place > 0.6 ? Color.WHITE : value == 0 ? Palette.LINE : Palette.TEXT;
    }

    private void paintHatching(Canvas canvas) {
        for (int i = 0; i < m.getNumRows(); i++) {
            for (int k = 0; k < m.getNumCols(); k++) {
                if (scale.isHatched(m.get(i, k))) {
                    canvas.hatch(cell(i, k), Math.min(HATCHING, cellWidth / 2.0), ink(m.get(i, k)));
                }
            }
        }
    }

    private Rectangle2D cell(int row, int column) {
        return new Rectangle2D.Double(
                cells.getX() + column * cellWidth, cells.getY() + row * cellHeight, cellWidth, cellHeight);
    }

    private double x(int column) {
        return cells.getX() + (column + 0.5) * cellWidth;
    }

    private double y(int row) {
        return cells.getY() + (row + 0.5) * cellHeight;
    }

    private void paintBar(Canvas canvas) {
        int steps = (int) bar.getHeight();
        int low = scale.ends()[0];
        int high = scale.ends()[1];
        canvas.pixels(bar, steps, 1, (i, k) -> Palette.diverging(high - (double) (high - low) * i / (steps - 1)));
        for (int place = low; place <= high; place++) {
            double down = (double) (high - place) / (high - low);
            double baseline = bar.getY() + 9 + down * (bar.getHeight() - 9);
            canvas.from(scale.label(place), bar.getMaxX() + 8, baseline, font, Palette.TEXT);
        }
    }

    private static Color colour(double place) {
        return Double.isNaN(place) ? Color.LIGHT_GRAY : Palette.diverging(place);
    }
}
