package backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.difference.FiniteDifference;
import java.math.BigDecimal;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SoftmaxTest {
    private static final SimpleMatrix Z =
            new SimpleMatrix(new double[][] {{0.5, 1000, -2}, {-1, 1000, -2000}, {2, 0, 1}});

    @Test
    void each_example_sums_to_1_and_keeps_its_ratios() {
        SimpleMatrix a = Softmax.of(Z);
        for (int t = 0; t < 3; t++) {
            assertEquals(1, a.getColumn(t).elementSum(), 1e-15);
        }
        assertEquals(StrictMath.exp(1.5), a.get(0, 0) / a.get(1, 0), 1e-14);
        assertEquals(0.5, a.get(1, 1));
        assertEquals(0, a.get(2, 1));
        assertEquals(a.get(0), Activation.SOFTMAX.of(Z).get(0));
    }

    @Test
    void each_entry_is_within_n_plus_5_ulp() {
        Random random = new Random(2);
        for (int i = 0; i < 100; i++) {
            int n = 1 + i % 5;
            double[] z = CrossEntropyTest.drawn(random, n);
            SimpleMatrix a = Softmax.of(new SimpleMatrix(z));
            BigDecimal[] truth = CrossEntropyTest.probabilities(CrossEntropy.OF_SOFTMAX, z);
            for (int j = 0; j < n; j++) {
                assertEquals(0, CrossEntropyTest.ulps(a.get(j), truth[j]), n + 5);
            }
        }
    }

    @Test
    void it_does_not_change_with_a_constant() {
        SimpleMatrix z = Z.getColumn(0);
        assertTrue(Softmax.of(z).isIdentical(Softmax.of(z.plus(64)), 1e-15));
    }

    @Test
    void backward_is_the_slope_of_every_direction() {
        SimpleMatrix z = Z.getColumn(0);
        SimpleMatrix v = new SimpleMatrix(new double[] {0.7, -0.2, 3});
        SimpleMatrix delta = Softmax.backward(v, z);
        double[] numeric = FiniteDifference.SIXTH.gradient(
                p -> v.dot(Softmax.of(new SimpleMatrix(p))), z.getDDRM().getData());
        for (int j = 0; j < 3; j++) {
            assertEquals(numeric[j], delta.get(j), 1e-12);
        }
        assertEquals(0, delta.elementSum(), 1e-15, "softmax stays the same in the direction (1, 1, 1)");
    }

    @Test
    void one_z_alone_is_refused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Activation.SOFTMAX.of(0.5));
        assertEquals("z must be a matrix for softmax, one example per column, but was 0.5", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Activation.SOFTMAX.derivative(0.5));
    }

    @Test
    void a_hidden_layer_of_it_is_refused() {
        Network network = Network.of(2, 3, 2);
        Exception e = assertThrows(IllegalArgumentException.class, () -> network.with(Activation.SOFTMAX));
        assertEquals("softmax must be the activation of the last layer alone, but was that of layer 1", e.getMessage());
        assertEquals(
                "2-3-2 network (sigmoid, softmax), 17 parameters",
                network.with(Activation.SIGMOID, Activation.SOFTMAX).toString());
    }

    @Test
    void what_is_not_finite_stays_visible() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            SimpleMatrix a = Softmax.of(new SimpleMatrix(new double[] {0, bad, 1}));
            assertTrue(Double.isNaN(a.get(1)), "" + bad);
        }
    }

    @Test
    void a_sigmoid_of_the_log_odds_gives_the_same_a() {
        double[] z = {9, -2, 0.5, 3, 40};
        double[] odds = Softmax.logOdds(z, 1, 4);
        double[] a = {-2, 0.5, 3, 40};
        Softmax.of(a, 0, 4);
        for (int j = 0; j < 4; j++) {
            assertEquals(1, Sigmoid.of(odds[j]) / a[j], 1e-14);
        }
        assertEquals(40 - 3 - Math.log1p(Math.exp(-2.5) + Math.exp(-5)), odds[3], 1e-14);
        assertArrayEquals(new double[] {Double.POSITIVE_INFINITY}, Softmax.logOdds(z, 0, 1));
    }
}
