package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.difference.Estimate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every bound of the comparison, just inside and just outside. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MatchTest {
    private static Finding finding(double given, double expected, double error, double tolerance) {
        return Match.of(given, new Estimate(expected, error), tolerance).finding();
    }

    @ParameterizedTest
    @CsvSource({"9e-9, EQUAL", "1.1e-8, DIFFERENT", "-9e-9, EQUAL", "-1.1e-8, DIFFERENT"})
    void ten_times_the_error_is_certain(double off, Finding finding) {
        assertEquals(finding, finding(1 + off, 1, 1e-9, 0));
    }

    @ParameterizedTest
    @CsvSource({"60, EQUAL", "70, DIFFERENT"})
    void sixty_four_roundings_are_no_error(int ulps, Finding finding) {
        assertEquals(finding, finding(1 + ulps * Math.ulp(1.0), 1, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"0.9e-6, DIFFERENT", "1.1e-6, HIDDEN"})
    void what_is_known_worse_than_a_millionth_decides_nothing(double error, Finding wrong) {
        assertEquals(wrong, finding(0.5, 1, error, 0));
        assertEquals(wrong == Finding.HIDDEN ? wrong : Finding.EQUAL, finding(1, 1, error, 0));
        assertEquals(wrong, finding(1, 0, error, 0), "the larger of the two is what counts");
    }

    @ParameterizedTest
    @CsvSource({"1.004, EQUAL", "1.006, DIFFERENT", "NaN, NO_NUMBER", "Infinity, NO_NUMBER"})
    void a_typed_number_may_be_off_by_half_its_last_digit(double given, Finding finding) {
        assertEquals(finding, finding(given, 1, 1e-12, 0.005));
    }

    @ParameterizedTest
    @CsvSource({"0.09, EQUAL", "0.11, HIDDEN"})
    void a_typed_digit_worth_a_tenth_confirms_nothing(double tolerance, Finding finding) {
        assertEquals(finding, finding(1.01, 1, 1e-12, tolerance));
        assertEquals(Finding.EQUAL, finding(1, 1, 1e-12, tolerance), "but the very number does");
    }

    @ParameterizedTest
    @CsvSource({
        "1, NaN, 0, HIDDEN",
        "1, Infinity, 0, HIDDEN",
        "NaN, 1, Infinity, HIDDEN",
        "NaN, NaN, 0, ALIKE",
        "Infinity, Infinity, 0, ALIKE",
        "Infinity, -Infinity, 0, HIDDEN",
        "NaN, 1, 0, NO_NUMBER",
        "0, 0, 1e-300, ALIKE",
        "0, 0, 0, EQUAL",
        "1, 1, Infinity, HIDDEN"
    })
    void what_is_no_number_matches_nothing(double given, double expected, double error, Finding finding) {
        assertEquals(finding, finding(given, expected, error, 0));
    }

    private static Finding lines(ToDoubleFunction<double[]> line, ToDoubleFunction<double[]> before, double... p) {
        return Match.lines(line, before, p).finding();
    }

    @ParameterizedTest
    @CsvSource({"50, EQUAL", "1000, DIFFERENT"})
    void the_last_digit_of_the_argument_is_no_error(int ulps, Finding finding) {
        double moved = ulps * Math.ulp(1000.0);
        assertEquals(finding, lines(z -> Math.sin(z[0] + moved), z -> Math.sin(z[0]), 1000));
        assertEquals(finding, lines(z -> Math.sin(z[0] + z[1] + moved), z -> Math.sin(z[0] + z[1]), 999, 1));
    }

    @ParameterizedTest
    @CsvSource({"5e-9, EQUAL", "1e-6, DIFFERENT"})
    void scatter_of_the_values_is_no_error(double off, Finding finding) {
        ToDoubleFunction<double[]> noisy = z -> z[0] + 2e-9 * Math.sin(1e17 * z[0]);
        assertEquals(finding, lines(z -> noisy.applyAsDouble(z) + off, z -> z[0], 1.3));
    }

    @Test
    void a_stair_so_wide_that_it_looks_smooth_is_doubtful() {
        ToDoubleFunction<double[]> stairs = z -> (1 - Math.cos(z[0])) / (z[0] * z[0]);
        assertEquals(Finding.DOUBTFUL, lines(stairs, z -> 0.5, 2.3e-8));
        assertEquals(Finding.EQUAL, lines(z -> Math.signum(z[0]), z -> 1, 1), "a step is not");
        assertEquals(Finding.DIFFERENT, lines(z -> Math.signum(z[0] - 0.9), z -> -1, 1));
    }

    @Test
    void at_the_very_bound_is_inside() {
        double e = 0x1p-30;
        assertEquals(Finding.EQUAL, new Match(1 + 10 * e, 1, e, 0.5, false).finding());
        assertEquals(Finding.EQUAL, new Match(1.05, 1, 0, 0.1, false).finding());
        assertEquals(Finding.EQUAL, new Match(1, 1, Match.TELLING, 0, false).finding());
        assertEquals(Finding.EQUAL, new Match(0, 0, Double.MIN_NORMAL, 0, false).finding());
        assertEquals(Finding.ALIKE, new Match(0, 0, Math.nextUp(Double.MIN_NORMAL), 0, false).finding());
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.0009, EQUAL", "0.01, 0.0011, HIDDEN", "100, 9, EQUAL", "100, 11, HIDDEN"})
    void a_typed_digit_is_measured_by_the_number(double expected, double tolerance, Finding finding) {
        assertEquals(finding, finding(1.01 * expected, expected, 1e-12 * expected, tolerance));
    }

    @ParameterizedTest
    @CsvSource({"0.9e-6, HIDDEN", "1.1e-6, DOUBTFUL"})
    void on_stairs_a_millionth_is_hidden_and_more_is_doubtful(double share, Finding finding) {
        for (double size : new double[] {1e-3, 1, 1e3}) {
            assertEquals(finding, new Match(size * (1 + share), size, 0, 0, true).finding());
        }
    }

    @ParameterizedTest
    @CsvSource({"9, EQUAL", "11, DIFFERENT"})
    void constants_may_be_what_is_left_of_larger_numbers(double times, Finding finding) {
        double large = 0x1p20;
        assertEquals(
                finding,
                new Match(large + times * 0x1p-20, large, 0, 0, false)
                        .ofConstants()
                        .finding());
        double small = 0x1p-20;
        assertEquals(
                finding,
                new Match(small + times * 0x1p-52, small, 0, 0, false)
                        .ofConstants()
                        .finding());
    }

    /** 6.4 roundings of the value and one digit of the argument, times ten. */
    @ParameterizedTest
    @CsvSource({"120, EQUAL", "135, DIFFERENT"})
    void a_closer_look_at_the_formula_adds_what_its_argument_moves(int ulps, Finding finding) {
        double given = 1 + ulps * Math.ulp(1.0);
        Match match = Match.of(given, new Estimate(1, 0), 0).computedBy(p -> p[0], new double[] {given});
        assertEquals(finding, match.finding());
    }

    @Test
    void a_closer_look_sees_stairs() {
        ToDoubleFunction<double[]> stairs = z -> (1 - Math.cos(z[0])) / (z[0] * z[0]);
        double z = 2.3e-8;
        double given = stairs.applyAsDouble(new double[] {z});
        Match match = Match.of(given, new Estimate(0.5, 0), 0);
        assertEquals(Finding.DIFFERENT, match.finding());
        assertEquals(
                Finding.DOUBTFUL, match.computedBy(stairs, new double[] {z}).finding());
        assertEquals(
                Finding.DOUBTFUL,
                Match.slope(x -> 0.5 * x, x -> stairs.applyAsDouble(new double[] {x}), z)
                        .finding());
    }

    @ParameterizedTest
    @CsvSource({"5e-9, EQUAL", "1e-6, DIFFERENT"})
    void scatter_is_seen_in_several_variables(double off, Finding finding) {
        ToDoubleFunction<double[]> noisy =
                v -> v[0] + v[1] + 2e-9 * Math.sin(1e14 * v[0]); // the same at its neighbours
        assertEquals(finding, lines(v -> noisy.applyAsDouble(v) + off, v -> v[0] + v[1], 0.7, 0.6));
    }

    @Test
    void a_neighbour_that_is_infinite_is_no_error() {
        assertEquals(Finding.EQUAL, lines(z -> z[0] > 1 ? Double.POSITIVE_INFINITY : z[0], z -> z[0], 1));
    }
}
