package backprop.plot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A PNG file, part by part. Its rows are not filtered, as ImageIO filters them: sooner done, and no larger for drawings. */
final class PngFile {
    /** A pixel is four bytes: red, green, blue and how opaque it is. */
    static final byte COLOURS = 6;
    /** A pixel is one byte: a place in the palette. */
    static final byte PLACES = 3;

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int height;

    PngFile(int width, int height, byte pixel) {
        this.height = height;
        bytes.writeBytes(ByteBuffer.allocate(8).putLong(SIGNATURE).array());
        byte[] head = {8, pixel, 0, 0, 0};
        chunk(
                "IHDR",
                ByteBuffer.allocate(13).putInt(width).putInt(height).put(head).array());
    }

    /**
     * Adds a palette.
     *
     * @param colours red, green and blue of each place
     * @param alphas how opaque each place is
     */
    void palette(byte[] colours, byte[] alphas) {
        chunk("PLTE", colours);
        chunk("tRNS", alphas);
    }

    /**
     * Adds the rows, from above. Returns the file.
     *
     * @param level of {@link Deflater}
     * @param row the pixels of a row, after a 0
     */
    byte[] rows(int level, IntFunction<byte[]> row) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(level);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater, 1 << 16)) {
            for (int y = 0; y < height; y++) {
                out.write(row.apply(y));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        chunk("IDAT", packed.toByteArray());
        chunk("IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private void chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        bytes.writeBytes(ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) sum.getValue())
                .array());
    }
}
