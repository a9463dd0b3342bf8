package backprop.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backprop.DataSet;
import backprop.History;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AlbumTest {
    private final Picture small = shade(0, "small");
    private final Picture large = Images.grid(1, small, small);

    private static Picture shade(double dark, String caption) {
        return Images.digits(DataSet.of(new double[][] {{dark}}, new double[1][1]), 1, t -> caption);
    }

    private static BufferedImage image(Picture picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture.png()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String look(Picture picture, int x, int y) {
        int colour = image(picture).getRGB(2 * x, 2 * y);
        return (colour & 255) < 128 ? "dark" : "light";
    }

    @Test
    void rows_and_columns_are_as_large_as_their_largest_with_8_points_between() {
        assertEquals(2 * small.height() + 8, large.height());
        Picture mixed = Images.grid(2, small, large, small);
        assertEquals(2 * small.width() + 8, mixed.width());
        assertEquals(large.height() + 8 + small.height(), mixed.height());
    }

    @Test
    void pictures_lie_in_the_middle_of_their_places_on_paper() {
        Picture black = shade(1, "small");
        Picture mixed = Images.grid(2, black, large);
        int top = (large.height() - black.height()) / 2;
        assertEquals("light", look(mixed, 40, top - 2));
        assertEquals("light", look(mixed, 40, top + 4));
        assertEquals("dark", look(mixed, 40, top + 40));
        assertEquals("light", look(mixed, small.width() + 8 + 40, 40));
    }

    @Test
    void fewer_pictures_than_columns_need_no_more_room() {
        assertArrayEquals(
                Images.grid(2, small, small).png(), Images.grid(5, small, small).png());
    }

    @Test
    void texts_are_joined_line_by_line() {
        assertEquals(
                small.text() + "\n" + shade(1, "b").text(),
                Images.grid(2, small, shade(1, "b")).text());
    }

    @Test
    void what_is_no_picture_is_refused() {
        Picture broken = new Picture(new byte[] {1}, 10, 10, "broken");
        refused("pictures must hold PNG files, but was broken", () -> Images.grid(1, broken));
        refused("columns must be at least 1, but was 0", () -> Images.grid(0, small));
        refused("the number of pictures must be at least 1, but was 0", () -> Images.grid(1));
        Picture huge = new Picture(new byte[] {1}, 5001, 5000, "huge");
        refused("a picture must have 25000000 points at most, but was 5001x5000", () -> Images.grid(1, huge));
    }

    @Test
    void a_chart_may_be_smaller() {
        XYChart chart = Charts.costCurves(new History("a", "step", List.of(2.0, 1.0), Map.of(), "done"));
        Picture picture = Charts.picture(chart, 300, 190);
        assertEquals(300, picture.width());
        assertEquals(600, image(picture).getWidth());
        assertEquals(380, image(picture).getHeight());
        assertEquals(Charts.picture(chart).text(), picture.text());
        refused("width must be at least 200, but was 199", () -> Charts.picture(chart, 199, 190));
        refused("height must be at least 150, but was 149", () -> Charts.picture(chart, 300, 149));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
