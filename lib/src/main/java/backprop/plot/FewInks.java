package backprop.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

/**
 * A PNG file of a drawing in {@value #MOST} colours at most; every other becomes the nearest of them. Smaller than
 * {@link Png} writes it, and sooner done: ImageIO filters rows of such a drawing, which are better left alone.
 */
final class FewInks {
    private static final int MOST = 32;

    private final int width;
    private final int height;
    private final int[] pixels;

    private FewInks(BufferedImage image) {
        width = image.getWidth();
        height = image.getHeight();
        pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    /**
     * Returns the file.
     *
     * @param image of type ARGB
     */
    static byte[] png(BufferedImage image) {
        return new FewInks(image).file();
    }

    private byte[] file() {
        Map<Integer, Integer> counts = counts();
        int[] inks = inks(counts);
        Map<Integer, Integer> places = new HashMap<>();
        counts.keySet().forEach(colour -> places.put(colour, nearest(colour, inks)));
        PngFile file = new PngFile(width, height, PngFile.PLACES);
        file.palette(bytes(inks, 16, 8, 0), bytes(inks, 24));
        return file.rows(Deflater.DEFAULT_COMPRESSION, y -> row(y, places));
    }

    private Map<Integer, Integer> counts() {
        Map<Integer, Integer> counts = new HashMap<>();
        int start = 0;
        for (int i = 1; i <= pixels.length; i++) {
            if (i == pixels.length || pixels[i] != pixels[start]) {
                counts.merge(pixels[start], i - start, Integer::sum);
                start = i;
            }
        }
        return counts;
    }

    /**
     * Returns the inks: the most frequent, then one by one the colour that those so far serve worst, by its distance to the nearest of
     * them and the number of its pixels.
     */
    private static int[] inks(Map<Integer, Integer> counts) {
        int[] colours =
                counts.keySet().stream().mapToInt(colour -> colour).sorted().toArray();
        int[] distances = new int[colours.length];
        Arrays.fill(distances, Integer.MAX_VALUE);
        int[] inks = new int[Math.min(MOST, colours.length)];
        int next = IntStream.range(0, colours.length)
                .reduce(0, (best, i) -> counts.get(colours[i]) > counts.get(colours[best]) ? i : best);
        for (int ink = 0; ink < inks.length; ink++) {
            inks[ink] = colours[next];
            double worst = -1;
            for (int i = 0; i < colours.length; i++) {
                distances[i] = Math.min(distances[i], distance(colours[i], inks[ink]));
                double served = (double) distances[i] * counts.get(colours[i]);
                if (served > worst) {
                    worst = served;
                    next = i;
                }
            }
        }
        return inks;
    }

    /** Returns the place of the ink nearest to a colour. */
    private static int nearest(int colour, int[] inks) {
        int nearest = 0;
        for (int ink = 1; ink < inks.length; ink++) {
            nearest = distance(colour, inks[ink]) < distance(colour, inks[nearest]) ? ink : nearest;
        }
        return nearest;
    }

    private static int distance(int one, int other) {
        int alpha = (one >>> 24) - (other >>> 24);
        int red = (one >> 16 & 255) - (other >> 16 & 255);
        int green = (one >> 8 & 255) - (other >> 8 & 255);
        int blue = (one & 255) - (other & 255);
        return alpha * alpha + red * red + green * green + blue * blue;
    }

    /** Returns some bytes of each ink, by the places of their last bits. */
    private static byte[] bytes(int[] inks, int... shifts) {
        byte[] bytes = new byte[shifts.length * inks.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (inks[i / shifts.length] >> shifts[i % shifts.length]);
        }
        return bytes;
    }

    private byte[] row(int y, Map<Integer, Integer> places) {
        byte[] row = new byte[1 + width];
        for (int x = 0, i = y * width; x < width; x++, i++) {
            boolean same = x > 0 && pixels[i] == pixels[i - 1];
            row[x + 1] = same ? row[x] : places.get(pixels[i]).byteValue();
        }
        return row;
    }
}
