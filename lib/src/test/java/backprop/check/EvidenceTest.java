package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Network;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A cause is claimed if there are more numbers for it than it took to make it fit, and not with one less. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EvidenceTest {
    private static final Cost COST = Cost.HALF_SQUARED_ERROR;

    private static NetworkCheck check(int... sizes) {
        double[] x = new double[sizes[0]];
        Arrays.setAll(x, i -> 0.5 - 0.3 * i);
        double[] y = new double[sizes[sizes.length - 1]];
        Arrays.setAll(y, i -> i % 2);
        return Check.on(Network.of(sizes).random(3), COST, DataSet.of(new double[][] {x}, new double[][] {y}));
    }

    private static Optional<String> biases(NetworkCheck check, double factor) {
        return check.biasGradient(d -> d.scale(factor)).cause();
    }

    /** A formula that answers on the network of the check and on no other: what is asked again has more numbers. */
    private static final UnaryOperator<SimpleMatrix> ONCE = value -> {
        if (StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith("AskedAgain")))) {
            throw new IllegalStateException("on this network only");
        }
        return value;
    };

    private static void tooFew(Report report, String... ties) {
        assertEquals(Optional.empty(), report.cause(), report.toString());
        assertTrue(report.toString().contains("Too few numbers to tell: "), report.toString());
        for (String tie : ties) {
            assertTrue(report.toString().contains("'" + tie), report.toString());
        }
    }

    @Test
    void a_mistake_of_the_catalogue_needs_two_numbers() {
        assertTrue(check(2, 2).outputError((a, y, z) -> a.minus(y)).cause().isPresent());
        tooFew(
                check(2, 1).outputError((a, y, z) -> ONCE.apply(a.minus(y))),
                "BP1: σ′(z¹) is missing",
                "BP1: the result is exactly ");
    }

    /** Two numbers pay for one choice if each has three digits; of two digits it takes three of them. */
    @Test
    void a_typed_number_of_few_digits_is_worth_less() {
        for (int outputs : new int[] {2, 3}) {
            NetworkCheck check = check(2, outputs);
            for (int digits = 1; digits <= 4; digits++) {
                MathContext to = new MathContext(digits);
                double[] typed = Arrays.stream(check.gradientWith(mistake(check, "BP1: σ′(z¹) is missing"))
                                .vector())
                        .map(v -> new BigDecimal(v).round(to).doubleValue())
                        .toArray();
                assertEquals(
                        digits + outputs > 4, check.gradient(typed).cause().isPresent(), digits + " of " + outputs);
            }
        }
    }

    private static Cause mistake(NetworkCheck check, String words) {
        return check.mistakes().keySet().stream()
                .filter(cause -> cause.toString().equals(words))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_follows_from_softmax_sums_to_0_and_is_one_number_less() {
        DataSet data = DataSet.of(new double[][] {{0.5, 0.2}}, new double[][] {{1, 0, 0}});
        for (int classes : new int[] {2, 3}) {
            Network network = Network.of(2, classes).random(3).with(Activation.SOFTMAX);
            DataSet some = new DataSet(data.x(), data.y().extractMatrix(0, classes, 0, SimpleMatrix.END));
            NetworkCheck check = Check.on(network, Cost.CATEGORICAL_CROSS_ENTROPY, some);
            assertEquals(classes == 3, biases(check, 2).isPresent());
        }
    }

    @Test
    void a_fitted_factor_needs_three_and_a_round_one_two() {
        double fitted = Math.sqrt(2);
        assertTrue(biases(check(2, 3), fitted).isPresent());
        assertFalse(biases(check(2, 2), fitted).isPresent());
        assertTrue(biases(check(2, 2), 1.41).isPresent());
        assertFalse(biases(check(2, 1), 1.41).isPresent());
    }

    @Test
    void a_part_of_1_is_round_down_to_a_thousandth() {
        for (double part : new double[] {3, -3, 7, 999}) {
            assertTrue(biases(check(2, 2), 1 / part).isPresent(), "1/" + part);
        }
        assertFalse(biases(check(2, 2), 1.0 / 1001).isPresent());
        assertFalse(biases(check(2, 2), 0.3334567).isPresent());
    }

    /** Where the weights of the output layer were updated already. */
    private static NetworkCheck.HiddenError early(int hidden, double eta) {
        SimpleMatrix a = Network.of(2, hidden, 2)
                .random(3)
                .forward(new SimpleMatrix(new double[] {0.5, 0.2}))
                .a(1);
        return (w, d, z) -> {
            SimpleMatrix updated = w.minus(d.mult(ONCE.apply(a).transpose()).scale(eta));
            return updated.transpose().mult(d).elementMult(Activation.SIGMOID.derivative(z));
        };
    }

    @Test
    void of_weights_updated_too_early_a_fitted_rate_needs_three_and_a_round_one_two() {
        for (int hidden : new int[] {1, 2, 3}) {
            for (double eta : new double[] {0.5, 0.1234567}) {
                Report report = check(2, hidden, 2).hiddenError(early(hidden, eta));
                boolean isNamed = hidden > (eta == 0.5 ? 1 : 2);
                assertEquals(
                        isNamed,
                        report.cause().filter(cause -> cause.contains("(η = ")).isPresent(),
                        report.toString());
            }
        }
    }

    @Test
    void a_row_of_one_factor_is_one_number() {
        NetworkCheck wide = check(5, 1);
        tooFew(
                wide.weightGradient((d, a) -> ONCE.apply(d.mult(a.transpose()).scale(2))),
                "BP4: the result is exactly 2 times");
        assertTrue(wide.weightGradient((d, a) -> ONCE.apply(d.mult(a.transpose().elementPower(2))))
                .cause()
                .isPresent());
        NetworkCheck tall = check(1, 5);
        tooFew(
                tall.weightGradient((d, a) -> ONCE.apply(d.mult(a.transpose()).scale(2))),
                "BP4: the result is exactly 2 times");
        assertTrue(check(2, 2)
                .weightGradient((d, a) -> d.mult(a.transpose()).scale(2))
                .cause()
                .isPresent());
    }

    @Test
    void a_constant_added_to_a_row_is_one_number() {
        assertFalse(check(5, 1)
                .weightGradient((d, a) -> d.mult(a.transpose()).plus(0.3456789012))
                .cause()
                .isPresent());
        assertTrue(check(3, 3)
                .weightGradient((d, a) -> d.mult(a.transpose()).plus(0.3456789012))
                .cause()
                .isPresent());
    }

    @Test
    void a_constant_added_to_a_column_is_one_number_too() {
        assertFalse(check(1, 5)
                .weightGradient((d, a) -> d.mult(a.transpose()).plus(0.3456789012))
                .cause()
                .isPresent());
    }

    /** A factor for the error of one hidden neuron is as good as one for each weight that leads from it. */
    @Test
    void a_factor_in_a_hidden_neuron_is_no_more_numbers_than_it_has_weights_and_examples() {
        Random random = new Random(4);
        for (int outputs : new int[] {1, 3}) {
            for (int examples : new int[] {1, 4}) {
                Network network = Network.of(2, 1, outputs).random(3);
                DataSet data = new DataSet(
                        SimpleMatrix.random_DDRM(2, examples, -1, 1, random),
                        SimpleMatrix.random_DDRM(outputs, examples, 0, 1, random));
                Gradient right = Backprop.gradient(network, COST, data);
                Gradient wrong = new Gradient(
                        List.of(right.w(1).scale(1.5), right.w(2)),
                        List.of(right.b(1).scale(1.5), right.b(2)));
                Report report = Check.on(network, COST, data).gradient(wrong);
                assertEquals(outputs > 1 && examples > 1, report.cause().isPresent(), report.toString());
            }
        }
    }

    @Test
    void a_row_of_different_factors_is_as_many_numbers() {
        Report report = check(4, 3, 1).weightGradient((l, d, a) -> {
            SimpleMatrix z = a.elementOp((int j, int t, double v) -> Math.log(v / (1 - v)));
            return d.mult((l == 2 ? z : a).transpose());
        });
        assertTrue(report.cause().isPresent(), report.toString());
    }

    @Test
    void a_slope_that_is_missing_in_one_hidden_neuron_is_a_number_in_each_example() {
        Random random = new Random(4);
        for (int examples : new int[] {1, 4}) {
            NetworkCheck check = Check.on(
                    Network.of(2, 1, 1).random(3),
                    COST,
                    new DataSet(
                            SimpleMatrix.random_DDRM(2, examples, -1, 1, random),
                            SimpleMatrix.random_DDRM(1, examples, 0, 1, random)));
            Report report = check.gradient(check.gradientWith(mistake(check, "BP2: σ′(z¹) is missing")));
            assertEquals(examples > 1, report.cause().isPresent(), report.toString());
        }
    }

    @Test
    void the_error_of_softmax_is_one_number_less_than_it_has() {
        for (int classes : new int[] {2, 3}) {
            Network network = Network.of(2, classes).random(3).with(Activation.SOFTMAX);
            SimpleMatrix y = new SimpleMatrix(classes, 1);
            y.set(0, 1);
            DataSet data = new DataSet(new SimpleMatrix(new double[] {0.5, 0.2}), y);
            Gradient right = Backprop.gradient(network, Cost.CATEGORICAL_CROSS_ENTROPY, data);
            Gradient wrong = new Gradient(
                    List.of(right.w(1).scale(-1)), List.of(right.b(1).scale(-1)));
            Report report =
                    Check.on(network, Cost.CATEGORICAL_CROSS_ENTROPY, data).gradient(wrong);
            assertEquals(classes > 2, report.cause().isPresent(), report.toString());
        }
    }

    @Test
    void one_wrong_entry_is_measured_by_its_own_layer() {
        for (int n : new int[] {3, 4}) {
            Report report = check(2, 6, n).biasGradient((l, d) -> {
                SimpleMatrix wrong = d.copy();
                wrong.set(0, wrong.get(0) + (l == 2 ? 0.5 : 0));
                return wrong;
            });
            assertEquals(n > 3, report.cause().isPresent(), report.toString());
        }
    }

    @Test
    void one_wrong_entry_is_named_among_four_and_not_among_three() {
        for (int n : new int[] {1, 2, 3, 4}) {
            Report report = check(2, n).biasGradient(d -> {
                SimpleMatrix wrong = d.copy();
                wrong.set(0, wrong.get(0) + 0.5);
                return wrong;
            });
            assertEquals(n > 3, report.cause().isPresent(), report.toString());
        }
    }

    @Test
    void weights_updated_too_early_need_a_rate_that_something_shows() {
        Network narrow = Network.of(2, 1, 2).random(3);
        DataSet data = DataSet.of(new double[][] {{0.5, 0.2}}, new double[][] {{1, 0}});
        Report report = Check.on(narrow, COST, data)
                .hiddenError((w, d, z) -> ONCE.apply(w.transpose()
                        .mult(d)
                        .elementMult(Activation.SIGMOID.derivative(z))
                        .scale(1.2345678)));
        assertEquals(Optional.empty(), report.cause(), report.toString());
        assertFalse(report.toString().contains("η = -"), report.toString());
    }

    @Test
    void all_that_give_the_same_are_named() {
        Network network = Network.of(2, 3, 2).random(3);
        DataSet data = DataSet.of(new double[][] {{0.5, 0.2}}, new double[][] {{1, 0}});
        Gradient right = Backprop.gradient(network, COST, data);
        Gradient wrong = new Gradient(
                List.of(right.w(1), right.w(2).scale(-1)),
                List.of(right.b(1), right.b(2).scale(-1)));
        String cause = Check.on(network, COST, data).gradient(wrong).cause().orElseThrow();
        assertEquals(
                "BP1: the sign is wrong; and BP2: the sign is wrong, or BP3, layer 2: the sign is wrong; and BP4, layer 2: "
                        + "the sign is wrong.",
                cause);
    }

    @Test
    void what_comes_next_is_told_within_a_tenth_and_never_against_what_is_right() {
        Report far = Check.standard().outputError((a, y, z) -> a.minus(y).scale(3));
        assertFalse(far.toString().contains("Closest"), far.toString());
        Report near = Check.standard()
                .outputError((a, y, z) -> a.minus(y).elementMult(new SimpleMatrix(new double[] {1.01, 1.05})));
        assertTrue(near.toString().contains("Closest: BP1: σ′(z³) is missing, off by 0.99 %."), near.toString());
    }

    /** An example that the network nearly knows is hardly missed; that it is in the second layer would change what is right. */
    @Test
    void what_comes_next_is_nothing_in_a_layer_that_is_right() {
        Network network = Network.of(2, 3, 2).random(3);
        SimpleMatrix known = new SimpleMatrix(new double[] {-0.4, 0.9});
        SimpleMatrix other = new SimpleMatrix(new double[] {0.5, 0.2});
        DataSet data = new DataSet(
                known.concatColumns(other),
                network.output(known).plus(0.005).concatColumns(new SimpleMatrix(new double[] {1, 0})));
        Report report = Check.on(network, COST, data).biasGradient((l, d) -> {
            SimpleMatrix right = Backprop.biasGradient(d);
            double[] by = {1.03, 0.97, 1.01};
            return l == 2 ? right : right.elementOp((int j, int k, double v) -> v * by[j]);
        });
        assertTrue(report.toString().contains("Closest: BP3, layer 1: "), report.toString());
    }
}
