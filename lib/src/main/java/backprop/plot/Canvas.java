package backprop.plot;

import backprop.internal.Require;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.BiFunction;
import org.knowm.xchart.internal.chartpart.Chart;

/** A card with round corners, measured in points and painted with two pixels per point. */
final class Canvas {
    private static final int SCALE = 2;
    private static final int ROUND = 16; // the diameter of the corners
    private static final int MOST_POINTS = 25_000_000; // 400 MB while it is painted
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final int width;
    private final int height;
    private final BufferedImage image;
    private final Graphics2D g;

    Canvas(int width, int height) {
        Require.atLeast("the width of a picture", 1, width);
        Require.atLeast("the height of a picture", 1, height);
        boolean fits = (long) width * height <= MOST_POINTS;
        Require.that(fits, "a picture", "have " + MOST_POINTS + " points at most", width + "x" + height);
        this.width = width;
        this.height = height;
        image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_ARGB);
        g = image.createGraphics();
        g.scale(SCALE, SCALE);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        Shape card = new RoundRectangle2D.Double(0, 0, width, height, ROUND, ROUND);
        g.setColor(Palette.PAPER);
        g.fill(card);
        g.clip(card);
    }

    /** Returns how wide a text is, 0 for none. */
    static double width(String text, Font font) {
        return text == null || text.isEmpty() ? 0 : new TextLayout(text, font, CONTEXT).getAdvance();
    }

    /** Writes from a point of the baseline on, in the colour of g. */
    static void write(Graphics2D g, String text, double x, double baseline, Font font) {
        if (text != null && !text.isEmpty()) {
            g.fill(new TextLayout(text, font, CONTEXT).getOutline(AffineTransform.getTranslateInstance(x, baseline)));
        }
    }

    /** Writes from a point of the baseline on. */
    void from(String text, double x, double baseline, Font font, Color ink) {
        g.setColor(ink);
        write(g, text, Math.round(2 * x) / 2.0, Math.round(2 * baseline) / 2.0, font);
    }

    /** Writes around a point of the baseline. */
    void centred(String text, double x, double baseline, Font font, Color ink) {
        from(text, x - width(text, font) / 2, baseline, font, ink);
    }

    /** Writes around a point, on paper of its own. */
    void label(String text, Point2D middle, Font font, Color ink) {
        double width = width(text, font) + 4;
        double height = font.getSize2D() + 2;
        g.setColor(Palette.PAPER);
        g.fill(new RoundRectangle2D.Double(
                middle.getX() - width / 2, middle.getY() - height / 2, width, height, height / 2, height / 2));
        centred(text, middle.getX(), middle.getY() + 0.36 * font.getSize2D(), font, ink);
    }

    void line(Shape line, double width, Color ink) {
        g.setColor(ink);
        g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        g.draw(line);
    }

    /** Draws a disc in a ring around it. */
    void disc(Point2D centre, double radius, Color fill, double ring, Color ink) {
        disc(centre, radius + ring, ink);
        disc(centre, radius, fill);
    }

    private void disc(Point2D centre, double radius, Color ink) {
        g.setColor(ink);
        g.fill(new Ellipse2D.Double(centre.getX() - radius, centre.getY() - radius, 2 * radius, 2 * radius));
    }

    /** Draws lines aslant over a place. */
    void hatch(Rectangle2D place, double apart, Color ink) {
        Shape clip = g.getClip();
        g.clip(place);
        double height = place.getHeight();
        for (double x = place.getX() - height; x < place.getMaxX(); x += apart) {
            line(new Line2D.Double(x, place.getMaxY(), x + height, place.getY()), 1, ink);
        }
        g.setClip(clip);
    }

    /** Draws a small image, its colours by row and column, enlarged with hard edges, in a thin frame. */
    void pixels(Rectangle2D place, int rows, int columns, BiFunction<Integer, Integer, Color> colour) {
        BufferedImage small = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                small.setRGB(j, i, colour.apply(i, j).getRGB());
            }
        }
        AffineTransform enlarge = AffineTransform.getTranslateInstance(place.getX(), place.getY());
        enlarge.scale(place.getWidth() / columns, place.getHeight() / rows);
        g.drawImage(small, enlarge, null);
        g.setColor(Palette.LINE);
        g.draw(new Rectangle2D.Double(
                place.getX() - 0.5, place.getY() - 0.5, place.getWidth() + 1, place.getHeight() + 1));
    }

    /** Paints a chart all over. */
    Picture picture(Chart<?, ?> chart, String text) {
        BufferedImage painted = Fonts.undisturbed(() -> {
            chart.paint(g, width, height);
            return image;
        });
        return new Picture(
                Png.ofLines(painted), width, height, text); // on this thread, which knows whether it is quick
    }

    /** Paints what was drawn with few inks. */
    Picture drawing(String text) {
        return new Picture(Png.ofInks(image), width, height, text);
    }

    Picture picture(String text) {
        return new Picture(Png.of(image), width, height, text);
    }

    /** Puts a picture in a place. */
    void paste(BufferedImage picture, int x, int y, int width, int height) {
        g.drawImage(picture, x, y, width, height, null);
    }
}
