package backprop.difference;

import java.util.function.DoubleUnaryOperator;

/**
 * Neville's tableau in h²: entry k of row n extrapolates the central differences with the k + 1 last of the steps h,
 * h/1.4, …, h/1.4ⁿ to h = 0.
 *
 * @param value the entry that is nearest to its neighbours, from row 3 on
 * @param apart how far it is from the farther of the two it comes from
 * @param h the smallest step in it
 */
record Ridders(double value, double apart, double h) {
    private static final double CONTRACTION = 1.4;
    private static final int ROWS = 10;
    private static final int FIRST_TRUSTED_ROW = 3;

    static Ridders of(DoubleUnaryOperator f, double x, double first) {
        double h = first;
        double[] row = {FiniteDifference.central(f, x, h)};
        Ridders best = new Ridders(row[0], Double.POSITIVE_INFINITY, h);
        for (int n = 1; n < ROWS; n++) {
            h /= CONTRACTION;
            double[] next = next(row, FiniteDifference.central(f, x, h));
            for (int k = 1; k <= n && n >= FIRST_TRUSTED_ROW; k++) {
                double apart = Math.max(Math.abs(next[k] - next[k - 1]), Math.abs(next[k] - row[k - 1]));
                best = apart <= best.apart ? new Ridders(next[k], apart, h) : best;
            }
            if (Math.abs(next[n] - row[n - 1]) >= 2 * best.apart) {
                break; // rounding has taken over
            }
            row = next;
        }
        return best;
    }

    private static double[] next(double[] row, double central) {
        double[] next = new double[row.length + 1];
        next[0] = central;
        double power = 1;
        for (int k = 1; k < next.length; k++) {
            power *= CONTRACTION * CONTRACTION;
            next[k] = (next[k - 1] * power - row[k - 1]) / (power - 1);
        }
        return next;
    }
}
