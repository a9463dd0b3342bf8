package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Sigmoid;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FastSigmoidTest {
    private static final int POINTS = 20_000;

    private static double ulps(double value, double of) {
        return Math.abs(value - of) / Math.ulp(of);
    }

    @Test
    void in_place_both_are_within_6_ulp_of_these() {
        Random random = new Random(1);
        double[] z = random.doubles(POINTS, -700, 700)
                .map(far -> random.nextBoolean() ? far : far / 20)
                .toArray();
        double[] sigmoid = z.clone();
        double[] derivative = new double[POINTS];
        FastSigmoid.inPlace(sigmoid, derivative);
        double worst = IntStream.range(0, POINTS)
                .mapToDouble(i ->
                        Math.max(ulps(sigmoid[i], Sigmoid.of(z[i])), ulps(derivative[i], Sigmoid.derivative(z[i]))))
                .max()
                .getAsDouble();
        assertTrue(worst <= 6, worst + " ulp");
        assertTrue(worst > 0, "computed in another way");
    }

    @Test
    void in_place_special_cases_hold_to_1e_minus_304() {
        double[] z = {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            0.0,
            -0.0,
            750,
            -750,
            1e308,
            -1e308,
            -701,
            701
        };
        for (int count : new int[] {z.length, 1000}) { // within a vector or two, and in the loop over many
            double[] sigmoid = Arrays.copyOf(z, count);
            double[] derivative = new double[count];
            FastSigmoid.inPlace(sigmoid, derivative);
            for (int i = 0; i < z.length; i++) {
                assertEquals(Sigmoid.of(z[i]), sigmoid[i], 1e-304);
                assertEquals(Sigmoid.derivative(z[i]), derivative[i], 1e-304);
            }
        }
    }
}
