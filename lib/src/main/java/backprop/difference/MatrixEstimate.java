package backprop.difference;

import backprop.internal.Require;
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
        value = Require.given("value", value).copy();
        error = Require.given("error", error).copy();
        Require.sameShape("error", error, "value", value);
    }

    /** Returns a copy of the derivatives. */
    @Override
    public SimpleMatrix value() {
        return value.copy();
    }

    /** Returns a copy of the errors. */
    @Override
    public SimpleMatrix error() {
        return error.copy();
    }

    /** Returns the entry in row j and column t, both from 0. */
    public Estimate at(int j, int t) {
        return new Estimate(value.get(j, t), error.get(j, t));
    }

    /** Returns entry i, counted row by row from 0. */
    public Estimate at(int i) {
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
        return covered(new SimpleMatrix(given));
    }
}
