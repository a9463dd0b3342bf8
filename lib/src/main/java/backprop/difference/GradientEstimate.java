package backprop.difference;

import java.util.List;
import java.util.Optional;

/**
 * A gradient from finite differences, each entry with an estimate of its own error.
 *
 * @param value the derivatives, in the order of {@link backprop.Network#parameters()}; NaN where C is not finite
 * @param error the estimated absolute errors; infinite where the values of C tell nothing
 * @param kinks the entries on a bend of an activation, if any: their value is the middle of the possible slopes, and
 *     their error reaches to both ends
 */
public record GradientEstimate(double[] value, double[] error, List<Kink> kinks) {

    /**
     * Returns one entry.
     *
     * @param i from 0
     * @return the derivative and its error
     */
    public Estimate at(int i) {
        return new Estimate(value[i], error[i]);
    }

    /**
     * Returns the bend that an entry lies on.
     *
     * @param i from 0
     * @return empty if the cost is smooth there
     */
    public Optional<Kink> kink(int i) {
        return kinks.stream().filter(kink -> kink.entry() == i).findFirst();
    }
}
