package backprop.difference;

import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * A matrix of derivatives from finite differences, each entry with an estimate of its own error.
 *
 * @param value the derivatives, n_l×N; NaN where C is not finite
 * @param error the estimated absolute errors, of the same shape; infinite where the values of C tell nothing
 * @param kinks the entries on a bend of an activation, if any, counted row by row; see {@link GradientEstimate}
 */
public record MatrixEstimate(SimpleMatrix value, SimpleMatrix error, List<Kink> kinks) {

    /**
     * Returns one entry.
     *
     * @param j the neuron, from 0
     * @param t the example, from 0
     * @return the derivative and its error
     */
    public Estimate at(int j, int t) {
        return new Estimate(value.get(j, t), error.get(j, t));
    }
}
