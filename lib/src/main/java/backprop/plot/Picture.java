package backprop.plot;

import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * A picture with its size on the page and its text.
 *
 * @param image the pixels, more of them than points where it is painted crisply
 * @param width in points
 * @param height in points
 * @param text what stands for it where pictures cannot be shown; depends on nothing but what it shows
 */
public record Picture(BufferedImage image, int width, int height, String text) {

    /**
     * Refuses a missing part.
     *
     * @param image not null
     * @param width in points
     * @param height in points
     * @param text not null
     */
    public Picture {
        Objects.requireNonNull(image, "image must be given, but was null");
        Objects.requireNonNull(text, "text must be given, but was null");
    }

    /**
     * Returns the picture as PNG.
     *
     * @return the file
     */
    public byte[] png() {
        return Png.of(image, 8);
    }

    @Override
    public String toString() {
        return text;
    }
}
