package backprop.training;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * With vectors of neurons. Five rows, or five inputs, by a tile of vectors are summed at a time: as many sums as a processor has
 * registers for beside the factors, so that a number that was loaded goes into several of them. What is left over goes by
 * pairs of vectors.
 *
 * <p>Where a loop over a tile begins is a parameter, though it is always 0: of a 0 that it sees, C2 makes an index of its own for
 * each vector, which is 43 instructions for 20 multiplications where 34 do.
 */
final class VectorProducts extends Products {
    private static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    private static final int LENGTH = SPECIES.length();
    private static final boolean WIDE = LENGTH != 4; // AVX2 has 16 registers, AVX-512 and ARM have 32
    private static final int TILE = (WIDE ? 4 : 2) * LENGTH;

    @Override
    String name() {
        return "vectors of " + LENGTH + " numbers";
    }

    @Override
    int tile() {
        return TILE;
    }

    @Override
    void weigh(double[][] x, int rows, int inputs, Panels w, double[] b, double[][] z) {
        int last = b.length - LENGTH;
        for (int t = 0; t < rows; t += ROWS) {
            for (int p = 0; p < w.wide; p++) {
                weighTile(x, t, rows - 1, 0, inputs, w.all[p], b, p * TILE, z);
            }
            for (int j = w.wide * TILE; j <= last; j += 2 * LENGTH) {
                weighPair(x, t, rows - 1, inputs, w, b, j, Math.min(j + LENGTH, last), z);
            }
        }
    }

    @Override
    void add(double[][] x, Panels delta, int rows, int from, int to, Panels w) {
        int last = w.columns - LENGTH;
        for (int i = from; i < to; i += ROWS) {
            int tiles = i + ROWS <= to ? w.wide : 0;
            for (int p = 0; p < tiles; p++) {
                addTile(x, delta.all[p], 0, rows, i, w.all[p]);
            }
            for (int j = tiles * TILE; j <= last; j += 2 * LENGTH) {
                addPair(x, delta, rows, i, to - 1, w, j, Math.min(j + LENGTH, last));
            }
        }
    }

    @Override
    void add(Panels delta, int rows, double[] b) {
        for (int p = 0, j = 0; p < delta.all.length; p++) {
            for (int c = 0; c < delta.width(p); c += LENGTH, j += LENGTH) {
                DoubleVector sum = vector(b, j);
                for (int t = 0, k = c; t < rows; t++, k += delta.width(p)) {
                    sum = sum.add(vector(delta.all[p], k));
                }
                sum.intoArray(b, j);
            }
        }
    }

    @Override
    void sigmoid(double[][] z, double[][] slope, int rows) {
        for (int t = 0; t < rows; t++) {
            for (int j = 0; j < z[t].length; j += LENGTH) {
                sigmoid(z[t], slope[t], j);
            }
        }
    }

    @Override
    void settle(double[][] delta, double[][] slope, double factor, int rows, Panels settled) {
        for (int p = 0, j = 0; p < settled.all.length; j += settled.width(p), p++) {
            int width = settled.width(p);
            for (int t = 0; t < rows; t++) {
                for (int c = 0; c < width; c += LENGTH) {
                    DoubleVector v =
                            vector(delta[t], j + c).mul(vector(slope[t], j + c)).mul(factor);
                    v.intoArray(delta[t], j + c);
                    v.intoArray(settled.all[p], t * width + c);
                }
            }
        }
    }

    private static DoubleVector vector(double[] numbers, int at) {
        return DoubleVector.fromArray(SPECIES, numbers, at);
    }

    private static DoubleVector all(double number) {
        return DoubleVector.broadcast(SPECIES, number);
    }

