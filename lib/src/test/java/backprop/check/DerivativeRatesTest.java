package backprop.check;

import static java.lang.Math.abs;
import static java.lang.Math.asin;
import static java.lang.Math.atan;
import static java.lang.Math.cbrt;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.floor;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.pow;
import static java.lang.Math.signum;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static java.lang.Math.tan;
import static java.lang.Math.tanh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Sigmoid;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives, right and wrong, on hostile ranges. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DerivativeRatesTest {
    /** A function with what is said to be its derivative, on a range. */
    record Claim(String name, double from, double to, DoubleUnaryOperator f, DoubleUnaryOperator derivative)
            implements Rate.Claim {
        @Override
        public Report report() {
            return Check.derivative(f, derivative, from, to);
        }

        @Override
        public String toString() {
            return name + " on [" + from + ", " + to + "]";
        }
    }

    private static Claim c(String name, double from, double to, DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        return new Claim(name, from, to, f, derivative);
    }

    private static double s(double z) {
        return Sigmoid.of(z);
    }

    private static double ds(double z) {
        return Sigmoid.derivative(z);
    }

    /** Right ones that can be told. */
    static List<Claim> right() {
        return List.of(
                c("sin, far out", 900, 1100, z -> sin(z), z -> cos(z)),
                c("cos, far out", 900, 1100, z -> cos(z), z -> -sin(z)),
                c("sin, farther", -1e6, 1e6, z -> sin(z), z -> cos(z)),
                c("sin 10⁶z", -1, 1, z -> sin(1e6 * z), z -> 1e6 * cos(1e6 * z)),
                c("sin 1000z, wide", -100, 100, z -> sin(1e3 * z), z -> 1e3 * cos(1e3 * z)),
                c("σ, saturated on one side", -40, 40, z -> s(z), z -> s(z) * (1 - s(z))),
                c("σ, far to the left", -700, -300, z -> s(z), z -> ds(z)),
                c("exp up to its overflow", 600, 709.7, z -> exp(z), z -> exp(z)),
                c("exp in denormal numbers", -745, -600, z -> exp(z), z -> exp(z)),
                c("exp over 35 powers of ten", -40, 40, z -> exp(z), z -> exp(z)),
                c("softplus, naive", -20, 700, z -> log(1 + exp(z)), z -> 1 / (1 + exp(-z))),
                c("sin z / z", -3, 3, z -> sin(z) / z, z -> (z * cos(z) - sin(z)) / (z * z)),
                c("sin z / z from near", -1e-3, 1e-3, z -> sin(z) / z, z -> (z * cos(z) - sin(z)) / (z * z)),
                c(
                        "(1 − cos z)/z²",
                        -1,
                        1,
                        z -> (1 - cos(z)) / (z * z),
                        z -> (z * sin(z) - 2 * (1 - cos(z))) / (z * z * z)),
                c("max(0, z)", -5, 5, z -> max(0, z), z -> z > 0 ? 1 : 0),
                c("|z|", -1, 1, z -> abs(z), z -> signum(z)),
                c("leaky", -5, 5, z -> max(0.01 * z, z), z -> z > 0 ? 1 : 0.01),
                c("hard tanh", -1.8, 1.8, z -> max(-1, min(1, z)), z -> abs(z) < 1 ? 1 : 0),
                c("a constant", -5, 5, z -> 7, z -> 0),
                c("ln near 0", 1e-9, 1, z -> log(z), z -> 1 / z),
                c("ln of huge numbers", 1e200, 1e210, z -> log(z), z -> 1 / z),
                c("1/z, a pole", -1, 1, z -> 1 / z, z -> -1 / (z * z)),
                c("√z, infinite at 0", 0, 1, z -> sqrt(z), z -> 0.5 / sqrt(z)),
                c("the cube root", -1, 1, z -> cbrt(z), z -> 1 / (3 * cbrt(z) * cbrt(z))),
                c("arcsin to the ends", -1, 1, z -> asin(z), z -> 1 / sqrt(1 - z * z)),
                c("z ln z", 0, 1, z -> z * log(z), z -> 1 + log(z)),
                c("ln(z/(1 − z))", 1e-12, 1 - 1e-12, z -> log(z / (1 - z)), z -> 1 / (z * (1 - z))),
                c("tiny values", -5, 5, z -> 1e-200 * z * z * z, z -> 3e-200 * z * z),
                c("huge values", -5, 5, z -> 1e200 * z * z * z, z -> 3e200 * z * z),
                c("huge arguments", 1e90, 2e90, z -> z * z * z, z -> 3 * z * z),
                c("tiny arguments", 1e-100, 2e-100, z -> z * z, z -> 2 * z),
                c("sharp", -1e-5, 1e-5, z -> s(1e6 * z), z -> 1e6 * ds(1e6 * z)),
                c("with a part lost to a large number", -3, 3, z -> (z + 1e8) - 1e8, z -> 1),
                c("e^−z²", -30, 30, z -> exp(-z * z), z -> -2 * z * exp(-z * z)),
                c("tan over many poles", -20, 20, z -> tan(z), z -> 1 + pow(tan(z), 2)),
                c("by cases", -2, 2, z -> z < 0 ? z * z : z * z * z, z -> z < 0 ? 2 * z : 3 * z * z));
    }

    /** Right ones of which rounding hides too much; they must only not be accused. */
    static List<Claim> rightButHidden() {
        return List.of(
                c("−ln(1 − σ)", 30, 33, z -> -log(1 - s(z)), z -> s(z)),
                c("−ln(1 − σ), all of it", 0, 40, z -> -log(1 - s(z)), z -> s(z)),
                c("σ, saturated", 36, 60, z -> s(z), z -> s(z) * (1 - s(z))),
                c("tanh, saturated", -30, 30, z -> tanh(z), z -> 1 - pow(tanh(z), 2)),
                c(
                        "GELU by tanh",
                        -20,
                        20,
                        z -> 0.5 * z * (1 + tanh(u(z))),
                        z -> 0.5 * (1 + tanh(u(z))) + 0.5 * z * (1 - pow(tanh(u(z)), 2)) * du(z)),
                c("σ by e⁻ᶻ, overflowing", -800, 800, z -> 1 / (1 + exp(-z)), z -> exp(-z) / pow(1 + exp(-z), 2)),
                c("softplus, naive, overflowing", -50, 800, z -> log(1 + exp(z)), z -> 1 / (1 + exp(-z))),
                c(
                        "(z − 1)⁷ expanded",
                        0.9,
                        1.1,
                        z -> ((((((z - 7) * z + 21) * z - 35) * z + 35) * z - 21) * z + 7) * z - 1,
                        z -> 7 * pow(z - 1, 6)),
                c("(eᶻ − 1)/z from near", -1e-3, 1e-3, z -> (exp(z) - 1) / z, z -> (exp(z) * (z - 1) + 1) / (z * z)),
                c("(eᶻ − 1)/z from nearer", -1e-8, 1e-8, z -> (exp(z) - 1) / z, z -> (exp(z) * (z - 1) + 1) / (z * z)),
                c("steps", -3.3, 3.7, z -> floor(z), z -> 0),
                c("arctan, flat", 1e3, 1e8, z -> atan(z), z -> 1 / (1 + z * z)),
                c("a small part of a large number", -3, 3, z -> 1e12 + sin(z), z -> cos(z)),
                c("nearly constant", -3, 3, z -> cos(1e-6 * z), z -> -1e-6 * sin(1e-6 * z)),
                c("z² underflows", 1e-170, 2e-170, z -> z * z, z -> 2 * z),
                c("ln(1 + z), swallowed", 1e-20, 1e-18, z -> log(1 + z), z -> 1 / (1 + z)),
                c("1 − σ from a function that keeps its digits", 0, 60, z -> -log1p(exp(-z)), z -> 1 - s(z)),
                c("hard tanh, mostly flat", -4, 4, z -> max(-1, min(1, z)), z -> abs(z) < 1 ? 1 : 0),
                c("NaN everywhere", 1, 2, z -> log(-z), z -> 1 / z),
                c("ReLU, dead", -5, -1, z -> max(0, z), z -> 0));
    }

    private static double u(double z) {
        return 0.7978845608028654 * (z + 0.044715 * z * z * z);
    }

    private static double du(double z) {
        return 0.7978845608028654 * (1 + 3 * 0.044715 * z * z);
    }

    /** Wrong ones that can be told. */
    static List<Claim> wrong() {
        return List.of(
                c("sin, far out: the sign", 900, 1100, z -> sin(z), z -> -cos(z)),
                c("sin, far out: a share", 900, 1100, z -> sin(z), z -> 1.0001 * cos(z)),
                c("sin, farther: not derived", -1e6, 1e6, z -> sin(z), z -> sin(z)),
                c("sin 10⁶z without the inner derivative", -1, 1, z -> sin(1e6 * z), z -> cos(1e6 * z)),
                c("σ for σ′", -40, 40, z -> s(z), z -> s(z)),
                c("3σ′", 10, 20, z -> s(z), z -> 3 * ds(z)),
                c("σ′ at σ(z)", -6, 6, z -> s(z), z -> ds(s(z))),
                c("−ln(1 − σ)′ as 1 − σ", 0, 20, z -> -log(1 - s(z)), z -> 1 - s(z)),
                c("exp by the rule of powers", -745, -600, z -> exp(z), z -> z * exp(z - 1)),
                c("2 exp up to its overflow", 600, 709, z -> exp(z), z -> 2 * exp(z)),
                c("exp, and a lost term over 35 powers of ten", -40, 40, z -> 1 + exp(-z), z -> 1 - exp(-z)),
                c("ln by the rule of powers", 1e-9, 1, z -> log(z), z -> 1 / (z * z)),
                c("ln of huge numbers: a factor", 1e200, 1e210, z -> log(z), z -> 2 / z),
                c("hard tanh with its kinks elsewhere", -4, 4, z -> max(-1, min(1, z)), z -> abs(z) < 1.5 ? 1 : 0),
                c("ReLU with slope 2", -5, 5, z -> max(0, z), z -> z > 0 ? 2 : 0),
                c("ReLU, leaky for it", -5, 5, z -> max(0, z), z -> z > 0 ? 1 : 0.01),
                c("a constant with a slope", -5, 5, z -> 7, z -> 1e-3),
                c("tiny values", -5, 5, z -> 1e-200 * z * z * z, z -> 3e-200 * z * z * z),
                c("huge values", -5, 5, z -> 1e200 * z * z * z, z -> 3e200 * z * z * z),
                c("tiny arguments", 1e-100, 2e-100, z -> z * z, z -> z),
                c("sin z / z, the quotient rule with +", -3, 3, z -> sin(z) / z, z -> (z * cos(z) + sin(z)) / (z * z)),
                c("z ln z without the product rule", 0, 1, z -> z * log(z), z -> log(z)),
                c("1/z without its sign", -1, 1, z -> 1 / z, z -> 1 / (z * z)),
                c("√z without ½", 0, 1, z -> sqrt(z), z -> 1 / sqrt(z)),
                c("tanh′ = 1 − tanh", -20, 20, z -> tanh(z), z -> 1 - tanh(z)),
                c(
                        "GELU without its second term",
                        -20,
                        20,
                        z -> 0.5 * z * (1 + tanh(u(z))),
                        z -> 0.5 * (1 + tanh(u(z)))),
                c("e^−z² without the inner derivative", -5, 5, z -> exp(-z * z), z -> exp(-z * z)),
                c("sharp, without its 10⁶", -1e-5, 1e-5, z -> s(1e6 * z), z -> ds(1e6 * z)),
                c("z² with a small mistake", 1, 2, z -> z * z, z -> 2 * z + 1e-7),
                c("tan without its square", -1, 1, z -> tan(z), z -> 1 + tan(z)),
                c("overflowing where it is wrong", 300, 400, z -> exp(z), z -> exp(z) * exp(z)));
    }

    /** Wrong ones that rounding hides, or that are no numbers: they must only not pass. */
    static List<Claim> wrongButHidden() {
        return List.of(
                c("3σ′, saturated", 40, 60, z -> s(z), z -> 3 * ds(z)),
                c("−ln(1 − σ)′ as 1 − σ", 30, 33, z -> -log(1 - s(z)), z -> 1 - s(z)),
                c(
                        "the sign, where nearly all is flat",
                        -1400,
                        600,
                        z -> pow(tanh(z), 2),
                        z -> -2 * tanh(z) * (1 - pow(tanh(z), 2))),
                c(
                        "a term more, where all is flat",
                        -1e4,
                        1e4,
                        z -> log(tanh(z)),
                        z -> (1 - pow(tanh(z), 2)) / tanh(z) + log(tanh(z))),
                c("NaN for a third", -1, 1, z -> z * z, z -> z > 0.5 ? Double.NaN : 2 * z),
                c("∞ for a third", -1, 1, z -> z * z, z -> z > 0.5 ? Double.POSITIVE_INFINITY : 2 * z),
                c("NaN everywhere", -1, 1, z -> z * z, z -> Double.NaN),
                c("of what is NaN", 1, 2, z -> log(-z), z -> 5));
    }

    static Rate rights() {
        return Rate.of(Verdict.FAIL, right(), rightButHidden());
    }

    static Rate wrongs() {
        return Rate.of(Verdict.PASS, wrong(), wrongButHidden());
    }

    @ParameterizedTest
    @MethodSource
    void right(Claim c) {
        assertEquals(Verdict.PASS, c.report().verdict(), c + "\n" + c.report());
    }

    @ParameterizedTest
    @MethodSource
    void rightButHidden(Claim c) {
        assertNotEquals(Verdict.FAIL, c.report().verdict(), c + "\n" + c.report());
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Claim c) {
        assertEquals(Verdict.FAIL, c.report().verdict(), c + "\n" + c.report());
    }

    @ParameterizedTest
    @MethodSource
    void wrongButHidden(Claim c) {
        assertEquals(Verdict.CANNOT_TELL, c.report().verdict(), c + "\n" + c.report());
    }

    @Test
    void there_are_more_than_26_of_either() {
        assertTrue(right().size() > 26 && wrong().size() > 26);
        assertTrue(right().size() + rightButHidden().size() > 50);
        assertTrue(wrong().size() + wrongButHidden().size() > 35);
    }
}
