package backprop.data;

import backprop.DataSet;
import backprop.internal.Require;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * The handwritten digits that ship with the notebooks: 1,797 grey pictures of 8×8, ten classes.
 *
 * <p>Source: E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998 (its
 * test set), CC BY 4.0, as found in the scikit-learn package.
 */
public final class Digits {
    private static final int PIXELS = 64;
    private static final int DARKEST = 16;
    private static final int CLASSES = 10;
    private static final int MOST_BYTES = 5_000_000;

    private Digits() {}

    /**
     * Reads digits: one line each of 64 grey values from 0 to 16, row by row, and the digit, separated by commas; plain or
     * gzipped. A file of more than {@value #MOST_BYTES} bytes, unpacked, is refused before the rest is read; some 30,000
     * digits take as many.
     *
     * @param path such as {@code data/digits.csv.gz}
     * @return x, 64×N with values from 0 to 1; y, 10×N, 1 in the row of the digit and 0 elsewhere
     */
    public static DataSet load(String path) {
        byte[] bytes = FileBytes.first(path, MOST_BYTES + 1);
        Require.that(bytes.length <= MOST_BYTES, path, "be " + MOST_BYTES + " bytes long at most, unpacked", "longer");
        List<String> lines =
                new String(bytes, StandardCharsets.US_ASCII).lines().toList();
        Require.atLeast("the number of lines in " + path, 1, lines.size());
        SimpleMatrix x = new SimpleMatrix(PIXELS, lines.size());
        SimpleMatrix y = new SimpleMatrix(CLASSES, lines.size());
        for (int t = 0; t < lines.size(); t++) {
            String line = "line " + (t + 1) + " of " + path;
            String[] cells = lines.get(t).split(",", -1);
            if (cells.length != PIXELS + 1) {
                throw Require.broken(line, "have 65 numbers, 64 pixels and the digit", cells.length + " long");
            }
            for (int i = 0; i < PIXELS; i++) {
                x.set(i, t, number(cells[i], DARKEST, line) / (double) DARKEST);
            }
            y.set(number(cells[PIXELS], CLASSES - 1, line), t, 1);
        }
        return new DataSet(x, y);
    }

    private static int number(String cell, int most, String line) {
        if (!cell.matches("\\d{1,2}") || Integer.parseInt(cell) > most) {
            throw Require.broken(line, "hold whole numbers from 0 to " + most + " there", "'" + cell + "'");
        }
        return Integer.parseInt(cell);
    }
}