    /** Five rows, the last of which may be the same one, by a tile of neurons from the j-th. */
    private static void weighTile(
            double[][] x, int t0, int last, int from, int to, double[] w, double[] b, int j, double[][] z) {
        int t1 = Math.min(t0 + 1, last);
        int t2 = Math.min(t0 + 2, last);
        int t3 = Math.min(t0 + 3, last);
        int t4 = Math.min(t0 + 4, last);
        double[] x0 = x[t0];
        double[] x1 = x[t1];
        double[] x2 = x[t2];
        double[] x3 = x[t3];
        double[] x4 = x[t4];
        DoubleVector a0 = vector(b, j);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector a4 = a0;
        DoubleVector b0 = vector(b, j + LENGTH);
        DoubleVector b1 = b0;
        DoubleVector b2 = b0;
        DoubleVector b3 = b0;
        DoubleVector b4 = b0;
        DoubleVector c0 = WIDE ? vector(b, j + 2 * LENGTH) : null;
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        DoubleVector c4 = c0;
        DoubleVector d0 = WIDE ? vector(b, j + 3 * LENGTH) : null;
        DoubleVector d1 = d0;
        DoubleVector d2 = d0;
        DoubleVector d3 = d0;
        DoubleVector d4 = d0;
        for (int i = from; i < to; i++) {
            DoubleVector v0 = vector(w, i * TILE);
            DoubleVector v1 = vector(w, i * TILE + LENGTH);
            DoubleVector v2 = WIDE ? vector(w, i * TILE + 2 * LENGTH) : null;
            DoubleVector v3 = WIDE ? vector(w, i * TILE + 3 * LENGTH) : null;
            DoubleVector f0 = all(x0[i]);
            a0 = v0.fma(f0, a0);
            b0 = v1.fma(f0, b0);
            if (WIDE) {
                c0 = v2.fma(f0, c0);
                d0 = v3.fma(f0, d0);
            }
            DoubleVector f1 = all(x1[i]);
            a1 = v0.fma(f1, a1);
            b1 = v1.fma(f1, b1);
            if (WIDE) {
                c1 = v2.fma(f1, c1);
                d1 = v3.fma(f1, d1);
            }
            DoubleVector f2 = all(x2[i]);
            a2 = v0.fma(f2, a2);
            b2 = v1.fma(f2, b2);
            if (WIDE) {
                c2 = v2.fma(f2, c2);
                d2 = v3.fma(f2, d2);
            }
            DoubleVector f3 = all(x3[i]);
            a3 = v0.fma(f3, a3);
            b3 = v1.fma(f3, b3);
            if (WIDE) {
                c3 = v2.fma(f3, c3);
                d3 = v3.fma(f3, d3);
            }
            DoubleVector f4 = all(x4[i]);
            a4 = v0.fma(f4, a4);
            b4 = v1.fma(f4, b4);
            if (WIDE) {
                c4 = v2.fma(f4, c4);
                d4 = v3.fma(f4, d4);
            }
        }
        a0.intoArray(z[t0], j);
        b0.intoArray(z[t0], j + LENGTH);
        a1.intoArray(z[t1], j);
        b1.intoArray(z[t1], j + LENGTH);
        a2.intoArray(z[t2], j);
        b2.intoArray(z[t2], j + LENGTH);
        a3.intoArray(z[t3], j);
        b3.intoArray(z[t3], j + LENGTH);
        a4.intoArray(z[t4], j);
        b4.intoArray(z[t4], j + LENGTH);
        if (WIDE) {
            c0.intoArray(z[t0], j + 2 * LENGTH);
            d0.intoArray(z[t0], j + 3 * LENGTH);
            c1.intoArray(z[t1], j + 2 * LENGTH);
            d1.intoArray(z[t1], j + 3 * LENGTH);
            c2.intoArray(z[t2], j + 2 * LENGTH);
            d2.intoArray(z[t2], j + 3 * LENGTH);
            c3.intoArray(z[t3], j + 2 * LENGTH);
            d3.intoArray(z[t3], j + 3 * LENGTH);
            c4.intoArray(z[t4], j + 2 * LENGTH);
            d4.intoArray(z[t4], j + 3 * LENGTH);
        }
    }

