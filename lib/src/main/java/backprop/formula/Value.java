package backprop.formula;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * A matrix of dual numbers: what a formula is worth, and how fast that changes while the world's nudge grows. A number is 1×1.
 *
 * @param v the values, row by row
 * @param d their derivatives by the nudge; null if they do not depend on it
 */
record Value(int rows, int cols, double[] v, double[] d) {
    static Value of(double number) {
        return new Value(1, 1, new double[] {number}, null);
    }

    static Value of(int rows, int cols, double[] v) {
        return new Value(rows, cols, v, null);
    }

    /** A matrix of numbers, row by row. */
    static Value of(int rows, int cols, List<Value> entries) {
        if (!entries.stream().allMatch(Value::isNumber)) {
            throw new Unknown("the entries of a matrix must be numbers");
        }
        boolean isVaried = entries.stream().anyMatch(entry -> entry.d != null);
        return new Value(
                rows,
                cols,
                entries.stream().mapToDouble(entry -> entry.v[0]).toArray(),
                isVaried ? entries.stream().mapToDouble(entry -> entry.d(0)).toArray() : null);
    }

    static Value ones(int rows, int cols) {
        double[] ones = new double[rows * cols];
        java.util.Arrays.fill(ones, 1);
        return of(rows, cols, ones);
    }

    /** Whose i-th number is what is nudged. */
    Value varied(int i) {
        double[] slope = new double[v.length];
        slope[i] = 1;
        return new Value(rows, cols, v, slope);
    }

    /** How fast it changes, as a value. */
    Value slope() {
        return of(rows, cols, d == null ? new double[v.length] : d);
    }

    boolean isVector() {
        return rows == 1 || cols == 1;
    }

    boolean isNumber() {
        return rows == 1 && cols == 1;
    }

    boolean hasShapeOf(Value other) {
        return rows == other.rows && cols == other.cols;
    }

    String shape() {
        return rows + "×" + cols;
    }

    private double d(int i) {
        return d == null ? 0 : d[i];
    }

    Value entry(int i, int k) {
        return block(1, 1, j -> i * cols + k);
    }

    Value row(int i) {
        return block(1, cols, k -> i * cols + k);
    }

    Value column(int k) {
        return block(rows, 1, i -> i * cols + k);
    }

    Value transpose() {
        return block(cols, rows, i -> i % rows * cols + i / rows);
    }

    /** The number on the diagonal of a square matrix that is zero elsewhere, as a column; null if it is none. */
    Value diagonal() {
        if (rows != cols || rows == 1) {
            return null;
        }
        for (int i = 0; i < v.length; i++) {
            if (i / cols != i % cols && v[i] != 0) {
                return null;
            }
        }
        return block(rows, 1, i -> i * cols + i);
    }

    /** A vector's numbers on the diagonal of a matrix. */
    Value onDiagonal() {
        int n = v.length;
        double[] unit = new double[n * n];
        for (int i = 0; i < n; i++) {
            unit[i * n + i] = 1;
        }
        return block(n, n, i -> i / n).times(of(n, n, unit));
    }

    private Value block(int newRows, int newCols, IntUnaryOperator from) {
        double[] value = new double[newRows * newCols];
        double[] slope = d == null ? null : new double[value.length];
        for (int i = 0; i < value.length; i++) {
            value[i] = v[from.applyAsInt(i)];
            if (slope != null) {
                slope[i] = d[from.applyAsInt(i)];
            }
        }
        return new Value(newRows, newCols, value, slope);
    }

    /** f of every entry. */
    Value map(DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        double[] value = new double[v.length];
        double[] slope = d == null ? null : new double[v.length];
        for (int i = 0; i < v.length; i++) {
            value[i] = f.applyAsDouble(v[i]);
            if (slope != null) {
                slope[i] = d[i] == 0 ? 0 : derivative.applyAsDouble(v[i]) * d[i];
            }
        }
        return new Value(rows, cols, value, slope);
    }

