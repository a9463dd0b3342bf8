package backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GradientDescentTest {
    private static final ToDoubleFunction<double[]> BOWL = p -> p[0] * p[0] + 10 * p[1] * p[1];
    private static final UnaryOperator<double[]> SLOPE = p -> new double[] {2 * p[0], 20 * p[1]};
    private static final double[] START = {-2, 1};

    @Test
    void a_step_goes_against_the_gradient() {
        double[] p = {1, 2};
        assertArrayEquals(new double[] {0.5, 3}, GradientDescent.step(p, new double[] {5, -10}, 0.1));
        assertArrayEquals(new double[] {1, 2}, p, "p is left alone");
    }

    @Test
    void a_bowl_is_walked_as_its_formula_says() {
        Descent descent = GradientDescent.minimize(BOWL, SLOPE, START, 0.04, 30);
        assertEquals(31, descent.points().size());
        for (int n = 0; n <= 30; n++) {
            assertEquals(-2 * Math.pow(1 - 0.08, n), descent.points().get(n)[0], 1e-14);
            assertEquals(Math.pow(1 - 0.8, n), descent.points().get(n)[1], 1e-14);
            assertEquals(
                    BOWL.applyAsDouble(descent.points().get(n)),
                    descent.history().costs().get(n));
        }
        assertEquals("done", descent.history().outcome());
        assertEquals("η = 0.04", descent.history().label());
        assertEquals(30, descent.history().length());
        assertEquals("30 steps, cost 14.00 → 0.02687: done", descent.toString());
    }

    @Test
    void too_large_a_rate_stops_with_a_sentence_and_keeps_the_finite_part() {
        Descent descent = GradientDescent.minimize(BOWL, SLOPE, START, 3, 1000);
        int last = descent.history().length();
        assertTrue(last > 10 && last < 1000, "stopped after " + last);
        assertEquals(
                "diverged at step " + (last + 1) + ": a number became infinite or NaN; try an η smaller than 3",
                descent.history().outcome());
        assertTrue(GradientDescent.allFinite(descent.end()));
        assertTrue(Double.isFinite(descent.history().cost()));
    }

    @Test
    void a_point_that_is_no_longer_finite_stops_it_even_if_its_cost_is() {
        UnaryOperator<double[]> cliff = p -> new double[] {p[0] < 0 ? Double.NEGATIVE_INFINITY : 1};
        Descent descent = GradientDescent.minimize(p -> 7, cliff, new double[] {1}, 0.75, 9);
        assertEquals(2, descent.history().length());
        assertArrayEquals(new double[] {-0.5}, descent.end());
        assertTrue(descent.history().outcome().startsWith("diverged at step 3: "), descent.toString());
    }

    @Test
    void a_rule_stops_it() {
        Descent descent = GradientDescent.minimize(BOWL, SLOPE, START, 0.04, 1000, history -> history.cost() < 0.1);
        assertEquals("stopped by its rule", descent.history().outcome());
        int last = descent.history().length();
        assertTrue(descent.history().cost() < 0.1);
        assertTrue(descent.history().costs().get(last - 1) >= 0.1);
    }

    @Test
    void every_history_that_the_rule_saw_can_be_kept() { // with numbers of their own they would take 25 GB
        List<History> seen = new ArrayList<>();
        Descent descent = GradientDescent.minimize(
                p -> p[0], p -> new double[] {1}, new double[] {0}, 1, 80_000, history -> !seen.add(history));
        assertEquals(80_000, seen.size());
        assertEquals(-40_000, seen.get(39_999).cost());
        assertEquals(-80_000, descent.history().cost());
    }

    @Test
    void an_interrupt_stops_it_and_what_was_done_is_kept() {
        UnaryOperator<double[]> interruptsItself = p -> {
            if (p[1] < 1e-3) {
                Thread.currentThread().interrupt();
            }
            return SLOPE.apply(p);
        };
        Descent descent = GradientDescent.minimize(BOWL, interruptsItself, START, 0.04, 1000);
        assertTrue(Thread.interrupted(), "the thread is told so");
        assertEquals(
                "interrupted after step " + descent.history().length(),
                descent.history().outcome());
        assertEquals(6, descent.history().length(), "0.2⁵ is the first below 1e-3, and its step is finished");
    }

    @Test
    void the_users_functions_cannot_spoil_the_walk() {
        Descent descent = GradientDescent.minimize(
                p -> {
                    double cost = BOWL.applyAsDouble(p);
                    Arrays.fill(p, 99);
                    return cost;
                },
                p -> {
                    double[] slope = SLOPE.apply(p);
                    Arrays.fill(p, 99);
                    return slope;
                },
                START,
                0.04,
                5);
        assertArrayEquals(GradientDescent.minimize(BOWL, SLOPE, START, 0.04, 5).end(), descent.end());
    }

    @Test
    void bad_input_is_refused() {
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> GradientDescent.minimize(BOWL, SLOPE, START, -0.1, 5));
        assertEquals("eta must be positive and finite, but was -0.1", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> GradientDescent.minimize(BOWL, SLOPE, START, 0.1, -1));
        assertEquals("steps must be from 0 to 10000000, but was -1", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class,
                () -> GradientDescent.minimize(BOWL, p -> new double[1], START, 0.1, 1));
        assertEquals("gradient must be as long as p, 2, but was 1", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class, () -> GradientDescent.minimize(p -> Double.NaN, SLOPE, START, 0.1, 1));
        assertEquals("the cost at start must be finite, but was NaN", e.getMessage());
    }
}
