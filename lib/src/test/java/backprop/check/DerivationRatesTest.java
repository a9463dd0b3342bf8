package backprop.check;

import static java.lang.Math.PI;
import static java.lang.Math.abs;
import static java.lang.Math.atan;
import static java.lang.Math.cbrt;
import static java.lang.Math.cos;
import static java.lang.Math.cosh;
import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.floor;
import static java.lang.Math.hypot;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.pow;
import static java.lang.Math.signum;
import static java.lang.Math.sin;
import static java.lang.Math.sinh;
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

/** Derivations, right and broken, on ranges that hurt: overflow, underflow, cancellation, gaps, kinks, tiny and huge scales. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DerivationRatesTest {
    /** An equality on a range. */
    record Equality(String name, double from, double to, DoubleUnaryOperator line, DoubleUnaryOperator next)
            implements Rate.Claim {
        @Override
        public Report report() {
            return Derivation.of("start", line).line("next", next).check(from, to);
        }

        @Override
        public String toString() {
            return name + " on [" + from + ", " + to + "]";
        }
    }

    private static Equality e(String name, double from, double to, DoubleUnaryOperator line, DoubleUnaryOperator next) {
        return new Equality(name, from, to, line, next);
    }

    private static double s(double z) {
        return Sigmoid.of(z);
    }

    private static double ds(double z) {
        return Sigmoid.derivative(z);
    }

    private static double sq(double z) {
        return z * z;
    }

    private static double softplus(double z) {
        return max(0, z) + log1p(exp(-abs(z)));
    }

    /** Right ones that can be told. */
    static List<Equality> right() {
        return List.of(
                e("σ(1 − σ), saturated on one side", -40, 40, z -> ds(z), z -> s(z) * (1 - s(z))),
                e("1/(1 + e⁻ᶻ) from eᶻ/(1 + eᶻ)", -700, 700, z -> 1 / (1 + exp(-z)), z -> exp(z) / (1 + exp(z))),
                e("a removable 0/0: (z² − 1)/(z − 1)", -3, 3, z -> z + 1, z -> (z * z - 1) / (z - 1)),
                e("the same from near", 1 - 1e-9, 1 + 1e-9, z -> z + 1, z -> (z * z - 1) / (z - 1)),
                e("sin z / z", -3, 3, z -> sin(z) / z, z -> 2 * sin(z / 2) * cos(z / 2) / z),
                e("(1 − cos z)/z²", -1, 1, z -> 2 * sq(sin(z / 2) / z), z -> (1 - cos(z)) / (z * z)),
                e(
                        "the same, 0 missed by rounding",
                        -0.3,
                        0.9,
                        z -> 2 * sq(sin(z / 2) / z),
                        z -> (1 - cos(z)) / (z * z)),
                e("the same from near", -1e-4, 1e-4, z -> 2 * sq(sin(z / 2) / z), z -> (1 - cos(z)) / (z * z)),
                e("(eᶻ − 1)/z from near", -1e-6, 1e-6, z -> expm1(z) / z, z -> (exp(z) - 1) / z),
                e("cosh² − sinh² = 1", -20, 20, z -> 1, z -> sq(cosh(z)) - sq(sinh(z))),
                e("sin² + cos² = 1, far out", -1e5, 1e5, z -> 1, z -> sq(sin(z)) + sq(cos(z))),
                e("(eᶻ)² = e²ᶻ, infinite from 355 on", 300, 500, z -> exp(2 * z), z -> sq(exp(z))),
                e("e²ᶻ/eᶻ", -350, 350, z -> exp(z), z -> exp(2 * z) / exp(z)),
                e("eᶻ⁻¹⁰⁰e¹⁰⁰", -5, 5, z -> exp(z), z -> exp(z - 100) * exp(100)),
                e("(z + 10⁸) − 10⁸", -3, 3, z -> z, z -> (z + 1e8) - 1e8),
                e("cos z = sin(z + π/2), far out", 900, 1100, z -> cos(z), z -> sin(z + PI / 2)),
                e("ln eᶻ", -700, 700, z -> z, z -> log(exp(z))),
                e("e to the ln z, huge", 1, 1e300, z -> z, z -> exp(log(z))),
                e("tanh as 2σ − 1, near 0", -1e-3, 1e-3, z -> tanh(z), z -> 2 * s(2 * z) - 1),
                e(
                        "tanh as a quotient, nearer",
                        -1e-8,
                        1e-8,
                        z -> tanh(z),
                        z -> (exp(z) - exp(-z)) / (exp(z) + exp(-z))),
                e("arctan z = π/2 − arctan 1/z", 1, 1e10, z -> atan(z), z -> PI / 2 - atan(1 / z)),
                e("tan has period π", -100, 100, z -> tan(z), z -> tan(z + PI)),
                e("max(0, z) = (z + |z|)/2, a kink", -5, 5, z -> max(0, z), z -> (z + abs(z)) / 2),
                e("|z| = √z²", -1e-100, 1e-100, z -> abs(z), z -> sqrt(z * z)),
                e("z|z|′ by cases", -5, 5, z -> abs(z), z -> z * signum(z)),
                e("a constant", -5, 5, z -> 4, z -> 1 + 3),
                e("a constant, cancelled", -5, 5, z -> 1e-6, z -> (0.001 + 1) * (0.001 - 1) + 1),
                e("0 = z − z", -5, 5, z -> 0, z -> z - z),
                e("1/z² = (1/z)², infinite at 0", -1, 1, z -> 1 / (z * z), z -> sq(1 / z)),
                e("1/z, a pole", -1, 1, z -> 1 / z, z -> z / (z * z)),
                e("ln z² = 2 ln|z|, −∞ at 0", -2, 2, z -> log(z * z), z -> 2 * log(abs(z))),
                e("e^−z² as (e⁻ᶻ)ᶻ, underflow", -40, 40, z -> exp(-z * z), z -> pow(exp(-z), z)),
                e("tiny scale", 1e-200, 2e-200, z -> 3 * z, z -> z + z + z),
                e("huge scale", 1e200, 2e200, z -> 1 / (z + 1e200), z -> 1e-200 / (z * 1e-200 + 1)),
                e("√(z² + 1) by hypot", -1e150, 1e150, z -> hypot(z, 1), z -> sqrt(z * z + 1)),
                e("the cube root of z³", -1e90, 1e90, z -> z, z -> cbrt(z * z * z)),
                e("sin 2z, fast", -100, 100, z -> sin(2e3 * z), z -> 2 * sin(1e3 * z) * cos(1e3 * z)),
                e("softplus z − softplus −z = z", -30, 30, z -> z, z -> softplus(z) - softplus(-z)));
    }

    /** Right ones of which rounding leaves so little that nobody can tell; they must only not be accused. */
    static List<Equality> rightButHidden() {
        return List.of(
                e("1 − σ(z) = σ(−z), swallowed", 30, 60, z -> s(-z), z -> 1 - s(z)),
                e("σ(1 − σ) = 0 to rounding", 36, 60, z -> ds(z), z -> s(z) * (1 - s(z))),
                e("sin² + cos² − 1 = 0", -5, 5, z -> 0, z -> sq(sin(z)) + sq(cos(z)) - 1),
                e(
                        "(z − 1)⁷ expanded",
                        0.9,
                        1.1,
                        z -> pow(z - 1, 7),
                        z -> ((((((z - 7) * z + 21) * z - 35) * z + 35) * z - 21) * z + 7) * z - 1),
                e("(1 − cos z)/z², a few stairs", 1e-8, 4e-8, z -> 2 * sq(sin(z / 2) / z), z -> (1 - cos(z)) / (z * z)),
                e("(1 − cos z)/z², many", -1e-6, 1e-6, z -> 2 * sq(sin(z / 2) / z), z -> (1 - cos(z)) / (z * z)),
                e("(eᶻ − 1)/z, a few stairs", 1e-16, 1e-14, z -> expm1(z) / z, z -> (exp(z) - 1) / z),
                e("(eᶻ − 1)/z, all swallowed", 1e-18, 1e-17, z -> expm1(z) / z, z -> (exp(z) - 1) / z),
                e("(z + 10⁸) − 10⁸, below its last digit", -1e-9, 1e-9, z -> z, z -> (z + 1e8) - 1e8),
                e("(z + 10¹⁶) − 10¹⁶", -3, 3, z -> z, z -> (z + 1e16) - 1e16),
                e("ln(1 + z), swallowed", 1e-20, 1e-17, z -> log1p(z), z -> log(1 + z)),
                e("ln(1 + eᶻ), naive", -800, 800, z -> softplus(z), z -> log(1 + exp(z))),
                e("ln(1 + eᶻ), naive and swallowed", -50, 0, z -> softplus(z), z -> log(1 + exp(z))),
                e("√(z² + 1) − z", 0, 1e9, z -> 1 / (sqrt(z * z + 1) + z), z -> sqrt(z * z + 1) - z),
                e("ln(z + 1) − ln z", 1, 1e17, z -> log1p(1 / z), z -> log(z + 1) - log(z)),
                e("1/z − 1/(z + 1)", 1, 1e9, z -> 1 / (z * (z + 1)), z -> 1 / z - 1 / (z + 1)),
                e("|z| = √z², the square underflows", -1e-170, 1e-170, z -> abs(z), z -> sqrt(z * z)),
                e("√(z²), the square overflows", 1e160, 1e170, z -> z, z -> sqrt(z * z)),
                e("e⁻²ᶻ/e⁻ᶻ, denormal", 300, 400, z -> exp(-z), z -> exp(-2 * z) / exp(-z)),
                e("eᶻ/(1 + eᶻ), ∞/∞", -800, 800, z -> s(z), z -> exp(z) / (1 + exp(z))),
                e("z¹⁰/z⁹, 0/0 everywhere", -1e-40, 1e-40, z -> z, z -> pow(z, 10) / pow(z, 9)),
                e("NaN everywhere", 1, 2, z -> log(-z), z -> sqrt(-z)),
                e("∞ everywhere", 710, 800, z -> exp(z), z -> exp(z) + 1),
                e("1 − 1/(1 + eᶻ), swallowed far from where", -1000, 1000, z -> s(z), z -> 1 - 1 / (1 + exp(z))),
                e("cosh² − sinh², swallowed", 20, 60, z -> 1, z -> sq(cosh(z)) - sq(sinh(z))),
                e("cos z = sin(z + π/2) where a digit is a radian", 1e16, 1e17, z -> cos(z), z -> sin(z + PI / 2)),
                e("tanh′ = 1 − tanh²", 15, 30, z -> 4 * ds(2 * z), z -> 1 - sq(tanh(z))));
    }

    /** Broken ones that differ where it can be told. */
    static List<Equality> broken() {
        return List.of(
                e("e⁻ᶻ for 1 + e⁻ᶻ, over 35 powers of ten", -40, 40, z -> 1 + exp(-z), z -> exp(-z)),
                e("eᶻ = eᶻ + 1, the same", -40, 40, z -> exp(z), z -> exp(z) + 1),
                e("eᶻ = eᶻ + 1, mostly swallowed", 20, 60, z -> exp(z), z -> exp(z) + 1),
                e("a power of 1 + e⁻ᶻ lost", -6, 6, z -> exp(-z) / sq(1 + exp(-z)), z -> exp(-z) / (1 + exp(-z))),
                e(
                        "Raschka: 1/(1 + e⁻ᶻ)² − (1/(1 + e⁻ᶻ))²",
                        -6,
                        6,
                        z -> ds(z),
                        z -> 1 / sq(1 + exp(-z)) - sq(1 / (1 + exp(-z)))),
                e("Raschka: φ − (1 − φ)", -6, 6, z -> ds(z), z -> s(z) - (1 - s(z))),
                e("the sign", -6, 6, z -> ds(z), z -> -ds(z)),
                e("the sign, far out", 900, 1100, z -> cos(z), z -> -sin(z + PI / 2)),
                e("a factor 2", -300, 300, z -> exp(z), z -> 2 * exp(z)),
                e("√z² = z", -5, 5, z -> z, z -> sqrt(z * z)),
                e("ln z² = 2 ln z, to the left of 0 with ln|z|", -2, 2, z -> log(z * z), z -> log(abs(z))),
                e("a term of 1e-9", -3, 3, z -> sin(z), z -> sin(z) + 1e-9),
                e("a share of 1e-11", -3, 3, z -> sin(z), z -> sin(z) * (1 + 1e-11)),
                e("tiny scale", 1, 2, z -> 1e-200 * z, z -> 2e-200 * z),
                e("tiny scale, 0 for it", 1, 2, z -> 1e-20 * z, z -> 0),
                e("huge scale", 1, 2, z -> 1e200 * z, z -> 1e200 * z * z),
                e("huge and infinite", 600, 800, z -> exp(z), z -> 2 * exp(z)),
                e("σ for σ′, saturated", -40, 40, z -> ds(z), z -> s(z)),
                e("σ′ without its square", 0, 60, z -> ds(z), z -> s(z) * (1 - s(z)) + exp(-z)),
                e("tanh′ = 1 − tanh", -20, 20, z -> 4 * ds(2 * z), z -> 1 - tanh(z)),
                e("max for min", -5, 5, z -> max(0, z), z -> min(0, z)),
                e("the kink at another place", -5, 5, z -> max(0, z), z -> max(0, z - 0.5)),
                e("right on one side only", -5, 5, z -> abs(z), z -> z),
                e("sin z / z = 1", -3, 3, z -> sin(z) / z, z -> 1),
                e("(1 − cos z)/z² = ½", -1, 1, z -> (1 - cos(z)) / (z * z), z -> 0.5),
                e("(z² − 1)/(z − 1) = z − 1", -3, 3, z -> (z * z - 1) / (z - 1), z -> z - 1),
                e("a pole, and a slip", -1, 1, z -> 1 / z, z -> 1 / z + z),
                e("fast waves, shifted", -100, 100, z -> sin(1e3 * z), z -> cos(1e3 * z)),
                e("sharp, shifted", -1e-5, 1e-5, z -> s(1e6 * z), z -> s(1e6 * z + 1e-3)),
                e("softplus, a lost 1", -5, 5, z -> log(1 + exp(z)), z -> log(exp(z))),
                e("constants", -5, 5, z -> 4, z -> 5),
                e("1 for 1 + z, tiny", 1e-12, 1e-9, z -> 1 + z, z -> 1),
                e("cosh² − sinh² = 2", -20, 20, z -> 2, z -> sq(cosh(z)) - sq(sinh(z))),
                e("steps", -5, 5, z -> signum(z), z -> z > 1 ? 1 : -1),
                e("e^−z² as e⁻²ᶻ", -30, 30, z -> exp(-z * z), z -> exp(-2 * z)),
                e("NaN for a half, wrong in the other", -2, 2, z -> z, z -> 2 * exp(log(z))));
    }

    /** Broken ones that rounding hides, or overflow: they must only not pass. */
    static List<Equality> brokenButHidden() {
        return List.of(
                e("σ(1 − σ) for 3σ′", 36, 60, z -> 3 * ds(z), z -> s(z) * (1 - s(z))),
                e("∞ for ∞", 710, 800, z -> exp(z), z -> 2 * exp(z)),
                e("∞ for a number", 1, 2, z -> z, z -> 1 / (z - z) + z),
                e("NaN for a number", 1, 2, z -> z, z -> (z - z) / (z - z)),
                e("NaN for a third", -1, 2, z -> z * z, z -> z < 0 ? Double.NaN : z * z),
                e("−∞ for ∞", 710, 800, z -> exp(z), z -> -exp(z)),
                e("two steps, apart by little", -5, 5, z -> z > 1 ? 1 : 0, z -> z > 1.08 ? 1 : 0),
                e("stairs for a ramp", -3, 3, z -> z, z -> floor(z)));
    }

    static Rate rights() {
        return Rate.of(Verdict.FAIL, right(), rightButHidden());
    }

    static Rate brokens() {
        return Rate.of(Verdict.PASS, broken(), brokenButHidden());
    }

    @ParameterizedTest
    @MethodSource
    void right(Equality e) {
        assertEquals(Verdict.PASS, e.report().verdict(), e + "\n" + e.report());
    }

    @ParameterizedTest
    @MethodSource
    void rightButHidden(Equality e) {
        assertNotEquals(Verdict.FAIL, e.report().verdict(), e + "\n" + e.report());
    }

    @ParameterizedTest
    @MethodSource
    void broken(Equality e) {
        assertEquals(Verdict.FAIL, e.report().verdict(), e + "\n" + e.report());
    }

    @ParameterizedTest
    @MethodSource
    void brokenButHidden(Equality e) {
        assertEquals(Verdict.CANNOT_TELL, e.report().verdict(), e + "\n" + e.report());
    }

    @Test
    void there_are_thirty_of_either() {
        assertTrue(right().size() >= 30 && broken().size() >= 30);
        assertTrue(right().size() + rightButHidden().size() > 60);
        assertTrue(broken().size() + brokenButHidden().size() > 40);
    }
}
