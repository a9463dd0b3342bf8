package backprop.training;

import java.util.Arrays;

/**
 * A matrix whose columns stand side by side in panels, each an array with its part of all rows: from row to row is then a step
 * of a length that Java's compiler knows, which spares it a check and a multiplication at each number.
 */
final class Panels {
    private final int rows;
    private final int width; // of a wide panel
    private final int narrow;
    private final int whole; // as many columns as the wide panels have

    /** How many columns there are. */
    final int columns;

    /** How many panels are wide: the first ones. */
    final int wide;

    /** The panels. */
    final double[][] all;

    /** Makes as many panels of a width as there can be, and narrow ones for the rest. */
    Panels(int rows, int columns, int width, int narrow) {
        this.rows = rows;
        this.columns = columns;
        this.width = width;
        this.narrow = narrow;
        wide = columns / width;
        whole = wide * width;
        all = new double[panel(columns)][];
        for (int p = 0; p < all.length; p++) {
            all[p] = new double[rows * width(p)];
        }
    }

    /** Returns how many columns a panel has. */
    int width(int p) {
        return p < wide ? width : narrow;
    }

    /** Returns the panel of a column. */
    int panel(int column) {
        return column < whole ? column / width : wide + (column - whole) / narrow;
    }

    /** Returns where a number is in its panel. */
    int at(int row, int column) {
        return column < whole ? row * width + column % width : row * narrow + (column - whole) % narrow;
    }

    double get(int row, int column) {
        return all[panel(column)][at(row, column)];
    }

    void set(int row, int column, double number) {
        all[panel(column)][at(row, column)] = number;
    }

    /** Writes its transpose, or as much of it as there is room for, into another matrix. */
    void transpose(Panels transposed) {
        for (int p = 0, j = 0; p < all.length; j += width(p), p++) {
            int columns = Math.min(width(p), transposed.rows - j);
            for (int q = 0, i = 0; i < rows; i += transposed.width(q), q++) {
                block(p, i, Math.min(rows, i + transposed.width(q)), columns, transposed, q, j);
            }
        }
    }

    /** Some rows of a panel, in so many columns, as rows of a panel of the other from one on. */
    private void block(int p, int from, int to, int columns, Panels transposed, int q, int first) {
        double[] source = all[p];
        double[] target = transposed.all[q];
        int width = width(p);
        int step = transposed.width(q);
        for (int c = 0; c < columns; c++) {
            int at = (first + c) * step;
            for (int i = from; i < to; i++) {
                target[at + i - from] = source[i * width + c];
            }
        }
    }

    void fill(double number) {
        for (double[] panel : all) {
            Arrays.fill(panel, number);
        }
    }

    boolean isFinite() {
        return Arrays.stream(all).allMatch(panel -> Arrays.stream(panel).allMatch(Double::isFinite));
    }

    /** Takes the numbers of one of the same shape. */
    void take(Panels other) {
        for (int p = 0; p < all.length; p++) {
            System.arraycopy(other.all[p], 0, all[p], 0, all[p].length);
        }
    }
}
