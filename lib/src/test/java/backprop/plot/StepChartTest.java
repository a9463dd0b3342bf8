package backprop.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.knowm.xchart.XYChart;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StepChartTest {
    private static void assertRefuses(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Nested
    class Error_against_step {
        private static XYChart chart() {
            return Charts.errorAgainstStep(
                    1e-12,
                    1,
                    1e-16,
                    Map.of("first", 1e-8),
                    Curve.of("first", h -> h + 1e-16 / h),
                    Curve.of("exact", h -> h > 1e-3 ? h * h : 0));
        }

        @Test
        void describes_itself() {
            assertEquals(
                    "chart \"Error against step (● the default)\": first (145 points), exact (145 points), "
                            + "noise / h (145 points); x h, y error",
                    Charts.describe(chart()));
        }

        @Test
        void takes_the_largest_of_the_steps_near_a_point() {
            double[] y = chart().getSeries("first").getYData();
            double half = Math.pow(10, 0.5 / 12);
            assertEquals(1 * half, y[144], 1e-9);
            assertEquals(1e-16 / (1e-12 / half), y[0], 1e-9);
        }

        @Test
        void leaves_a_gap_where_there_is_no_error() {
            double[] y = chart().getSeries("exact").getYData();
            assertTrue(Double.isNaN(y[0]));
            assertTrue(y[144] > 1);
        }

        @Test
        void marks_the_chosen_step() {
            assertArrayEquals(
                    new double[] {1e-8}, chart().getSeries("first, marked").getXData());
        }

        @Test
        void has_logarithmic_axes_and_gives_the_same_bytes_twice() {
            assertTrue(chart().getStyler().isXAxisLogarithmic());
            assertTrue(chart().getStyler().isYAxisLogarithmic());
            assertArrayEquals(
                    Charts.picture(chart()).png(), Charts.picture(chart()).png());
        }

        @Test
        void refuses_what_makes_no_sense() {
            Curve.Function error = Curve.of("a", h -> h);
            assertRefuses(
                    "from must be positive and finite, but was 0.0",
                    () -> Charts.errorAgainstStep(0, 1, 1e-16, Map.of(), error));
            assertRefuses(
                    "to must be above from, 1.0, and finite, but was 1.0",
                    () -> Charts.errorAgainstStep(1, 1, 1e-16, Map.of(), error));
            assertRefuses(
                    "noise must be positive and finite, but was 0.0",
                    () -> Charts.errorAgainstStep(0.1, 1, 0, Map.of(), error));
            assertRefuses(
                    "the number of errors must be at least 1, but was 0",
                    () -> Charts.errorAgainstStep(0.1, 1, 1e-16, Map.of()));
            assertRefuses(
                    "the names of chosen must be among those of errors, [a], but was [b]",
                    () -> Charts.errorAgainstStep(0.1, 1, 1e-16, Map.of("b", 0.5), error));
        }
    }

    @Nested
    class Taylor {
        private static final double[] P = {0.3, -0.7, 1.1};
        private static final double[] V = {1, 0.5, -1};
        private static final ToDoubleFunction<double[]> F =
                p -> Arrays.stream(p).map(StrictMath::exp).sum();

        private static double[] gradient(double factor) {
            return Arrays.stream(P).map(x -> factor * StrictMath.exp(x)).toArray();
        }

        @Test
        void fits_slope_2_for_the_right_gradient_and_1_for_a_wrong_one() {
            assertEquals(
                    "chart \"Taylor remainder |f(p + tv) − f(p) − t ∇f·v|\": right: slope 2.00 (97 points), "
                            + "twice: slope 1.01 (97 points), a millionth off: slope 2.00 (97 points); x t, y remainder",
                    Charts.describe(Charts.taylor(
                            F,
                            P,
                            V,
                            Curve.of("right", gradient(1)),
                            Curve.of("twice", gradient(2)),
                            Curve.of("a millionth off", gradient(1 + 1e-6)))));
        }

        @Test
        void says_so_when_nothing_remains() {
            XYChart chart =
                    Charts.taylor(p -> 2 * p[0], new double[] {0}, new double[] {1}, Curve.of("2", new double[] {2}));
            assertTrue(Charts.describe(chart).contains("2: no remainder"));
            assertTrue(Charts.picture(chart).png().length > 0);
        }

        @Test
        void refuses_other_lengths() {
            assertRefuses(
                    "direction must be as long as p, 3, but was 2",
                    () -> Charts.taylor(F, P, new double[2], Curve.of("right", gradient(1))));
            assertRefuses(
                    "gradient 'short' must be as long as p, 3, but was 1",
                    () -> Charts.taylor(F, P, V, Curve.of("short", new double[1])));
        }
    }
}
