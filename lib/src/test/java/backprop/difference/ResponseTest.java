package backprop.difference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Sigmoid;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResponseTest {
    private static final MathContext DIGITS = new MathContext(60);
    static final int POINTS = 5_000;

    private static double[] response(DoubleUnaryOperator g, double z, double... dz) {
        double[] da = new double[dz.length];
        Response.of(g, g).of(z, dz, 0, dz.length, da);
        return da;
    }

    private static double sigmoid(double z, double dz) {
        return response(Activation.SIGMOID.function(), z, dz)[0];
    }

    static double worstUlps() {
        Random random = new Random(1);
        double worst = 0;
        for (int i = 0; i < POINTS; i++) {
            double z = random.nextInt(2) == 0 ? 10 * random.nextGaussian() : 1400 * random.nextDouble() - 700;
            double dz = (2 * random.nextDouble() - 1) / 8 * StrictMath.pow(10, -random.nextInt(12));
            BigDecimal exact = exact(new BigDecimal(z), dz);
            BigDecimal error = new BigDecimal(sigmoid(z, dz)).subtract(exact).abs();
            worst = Math.max(worst, error.doubleValue() / Math.ulp(exact.doubleValue()));
        }
        return worst;
    }

    @Test
    void of_the_sigmoid_is_within_5_ulp_for_small_changes() {
        assertEquals(0, worstUlps(), 5);
    }

    /** σ(z + dz) − σ(z) by the definition, with digits to lose. */
    private static BigDecimal exact(BigDecimal z, double dz) {
        return exactSigmoid(z.add(new BigDecimal(dz))).subtract(exactSigmoid(z));
    }

    private static BigDecimal exactSigmoid(BigDecimal z) {
        return z.signum() < 0
                ? BigDecimal.ONE.subtract(exactSigmoid(z.negate()))
                : BigDecimal.ONE.divide(BigDecimal.ONE.add(exp(z.negate())), new MathContext(400));
    }

    private static BigDecimal exp(BigDecimal x) {
        int halvings = 12;
        BigDecimal small = x.divide(new BigDecimal(1 << halvings), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; n < 40; n++) {
            term = term.multiply(small).divide(new BigDecimal(n), DIGITS);
            sum = sum.add(term);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    @Test
    void of_the_sigmoid_is_a_difference_of_values_for_large_changes() {
        for (double dz : new double[] {0.126, -0.2, 3, -800, 1e300, Double.POSITIVE_INFINITY}) {
            assertEquals(Sigmoid.of(0.7 + dz) - Sigmoid.of(0.7), sigmoid(0.7, dz));
        }
    }

    @Test
    void of_the_sigmoid_joins_both() {
        for (double z : new double[] {-20, -0.3, 0, 5}) {
            double near = sigmoid(z, 0.125);
            double far = sigmoid(z, Math.nextUp(0.125));
            assertEquals(far, near, 4 * Math.ulp(Sigmoid.of(z)));
        }
    }

    @Test
    void special_cases() {
        assertEquals(0, sigmoid(1, 0));
        assertEquals(0, sigmoid(750, 0.1));
        assertEquals(0, sigmoid(-750, 0.1));
        assertEquals(Double.NaN, sigmoid(1, Double.NaN));
        assertEquals(Double.NaN, sigmoid(Double.NaN, 0.1));
        assertTrue(sigmoid(40, 0.01) > 0, "σ(40) rounds to 1");
    }

    @Test
    void does_not_depend_on_the_company() {
        double[] dz = {1e-3, 0.5, -1e-9, -7, 0.01};
        double[] together = response(Activation.SIGMOID.function(), -0.4, dz);
        for (int i = 0; i < dz.length; i++) {
            assertEquals(sigmoid(-0.4, dz[i]), together[i]);
        }
    }

    @Test
    void of_any_other_activation_is_a_difference_of_values() {
        assertArrayEquals(new double[] {5, -3.75}, response(z -> z * z, 2, 1, -1.5));
    }
}
