package backprop.plot;

import java.awt.Color;
import java.util.List;

/** The colours of every picture. */
final class Palette {
    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILLION = new Color(0xD55E00);
    /** What pictures stand on: light enough for every ink, and no glare on a dark page. */
    static final Color PAPER = new Color(0xF7F7F7);

    static final Color NOTE = new Color(0x6B6B6B);
    static final Color TEXT = new Color(0x262626);
    static final Color LINE = new Color(0xB4B4B4);
    static final Color GRID = new Color(0xDEDEDE);

    /** Okabe and Ito's colours, the clearest on white first. */
    static final List<Color> SERIES = List.of(
            BLUE,
            VERMILLION,
            new Color(0x009E73), // bluish green
            new Color(0xCC79A7), // reddish purple
            new Color(0xE69F00), // orange
            new Color(0x56B4E9), // sky blue
            Color.BLACK);

    private static final double FADED = 0.2;

    private Palette() {}

    /** Returns a colour's pale companion. */
    static Color faded(Color colour) {
        return new Color(mix(colour.getRed(), FADED), mix(colour.getGreen(), FADED), mix(colour.getBlue(), FADED));
    }

    /** Returns blue for −1, white for 0, vermillion for 1, and what lies between. */
    static Color diverging(double share) {
        Color end = share < 0 ? BLUE : VERMILLION;
        double t = Math.min(1, Math.abs(share));
        return new Color(mix(end.getRed(), t), mix(end.getGreen(), t), mix(end.getBlue(), t));
    }

    private static int mix(int end, double t) {
        return (int) Math.round(255 + t * (end - 255));
    }
}
