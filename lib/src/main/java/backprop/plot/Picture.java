package backprop.plot;

import backprop.internal.Require;

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

    @Override
    public byte[] png() {
        return png.clone();
    }

    @Override
    public String toString() {
        return text;
    }
}
