package backprop.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PowerLawTest {
    private static void assertRefuses(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void exact_laws_are_found() {
        assertEquals(2, PowerLaw.exponent(new double[] {1, 2, 5}, new double[] {3, 12, 75}), 1e-15);
        assertEquals(-1, PowerLaw.exponent(new double[] {1, 2, 4}, new double[] {8, 4, 2}), 1e-15);
        assertEquals(0, PowerLaw.exponent(new double[] {1, 10}, new double[] {7, 7}));
    }

    @Test
    void a_point_off_the_line_counts_by_least_squares() {
        double e = Math.E;
        double[] x = {1, e, e * e};
        assertEquals(0.5, PowerLaw.exponent(x, new double[] {1, 1, e}), 1e-15); // logarithms 0, 0, 1
    }

    @Test
    void what_has_no_exponent_is_refused() {
        assertRefuses(
                "the number of points must be at least 2, but was 1",
                () -> PowerLaw.exponent(new double[] {1}, new double[] {1}));
        assertRefuses(
                "y must have a value for each x, 2, but was 1",
                () -> PowerLaw.exponent(new double[] {1, 2}, new double[] {1}));
        assertRefuses(
                "an entry of y must be positive and finite, but was 0.0",
                () -> PowerLaw.exponent(new double[] {1, 2}, new double[] {1, 0}));
        assertRefuses(
                "x must not all be equal, but was [2.0, 2.0]",
                () -> PowerLaw.exponent(new double[] {2, 2}, new double[] {1, 3}));
    }
}
