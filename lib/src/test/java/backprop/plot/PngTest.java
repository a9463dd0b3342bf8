package backprop.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PngTest {
    private final BufferedImage image = new BufferedImage(60, 30, BufferedImage.TYPE_INT_ARGB);

    private void paint() {
        for (int x = 0; x < 60; x++) {
            for (int y = 0; y < 30; y++) {
                image.setRGB(x, y, x * y * 9601);
            }
        }
    }

    @Test
    void a_file_made_soon_has_every_pixel() throws IOException {
        paint();
        var read = ImageIO.read(new ByteArrayInputStream(Png.quickly(() -> Png.ofLines(image))));
        for (int x = 0; x < 60; x++) {
            for (int y = 0; y < 30; y++) {
                assertEquals(image.getRGB(x, y), read.getRGB(x, y));
            }
        }
    }

    @Test
    void only_what_is_made_meanwhile_is_made_soon() {
        paint();
        byte[] best = Png.of(image);
        assertFalse(Arrays.equals(best, Png.quickly(() -> Png.of(image))));
        assertArrayEquals(best, Png.of(image));
    }
}
