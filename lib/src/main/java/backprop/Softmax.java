package backprop;

import backprop.internal.Require;
import java.util.Arrays;
import org.ejml.simple.SimpleMatrix;

/**
 * Softmax, a_j = e^(z_j) / Σ_k e^(z_k): the outputs of an example as probabilities of classes, which sum to 1.
 *
 * <p>Every a_j depends on every z_k, so there is no slope of one z alone. ∂a_i/∂z_j = a_i([i = j] − a_j), with 1 for [i = j]
 * where i is j, else 0: a full Jacobian matrix, which is symmetric.
 */
public final class Softmax {
    private Softmax() {}

    /**
     * Returns softmax of each example, n×N as z. It does not overflow, as the largest z is subtracted from all; each entry is
     * within n + 5 ulp.
     *
     * @param z n×N, one example per column
     */
    public static SimpleMatrix of(SimpleMatrix z) {
        int n = Require.filled("z", z).getNumRows();
        double[] rows = rows(z);
        for (int t = 0; t < z.getNumCols(); t++) {
            of(rows, t * n, n);
        }
        return columns(rows, z);
    }

    /**
     * Returns ∂C/∂z from v = ∂C/∂a, n×N: δ_j = Σ_i v_i ∂a_i/∂z_j = a_j Σ_i a_i (v_j − v_i).
     *
     * @param costGradient v, n×N
     * @param z n×N, one example per column
     */
    public static SimpleMatrix backward(SimpleMatrix costGradient, SimpleMatrix z) {
        Require.sameShape("costGradient", costGradient, "z", z);
        int n = z.getNumRows();
        double[] a = rows(of(z));
        double[] v = rows(costGradient);
        for (int t = 0; t < z.getNumCols(); t++) {
            backward(a, v, t * n, n);
        }
        return columns(v, z);
    }

    /** Replaces n numbers by their softmax. */
    public static void of(double[] z, int from, int n) {
        requirePart("z", z, from, n);
        double largest = z[largest(z, from, n)];
        double sum = 0;
        for (int j = from; j < from + n; j++) {
            z[j] = power(z[j], largest);
            sum += z[j];
        }
        for (int j = from; j < from + n; j++) {
            z[j] /= sum;
        }
    }

    /**
     * Returns ln a_j/(1 − a_j) = z_j − ln Σ_{i≠j} e^(z_i) of each of n numbers: with these as z, a sigmoid gives the same a. One
     * number alone, whose a is 1, gives +∞.
     */
    public static double[] logOdds(double[] z, int from, int n) {
        requirePart("z", z, from, n);
        double[] odds = new double[n];
        Arrays.fill(odds, Double.POSITIVE_INFINITY);
        for (int j = 0; n > 1 && j < n; j++) {
            double[] others = others(z, from, n, j);
            double largest = others[largest(others, 0, n)];
            double sum = 0;
            for (double other : others) {
                sum += power(other, largest);
            }
            odds[j] = z[from + j] - largest - StrictMath.log(sum);
        }
        return odds;
    }

    /** Returns a copy of n numbers in which e^(z_j) counts nothing. */
    static double[] others(double[] z, int from, int n, int j) {
        double[] others = Arrays.copyOfRange(z, from, from + n);
        others[j] = Double.NEGATIVE_INFINITY;
        return others;
    }

    /** Replaces n numbers ∂C/∂a by ∂C/∂z, for the a at the same places. */
    public static void backward(double[] a, double[] v, int from, int n) {
        requirePart("a", a, from, n);
        requirePart("v", v, from, n);
        double[] given = Arrays.copyOfRange(v, from, from + n);
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += i == j ? 0 : a[from + i] * (given[j] - given[i]);
            }
            v[from + j] = a[from + j] * sum;
        }
    }

    /** Refuses a vector that has no n numbers, one or more, from an index on. */
    static void requirePart(String argument, double[] vector, int from, int n) {
        int length = Require.given(argument, vector).length;
        if (from < 0 || n < 1 || n > length - from) {
            throw Require.broken(
                    argument, "have " + n + " numbers from [" + from + "] on, one or more", length + " long");
        }
    }

    /** Returns e^(z − m), also where z − m is rounded: what is lost there would be |z − m| times as much here. */
    static double power(double z, double m) {
        double d = z - m;
        double back = d - z;
        double lost = (z - (d - back)) - (m + back); // exact: D. E. Knuth, The Art of Computer Programming, 4.2.2
        double e = StrictMath.exp(d);
        return e == 0 ? 0 : e + e * lost;
    }

    static int largest(double[] z, int from, int n) {
        int largest = from;
        for (int j = from + 1; j < from + n; j++) {
            largest = z[j] > z[largest] ? j : largest;
        }
        return largest;
    }

    /** An example per row. */
    static double[] rows(SimpleMatrix columns) {
        return columns.transpose().getDDRM().getData();
    }

    static SimpleMatrix columns(double[] rows, SimpleMatrix shape) {
        return new SimpleMatrix(shape.getNumCols(), shape.getNumRows(), true, rows).transpose();
    }
}
