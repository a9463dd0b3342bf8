package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of functions of several variables, of what a cause must have as evidence, and of what is refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FunctionsTest {
    private static void says(Report report, String... words) {
        for (String word : words) {
            assertTrue(report.toString().contains(word), report.toString());
        }
    }

    private static void verdict(Verdict verdict, Report report) {
        assertEquals(verdict, report.verdict(), report.toString());
    }

    private static void refused(String sentence, Executable check) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, check).getMessage());
    }

    private static final SimpleMatrix A = new SimpleMatrix(new double[][] {{1, 2, 0.5}, {-1, 3, 2}, {0.3, 1, -2}});
    private static final SimpleMatrix SUM = A.plus(A.transpose());

    @Nested
    class The_gradient_of_a_matrix {
        private final ToDoubleFunction<SimpleMatrix> form =
                x -> x.transpose().mult(A).mult(x).trace();
        private final SimpleMatrix column = new SimpleMatrix(new double[] {0.7, -1.2, 2});
        private final SimpleMatrix square = new SimpleMatrix(new double[][] {{1, 2, 3}, {0, -1, 2}, {0.5, 1, 1}});
        private final SimpleMatrix tall = new SimpleMatrix(new double[][] {{1, 2}, {0, -1}, {0.5, 1}});

        @Test
        void is_right_for_the_identities_of_the_books() {
            for (SimpleMatrix x : new SimpleMatrix[] {column, square, tall}) {
                verdict(Verdict.PASS, Check.gradient(form, v -> SUM.mult(v), x));
                verdict(Verdict.FAIL, Check.gradient(form, v -> A.mult(v).scale(2), x));
            }
            verdict(Verdict.PASS, Check.gradient(x -> x.normF() * x.normF(), x -> x.scale(2), tall));
            verdict(
                    Verdict.PASS,
                    Check.gradient(
                            x -> x.determinant(), x -> x.invert().transpose().scale(x.determinant()), square));
        }

        @Test
        void is_named_when_it_is_transposed() {
            says(Check.gradient(form, v -> SUM.mult(v).transpose(), square), "Cause: yours is transposed");
            says(Check.gradient(form, v -> SUM.mult(v).transpose(), column), "is 1x3, but must be 3x1: transposed?");
            says(Check.gradient(form, v -> SUM.mult(v).transpose(), tall), "is 2x3, but must be 3x2: transposed?");
            says(Check.gradient(form, v -> v.scale(0), column), "worst at entry [2][0]");
        }

        @Test
        void leaves_the_matrix_alone() {
            SimpleMatrix x = column.copy();
            Report report = Check.gradient(
                    v -> {
                        double value = form.applyAsDouble(v);
                        v.fill(0);
                        return value;
                    },
                    v -> {
                        SimpleMatrix gradient = SUM.mult(v);
                        v.fill(0);
                        return gradient;
                    },
                    x);
            verdict(Verdict.PASS, report);
            assertTrue(x.isIdentical(column, 0));
        }

        @Test
        void is_refused_in_one_sentence() {
            refused("f must be given, but was null", () -> Check.gradient(null, v -> v, column));
            refused("at must be given, but was null", () -> Check.gradient(form, v -> v, (SimpleMatrix) null));
            refused("gradient must return a matrix, but was null", () -> Check.gradient(form, v -> null, column));
            refused(
                    "at must hold finite numbers, but was NaN at [1]",
                    () -> Check.gradient(form, v -> v, new SimpleMatrix(new double[] {1, Double.NaN, 2})));
            refused("at must have an entry, but was empty", () -> Check.gradient(form, v -> v, new SimpleMatrix(0, 0)));
        }
    }

    /** The softmax of a vector. */
    private static double[] softmax(double[] z) {
        double[] a = new double[z.length];
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            a[i] = Math.exp(z[i]);
            sum += a[i];
        }
        for (int i = 0; i < z.length; i++) {
            a[i] /= sum;
        }
        return a;
    }

    private static double[][] softmaxJacobian(double[] z, boolean onlyDiagonal) {
        double[] a = softmax(z);
        double[][] jacobian = new double[z.length][z.length];
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < z.length; j++) {
                jacobian[i][j] = i == j ? a[i] * (1 - a[i]) : onlyDiagonal ? 0 : -a[i] * a[j];
            }
        }
        return jacobian;
    }

    @Nested
    class A_Jacobian {
        private final UnaryOperator<double[]> f = v -> new double[] {v[0] * v[1], Math.sin(v[0]), v[1] * v[1]};

        @Test
        void is_judged_entry_by_entry() {
            says(
                    Check.jacobian(f, v -> new double[][] {{v[1], v[0]}, {Math.cos(v[0]), 0}, {0, 2 * v[1]}}, 1.5, -2),
                    "✓ Jacobian: right",
                    "6 of 6 right");
            says(
                    Check.jacobian(f, v -> new double[][] {{v[1], v[0]}, {Math.cos(v[0]), 0}, {0, v[1]}}, 1.5, -2),
                    "worst at entry [2][1]: yours -2, expected -4",
                    "Cause: only entry [2][1] is wrong.");
            verdict(Verdict.PASS, Check.jacobian(z -> softmax(z), z -> softmaxJacobian(z, false), 0.2, -1, 1.7));
            verdict(Verdict.FAIL, Check.jacobian(z -> softmax(z), z -> softmaxJacobian(z, true), 0.2, -1, 1.7));
        }

        @Test
        void is_named_when_it_is_transposed() {
            says(
                    Check.jacobian(f, v -> new double[][] {{v[1], Math.cos(v[0]), 0}, {v[0], 0, 2 * v[1]}}, 1.5, -2),
                    "Jacobian: impossible shape",
                    "is 2x3, but must be 3x2: transposed?");
            says(
                    Check.jacobian(
                            v -> new double[] {v[0] * v[1], Math.sin(v[0])},
                            v -> new double[][] {{v[1], Math.cos(v[0])}, {v[0], 0}},
                            1.5,
                            -2),
                    "Cause: yours is transposed: entry [i][j] stands where [j][i] belongs.");
        }

        @Test
        void may_come_from_an_array_that_is_used_again() {
            double[] answer = new double[1];
            verdict(
                    Verdict.PASS,
                    Check.jacobian(
                            v -> {
                                answer[0] = v[0] * v[1];
                                return answer;
                            },
                            v -> new double[][] {{v[1], v[0]}},
                            3,
                            4));
            double[] gradient = new double[2];
            verdict(
                    Verdict.FAIL,
                    Check.gradient(
                            v -> v[0] * v[1],
                            v -> {
                                gradient[0] = 2 * v[1];
                                gradient[1] = v[0];
                                return gradient;
                            },
                            3,
                            4));
        }

        @Test
        void is_refused_in_one_sentence() {
            Function<double[], double[][]> jagged = v -> new double[][] {{1, 2}, {3}};
            refused(
                    "jacobian must return rows of one length, with an entry, but was [[1.0, 2.0], [3.0]]",
                    () -> Check.jacobian(f, jagged, 1, 2));
            refused(
                    "jacobian must return rows of one length, with an entry, but was null",
                    () -> Check.jacobian(f, v -> null, 1, 2));
            refused(
                    "f must return an array with an entry, but was null",
                    () -> Check.jacobian(v -> null, v -> new double[1][2], 1, 2));
            refused(
                    "f must return an array with an entry, but was empty",
                    () -> Check.jacobian(v -> new double[0], v -> new double[1][2], 1, 2));
            refused(
                    "jacobian must return rows of one length, with an entry, but was []",
                    () -> Check.jacobian(f, v -> new double[0][2], 1, 2));
            refused(
                    "jacobian must return rows of one length, with an entry, but was [[]]",
                    () -> Check.jacobian(f, v -> new double[1][0], 1, 2));
            refused("p must have an entry, but was empty", () -> Check.jacobian(f, v -> new double[1][2]));
            refused("jacobian must be given, but was null", () -> Check.jacobian(f, null, 1, 2));
        }
    }

    @Nested
    class A_Hessian {
        private final ToDoubleFunction<double[]> f = v -> v[0] * v[0] * v[1] + Math.exp(v[1]) * v[0];

        private static double mixed(double[] v) {
            return 2 * v[0] + Math.exp(v[1]);
        }

        @Test
        void is_judged_by_second_differences() {
            says(
                    Check.hessian(
                            f, v -> new double[][] {{2 * v[1], mixed(v)}, {mixed(v), Math.exp(v[1]) * v[0]}}, 1.3, 0.4),
                    "✓ Hessian: right",
                    "4 of 4 right");
            for (double[] at : new double[][] {{-1.2, 1}, {1, 1}, {1e3, 1e6}}) {
                verdict(
                        Verdict.PASS,
                        Check.hessian(
                                v -> 100 * Math.pow(v[1] - v[0] * v[0], 2) + Math.pow(1 - v[0], 2),
                                v -> new double[][] {
                                    {1200 * v[0] * v[0] - 400 * v[1] + 2, -400 * v[0]}, {-400 * v[0], 200}
                                },
                                at));
            }
            verdict(
                    Verdict.PASS,
                    Check.hessian(
                            v -> 1e6 * v[0] * v[0] + 1e-6 * v[1] * v[1] + v[0] * v[1],
                            v -> new double[][] {{2e6, 1}, {1, 2e-6}},
                            1e-3,
                            1e5));
        }

        @Test
        void is_known_to_a_millionth_at_any_scale_and_at_0() {
            for (double[] at : new double[][] {{0, 0}, {0, 1e3}, {1e3, 1e-3}, {1e-3, 0}}) {
                for (double off : new double[] {0, 3e-5}) {
                    verdict(
                            off == 0 ? Verdict.PASS : Verdict.FAIL,
                            Check.hessian(
                                    v -> 3 * v[0] * v[0] + 2 * v[0] * v[1] + 5 * v[1] * v[1],
                                    v -> new double[][] {{6 * (1 + off), 2 * (1 + off)}, {2 * (1 + off), 10}},
                                    at));
                }
            }
        }

        @Test
        void that_is_not_symmetric_is_told() {
            says(
                    Check.hessian(
                            f, v -> new double[][] {{2 * v[1], 2 * v[0]}, {mixed(v), Math.exp(v[1]) * v[0]}}, 1.3, 0.4),
                    "Cause: only entry [0][1] is wrong.",
                    "Yours is not symmetric: entry [0][1] is 2.6, entry [1][0] is 4.09182");
        }

        @Test
        void with_a_factor_is_named() {
            Report report = Check.hessian(
                    f, v -> new double[][] {{v[1], mixed(v) / 2}, {mixed(v) / 2, Math.exp(v[1]) * v[0] / 2}}, 1.3, 0.4);
            says(report, "Cause: yours is 0.5 times what it should be, everywhere.");
            assertFalse(report.toString().contains("symmetric"), report.toString());
        }

        @Test
        void of_another_shape_is_told() {
            says(Check.hessian(f, v -> new double[2][3], 1, 2), "is 2x3, but must be 2x2");
        }
    }

    @Nested
    class A_derivation_in_several_variables {
        private final Derivation.InVariables square = Derivation.inVariables("(x + y)²", v -> Math.pow(v[0] + v[1], 2))
                .line("expanded", v -> v[0] * v[0] + 2 * v[0] * v[1] + v[1] * v[1]);
        private final double[] from = {-2, -2};
        private final double[] to = {2, 2};

        @Test
        void that_holds_passes() {
            says(square.check(from, to), "✓ (x + y)² on [-2, -2] to [2, 2]: every line holds");
            verdict(
                    Verdict.PASS,
                    Derivation.inVariables("ln xyz", v -> Math.log(v[0] * v[1] * v[2]))
                            .line("sum", v -> Math.log(v[0]) + Math.log(v[1]) + Math.log(v[2]))
                            .check(new double[] {1e-9, 1, 1e3}, new double[] {1, 10, 1e9}));
        }

        @Test
        void that_breaks_is_named_and_explained() {
            says(
                    square.line("the mixed term lost", v -> v[0] * v[0] + v[1] * v[1])
                            .line("again", v -> Math.pow(v[0] + v[1], 2))
                            .check(from, to),
                    "first broken line 'the mixed term lost'",
                    "breaks here: at [",
                    "equals 'expanded' again");
            says(
                    Derivation.inVariables("x/y", v -> v[0] / v[1])
                            .line("minus", v -> -v[0] / v[1])
                            .check(from, to),
                    "the sign is wrong everywhere");
        }

        @Test
        void is_compared_all_over_the_box() {
            verdict(
                    Verdict.FAIL,
                    Derivation.inVariables("|x|", v -> Math.abs(v[0]))
                            .line("right for x above −1.5", v -> Math.abs(v[0]) + Math.max(0, -1.5 - v[0]))
                            .check(from, to));
            verdict(
                    Verdict.FAIL,
                    Derivation.inVariables("|y|", v -> Math.abs(v[1]))
                            .line("right for y below 1.5", v -> Math.min(1.5, Math.abs(v[1])))
                            .check(from, to));
        }

        @Test
        void is_refused_in_one_sentence() {
            refused("to must be as long as from, 2, but was 1", () -> square.check(from, new double[] {2}));
            refused(
                    "from must hold finite numbers, but was NaN at [1]",
                    () -> square.check(new double[] {0, Double.NaN}, from));
            refused(
                    "to[1] must be above from, -2.0, by a finite amount, but was -2.0",
                    () -> square.check(from, new double[] {2, -2}));
            refused("from must have an entry, but was empty", () -> square.check(new double[0], new double[0]));
            refused("f must be given, but was null", () -> Derivation.inVariables("x", null));
            refused("name must not be blank, but was ' '", () -> square.line(" ", v -> 0));
        }
    }

    @Nested
    class A_cause {
        private static Optional<String> cause(ToDoubleFunction<double[]> f, UnaryOperator<double[]> g, double... p) {
            return Check.gradient(f, g, p).cause();
        }

        @Test
        void needs_more_numbers_than_it_has_constants() {
            Report one = Check.gradient(v -> v[0] * v[0], v -> new double[] {4 * v[0]}, 3);
            assertEquals(Optional.empty(), one.cause());
            says(
                    one,
                    "Too few numbers to tell why; it could be: yours is 2 times what it should be, everywhere, or the "
                            + "constant 6 is added everywhere.");
            assertEquals(Optional.empty(), cause(v -> v[0] * v[1], v -> new double[] {2 * v[1], 2 * v[0]}, 3, 4));
            assertEquals(
                    Optional.of("yours is 2 times what it should be, everywhere."),
                    cause(
                            v -> v[0] * v[1] * v[2],
                            v -> new double[] {2 * v[1] * v[2], 2 * v[0] * v[2], 2 * v[0] * v[1]},
                            3,
                            4,
                            5));
        }

        @Test
        void that_is_one_of_two_is_named_with_the_other() {
            assertEquals(
                    Optional.of(
                            "yours is 2 times what it should be, everywhere, or the constant 1 is added everywhere."),
                    cause(v -> v[0] + v[1] + v[2], v -> new double[] {2, 2, 2}, 3, 4, 5));
        }

        @Test
        void of_a_sign_needs_two_numbers() {
            assertEquals(Optional.empty(), cause(v -> v[0] * v[0], v -> new double[] {-2 * v[0]}, 3));
            assertEquals(
                    Optional.of("the sign is wrong everywhere."),
                    cause(v -> v[0] * v[1], v -> new double[] {-v[1], -v[0]}, 3, 4));
        }

        @Test
        void is_never_a_factor_of_1() {
            Report report = Check.derivative(Math::sin, z -> Math.cos(z) * (1 + 1e-8), 0, 5);
            says(report, "yours 1.00000001, expected 1", "Cause: yours is 1.00000001 times what it should be");
            Report one = Check.gradient(v -> v[0] + v[1] + v[2], v -> new double[] {1, 1, 2}, 3, 4, 5);
            says(one, "Cause: only entry [2] is wrong.");
        }

        @Test
        void is_none_that_overflows_or_is_no_number() {
            says(Check.derivative(Math::exp, z -> Math.exp(2 * z), 300, 400), "No known pattern fits.");
            assertEquals(
                    Optional.of("only entry [1] is wrong."),
                    cause(v -> v[0] + v[1] + v[2], v -> new double[] {1, Double.NaN, 1}, 3, 4, 5));
            Report report = Check.gradient(
                    v -> v[0] + v[1] + v[2], v -> new double[] {Double.NaN, Double.NaN, Double.NaN}, 3, 4, 5);
            assertEquals(Optional.empty(), report.cause(), report.toString());
        }

        @Test
        void on_huge_numbers_is_found() {
            says(
                    Check.derivative(Math::exp, z -> 2 * Math.exp(z), 300, 400),
                    "Cause: yours is 2 times what it should be, everywhere.");
        }

        @Test
        void must_be_told_from_every_other() {
            String causes = Check.derivative(Math::exp, z -> Math.exp(z) * (1 + Math.exp(z)), 20, 40)
                    .cause()
                    .orElseThrow();
            assertTrue(causes.contains("times 1 + eᶻ") && causes.contains("divided by e⁻ᶻ"), causes);
        }

        /** The numbers of a gradient of different sizes, changed and typed. */
        private static Report typed(DoubleUnaryOperator change, int decimals) {
            double[] right = {0.314159, 2.71828, 14.1421, 1.73205, 0.0512345};
            double unit = Math.pow(10, decimals);
            return Check.gradient(
                    v -> IntStream.range(0, right.length)
                            .mapToDouble(i -> right[i] * v[i])
                            .sum(),
                    Arrays.stream(right)
                            .map(x -> Math.round(change.applyAsDouble(x) * unit) / unit)
                            .toArray(),
                    new double[right.length]);
        }

        @ParameterizedTest
        @CsvSource({
            "2.3456, 1, 2.3",
            "2.3456, 2, 2.35",
            "2.3456, 3, 2.346",
            "2.3456, 4, 2.3456",
            "0.23456, 1, 0.2",
            "0.23456, 2, 0.23",
            "0.23456, 3, 0.235",
            "-0.23456, 3, -0.235"
        })
        void is_a_factor_to_the_digits_of_the_number_that_gives_it_best(double factor, int decimals, String told) {
            assertEquals(
                    Optional.of("yours is " + told + " times what it should be, everywhere."),
                    typed(x -> factor * x, decimals).cause());
        }

        @ParameterizedTest
        @CsvSource({"0.75312, 2, 0.75", "0.75312, 3, 0.753", "0.0123, 3, 0.01", "0.0123, 4, 0.012"})
        void is_a_constant_to_the_digits_of_the_number_that_gives_it_best(double offset, int decimals, String told) {
            assertEquals(
                    Optional.of("the constant " + told + " is added everywhere."),
                    typed(x -> x + offset, decimals).cause());
        }

        /** 0.8/1.89 is what the largest number gives; 0.5/1.04 is a factor of 0.48, and both were rounded. */
        @Test
        void is_a_factor_that_rounding_may_have_moved() {
            assertEquals(
                    Optional.of("yours is 0.4 times what it should be, everywhere."),
                    Check.gradient(
                                    v -> 1.43 * v[0] + 1.23 * v[1] + 1.89 * v[2] + 1.04 * v[3],
                                    new double[] {0.6, 0.5, 0.8, 0.5},
                                    0,
                                    0,
                                    0,
                                    0)
                            .cause());
        }

        @Test
        void is_told_once_however_it_may_be_written() {
            assertEquals(
                    Optional.of("yours is right divided by e⁻ᶻ at every point: was it lost?"),
                    Check.derivative(Math::sin, z -> Math.cos(z) * Math.exp(z), 0, 5)
                            .cause());
            assertEquals(
                    Optional.of("yours is right times cosh² z at every point: one too many, or a power lost?"),
                    Check.derivative(Math::tanh, z -> 1, -3, 3).cause());
        }

        @Test
        void is_no_sign_where_all_but_one_are_0() {
            assertEquals(
                    Optional.of("only entry [2] is wrong."),
                    cause(v -> v[2] * v[2], v -> new double[] {0, 0, -2 * v[2]}, 1, 2, 3));
        }

        @Test
        void is_not_a_sign_and_a_factor() {
            assertEquals(
                    Optional.of("the sign is wrong everywhere."),
                    cause(v -> v[0] * v[1] * v[2], v -> new double[] {-6, -3, -2}, 1, 2, 3));
        }

        @Test
        void that_is_none_of_three_numbers_is_unknown_and_of_two_too_few() {
            assertEquals(
                    List.of("No known pattern fits."),
                    Check.gradient(v -> v[0] * v[1] * v[2], v -> new double[] {1, 2.5, 7}, 1, 2, 3)
                            .reasons());
            assertEquals(
                    List.of("Too few numbers to tell why."),
                    Check.gradient(v -> v[0] * v[1], v -> new double[] {7, 9.5}, 1, 2)
                            .reasons());
        }

        @Test
        void of_one_entry_is_none_of_two() {
            assertEquals(Optional.empty(), cause(v -> v[0] * v[1], v -> new double[] {v[1], 1}, 3, 4));
        }
    }

    @Nested
    class A_line_of_a_derivation {
        private String told(DoubleUnaryOperator f, DoubleUnaryOperator next, double from, double to) {
            return Derivation.of("f", f).line("g", next).check(from, to).toString();
        }

        @Test
        void is_told_with_how_far_it_is_off_at_most() {
            assertEquals(
                    "✓ f on [0, 1]: every line holds\n  ✓ g  equals the line above exactly",
                    told(z -> z, z -> z, 0, 1));
            assertEquals(
                    "✓ f on [1, 2]: every line holds\n  ✓ g  equals the line above, largest difference 9e-16",
                    told(z -> z * z * z, z -> Math.pow(z, 3) * (1 + 0x1p-53), 1, 2));
        }

        @Test
        void is_told_with_the_points_that_do_not_tell() {
            assertEquals(
                    "✓ f on [-1, 3]: every line holds\n  ✓ g  equals the line above exactly; NaN or infinite at 1: "
                            + "does it overflow there, or divide by 0?",
                    told(z -> 1, z -> z / z, -1, 3));
            assertEquals(
                    "? f on [800, 900]: no line is broken, but cannot tell of 'g'\n  ? g  cannot tell: equals the line above "
                            + "at 0 of 241 points; both are 0, NaN or the same infinity at 241",
                    told(Math::exp, z -> Math.exp(z) + 1, 800, 900));
            assertEquals(
                    "? f on [1e-6, 2e-6]: no line is broken, but cannot tell of 'g'\n  ? g  cannot tell: equals the line above "
                            + "at 0 of 241 points; rounding hides it at 241 of 241 points",
                    told(z -> 0.5 - z * z / 24, z -> (1 - Math.cos(z)) / (z * z), 1e-6, 2e-6));
            assertEquals(
                    "? f on [2.2e-8, 2.4e-8]: no line is broken, but cannot tell of 'g'\n  ? g  cannot tell: equals the line "
                            + "above at 0 of 241 points; rounding hides it at 241 of 241 points",
                    told(z -> 0.5, z -> (1 - Math.cos(z)) / (z * z), 2.2e-8, 2.4e-8));
        }
    }

    @Nested
    class The_points_of_a_box {
        private final List<double[]> points = new ArrayList<>();

        private Report compare(double[] from, double[] to) {
            return Derivation.inVariables("f", v -> {
                        points.add(v.clone());
                        return Double.NaN; // so that it is asked there alone
                    })
                    .line("g", v -> Double.NaN)
                    .check(from, to);
        }

        @Test
        void fill_it_evenly() {
            verdict(Verdict.CANNOT_TELL, compare(new double[] {-1, 10}, new double[] {1, 20}));
            int[][] cells = new int[4][4];
            for (double[] v : points) {
                boolean isInside = v[0] > -1 && v[0] < 1 && v[1] > 10 && v[1] < 20;
                assertTrue(isInside, Arrays.toString(v));
                cells[(int) (2 * (v[0] + 1))][(int) (0.4 * (v[1] - 10))]++;
            }
            assertEquals(241, points.size());
            for (int[] row : cells) {
                for (int count : row) {
                    assertTrue(count >= 11 && count <= 18, Arrays.deepToString(cells));
                }
            }
        }
    }

    @Nested
    class A_gradient_by_a_formula_that_loses_digits {
        @Test
        void is_looked_at_more_closely() {
            verdict(
                    Verdict.CANNOT_TELL,
                    Check.gradient(v -> v[0] / 2, v -> new double[] {(1 - Math.cos(v[0])) / (v[0] * v[0])}, 2.3e-8));
            verdict(Verdict.PASS, Check.gradient(v -> v[0], v -> new double[] {noisy(1, v[0])}, 0.7));
            verdict(
                    Verdict.PASS,
                    Check.gradient(
                            x -> x.get(0),
                            x -> SimpleMatrix.filled(1, 1, noisy(1, x.get(0))),
                            SimpleMatrix.filled(1, 1, 0.7)));
            verdict(Verdict.PASS, Check.jacobian(v -> v.clone(), v -> new double[][] {{noisy(1, v[0])}}, 0.7));
            verdict(Verdict.PASS, Check.hessian(v -> v[0] * v[0], v -> new double[][] {{noisy(2, v[0])}}, 0.7));
        }

        private static double noisy(double value, double at) {
            return value + 3e-9 * Math.sin(1e14 * at);
        }
    }

    @Nested
    class A_gradient_of_floats {
        @ParameterizedTest
        @CsvSource({"3e-6, PASS", "1e-5, FAIL"})
        void may_be_off_by_what_they_round(double off, Verdict verdict) {
            double[] p = {0.1, 0.7, 1.3};
            double[] floats =
                    Arrays.stream(p).map(v -> (float) (2 * v * (1 + off))).toArray();
            verdict(verdict, Check.gradient(v -> v[0] * v[0] + v[1] * v[1] + v[2] * v[2], floats, p));
        }
    }

    @Nested
    class A_formula_that_throws {
        private static double no(double z) {
            throw new IllegalStateException("no");
        }

        @Test
        void is_told_by_what_happened() {
            Report derivative = Check.derivative(z -> z * z, A_formula_that_throws::no, 3, 4);
            verdict(Verdict.FAIL, derivative);
            says(derivative, "derivative on [3, 4]: the formula throws", "the formula throws: no");
            says(Check.gradient(v -> v[0], v -> new double[] {no(v[0])}, 1), "gradient: the formula throws");
            says(
                    Derivation.of("z", z -> z)
                            .line("it", A_formula_that_throws::no)
                            .check(0, 1),
                    "✗ it  throws: no");
        }

        @Test
        void as_its_shapes_do_not_fit_is_told_in_our_words() {
            SimpleMatrix x = new SimpleMatrix(2, 1);
            says(
                    Check.gradient(m -> m.dot(m), m -> m.mult(m), x),
                    "gradient: the formula throws",
                    "the formula combines matrices that do not fit");
            says(Check.gradient(m -> m.mult(m).get(0), m -> m, x), "f  combines matrices that do not fit");
        }

        @Test
        void is_not_the_users_fault_if_f_does() {
            Report report = Check.gradient(v -> no(v[0]), v -> v, 1);
            verdict(Verdict.CANNOT_TELL, report);
            says(report, "gradient: cannot tell, as f itself throws", "f  throws: no");
        }

        @Test
        void is_no_number_there() {
            assertTrue(Double.isNaN(Defined.inMany(v -> no(v[0])).applyAsDouble(new double[1])));
            assertEquals(7, Defined.inMany(v -> v[0]).applyAsDouble(new double[] {7}));
        }

        @Test
        void beyond_the_range_is_not_asked() {
            verdict(
                    Verdict.PASS,
                    Check.derivative(
                            z -> {
                                if (z < 3) {
                                    throw new IllegalArgumentException("z must be at least 3, but was " + z);
                                }
                                return z * z;
                            },
                            z -> 2 * z,
                            3,
                            4));
        }

        @Test
        void because_of_an_interrupt_has_no_verdict() {
            assertThrows(
                    CancellationException.class,
                    () -> Check.derivative(
                            z -> {
                                throw new CancellationException("interrupted");
                            },
                            z -> z,
                            3,
                            4));
            Thread.currentThread().interrupt();
            try {
                assertThrows(CancellationException.class, () -> Check.derivative(Math::sin, Math::cos, 3, 4));
            } finally {
                assertTrue(Thread.interrupted());
            }
        }
    }

    @Test
    void what_is_missing_is_refused_in_one_sentence() {
        refused("f must be given, but was null", () -> Check.derivative(null, z -> z, 0, 1));
        refused("derivative must be given, but was null", () -> Check.derivative(z -> z, null, 0, 1));
        refused(
                "to must be above from, 0.0, by a finite amount, but was Infinity",
                () -> Check.derivative(z -> z, z -> 1, 0, Double.POSITIVE_INFINITY));
        refused(
                "to must be above from, -1.0E308, by a finite amount, but was 1.0E308",
                () -> Check.derivative(z -> z, z -> 1, -1e308, 1e308));
        refused(
                "to must be above from, 0.0, by a finite amount, but was NaN",
                () -> Check.derivative(z -> z, z -> 1, 0, Double.NaN));
        refused("p must have an entry, but was empty", () -> Check.gradient(v -> 0, v -> v));
        refused(
                "p must hold finite numbers, but was Infinity at [1]",
                () -> Check.gradient(v -> 0, v -> v, 1, Double.POSITIVE_INFINITY));
        refused("gradient must be as long as p, 2, but was null", () -> Check.gradient(v -> 0, v -> null, 1, 2));
        refused("f must be given, but was null", () -> Derivation.of("f", null));
        refused("name must be given, but was null", () -> Derivation.of(null, z -> z));
    }
}
