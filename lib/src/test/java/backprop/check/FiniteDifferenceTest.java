package backprop.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Sigmoid;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FiniteDifferenceTest {
    @Test
    void the_step_near_0_is_as_documented() {
        assertEquals(6.06e-6, FiniteDifference.step(0), 0.005e-6);
        assertEquals(6.06e-3, FiniteDifference.step(1000), 0.005e-3);
    }

    @Test
    void the_error_on_the_sigmoid_is_as_documented() {
        double worst = 0;
        for (int i = -600; i <= 600; i++) {
            double z = i / 100.0;
            worst = Math.max(worst, Math.abs(FiniteDifference.central(Sigmoid::of, z) - Sigmoid.derivative(z)));
        }
        assertEquals(2e-11, worst, 0.1e-11);
    }

    @Test
    void a_parabola_is_exact_but_for_rounding_with_any_step() {
        assertEquals(6, FiniteDifference.central(x -> x * x, 3, 0.5));
    }

    @Test
    void the_gradient_takes_one_entry_at_a_time() {
        double[] p = {1, 2, 3};
        double[] gradient = FiniteDifference.gradient(v -> v[0] * v[1] + v[2] * v[2], p);
        assertArrayEquals(new double[] {2, 1, 6}, gradient, 1e-9);
        assertArrayEquals(new double[] {1, 2, 3}, p, "p is left alone");
    }

    @Test
    void an_interrupt_leaves_no_half_gradient() {
        Thread.currentThread().interrupt();
        Exception e = assertThrows(CancellationException.class, () -> FiniteDifference.gradient(v -> 0, new double[3]));
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

    @Test
    void bad_input_is_refused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> FiniteDifference.central(x -> x, 1, 0));
        assertEquals("h must be positive and finite, but was 0.0", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class,
                () -> FiniteDifference.relativeDifference(new double[2], new double[3]));
        assertEquals("b must be as long as a, 2, but was 3", e.getMessage());
    }
}
