package backprop.data;

import backprop.DataSet;
import backprop.internal.Require;
import java.nio.ByteBuffer;
import org.ejml.simple.SimpleMatrix;

/**
 * Reads the IDX files of MNIST and its relatives, plain or gzipped. The files are yours to supply.
 *
 * <p>Format: a magic number (0x803 for pictures, 0x801 for labels), the size of each dimension as 4 bytes, then one byte
 * per value (Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits).
 */
public final class Idx {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;
    private static final int MOST_VALUES = 200_000_000;

    private Idx() {}

    /**
     * Reads pictures with their labels. Files of more than {@value #MOST_VALUES} values are refused before they are read: as
     * numbers they take 8 bytes each. MNIST has 47 million.
     *
     * @param images such as {@code train-images-idx3-ubyte.gz}
     * @param labels such as {@code train-labels-idx1-ubyte.gz}
     * @return x, one picture per column, row by row, with values from 0 to 1; y, 1 in the row of the label and 0
     *     elsewhere, with as many rows as the largest label needs, 10 at least
     */
    public static DataSet load(String images, String labels) {
        ByteBuffer pictures = open(Require.given("images", images), IMAGES, 3);
        ByteBuffer answers = open(Require.given("labels", labels), LABELS, 1);
        int count = pictures.getInt(4);
        String one = "hold one label per picture of " + images + ", " + count;
        Require.that(answers.getInt(4) == count, labels, one, answers.getInt(4));
        int pixels = pictures.getInt(8) * pictures.getInt(12);
        int classes = classes(answers);
        requireFew(labels, (long) classes * count);
        SimpleMatrix x = new SimpleMatrix(pixels, count);
        SimpleMatrix y = new SimpleMatrix(classes, count);
        for (int t = 0; t < count; t++) {
            for (int i = 0; i < pixels; i++) {
                x.set(i, t, Byte.toUnsignedInt(pictures.get()) / 255.0);
            }
            y.set(Byte.toUnsignedInt(answers.get()), t, 1);
        }
        return new DataSet(x, y);
    }

    private static void requireFew(String path, long values) {
        Require.that(values <= MOST_VALUES, path, "hold " + MOST_VALUES + " values at most", values + " or more");
    }

    private static int classes(ByteBuffer answers) {
        int most = 9;
        for (int i = answers.position(); i < answers.limit(); i++) {
            most = Math.max(most, Byte.toUnsignedInt(answers.get(i)));
        }
        return most + 1;
    }

    /** Checks magic number, dimensions and length, and returns the file standing at its first value. */
    private static ByteBuffer open(String path, int magic, int dimensions) {
        int header = 4 + 4 * dimensions;
        ByteBuffer file = ByteBuffer.wrap(FileBytes.first(path, header));
        String begin = "begin with a header of " + header + " bytes";
        Require.that(file.limit() >= header, path, begin, file.limit() + " bytes long");
        String kind = magic == IMAGES ? "pictures" : "labels";
        String number = String.format("begin with the magic number 0x%08x of IDX %s", magic, kind);
        Require.that(file.getInt() == magic, path, number, String.format("0x%08x", file.getInt(0)));
        long values = 1;
        for (int d = 0; d < dimensions; d++) {
            int size = file.getInt();
            Require.atLeast("each dimension of " + path, 1, size);
            values *= size;
            requireFew(path, values);
        }
        int expected = header + (int) values;
        ByteBuffer all = ByteBuffer.wrap(FileBytes.first(path, expected + 1));
        String longer = all.limit() > expected ? " or more" : "";
        String length = "be " + expected + " bytes long, as its header says";
        Require.that(all.limit() == expected, path, length, all.limit() + " bytes" + longer);
        return all.position(header);
    }
}
