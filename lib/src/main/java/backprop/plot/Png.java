package backprop.plot;

import java.awt.image.BufferedImage;
import java.awt.image.ByteLookupTable;
import java.awt.image.LookupOp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files: by ImageIO at its best compression or, where a picture moves, made soon. */
final class Png {
    private static final ThreadLocal<Boolean> IS_QUICK = ThreadLocal.withInitial(() -> false);

    private Png() {}

    /** Returns what something makes; the files it writes meanwhile are made in a tenth of the time, and larger. */
    static <T> T quickly(Supplier<T> making) {
        IS_QUICK.set(true);
        try {
            return making.get();
        } finally {
            IS_QUICK.remove();
        }
    }

    /** Returns the file with 32 levels each of red, green and blue: enough for lines, and a quarter less to store. */
    static byte[] ofLines(BufferedImage image) {
        if (IS_QUICK.get()) {
            return of(image);
        }
        byte[] levels = new byte[256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) Math.round(Math.round(i * 31 / 255f) * 255f / 31);
        }
        return of(new LookupOp(new ByteLookupTable(0, levels), null).filter(image, null));
    }

    /** Returns the file of a drawing in few colours. */
    static byte[] ofInks(BufferedImage image) {
        return IS_QUICK.get() ? soon(image) : FewInks.png(image);
    }

    static byte[] of(BufferedImage image) {
        return IS_QUICK.get() ? soon(image) : best(image);
    }

    private static byte[] best(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam best = writer.getDefaultWriteParam();
        best.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        best.setCompressionQuality(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // In memory: ImageIO's default stream writes a temporary file.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), best);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Returns a file that is packed at once, where ImageIO would try five filters on every row. */
    private static byte[] soon(BufferedImage image) {
        int width = image.getWidth();
        int[] pixels = new int[width];
        return new PngFile(width, image.getHeight(), PngFile.COLOURS)
                .rows(Deflater.BEST_SPEED, y -> row(image.getRGB(0, y, width, 1, pixels, 0, width)));
    }

    /** Returns a row of pixels after a 0: it is not filtered. */
    private static byte[] row(int[] pixels) {
        byte[] row = new byte[1 + 4 * pixels.length];
        for (int x = 0; x < pixels.length; x++) {
            row[4 * x + 1] = (byte) (pixels[x] >> 16);
            row[4 * x + 2] = (byte) (pixels[x] >> 8);
            row[4 * x + 3] = (byte) pixels[x];
            row[4 * x + 4] = (byte) (pixels[x] >> 24);
        }
        return row;
    }
}
