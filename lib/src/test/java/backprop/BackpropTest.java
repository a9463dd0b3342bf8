package backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backprop.difference.FiniteDifference;
import backprop.internal.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackpropTest {
    private static final Random RANDOM = new Random(1);

    private static SimpleMatrix random(int rows, int columns) {
        return SimpleMatrix.random_DDRM(rows, columns, -1, 1, RANDOM);
    }

    @Nested
    class BP1_output_error {
        @Test
        void is_the_cost_gradient_times_the_slope_entry_by_entry() {
            SimpleMatrix gradient = random(3, 2);
            SimpleMatrix z = random(3, 2);
            SimpleMatrix delta = Backprop.outputError(gradient, z, Activation.TANH);
            for (int i = 0; i < 6; i++) {
                double tanh = Math.tanh(z.get(i));
                assertEquals(gradient.get(i) * (1 - tanh * tanh), delta.get(i), 1e-15);
            }
        }

        @Test
        void refuses_a_cost_gradient_of_another_shape() {
            Exception e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Backprop.outputError(random(2, 1), random(3, 1), Activation.SIGMOID));
            assertEquals("costGradient must have the shape of z, 3x1, but was 2x1", e.getMessage());
        }
    }

    @Nested
    class BP2_hidden_error {
        @Test
        void sums_over_the_neurons_of_the_next_layer() {
            SimpleMatrix w = random(2, 3);
            SimpleMatrix nextDelta = random(2, 4);
            SimpleMatrix z = random(3, 4);
            SimpleMatrix delta = Backprop.hiddenError(w, nextDelta, z, Activation.SIGMOID);
            for (int k = 0; k < 3; k++) {
                for (int t = 0; t < 4; t++) {
                    double s = 1 / (1 + Math.exp(-z.get(k, t)));
                    double sum = w.get(0, k) * nextDelta.get(0, t) + w.get(1, k) * nextDelta.get(1, t);
                    assertEquals(sum * s * (1 - s), delta.get(k, t), 1e-15);
                }
            }
        }

        @Test
        void refuses_shapes_that_do_not_meet() {
            Exception e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Backprop.hiddenError(random(3, 2), random(2, 1), random(3, 1), Activation.SIGMOID));
            assertEquals(
                    "nextW must have a row per entry of nextDelta and a column per entry of z, 2x3, but was 3x2",
                    e.getMessage());
            e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Backprop.hiddenError(random(2, 3), random(2, 1), random(3, 4), Activation.SIGMOID));
            assertEquals("nextDelta must have a column per example of z, 2x4, but was 2x1", e.getMessage());
        }
    }

    @Nested
    class BP3_bias_gradient {
        @Test
        void is_delta_itself_for_one_example_and_the_sum_for_many() {
            SimpleMatrix delta = random(3, 1);
            assertEquals(0, Backprop.biasGradient(delta).minus(delta).normF());
            SimpleMatrix both = delta.concatColumns(delta);
            assertEquals(0, Backprop.biasGradient(both).minus(delta.scale(2)).normF());
        }
    }

    @Nested
    class BP4_weight_gradient {
        @Test
        void entry_jk_is_delta_j_times_a_k() {
            SimpleMatrix delta = random(3, 1);
            SimpleMatrix a = random(2, 1);
            SimpleMatrix gradient = Backprop.weightGradient(delta, a);
            assertEquals("3x2", Require.shape(gradient));
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 2; k++) {
                    assertEquals(delta.get(j) * a.get(k), gradient.get(j, k));
                }
            }
        }

        @Test
        void refuses_another_number_of_examples() {
            Exception e = assertThrows(
                    IllegalArgumentException.class, () -> Backprop.weightGradient(random(3, 2), random(4, 1)));
            assertEquals("previousA must have a column per example of delta, 2, but was 4x1", e.getMessage());
        }
    }

    /** A network, a cost and a batch to take the gradient of. */
    record Case(Network network, Cost cost, DataSet data) {
        @Override
        public String toString() {
            return network + ", " + cost + ", " + data;
        }
    }

    /** The same for every test. */
    static Stream<Case> cases() {
        RANDOM.setSeed(1);
        Activation[] hidden = {Activation.SIGMOID, Activation.TANH, Activation.SOFTPLUS, Activation.RELU};
        int[][] shapes = {{1, 1}, {3, 2}, {2, 5, 3}, {4, 3, 6, 2}, {3, 3, 3, 3, 3}};
        List<Cost> costs = List.of(
                Cost.SQUARED_ERROR,
                Cost.HALF_SQUARED_ERROR.mean(),
                Cost.CROSS_ENTROPY,
                Cost.CROSS_ENTROPY.mean(),
                Cost.HALF_SQUARED_ERROR);
        return Stream.of(1, 2, 7)
                .flatMap(examples -> Arrays.stream(shapes)
                        .flatMap(sizes -> costs.stream().map(cost -> {
                            Activation[] activations = new Activation[sizes.length - 1];
                            for (int l = 0; l < activations.length; l++) {
                                activations[l] = hidden[(l + examples) % hidden.length];
                            }
                            activations[activations.length - 1] = Activation.SIGMOID;
                            Network network = Network.of(sizes)
                                    .random(5 * examples + sizes.length)
                                    .with(activations);
                            SimpleMatrix y =
                                    random(network.outputs(), examples).plus(1).divide(2);
                            return new Case(network, cost, new DataSet(random(network.inputs(), examples), y));
                        })));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_gradient_is_the_central_difference(Case c) {
        double[] numeric = FiniteDifference.CENTRAL.gradient(
                p -> c.cost.of(c.network.withParameters(p), c.data), c.network.parameters());
        double[] ours = Backprop.gradient(c.network, c.cost, c.data).vector();
        assertEquals(0, FiniteDifference.relativeDifference(ours, numeric), 1e-8);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void each_error_is_the_derivative_with_respect_to_its_z(Case c) {
        ForwardPass pass = c.network.forward(c.data.x());
        Errors errors = Backprop.errors(c.network, c.cost, pass, c.data.y());
        for (int l = 1; l <= c.network.depth(); l++) {
            int layer = l;
            SimpleMatrix z = pass.z(l);
            double[] numeric = FiniteDifference.CENTRAL.gradient(
                    v -> c.cost.of(
                            onward(c.network, layer, new SimpleMatrix(z.getNumRows(), z.getNumCols(), true, v)),
                            c.data.y()),
                    z.getDDRM().data);
            assertEquals(0, FiniteDifference.relativeDifference(errors.delta(l).getDDRM().data, numeric), 1e-8);
        }
    }

    /** The output when zˡ is given. */
    private static SimpleMatrix onward(Network network, int l, SimpleMatrix z) {
        SimpleMatrix a = network.layer(l).activation().of(z);
        return l == network.depth()
                ? a
                : onward(network, l + 1, network.layer(l + 1).z(a));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_input_gradient_is_the_central_difference(Case c) {
        SimpleMatrix x = c.data.x();
        double[] numeric = FiniteDifference.CENTRAL.gradient(
                v -> c.cost.of(c.network.output(new SimpleMatrix(x.getNumRows(), x.getNumCols(), true, v)), c.data.y()),
                x.getDDRM().data);
        double[] ours = Backprop.inputGradient(c.network, c.cost, x, c.data.y()).getDDRM().data;
        assertEquals(0, FiniteDifference.relativeDifference(ours, numeric), 1e-8);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_gradient_of_a_batch_is_the_sum_or_mean_of_its_examples(Case c) {
        double[] sum = new double[c.network.parameterCount()];
        for (int t = 0; t < c.data.size(); t++) {
            sum = GradientDescent.step(
                    sum,
                    Backprop.gradient(c.network, c.cost, c.data.select(t)).vector(),
                    c.cost.averaged() ? 1.0 / c.data.size() : 1);
        }
        double[] batch = GradientDescent.step(
                new double[sum.length],
                Backprop.gradient(c.network, c.cost, c.data).vector(),
                1);
        assertEquals(0, FiniteDifference.relativeDifference(batch, sum), 1e-15);
    }

    @Test
    void the_directional_derivative_is_the_slope_along_the_direction() {
        Case c = cases().skip(12).findFirst().orElseThrow();
        double[] v = random(c.network.parameterCount(), 1).getDDRM().data;
        double numeric = FiniteDifference.CENTRAL.slope(t -> c.cost.of(moved(c.network, v, t), c.data), 0);
        assertEquals(numeric, Backprop.directionalDerivative(c.network, c.cost, c.data, v), 1e-8);
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> Backprop.directionalDerivative(c.network, c.cost, c.data, new double[1]));
        assertEquals(
                "v must have " + c.network.parameterCount() + " entries, one per weight and bias, but was 1",
                e.getMessage());
    }

    private static Network moved(Network network, double[] v, double t) {
        double[] p = network.parameters();
        for (int i = 0; i < p.length; i++) {
            p[i] += t * v[i];
        }
        return network.withParameters(p);
    }

    @Test
    void the_gradient_is_composed_of_errors_and_pass() {
        Case c = cases().skip(37).findFirst().orElseThrow();
        ForwardPass pass = c.network.forward(c.data.x());
        Errors errors = Backprop.errors(c.network, c.cost, pass, c.data.y());
        assertEquals("errors of " + c.network.depth() + " layer(s)", errors.toString());
        assertArrayEquals(
                Backprop.gradient(c.network, c.cost, c.data).vector(),
                Backprop.gradient(errors, pass).vector());
        Exception e = assertThrows(IllegalArgumentException.class, () -> errors.delta(0));
        assertEquals("l must be a layer from 1 to " + c.network.depth() + ", but was 0", e.getMessage());
    }

    @Test
    void a_vector_becomes_a_gradient_and_back() {
        double[] vector = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        Gradient gradient = Gradient.of(Network.of(2, 2, 1), vector);
        assertArrayEquals(vector, gradient.vector());
        assertEquals(3, gradient.w(1).get(1, 0));
        assertEquals(6, gradient.b(1).get(1));
        assertEquals(9, gradient.b(2).get(0));
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> Gradient.of(Network.of(2, 1), new double[] {1}));
        assertEquals("vector must have 3 entries, one per weight and bias, but was 1", e.getMessage());
    }

    @Test
    void the_gradient_has_the_shapes_of_the_parameters() {
        Network network = Network.of(4, 3, 2).random(1);
        Gradient gradient = Backprop.gradient(network, Cost.SQUARED_ERROR, random(4, 5), random(2, 5));
        for (int l = 1; l <= 2; l++) {
            assertEquals(Require.shape(network.w(l)), Require.shape(gradient.w(l)));
            assertEquals(Require.shape(network.b(l)), Require.shape(gradient.b(l)));
        }
        assertEquals(gradient.w(1).get(2, 3), gradient.vector()[2 * 4 + 3]);
        assertEquals(gradient.b(2).get(1), gradient.vector()[network.parameterCount() - 1]);
        Exception e = assertThrows(IllegalArgumentException.class, () -> gradient.w(3));
        assertEquals("l must be a layer from 1 to 2, but was 3", e.getMessage());
    }

    @Test
    void gradients_are_equal_when_all_their_numbers_are() {
        Network network = Network.of(4, 3, 2).random(9);
        double[] numbers = network.parameters();
        Gradient gradient = Gradient.of(network, numbers);
        assertEquals(gradient, Gradient.of(network, numbers));
        assertEquals(gradient.hashCode(), Gradient.of(network, numbers).hashCode());
        numbers[7] = Double.NaN;
        assertNotEquals(gradient, Gradient.of(network, numbers));
        assertEquals(Gradient.of(network, numbers), Gradient.of(network, numbers), "NaN beside NaN");
    }
}
