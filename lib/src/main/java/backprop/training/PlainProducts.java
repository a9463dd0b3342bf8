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

    @Override
    void weigh(double[][] x, int rows, int inputs, Panels w, double[] b, double[][] z) {
        for (int t = 0; t < rows; t += 4) {
            for (int p = 0, j = 0; p < w.all.length; j += w.width(p), p++) {
                for (int c = 0; c < w.width(p); c += 2) {
                    weigh(x, t, rows - 1, inputs, w.all[p], w.width(p), c, b, j + c, z);
                }
            }
        }
    }

    /** Four rows, the last of which may be the same one, by two neurons, whose sums stay in registers. */
    private static void weigh(
            double[][] x, int t0, int last, int inputs, double[] w, int step, int c, double[] b, int j, double[][] z) {
        int t1 = Math.min(t0 + 1, last);
        int t2 = Math.min(t0 + 2, last);
        int t3 = Math.min(t0 + 3, last);
        double[] x0 = x[t0];
        double[] x1 = x[t1];
        double[] x2 = x[t2];
        double[] x3 = x[t3];
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
        z[t0][j] = a0;
        z[t1][j] = a1;
        z[t2][j] = a2;
        z[t3][j] = a3;
        z[t0][j + 1] = b0;
        z[t1][j + 1] = b1;
        z[t2][j + 1] = b2;
        z[t3][j + 1] = b3;
    }

    @Override
    void add(double[][] x, Panels delta, int rows, int from, int to, Panels w) {
        for (int i = from; i < to; i += 4) {
            for (int p = 0; p < w.all.length; p++) {
                for (int c = 0; c < w.width(p); c += 2) {
                    add(x, delta.all[p], rows, i, to - 1, w.all[p], w.width(p), c);
                }
            }
        }
    }

    /** Four inputs, the last of which may be the same one, by two neurons. */
    private static void add(double[][] x, double[] delta, int rows, int i0, int last, double[] w, int step, int c) {
        int i1 = Math.min(i0 + 1, last);
        int i2 = Math.min(i0 + 2, last);
        int i3 = Math.min(i0 + 3, last);
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

    @Override
    void add(Panels delta, int rows, double[] b) {
        for (int p = 0, j = 0; p < delta.all.length; j += delta.width(p), p++) {
            for (int t = 0, k = 0; t < rows; t++) {
                for (int c = 0; c < delta.width(p); c++, k++) {
                    b[j + c] += delta.all[p][k];
                }
            }
        }
    }

    @Override
    void sigmoid(double[][] z, double[][] slope, int rows) {
        for (int t = 0; t < rows; t++) {
            FastSigmoid.inPlace(z[t], slope[t]);
        }
    }

    @Override
    void settle(double[][] delta, double[][] slope, double factor, int rows, Panels settled) {
        for (int t = 0; t < rows; t++) {
            for (int p = 0, j = 0; p < settled.all.length; j += settled.width(p), p++) {
                for (int c = 0; c < settled.width(p); c++) {
                    delta[t][j + c] = delta[t][j + c] * slope[t][j + c] * factor;
                    settled.all[p][t * settled.width(p) + c] = delta[t][j + c];
                }
            }
        }
    }
}