    /** The same by two vectors of neurons, from the j-th and from the k-th, which may be the same and are in narrow panels. */
    private static void weighPair(
            double[][] x, int t0, int last, int inputs, Panels w, double[] b, int j, int k, double[][] z) {
        int t1 = Math.min(t0 + 1, last);
        int t2 = Math.min(t0 + 2, last);
        int t3 = Math.min(t0 + 3, last);
        int t4 = Math.min(t0 + 4, last);
        double[] x0 = x[t0];
        double[] x1 = x[t1];
        double[] x2 = x[t2];
        double[] x3 = x[t3];
        double[] x4 = x[t4];
        double[] u = w.all[w.panel(j)];
        double[] v = w.all[w.panel(k)];
        DoubleVector a0 = vector(b, j);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector a4 = a0;
        DoubleVector b0 = vector(b, k);
        DoubleVector b1 = b0;
        DoubleVector b2 = b0;
        DoubleVector b3 = b0;
        DoubleVector b4 = b0;
        for (int i = 0; i < inputs; i++) {
            DoubleVector v0 = vector(u, i * LENGTH);
            DoubleVector v1 = vector(v, i * LENGTH);
            DoubleVector f0 = all(x0[i]);
            a0 = v0.fma(f0, a0);
            b0 = v1.fma(f0, b0);
            DoubleVector f1 = all(x1[i]);
            a1 = v0.fma(f1, a1);
            b1 = v1.fma(f1, b1);
            DoubleVector f2 = all(x2[i]);
            a2 = v0.fma(f2, a2);
            b2 = v1.fma(f2, b2);
            DoubleVector f3 = all(x3[i]);
            a3 = v0.fma(f3, a3);
            b3 = v1.fma(f3, b3);
            DoubleVector f4 = all(x4[i]);
            a4 = v0.fma(f4, a4);
            b4 = v1.fma(f4, b4);
        }
        a0.intoArray(z[t0], j);
        b0.intoArray(z[t0], k);
        a1.intoArray(z[t1], j);
        b1.intoArray(z[t1], k);
        a2.intoArray(z[t2], j);
        b2.intoArray(z[t2], k);
        a3.intoArray(z[t3], j);
        b3.intoArray(z[t3], k);
        a4.intoArray(z[t4], j);
        b4.intoArray(z[t4], k);
    }

