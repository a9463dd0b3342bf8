package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.GradientDescent;
import backprop.Layer;
import backprop.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check on a network takes beside the four equations: one derivative, other costs, no biases, ∂C/∂x. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NetworkCheckTest {
    private static final Network NETWORK = Network.of(2, 3, 2).random(3);
    private static final DataSet ONE = DataSet.of(new double[][] {{0.5, -0.3}}, new double[][] {{1, 0}});
    private static final DataSet TWO =
            DataSet.of(new double[][] {{0.5, -0.3}, {1, 2}}, new double[][] {{1, 0}, {0, 1}});
    private static final Cost COST = Cost.HALF_SQUARED_ERROR;
    private static final NetworkCheck CHECK = Check.on(NETWORK, COST, ONE);

    private static void says(Report report, Verdict verdict, String... words) {
        assertEquals(verdict, report.verdict(), report.toString());
        for (String word : words) {
            assertTrue(report.toString().contains(word), report.toString());
        }
    }

    private static void refused(String message, Supplier<?> call) {
        assertEquals(message, assertThrows(RuntimeException.class, call::get).getMessage());
    }

    private static double[] changed(double[] numbers, DoubleUnaryOperator change) {
        return Arrays.stream(numbers).map(change).toArray();
    }

    @Nested
    class A_gradient_along_random_directions {
        private final Gradient right = Backprop.gradient(NETWORK, COST, TWO);
        private final NetworkCheck check = Check.on(NETWORK, COST, TWO);

        private Report plus(double[] error) {
            double[] numbers = right.vector();
            Arrays.setAll(numbers, i -> numbers[i] + error[i]);
            return check.gradientAlongDirections(Gradient.of(NETWORK, numbers));
        }

        @Test
        void is_right_or_wrong_by_values_of_the_cost() {
            says(
                    check.gradientAlongDirections(right),
                    Verdict.PASS,
                    "✓ gradient along 10 random directions: right",
                    "10 of 10 right",
                    " of its length, this would show with certainty 1 − 1e-9");
            double[] error = new double[right.vector().length];
            error[3] = 1e-7;
            says(plus(error), Verdict.FAIL, "wrong at 10 of 10; worst at direction ");
        }

        @Test
        void shows_every_error_that_it_says_it_would() {
            String finding = check.gradientAlongDirections(right).lines().get(0).finding();
            double share = Double.parseDouble(finding.replaceAll(".*more than (\\S+) of its length.*", "$1"));
            assertTrue(share < 1e-7, finding);
            double length = share * new SimpleMatrix(right.vector()).normF();
            Random random = new Random(7);
            for (int i = 0; i < 100; i++) {
                double[] error = random.doubles(right.vector().length, -1, 1).toArray();
                double scale = length / new SimpleMatrix(error).normF();
                says(plus(changed(error, e -> e * scale)), Verdict.FAIL);
            }
        }

        @Test
        void knows_lambda_biases_shapes_and_the_other_convention() {
            Gradient regularized = new Gradient(
                    IntStream.rangeClosed(1, 2)
                            .mapToObj(l -> right.w(l).plus(NETWORK.w(l).scale(0.1)))
                            .toList(),
                    right.b());
            says(check.regularized(0.1).gradientAlongDirections(regularized), Verdict.PASS);
            says(check.gradientAlongDirections(regularized), Verdict.FAIL);
            Network bare = new Network(NETWORK.layers().stream()
                    .map(layer -> new Layer(layer.w(), layer.b().scale(0), layer.activation()))
                    .toList());
            Gradient odd = new Gradient(
                    Backprop.gradient(bare, COST, TWO).w(),
                    right.b().stream().map(b -> b.plus(5)).toList());
            says(Check.on(bare, COST, TWO).withoutBiases().gradientAlongDirections(odd), Verdict.PASS);
            says(Check.on(bare, COST, TWO).gradientAlongDirections(odd), Verdict.FAIL);
            Gradient turned =
                    new Gradient(right.w().stream().map(SimpleMatrix::transpose).toList(), right.b());
            says(check.transposedWeights().gradientAlongDirections(turned), Verdict.PASS);
            says(check.gradientAlongDirections(turned), Verdict.FAIL, "impossible shape", "transposed?");
        }

        @Test
        void takes_no_more_values_for_more_parameters() {
            LongAdder outputs = new LongAdder();
            Activation counted = new Activation(
                    "counted",
                    z -> {
                        outputs.increment();
                        return Activation.SIGMOID.of(z);
                    },
                    Activation.SIGMOID.derivative());
            DataSet data = DataSet.of(new double[][] {new double[5000]}, new double[][] {{1}});
            Network wide = Network.of(5000, 1).random(1).with(counted);
            Gradient gradient = Backprop.gradient(wide, COST, data);
            outputs.reset();
            says(Check.on(wide, COST, data).gradientAlongDirections(gradient), Verdict.PASS);
            assertTrue(outputs.sum() < 10 * 9 * 3, "values: " + outputs);
        }
    }

    @Nested
    class One_derivative {
        private final ForwardPass pass = NETWORK.forward(ONE.x());
        private final SimpleMatrix delta =
                Backprop.errors(NETWORK, COST, pass, ONE.y()).delta(2);
        private final double before = pass.a(2).get(0) - 1;
        private final double slope = Activation.SIGMOID.derivative(pass.z(2).get(0));
        private final double a = pass.a(1).get(1);

        @Test
        void is_right_as_a_number_or_as_its_factors() {
            says(CHECK.weight(2, 0, 1, before * slope * a), Verdict.PASS, "✓ ∂C/∂w²[0][1]: right");
            says(
                    CHECK.weight(2, 0, 1, delta.get(0), a),
                    Verdict.PASS,
                    "✓ δ²[0]                        right",
                    "✓ a¹[1]                        right",
                    "✓ ∂C/∂w²[0][1], their product  right");
            says(CHECK.weight(2, 0, 1, before, slope, a), Verdict.PASS, "✓ ∂C/∂a²[0] ", "✓ σ′(z²[0])", "✓ a¹[1]");
            says(CHECK.bias(2, 0, before * slope), Verdict.PASS, "✓ ∂C/∂b²[0]: right");
            says(CHECK.bias(2, 0, before, slope), Verdict.PASS, "their product");
            says(CHECK.bias(2, 0, before, pass.a(2).get(0) * (1 - pass.a(2).get(0))), Verdict.PASS);
        }

        @Test
        void of_every_weight_and_bias_is_right_also_over_several_examples_and_with_softmax() {
            Network soft = NETWORK.with(Activation.SIGMOID, Activation.SOFTMAX);
            for (Case c : List.of(
                    Case.of(NETWORK, COST, TWO),
                    Case.of(soft, Cost.CATEGORICAL_CROSS_ENTROPY, ONE),
                    Case.of(NETWORK, Cost.CROSS_ENTROPY, ONE))) {
                NetworkCheck check = Check.on(c.network(), c.cost(), c.data());
                Gradient gradient = Backprop.gradient(c.network(), c.cost(), c.data());
                for (int l = 1; l <= 2; l++) {
                    SimpleMatrix w = gradient.w(l);
                    for (int j = 0; j < w.getNumRows(); j++) {
                        says(check.bias(l, j, gradient.b(l).get(j)), Verdict.PASS);
                        for (int k = 0; k < w.getNumCols(); k++) {
                            says(check.weight(l, j, k, w.get(j, k)), Verdict.PASS);
                            says(check.weight(l, j, k, 1.001 * w.get(j, k)), Verdict.FAIL);
                        }
                    }
                }
            }
        }

        @ParameterizedTest
        @CsvSource({
            "-0.0079, PASS",
            "-0.008, PASS",
            "-0.0080, PASS",
            "-0.00795, PASS",
            "-0.00794, FAIL",
            "-0.0078, FAIL",
            "0.0079, FAIL"
        })
        void is_judged_to_the_digits_given(double number, Verdict verdict) {
            says(CHECK.weight(2, 0, 1, number), verdict); // -0.0079462
        }

        @Test
        void names_the_factor_that_is_wrong_and_what_would_stand_there() {
            says(
                    CHECK.weight(2, 0, 1, before, pass.a(2).get(0), a),
                    Verdict.FAIL,
                    "✗ ∂C/∂w²[0][1]: WRONG, first in σ′(z²[0])",
                    "✓ ∂C/∂a²[0]",
                    "✗ σ′(z²[0])                    wrong; yours 0.1814, expected 0.1485",
                    "✓ a¹[1]",
                    "their product  wrong, as a factor is",
                    "In the place of σ′(z²[0]) one number is too few to tell the cause; this gives it: σ(z²[0]).");
            says(CHECK.weight(2, 0, 1, -before, slope, a), Verdict.FAIL, "this gives it: −∂C/∂a²[0].");
            says(CHECK.weight(2, 0, 1, before, a), Verdict.FAIL, "this gives it: ∂C/∂a²[0].");
            says(CHECK.weight(2, 0, 1, delta.get(0), pass.z(1).get(1)), Verdict.FAIL, "this gives it: z¹[1].");
            says(
                    CHECK.weight(2, 0, 1, delta.get(0), 0.7),
                    Verdict.FAIL,
                    "In the place of a¹[1] no known mistake gives");
        }

        @Test
        void says_nothing_of_factors_that_are_right() {
            Report report = CHECK.weight(2, 0, 1, before, pass.a(2).get(0), a);
            assertEquals(1, report.remarks().size(), report.toString());
        }

        @Test
        void says_what_is_twice_or_half_of_what_should_stand_there() {
            says(CHECK.weight(2, 0, 1, 2 * before, slope, a), Verdict.FAIL, "this gives it: 2 ∂C/∂a²[0].");
            says(CHECK.weight(2, 0, 1, before / 2, slope, a), Verdict.FAIL, "this gives it: ½ ∂C/∂a²[0].");
            says(CHECK.weight(2, 0, 1, 2 * before * slope * a), Verdict.FAIL, "a factor 2 is too many");
            says(CHECK.weight(2, 0, 1, before * slope * a / 2), Verdict.FAIL, "a factor ½ is too many");
        }

        @Test
        void may_be_of_factors_that_were_rounded() {
            double[] rounded = changed(new double[] {before, slope, a}, v -> Math.rint(100 * v) / 100);
            Report report = CHECK.weight(2, 0, 1, rounded);
            says(report, Verdict.PASS, "✓ ∂C/∂w²[0][1], their product  right");
            assertFalse(report.toString().contains("expected"), report.toString());
            says(CHECK.weight(2, 0, 1, -before, slope, a), Verdict.FAIL, "wrong, as a factor is; yours 0.00794");
        }

        @Test
        void may_be_of_factors_that_have_lost_digits_by_the_textbook() {
            Network neuron =
                    new Network(new Layer(SimpleMatrix.filled(1, 1, 12), new SimpleMatrix(1, 1), Activation.SIGMOID));
            NetworkCheck entropy =
                    Check.on(neuron, Cost.CROSS_ENTROPY, DataSet.of(new double[][] {{1}}, new double[][] {{0}}));
            double output = neuron.output(SimpleMatrix.filled(1, 1, 1)).get(0);
            says(entropy.weight(1, 0, 0, 1 / (1 - output), output * (1 - output), 1), Verdict.PASS);
        }

        @Test
        void of_softmax_is_no_product() {
            NetworkCheck soft = Check.on(NETWORK.with(Activation.SIGMOID, Activation.SOFTMAX), COST, ONE);
            assertFalse(soft.bias(2, 0, 0.5).toString().contains("="));
            assertTrue(CHECK.bias(2, 0, 0.5).toString().contains(" = ∂C/∂a²[0] · σ′(z²[0]) = "));
        }

        @Test
        void in_single_precision_is_seen_as_that() {
            float single = (float) (before * slope * a);
            says(CHECK.weight(2, 0, 1, single), Verdict.PASS, "right, to 7 digits: computed in float?: ∂C/∂a²[0]");
            says(CHECK.weight(2, 0, 1, Math.nextUp(Math.nextUp(before * slope * a))), Verdict.PASS, "[1]  right: ∂C");
        }

        @Test
        void has_commas_between_indices_of_two_digits() {
            assertEquals("₁₉", Chain.index(1, List.of(0, 8)));
            assertEquals("₁,₁₀", Chain.index(1, List.of(0, 9)));
            assertEquals("[0][9]", Chain.index(0, List.of(0, 9)));
        }

        @Test
        void whose_wrong_factors_cancel_is_not_called_right() {
            Report report = CHECK.weight(2, 0, 1, 2 * before, slope / 2, a);
            says(report, Verdict.FAIL, "their product  cannot tell: its factors decide");
        }

        @Test
        void claims_no_cause_for_one_wrong_number_but_says_what_it_would_be() {
            Report lost = CHECK.weight(
                    1,
                    0,
                    0,
                    pass.a(0).get(0) * NETWORK.w(2).transpose().mult(delta).get(0));
            says(
                    lost,
                    Verdict.FAIL,
                    " = ∂C/∂a¹[0] · σ′(z¹[0]) · a⁰[0] = ",
                    "For ∂C/∂w¹[0][0] one number is too few to tell the cause; this gives it: BP2: σ′(z¹) is missing.");
            assertTrue(lost.cause().isEmpty());
            says(CHECK.weight(2, 0, 1, -before * slope * a), Verdict.FAIL, "this gives it: the sign is wrong.");
            says(CHECK.weight(2, 0, 1, slope * a), Verdict.FAIL, "this gives it: ∂C/∂a²[0] is missing.");
            says(
                    CHECK.weight(2, 0, 1, before * a),
                    Verdict.FAIL,
                    "each of these gives it: BP1: σ′(z²) is missing; BP1: a² − y is the error of cross-entropy");
            says(CHECK.weight(2, 0, 1, 0.12345), Verdict.FAIL, "For ∂C/∂w²[0][1] no known mistake gives this number.");
        }

        @Test
        void is_refused_where_there_is_none() {
            refused("l must be a layer from 1 to 2, but was 3", () -> CHECK.weight(3, 0, 0, 1));
            refused("j must be a neuron of layer 2 from 0 to 1, but was 2", () -> CHECK.weight(2, 2, 0, 1));
            refused("k must be a neuron of layer 1 from 0 to 2, but was -1", () -> CHECK.weight(2, 0, -1, 1));
            refused("j must be a neuron of layer 1 from 0 to 2, but was 3", () -> CHECK.bias(1, 3, 1));
            refused("the length of chain must lie from 1 to 3, but was 0", () -> CHECK.weight(2, 0, 0));
            refused("chain must be given, but was null", () -> CHECK.weight(2, 0, 0, (double[]) null));
            refused("chain must be given, but was null", () -> CHECK.bias(2, 0, (double[]) null));
            refused("the length of chain must lie from 1 to 2, but was 3", () -> CHECK.bias(2, 0, 1, 2, 3));
            refused(
                    "chain must be one number, as there are several examples to sum over, but was 2",
                    () -> Check.on(NETWORK, COST, TWO).weight(2, 0, 0, 1, 2));
            refused(
                    "chain must be one number, as λw is added to the product, but was 2",
                    () -> CHECK.regularized(0.1).weight(2, 0, 0, 1, 2));
            refused(
                    "chain must begin with δ in a softmax layer, where it is no product, but was 3",
                    () -> Check.on(NETWORK.with(Activation.SIGMOID, Activation.SOFTMAX), COST, ONE)
                            .weight(2, 0, 0, 1, 2, 3));
        }

        @Test
        void that_is_not_finite_is_wrong() {
            for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                says(CHECK.weight(2, 0, 0, number), Verdict.FAIL);
                says(CHECK.weight(2, 0, 1, before, number, a), Verdict.FAIL);
            }
        }
    }

    @Nested
    class A_regularised_cost {
        private static final double LAMBDA = 0.01;
        private final NetworkCheck check = Check.on(NETWORK, COST, TWO).regularized(LAMBDA);
        private final double[] alone = Backprop.gradient(NETWORK, COST, TWO).vector();

        private double[] plus(double ofWeights, double ofBiases) {
            double[] p = NETWORK.parameters();
            int[] isBias = {0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1};
            return IntStream.range(0, p.length)
                    .mapToDouble(i -> alone[i] + (isBias[i] == 1 ? ofBiases : ofWeights) * p[i])
                    .toArray();
        }

        @Test
        void adds_λw_to_the_derivatives_of_weights() {
            says(check.gradient(plus(LAMBDA, 0)), Verdict.PASS);
            says(check.gradient((network, data) -> Gradient.of(network, plus(LAMBDA, 0))), Verdict.PASS);
            says(check.gradient(plus(1.000001 * LAMBDA, 0)), Verdict.FAIL);
            says(Check.on(NETWORK, COST, TWO).gradient(alone), Verdict.PASS);
            says(check.regularized(0).gradient(alone), Verdict.PASS);
        }

        @Test
        void is_judged_in_a_step_too() {
            says(
                    check.step(
                            0.5,
                            net -> net.withParameters(GradientDescent.step(net.parameters(), plus(LAMBDA, 0), 0.5))),
                    Verdict.PASS);
            says(
                    check.step(0.5, net -> net.withParameters(GradientDescent.step(net.parameters(), alone, 0.5))),
                    Verdict.FAIL,
                    "BP4: λwˡ is missing");
        }

        @Test
        void is_judged_in_BP4_too() {
            NetworkCheck plain = Check.on(NETWORK, COST, TWO);
            says(check.weightGradient((d, a) -> d.mult(a.transpose())), Verdict.FAIL, "BP4: λwˡ is missing");
            says(
                    check.weightGradient(
                            (l, d, a) -> d.mult(a.transpose()).plus(NETWORK.w(l).scale(LAMBDA))),
                    Verdict.PASS);
            says(plain.weightGradient((l, d, a) -> d.mult(a.transpose())), Verdict.PASS);
        }

        @Test
        void keeps_to_its_digits_when_typed() {
            double[] typed = changed(plus(LAMBDA, 0), g -> Math.rint(1e5 * g) / 1e5);
            says(check.gradient(typed), Verdict.PASS);
            says(check.gradient(changed(alone, g -> Math.rint(1e5 * g) / 1e5)), Verdict.FAIL, "λwˡ is missing");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "0 | 0 | BP4: λwˡ is missing",
                    "-0.01 | 0 | BP4: λwˡ is subtracted",
                    "0.02 | 0 | BP4: 2λwˡ is added, not λwˡ: a ½ is lost",
                    "0.005 | 0 | BP4: ½λwˡ is added, not λwˡ: a 2 is lost",
                    "0.005 | 0 | BP4: λwˡ is divided by the number of examples",
                    "0.03 | 0 | BP4: λ = 0.03 instead of 0.01",
                    "0.01 | 0.01 | BP3: λbˡ is added, but only weights are regularised",
                })
        void names_what_happened_to_λ(double ofWeights, double ofBiases, String cause) {
            says(check.gradient(plus(ofWeights, ofBiases)), Verdict.FAIL, cause);
        }

        @Test
        void names_a_mistake_made_before_λw_was_added() {
            check.mistakes().keySet().forEach(mistake -> {
                Report report = check.gradient(check.gradientWith(mistake));
                says(report, Verdict.FAIL, mistake.what());
            });
            assertTrue(check.mistakes().size() > CHECK.mistakes().size());
        }

        @Test
        void needs_a_λ() {
            for (double lambda : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
                refused("lambda must be 0 or more and finite, but was " + lambda, () -> CHECK.regularized(lambda));
            }
        }
    }

    @Nested
    class A_network_without_biases {
        private final Network network = new Network(
                new Layer(NETWORK.w(1), new SimpleMatrix(3, 1), Activation.SIGMOID),
                new Layer(NETWORK.w(2), new SimpleMatrix(2, 1), Activation.SIGMOID));
        private final NetworkCheck check = Check.on(network, COST, TWO).withoutBiases();
        private final Gradient gradient = Backprop.gradient(network, COST, TWO);
        private final double[] right = gradient.w().stream()
                .flatMapToDouble(w -> DoubleStream.of(w.getDDRM().data))
                .toArray();

        @Test
        void has_none_in_the_last_layer_either() {
            double[] p = new double[NETWORK.parameterCount()];
            p[p.length - 1] = 0.5;
            refused(
                    "b of layer 2 must be 0, as the network is to have no biases, but was 0.5",
                    () -> Check.on(NETWORK.withParameters(p), COST, ONE).withoutBiases());
        }

        @Test
        void has_one_number_per_weight() {
            says(check.gradient(right), Verdict.PASS);
            assertEquals(2, check.gradient(right).lines().size());
            refused("gradient must have 12 entries, one per weight, but was 17", () -> check.gradient(new double[17]));
        }

        @Test
        void has_no_derivatives_of_biases() {
            List<SimpleMatrix> nonsense = List.of(SimpleMatrix.filled(3, 1, 7), SimpleMatrix.filled(2, 1, Double.NaN));
            says(check.gradient(new Gradient(gradient.w(), nonsense)), Verdict.PASS);
            refused("the network must have biases for BP3, but was without", () -> check.biasGradient(d -> d));
            refused("the network must have biases, but was without", () -> check.bias(1, 0, 1));
            assertFalse(check.mistakes().keySet().stream()
                    .anyMatch(mistake -> mistake.toString().startsWith("BP3")));
        }

        @Test
        void is_trained_by_steps_too() {
            says(
                    check.step(
                            0.5,
                            net -> net.withParameters(GradientDescent.step(net.parameters(), gradient.vector(), 0.5))),
                    Verdict.PASS);
        }

        @Test
        void has_its_mistakes_named() {
            check.mistakes()
                    .keySet()
                    .forEach(
                            mistake -> says(check.gradient(check.gradientWith(mistake)), Verdict.FAIL, mistake.what()));
            says(check.gradient(changed(right, g -> 2 * g)), Verdict.FAIL, "right for C = Σ(a−y)²");
            double[] third = right.clone();
            for (int i = 6; i < 12; i++) {
                third[i] *= 3;
            }
            says(check.gradient(third), Verdict.FAIL, "BP4, layer 2: the result is exactly 3 times");
        }

        @Test
        void has_its_weights_in_any_order() {
            List<Double> lastFirst = new ArrayList<>();
            for (int i : new int[] {6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5}) {
                lastFirst.add(right[i]);
            }
            says(
                    check.gradient(lastFirst.stream().mapToDouble(g -> g).toArray()),
                    Verdict.FAIL,
                    "the numbers are right, but in another order: the last layer first");
        }

        @Test
        void has_none() {
            refused(
                    "b of layer 1 must be 0, as the network is to have no biases, but was "
                            + NETWORK.b(1).elementMaxAbs(),
                    CHECK::withoutBiases);
        }
    }

    @Nested
    class The_input_gradient {
        private final SimpleMatrix right = Backprop.inputGradient(NETWORK, COST, TWO.x(), TWO.y());
        private final NetworkCheck check = Check.on(NETWORK, COST, TWO);

        @Test
        void is_judged_as_numbers() {
            says(check.inputGradient(right), Verdict.PASS, "✓ ∂C/∂x, the input gradient: right");
            says(check.examplesAsRows().inputGradient(right.transpose()), Verdict.PASS);
            SimpleMatrix typed = right.copy();
            for (int i = 0; i < 4; i++) {
                typed.set(i, Math.rint(1e5 * right.get(i)) / 1e5);
            }
            says(check.inputGradient(typed), Verdict.PASS, "digits given");
            typed.set(0, typed.get(0) + 1e-5);
            says(check.inputGradient(typed), Verdict.FAIL, "✗ ∂C/∂x  wrong in 1 of 4 entries; worst [0][0]");
            says(
                    check.inputGradient(Backprop.inputGradient(NETWORK, Cost.SQUARED_ERROR, TWO.x(), TWO.y())),
                    Verdict.FAIL,
                    "right for C = Σ(a−y)², but you asked for ½Σ(a−y)²");
            says(check.inputGradient(right.transpose().mult(right)), Verdict.FAIL);
            says(check.inputGradient(new SimpleMatrix(1, 2)), Verdict.FAIL, "is 1x2, but must be 2x2");
        }

        @Test
        void is_judged_as_a_formula() {
            says(check.inputGradient((w, d) -> w.transpose().mult(d)), Verdict.PASS);
            says(check.transposedWeights().inputGradient((w, d) -> w.mult(d)), Verdict.PASS);
            says(check.examplesAsRows().inputGradient((w, d) -> d.mult(w)), Verdict.PASS);
            says(
                    check.inputGradient((w, d) -> w.transpose().mult(d).scale(-1)),
                    Verdict.FAIL,
                    "∂C/∂x: the sign is wrong");
            ForwardPass pass = NETWORK.forward(TWO.x());
            says(
                    check.inputGradient(
                            (w, d) -> w.transpose().mult(d.elementMult(Activation.SIGMOID.derivative(pass.z(1))))),
                    Verdict.FAIL,
                    "Cause: ∂C/∂x: δ¹ is multiplied by σ′(z¹) a second time.");
            says(check.inputGradient((w, d) -> w.mult(d)), Verdict.FAIL, "impossible, as its shapes do not fit");
            Network square = Network.of(2, 2).random(5);
            says(
                    Check.on(square, COST, ONE).inputGradient((w, d) -> w.mult(d)),
                    Verdict.FAIL,
                    "Cause: ∂C/∂x: w¹ stands where its transpose belongs.");
        }

        @Test
        void of_one_layer_is_judged_too() {
            Network flat = Network.of(3, 2).random(1);
            DataSet data = DataSet.of(new double[][] {{1, 2, 3}}, new double[][] {{1, 0}});
            says(
                    Check.on(flat, COST, data).inputGradient(Backprop.inputGradient(flat, COST, data.x(), data.y())),
                    Verdict.PASS);
        }
    }

    @Nested
    class A_formula {
        private final Network mixed = NETWORK.with(Activation.TANH, Activation.SIGMOID);
        private final NetworkCheck check = Check.on(mixed, COST, ONE);

        @Test
        void may_ask_for_its_layer_and_activation() {
            says(
                    check.outputError((l, g, a, y, z) ->
                            a.minus(y).elementMult(g.derivative(z)).scale(l / 2.0)),
                    Verdict.PASS);
            says(
                    check.hiddenError((l, g, w, d, z) ->
                            mixed.w(l + 1).transpose().mult(d).elementMult(g.derivative(z))),
                    Verdict.PASS);
            says(
                    check.weightGradient(
                            (l, d, a) -> d.mult(mixed.forward(ONE.x()).a(l - 1).transpose())),
                    Verdict.PASS);
            says(check.biasGradient((l, d) -> l > 0 ? d : null), Verdict.PASS);
            says(
                    check.examplesAsRows()
                            .hiddenError((l, g, w, d, z) -> d.mult(w).elementMult(g.derivative(z))),
                    Verdict.PASS);
        }

        @Test
        void may_be_a_method() {
            says(check.biasGradient(Backprop::biasGradient), Verdict.PASS);
            says(check.weightGradient(Backprop::weightGradient), Verdict.PASS);
        }

        @Test
        void whose_shapes_do_not_fit_is_impossible_for_that() {
            String title = "✗ BP2, the hidden error: impossible, as its shapes do not fit";
            says(
                    check.hiddenError((w, d, z) -> w.mult(d)),
                    Verdict.FAIL,
                    title,
                    "the formula, given w 2x3, δ 2x1, z 3x1, combines matrices that do not fit");
            says(check.hiddenError((w, d, z) -> w.plus(d)), Verdict.FAIL, title);
            says(
                    check.hiddenError((w, d, z) -> Backprop.hiddenError(w.transpose(), d, z, Activation.TANH)),
                    Verdict.FAIL,
                    title,
                    "the formula throws: nextW must have ");
            says(
                    check.weightGradient((d, a) -> Backprop.weightGradient(d, a.transpose())),
                    Verdict.FAIL,
                    "impossible, as its shapes do not fit");
        }

        @Test
        void of_a_whole_gradient_that_gives_none_says_so() {
            says(check.gradient((net, data) -> null), Verdict.FAIL, "gradient: impossible shape", "∇C  is null");
            says(
                    check.gradient((net, data) -> new Gradient(List.of(net.w(1)), List.of(net.b(1)))),
                    Verdict.FAIL,
                    "∇C  has 1 layers, but must have 2");
            says(
                    check.gradient((net, data) -> new Gradient(List.of(net.w(1).mult(net.w(1))), List.of())),
                    Verdict.FAIL,
                    "gradient: impossible, as its shapes do not fit",
                    "the formula combines matrices that do not fit");
            refused(
                    "gradient must have 2 layers, as the network has, but was 1",
                    () -> check.gradient(new Gradient(List.of(mixed.w(1)), List.of(mixed.b(1)))));
        }

        @Test
        void with_one_wrong_entry_is_told_in_which_row_and_column() {
            says(
                    check.weightGradient((l, delta, a) -> {
                        SimpleMatrix wrong = delta.mult(a.transpose());
                        if (l == 2) {
                            wrong.set(1, 2, wrong.get(1, 2) + 0.5);
                        }
                        return wrong;
                    }),
                    Verdict.FAIL,
                    "BP4, layer 2: only entry [1][2] is wrong.");
        }

        @Test
        void can_make_mistakes_that_each_change_something() {
            check.mistakes()
                    .forEach((mistake, change) -> assertTrue(change > 0 && change <= 2, mistake + ": " + change));
        }

        @Test
        void that_throws_for_another_reason_is_impossible_for_that() {
            String title = "✗ BP2, the hidden error: impossible: the formula throws";
            says(
                    check.hiddenError((w, d, z) -> {
                        throw new IllegalStateException("no idea");
                    }),
                    Verdict.FAIL,
                    title,
                    "the formula throws: no idea");
            says(
                    check.hiddenError((w, d, z) -> {
                        throw new IllegalStateException();
                    }),
                    Verdict.FAIL,
                    title,
                    "the formula throws: IllegalStateException");
            says(check.hiddenError((w, d, z) -> mixed.w(7)), Verdict.FAIL, title, "l must be a layer from 1 to 2");
            says(
                    check.gradient((net, data) -> {
                        throw new ArithmeticException("/ by zero");
                    }),
                    Verdict.FAIL,
                    "✗ gradient: impossible: the formula throws");
        }

        @Test
        void must_be_given() {
            NetworkCheck.OutputError none = null;
            refused("formula must be given, but was null", () -> check.outputError(none));
            refused("gradient must be given, but was null", () -> check.gradient((double[]) null));
        }
    }

    @Test
    void mistakes_of_the_gradient_have_stayed_the_same_without_regularisation() {
        Map<Cause, Double> mistakes = Check.standard().mistakes();
        assertFalse(mistakes.keySet().stream()
                .anyMatch(mistake ->
                        mistake.what().contains("λ") || mistake.toString().startsWith("∂C/∂x")));
    }

    @Nested
    class A_mistake_as_it_was_written {
        private final NetworkCheck check = Check.on(
                Network.of(3, 3, 3, 3).random(1),
                COST,
                DataSet.of(new double[][] {{0.5, -0.3, 1}, {1, 0.2, -1}}, new double[][] {{1, 0, 0}, {0, 1, 0}}));

        @Test
        void has_a_formula() {
            assertEquals("(wˡ⁺¹)ᵀ δˡ⁺¹", formula("BP2: σ′(zˡ) is missing"));
            assertEquals("(wˡ⁺¹)ᵀ δˡ⁺¹", formula("BP2, layer 1: σ′(z¹) is missing"));
            assertEquals("δˡ (aˡ)ᵀ + λ wˡ", formula("BP4: aˡ stands where aˡ⁻¹ belongs"));
            assertEquals("δˡ^{t}", formula("BP3: only the last example is counted"));
            assertEquals("0", formula("BP3: ∂C/∂bˡ is taken as 0, so that biases are never updated"));
        }

        @Test
        void must_be_one_that_the_network_allows() {
            Cause square = mistake(check, "BP2: wˡ⁺¹ stands where its transpose belongs");
            String rule = "mistake must be one of mistakes(), but was " + square;
            refused(rule, () -> CHECK.formulaWith(square));
            refused(rule, () -> CHECK.gradientWith(square));
            Cause deeper = mistake(check, "BP4: δˡ is multiplied by σ′(zˡ) a second time");
            refused("mistake must be one of mistakes(), but was " + deeper, () -> CHECK.formulaWith(deeper));
        }

        private String formula(String mistake) {
            return check.formulaWith(mistake(check, mistake)).toString();
        }

        private static Cause mistake(NetworkCheck check, String name) {
            return check.mistakes().keySet().stream()
                    .filter(mistake -> mistake.toString().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
