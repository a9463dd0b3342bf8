package backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NetworkTest {
    private static final Layer FIRST = new Layer(
            new SimpleMatrix(new double[][] {{1, 2}, {3, 4}, {5, 6}}),
            new SimpleMatrix(new double[] {0.1, 0.2, 0.3}),
            Activation.TANH);
    private static final Layer SECOND = new Layer(
            new SimpleMatrix(new double[][] {{-1, 0.5, 2}}), new SimpleMatrix(new double[] {7}), Activation.SIGMOID);
    private static final Network NETWORK = new Network(FIRST, SECOND);

    @Nested
    class Forward {
        @Test
        void every_z_and_a_by_hand() {
            ForwardPass pass = NETWORK.forward(new SimpleMatrix(new double[] {0.5, -0.25}));
            double[] z1 = {0.5 - 0.5 + 0.1, 1.5 - 1 + 0.2, 2.5 - 1.5 + 0.3};
            double z2 = 7;
            for (int j = 0; j < 3; j++) {
                assertEquals(z1[j], pass.z(1).get(j), 1e-15);
                assertEquals(Math.tanh(z1[j]), pass.a(1).get(j), 1e-15);
                z2 += SECOND.w().get(0, j) * Math.tanh(z1[j]);
            }
            assertEquals(z2, pass.z(2).get(0), 1e-14);
            assertEquals(1 / (1 + Math.exp(-z2)), pass.output().get(0), 1e-15);
            assertEquals(0.5, pass.a(0).get(0));
        }

        @Test
        void a_batch_is_its_columns() {
            SimpleMatrix x = new SimpleMatrix(new double[][] {{0.5, 1, -2}, {-0.25, 3, 0}});
            for (int t = 0; t < 3; t++) {
                assertEquals(
                        NETWORK.output(x.getColumn(t)).get(0), NETWORK.output(x).get(0, t));
            }
        }

        @Test
        void another_number_of_inputs_is_refused() {
            Exception e = assertThrows(IllegalArgumentException.class, () -> NETWORK.forward(new SimpleMatrix(3, 1)));
            assertEquals("x must have 2 rows, one per input of the network, but was 3x1", e.getMessage());
        }

        @Test
        void a_layer_that_is_not_there_is_refused() {
            ForwardPass pass = NETWORK.forward(new SimpleMatrix(2, 1));
            Exception e = assertThrows(IllegalArgumentException.class, () -> pass.z(0));
            assertEquals("l must be a layer from 1 to 2, but was 0", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> pass.a(3));
            assertEquals("l must be a layer from 0 to 2, but was 3", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> NETWORK.layer(0));
            assertEquals("l must be a layer from 1 to 2, but was 0", e.getMessage());
        }
    }

    @Nested
    class Parameters {
        @Test
        void go_layer_by_layer_weights_row_by_row_then_biases() {
            double[] expected = {1, 2, 3, 4, 5, 6, 0.1, 0.2, 0.3, -1, 0.5, 2, 7};
            assertArrayEquals(expected, NETWORK.parameters());
            assertEquals(13, NETWORK.parameterCount());
        }

        @Test
        void and_back() {
            double[] p = new double[13];
            Arrays.setAll(p, i -> 100 + i);
            Network changed = NETWORK.withParameters(p);
            assertArrayEquals(p, changed.parameters());
            assertEquals(
                    List.of(Activation.TANH, Activation.SIGMOID),
                    List.of(changed.layer(1).activation(), changed.layer(2).activation()));
            assertEquals(103, changed.w(1).get(1, 1));
            assertEquals(NETWORK, changed.withParameters(NETWORK.parameters()));
        }

        @Test
        void of_another_number_are_refused() {
            Exception e = assertThrows(IllegalArgumentException.class, () -> NETWORK.withParameters(new double[12]));
            assertEquals("p must have 13 entries, one per weight and bias, but was 12", e.getMessage());
        }
    }

    @Nested
    class Random_networks {
        @Test
        void come_from_their_seed() {
            Network zeros = Network.of(3, 4, 2);
            assertArrayEquals(new double[26], zeros.parameters());
            assertEquals("3-4-2 network (sigmoid), 26 parameters", zeros.toString());
            assertEquals(zeros.random(7), zeros.random(7), "and nothing changes zeros");
            assertArrayEquals(new double[26], zeros.parameters());
            assertEquals(Network.of(3, 4, 2).random(7), Network.of(3, 4, 2).random(7));
            assertNotEquals(Network.of(3, 4, 2).random(7), Network.of(3, 4, 2).random(8));
            assertEquals(0.86699, Network.of(1, 1).random(1, 0.5552).w(1).get(0), 0.5e-5);
        }

        @Test
        void draw_layer_by_layer_the_weights_row_by_row_and_then_the_biases() {
            Random random = new Random(5);
            double[] drawn = IntStream.range(0, 26)
                    .mapToDouble(i -> random.nextGaussian())
                    .toArray();
            assertArrayEquals(drawn, Network.of(3, 4, 2).random(5, 1).parameters());
            assertEquals(
                    drawn[16] / Math.sqrt(4), Network.of(3, 4, 2).random(5).w(2).get(0), 1e-16);
        }

        @Test
        void keep_their_activations() {
            assertEquals(
                    List.of(Activation.TANH, Activation.SIGMOID),
                    NETWORK.random(3).layers().stream().map(Layer::activation).toList());
        }

        @Test
        void have_the_scale_asked_for() {
            assertEquals(0.3, deviation(Network.of(100, 200).random(1, 0.3).w(1)), 0.005);
            assertEquals(0.3, deviation(Network.of(1, 20_000).random(1, 0.3).b(1)), 0.005);
            assertEquals(0.1, deviation(Network.of(100, 200).random(1).w(1)), 0.002, "1/√100");
            assertEquals(1, deviation(Network.of(1, 20_000).random(1).b(1)), 0.02);
        }

        private static double deviation(SimpleMatrix m) {
            return m.normF() / Math.sqrt(m.getNumElements());
        }

        @Test
        void refuse_impossible_sizes_and_scales() {
            Exception e = assertThrows(IllegalArgumentException.class, () -> Network.of(3));
            assertEquals("sizes must be two or more positive numbers, n₀ to n_L, but was [3]", e.getMessage());
            assertThrows(IllegalArgumentException.class, () -> Network.of(3, 0));
            e = assertThrows(
                    IllegalArgumentException.class, () -> Network.of(3, 1).random(1, 0));
            assertEquals("scale must be positive and finite, but was 0.0", e.getMessage());
        }
    }

    @Nested
    class Layers {
        @Test
        void must_fit_each_other() {
            Exception e = assertThrows(IllegalArgumentException.class, () -> new Network(SECOND, FIRST));
            assertEquals("w of layer 2 must have 1 columns, one per neuron of layer 1, but was 3x2", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> new Network(List.of()));
            assertEquals("the number of layers must be at least 1, but was 0", e.getMessage());
        }

        @Test
        void need_one_bias_per_row_of_w() {
            Exception e = assertThrows(
                    IllegalArgumentException.class,
                    () -> new Layer(new SimpleMatrix(3, 2), new SimpleMatrix(2, 1), Activation.SIGMOID));
            assertEquals("b must have as many rows as w, 3x1, but was 2x1", e.getMessage());
        }

        @Test
        void keep_their_own_numbers() {
            SimpleMatrix w = new SimpleMatrix(1, 1);
            Layer layer = new Layer(w, new SimpleMatrix(1, 1), Activation.SIGMOID);
            w.set(0, 0, 99);
            assertEquals(0, layer.w().get(0));
        }

        @Test
        void are_equal_when_all_their_numbers_are() {
            Layer same = new Layer(FIRST.w(), FIRST.b(), Activation.TANH);
            assertEquals(FIRST, same);
            assertEquals(FIRST.hashCode(), same.hashCode());
            assertNotEquals(FIRST, new Layer(FIRST.w().scale(2), FIRST.b(), Activation.TANH));
            assertNotEquals(FIRST, new Layer(FIRST.w(), FIRST.b().scale(2), Activation.TANH));
            assertNotEquals(FIRST, new Layer(FIRST.w(), FIRST.b(), Activation.RELU));
            assertNotEquals(FIRST.hashCode(), SECOND.hashCode());
        }

        @Test
        void take_one_activation_each_or_one_for_all() {
            Network changed = NETWORK.with(Activation.RELU, Activation.IDENTITY);
            assertEquals(Activation.RELU, changed.layer(1).activation());
            assertEquals(Activation.IDENTITY, changed.layer(2).activation());
            assertEquals(
                    Activation.SOFTPLUS,
                    NETWORK.with(Activation.SOFTPLUS).layer(2).activation());
            Exception e = assertThrows(
                    IllegalArgumentException.class,
                    () -> NETWORK.with(Activation.RELU, Activation.RELU, Activation.RELU));
            assertEquals("activations must be one, or one for each of the 2 layers, but was 3", e.getMessage());
        }
    }

    @Test
    void accuracy_counts_the_largest_output() {
        Network same = new Network(new Layer(SimpleMatrix.identity(2), new SimpleMatrix(2, 1), Activation.IDENTITY));
        DataSet data = DataSet.of(
                new double[][] {{1, 0}, {0, 1}, {3, 2}, {4, 5}}, new double[][] {{1, 0}, {0, 1}, {0, 1}, {0, 1}});
        assertArrayEquals(new int[] {0, 1, 0, 1}, same.classify(data.x()));
        assertEquals(0.75, same.accuracy(data));
    }

    @Test
    void what_follows_from_it_prints_its_sizes_too() {
        SimpleMatrix x = new SimpleMatrix(2, 4);
        ForwardPass pass = NETWORK.forward(x);
        SimpleMatrix y = new SimpleMatrix(1, 4);
        assertEquals("2 → 3 tanh", FIRST.toString());
        assertEquals("forward pass of 4 example(s) through 2 layer(s)", pass.toString());
        assertEquals(
                "errors of 2 layer(s)",
                Backprop.errors(NETWORK, Cost.SQUARED_ERROR, pass, y).toString());
        assertEquals(
                "gradient of 2 layer(s), 13 entries",
                Backprop.gradient(NETWORK, Cost.SQUARED_ERROR, x, y).toString());
    }

    @Test
    void it_prints_its_sizes() {
        assertEquals("2-3-1 network (tanh, sigmoid), 13 parameters", NETWORK.toString());
        assertEquals(
                "64-30-10 network (sigmoid), 2260 parameters",
                Network.of(64, 30, 10).random(7).toString());
    }
}