    /** Five inputs from the i-th by a panel of neurons. */
    private static void addTile(double[][] x, double[] delta, int from, int to, int i, double[] w) {
        int at = i * TILE;
        DoubleVector a0 = vector(w, at);
        DoubleVector b0 = vector(w, at + LENGTH);
        DoubleVector c0 = WIDE ? vector(w, at + 2 * LENGTH) : null;
        DoubleVector d0 = WIDE ? vector(w, at + 3 * LENGTH) : null;
        DoubleVector a1 = vector(w, at + TILE);
        DoubleVector b1 = vector(w, at + TILE + LENGTH);
        DoubleVector c1 = WIDE ? vector(w, at + TILE + 2 * LENGTH) : null;
        DoubleVector d1 = WIDE ? vector(w, at + TILE + 3 * LENGTH) : null;
        DoubleVector a2 = vector(w, at + 2 * TILE);
        DoubleVector b2 = vector(w, at + 2 * TILE + LENGTH);
        DoubleVector c2 = WIDE ? vector(w, at + 2 * TILE + 2 * LENGTH) : null;
        DoubleVector d2 = WIDE ? vector(w, at + 2 * TILE + 3 * LENGTH) : null;
        DoubleVector a3 = vector(w, at + 3 * TILE);
        DoubleVector b3 = vector(w, at + 3 * TILE + LENGTH);
        DoubleVector c3 = WIDE ? vector(w, at + 3 * TILE + 2 * LENGTH) : null;
        DoubleVector d3 = WIDE ? vector(w, at + 3 * TILE + 3 * LENGTH) : null;
        DoubleVector a4 = vector(w, at + 4 * TILE);
        DoubleVector b4 = vector(w, at + 4 * TILE + LENGTH);
        DoubleVector c4 = WIDE ? vector(w, at + 4 * TILE + 2 * LENGTH) : null;
        DoubleVector d4 = WIDE ? vector(w, at + 4 * TILE + 3 * LENGTH) : null;
        for (int t = from; t < to; t++) {
            double[] row = x[t];
            DoubleVector v0 = vector(delta, t * TILE);
            DoubleVector v1 = vector(delta, t * TILE + LENGTH);
            DoubleVector v2 = WIDE ? vector(delta, t * TILE + 2 * LENGTH) : null;
            DoubleVector v3 = WIDE ? vector(delta, t * TILE + 3 * LENGTH) : null;
            DoubleVector f0 = all(row[i]);
            a0 = v0.fma(f0, a0);
            b0 = v1.fma(f0, b0);
            if (WIDE) {
                c0 = v2.fma(f0, c0);
                d0 = v3.fma(f0, d0);
            }
            DoubleVector f1 = all(row[i + 1]);
            a1 = v0.fma(f1, a1);
            b1 = v1.fma(f1, b1);
            if (WIDE) {
                c1 = v2.fma(f1, c1);
                d1 = v3.fma(f1, d1);
            }
            DoubleVector f2 = all(row[i + 2]);
            a2 = v0.fma(f2, a2);
            b2 = v1.fma(f2, b2);
            if (WIDE) {
                c2 = v2.fma(f2, c2);
                d2 = v3.fma(f2, d2);
            }
            DoubleVector f3 = all(row[i + 3]);
            a3 = v0.fma(f3, a3);
            b3 = v1.fma(f3, b3);
            if (WIDE) {
                c3 = v2.fma(f3, c3);
                d3 = v3.fma(f3, d3);
            }
            DoubleVector f4 = all(row[i + 4]);
            a4 = v0.fma(f4, a4);
            b4 = v1.fma(f4, b4);
            if (WIDE) {
                c4 = v2.fma(f4, c4);
                d4 = v3.fma(f4, d4);
            }
        }
        a0.intoArray(w, at);
        b0.intoArray(w, at + LENGTH);
        a1.intoArray(w, at + TILE);
        b1.intoArray(w, at + TILE + LENGTH);
        a2.intoArray(w, at + 2 * TILE);
        b2.intoArray(w, at + 2 * TILE + LENGTH);
        a3.intoArray(w, at + 3 * TILE);
        b3.intoArray(w, at + 3 * TILE + LENGTH);
        a4.intoArray(w, at + 4 * TILE);
        b4.intoArray(w, at + 4 * TILE + LENGTH);
        if (WIDE) {
            c0.intoArray(w, at + 2 * LENGTH);
            d0.intoArray(w, at + 3 * LENGTH);
            c1.intoArray(w, at + TILE + 2 * LENGTH);
            d1.intoArray(w, at + TILE + 3 * LENGTH);
            c2.intoArray(w, at + 2 * TILE + 2 * LENGTH);
            d2.intoArray(w, at + 2 * TILE + 3 * LENGTH);
            c3.intoArray(w, at + 3 * TILE + 2 * LENGTH);
            d3.intoArray(w, at + 3 * TILE + 3 * LENGTH);
            c4.intoArray(w, at + 4 * TILE + 2 * LENGTH);
            d4.intoArray(w, at + 4 * TILE + 3 * LENGTH);
        }
    }

