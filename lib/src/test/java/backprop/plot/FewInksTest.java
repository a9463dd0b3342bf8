package backprop.plot;

import static backprop.plot.Drawn.byHand;
import static backprop.plot.Drawn.errors;
import static backprop.plot.Drawn.image;
import static backprop.plot.Drawn.pass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FewInksTest {

    @Test
    void is_smaller_than_the_same_image_by_ImageIO() {
        BufferedImage few = image(Images.network(byHand(), pass(byHand())).errors(errors(byHand())));
        BufferedImage same = new BufferedImage(few.getWidth(), few.getHeight(), BufferedImage.TYPE_INT_ARGB);
        same.createGraphics().drawImage(few, 0, 0, null);
        int[] sizes = {FewInks.png(same).length, Png.of(same).length};
        assertTrue(sizes[0] < sizes[1], Arrays.toString(sizes));
    }

    @Test
    void has_every_important_colour() {
        BufferedImage many = new BufferedImage(256, 64, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < 256; x++) {
            for (int y = 0; y < 64; y++) {
                many.setRGB(
                        x, y, y < 60 ? 0xFF000000 | x * 0x010101 : 0xFFD55E00); // every grey, and a little vermillion
            }
        }
        try {
            BufferedImage few = ImageIO.read(new ByteArrayInputStream(FewInks.png(many)));
            assertEquals(0xFFD55E00, few.getRGB(128, 62));
            for (int x = 0; x < 256; x++) {
                assertEquals(x, few.getRGB(x, 0) & 255, 8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
