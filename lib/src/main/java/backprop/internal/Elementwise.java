package backprop.internal;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/** Functions of one number, applied to every entry of a matrix. */
public final class Elementwise {
    private Elementwise() {}

    /**
     * Returns f of every entry.
     *
     * @param m a matrix
     * @param f the function
     * @return a new matrix of its shape
     */
    public static SimpleMatrix map(SimpleMatrix m, DoubleUnaryOperator f) {
        SimpleMatrix result = new SimpleMatrix(m.getNumRows(), m.getNumCols());
        for (int i = 0; i < m.getNumElements(); i++) {
            result.set(i, f.applyAsDouble(m.get(i)));
        }
        return result;
    }

    /**
     * Returns f of every pair of entries.
     *
     * @param a a matrix
     * @param y another, of its shape
     * @param f the function
     * @return a new matrix of that shape
     */
    public static SimpleMatrix map(SimpleMatrix a, SimpleMatrix y, DoubleBinaryOperator f) {
        SimpleMatrix result = new SimpleMatrix(a.getNumRows(), a.getNumCols());
        for (int i = 0; i < a.getNumElements(); i++) {
            result.set(i, f.applyAsDouble(a.get(i), y.get(i)));
        }
        return result;
    }
}
