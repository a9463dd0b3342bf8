package backprop.plot;

import backprop.internal.Require;
import java.util.function.Supplier;

/**
 * A picture for a page.
 *
 * @param png the file, with two pixels per point: crisp on today's screens
 * @param width in points
 * @param height in points
 * @param text what stands for it where pictures cannot be shown; depends on nothing but what it shows
 */
public record Picture(byte[] png, int width, int height, String text) {
    public Picture {
        png = Require.given("png", png).clone();
        Require.atLeast("the length of png", 1, png.length);
        Require.atLeast("width", 1, width);
        Require.atLeast("height", 1, height);
        Require.notBlank("text", text);
    }

    /**
     * Returns what something makes; pictures that it paints meanwhile are painted in less time and are larger files. For
     * pictures that move.
     */
    public static <T> T quickly(Supplier<T> making) {
        return Png.quickly(Require.given("making", making));
    }

    @Override
    public byte[] png() {
        return png.clone();
    }

    @Override
    public String toString() {
        return text;
    }
}
