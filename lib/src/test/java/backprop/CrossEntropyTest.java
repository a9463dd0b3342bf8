package backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.difference.Dual;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CrossEntropyTest {
    private static final MathContext DIGITS = new MathContext(400); // as σ(700) and 1 share the first 300
    private static final int DRAWS = 300;

    /** The true probabilities of an example: σ of each z, or softmax. */
    static BigDecimal[] probabilities(CrossEntropy entropy, double[] z) {
        BigDecimal[] powers = Arrays.stream(z)
                .mapToObj(v -> SigmoidTest.exp(new BigDecimal(v), DIGITS))
                .toArray(BigDecimal[]::new);
        BigDecimal sum = Arrays.stream(powers).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Arrays.stream(powers)
                .map(e -> e.divide(entropy == CrossEntropy.OF_SIGMOID ? e.add(BigDecimal.ONE) : sum, DIGITS))
                .toArray(BigDecimal[]::new);
    }

    static double[] drawn(Random random, int n) {
        double scale = StrictMath.pow(10, 3 * random.nextDouble() - 0.2);
        return random.doubles(n, -scale, scale)
                .map(z -> Math.max(-350, Math.min(350, z)))
                .toArray();
    }

    private static double[] oneHot(int n, int one) {
        return IntStream.range(0, n).mapToDouble(j -> j == one ? 1 : 0).toArray();
    }

    static double ulps(double ours, BigDecimal truth) {
        double ulp = Math.ulp(truth.doubleValue());
        return new BigDecimal(ours).subtract(truth).doubleValue() / ulp;
    }

    static double worstUlpsOfDelta(CrossEntropy entropy) {
        Random random = new Random(1);
        double worst = 0;
        for (int i = 0; i < DRAWS; i++) {
            int n = 1 + i % 4;
            double[] z = drawn(random, n);
            double[] y = oneHot(n, random.nextInt(n));
            double[] delta = new double[n];
            entropy.error(z, y, 0, n, delta);
            BigDecimal[] a = probabilities(entropy, z);
            for (int j = 0; j < n; j++) {
                worst = Math.max(worst, Math.abs(ulps(delta[j], a[j].subtract(new BigDecimal(y[j])))));
            }
        }
        return worst;
    }

    @Test
    void delta_is_a_minus_y_within_8_ulp_for_every_z() {
        assertEquals(0, worstUlpsOfDelta(CrossEntropy.OF_SIGMOID), 8);
        assertEquals(0, worstUlpsOfDelta(CrossEntropy.OF_SOFTMAX), 8);
    }

    /** C against z + ln(1 + e⁻ᶻ) and its kind, where e⁻ᶻ is so small that the logarithm is its first terms. */
    @ParameterizedTest
    @ValueSource(doubles = {37, 40, 100, 700, -37, -100, -700})
    void the_cost_keeps_its_digits_where_a_has_rounded(double z) {
        double small = StrictMath.exp(-Math.abs(z));
        double[] both = {z, 0};
        for (double y : new double[] {0, 1}) {
            double expected = (z > 0) == (y == 1) ? small : Math.abs(z) + small;
            double[] target = {y, 1 - y};
            assertEquals(1, CrossEntropy.OF_SIGMOID.of(both, target, 0, 1) / expected, 1e-15);
            assertEquals(1, CrossEntropy.OF_SOFTMAX.of(both, target, 0, 2) / expected, 1e-15);
        }
    }

    @Test
    void where_a_has_not_rounded_both_ways_agree() {
        SimpleMatrix z = new SimpleMatrix(new double[][] {{-2, 0.3, 4}, {1, -0.5, 0}, {0.2, 3, -1}});
        SimpleMatrix y = new SimpleMatrix(new double[][] {{0, 0.25, 1}, {1, 0.5, 0}, {0, 0.25, 0}});
        for (CrossEntropy entropy : CrossEntropy.values()) {
            Activation g = entropy.name().endsWith("SOFTMAX") ? Activation.SOFTMAX : Activation.SIGMOID;
            boolean isBinary = List.of(CrossEntropy.OF_SIGMOID, CrossEntropy.BINARY_OF_SOFTMAX)
                    .contains(entropy);
            Cost cost = isBinary ? Cost.CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
            assertEquals(Optional.of(entropy), CrossEntropy.of(g, cost));
            SimpleMatrix byA = Backprop.outputError(cost.gradient(g.of(z), y), z, g);
            assertTrue(byA.isIdentical(Backprop.outputError(cost, z, y, g), 1e-14));
            assertEquals(entropy.isAMinusY(), g.of(z).minus(y).isIdentical(byA, 1e-14));
            assertTrue(byA.divide(3).isIdentical(Backprop.outputError(cost.mean(), z, y, g), 1e-14));
            assertEquals(cost.of(g.of(z), y), entropy.of(z, y), 1e-14);
        }
    }

    @Test
    void a_network_that_ends_so_is_told_by_its_activation_and_cost() {
        assertEquals(
                Optional.of(CrossEntropy.OF_SIGMOID), CrossEntropy.of(Activation.SIGMOID, Cost.CROSS_ENTROPY.mean()));
        assertEquals(
                Optional.of(CrossEntropy.OF_SOFTMAX),
                CrossEntropy.of(Activation.SOFTMAX, Cost.CATEGORICAL_CROSS_ENTROPY));
        assertEquals(
                Optional.of(CrossEntropy.BINARY_OF_SOFTMAX),
                CrossEntropy.of(Activation.SOFTMAX, Cost.CROSS_ENTROPY.mean()));
        assertEquals(
                Optional.of(CrossEntropy.CATEGORICAL_OF_SIGMOID),
                CrossEntropy.of(Activation.SIGMOID, Cost.CATEGORICAL_CROSS_ENTROPY));
        assertEquals(Optional.empty(), CrossEntropy.of(Activation.TANH, Cost.CATEGORICAL_CROSS_ENTROPY));
        assertEquals(Optional.empty(), CrossEntropy.of(Activation.SIGMOID, Cost.SQUARED_ERROR));
    }

    /** Of two outputs a₂ = 1 − a₁, so both targets ask for the same and C is twice the categorical one. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 37, 40, 100, 700, -37, -100, -700})
    void softmax_with_the_cost_of_each_output_keeps_its_digits(double z) {
        double[] both = {z, 0};
        double[] y = {1, 0};
        double[] delta = new double[2];
        double[] categorical = new double[2];
        CrossEntropy.BINARY_OF_SOFTMAX.error(both, y, 0, 2, delta);
        CrossEntropy.OF_SOFTMAX.error(both, y, 0, 2, categorical);
        assertEquals(2, delta[0] / categorical[0], 1e-15);
        assertEquals(2, delta[1] / categorical[1], 1e-15);
        assertEquals(
                2, CrossEntropy.BINARY_OF_SOFTMAX.of(both, y, 0, 2) / CrossEntropy.OF_SOFTMAX.of(both, y, 0, 2), 1e-15);
    }

    @Test
    void one_output_of_softmax_is_always_1() {
        double[] delta = {5};
        CrossEntropy.BINARY_OF_SOFTMAX.error(new double[] {3}, new double[] {0.5}, 0, 1, delta);
        assertEquals(0, delta[0]);
        assertEquals(0, CrossEntropy.BINARY_OF_SOFTMAX.of(new double[] {3}, new double[] {1}, 0, 1));
        assertEquals(
                Double.POSITIVE_INFINITY,
                CrossEntropy.BINARY_OF_SOFTMAX.of(new double[] {3}, new double[] {0.5}, 0, 1));
        Network network = Network.of(1, 1).random(1).with(Activation.SOFTMAX);
        DataSet data = DataSet.of(new double[][] {{1}}, new double[][] {{0.5}});
        assertArrayEquals(new double[2], Dual.gradient(network, Cost.CROSS_ENTROPY, data));
    }

    @Test
    void a_sigmoid_that_has_rounded_to_0_still_learns_its_class() {
        double[] delta = {0};
        CrossEntropy.CATEGORICAL_OF_SIGMOID.error(new double[] {-800}, new double[] {1}, 0, 1, delta);
        assertEquals(-1, delta[0]);
        assertEquals(800, CrossEntropy.CATEGORICAL_OF_SIGMOID.of(new double[] {-800}, new double[] {1}, 0, 1));
        CrossEntropy.CATEGORICAL_OF_SIGMOID.error(new double[] {-800}, new double[] {0}, 0, 1, delta);
        assertEquals(0, delta[0]);
    }

    @Test
    void the_cost_and_gradient_of_a_saturated_network_are_right() {
        Network network = Network.of(1, 1).withParameters(new double[] {40, 0});
        DataSet data = DataSet.of(new double[][] {{1}}, new double[][] {{0}});
        assertEquals(40, Cost.CROSS_ENTROPY.of(network, data));
        assertArrayEquals(
                new double[] {1, 1},
                Backprop.gradient(network, Cost.CROSS_ENTROPY, data).vector());
    }

    @Test
    void what_is_not_finite_stays_visible() {
        for (CrossEntropy entropy : CrossEntropy.values()) {
            double[] delta = new double[2];
            entropy.error(new double[] {Double.NaN, 0}, new double[] {0, 1}, 0, 2, delta);
            assertTrue(Double.isNaN(delta[0]), entropy.toString());
            assertTrue(Double.isNaN(entropy.of(new double[] {0, Double.NaN}, new double[] {0, 1}, 0, 2)));
        }
        double[] infinite = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        assertEquals(0, CrossEntropy.OF_SIGMOID.of(infinite, new double[] {1, 0}, 0, 2));
        assertTrue(Double.isNaN(CrossEntropy.OF_SOFTMAX.of(infinite, new double[] {1, 0}, 0, 2)));
    }

    @ParameterizedTest
    @EnumSource
    void a_target_that_is_no_probability_is_refused(CrossEntropy entropy) {
        double[] z = {0};
        for (double y : new double[] {-0.1, 1.1, Double.NaN}) {
            Exception e = assertThrows(
                    IllegalArgumentException.class, () -> entropy.error(z, new double[] {y}, 0, 1, new double[1]));
            assertEquals("y must lie from 0 to 1 for cross-entropy, but was " + y, e.getMessage());
            assertThrows(IllegalArgumentException.class, () -> entropy.of(z, new double[] {y}, 0, 1));
        }
    }
}
