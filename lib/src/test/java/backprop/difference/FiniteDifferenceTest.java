package backprop.difference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.Sigmoid;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FiniteDifferenceTest {
    @Test
    void the_step_near_0_is_as_documented() {
        assertEquals(6.06e-6, FiniteDifference.CENTRAL.step(0), 0.005e-6);
        assertEquals(6.06e-3, FiniteDifference.CENTRAL.step(1000), 0.005e-3);
    }

    @ParameterizedTest
    @CsvSource({"FORWARD, -19", "CENTRAL, -10", "FOURTH, -3", "SIXTH, 0"})
    void in_a_network_a_step_is_a_power_of_2_of_that_of_the_sixth_order(FiniteDifference method, int exponent) {
        assertEquals(Math.scalb(1.0, exponent), method.shareOfStep());
    }

    @Test
    void every_method_has_its_step_and_it_is_exact() {
        double eps = Math.ulp(1.0);
        double[] steps = {Math.sqrt(eps), Math.cbrt(eps), Math.pow(eps, 1 / 5.0), 5.80e-3};
        for (FiniteDifference method : FiniteDifference.values()) {
            double expected = steps[method.ordinal()];
            assertEquals(expected, method.step(0), 1e-3 * expected);
            assertEquals(10 * expected, method.step(-10), 1e-3 * 10 * expected);
            double h = method.step(3);
            assertEquals(h, (3 + h) - 3);
        }
    }

    @ParameterizedTest
    @CsvSource({"FORWARD, 1", "CENTRAL, 2", "FOURTH, 4", "SIXTH, 6"})
    void the_order_is_the_power_of_h_in_the_error(FiniteDifference method, int order) {
        double large = Math.abs(method.at(StrictMath::exp, 0, 1 / 8.0).value() - 1);
        double small = Math.abs(method.at(StrictMath::exp, 0, 1 / 16.0).value() - 1);
        assertEquals(order, StrictMath.log(large / small) / StrictMath.log(2), 0.05);
    }

    @ParameterizedTest
    @EnumSource
    void the_derivative_of_the_sigmoid_is_covered(FiniteDifference method) {
        for (int i = -60; i <= 60; i++) {
            double z = i / 10.0;
            Estimate estimate = method.at(Sigmoid::of, z);
            assertTrue(estimate.covers(Sigmoid.derivative(z)), method + " at " + z + ": " + estimate);
            assertTrue(estimate.error() < 1e-6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_step_far_too_large_for_the_function_admits_it_and_the_default_shrinks(FiniteDifference method) {
        DoubleUnaryOperator sharp = z -> Sigmoid.of(1e6 * z);
        assertEquals(Double.POSITIVE_INFINITY, method.at(sharp, 0.001, 0.1).error());
        Estimate estimate = method.at(sharp, 1e-7);
        double truth = 1e6 * Sigmoid.derivative(0.1);
        assertTrue(estimate.covers(truth), estimate.toString());
        assertEquals(truth, estimate.value(), 1e-2 * truth);
    }

    @Test
    void the_estimates_of_a_vector_leave_it_alone_and_stop_when_interrupted() {
        double[] p = {1, 2, 3};
        MatrixEstimate estimates = FiniteDifference.SIXTH.estimates(v -> v[0] * v[1] + v[2] * v[2], p);
        double[] truth = {2, 1, 6};
        for (int i = 0; i < 3; i++) {
            assertEquals(truth[i], estimates.at(i).value(), 1e-12);
        }
        assertEquals(3, estimates.covered(truth));
        assertArrayEquals(new double[] {1, 2, 3}, p);
        Thread.currentThread().interrupt();
        Exception e = assertThrows(
                CancellationException.class, () -> FiniteDifference.SIXTH.estimates(v -> 0, new double[3]));
        assertTrue(Thread.interrupted());
        assertEquals("interrupted after 0 of 3 entries", e.getMessage());
    }

    @Test
    void those_of_a_network_come_from_other_threads_with_the_bits_of_one() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Activation seen = new Activation(
                "seen",
                z -> {
                    threads.add(Thread.currentThread());
                    return Sigmoid.of(z);
                },
                Sigmoid::derivative);
        Random random = new Random(1);
        DataSet data = new DataSet(
                SimpleMatrix.random_DDRM(20, 10, 0, 1, random), SimpleMatrix.random_DDRM(10, 10, 0, 1, random));
        Network network = Network.of(20, 10, 10).random(1).with(seen);
        Cost cost = Cost.HALF_SQUARED_ERROR;
        GradientEstimate all = FiniteDifference.SIXTH.estimates(network, cost, data);
        assertFalse(threads.contains(Thread.currentThread()), "it takes long enough for others");
        MatrixEstimate one =
                FiniteDifference.SIXTH.estimates(p -> cost.of(network.withParameters(p), data), network.parameters());
        assertTrue(threads.contains(Thread.currentThread()), "a function of the user's stays on this one");
        assertArrayEquals(one.value().getDDRM().data, all.value().vector());
        assertArrayEquals(one.error().getDDRM().data, all.error().vector());
    }

    @Test
    void an_estimate_takes_nine_values() {
        int[] count = {0};
        Estimate e = FiniteDifference.SIXTH.at(
                x -> {
                    count[0]++;
                    return x * x;
                },
                1);
        assertEquals(2, e.value(), 1e-12);
        assertEquals(9, count[0]);
    }

    @ParameterizedTest
    @CsvSource({"FORWARD, 2", "CENTRAL, 2", "FOURTH, 4", "SIXTH, 6"})
    void a_slope_takes_the_values_of_its_formula_and_is_that_of_the_estimate(FiniteDifference method, int values) {
        int[] count = {0};
        DoubleUnaryOperator counted = x -> {
            count[0]++;
            return StrictMath.exp(x);
        };
        double slope = method.slope(counted, 0.3, 0.01);
        assertEquals(values, count[0]);
        assertEquals(method.at(StrictMath::exp, 0.3, 0.01).value(), slope);
        assertEquals(method.slope(StrictMath::exp, 0.3, method.step(0.3)), method.slope(StrictMath::exp, 0.3));
    }

    @ParameterizedTest
    @EnumSource
    void the_amplification_is_the_root_of_the_sum_of_squared_weights(FiniteDifference method) {
        double squares = 0;
        for (int k = -3; k <= 3; k++) {
            Stencil one = Stencil.zero(1);
            one.add(k, 1);
            squares += Math.pow(one.derivative(method.order), 2);
        }
        assertEquals(1, method.amplification / Math.sqrt(squares), 1e-3);
    }

    @Test
    void a_kink_is_not_a_derivative_and_one_nearby_is_left_out() {
        DoubleUnaryOperator relu = Activation.RELU.function();
        assertEquals(0.5, FiniteDifference.CENTRAL.slope(relu, 0));
        assertEquals(
                Double.POSITIVE_INFINITY, FiniteDifference.SIXTH.at(relu, 0).error());
        for (double x : new double[] {1e-3, 0.01, 0.02, 1}) {
            assertEquals(1, FiniteDifference.SIXTH.at(relu, x).value(), 1e-12);
            assertTrue(FiniteDifference.SIXTH.at(relu, x).error() < 1e-11);
        }
    }

    @Test
    void a_constant_has_slope_0_and_nan_is_not_hidden() {
        assertEquals(0, FiniteDifference.SIXTH.at(x -> 7, 1).value());
        assertTrue(FiniteDifference.SIXTH.at(x -> 7, 1).covers(0));
        assertTrue(Double.isNaN(FiniteDifference.SIXTH.at(x -> Double.NaN, 1).value()));
    }

    @ParameterizedTest
    @EnumSource
    void near_an_overflow_or_the_end_of_the_domain_the_step_shrinks(FiniteDifference method) {
        Estimate beforeOverflow = method.at(Math::exp, 708);
        assertTrue(beforeOverflow.covers(Math.exp(708)), beforeOverflow.toString());
        assertTrue(beforeOverflow.error() < 1e-2 * Math.exp(708), beforeOverflow.toString());
        Estimate beforeEnd = method.at(Math::sqrt, 1e-3);
        assertTrue(beforeEnd.covers(0.5 / Math.sqrt(1e-3)), beforeEnd.toString());
        for (DoubleUnaryOperator f : List.<DoubleUnaryOperator>of(x -> Double.NaN, x -> 1 / (x - 1), x -> x / 0)) {
            assertEquals(Double.POSITIVE_INFINITY, method.at(f, 1).error());
            assertEquals(Double.POSITIVE_INFINITY, method.at(f, 1, 0.1).error());
        }
    }

    @Test
    void the_error_on_the_sigmoid_is_as_documented() {
        double worst = 0;
        for (int i = -600; i <= 600; i++) {
            double z = i / 100.0;
            worst = Math.max(worst, Math.abs(FiniteDifference.CENTRAL.slope(Sigmoid::of, z) - Sigmoid.derivative(z)));
        }
        assertEquals(2e-11, worst, 0.1e-11);
    }

    @Test
    void a_parabola_is_exact_but_for_rounding_with_any_step() {
        assertEquals(6, FiniteDifference.CENTRAL.slope(x -> x * x, 3, 0.5));
    }

    @Test
    void the_gradient_takes_one_entry_at_a_time() {
        double[] p = {1, 2, 3};
        double[] gradient = FiniteDifference.CENTRAL.gradient(v -> v[0] * v[1] + v[2] * v[2], p);
        assertArrayEquals(new double[] {2, 1, 6}, gradient, 1e-9);
        assertArrayEquals(new double[] {1, 2, 3}, p, "p is left alone");
    }

    @Test
    void an_interrupt_leaves_no_half_gradient() {
        Thread.currentThread().interrupt();
        Exception e = assertThrows(
                CancellationException.class, () -> FiniteDifference.CENTRAL.gradient(v -> 0, new double[3]));
        assertTrue(Thread.interrupted());
        assertEquals("interrupted after 0 of 3 entries", e.getMessage());
    }

    @Test
    void the_relative_difference_goes_from_0_to_1() {
        double[] a = {3, 4};
        assertEquals(0, FiniteDifference.relativeDifference(a, a));
        assertEquals(1, FiniteDifference.relativeDifference(a, new double[] {-3, -4}));
        assertEquals(1.0 / 3, FiniteDifference.relativeDifference(a, new double[] {6, 8}), 1e-15);
        assertEquals(0, FiniteDifference.relativeDifference(new double[2], new double[2]));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-320, 1e-170, 1, 1e160, 1e308})
    void the_relative_difference_has_no_scale(double scale) {
        double[] a = {0.75 * scale, scale};
        double[] b = {1.5 * scale, 0};
        double c = Math.hypot(0.75, 1);
        assertEquals(
                Math.hypot(0.75, 1) / (c + 1.5),
                FiniteDifference.relativeDifference(a, b),
                scale < 1e-300 ? 1e-3 : 1e-15);
        assertEquals(0, FiniteDifference.relativeDifference(a, a));
        double[] opposite = {-0.75 * scale, -scale};
        assertEquals(1, FiniteDifference.relativeDifference(a, opposite), 1e-15);
        double[] near = {0.75 * scale, Math.nextUp(scale)};
        assertTrue(FiniteDifference.relativeDifference(a, near) > 0);
    }

    @Test
    void the_relative_difference_of_what_is_no_number_is_none() {
        for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] a = {1, none};
            assertTrue(Double.isNaN(FiniteDifference.relativeDifference(a, a)));
            assertTrue(Double.isNaN(FiniteDifference.relativeDifference(a, new double[] {1, 2})));
        }
    }

    @Test
    void bad_input_is_refused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> FiniteDifference.CENTRAL.slope(x -> x, 1, 0));
        assertEquals("h must be positive and finite, but was 0.0", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class,
                () -> FiniteDifference.relativeDifference(new double[2], new double[3]));
        assertEquals("b must be as long as a, 2, but was 3", e.getMessage());
    }
}
