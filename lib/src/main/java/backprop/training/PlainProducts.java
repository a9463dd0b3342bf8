package backprop.training;

/** A number at a time, on any Java. */
final class PlainProducts extends Products {
    @Override
    String name() {
        return "numbers one by one";
    }

    @Override
    int tile() {
        return PADDING;
    }

    /** Four rows by two neurons, whose sums stay in registers. The last rows may be the same one. */
    @Override
    void weigh(double[][] x, int rows, int inputs, Panels w, double[] b, double[] z) {
        int last = rows - 1;
        for (int t = 0; t <= last; t += 4) {
            int t1 = Math.min(t + 1, last);
            int t2 = Math.min(t + 2, last);
            int t3 = Math.min(t + 3, last);
            for (int p = 0, j = 0; p < w.all.length; j += w.width(p), p++) {
                for (int c = 0; c < w.width(p); c += 2) {
                    weigh(x, t, t1, t2, t3, inputs, w.all[p], w.width(p), c, b, j + c, z);
                }
            }
        }
    }

    private static void weigh(
            double[][] x,
            int t0,
            int t1,
            int t2,
            int t3,
            int inputs,
            double[] w,
            int step,
            int c,
            double[] b,
            int j,
            double[] z) {
        double[] x0 = x[t0];
        double[] x1 = x[t1];
        double[] x2 = x[t2];
        double[] x3 = x[t3];
        int width = b.length;
        double a0 = b[j];
        double a1 = a0;
        double a2 = a0;
        double a3 = a0;
        double b0 = b[j + 1];
        double b1 = b0;
        double b2 = b0;
        double b3 = b0;
        for (int i = 0, k = c; i < inputs; i++, k += step) {
            double u = w[k];
            double v = w[k + 1];
            a0 = Math.fma(u, x0[i], a0);
            b0 = Math.fma(v, x0[i], b0);
            a1 = Math.fma(u, x1[i], a1);
            b1 = Math.fma(v, x1[i], b1);
            a2 = Math.fma(u, x2[i], a2);
            b2 = Math.fma(v, x2[i], b2);
            a3 = Math.fma(u, x3[i], a3);
            b3 = Math.fma(v, x3[i], b3);
        }
        z[t0 * width + j] = a0;
        z[t1 * width + j] = a1;
        z[t2 * width + j] = a2;
        z[t3 * width + j] = a3;
        z[t0 * width + j + 1] = b0;
        z[t1 * width + j + 1] = b1;
        z[t2 * width + j + 1] = b2;
        z[t3 * width + j + 1] = b3;
    }

    /** Four inputs by two neurons. The last inputs may be the same one. */
    @Override
    void add(double[][] x, Panels delta, int rows, int from, int to, Panels w) {
        for (int i = from; i < to; i += 4) {
            int i1 = Math.min(i + 1, to - 1);
            int i2 = Math.min(i + 2, to - 1);
            int i3 = Math.min(i + 3, to - 1);
            for (int p = 0; p < w.all.length; p++) {
                for (int c = 0; c < w.width(p); c += 2) {
                    add(x, delta.all[p], rows, i, i1, i2, i3, w.all[p], w.width(p), c);
                }
            }
        }
    }

    private static void add(
            double[][] x, double[] delta, int rows, int i0, int i1, int i2, int i3, double[] w, int step, int c) {
        double a0 = w[i0 * step + c];
        double a1 = w[i1 * step + c];
        double a2 = w[i2 * step + c];
        double a3 = w[i3 * step + c];
        double b0 = w[i0 * step + c + 1];
        double b1 = w[i1 * step + c + 1];
        double b2 = w[i2 * step + c + 1];
        double b3 = w[i3 * step + c + 1];
        for (int t = 0, k = c; t < rows; t++, k += step) {
            double[] row = x[t];
            double u = delta[k];
            double v = delta[k + 1];
            a0 = Math.fma(u, row[i0], a0);
            b0 = Math.fma(v, row[i0], b0);
            a1 = Math.fma(u, row[i1], a1);
            b1 = Math.fma(v, row[i1], b1);
            a2 = Math.fma(u, row[i2], a2);
            b2 = Math.fma(v, row[i2], b2);
            a3 = Math.fma(u, row[i3], a3);
            b3 = Math.fma(v, row[i3], b3);
        }
        w[i0 * step + c] = a0;
        w[i1 * step + c] = a1;
        w[i2 * step + c] = a2;
        w[i3 * step + c] = a3;
        w[i0 * step + c + 1] = b0;
        w[i1 * step + c + 1] = b1;
        w[i2 * step + c + 1] = b2;
        w[i3 * step + c + 1] = b3;
    }
}