    /** Five inputs, the last of which may be the same one, by two vectors of neurons, which may be the same, in panels of a width. */
    private static void addPair(double[][] x, Panels delta, int rows, int i0, int last, Panels w, int j, int k) {
        int i1 = Math.min(i0 + 1, last);
        int i2 = Math.min(i0 + 2, last);
        int i3 = Math.min(i0 + 3, last);
        int i4 = Math.min(i0 + 4, last);
        int p = w.panel(j);
        int q = w.panel(k);
        int width = w.width(p);
        int c = w.at(0, j);
        int d = w.at(0, k);
        double[] u = w.all[p];
        double[] v = w.all[q];
        double[] ofU = delta.all[p];
        double[] ofV = delta.all[q];
        DoubleVector a0 = vector(u, i0 * width + c);
        DoubleVector b0 = vector(v, i0 * width + d);
        DoubleVector a1 = vector(u, i1 * width + c);
        DoubleVector b1 = vector(v, i1 * width + d);
        DoubleVector a2 = vector(u, i2 * width + c);
        DoubleVector b2 = vector(v, i2 * width + d);
        DoubleVector a3 = vector(u, i3 * width + c);
        DoubleVector b3 = vector(v, i3 * width + d);
        DoubleVector a4 = vector(u, i4 * width + c);
        DoubleVector b4 = vector(v, i4 * width + d);
        for (int t = 0; t < rows; t++) {
            double[] row = x[t];
            DoubleVector v0 = vector(ofU, t * width + c);
            DoubleVector v1 = vector(ofV, t * width + d);
            DoubleVector f0 = all(row[i0]);
            a0 = v0.fma(f0, a0);
            b0 = v1.fma(f0, b0);
            DoubleVector f1 = all(row[i1]);
            a1 = v0.fma(f1, a1);
            b1 = v1.fma(f1, b1);
            DoubleVector f2 = all(row[i2]);
            a2 = v0.fma(f2, a2);
            b2 = v1.fma(f2, b2);
            DoubleVector f3 = all(row[i3]);
            a3 = v0.fma(f3, a3);
            b3 = v1.fma(f3, b3);
            DoubleVector f4 = all(row[i4]);
            a4 = v0.fma(f4, a4);
            b4 = v1.fma(f4, b4);
        }
        a0.intoArray(u, i0 * width + c);
        b0.intoArray(v, i0 * width + d);
        a1.intoArray(u, i1 * width + c);
        b1.intoArray(v, i1 * width + d);
        a2.intoArray(u, i2 * width + c);
        b2.intoArray(v, i2 * width + d);
        a3.intoArray(u, i3 * width + c);
        b3.intoArray(v, i3 * width + d);
        a4.intoArray(u, i4 * width + c);
        b4.intoArray(v, i4 * width + d);
    }

    /** What {@link FastSigmoid} does, with the vector from the j-th number on. */
    private static void sigmoid(double[] z, double[] slope, int j) {
        DoubleVector x = vector(z, j);
        DoubleVector v = x.abs().neg();
        v = v.blend(FastSigmoid.LEAST, v.lt(FastSigmoid.LEAST));
        DoubleVector rounded = v.fma(FastSigmoid.LOG2_E, FastSigmoid.TO_INTEGER);
        DoubleVector power = rounded.reinterpretAsLongs()
                .add(FastSigmoid.BIAS)
                .lanewise(VectorOperators.LSHL, FastSigmoid.FRACTION)
                .reinterpretAsDoubles();
        DoubleVector k = rounded.sub(FastSigmoid.TO_INTEGER);
        DoubleVector r = k.fma(all(-FastSigmoid.LN2_LOW), k.fma(all(-FastSigmoid.LN2_HIGH), v));
        DoubleVector s = r.mul(r);
        DoubleVector c = s.fma(FastSigmoid.C12, FastSigmoid.C10);
        c = c.fma(s, all(FastSigmoid.C8));
        c = c.fma(s, all(FastSigmoid.C6));
        c = c.fma(s, all(FastSigmoid.C4));
        c = c.fma(s, all(FastSigmoid.C2));
        c = c.fma(s, all(2));
        DoubleVector below = power.mul(c.add(r));
        DoubleVector above = c.sub(r);
        DoubleVector sum = above.add(below);
        DoubleVector q = all(1).div(sum);
        DoubleVector part = below.blend(above, x.compare(VectorOperators.GT, 0));
        DoubleVector sigma = part.mul(q);
        DoubleVector rest = sum.neg().fma(sigma, part);
        rest.fma(q, sigma).intoArray(z, j);
        below.mul(q).mul(above.mul(q)).intoArray(slope, j);
    }
}
