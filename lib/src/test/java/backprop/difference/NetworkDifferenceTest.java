package backprop.difference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.Layer;
import backprop.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NetworkDifferenceTest {
    private static final int NETWORKS = 800;

    private static NetworkDifference of(RandomCase c) {
        return NetworkDifference.of(c.network(), c.cost(), c.data());
    }

    /** How many estimates were too small. */
    record Rates(long entries, long misses, long missesBy10) {
        static Rates of(double[] value, double[] error, double[] truth) {
            long entries = 0;
            long misses = 0;
            long by10 = 0;
            for (int i = 0; i < truth.length; i++) {
                if (!Double.isFinite(truth[i])) {
                    continue;
                }
                double off = Math.abs(value[i] - truth[i]);
                entries++;
                misses += off <= error[i] || error[i] == Double.POSITIVE_INFINITY ? 0 : 1;
                by10 += off <= 10 * error[i] || error[i] == Double.POSITIVE_INFINITY ? 0 : 1;
            }
            return new Rates(entries, misses, by10);
        }

        Rates plus(Rates other) {
            return new Rates(entries + other.entries, misses + other.misses, missesBy10 + other.missesBy10);
        }

        void mustBeLow() {
            assertTrue(misses <= 1 + 1e-4 * entries, toString());
            assertTrue(missesBy10 <= 3e-5 * entries, toString());
        }
    }

    private static Rates sum(int networks, java.util.function.Function<RandomCase, Rates> rates) {
        return LongStream.range(0, networks)
                .parallel()
                .mapToObj(RandomCase::of)
                .map(rates)
                .reduce(new Rates(0, 0, 0), Rates::plus);
    }

    @Nested
    class The_error_estimate {
        private static Rates gradient(RandomCase c, GradientEstimate estimate) {
            double[] truth = Backprop.gradient(c.network(), c.cost(), c.data()).vector();
            return Rates.of(estimate.value().vector(), estimate.error().vector(), truth);
        }

        static Rates gradient(int networks, FiniteDifference method) {
            return sum(networks, c -> gradient(c, of(c).gradient(method)));
        }

        static Rates byZAndA(int networks) {
            return sum(networks, c -> {
                NetworkDifference differences = of(c);
                ForwardPass pass = c.network().forward(c.data().x());
                Errors errors =
                        Backprop.errors(c.network(), c.cost(), pass, c.data().y());
                Rates rates = rates(
                        differences.costByActivation(c.network().depth()),
                        c.cost().gradient(pass.output(), c.data().y()));
                for (int l = 1; l <= c.network().depth(); l++) {
                    rates = rates.plus(rates(differences.delta(l), errors.delta(l)));
                    rates = rates.plus(rates(
                            differences.costByActivation(l - 1),
                            c.network().w(l).transpose().mult(errors.delta(l))));
                }
                return rates;
            });
        }

        @ParameterizedTest
        @EnumSource
        void of_the_gradient_is_honest(FiniteDifference method) {
            gradient(NETWORKS, method).mustBeLow();
        }

        @Test
        void of_delta_and_of_the_cost_by_activation_is_honest() {
            byZAndA(NETWORKS).mustBeLow();
        }

        static double timesTheError(int networks) {
            double[] ratios = LongStream.range(0, networks)
                    .parallel()
                    .mapToObj(RandomCase::of)
                    .flatMapToDouble(The_error_estimate::ratios)
                    .sorted()
                    .toArray();
            return ratios[ratios.length / 2];
        }

        @Test
        void is_typically_40_times_the_error() {
            assertEquals(40, timesTheError(NETWORKS), 5);
        }

        private static DoubleStream ratios(RandomCase c) {
            double[] truth = Backprop.gradient(c.network(), c.cost(), c.data()).vector();
            GradientEstimate estimate = of(c).gradient();
            double[] value = estimate.value().vector();
            double[] error = estimate.error().vector();
            return IntStream.range(0, truth.length)
                    .mapToDouble(i -> error[i] / Math.abs(value[i] - truth[i]))
                    .filter(Double::isFinite); // some are exact
        }

        private static Rates rates(MatrixEstimate estimate, SimpleMatrix truth) {
            return Rates.of(estimate.value().getDDRM().data, estimate.error().getDDRM().data, truth.getDDRM().data);
        }
    }

    private static final double[] D6 = {-1 / 60.0, 9 / 60.0, -45 / 60.0, 0, 45 / 60.0, -9 / 60.0, 1 / 60.0};

    /** The same stencil by full forward passes. */
    private static double plain(RandomCase c, int i, double h) {
        double sum = 0;
        for (int k = -3; k <= 3; k++) {
            double[] p = c.network().parameters();
            p[i] += k * h;
            sum += k == 0 ? 0 : D6[k + 3] * c.cost().of(c.network().withParameters(p), c.data()) / h;
        }
        return sum;
    }

    @Test
    void the_gradient_is_that_of_full_forward_passes_to_rounding() {
        List<Network> networks = new ArrayList<>();
        int[][] shapes = {{1, 1}, {3, 2}, {2, 5, 3}, {4, 3, 6, 2}, {3, 3, 3, 3, 3, 3}};
        for (int[] sizes : shapes) {
            for (Activation g : List.of(Activation.SIGMOID, Activation.TANH, Activation.SOFTPLUS)) {
                Network network = Network.of(sizes).random(7);
                Activation[] activations = new Activation[network.depth()];
                java.util.Arrays.fill(activations, g);
                activations[network.depth() - 1] = Activation.SIGMOID;
                networks.add(network.with(activations));
            }
        }
        for (Network network : networks) {
            for (Cost cost : List.of(Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR.mean(), Cost.CROSS_ENTROPY)) {
                for (int examples : new int[] {1, 2, 9}) {
                    SimpleMatrix x = wave(network.inputs(), examples, 1);
                    DataSet data = new DataSet(
                            x, wave(network.outputs(), examples, 0.4).plus(0.5));
                    mustEqualPlain(new RandomCase(network, cost, data, ""));
                }
            }
        }
    }

    private static SimpleMatrix wave(int rows, int columns, double size) {
        SimpleMatrix m = new SimpleMatrix(rows, columns);
        for (int i = 0; i < m.getNumElements(); i++) {
            m.set(i, size * Math.sin(1 + 2.3 * i));
        }
        return m;
    }

    private static void mustEqualPlain(RandomCase c) {
        NetworkDifference differences = of(c);
        double[] value = differences.gradient().value().vector();
        double[] steps = steps(c.network(), differences);
        double size = Math.max(1, c.cost().of(c.network(), c.data()));
        for (int i = 0; i < value.length; i++) {
            double noise = 0x1p-50 * size / steps[i] * 4;
            assertEquals(plain(c, i, steps[i]), value[i], noise, c.network() + ", " + c.cost() + ", entry " + i);
        }
    }

    private static double[] steps(Network network, NetworkDifference differences) {
        List<SimpleMatrix> w = new ArrayList<>();
        List<SimpleMatrix> b = new ArrayList<>();
        for (int l = 1; l <= network.depth(); l++) {
            int inputs = network.layer(l).inputs();
            SimpleMatrix steps = new SimpleMatrix(network.layer(l).size(), inputs + 1);
            for (int i = 0; i < steps.getNumElements(); i++) {
                steps.set(i, differences.step(l, i / (inputs + 1), i % (inputs + 1)));
            }
            w.add(steps.extractMatrix(0, SimpleMatrix.END, 0, inputs));
            b.add(steps.getColumn(inputs));
        }
        return new Gradient(w, b).vector();
    }

    @Test
    void all_threads_give_the_same_bits_as_one() {
        for (long seed = 0; seed < 50; seed++) {
            RandomCase c = RandomCase.of(seed);
            GradientEstimate one = of(c).onAllThreads(false).gradient();
            GradientEstimate all = of(c).onAllThreads(true).gradient();
            assertArrayEquals(one.value().vector(), all.value().vector());
            assertArrayEquals(one.error().vector(), all.error().vector());
        }
    }

    @Test
    void the_default_is_within_1e_9_for_784_30_10() {
        RandomCase c = wide();
        double[] truth = Backprop.gradient(c.network(), c.cost(), c.data()).vector();
        double[] value = of(c).gradient().value().vector();
        int from = 0;
        for (int length : new int[] {30 * 784, 30, 10 * 30, 10}) {
            double largest = 0;
            double worst = 0;
            for (int i = from; i < from + length; i++) {
                largest = Math.max(largest, Math.abs(truth[i]));
                worst = Math.max(worst, Math.abs(value[i] - truth[i]));
            }
            assertTrue(worst <= 1e-10 * largest, "block at " + from + ": " + worst / largest);
            from += length;
        }
    }

    private static RandomCase wide() {
        Network network = Network.of(784, 30, 10).random(1);
        DataSet data =
                new DataSet(wave(784, 10, 0.5).plus(0.5), wave(10, 10, 0.5).plus(0.5));
        return new RandomCase(network, Cost.HALF_SQUARED_ERROR.mean(), data, "");
    }

    @Nested
    class A_kink {
        private final Layer hidden =
                new Layer(new SimpleMatrix(new double[][] {{1, 1}, {1, 0}}), new SimpleMatrix(2, 1), Activation.RELU);
        private final Layer output =
                new Layer(new SimpleMatrix(new double[][] {{3, 1}}), new SimpleMatrix(1, 1), Activation.IDENTITY);
        /** Neuron 0 has z = 0 in example 1. */
        private final DataSet data = DataSet.of(new double[][] {{0.5, 0.25}, {1, -1}}, new double[][] {{0}, {0}});

        private final Network network = new Network(hidden, output);

        private final NetworkDifference differences = NetworkDifference.of(network, Cost.HALF_SQUARED_ERROR, data);

        @Test
        void has_no_derivative_and_its_error_is_infinite() {
            GradientEstimate gradient = differences.gradient();
            // w₀₀, w₀₁ and b₀ cross it, w₁₀ and w₁₁ do not, and example 0 alone makes no estimate
            assertEquals(List.of(true, true, false, false), isNone(gradient.w(1)));
            assertEquals(List.of(true, false), isNone(gradient.b(1)));
            assertEquals(List.of(false, false), isNone(gradient.w(2)));
        }

        private List<Boolean> isNone(MatrixEstimate estimate) {
            return IntStream.range(0, estimate.value().getNumElements())
                    .mapToObj(estimate::at)
                    .map(entry -> entry.equals(new Estimate(Double.NaN, Double.POSITIVE_INFINITY)))
                    .toList();
        }

        @Test
        void leaves_the_other_entries_right() {
            Gradient truth = Backprop.gradient(network, Cost.HALF_SQUARED_ERROR, data);
            GradientEstimate gradient = differences.gradient();
            assertEquals(truth.w(1).get(1, 0), gradient.value().w(1).get(1, 0), 1e-10);
            assertEquals(1e-11, gradient.error().w(1).get(1, 0), 1e-11);
            assertEquals(9 - 3, gradient.covered(truth));
        }

        @Test
        void is_found_from_below() {
            // ∂C/∂x of example 1 crosses it through w₀₀ and w₀₁
            assertEquals(List.of(false, true, false, true), isNone(differences.costByActivation(0)));
            assertEquals(List.of(false, true, false, false), isNone(differences.delta(1)));
            assertEquals(List.of(false, false, false, false), isNone(differences.costByActivation(1)));
        }

        @Test
        void does_not_matter_to_an_entry_whose_input_is_0_there() {
            DataSet zero = DataSet.of(new double[][] {{0.5, 0.25}, {0, 0}}, new double[][] {{0}, {0}});
            NetworkDifference d = NetworkDifference.of(network, Cost.HALF_SQUARED_ERROR, zero);
            assertEquals(
                    List.of(false, false, false, false), isNone(d.gradient().w(1)));
            assertEquals(List.of(true, true), isNone(d.gradient().b(1)));
        }

        @Test
        void nearby_only_makes_the_step_smaller() {
            DataSet near = DataSet.of(new double[][] {{0.5, 0.25}, {1, -1 + 1e-5}}, new double[][] {{0}, {0}});
            NetworkDifference d = NetworkDifference.of(network, Cost.HALF_SQUARED_ERROR, near);
            double[] truth =
                    Backprop.gradient(network, Cost.HALF_SQUARED_ERROR, near).vector();
            assertArrayEquals(truth, d.gradient().value().vector(), 1e-8);
            assertTrue(d.step(1, 0, 0) < 1e-5);
        }
    }

    @Nested
    class Special_cases {
        @Test
        void a_weight_without_input_has_no_error() {
            DataSet data = DataSet.of(new double[][] {{0, 1}, {0, 2}}, new double[][] {{1}, {0}});
            Estimate weight = NetworkDifference.of(Network.of(2, 1).random(1), Cost.SQUARED_ERROR, data)
                    .gradient()
                    .w(1)
                    .at(0);
            assertEquals(0, weight.value());
            assertEquals(0, weight.error(), 1e-280);
        }

        @Test
        void an_infinite_cost_tells_nothing() {
            Network network = new Network(
                    new Layer(new SimpleMatrix(1, 1), new SimpleMatrix(new double[][] {{800}}), Activation.SIGMOID));
            DataSet data = DataSet.of(new double[][] {{1}}, new double[][] {{0}});
            Cost ofA = new Cost("−Σ ln(1−a)", (a, y) -> -Math.log1p(-a), (a, y) -> 1 / (1 - a));
            Estimate estimate =
                    NetworkDifference.of(network, ofA, data).gradient().w(1).at(0);
            assertTrue(Double.isNaN(estimate.value()));
            assertEquals(Double.POSITIVE_INFINITY, estimate.error());
            Estimate ofZ = NetworkDifference.of(network, Cost.CROSS_ENTROPY, data)
                    .gradient()
                    .w(1)
                    .at(0);
            assertEquals(1, ofZ.value(), ofZ.error());
            assertEquals(0, ofZ.error(), 1e-9);
        }

        @Test
        void the_cost_by_activation_stays_in_the_domain_of_cross_entropy() {
            Network network = new Network(
                    new Layer(new SimpleMatrix(1, 1), new SimpleMatrix(new double[][] {{-20}}), Activation.SIGMOID));
            DataSet data = DataSet.of(new double[][] {{1}}, new double[][] {{1}});
            MatrixEstimate estimate =
                    NetworkDifference.of(network, Cost.CROSS_ENTROPY, data).costByActivation(1);
            double truth = -1 / network.output(data.x()).get(0);
            assertTrue(estimate.at(0, 0).covers(truth));
            assertEquals(truth, estimate.value().get(0), 1e-9 * Math.abs(truth));
        }

        @Test
        void an_interrupt_ends_it() {
            Stream.of(false, true).forEach(all -> {
                NetworkDifference d = of(RandomCase.of(1)).onAllThreads(all);
                Thread.currentThread().interrupt();
                Exception e = assertThrows(CancellationException.class, d::gradient);
                assertTrue(Thread.interrupted());
                int entries = RandomCase.of(1).network().parameterCount();
                assertEquals("interrupted after 0 of " + entries + " entries", e.getMessage());
            });
        }

        @Test
        void what_is_thrown_is_the_same_on_one_thread_and_on_all() {
            Stream.of(false, true).forEach(all -> {
                ArithmeticException thrown = new ArithmeticException("no");
                EntryLoop loop = new EntryLoop(2);
                assertSame(
                        thrown,
                        assertThrows(
                                ArithmeticException.class,
                                () -> loop.run(
                                        List.of(1, 2),
                                        part -> {
                                            throw thrown;
                                        },
                                        all)));
            });
        }

        @Test
        void an_interrupt_in_the_middle_ends_it_soon() throws InterruptedException {
            RandomCase c = wide();
            Thread caller = Thread.currentThread();
            Thread other = new Thread(() -> {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    return;
                }
                caller.interrupt();
            });
            other.start();
            assertThrows(
                    CancellationException.class,
                    () -> IntStream.range(0, 1000).forEach(i -> assertNotNull(of(c).gradient())));
            assertTrue(Thread.interrupted());
            other.join();
        }

        @Test
        void bad_input_is_refused() {
            Network network = Network.of(2, 3).random(1);
            Exception e = assertThrows(
                    IllegalArgumentException.class,
                    () -> NetworkDifference.of(
                            network, Cost.SQUARED_ERROR, DataSet.of(new double[][] {{1, 2}}, new double[][] {{1}})));
            assertEquals("y must have a row per output of the network, 3x1, but was 1x1", e.getMessage());
            NetworkDifference d = NetworkDifference.of(
                    network, Cost.SQUARED_ERROR, DataSet.of(new double[][] {{1, 2}}, new double[][] {{1, 2, 3}}));
            e = assertThrows(IllegalArgumentException.class, () -> d.delta(0));
            assertEquals("l must be a layer from 1 to 1, but was 0", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> d.costByActivation(2));
            assertEquals("l must be a layer from 0 to 1, but was 2", e.getMessage());
        }
    }
}
