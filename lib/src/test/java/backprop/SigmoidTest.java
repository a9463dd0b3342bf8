package backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SigmoidTest {
    private static final MathContext DIGITS = new MathContext(40);
    static final int POINTS = 20_000;

    @ParameterizedTest
    @CsvSource({
        "NaN, NaN, NaN",
        "Infinity, 1, 0",
        "-Infinity, 0, 0",
        "0.0, 0.5, 0.25",
        "-0.0, 0.5, 0.25",
        "750, 1, 0",
        "-750, 0, 0",
        "746, 1, 0",
        "-746, 0, 0"
    })
    void special_cases(double z, double sigmoid, double derivative) {
        assertEquals(sigmoid, Sigmoid.of(z));
        assertEquals(derivative, Sigmoid.derivative(z));
    }

    static double worstUlps() {
        return worstUlps(Sigmoid::of, SigmoidTest::sigmoid);
    }

    static double worstUlpsOfDerivative() {
        return worstUlps(Sigmoid::derivative, z -> {
            BigDecimal s = sigmoid(z);
            return s.multiply(sigmoid(z.negate()), DIGITS);
        });
    }

    @Test
    void the_sigmoid_and_its_derivative_are_within_3_ulp_everywhere() {
        assertEquals(0, worstUlps(), 3);
        assertEquals(0, worstUlpsOfDerivative(), 3);
    }

    @Test
    void the_textbook_form_loses_every_digit_where_this_one_keeps_them() {
        assertTrue(Sigmoid.of(36) * (1 - Sigmoid.of(36)) > 0);
        assertEquals(0, Sigmoid.of(36.8) * (1 - Sigmoid.of(36.8)));
        assertEquals(1.04e-16, Sigmoid.derivative(36.8), 0.005e-16);
    }

    @Test
    void the_last_z_with_a_derivative_above_zero_is_745() {
        assertTrue(Sigmoid.derivative(745.13) > 0);
        assertTrue(Sigmoid.of(-745.13) > 0);
        assertEquals(0, Sigmoid.derivative(745.14));
        assertEquals(0, Sigmoid.of(-745.14));
    }

    /** The worst error of f against the truth, in units of the last place, on points from −745 to 745. */
    static double worstUlps(DoubleUnaryOperator f, UnaryOperator<BigDecimal> truth) {
        double worst = 0;
        for (int i = 0; i <= POINTS; i++) {
            double t = 2.0 * i / POINTS - 1;
            double z = i % 2 == 0 ? 745 * t : 40 * t; // half of them where σ is neither 0 nor 1
            BigDecimal exact = truth.apply(new BigDecimal(z));
            BigDecimal ulp = new BigDecimal(Math.ulp(exact.doubleValue()));
            BigDecimal error =
                    new BigDecimal(f.applyAsDouble(z)).subtract(exact).abs();
            worst = Math.max(worst, error.divide(ulp, DIGITS).doubleValue());
        }
        return worst;
    }

    static BigDecimal sigmoid(BigDecimal z) {
        return BigDecimal.ONE.divide(BigDecimal.ONE.add(exp(z.negate())), DIGITS);
    }

    static BigDecimal exp(BigDecimal x) {
        return exp(x, new MathContext(60));
    }

    /** e^x to these digits, less 7: the power series at x / 2²⁰, then squared 20 times. */
    static BigDecimal exp(BigDecimal x, MathContext digits) {
        BigDecimal small = x.divide(new BigDecimal(1 << 20), digits);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; n < digits.getPrecision() / 3; n++) { // each term has three digits more in front
            term = term.multiply(small, digits).divide(new BigDecimal(n), digits);
            sum = sum.add(term, digits);
        }
        for (int i = 0; i < 20; i++) {
            sum = sum.multiply(sum, digits);
        }
        return sum;
    }
}
