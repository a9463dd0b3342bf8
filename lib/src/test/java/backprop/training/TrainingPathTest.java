package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.GradientDescent;
import backprop.Network;
import backprop.internal.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrainingPathTest {
    private static final double ETA = 0.3;

    /** A network, a cost and data, with the size of a mini-batch. */
    record Case(Network network, Cost cost, DataSet data, int miniBatch) {
        @Override
        public String toString() {
            return network + ", " + cost + ", " + data.size() + " examples by " + miniBatch;
        }
    }

    private static DataSet data(Network network, int examples, long seed) {
        Random random = new Random(seed);
        return new DataSet(
                SimpleMatrix.random_DDRM(network.inputs(), examples, -1, 1, random),
                SimpleMatrix.random_DDRM(network.outputs(), examples, 0.1, 0.9, random));
    }

    static Stream<Case> cases() {
        List<Activation> activations = List.of(
                Activation.SIGMOID,
                Activation.TANH,
                Activation.RELU,
                Activation.SOFTPLUS,
                Activation.IDENTITY,
                new Activation("sin", StrictMath::sin, StrictMath::cos));
        List<Cost> costs = List.of(
                Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR.mean(), Cost.CROSS_ENTROPY.mean(), Cost.CROSS_ENTROPY);
        List<Case> cases = new ArrayList<>();
        Random random = new Random(1);
        for (int seed = 0; seed < 200; seed++) {
            int[] sizes = IntStream.range(0, 2 + random.nextInt(4))
                    .map(l -> 1 + random.nextInt(9))
                    .toArray();
            Cost cost = costs.get(random.nextInt(costs.size()));
            Activation[] g = Stream.generate(() -> activations.get(random.nextInt(activations.size())))
                    .limit(sizes.length - 1)
                    .toArray(Activation[]::new);
            g[g.length - 1] = Activation.SIGMOID; // cross-entropy needs it
            Network network = Network.of(sizes).random(seed).with(g);
            int examples = 1 + random.nextInt(23);
            int miniBatch = List.of(1, 2, 7, examples, 1000).get(seed % 5);
            cases.add(new Case(network, cost, data(network, examples, seed), miniBatch));
        }
        for (int seed = 0; seed < 40; seed++) {
            Cost cost = seed % 2 == 0 ? Cost.CATEGORICAL_CROSS_ENTROPY : Cost.SQUARED_ERROR.mean();
            Network network = Network.of(1 + seed % 4, 1 + seed % 3, 2 + seed % 5)
                    .random(seed, 1 + seed % 7)
                    .with(Activation.TANH, Activation.SOFTMAX);
            cases.add(new Case(network, cost, data(network, 12, seed), 1 + seed % 8));
        }
        Network wide = Network.of(600, 20, 10).random(1);
        cases.add(new Case(wide, Cost.HALF_SQUARED_ERROR.mean(), data(wide, 2345, 1), 2345)); // in parts
        cases.add(new Case(wide, Cost.HALF_SQUARED_ERROR.mean(), data(wide, 2345, 1), 1100)); // in parts, gathered
        return cases.stream();
    }

    private static Network textbookStep(Network network, Cost cost, DataSet batch, double eta) {
        double[] gradient = Backprop.gradient(network, cost, batch).vector();
        return network.withParameters(GradientDescent.step(network.parameters(), gradient, eta));
    }

    private static double difference(Network a, Network b) {
        double[] p = a.parameters();
        double[] q = b.parameters();
        return IntStream.range(0, p.length)
                .mapToDouble(i -> Math.abs(p[i] - q[i]) / Math.max(1, Math.abs(q[i])))
                .max()
                .getAsDouble();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void does_what_the_textbook_does(Case c) {
        TrainingPath path = new TrainingPath(c.network(), c.cost(), c.data());
        Network textbook = c.network();
        double eta = c.cost().averaged() ? ETA : ETA / c.data().size();
        Random random = new Random(3);
        for (int epoch = 0; epoch < 2; epoch++) {
            int[] order = Shuffle.order(c.data().size(), random);
            for (int from = 0; from < order.length; from += c.miniBatch()) {
                int to = Math.min(from + c.miniBatch(), order.length);
                path.step(order, from, to, eta);
                textbook = textbookStep(textbook, c.cost(), c.data().select(Arrays.copyOfRange(order, from, to)), eta);
            }
        }
        assertEquals(0, difference(path.network(), textbook), 1e-12);
        assertEquals(1, path.cost() / c.cost().of(textbook, c.data()), 1e-12);
    }

    @Test
    void a_step_is_right_by_differences_too() {
        Network network = Network.of(3, 4, 2).random(1);
        DataSet data = data(network, 5, 1);
        Cost cost = Cost.SQUARED_ERROR;
        TrainingPath path = new TrainingPath(network, cost, data);
        path.step(new int[] {0, 1, 2, 3, 4}, 0, 5, 1);
        double[] p = network.parameters();
        double[] moved = path.network().parameters();
        for (int i = 0; i < p.length; i++) {
            double[] up = p.clone();
            double[] down = p.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double slope =
                    (cost.of(network.withParameters(up), data) - cost.of(network.withParameters(down), data)) / 2e-5;
            assertEquals(slope, p[i] - moved[i], 1e-9);
        }
    }

    @Test
    void the_same_steps_give_the_same_bits() {
        Network network = Network.of(50, 20, 10).random(1);
        DataSet data = data(network, 100, 1);
        List<Network> ends = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            TrainingPath path = new TrainingPath(network, Cost.HALF_SQUARED_ERROR.mean(), data);
            int[] order = Shuffle.order(100, new Random(1));
            for (int from = 0; from < 100; from += 7) {
                path.step(order, from, Math.min(from + 7, 100), 1);
            }
            ends.add(path.network());
        }
        assertEquals(ends.get(0), ends.get(1));
    }

    @Test
    void an_interrupt_ends_the_cost_of_more_than_a_thousand_examples() {
        Network network = Network.of(3, 2).random(1);
        TrainingPath few = new TrainingPath(network, Cost.SQUARED_ERROR, data(network, 1000, 1));
        TrainingPath many = new TrainingPath(network, Cost.SQUARED_ERROR, data(network, 1001, 1));
        Thread.currentThread().interrupt();
        try {
            assertTrue(few.cost() > 0);
            Exception e = assertThrows(CancellationException.class, many::cost);
            assertEquals("interrupted after 0 of 1001 examples", e.getMessage());
        } finally {
            assertTrue(Thread.interrupted(), "the thread is told so");
        }
    }

    @Test
    void a_parameter_that_is_not_finite_is_seen() {
        Network network = Network.of(2, 1).random(1);
        TrainingPath path = new TrainingPath(network, Cost.SQUARED_ERROR, data(network, 1, 1));
        assertTrue(path.isFinite());
        path.set(network.withParameters(new double[] {1, Double.NaN, 1}));
        assertFalse(path.isFinite());
        path.set(network.withParameters(new double[] {1, 1, Double.POSITIVE_INFINITY}));
        assertFalse(path.isFinite());
    }

    @Test
    void what_was_not_finite_leaves_no_trace() {
        Network network = Network.of(3, 5, 2).random(1); // neither 5 nor 2 fills up a row
        DataSet data = data(network, 4, 1);
        int[] order = {0, 1, 2, 3};
        TrainingPath path = new TrainingPath(network, Cost.SQUARED_ERROR, data);
        path.set(network.withParameters(IntStream.range(0, network.parameters().length)
                .mapToDouble(k -> Double.NaN)
                .toArray()));
        path.step(order, 0, 4, 1);
        assertFalse(path.isFinite());
        path.set(network);
        path.step(order, 0, 4, 1);
        TrainingPath fresh = new TrainingPath(network, Cost.SQUARED_ERROR, data);
        fresh.step(order, 0, 4, 1);
        assertTrue(path.isFinite(), "also what fills up");
        assertEquals(fresh.network(), path.network());
        assertEquals(fresh.cost(), path.cost());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 34, 99})
    void a_step_that_is_refused_changes_nothing(int bad) {
        Network network = Network.of(3, 2).random(1);
        SimpleMatrix y = new SimpleMatrix(2, 100);
        y.set(0, bad, 2); // no probability
        DataSet data = new DataSet(data(network, 100, 1).x(), y);
        TrainingPath path = new TrainingPath(network, Cost.CROSS_ENTROPY, data);
        int[] order = IntStream.range(0, 100).toArray();
        assertThrows(IllegalArgumentException.class, () -> path.step(order, 0, 100, 1));
        assertEquals(network, path.network());
    }
}
