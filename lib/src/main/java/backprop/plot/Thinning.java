package backprop.plot;

import java.util.stream.IntStream;

/**
 * Leaves points out of a long line without a pixel's difference: of those that stand in one column of pixels, the first, the
 * last, the lowest and the highest are enough.
 */
final class Thinning {
    private static final int COLUMNS = 1500; // more than a plot has
    private static final int OF_EACH = 4;

    private Thinning() {}

    /** Returns which points to draw, in order: all of a line that is short. Their x are evenly spaced. */
    static int[] kept(double[] y) {
        int n = y.length;
        if (n <= OF_EACH * COLUMNS) {
            return IntStream.range(0, n).toArray();
        }
        return IntStream.range(0, COLUMNS)
                .flatMap(c -> column(y, (int) ((long) c * n / COLUMNS), (int) ((c + 1L) * n / COLUMNS)))
                .toArray();
    }

    private static IntStream column(double[] y, int from, int to) {
        int lowest = from;
        int highest = from;
        for (int i = from; i < to; i++) {
            lowest = y[i] < y[lowest] || Double.isNaN(y[lowest]) ? i : lowest;
            highest = y[i] > y[highest] || Double.isNaN(y[highest]) ? i : highest;
        }
        return IntStream.of(from, lowest, highest, to - 1).sorted().distinct();
    }
}
