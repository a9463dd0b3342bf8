package backprop.plot;

import backprop.internal.LongRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Lines of equal value of a function of two variables, by marching squares: where a line crosses an edge of the grid is
 * interpolated linearly, and within a square it runs straight.
 */
final class Contours {
    private final double[] x;
    private final double[] y;
    private final double[][] value; // value[i][j] at x[i], y[j]

    /**
     * Samples f on a grid with so many squares across and up. An interrupt of the thread ends it early: what is missing
     * then has no lines.
     */
    Contours(ToDoubleFunction<double[]> f, Box box, int columns, int rows) {
        x = evenly(box.left(), box.right(), columns + 1);
        y = evenly(box.bottom(), box.top(), rows + 1);
        value = new double[x.length][y.length];
        try (LongRun run = LongRun.of("points", (long) x.length * y.length)) {
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < y.length; j++) {
                    boolean stopped = Thread.currentThread().isInterrupted();
                    value[i][j] = stopped ? Double.NaN : f.applyAsDouble(new double[] {x[i], y[j]});
                    run.step();
                }
            }
        }
    }

    static double[] evenly(double from, double to, int points) {
        double[] x = new double[points];
        Arrays.setAll(x, i -> from + (to - from) * i / (points - 1));
        return x;
    }

    /**
     * Returns levels that suit the function: quantiles of its values, for shares that grow as squares. Around the minimum
     * of a quadratic bowl, where the area below a level grows with the level, that spaces the lines evenly.
     */
    double[] levels(int n) {
        double[] sorted = Arrays.stream(value)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return sorted;
        }
        double[] levels = new double[n];
        for (int k = 0; k < n; k++) {
            double share = (k + 2.0) / (n + 2);
            levels[k] = sorted[(int) ((sorted.length - 1) * share * share)];
        }
        return Arrays.stream(levels).distinct().toArray();
    }

    /** Returns the line of one level in straight pieces, as a list of points; a point of NaN ends each piece. */
    List<double[]> line(double level) {
        List<double[]> line = new ArrayList<>();
        for (int i = 0; i + 1 < x.length; i++) {
            for (int j = 0; j + 1 < y.length; j++) {
                addSquare(i, j, level, line);
            }
        }
        return line;
    }

    /** Adds what crosses the square with the lower left corner (i, j); its corners count anticlockwise. */
    private void addSquare(int i, int j, double level, List<double[]> line) {
        double[] f = {value[i][j], value[i + 1][j], value[i + 1][j + 1], value[i][j + 1]};
        double low = Math.min(Math.min(f[0], f[1]), Math.min(f[2], f[3])); // NaN if one is
        double high = Math.max(Math.max(f[0], f[1]), Math.max(f[2], f[3]));
        if (level <= low || level > high || !Double.isFinite(low) || !Double.isFinite(high)) {
            return;
        }
        double[][] corner = {{x[i], y[j]}, {x[i + 1], y[j]}, {x[i + 1], y[j + 1]}, {x[i], y[j + 1]}};
        List<double[]> crossings = new ArrayList<>(4);
        for (int k = 0; k < 4; k++) {
            int next = (k + 1) % 4;
            if ((f[k] < level) != (f[next] < level)) {
                crossings.add(between(corner[k], corner[next], (level - f[k]) / (f[next] - f[k])));
            }
        }
        // At a saddle with its centre on the other side than corner 0, the lines cut off corners 0 and 2, else 1 and 3.
        boolean centreLow = (f[0] + f[1] + f[2] + f[3]) / 4 < level;
        int shift = crossings.size() < 4 || centreLow == (f[0] < level) ? 0 : 1;
        for (int k = 0; k < crossings.size(); k++) {
            line.add(crossings.get((k + shift) % crossings.size()));
            if (k % 2 == 1) {
                line.add(new double[] {Double.NaN, Double.NaN});
            }
        }
    }

    private static double[] between(double[] p, double[] q, double t) {
        return new double[] {p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])};
    }
}
