package backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backprop.difference.FiniteDifference;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ActivationTest {
    static Stream<Activation> activations() {
        return Stream.concat(
                Constants.of(Activation.class).filter(g -> !g.isSoftmax()), // SoftmaxTest
                Stream.of(new Activation("sin", StrictMath::sin, StrictMath::cos)));
    }

    @Test
    void all_are_all_that_are_declared() {
        assertEquals(Constants.of(Activation.class).toList(), Activation.ALL);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void the_derivative_is_the_central_difference(Activation g) {
        for (double z = -5.95; z < 6; z += 0.1) {
            assertEquals(FiniteDifference.CENTRAL.slope(g.function(), z), g.derivative(z), 1e-9, g + " at " + z);
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void a_matrix_is_taken_entry_by_entry(Activation g) {
        SimpleMatrix z = new SimpleMatrix(new double[][] {{-1.5, 0.25, 3}, {0, 2, -0.75}});
        for (int i = 0; i < z.getNumElements(); i++) {
            assertEquals(g.of(z.get(i)), g.of(z).get(i));
            assertEquals(g.derivative(z.get(i)), g.derivative(z).get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 1",
        "-1000, 0, 0",
        "Infinity, Infinity, 1",
        "-Infinity, 0, 0",
        "NaN, NaN, NaN",
    })
    void softplus_and_relu_meet_far_from_zero(double z, double value, double slope) {
        for (Activation g : new Activation[] {Activation.SOFTPLUS, Activation.RELU}) {
            assertEquals(value, g.of(z));
            assertEquals(slope, g.derivative(z));
        }
    }

    @Test
    void the_kink_of_relu_has_slope_zero() {
        assertEquals(0, Activation.RELU.derivative(0));
        assertEquals(1, Activation.RELU.derivative(Double.MIN_VALUE));
    }

    static double worstUlpsOfDerivativeOfTanh() {
        return SigmoidTest.worstUlps(Activation.TANH.derivative(), z -> {
            BigDecimal twice = z.add(z);
            return SigmoidTest.sigmoid(twice)
                    .multiply(SigmoidTest.sigmoid(twice.negate()))
                    .multiply(new BigDecimal(4));
        });
    }

    @Test
    void the_derivative_of_tanh_is_within_4_ulp_where_1_minus_tanh_squared_is_lost() {
        double worst = worstUlpsOfDerivativeOfTanh();
        assertEquals(true, worst < 4, "worst error " + worst + " ulp");
        double a = StrictMath.tanh(19.1);
        assertEquals(0, 1 - a * a);
        assertEquals(1.0e-16, Activation.TANH.derivative(19.1), 0.05e-16);
    }

    @Test
    void a_missing_part_is_refused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> new Activation("f", null, z -> 1));
        assertEquals("function must be given, but was null", e.getMessage());
    }

    @Test
    void it_prints_as_its_name() {
        assertEquals("softplus", Activation.SOFTPLUS.toString());
    }
}
