package backprop.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.knowm.xchart.internal.chartpart.Chart;

/** White paper, measured in points and painted with two pixels per point. */
final class Canvas {
    private static final int SCALE = 2;
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final int width;
    private final int height;
    private final BufferedImage image;
    private final Graphics2D g;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(SCALE, SCALE);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    }

    /** The colours of a small image. */
    interface Pixels {
        Color at(int row, int column);
    }

    /** Returns how wide a text is, 0 for none. */
    static double width(String text, Font font) {
        return text == null || text.isEmpty() ? 0 : new TextLayout(text, font, CONTEXT).getAdvance();
    }

    /** Draws a small image, enlarged with hard edges, in a thin frame. */
    void pixels(Rectangle2D place, int rows, int columns, Pixels pixels) {
        BufferedImage small = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                small.setRGB(j, i, pixels.at(i, j).getRGB());
            }
        }
        AffineTransform enlarge = AffineTransform.getTranslateInstance(place.getX(), place.getY());
        enlarge.scale(place.getWidth() / columns, place.getHeight() / rows);
        g.drawImage(small, enlarge, null);
        g.setColor(Palette.LINE);
        g.draw(new Rectangle2D.Double(
                place.getX() - 0.5, place.getY() - 0.5, place.getWidth() + 1, place.getHeight() + 1));
    }

    /** Writes around a point of the baseline. */
    void centred(String text, double x, double baseline, Font font, Color ink) {
        from(text, x - width(text, font) / 2, baseline, font, ink);
    }

    /** Writes from a point of the baseline on. */
    void from(String text, double x, double baseline, Font font, Color ink) {
        if (text != null && !text.isEmpty()) {
            g.setColor(ink);
            g.fill(new TextLayout(text, font, CONTEXT).getOutline(AffineTransform.getTranslateInstance(x, baseline)));
        }
    }

    /** Returns the canvas with every colour as it is. */
    Picture picture(String text) {
        return picture(text, 8);
    }

    /** Returns the canvas with a chart on it, in the colours that its lines need. */
    Picture picture(Chart<?, ?> chart, String text) {
        chart.paint(g, width, height);
        return picture(text, 5);
    }

    private Picture picture(String text, int bits) {
        g.dispose();
        return new Picture(Png.of(image, bits), width, height, text);
    }
}
