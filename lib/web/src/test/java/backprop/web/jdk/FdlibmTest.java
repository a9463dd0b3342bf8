package backprop.web.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backprop.web.jdk.fdlibm.Circular;
import backprop.web.jdk.fdlibm.Exponential;
import backprop.web.jdk.fdlibm.Logarithm;
import backprop.web.jdk.fdlibm.Power;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions of the page against StrictMath's, bit for bit: on random bits, near 0 and 1, of middle size, at every limit. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FdlibmTest {
    private static final int POINTS = 2_000_000;
    private static final double FARTHEST_ANGLE = 1.6e6;
    private static final double[] LIMITS = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        2,
        -2,
        3,
        -3,
        22,
        -22,
        709.78,
        710,
        710.4758600739439,
        710.475860073944,
        -745.13,
        -745.2,
        1024,
        -1075,
        0x1p31,
        0x1p53,
        0x1p64,
        -0x1p53 - 2,
        Math.PI,
        Math.PI / 2,
        Math.PI / 4,
        Math.E,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    static Stream<Arguments> ofOne() {
        return Stream.of(
                one("exp", Exponential::exp, StrictMath::exp),
                one("expm1", Exponential::expm1, StrictMath::expm1),
                one("sinh", Exponential::sinh, StrictMath::sinh),
                one("cosh", Exponential::cosh, StrictMath::cosh),
                one("tanh", Exponential::tanh, StrictMath::tanh),
                one("log", Logarithm::log, StrictMath::log),
                one("log1p", Logarithm::log1p, StrictMath::log1p),
                one("log10", Logarithm::log10, StrictMath::log10),
                one("cbrt", Power::cbrt, StrictMath::cbrt),
                one("sin", Circular::sin, StrictMath::sin),
                one("cos", Circular::cos, StrictMath::cos));
    }

    private static Arguments one(String name, DoubleUnaryOperator ours, DoubleUnaryOperator theirs) {
        return Arguments.of(name, ours, theirs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofOne")
    void of_one_number(String name, DoubleUnaryOperator ours, DoubleUnaryOperator theirs) {
        boolean isOfAngle = name.matches("sin|cos");
        Random random = new Random(5);
        for (int i = 0; i < POINTS; i++) {
            compare(name, number(random, i), isOfAngle, ours, theirs);
        }
        for (double x : LIMITS) {
            compare(name, x, isOfAngle, ours, theirs);
        }
    }

    private static void compare(
            String name, double x, boolean isOfAngle, DoubleUnaryOperator ours, DoubleUnaryOperator theirs) {
        boolean isFar = Math.abs(x) > FARTHEST_ANGLE && Double.isFinite(x);
        if (!(isOfAngle && isFar)) {
            same(theirs.applyAsDouble(x), ours.applyAsDouble(x), name, x);
        }
    }

    private static void same(double theirs, double ours, Object... call) {
        if (Double.doubleToLongBits(theirs) != Double.doubleToLongBits(ours)) {
            assertEquals(
                    theirs,
                    ours,
                    String.join(" ", Stream.of(call).map(String::valueOf).toList()));
        }
    }

    private static double number(Random random, int i) {
        return switch (i % 5) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextGaussian();
            case 2 -> 20 * random.nextGaussian();
            case 3 -> Math.scalb(2 * random.nextDouble() - 1, random.nextInt(40) - 30);
            default -> random.nextInt(500) * (Math.PI / 4) * (1 + (random.nextInt(2000) - 1000) * 0x1p-52);
        };
    }

    static Stream<Arguments> ofTwo() {
        return Stream.of(two("pow", Power::pow, StrictMath::pow), two("hypot", Power::hypot, StrictMath::hypot));
    }

    private static Arguments two(String name, DoubleBinaryOperator ours, DoubleBinaryOperator theirs) {
        return Arguments.of(name, ours, theirs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofTwo")
    void of_two_numbers(String name, DoubleBinaryOperator ours, DoubleBinaryOperator theirs) {
        Random random = new Random(6);
        for (int i = 0; i < POINTS; i++) {
            double x = i % 3 == 0 ? 1 + 1e-6 * random.nextGaussian() : number(random, i);
            double y = switch (i % 4) {
                case 0 -> number(random, 0);
                case 1 -> random.nextInt(41) - 20;
                case 2 -> x * random.nextGaussian();
                default -> random.nextGaussian() * Math.pow(10, random.nextInt(19));
            };
            same(theirs.applyAsDouble(x, y), ours.applyAsDouble(x, y), name, x, y);
        }
        for (double x : LIMITS) {
            for (double y : LIMITS) {
                same(theirs.applyAsDouble(x, y), ours.applyAsDouble(x, y), name, x, y);
            }
        }
    }

    @Test
    void a_larger_angle_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Circular.sin(1.7e6));
    }
}
