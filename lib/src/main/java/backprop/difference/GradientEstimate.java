package backprop.difference;

import backprop.Gradient;
import backprop.internal.Require;
import java.util.stream.IntStream;

/**
 * ∇C by finite differences, each entry with an estimate of its own error.
 *
 * @param value the derivatives; NaN where there is none
 * @param error the estimated absolute errors; infinite where the values of C tell nothing
 */
public record GradientEstimate(Gradient value, Gradient error) {
    public GradientEstimate {
        int layers = Require.given("value", value).w().size();
        int others = Require.given("error", error).w().size();
        Require.that(others == layers, "error", "have as many layers as value, " + layers, others);
        for (int l = 1; l <= layers; l++) {
            Require.sameShape("error of w, layer " + l, error.w(l), "value", value.w(l));
            Require.sameShape("error of b, layer " + l, error.b(l), "value", value.b(l));
        }
    }

    /** Returns ∂C/∂wˡ, n_l×n_{l−1}, for l from 1 to L. */
    public MatrixEstimate w(int l) {
        return new MatrixEstimate(value.w(l), error.w(l));
    }

    /** Returns ∂C/∂bˡ, n_l×1, for l from 1 to L. */
    public MatrixEstimate b(int l) {
        return new MatrixEstimate(value.b(l), error.b(l));
    }

    /**
     * Returns how many entries of a gradient lie within the error; one that is NaN, or is estimated as NaN, does not.
     *
     * @param given a gradient of the same network
     */
    public int covered(Gradient given) {
        Require.given("given", given);
        return IntStream.rangeClosed(1, value.w().size())
                .map(l -> w(l).covered(given.w(l)) + b(l).covered(given.b(l)))
                .sum();
    }
}
