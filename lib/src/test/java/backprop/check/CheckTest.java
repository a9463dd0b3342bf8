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
import backprop.GradientDescent;
import backprop.Layer;
import backprop.Network;
import backprop.Sigmoid;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a user types, and what a user reads. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckTest {
    private static final Activation SIGMOID = Activation.SIGMOID;
    private static final NetworkCheck CHECK = Check.standard();

    private static void says(Report report, String... words) {
        for (String word : words) {
            assertTrue(report.toString().contains(word), report.toString());
        }
    }

    @Nested
    class A_derivative {
        @Test
        void that_is_right_passes_even_where_it_loses_digits() {
            Report report = Check.derivative(Sigmoid::of, z -> Sigmoid.of(z) * (1 - Sigmoid.of(z)), -8, 8);
            assertEquals(Verdict.PASS, report.verdict());
            says(report, "✓ derivative on [-8, 8]: right", "121 of 121 right");
        }

        @Test
        void that_is_wrong_says_where_and_why() {
            Report report = Check.derivative(Sigmoid::of, z -> Math.exp(-z) / (1 + Math.exp(-z)), -6, 6);
            assertEquals(Verdict.FAIL, report.verdict());
            says(report, "worst at z = -6: yours 0.997527, expected 0.00246651", "right times 1 + e⁻ᶻ at every point");
        }

        @Test
        void with_a_constant_factor_or_sign_says_so() {
            says(Check.derivative(Math::sin, z -> 2 * Math.cos(z), 0, 5), "yours is 2 times what it should be");
            says(Check.derivative(Math::cos, Math::sin, 0, 5), "the sign is wrong everywhere");
            says(Check.derivative(Math::sin, z -> Math.cos(z) + 1, 0, 5), "the constant 1 is added everywhere");
            says(
                    Check.derivative(z -> 1 + Math.exp(-z), z -> 1 - Math.exp(-z), -6, 6),
                    "the constant 1 is added everywhere");
        }

        @Test
        void with_a_lost_factor_of_the_other_sign_says_so() {
            says(
                    Check.derivative(z -> Math.exp(-z) * Math.exp(-z) / 2, z -> Math.exp(-z), -3, 3),
                    "yours is right divided by −e⁻ᶻ at every point: was it lost?");
            says(
                    Check.derivative(Sigmoid::of, z -> -Sigmoid.derivative(z) * (1 + Math.exp(-z)), -6, 6),
                    "yours is right times −(1 + e⁻ᶻ) at every point");
        }

        @Test
        void below_the_noise_cannot_be_told() {
            Report report = Check.derivative(Sigmoid::of, z -> 3 * Sigmoid.derivative(z), 40, 60);
            assertEquals(Verdict.CANNOT_TELL, report.verdict(), report.toString());
            says(report, "? derivative on [40, 60]: cannot tell");
        }

        @Test
        void that_is_infinite_or_NaN_where_the_slope_is_not_does_not_pass() {
            for (double value : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
                Report report = Check.derivative(z -> z * z, z -> z > 0.5 ? value : 2 * z, -1, 1);
                assertEquals(Verdict.CANNOT_TELL, report.verdict(), report.toString());
                says(report, "91 of 121 right", "; NaN or infinite at 30: does it overflow there, or divide by 0?");
            }
        }

        @Test
        void near_an_overflow_is_not_called_wrong() {
            Report report = Check.derivative(Math::exp, Math::exp, 600, 709.7);
            assertNotEquals(Verdict.FAIL, report.verdict(), report.toString());
        }

        @Test
        void of_no_range_is_refused() {
            Exception e =
                    assertThrows(IllegalArgumentException.class, () -> Check.derivative(Math::sin, Math::cos, 1, 1));
            assertEquals("to must be above from, 1.0, by a finite amount, but was 1.0", e.getMessage());
        }
    }

    @Nested
    class A_gradient_of_any_function {
        @Test
        void is_judged_entry_by_entry() {
            says(
                    Check.gradient(p -> p[0] * p[0] * p[1], p -> new double[] {2 * p[0] * p[1], p[0] * p[0]}, 3, 4),
                    "2 of 2 right");
            Report wrong = Check.gradient(
                    p -> p[0] * p[1] * p[2], p -> new double[] {p[1] * p[2], p[0] * p[2], p[1]}, 3, 4, 5);
            assertEquals(Verdict.FAIL, wrong.verdict());
            says(wrong, "worst at entry [2]: yours 4, expected 12", "only entry [2] is wrong");
        }

        @Test
        void typed_with_a_few_digits_is_not_accused_of_rounding() {
            assertEquals(
                    Verdict.PASS,
                    Check.gradient(p -> Math.exp(p[0]), new double[] {2.718}, 1).verdict());
            assertEquals(
                    Verdict.FAIL,
                    Check.gradient(p -> Math.exp(p[0]), new double[] {2.719}, 1).verdict());
        }

        @Test
        void of_one_row_needs_no_place_but_the_column() {
            Network single = Network.of(3, 1).random(1);
            double[] wrong =
                    Backprop.gradient(single, Cost.HALF_SQUARED_ERROR, three()).vector();
            wrong[0] += 1;
            wrong[2] += 1;
            says(
                    Check.on(single, Cost.HALF_SQUARED_ERROR, three()).gradient(Gradient.of(single, wrong)),
                    "∂C/∂w¹  wrong in 2 of 3 entries; worst",
                    "∂C/∂b¹  right\n");
            wrong[3] += 1;
            says(
                    Check.on(single, Cost.HALF_SQUARED_ERROR, three()).gradient(Gradient.of(single, wrong)),
                    "∂C/∂b¹  wrong in 1 of 1 entry; worst");
        }

        private static DataSet three() {
            return DataSet.of(new double[][] {{0.3, 0.5, -0.7}}, new double[][] {{1}});
        }

        @Test
        void of_another_length_is_refused() {
            Exception e = assertThrows(
                    IllegalArgumentException.class, () -> Check.gradient(p -> p[0], p -> new double[2], 1));
            assertEquals("gradient must be as long as p, 1, but was 2", e.getMessage());
        }
    }

    @Nested
    class The_four_equations {
        @Test
        void of_the_notes_are_right() {
            assertEquals(
                    Verdict.PASS,
                    CHECK.outputError((a, y, z) -> a.minus(y).elementMult(SIGMOID.derivative(z)))
                            .verdict());
            assertEquals(
                    Verdict.PASS,
                    CHECK.outputError((a, y, z) -> a.minus(y)
                                    .elementMult(a)
                                    .elementMult(a.scale(-1).plus(1)))
                            .verdict(),
                    "note 001");
            assertEquals(
                    Verdict.PASS,
                    CHECK.hiddenError((w, d, z) -> w.transpose().mult(d).elementMult(SIGMOID.derivative(z)))
                            .verdict());
            assertEquals(Verdict.PASS, CHECK.biasGradient(d -> d).verdict());
            assertEquals(
                    Verdict.PASS,
                    CHECK.weightGradient((d, a) -> d.mult(a.transpose())).verdict());
        }

        @Test
        void may_be_answered_in_a_matrix_that_is_used_again() {
            NetworkCheck square = Check.on(
                    Network.of(2, 2, 2).random(1),
                    Cost.HALF_SQUARED_ERROR,
                    DataSet.of(new double[][] {{1, 2}}, new double[][] {{0, 1}}));
            SimpleMatrix answer = new SimpleMatrix(2, 1);
            Report report = square.biasGradient(d -> {
                answer.setTo(d);
                return answer;
            });
            assertEquals(Verdict.PASS, report.verdict(), report.toString());
        }

        @Test
        void may_be_typed_in_the_convention_of_note_003() {
            NetworkCheck check = CHECK.transposedWeights();
            assertEquals(
                    Verdict.PASS,
                    check.hiddenError((w, d, z) -> w.mult(d).elementMult(SIGMOID.derivative(z)))
                            .verdict());
            assertEquals(
                    Verdict.PASS,
                    check.weightGradient((d, a) -> a.mult(d.transpose())).verdict());
        }

        @Test
        void may_be_typed_with_examples_as_rows() {
            NetworkCheck check = CHECK.examplesAsRows();
            assertEquals(
                    Verdict.PASS,
                    check.outputError((a, y, z) -> a.minus(y).elementMult(SIGMOID.derivative(z)))
                            .verdict());
            assertEquals(
                    Verdict.PASS,
                    check.hiddenError((w, d, z) -> d.mult(w).elementMult(SIGMOID.derivative(z)))
                            .verdict());
            assertEquals(Verdict.PASS, check.biasGradient(d -> d).verdict());
            assertEquals(
                    Verdict.PASS,
                    check.weightGradient((d, a) -> d.transpose().mult(a)).verdict());
        }

        @Test
        void with_the_wrong_slope_name_it() {
            Report report = CHECK.hiddenError(
                    (w, d, z) -> w.transpose().mult(d).elementMult(SIGMOID.derivative(SIGMOID.of(z))));
            assertEquals(Verdict.FAIL, report.verdict());
            says(
                    report,
                    "✗ BP2, the hidden error: WRONG, first in δ²",
                    "Cause: BP2: σ′(aˡ) stands where σ′(zˡ) belongs.",
                    "This explains every number to rounding");
            assertEquals(2, report.mismatches().size());
            assertEquals("δ²", report.mismatches().get(0).what());
        }

        @Test
        void are_judged_at_once_and_explained_when_somebody_asks() {
            Thread.currentThread().interrupt();
            Report report;
            try {
                report = CHECK.biasGradient(d -> d.scale(2));
                assertEquals(Verdict.FAIL, report.verdict());
                Exception e = assertThrows(CancellationException.class, report::cause);
                assertEquals("interrupted while looking for the cause; the verdict stands", e.getMessage());
            } finally {
                assertTrue(Thread.interrupted());
            }
            assertTrue(report.cause().orElseThrow().contains("exactly 2 times"));
        }

        @Test
        void whose_formula_is_interrupted_have_no_verdict() {
            assertThrows(
                    CancellationException.class,
                    () -> CHECK.biasGradient(d -> {
                        throw new CancellationException("interrupted");
                    }));
        }

        @Test
        void that_give_the_same_numbers_are_both_named() {
            says(
                    CHECK.outputError((a, y, z) -> a.minus(y)),
                    "BP1: σ′(z³) is missing, or BP1: a³ − y is the error of cross-entropy",
                    "For this cost they are the same formula.");
            NetworkCheck square = Check.on(
                    Network.of(1, 1, 1).random(3),
                    Cost.HALF_SQUARED_ERROR,
                    DataSet.of(new double[][] {{1}}, new double[][] {{0}}));
            says(
                    square.weightGradient((d, a) ->
                            d.mult(a.transpose()).elementMult(d).elementDiv(d).scale(-1)),
                    "the sign is wrong");
        }

        @Test
        void that_only_a_symmetric_network_confuses_come_with_one_that_does_not() {
            Layer last = Network.of(3, 3).random(5).layer(1);
            Network symmetric = new Network(new Layer(last.w().transpose(), last.b(), SIGMOID), last);
            NetworkCheck check = Check.on(
                    symmetric, Cost.SQUARED_ERROR, DataSet.of(new double[][] {{1, 2, 3}}, new double[][] {{0, 1, 0}}));
            says(
                    check.hiddenError((w, d, z) -> w.mult(d).elementMult(SIGMOID.derivative(z))),
                    "w² stands where its transpose belongs, or BP2: w¹ stands where w² belongs",
                    "Their shapes would not fit on a 3-4-2 network.");
        }

        @Test
        void that_write_into_their_arguments_are_judged_all_the_same() {
            Report report = CHECK.hiddenError((w, d, z) -> {
                w.fill(0);
                return w.transpose().mult(d);
            });
            assertEquals(Verdict.FAIL, report.verdict(), report.toString());
            Report zeroed = CHECK.weightGradient((d, a) -> {
                d.fill(0);
                return d.mult(a.transpose());
            });
            assertEquals(Verdict.FAIL, zeroed.verdict(), zeroed.toString());
            assertEquals(
                    Verdict.PASS,
                    CHECK.weightGradient((d, a) -> d.mult(a.transpose())).verdict(),
                    "the check is unharmed");
        }

        @Test
        void that_change_y_are_told_even_if_they_are_right() {
            Report report = CHECK.outputError((a, y, z) -> {
                SimpleMatrix right = a.minus(y).elementMult(SIGMOID.derivative(z));
                y.fill(0);
                return right;
            });
            assertEquals(Verdict.FAIL, report.verdict(), report.toString());
            says(report, "the formula changes y: compute with a copy()");
            DataSet data = DataSet.of(new double[][] {{1, 2}}, new double[][] {{0, 1}});
            Report ofGradient = Check.on(Network.of(2, 2).random(1), Cost.SQUARED_ERROR, data)
                    .gradient((network, examples) -> {
                        Gradient right = Backprop.gradient(network, Cost.SQUARED_ERROR, examples);
                        examples.y().getDDRM().data[0] = 7;
                        return right;
                    });
            says(ofGradient, "the formula changes the examples: compute with a copy()");
        }

        @Test
        void of_impossible_shape_say_so() {
            says(CHECK.weightGradient((d, a) -> a.mult(d.transpose())), "∂C/∂w³  is 4x2, but must be 2x4: transposed?");
            says(
                    CHECK.hiddenError((w, d, z) -> w.mult(d)),
                    "the formula, given w 2x4, δ 2x1, z 4x1, combines matrices");
            says(CHECK.biasGradient(d -> null), "is null");
            NetworkCheck batch = Check.on(
                    Network.of(2, 3).random(1),
                    Cost.SQUARED_ERROR,
                    new DataSet(new SimpleMatrix(2, 4), new SimpleMatrix(3, 4)));
            says(batch.biasGradient(d -> d), "is 3x4, but must be 3x1: not summed over the examples?");
        }

        @Test
        void are_not_judged_on_an_activation_whose_derivative_is_wrong() {
            Activation broken = new Activation("swish", z -> z * Sigmoid.of(z), z -> Sigmoid.of(z));
            NetworkCheck check = Check.on(
                    Network.of(2, 3, 1).random(1).with(broken, SIGMOID),
                    Cost.SQUARED_ERROR,
                    DataSet.of(new double[][] {{1, 2}}, new double[][] {{0}}));
            says(
                    check.biasGradient(d -> d),
                    "✗ the network itself: WRONG",
                    "activation swish of layer 1",
                    "but its slope there is");
        }

        @Test
        void are_judged_on_kinks_and_all_activations() {
            for (Activation g : List.of(Activation.RELU, Activation.TANH, Activation.SOFTPLUS, Activation.IDENTITY)) {
                Network network = Network.of(3, 5, 2).random(4).with(g, SIGMOID);
                SimpleMatrix x = new SimpleMatrix(3, 1);
                NetworkCheck check = Check.on(network, Cost.SQUARED_ERROR, new DataSet(x, new SimpleMatrix(2, 1)));
                Report report =
                        check.hiddenError((w, d, z) -> w.transpose().mult(d).elementMult(g.derivative(z)));
                assertEquals(Verdict.PASS, report.verdict(), report.toString());
            }
        }

        @Test
        void are_not_judged_on_a_cost_whose_derivative_is_wrong() {
            Cost broken = new Cost("Σ(a−y)⁴", (a, y) -> Math.pow(a - y, 4), (a, y) -> 3 * Math.pow(a - y, 3));
            NetworkCheck check = Check.on(
                    Network.of(2, 3, 1).random(1), broken, DataSet.of(new double[][] {{1, 2}}, new double[][] {{0}}));
            says(
                    check.biasGradient(d -> d),
                    "✗ the network itself: WRONG",
                    "cost Σ(a−y)⁴  its derivative at a = ",
                    ", but its slope there is ");
        }

        @Test
        void accept_any_slope_at_a_kink_and_name_the_neuron() {
            Network network = Network.of(2, 3, 2).random(4).with(Activation.RELU, SIGMOID);
            double[] p = network.parameters();
            p[0] = p[1] = p[6] = 0; // the first neuron's weights and bias
            network = network.withParameters(p);
            NetworkCheck check =
                    Check.on(network, Cost.SQUARED_ERROR, DataSet.of(new double[][] {{1, 2}}, new double[][] {{0, 1}}));
            for (double slope : new double[] {0, 0.5, 1}) {
                Activation g =
                        new Activation("my ReLU", Activation.RELU.function(), z -> z > 0 ? 1 : z < 0 ? 0 : slope);
                Report report =
                        check.hiddenError((w, d, z) -> w.transpose().mult(d).elementMult(g.derivative(z)));
                assertEquals(Verdict.PASS, report.verdict(), report.toString());
                says(report, "Neuron 0 of layer 1 stands at a kink, z = 0: any slope from 0 to 1 is accepted.");
            }
            Report wrong = check.hiddenError((w, d, z) -> w.transpose().mult(d).scale(2));
            assertEquals(Verdict.FAIL, wrong.verdict(), wrong.toString());
        }

        @Test
        void need_a_hidden_layer_for_BP2() {
            NetworkCheck flat = Check.on(
                    Network.of(2, 3).random(1),
                    Cost.SQUARED_ERROR,
                    new DataSet(new SimpleMatrix(2, 1), new SimpleMatrix(3, 1)));
            Exception e = assertThrows(IllegalArgumentException.class, () -> flat.hiddenError((w, d, z) -> d));
            assertTrue(
                    e.getMessage().startsWith("the network must have a hidden layer for BP2, but was "),
                    e.getMessage());
        }
    }

    @Nested
    class A_whole_gradient {
        private final Network network = Network.of(2, 3, 2).random(3);
        private final DataSet data = DataSet.of(new double[][] {{0.5, -0.3}, {1, 2}}, new double[][] {{1, 0}, {0, 1}});
        private final Cost cost = Cost.HALF_SQUARED_ERROR;
        private final NetworkCheck check = Check.on(network, cost, data);
        private final double[] right = Backprop.gradient(network, cost, data).vector();

        private double[] rounded(double[] numbers, int digits) {
            return Arrays.stream(numbers)
                    .map(x -> new BigDecimal(x).round(new MathContext(digits)).doubleValue())
                    .toArray();
        }

        @Test
        void that_is_right_passes() {
            assertEquals(
                    Verdict.PASS,
                    check.gradient(Backprop.gradient(network, cost, data)).verdict());
            assertEquals(Verdict.PASS, check.gradient(right).verdict());
        }

        @Test
        void worked_out_on_paper_is_judged_to_its_digits() {
            for (int digits = 2; digits <= 6; digits++) {
                Report report = check.gradient(rounded(right, digits));
                assertEquals(Verdict.PASS, report.verdict(), report.toString());
                says(report, "to the " + digits + " digits given");
            }
        }

        @Test
        void on_paper_with_another_cost_is_explained() {
            double[] twice = Arrays.stream(right).map(x -> 2 * x).toArray();
            says(
                    check.gradient(rounded(twice, 4)),
                    "right for C = Σ(a−y)², but you asked for ½Σ(a−y)²",
                    "This explains every number to the digits given.");
        }

        @Test
        void with_any_factor_is_named_for_a_single_output_and_on_paper_too() {
            Network narrow = Network.of(2, 3, 1).random(3);
            DataSet one = DataSet.of(new double[][] {{0.5, -0.3}}, new double[][] {{1}});
            double[] gradient = Arrays.stream(
                            Backprop.gradient(narrow, cost, one).vector())
                    .map(x -> 1.7 * x)
                    .toArray();
            says(
                    Check.on(narrow, cost, one).gradient(gradient),
                    "BP1: the result is exactly 1.7 times what it should be");
            says(Check.on(narrow, cost, one).gradient(rounded(gradient, 4)), "BP1: the result is about 1.7 times");
        }

        @Test
        void in_single_precision_is_recognised() {
            Report report =
                    check.gradient(Arrays.stream(right).map(x -> (float) x).toArray());
            assertEquals(Verdict.PASS, report.verdict());
            says(report, "to 7 digits: computed in float?");
        }

        @Test
        void in_another_order_is_recognised() {
            for (EntryOrder order : EntryOrder.others()) {
                double[] given = order.of(network, right);
                Report report = check.gradient(given);
                assertEquals(Optional.of(order.cause() + "."), report.cause(), report.toString());
            }
            double[] onPaper = new EntryOrder(true, false, false, true).of(network, right);
            says(
                    check.gradient(Arrays.stream(onPaper)
                            .map(x -> Math.round(1e4 * x) / 1e4)
                            .toArray()),
                    "Cause: the numbers are right, but in another order: all weights, then all biases, weights by columns;",
                    "to the digits given");
        }

        @Test
        void that_is_wrong_in_one_row_or_column_says_in_which() {
            double[] wrong = right.clone();
            wrong[1] = 3; // ∂C/∂w¹[0][1] and [2][1]
            wrong[5] = 4;
            wrong[12] = 3; // ∂C/∂w²[1][0] and [1][2]
            wrong[14] = 4;
            says(
                    check.gradient(Gradient.of(network, wrong)),
                    "wrong in 2 of 6 entries, all in column 1; worst [2][1]",
                    "wrong in 2 of 6 entries, all in row 1; worst [1][2]");
        }

        @Test
        void of_another_length_is_refused() {
            Exception e = assertThrows(IllegalArgumentException.class, () -> check.gradient(1, 2, 3));
            assertEquals("gradient must have 17 entries, one per weight and bias, but was 3", e.getMessage());
        }

        @Test
        void with_NaN_or_infinity_fails() {
            for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                double[] broken = right.clone();
                broken[3] = value;
                assertEquals(Verdict.FAIL, check.gradient(broken).verdict());
            }
        }

        @Test
        void typed_with_a_few_digits_may_not_be_infinite() {
            double[] typed = Arrays.stream(right)
                    .map(value -> Math.rint(1e4 * value) / 1e4)
                    .toArray();
            assertEquals(Verdict.PASS, check.gradient(typed).verdict());
            typed[3] = Double.POSITIVE_INFINITY;
            assertEquals(Verdict.FAIL, check.gradient(typed).verdict());
        }
    }

    @Nested
    class A_step {
        private final Network network = Network.of(2, 3, 2).random(3);
        private final DataSet one = DataSet.of(new double[][] {{0.5, -0.3}}, new double[][] {{1, 0}});
        private final NetworkCheck check = Check.on(network, Cost.HALF_SQUARED_ERROR, one);

        private Network moved(Network net, double eta) {
            double[] gradient =
                    Backprop.gradient(net, Cost.HALF_SQUARED_ERROR, one).vector();
            double[] p = net.parameters();
            for (int i = 0; i < p.length; i++) {
                p[i] -= eta * gradient[i];
            }
            return net.withParameters(p);
        }

        @Test
        void against_the_gradient_is_right() {
            Report report = check.step(
                    0.5,
                    net -> net.withParameters(GradientDescent.step(
                            net.parameters(),
                            Backprop.gradient(net, Cost.HALF_SQUARED_ERROR, one).vector(),
                            0.5)));
            assertEquals(Verdict.PASS, report.verdict(), report.toString());
        }

        @Test
        void with_the_wrong_sign_or_rate_is_named() {
            says(
                    check.step(0.5, net -> moved(net, -0.5)),
                    "the step adds η ∇C, which goes uphill, or BP1: the sign is wrong.");
            says(check.step(1, net -> moved(net, -1)), "Cause: the step adds η ∇C, which goes uphill");
            says(check.step(0.3, net -> moved(net, 1)), "Cause: the step subtracts ∇C without η");
            says(check.step(0.3, net -> moved(net, -1)), "Cause: the step adds ∇C, without η and uphill");
            says(check.step(0.3, net -> moved(net, 0.09)), "Cause: the step multiplies by η twice");
            says(check.step(0.3, net -> moved(net, 1 / 0.3)), "Cause: the step divides by η");
            says(
                    check.step(0.5, net -> moved(net, 0.05)),
                    "exactly 0.1 times what it should be",
                    "may be the update rule's own");
        }

        @Test
        void whose_slip_is_all_that_explains_it_does_not_say_that_nothing_does() {
            SimpleMatrix almost = network.output(one.x()).plus(1e-6); // p − p′ has lost digits that a cause asks for
            DataSet fitted = new DataSet(one.x(), almost);
            Report report = Check.on(network, Cost.HALF_SQUARED_ERROR, fitted)
                    .step(
                            0.3,
                            net -> net.withParameters(GradientDescent.step(
                                    net.parameters(),
                                    Backprop.gradient(net, Cost.HALF_SQUARED_ERROR, fitted)
                                            .vector(),
                                    1)));
            says(report, "Cause: the step subtracts ∇C without η.");
            assertFalse(report.toString().contains("No known mistake"), report.toString());
        }

        @Test
        void that_gives_no_such_network_is_told() {
            says(check.step(0.5, net -> null), "the next network  is null");
            says(check.step(0.5, net -> Network.of(2, 2).random(1)), "has 6 parameters, but must have 17, as before");
            says(
                    check.step(0.5, net -> {
                        throw new IllegalStateException("no idea");
                    }),
                    "the step throws: no idea");
            says(
                    check.step(
                            0.5,
                            net -> net.withParameters(net.w(1).mult(net.w(1)).getDDRM().data)),
                    "the step combines matrices that do not fit");
        }

        @Test
        void whose_hidden_error_uses_updated_weights_is_named() {
            Report report = check.step(0.5, net -> {
                var gradient = Backprop.gradient(net, Cost.HALF_SQUARED_ERROR, one);
                SimpleMatrix w2 = net.w(2).minus(gradient.w(2).scale(0.5));
                SimpleMatrix b2 = net.b(2).minus(gradient.b(2).scale(0.5));
                var pass = net.forward(one.x());
                SimpleMatrix delta = Backprop.hiddenError(w2, gradient.b(2), pass.z(1), SIGMOID);
                SimpleMatrix w1 =
                        net.w(1).minus(Backprop.weightGradient(delta, one.x()).scale(0.5));
                return new Network(
                        new Layer(w1, net.b(1).minus(delta.scale(0.5)), SIGMOID), new Layer(w2, b2, SIGMOID));
            });
            says(report, "WRONG, first in ∂C/∂b¹", "the weights of the next layer were updated already (η = 0.5)");
        }
    }

    @Nested
    class A_chain_of_equalities {
        private static double sq(double x) {
            return x * x;
        }

        private final Derivation start = Derivation.of("σ′(z)", Sigmoid::derivative)
                .line("reciprocal rule", z -> -1 / sq(1 + Math.exp(-z)) * -Math.exp(-z))
                .line("collect", z -> Math.exp(-z) / sq(1 + Math.exp(-z)));

        @Test
        void that_holds_passes() {
            Report report = start.line("σ(1 − σ)", z -> Sigmoid.of(z) * (1 - Sigmoid.of(z)))
                    .check(-6, 6);
            assertEquals(Verdict.PASS, report.verdict(), report.toString());
            says(report, "✓ σ′(z) on [-6, 6]: every line holds", "equals the line above");
        }

        @Test
        void that_holds_passes_where_both_lines_are_infinite() {
            Report report = Derivation.of("1/z²", z -> 1 / sq(z))
                    .line("(1/z)²", z -> sq(1 / z))
                    .check(-1, 1);
            assertEquals(Verdict.PASS, report.verdict(), report.toString());
        }

        @Test
        void that_breaks_names_the_first_broken_line_once() {
            Report report = start.line("add and subtract", z -> (Math.exp(-z) + 1 - 1) / (Math.exp(-z) + 1))
                    .line("the same", z -> Math.exp(-z) / (Math.exp(-z) + 1))
                    .line("σ(1 − σ)", z -> Sigmoid.of(z) * (1 - Sigmoid.of(z)))
                    .check(-6, 6);
            says(
                    report,
                    "✗ σ′(z) on [-6, 6]: first broken line 'add and subtract'",
                    "breaks here: at z = -6, 0.997527 instead of 0.00246651; yours is right times 1 + e⁻ᶻ at every point",
                    "follows from the line above, which is wrong",
                    "equals 'collect' again");
            assertEquals(
                    1,
                    report.lines().stream()
                            .filter(line -> line.verdict() == Verdict.FAIL)
                            .count());
        }

        @Test
        void without_lines_is_refused() {
            Exception e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Derivation.of("f", z -> z).check(0, 1));
            assertEquals("the derivation must have a line to compare, but was only 'f'", e.getMessage());
        }
    }

    @Test
    void numbers_lost_by_dividing_by_1_minus_a_are_told_how_to_keep_them() {
        Cost cost = Cost.CROSS_ENTROPY;
        Network neuron = Network.of(1, 1).withParameters(new double[] {40, 0});
        NetworkCheck check = Check.on(neuron, cost, DataSet.of(new double[][] {{1}}, new double[][] {{0}}));
        Report lost = check.outputError((a, y, z) -> cost.gradient(a, y).elementMult(Activation.SIGMOID.derivative(z)));
        assertEquals(Verdict.FAIL, lost.verdict());
        assertTrue(lost.toString().contains("Cancel first: δ = a − y."), lost.toString());
        assertEquals(Verdict.PASS, check.outputError((a, y, z) -> a.minus(y)).verdict());
        for (double factor : new double[] {-1, 0, 3}) {
            Report wrong = check.outputError((a, y, z) -> a.minus(y).scale(factor));
            assertEquals(Verdict.FAIL, wrong.verdict());
            assertFalse(wrong.toString().contains("Cancel first"), wrong.toString());
        }
    }
}
