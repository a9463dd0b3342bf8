package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Layer;
import backprop.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** For every bound one case just inside and one just outside. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundsTest {
    private static final Precision DOUBLE = Precision.computed(List.of());
    private static final Network NETWORK = Network.of(2, 3, 2).random(3);
    private static final DataSet ONE = DataSet.of(new double[][] {{0.5, -0.3}}, new double[][] {{1, 0}});
    private static final NetworkCheck CHECK = Check.on(NETWORK, Cost.HALF_SQUARED_ERROR, ONE);
    private static final double[] RIGHT =
            Backprop.gradient(NETWORK, Cost.HALF_SQUARED_ERROR, ONE).vector();

    private static Known known(double right, double strict, double textbook) {
        return new Known(right, strict, strict, textbook, DOUBLE);
    }

    private static Report with(int entry, double value) {
        double[] changed = RIGHT.clone();
        changed[entry] = value;
        return CHECK.gradient(changed);
    }

    @Nested
    class A_number {
        @Test
        void is_right_within_its_bound_and_wrong_outside() {
            Known k = known(1, 1e-12, 0);
            assertEquals(Verdict.PASS, k.verdict(1 + 0.99e-12));
            assertEquals(Verdict.FAIL, k.verdict(1 + 1.01e-12));
        }

        @Test
        void of_a_reference_known_to_less_than_a_millionth_decides_nothing() {
            assertEquals(Verdict.FAIL, known(1, 0.99e-6, 0).verdict(1.1));
            assertEquals(Verdict.CANNOT_TELL, known(1e-3, 1.01e-9, 0).verdict(1e-3));
            assertEquals(Verdict.CANNOT_TELL, known(1e-3, 0.01, 0).verdict(-1e-2));
            assertEquals(Verdict.CANNOT_TELL, known(1e-17, 1e-16, 0).verdict(0));
        }

        @Test
        void a_million_times_as_large_as_what_is_not_known_is_wrong() {
            assertEquals(Verdict.FAIL, known(0, 1e-16, 0).verdict(1.01e-10));
            assertEquals(Verdict.CANNOT_TELL, known(0, 1e-16, 0).verdict(0.99e-10));
        }

        @Test
        void of_a_reference_that_is_not_finite_decides_nothing() {
            for (double right : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                assertEquals(Verdict.CANNOT_TELL, known(right, 0, 0).verdict(1));
                assertEquals(Verdict.CANNOT_TELL, known(right, 0, 0).verdict(Double.NaN));
            }
            assertEquals(Verdict.CANNOT_TELL, known(1, Double.NaN, 0).verdict(1));
            assertEquals(
                    Verdict.CANNOT_TELL, known(1, Double.POSITIVE_INFINITY, 0).verdict(1));
        }

        @Test
        void that_is_not_finite_is_wrong_where_the_reference_is() {
            for (double given : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                assertEquals(Verdict.FAIL, known(1, 1e-15, 1e-15).verdict(given));
                assertEquals(Verdict.FAIL, known(0, 0, Double.NaN).verdict(given));
            }
        }

        @Test
        void that_should_be_exactly_0_is_decided() {
            assertEquals(Verdict.PASS, known(0, 0, 0).verdict(0));
            assertEquals(Verdict.PASS, known(0, 1e-16, 0).verdict(-0.0));
            assertEquals(Verdict.FAIL, known(0, 0, 0).verdict(Double.MIN_VALUE));
        }

        @Test
        void by_a_textbook_formula_is_right_if_that_means_something() {
            assertEquals(Verdict.PASS, known(1, 1e-12, 0.98e-6).verdict(1 + 0.97e-6));
            assertEquals(Verdict.CANNOT_TELL, known(1, 1e-12, 1.01e-6).verdict(1 + 0.97e-6));
            assertEquals(Verdict.FAIL, known(1, 1e-12, 1.01e-6).verdict(1 + 1.02e-6));
        }

        @Test
        void is_inside_at_the_very_bound() {
            double bound = 0x1p-40;
            assertEquals(Verdict.PASS, known(1, bound, 0).verdict(1 + bound));
            assertEquals(Verdict.FAIL, known(1, bound, 0).verdict(1 + bound + Math.ulp(1.0)));
            assertEquals(Verdict.PASS, known(1, 1e-6, 0).verdict(1));
            assertEquals(Verdict.CANNOT_TELL, known(1, Math.nextUp(1e-6), 0).verdict(1));
            assertEquals(1e-6, known(1, 0, 1e-6).rounding());
            assertEquals(0, known(1, 0, Math.nextUp(1e-6)).rounding());
        }

        @Test
        void may_be_off_by_the_textbook_in_proportion_to_its_size() {
            for (double right : new double[] {1e-3, 1e3}) {
                assertEquals(Verdict.PASS, known(right, 0, 0.98e-6 * right).verdict(right * (1 + 0.97e-6)));
                assertEquals(
                        Verdict.CANNOT_TELL, known(right, 0, 1.02e-6 * right).verdict(right * (1 + 0.97e-6)));
            }
            assertEquals(Verdict.CANNOT_TELL, known(1, 0x1p-30, 0.5).verdict(1.5 + 0x1p-30));
            assertEquals(Verdict.FAIL, known(1, 0x1p-30, 0.5).verdict(1.5 + 0x1p-29));
        }

        @Test
        void of_a_network_is_right_within_a_few_units_of_rounding() {
            for (int i = 0; i < RIGHT.length; i++) {
                assertEquals(Verdict.PASS, with(i, RIGHT[i] * (1 + 4e-16)).verdict(), "entry " + i);
                assertEquals(Verdict.FAIL, with(i, RIGHT[i] * (1 + 1e-12)).verdict(), "entry " + i);
            }
        }
    }

    @Nested
    class Typed_numbers {
        private final SimpleMatrix typed = new SimpleMatrix(new double[] {0.12, 3.45});
        private final Precision precision = Precision.of(List.of(typed));

        @Test
        void may_be_off_by_half_a_unit_of_their_last_digit() {
            assertEquals(
                    Verdict.PASS,
                    new Known(0.12499, 1e-17, 1e-17, 0, Precision.of(List.of(new SimpleMatrix(new double[] {0.12}))))
                            .verdict(0.12));
            assertEquals(
                    Verdict.FAIL,
                    new Known(0.12501, 1e-17, 1e-17, 0, Precision.of(List.of(new SimpleMatrix(new double[] {0.12}))))
                            .verdict(0.12));
            assertEquals(0.005, precision.tolerance(3.45, 0), 1e-8);
            assertEquals(0.005, precision.tolerance(0.12, 0), 1e-8);
        }

        @Test
        void of_nine_digits_are_not_typed() {
            assertEquals(
                    Precision.Kind.TYPED,
                    Precision.of(List.of(new SimpleMatrix(new double[] {0.12345678})))
                            .kind());
            assertNotEquals(
                    Precision.Kind.TYPED,
                    Precision.of(List.of(new SimpleMatrix(new double[] {0.123456789})))
                            .kind());
        }

        @Test
        void below_the_last_digit_tell_nothing() {
            Known small = new Known(0.004, 1e-19, 1e-19, 0, precision);
            assertEquals(Verdict.CANNOT_TELL, small.verdict(0));
            assertEquals(Optional.of("what is right is smaller than the last digit given"), small.doubt(0));
            assertEquals(Verdict.PASS, new Known(0.0051, 1e-19, 1e-19, 0, precision).verdict(0.01));
            assertEquals(Verdict.FAIL, new Known(0.0051, 1e-19, 1e-19, 0, precision).verdict(0));
            assertEquals(Verdict.PASS, new Known(0, 0, 0, 0, precision).verdict(0));
        }

        @Test
        void keep_their_decimals_or_their_digits_whichever_is_less() {
            assertEquals(0.005, precision.tolerance(0, 0), 1e-8);
            assertEquals(0.005, precision.tolerance(Double.NaN, 0), 1e-8);
            assertEquals(0.5, precision.tolerance(345, 0), 1e-6);
            assertEquals(5, precision.tolerance(-3450, 0), 1e-5);
        }

        @Test
        void may_be_off_by_the_textbook_and_their_last_digit_together() {
            Known known = new Known(1, 0, 0, 0.5, precision);
            assertEquals(Verdict.CANNOT_TELL, known.verdict(1.5049));
            assertEquals(Verdict.FAIL, known.verdict(1.5051));
        }

        @Test
        void tell_nothing_of_what_is_no_more_than_half_their_last_digit() {
            double half = precision.tolerance(0, 0);
            assertEquals(Verdict.CANNOT_TELL, new Known(half, 0, 0, 0, precision).verdict(0));
            assertEquals(Verdict.FAIL, new Known(Math.nextUp(half), 0, 0, 0, precision).verdict(0));
            assertEquals(Verdict.FAIL, new Known(half, 0, 0, 0, precision).verdict(0.02));
        }

        @Test
        void are_judged_alike_as_a_vector_and_as_a_gradient() {
            double[] rounded =
                    Arrays.stream(RIGHT).map(v -> Math.rint(1e4 * v) / 1e4).toArray();
            Report vector = CHECK.gradient(rounded);
            Report gradient = CHECK.gradient(Gradient.of(NETWORK, rounded));
            assertEquals(Verdict.PASS, vector.verdict(), vector.toString());
            assertEquals(vector.toString(), gradient.toString());
        }

        @Test
        void that_are_all_0_cannot_be_told() {
            Network small = NETWORK.withParameters(
                    Arrays.stream(NETWORK.parameters()).map(v -> 1e-3 * v).toArray());
            NetworkCheck check = Check.on(small, Cost.HALF_SQUARED_ERROR, ONE);
            double[] zeros = Arrays.stream(Backprop.gradient(small, Cost.HALF_SQUARED_ERROR, ONE)
                            .vector())
                    .map(v -> Math.rint(1e2 * v) / 1e2)
                    .toArray();
            Report report = check.gradient(zeros);
            assertEquals(Verdict.CANNOT_TELL, report.verdict(), report.toString());
            assertTrue(
                    report.toString()
                            .contains("? ∂C/∂w¹  cannot tell in 6 of 6 entries: what is right is smaller than"),
                    report.toString());
            assertTrue(report.title().endsWith(": right as far as it can be judged"), report.toString());
            assertTrue(check.gradient(new double[17]).toString().contains("WRONG"), report.toString());
        }
    }

    @Nested
    class Single_precision {
        private Precision.Kind of(double... computed) {
            return Precision.computed(List.of(new SimpleMatrix(computed))).kind();
        }

        @Test
        void is_seen_in_numbers_that_all_are_floats_of_more_than_eight_digits() {
            assertEquals(Precision.Kind.SINGLE, of((float) 0.1, 0, Double.NaN));
            assertEquals(Precision.Kind.DOUBLE, of((float) 0.1, 0.1));
            assertEquals(Precision.Kind.DOUBLE, of(16777216, 0.5)); // 2²⁴
            assertEquals(Precision.Kind.SINGLE, of(134217728, 0.5)); // 2²⁷
            assertEquals(Precision.Kind.DOUBLE, of());
            assertEquals(Float.MIN_VALUE, new Precision(Precision.Kind.SINGLE, 0, 0).tolerance(1, 0));
        }

        @Test
        void is_right_within_its_units_and_wrong_outside() {
            for (double off : new double[] {1e-7, 1e-4}) {
                double[] single =
                        Arrays.stream(RIGHT).map(v -> (float) (v * (1 + off))).toArray();
                Report report = CHECK.gradient(single);
                assertEquals(off < 1e-6 ? Verdict.PASS : Verdict.FAIL, report.verdict(), report.toString());
            }
        }
    }

    @Nested
    class A_cause {
        private Optional<String> of(double factor, int entry, double off) {
            double[] changed = Arrays.stream(RIGHT).map(v -> factor * v).toArray();
            changed[entry] *= 1 + off;
            return CHECK.gradient(Gradient.of(NETWORK, changed)).cause();
        }

        @Test
        void tolerates_no_more_than_the_verdict() {
            for (int i = 0; i < RIGHT.length; i++) {
                assertEquals(Optional.of("BP1: the sign is wrong."), of(-1, i, 4e-16), "entry " + i);
                assertNotEquals(Optional.of("BP1: the sign is wrong."), of(-1, i, 1e-12), "entry " + i);
            }
        }

        @Test
        void is_no_other_order_for_an_entry_that_is_hardly_wrong() {
            for (int i = 0; i < RIGHT.length; i++) {
                Report report = with(i, RIGHT[i] + 5e-12);
                assertEquals(Verdict.FAIL, report.verdict());
                assertFalse(report.toString().contains("order"), report.toString());
            }
        }

        @Test
        void is_not_looked_for_in_NaN() {
            Report report = with(3, Double.NaN);
            assertEquals(Optional.empty(), report.cause());
            assertTrue(report.toString().contains("wrong in 1 of 6 entries, with NaN among them"), report.toString());
            assertTrue(report.toString().contains("mend these first"), report.toString());
            assertFalse(report.toString().contains("Closest"), report.toString());
        }
    }

    /** The bounds of a judge, and whether its numbers are those of another answer. */
    @Nested
    class An_answer {
        private final List<SimpleMatrix> right =
                List.copyOf(Answer.right(Scope.wholeGradient(2), Case.of(NETWORK, Cost.HALF_SQUARED_ERROR, ONE)));

        private Bounds bounds(List<SimpleMatrix> given) {
            Case c = Case.of(NETWORK, Cost.HALF_SQUARED_ERROR, ONE);
            return new Bounds(new Judge(c, Scope.wholeGradient(c), given, false));
        }

        private List<SimpleMatrix> with(int block, UnaryOperator<SimpleMatrix> change) {
            List<SimpleMatrix> changed = new ArrayList<>(right);
            changed.set(block, change.apply(right.get(block)));
            return changed;
        }

        @Test
        void fits_as_far_as_rounding_in_proportion_explains_and_no_farther() {
            double[] range = bounds(right).range(1, 2);
            double number = right.get(1).get(2);
            double rounding = (range[1] - range[0]) / 2;
            assertEquals(number, (range[0] + range[1]) / 2, rounding / 100);
            for (double factor : new double[] {-3, 0.25}) {
                List<SimpleMatrix> theirs = with(1, m -> m.scale(factor));
                for (double share : new double[] {-1.05, -0.95, 0.95, 1.05}) {
                    SimpleMatrix given = theirs.get(1).copy();
                    given.set(2, given.get(2) + share * Math.abs(factor) * rounding);
                    assertEquals(
                            Math.abs(share) < 1, bounds(with(1, m -> given)).fit(theirs), factor + " and " + share);
                }
            }
        }

        @Test
        void is_refuted_by_a_number_a_billionth_off() {
            double number = right.get(1).get(2);
            assertFalse(bounds(right).refute(1, 2, number * (1 + 0.9e-9)));
            assertTrue(bounds(right).refute(1, 2, number * (1 + 1.1e-9)));
            assertFalse(bounds(right).isRight(with(1, m -> m.scale(1 + 1.1e-9))));
            assertTrue(bounds(right).isRight(with(1, m -> m.scale(1 + 0.9e-9))));
        }

        private static Bounds ofNeurons(Activation g, Cost cost, double y, double given, double... w) {
            List<Layer> layers = Arrays.stream(w)
                    .mapToObj(wl -> new Layer(SimpleMatrix.filled(1, 1, wl), new SimpleMatrix(1, 1), g))
                    .toList();
            Case c = Case.of(new Network(layers), cost, DataSet.of(new double[][] {{1}}, new double[][] {{y}}));
            Scope scope = new Scope("it", List.of(new Block(Equation.BP3, 1)), true);
            return new Bounds(new Judge(c, scope, List.of(SimpleMatrix.filled(1, 1, given)), false));
        }

        /** Of (1 − y)/(1 − a) the textbook has lost half a percent at z = 30. */
        @Test
        void fits_what_nobody_can_tell_as_far_as_the_textbook_may_be_off() {
            for (double given : new double[] {1.001, 1.02}) {
                Bounds bounds = ofNeurons(Activation.SIGMOID, Cost.CROSS_ENTROPY, 0, given, 30);
                assertEquals(
                        given < 1.01 ? Verdict.CANNOT_TELL : Verdict.FAIL,
                        bounds.compared(0).verdict());
                assertEquals(given < 1.01, bounds.fit(bounds.right()));
            }
        }

        @Test
        void is_never_refuted_where_nothing_is_known() {
            Bounds bounds = ofNeurons(Activation.IDENTITY, Cost.HALF_SQUARED_ERROR, 0, 7, 1e200, 1e200);
            assertTrue(bounds.fit(List.of(SimpleMatrix.filled(1, 1, 3))));
            assertFalse(bounds.refute(0, 0, 3));
        }

        @Test
        void contradicts_if_it_is_wrong_where_the_numbers_are_right() {
            List<SimpleMatrix> given = with(1, m -> m.scale(2));
            assertTrue(bounds(given).contradict(with(0, m -> m.scale(2))));
            assertFalse(bounds(given).contradict(with(1, m -> m.scale(3))));
            assertFalse(bounds(given).contradict(right));
            assertTrue(bounds(given).fit(given));
            assertFalse(bounds(given).fit(right));
        }

        @Test
        void misses_by_a_share_of_the_largest_entry() {
            List<SimpleMatrix> one = List.of(new SimpleMatrix(new double[] {2, 0}));
            assertEquals(0, Bounds.misfit(one, one));
            assertEquals(0.25, Bounds.misfit(one, List.of(new SimpleMatrix(new double[] {2, 0.5}))));
            assertEquals(0.75, Bounds.misfit(one, List.of(new SimpleMatrix(new double[] {8, 0}))));
            assertEquals(Double.POSITIVE_INFINITY, Bounds.misfit(one, List.of(new SimpleMatrix(new double[] {
                2, Double.NaN
            }))));
            assertEquals(Double.POSITIVE_INFINITY, Bounds.misfit(one, List.of(new SimpleMatrix(1, 2))));
        }
    }

    @Nested
    class A_comparison {
        @Test
        void tells_what_is_farthest_off_and_what_is_farthest_beyond_its_bound() {
            Known[] known = {known(1, 1e-7, 0), known(1, 1e-9, 0), known(1, 1e-9, 0), known(1, 1e-7, 0)};
            Comparison compared = Comparison.withRounding(new SimpleMatrix(new double[] {3, 1.5, 0.5, 3}), known);
            assertEquals(0, compared.worst().orElseThrow());
            assertEquals(1, compared.clearest().orElseThrow());
            assertEquals(2, compared.off(3));
            assertEquals(Verdict.FAIL, compared.verdict());
        }
    }

    @Nested
    class A_report {
        @Test
        void hands_out_what_does_not_match_to_be_read_only() {
            Report.Mismatch mismatch =
                    CHECK.biasGradient(d -> d.scale(2)).mismatches().get(0);
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> mismatch.expected().fill(7));
            assertThrows(
                    UnsupportedOperationException.class, () -> mismatch.given().fill(7));
        }
    }
}