    /** Entry by entry; a number goes with every entry. */
    private Value zip(Value o, DoubleBinaryOperator f, DoubleBinaryOperator byThis, DoubleBinaryOperator byOther) {
        if (!hasShapeOf(o) && !isNumber() && !o.isNumber()) {
            throw new Misfit("a " + shape() + " and a " + o.shape() + " matrix do not go together entry by entry");
        }
        Value larger = isNumber() ? o : this;
        double[] value = new double[larger.v.length];
        double[] slope = d == null && o.d == null ? null : new double[value.length];
        for (int i = 0; i < value.length; i++) {
            int here = isNumber() ? 0 : i;
            int there = o.isNumber() ? 0 : i;
            value[i] = f.applyAsDouble(v[here], o.v[there]);
            if (slope != null) {
                double one = d(here);
                double two = o.d(there);
                slope[i] = (one == 0 ? 0 : byThis.applyAsDouble(v[here], o.v[there]) * one)
                        + (two == 0 ? 0 : byOther.applyAsDouble(v[here], o.v[there]) * two);
            }
        }
        return new Value(larger.rows, larger.cols, value, slope);
    }

    /** The same column, or row, beside itself so often that it has the shape of a batch; itself if that is no help. */
    Value spread(Value batch) {
        if (cols == 1 && batch.cols > 1 && rows == batch.rows) {
            return block(rows, batch.cols, i -> i / batch.cols);
        }
        return rows == 1 && batch.rows > 1 && cols == batch.cols ? block(batch.rows, cols, i -> i % cols) : this;
    }

    Value plus(Value o) {
        return zip(o, Double::sum, (a, b) -> 1, (a, b) -> 1);
    }

    Value minus(Value o) {
        return zip(o, (a, b) -> a - b, (a, b) -> 1, (a, b) -> -1);
    }

    Value times(Value o) {
        return zip(o, (a, b) -> a * b, (a, b) -> b, (a, b) -> a);
    }

    Value over(Value o) {
        return zip(o, (a, b) -> a / b, (a, b) -> 1 / b, (a, b) -> -a / (b * b));
    }

    Value power(Value o) {
        if (o.isNumber() && o.d == null) {
            double n = o.v[0];
            return map(a -> Math.pow(a, n), a -> n * Math.pow(a, n - 1));
        }
        return zip(o, Math::pow, (a, b) -> b * Math.pow(a, b - 1), (a, b) -> Math.pow(a, b) * Math.log(a));
    }

    Value negative() {
        return map(a -> -a, a -> -1);
    }

    Value mult(Value o) {
        if (cols != o.rows) {
            throw new Misfit("a " + shape() + " matrix cannot be multiplied by a " + o.shape());
        }
        double[] value = new double[rows * o.cols];
        double[] slope = d == null && o.d == null ? null : new double[value.length];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < o.cols; k++) {
                for (int j = 0; j < cols; j++) {
                    int here = i * cols + j;
                    int there = j * o.cols + k;
                    value[i * o.cols + k] += v[here] * o.v[there];
                    if (slope != null) {
                        slope[i * o.cols + k] += d(here) * o.v[there] + v[here] * o.d(there);
                    }
                }
            }
        }
        return new Value(rows, o.cols, value, slope);
    }

    Value times(double factor) {
        return times(of(factor));
    }

    Value sum() {
        return block(1, v.length, i -> i).mult(ones(v.length, 1));
    }

    /** The sum of the squares. */
    Value squares() {
        return times(this).sum();
    }

    /** In each entry the sum of its column. */
    Value columnSums() {
        return ones(rows, 1).mult(ones(1, rows).mult(this));
    }

    /** Softmax of every column. */
    Value softmax() {
        Value e = map(Math::exp, Math::exp);
        return e.over(e.columnSums());
    }

    double largest() {
        double largest = 0;
        for (double x : v) {
            largest = Double.isNaN(x) ? x : Math.max(largest, Math.abs(x));
        }
        return largest;
    }

    /** How far the entries of another of this shape are from these, relative to the largest; infinite if one is no number. */
    double apart(Value o) {
        double scale = Math.max(Math.max(largest(), o.largest()), 1e-9);
        double apart = 0;
        for (int i = 0; i < v.length; i++) {
            double off = Math.abs(v[i] - o.v[i]) / scale;
            apart = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(apart, off);
        }
        return apart;
    }
}
