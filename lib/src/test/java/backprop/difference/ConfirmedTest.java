package backprop.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Sigmoid;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfirmedTest {
    private record Curve(DoubleUnaryOperator f, double x, double first, double second) {}

    private static List<Curve> curves() {
        Random random = new Random(5);
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            double s = StrictMath.pow(10, random.nextInt(13) - 6);
            double x = 2 * random.nextGaussian();
            double far = 1000 * random.nextGaussian();
            double sine = StrictMath.sin(s * x);
            double cosine = StrictMath.cos(s * x);
            curves.add(new Curve(z -> StrictMath.sin(s * z), x, s * cosine, -s * s * sine));
            curves.add(new Curve(StrictMath::sin, far, StrictMath.cos(far), -StrictMath.sin(far)));
            curves.add(new Curve(
                    Sigmoid::of,
                    4 * x,
                    Sigmoid.derivative(4 * x),
                    Sigmoid.derivative(4 * x) * -StrictMath.tanh(2 * x)));
            double e = StrictMath.exp(x);
            curves.add(new Curve(z -> s * StrictMath.exp(z) + s, x, s * e, s * e));
            double positive = Math.abs(x) * s;
            curves.add(new Curve(StrictMath::log, positive, 1 / positive, -1 / positive / positive));
        }
        return curves;
    }

    @Test
    void the_errors_are_honest_and_small() {
        int outside = 0;
        int known = 0;
        for (Curve c : curves()) {
            Estimate first = Confirmed.first(c.f, c.x);
            Estimate second = Confirmed.second(c.f, c.x);
            outside += first.error() + 1e-15 * Math.abs(c.first) >= Math.abs(first.value() - c.first) ? 0 : 1;
            outside += second.error() + 1e-15 * Math.abs(c.second) >= Math.abs(second.value() - c.second) ? 0 : 1;
            known += first.error() <= 1e-6 * Math.abs(c.first) ? 1 : 0;
            known += second.error() <= 1e-6 * Math.abs(c.second) ? 1 : 0;
        }
        assertEquals(0, outside);
        assertTrue(known > 0.75 * 2 * curves().size(), known + "");
    }

    @Test
    void a_step_over_a_whole_wave_is_not_believed() {
        for (int i = 0; i < 200; i++) {
            double z = 900 + i;
            Estimate estimate = Confirmed.first(Math::sin, z);
            assertTrue(estimate.covers(Math.cos(z)) && estimate.error() < 1e-9, z + ": " + estimate);
        }
    }

    @Test
    void a_single_stair_is_not_the_slope() {
        DoubleUnaryOperator stairs = z -> -Math.log(1 - Sigmoid.of(z));
        for (double z = 25; z < 36; z += 0.1) {
            Estimate estimate = Confirmed.first(stairs, z);
            assertTrue(estimate.covers(Sigmoid.of(z)), z + ": " + estimate);
        }
    }

    @Test
    void at_a_kink_there_is_none_and_beside_it_is_one() {
        assertEquals(
                Double.POSITIVE_INFINITY,
                Confirmed.first(Activation.RELU.function(), 0).error());
        assertTrue(Confirmed.first(Activation.RELU.function(), 1e-3).covers(1));
        assertTrue(Confirmed.first(Math::floor, 2).error() > 1);
        assertTrue(Confirmed.first(Math::floor, 2.5).error() > 1, "stairs, or a ramp?");
    }

    @Test
    void a_constant_has_none_and_no_error() {
        assertEquals(new Estimate(0, 0), Confirmed.first(z -> 7, 3));
        assertEquals(new Estimate(0, 0), Confirmed.second(z -> 7, 0));
    }

    @Test
    void of_what_is_no_number_it_is_unknown() {
        Estimate none = Confirmed.first(z -> Double.NaN, 1);
        assertTrue(Double.isNaN(none.value()) && none.error() == Double.POSITIVE_INFINITY);
        assertTrue(Confirmed.first(Math::exp, 709.7).covers(Math.exp(709.7)));
        assertEquals(Double.POSITIVE_INFINITY, Confirmed.first(Math::exp, 800).error());
    }
}
