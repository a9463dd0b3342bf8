package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Steps that are too small to judge, and steps with momentum. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StepTest {
    private static final Network NETWORK = Network.of(2, 3, 2).random(3);
    private static final DataSet ONE = DataSet.of(new double[][] {{0.5, -0.3}}, new double[][] {{1, 0}});
    private static final NetworkCheck CHECK = Check.on(NETWORK, Cost.HALF_SQUARED_ERROR, ONE);
    private static final double[] V =
            new Random(1).doubles(NETWORK.parameterCount(), -1, 1).toArray();

    /** p + share·v − η∇C. */
    private static UnaryOperator<Network> moved(double share, double eta) {
        return net -> {
            double[] gradient =
                    Backprop.gradient(net, Cost.HALF_SQUARED_ERROR, ONE).vector();
            double[] p = net.parameters();
            for (int i = 0; i < p.length; i++) {
                p[i] += share * V[i] - eta * gradient[i];
            }
            return net.withParameters(p);
        };
    }

    private static void says(Report report, String... words) {
        for (String word : words) {
            assertTrue(report.toString().contains(word), report.toString());
        }
    }

    @Test
    void smaller_than_a_rounding_of_the_weights_cannot_be_told() {
        Report nothing = CHECK.step(1e-20, net -> net);
        assertEquals(Verdict.CANNOT_TELL, nothing.verdict(), nothing.toString());
        assertEquals("step: cannot tell", nothing.title());
        says(nothing, "the step is smaller than a rounding of the weights; try a larger η");
        Report wrong = CHECK.step(1e-20, moved(0, -1e-20));
        assertEquals(Optional.empty(), wrong.cause(), wrong.toString());
    }

    @Test
    void of_which_the_rounding_leaves_six_digits_is_judged() {
        assertEquals(Verdict.PASS, CHECK.step(1e-4, moved(0, 1e-4)).verdict());
        assertEquals(Verdict.CANNOT_TELL, CHECK.step(1e-9, moved(0, 1e-9)).verdict());
        assertEquals(Verdict.FAIL, CHECK.step(1e-4, moved(0, 1.00001e-4)).verdict());
    }

    @Test
    void that_changes_nothing_is_never_right() {
        Report report = CHECK.step(0.5, net -> net);
        assertEquals(Verdict.FAIL, report.verdict());
        says(report, "✗ step: WRONG, first in ∂C/∂b", "Cause: the step leaves out η∇C.");
        assertEquals(Verdict.FAIL, CHECK.step(1e-4, net -> net).verdict());
    }

    @Test
    void with_momentum_is_judged() {
        Report report = CHECK.step(0.5, 0.9, V, moved(0.9, 0.5));
        assertEquals(Verdict.PASS, report.verdict(), report.toString());
        assertEquals(Verdict.FAIL, CHECK.step(0.5, 0.9, V, moved(0.9001, 0.5)).verdict());
        assertEquals(Verdict.PASS, CHECK.step(0.5, 0, V, moved(0, 0.5)).verdict());
        assertEquals(Verdict.PASS, CHECK.step(0.5, 1, V, moved(1, 0.5)).verdict());
    }

    @Test
    void with_a_large_velocity_is_never_wrong_for_its_rounding() {
        double[] fast = Arrays.stream(V).map(v -> 1e4 * v).toArray();
        assertEquals(Verdict.PASS, CHECK.step(0.5, 0.9, fast, moved(0.9e4, 0.5)).verdict());
    }

    @Test
    void with_a_slip_of_momentum_is_named() {
        says(CHECK.step(0.5, 0.9, V, moved(1, 0.5)), "Cause: the step adds v without μ.", "(p + μv − p′)/η.");
        says(CHECK.step(0.5, 0.9, V, moved(-0.9, 0.5)), "Cause: the step subtracts μv.");
        says(CHECK.step(0.5, 0.9, V, moved(0, 0.5)), "Cause: the step leaves out μv.");
        says(CHECK.step(0.5, 0.9, V, moved(0.9, -0.5)), "Cause: the step adds η ∇C, which goes uphill");
        assertFalse(CHECK.step(0.5, 0.9, V, moved(0.3, 0.5)).cause().isPresent());
    }

    @Test
    void on_a_single_neuron_leaves_ties() {
        Network neuron = Network.of(1, 1).random(1);
        DataSet data = DataSet.of(new double[][] {{0.5}}, new double[][] {{1}});
        Report report = Check.on(neuron, Cost.HALF_SQUARED_ERROR, data).step(0.5, net -> {
            double[] p = net.parameters();
            double[] g = Backprop.gradient(net, Cost.HALF_SQUARED_ERROR, data).vector();
            return net.withParameters(new double[] {p[0] + 0.5 * g[0], p[1] + 0.5 * g[1]});
        });
        assertEquals(Optional.empty(), report.cause());
        says(
                report,
                "\nToo few numbers to tell: 'the step adds η ∇C, which goes uphill' and 'BP1: the sign is wrong' both give "
                        + "them. For this cost they are the same formula.\n");
    }

    /** Of a single weight, twice as far as it should be. */
    private static String twiceAsFar(double eta) {
        Cost mean = Cost.HALF_SQUARED_ERROR.mean();
        DataSet two = DataSet.of(new double[][] {{0.5}, {-0.3}}, new double[][] {{1}, {0}});
        return Check.on(Network.of(1, 1).withParameters(new double[] {0.7, 0}), mean, two)
                .withoutBiases()
                .step(eta, net -> {
                    double[] p = net.parameters();
                    p[0] -= 2 * eta * Backprop.gradient(net, mean, two).vector()[0];
                    return net.withParameters(p);
                })
                .toString();
    }

    @Test
    void names_four_that_may_be_and_counts_the_rest() {
        String four = twiceAsFar(3);
        assertTrue(four.contains("Too few numbers to tell: 'right for C = mean over examples of Σ(a−y)²"), four);
        assertTrue(four.contains("a 2 too many, or a ½ too few?' all give them. A 3-2 network"), four);
        String five = twiceAsFar(2);
        assertTrue(five.contains("Too few numbers to tell: 'the step multiplies by η twice' and 'right for"), five);
        assertTrue(five.contains("a 2 too many, or a ½ too few?' and 1 more all give them."), five);
    }

    @Test
    void with_momentum_refuses_what_is_no_velocity() {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> CHECK.step(0.5, 0.9, new double[3], net -> net));
        assertEquals("velocity must have 17 entries, one per parameter, but was 3", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> CHECK.step(0.5, 1.1, V, net -> net));
        assertEquals("momentum must lie from 0 to 1, but was 1.1", e.getMessage());
    }
}
