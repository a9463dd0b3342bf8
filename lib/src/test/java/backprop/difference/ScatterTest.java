package backprop.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Sigmoid;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScatterTest {
    /** A smooth function with noise that depends on every bit of z. */
    private static DoubleUnaryOperator noisy(double deviation) {
        return z -> Math.sin(z) + deviation * new Random(Double.doubleToLongBits(z) * 31).nextGaussian();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-15, 1e-12, 1e-9, 1e-6})
    void of_noise_is_about_its_deviation(double deviation) {
        for (double z : new double[] {-3, 0.01, 1, 40}) {
            double ratio = Scatter.of(noisy(deviation), z) / deviation;
            assertTrue(ratio > 0.5 && ratio < 5, z + ": " + ratio);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 30, 1e3, 1e6})
    void of_a_smooth_function_is_its_rounding_however_fast_its_waves(double frequency) {
        for (double z : new double[] {-2.7, 0.3, 1, 900}) {
            double rounding = Math.ulp(1.0) * (1 + Math.abs(frequency * z));
            assertTrue(Scatter.of(u -> Math.sin(frequency * u), z) <= 3 * rounding, z + "");
        }
    }

    @Test
    void of_stairs_is_their_height_though_they_are_wide() {
        DoubleUnaryOperator rest = z -> 1 - Sigmoid.of(z);
        for (double z : new double[] {30, 33, 36, 36.6}) {
            double ratio = Scatter.of(rest, z) / 1.1e-16;
            assertTrue(ratio > 0.05 && ratio < 2, z + ": " + ratio);
        }
    }

    @Test
    void of_a_plateau_is_the_stair_at_its_end() {
        assertEquals(0x1p-53, Scatter.of(z -> 1 - Sigmoid.of(z), 45), 0x1p-53);
        assertEquals(0x1p-53, Scatter.of(z -> Math.log(1 + Math.exp(z)), -50), 0x1p-53);
        assertTrue(Scatter.of(z -> (z + 1e16) - 1e16, 0.3) >= 2);
        assertEquals(0, Scatter.of(z -> 7, 3));
    }

    @Test
    void of_a_ReLU_its_slope_and_a_kink_is_none() {
        for (double z : new double[] {-3, -0.01, 0.01, 3}) {
            assertTrue(Scatter.of(Activation.RELU.function(), z) < 1e-15);
            assertEquals(0, Scatter.of(Activation.RELU.derivative(), z));
        }
    }

    @Test
    void of_tiny_and_huge_values_keeps_its_scale() {
        for (double scale : new double[] {1e-200, 1e200}) {
            double ratio = Scatter.of(z -> scale * noisy(1e-9).applyAsDouble(z), 1) / scale;
            assertTrue(ratio > 0.5e-9 && ratio < 5e-9, ratio + "");
            assertTrue(Scatter.of(z -> 3 * z, scale) <= 1e-15 * scale);
        }
    }

    @Test
    void where_there_is_no_number_is_0() {
        assertEquals(0, Scatter.of(z -> Double.NaN, 1));
        assertEquals(0, Scatter.of(z -> 1 / z, 0));
        assertTrue(Scatter.of(Math::sqrt, 0) < 1, "left of 0 there is none");
    }

    @Test
    void a_jump_is_found_between_neighbouring_doubles() {
        assertEquals(1 / 2.25, Scatter.jump(z -> z > 1.234 ? z + 1 : z, 1), 1e-10);
        assertTrue(Scatter.jump(z -> Math.exp(z), 20) < 1e-14);
        assertTrue(Scatter.jump(z -> (1 - Math.cos(z)) / (z * z), 2e-8) > 0.1);
        assertEquals(0, Scatter.jump(z -> z > 1.234 ? 1 : 0, 1), "a step");
    }
}
