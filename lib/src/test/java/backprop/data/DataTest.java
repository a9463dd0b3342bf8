package backprop.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.DataSet;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DataTest {
    @TempDir
    Path folder;

    private String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String refusal(Supplier<DataSet> load) {
        return assertThrows(IllegalArgumentException.class, load::get).getMessage();
    }

    @Nested
    class The_digits_that_ship {
        private final DataSet digits = Digits.load("../notebooks/data/digits.csv.gz");

        @Test
        void are_1797_pictures_of_8x8() {
            assertEquals("1797 examples, 64 inputs and 10 targets each", digits.toString());
        }

        @Test
        void begin_with_0_1_2() {
            assertEquals(0, digits.label(0));
            assertEquals(1, digits.label(1));
            assertEquals(2, digits.label(2));
            assertEquals(5 / 16.0, digits.x().get(2, 0));
            assertEquals(1, digits.y().get(0, 0));
        }

        @Test
        void lie_from_0_to_1_with_one_target_each() {
            assertEquals(1, digits.x().elementMax());
            assertEquals(0, digits.x().elementMin());
            assertEquals(1797, digits.y().elementSum());
        }
    }

    @Nested
    class Other_digit_files {
        private final String zeros = "0,".repeat(64);

        @Test
        void may_be_plain() throws IOException {
            DataSet two = Digits.load(file("two.csv", (zeros + "7\n" + zeros + "3\n").getBytes()));
            assertEquals(2, two.size());
            assertEquals(7, two.label(0));
        }

        @Test
        void that_are_broken_are_refused_naming_the_line() throws IOException {
            String path = file("short.csv", (zeros + "7\n0,0,7\n").getBytes());
            assertEquals(
                    "line 2 of " + path + " must have 65 numbers, 64 pixels and the digit, but was 3 long",
                    refusal(() -> Digits.load(path)));
            String dark = file("dark.csv", ("17," + "0,".repeat(63) + "7\n").getBytes());
            assertEquals(
                    "line 1 of " + dark + " must hold whole numbers from 0 to 16 there, but was '17'",
                    refusal(() -> Digits.load(dark)));
            String word = file("word.csv", (zeros + "seven\n").getBytes());
            assertEquals(
                    "line 1 of " + word + " must hold whole numbers from 0 to 9 there, but was 'seven'",
                    refusal(() -> Digits.load(word)));
            String empty = file("empty.csv", new byte[0]);
            assertEquals(
                    "the number of lines in " + empty + " must be at least 1, but was 0",
                    refusal(() -> Digits.load(empty)));
        }

        @Test
        void that_are_too_long_are_refused_before_they_are_read() throws IOException {
            String line = file("line.csv", "0,".repeat(5_000_000).getBytes());
            assertEquals(
                    line + " must be 5000000 bytes long at most, unpacked, but was longer",
                    refusal(() -> Digits.load(line)));
            String bomb = file("bomb.csv.gz", gzipped(new byte[20_000_000]));
            assertTrue(new File(bomb).length() < 20_000, "packed");
            assertEquals(
                    bomb + " must be 5000000 bytes long at most, unpacked, but was longer",
                    refusal(() -> Digits.load(bomb)));
        }

        @Test
        void that_are_missing_or_cut_off_are_refused() throws IOException {
            String message = refusal(() -> Digits.load("data/nowhere.csv"));
            assertTrue(message.startsWith("path must name a file (a relative path starts at "), message);
            assertTrue(message.endsWith("), but was 'data/nowhere.csv'"), message);
            byte[] whole = gzipped((zeros + "7\n").repeat(100).getBytes());
            String cut = file("cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));
            assertEquals(
                    cut + " must be readable to its end, but was broken: Unexpected end of ZLIB input stream",
                    refusal(() -> Digits.load(cut)));
        }
    }

    @Nested
    class Idx_files {
        private byte[] images(int count, int rows, int columns, int bytes) {
            ByteBuffer buffer = ByteBuffer.allocate(16 + bytes)
                    .putInt(0x803)
                    .putInt(count)
                    .putInt(rows)
                    .putInt(columns);
            for (int i = 0; i < bytes; i++) {
                buffer = buffer.put((byte) (i * 51));
            }
            return buffer.array();
        }

        private byte[] labels(int count, int... values) {
            ByteBuffer buffer =
                    ByteBuffer.allocate(8 + values.length).putInt(0x801).putInt(count);
            for (int value : values) {
                buffer = buffer.put((byte) value);
            }
            return buffer.array();
        }

        @Test
        void plain_or_gzipped_become_columns_from_0_to_1() throws IOException {
            String plain = file("images", images(2, 1, 3, 6));
            String packed = file("labels.gz", gzipped(labels(2, 7, 3)));
            DataSet data = Idx.load(plain, packed);
            assertEquals("2 examples, 3 inputs and 10 targets each", data.toString());
            assertEquals(0.2, data.x().get(1, 0));
            assertEquals(1, data.x().get(2, 1), "byte 255");
            assertEquals(7, data.label(0));
            assertEquals(3, data.label(1));
        }

        @Test
        void with_larger_labels_have_more_classes() throws IOException {
            DataSet letters = Idx.load(file("i", images(1, 1, 1, 1)), file("l", labels(1, 26)));
            assertEquals(27, letters.y().getNumRows());
        }

        @Test
        void with_a_wrong_magic_number_are_refused() throws IOException {
            String swapped = file("labels", labels(3, 1, 2, 3));
            String images = file("images", images(3, 1, 1, 3));
            assertEquals(
                    swapped + " must begin with a header of 16 bytes, but was 11 bytes long",
                    refusal(() -> Idx.load(swapped, images)));
            String text = file("text", "this is no IDX file at all".getBytes());
            assertEquals(
                    text + " must begin with the magic number 0x00000803 of IDX pictures, but was 0x74686973",
                    refusal(() -> Idx.load(text, swapped)));
            assertEquals(
                    images + " must begin with the magic number 0x00000801 of IDX labels, but was 0x00000803",
                    refusal(() -> Idx.load(images, images)));
        }

        @Test
        void that_are_cut_off_are_refused() throws IOException {
            String cut = file("cut", images(2, 1, 3, 5));
            String labels = file("labels", labels(2, 1, 2));
            assertEquals(
                    cut + " must be 22 bytes long, as its header says, but was 21 bytes",
                    refusal(() -> Idx.load(cut, labels)));
        }

        @Test
        void that_are_longer_are_refused_without_the_rest() throws IOException {
            String bomb = file("bomb.gz", gzipped(Arrays.copyOf(images(2, 1, 3, 6), 20_000_000)));
            String labels = file("labels", labels(2, 1, 2));
            assertEquals(
                    bomb + " must be 22 bytes long, as its header says, but was 23 bytes or more",
                    refusal(() -> Idx.load(bomb, labels)));
        }

        @Test
        void whose_header_claims_too_much_are_refused_before_they_are_read() throws IOException {
            String labels = file("labels", labels(2, 1, 2));
            String overflows = file("overflows", images(1 << 16, 1 << 16, 1, 0));
            assertEquals(
                    overflows + " must hold 200000000 values at most, but was 4294967296 or more",
                    refusal(() -> Idx.load(overflows, labels)));
            String vast = file("vast", images(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 0));
            assertEquals(
                    vast + " must hold 200000000 values at most, but was 2147483647 or more",
                    refusal(() -> Idx.load(vast, labels)));
        }

        @Test
        void whose_counts_differ_are_refused() throws IOException {
            String images = file("images", images(2, 1, 3, 6));
            String labels = file("labels", labels(3, 1, 2, 3));
            assertEquals(
                    labels + " must hold one label per picture of " + images + ", 2, but was 3",
                    refusal(() -> Idx.load(images, labels)));
        }

        @Test
        void with_an_empty_dimension_are_refused() throws IOException {
            String none = file("none", images(0, 1, 3, 0));
            String labels = file("labels", labels(0));
            assertEquals(
                    "each dimension of " + none + " must be at least 1, but was 0",
                    refusal(() -> Idx.load(none, labels)));
        }
    }
}
