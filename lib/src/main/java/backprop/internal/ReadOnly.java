package backprop.internal;

import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixIterator;
import org.ejml.data.Matrix;
import org.ejml.simple.SimpleMatrix;

/**
 * A matrix as a value hands it out: its methods that write throw, and results are ordinary matrices. Two
 * are equal when all their numbers are, NaN beside NaN, and so then are the values that hold them.
 */
public final class ReadOnly extends SimpleMatrix {
    private static final long serialVersionUID = 1;

    private ReadOnly(SimpleMatrix m) {
        super.setMatrix(m.getMatrix());
    }

    /** Returns the matrix without a copy: whoever holds the original can still write into it. */
    public static SimpleMatrix view(SimpleMatrix m) {
        return m instanceof ReadOnly ? m : new ReadOnly(m);
    }

    /** Returns several without a copy, and refuses null and empty ones among them. */
    public static List<SimpleMatrix> views(String argument, List<SimpleMatrix> matrices) {
        List<SimpleMatrix> all = Require.allGiven(argument, matrices);
        all.forEach(m -> Require.filled("each of " + argument, m));
        return all.stream().map(ReadOnly::view).toList();
    }

    /** Returns copies of several, and refuses null and empty ones among them. */
    public static List<SimpleMatrix> copies(String argument, List<SimpleMatrix> matrices) {
        return views(argument, matrices).stream().map(m -> view(m.copy())).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadOnly that && isIdentical(that, 0);
    }

    @Override
    public int hashCode() {
        return Objects.hash(getNumRows(), getNumCols(), elementSum());
    }

    private static UnsupportedOperationException refusal() {
        return new UnsupportedOperationException(
                "a matrix of a Network, DataSet, Gradient, ForwardPass or Errors cannot be changed: take a copy()");
    }

    /** Changes of the type, such as {@link #convertToSparse()}, come here. */
    @Override
    protected void setMatrix(Matrix m) {
        throw refusal();
    }

    @Override
    public void setTo(SimpleMatrix m) {
        throw refusal();
    }

    @Override
    public void fill(double value) {
        throw refusal();
    }

    @Override
    public void reshape(int rows, int columns) {
        throw refusal();
    }

    @Override
    public void set(int row, int column, double value) {
        throw refusal();
    }

    @Override
    public void set(int index, double value) {
        throw refusal();
    }

    @Override
    public void setRow(int row, int startColumn, double... values) {
        throw refusal();
    }

    @Override
    public void setColumn(int column, int startRow, double... values) {
        throw refusal();
    }

    @Override
    public void insertIntoThis(int row, int column, SimpleMatrix m) {
        throw refusal();
    }

    @Override
    public void equation(String equation, Object... variables) {
        throw refusal();
    }

    /** Over a copy, as EJML's iterators can write. */
    @Override
    public DMatrixIterator iterator(boolean rowMajor, int minRow, int minColumn, int maxRow, int maxColumn) {
        return copy().iterator(rowMajor, minRow, minColumn, maxRow, maxColumn);
    }
}
