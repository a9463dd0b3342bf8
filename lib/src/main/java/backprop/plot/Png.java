package backprop.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * PNG files for notebooks, half as large as ImageIO's own: 256 colours, if that is enough, and the best compression.
 */
final class Png {
    private static final int COLOURS = 256;
    private static final int EXACT = 8;

    private Png() {}

    /**
     * Returns the file. 5 bits for each of red, green and blue are enough for lines: the 256 commonest colours then stand
     * for the others. With 8 bits every colour is kept.
     */
    static byte[] of(BufferedImage image, int bits) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam best = writer.getDefaultWriteParam();
        best.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        best.setCompressionQuality(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // In memory: ImageIO's default stream writes a temporary file.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(indexed(image, bits), null, null), best);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage indexed(BufferedImage image, int bits) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        Map<Integer, Integer> count = new HashMap<>();
        for (int from = 0, to; from < pixels.length; from = to) {
            to = endOfRun(pixels, from);
            int colour = rounded(pixels[from], (1 << bits) - 1);
            Arrays.fill(pixels, from, to, colour);
            count.merge(colour, to - from, Integer::sum);
        }
        if (bits == EXACT && count.size() > COLOURS) {
            return image;
        }
        List<Integer> colours = count.keySet().stream()
                .sorted(Comparator.comparing((Integer colour) -> -count.get(colour))
                        .thenComparing(colour -> colour))
                .limit(COLOURS)
                .toList();
        int[] palette = colours.stream().mapToInt(Integer::intValue).toArray();
        Map<Integer, Integer> index = new HashMap<>();
        count.keySet().forEach(colour -> index.put(colour, nearest(colour, palette)));
        BufferedImage indexed = new BufferedImage(
                width,
                height,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, palette.length, palette, 0, false, -1, 0));
        byte[] indices = ((DataBufferByte) indexed.getRaster().getDataBuffer()).getData();
        for (int from = 0, to; from < pixels.length; from = to) {
            to = endOfRun(pixels, from);
            Arrays.fill(indices, from, to, index.get(pixels[from]).byteValue());
        }
        return indexed;
    }

    /** Returns where the pixels of one colour end: most have that of their neighbour. */
    private static int endOfRun(int[] pixels, int from) {
        int to = from + 1;
        while (to < pixels.length && pixels[to] == pixels[from]) {
            to++;
        }
        return to;
    }

    private static int rounded(int rgb, int levels) {
        int rounded = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            int level = Math.round((rgb >> shift & 255) * levels / 255f);
            rounded |= Math.round(level * 255f / levels) << shift;
        }
        return rounded;
    }

    private static int nearest(int colour, int[] palette) {
        int nearest = 0;
        for (int i = 1; i < palette.length; i++) {
            nearest = distance(colour, palette[i]) < distance(colour, palette[nearest]) ? i : nearest;
        }
        return nearest;
    }

    private static int distance(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            int difference = (a >> shift & 255) - (b >> shift & 255);
            sum += difference * difference;
        }
        return sum;
    }
}
