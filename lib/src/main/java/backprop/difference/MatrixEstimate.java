package backprop.difference;

import backprop.internal.ReadOnly;
import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * A matrix of derivatives, each with an estimate of its own error; a gradient by {@link FiniteDifference#estimates} is one
 * column.
 *
 * @param value the derivatives
 * @param error the estimated absolute errors, of the same shape
 */
public record MatrixEstimate(SimpleMatrix value, SimpleMatrix error) {
    public MatrixEstimate {
        value = ReadOnly.view(Require.filled("value", value).copy());
        error = ReadOnly.view(Require.given("error", error).copy());
        Require.sameShape("error", error, "value", value);
    }

    /** Returns the entry in row j and column t, both from 0. */
    public Estimate at(int j, int t) {
        Require.range("j", "be a row", 0, value.getNumRows() - 1, j);
        Require.range("t", "be a column", 0, value.getNumCols() - 1, t);
        return new Estimate(value.get(j, t), error.get(j, t));
    }

    /** Returns entry i, counted row by row from 0. */
    public Estimate at(int i) {
        Require.range("i", "be an entry", 0, value.getNumElements() - 1, i);
        return new Estimate(value.get(i), error.get(i));
    }

    /**
     * Returns how many entries of a matrix lie within the error; one that is NaN, or is estimated as NaN, does not.
     *
     * @param given the matrix to compare with, of the shape of the estimate
     */
    public int covered(SimpleMatrix given) {
        Require.sameShape("given", given, "the estimate", value);
        return (int) IntStream.range(0, value.getNumElements())
                .filter(i -> at(i).covers(given.get(i)))
                .count();
    }

    /** The same for a column. */
    public int covered(double[] given) {
        return covered(new SimpleMatrix(Require.given("given", given)));
    }

    /** The largest entry and the largest error. */
    @Override
    public String toString() {
        return "estimates of " + value.getNumRows() + "×" + value.getNumCols() + " derivatives, up to ±"
                + Numbers.text(value.elementMaxAbs(), 3) + ", errors up to " + Numbers.text(error.elementMaxAbs(), 2);
    }
}
