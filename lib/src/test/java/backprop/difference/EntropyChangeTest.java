package backprop.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.CrossEntropy;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EntropyChangeTest {
    @ParameterizedTest
    @EnumSource
    void a_change_is_the_difference_of_two_values(CrossEntropy entropy) {
        double[] z = {0.3, -1, 2};
        double[] y = {0.25, 0.5, 0.25};
        for (double h : new double[] {0.01, 0.125, 0.13, 3}) {
            double[] dz = {h, -h, h / 2};
            double[] moved = {z[0] + h, z[1] - h, z[2] + h / 2};
            double expected = entropy.of(moved, y, 0, 3) - entropy.of(z, y, 0, 3);
            assertEquals(expected, new EntropyChange(entropy, v -> v).of(z, dz, y), 2e-15);
        }
        double[] far = {60, 0, -60};
        double[] hot = {1, 0, 0}; // C is e⁻⁶⁰ and less
        double[] slopes = new double[3];
        entropy.error(far, hot, 0, 3, slopes);
        for (int j = 0; j < 3; j++) {
            double[] dz = new double[3];
            dz[j] = 1e-9;
            double change = 1e-9 * slopes[j];
            double off = 2e-9 * Math.abs(change);
            assertEquals(change, new EntropyChange(entropy, v -> v).of(far, dz, hot), off, "output " + j);
        }
    }
}
