package backprop.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.GradientDescent;
import backprop.History;
import backprop.Network;
import backprop.Sigmoid;
import backprop.internal.Shuffle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class TrainingTest {
    private static final Cost COST = Cost.HALF_SQUARED_ERROR.mean();
    private static final Network NETWORK = Network.of(3, 5, 2).random(4);
    private static final DataSet DATA = new DataSet(
            SimpleMatrix.random_DDRM(3, 23, -1, 1, new Random(1)),
            SimpleMatrix.random_DDRM(2, 23, 0, 1, new Random(2)));

    private static Training training() {
        return Training.of(NETWORK, COST, DATA).eta(0.5).epochs(6).miniBatch(5).seed(9);
    }

    @Nested
    class Published {
        /** Nielsen, Neural Networks and Deep Learning, chapter 3: x = 1, y = 0, η = 0.15, 300 epochs. */
        @ParameterizedTest
        @CsvSource({"0.6, 0.9, 0.8176, 0.0940", "2, 2, 0.9820, 0.2028"})
        void nielsens_neuron(double w, double b, double before, double after) {
            Network neuron = Network.of(1, 1).withParameters(new double[] {w, b});
            DataSet one = DataSet.of(new double[][] {{1}}, new double[][] {{0}});
            Training training =
                    Training.of(neuron, Cost.HALF_SQUARED_ERROR, one).eta(0.15).epochs(300);
            assertEquals(before, neuron.output(one.x()).get(0), 0.5e-4);
            assertEquals(300, training.run().length());
            assertEquals(after, training.network().output(one.x()).get(0), 0.5e-4);
        }
    }

    @Nested
    class Steps {
        @Test
        void a_full_batch_epoch_is_one_step_against_the_gradient() {
            Training training = Training.of(NETWORK, COST, DATA).eta(0.5).epochs(1);
            assertEquals("done", training.run().outcome());
            double[] gradient = Backprop.gradient(NETWORK, COST, DATA).vector();
            assertArrayEquals(
                    GradientDescent.step(NETWORK.parameters(), gradient, 0.5),
                    training.network().parameters(),
                    1e-15);
        }

        @Test
        void mini_batches_cover_every_example_once_and_the_last_may_be_smaller() {
            Training training = training().epochs(1);
            assertEquals("done", training.run().outcome());
            int[] order = Shuffle.order(23, new Random(9));
            Network expected = NETWORK;
            for (int from = 0; from < 23; from += 5) {
                DataSet batch = DATA.select(Arrays.copyOfRange(order, from, Math.min(from + 5, 23)));
                double[] gradient = Backprop.gradient(expected, COST, batch).vector();
                expected = expected.withParameters(GradientDescent.step(expected.parameters(), gradient, 0.5));
            }
            assertArrayEquals(expected.parameters(), training.network().parameters(), 1e-14);
        }

        @Test
        void the_seed_fixes_every_number() {
            Training first = training();
            Training second = training();
            assertEquals(first.run(), second.run());
            assertEquals(first.network(), second.network());
            assertNotEquals(first.run().costs(), training().seed(10).run().costs());
        }

        @Test
        void the_cost_falls() {
            History history = training().epochs(200).run();
            assertTrue(history.cost() < history.costs().get(0) * 0.7, history.toString());
        }
    }

    @Nested
    class Histories {
        @Test
        void hold_cost_and_measures_before_the_first_epoch_and_after_each() {
            ToDoubleFunction<Network> firstWeight = net -> net.w(1).get(0);
            Training training = training().measure("first weight", firstWeight);
            History history = training.run();
            assertEquals(6, history.length());
            assertEquals(7, history.costs().size());
            assertEquals(COST.of(NETWORK, DATA), history.costs().get(0), 1e-15);
            assertEquals(COST.of(training.network(), DATA), history.cost(), 1e-15);
            assertEquals(NETWORK.w(1).get(0), history.measure("first weight").get(0));
            assertEquals(training.network().w(1).get(0), history.last("first weight"));
            assertEquals("η = 0.5, mini-batch 5", history.label());
            assertEquals("epoch", history.unit());
            Exception e = assertThrows(IllegalArgumentException.class, () -> history.measure("accuracy"));
            assertEquals("name must be one of the measures [first weight], but was 'accuracy'", e.getMessage());
        }

        @Test
        void of_every_epoch_can_all_be_kept() { // with numbers of their own they would take 50 GB
            DataSet one = DataSet.of(new double[][] {{1}}, new double[][] {{0}});
            List<History> seen = new ArrayList<>();
            History history = Training.of(Network.of(1, 1), COST, one)
                    .eta(1e-6)
                    .epochs(80_000)
                    .measure("one", net -> 1)
                    .stopWhen(now -> !seen.add(now))
                    .run();
            assertEquals("done", history.outcome());
            assertEquals(80_000, history.length());
            assertEquals(40_000, seen.get(39_999).length());
            assertEquals(history.costs().get(40_000), seen.get(39_999).cost());
        }

        @Test
        void say_how_many_examples_a_step_saw() {
            assertEquals("η = 0.5, stochastic", training().miniBatch(1).run().label());
            assertEquals("η = 0.5, full batch", training().miniBatch(99).run().label());
            assertEquals("η = 0.5, full batch", training().miniBatch(23).run().label());
            assertEquals(
                    "η = 0.5, mini-batch 22", training().miniBatch(22).run().label());
        }
    }

    @Nested
    class Stopping {
        @Test
        void a_rule_stops_it_and_run_goes_on() {
            Training training = training().stopWhen(history -> history.length() == 2);
            assertEquals("stopped by its rule", training.run().outcome());
            assertEquals(2, training.history().length());
            assertEquals("done", training.run().outcome());
            assertEquals(training().run().costs(), training.history().costs());
        }

        @Test
        void more_epochs_train_on() {
            Training training = training().epochs(2);
            assertEquals(2, training.run().length());
            assertEquals(2, training.run().length(), "nothing left to do");
            assertEquals(training().run(), training.epochs(6).run());
        }

        @Test
        void diverging_stops_it_with_a_sentence_and_the_last_good_epoch_stays() {
            Network linear = NETWORK.with(Activation.IDENTITY);
            Training training =
                    Training.of(linear, Cost.SQUARED_ERROR, DATA).eta(5).epochs(1000);
            History history = training.run();
            assertTrue(
                    history.outcome()
                            .matches("diverged at epoch \\d+(, at example 1 of 23)?: a number became infinite or"
                                    + " NaN; try an η smaller than 5"),
                    history.outcome());
            assertTrue(history.length() > 1);
            assertEquals(1, history.cost() / Cost.SQUARED_ERROR.of(training.network(), DATA), 1e-12);
            int before = history.length();
            assertTrue(training.eta(1e-300).run().length() > before, "a smaller rate goes on from there");
        }

        @Test
        void the_example_that_makes_it_diverge_is_found() {
            Network neuron =
                    Network.of(1, 1).withParameters(new double[] {1, 0}).with(Activation.IDENTITY);
            DataSet oneHuge = DataSet.of(new double[][] {{0}, {0}, {1e120}, {0}, {0}}, new double[5][1]);
            Training training = Training.of(neuron, Cost.SQUARED_ERROR, oneHuge)
                    .eta(1e100)
                    .epochs(3)
                    .miniBatch(1)
                    .seed(2);
            int[] order = Shuffle.order(5, new Random(2));
            int place = IntStream.rangeClosed(1, 5)
                    .filter(i -> order[i - 1] == 2)
                    .findFirst()
                    .orElseThrow();
            assertTrue(place > 1 && place < 5, "not the first, nor the last: place " + place);
            String outcome = training.run().outcome();
            assertTrue(outcome.startsWith("diverged at epoch 1, at example " + place + " of 5: "), outcome);
            assertEquals(neuron, training.network());
        }

        @Test
        void a_cost_that_is_infinite_on_finite_parameters_stops_it_too() {
            Network neuron =
                    Network.of(1, 1).withParameters(new double[] {1, 0}).with(Activation.IDENTITY);
            DataSet one = DataSet.of(new double[][] {{1}}, new double[][] {{0}});
            Training training =
                    Training.of(neuron, Cost.SQUARED_ERROR, one).eta(1e200).epochs(3);
            String outcome = training.run().outcome();
            assertTrue(outcome.startsWith("diverged at epoch 1: "), outcome);
            assertEquals(neuron, training.network());
        }

        @Test
        void a_network_whose_cost_is_infinite_already_is_refused() {
            Network broken = NETWORK.withParameters(new double[NETWORK.parameterCount()])
                    .with(Activation.IDENTITY, new Activation("∞", z -> Double.POSITIVE_INFINITY, z -> 0));
            Exception e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Training.of(broken, COST, DATA).eta(1).epochs(1).run());
            assertEquals("the cost of the network before training must be finite, but was Infinity", e.getMessage());
        }
    }

    @Nested
    class Interrupted {
        /** A training that is interrupted in the middle of an epoch, once. */
        private static Training counted(int slopesBefore) {
            AtomicInteger calls = new AtomicInteger();
            Activation counting = new Activation("counting", Sigmoid::of, z -> {
                if (calls.incrementAndGet() == slopesBefore) {
                    Thread.currentThread().interrupt();
                }
                return Sigmoid.derivative(z);
            });
            return Training.of(NETWORK.with(counting, Activation.SIGMOID), COST, DATA)
                    .eta(0.5)
                    .epochs(6)
                    .miniBatch(5)
                    .seed(9);
        }

        @Test
        void it_stops_within_a_mini_batch_and_goes_on_as_if_never_stopped() {
            Training training = counted(Integer.MAX_VALUE);
            Training counted = counted(200);
            History stopped = counted.run();
            assertTrue(Thread.interrupted(), "the thread is told so");
            assertEquals("interrupted in epoch 2 after 20 of 23 examples; run() goes on from there", stopped.outcome());
            assertEquals(1, stopped.length());
            assertEquals(training.run().costs(), counted.run().costs());
            assertArrayEquals(training.network().parameters(), counted.network().parameters());
        }

        @Test
        void a_new_run_ends_a_leftover_one_first() throws InterruptedException {
            CountDownLatch running = new CountDownLatch(1);
            Training training = training().epochs(1_000_000).onProgress(history -> running.countDown());
            Thread leftover = new Thread(new FutureTask<>(training::run));
            leftover.start();
            running.await();
            History history = training.stopWhen(any -> true).run();
            leftover.join(Duration.ofSeconds(1).toMillis());
            assertFalse(leftover.isAlive());
            assertEquals("stopped by its rule", history.outcome());
            assertEquals(history, training.history());
        }

        @Test
        void the_leftover_run_is_interrupted_and_who_waits_for_it_can_be() throws InterruptedException {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            AtomicReference<Thread> first = new AtomicReference<>();
            Training training = training().measure("stubborn", net -> {
                if (Thread.currentThread() == first.get()) {
                    running.countDown();
                    awaitStubbornly(interrupted, enough);
                }
                return 0;
            });
            first.set(new Thread(new FutureTask<>(training::run)));
            first.get().start();
            running.await();
            FutureTask<History> second = new FutureTask<>(training::run);
            Thread waiting = new Thread(second);
            waiting.start();
            interrupted.await();
            waiting.interrupt();
            Exception e = assertThrows(ExecutionException.class, second::get);
            assertEquals(
                    "interrupted while an earlier run() was still stopping",
                    e.getCause().getMessage());
            enough.countDown();
            first.get().join();
            assertEquals("done", training.run().outcome());
        }

        /** Says that it was interrupted, and stops only when told that it is enough. */
        private static void awaitStubbornly(CountDownLatch interrupted, CountDownLatch enough) {
            boolean wasInterrupted = false;
            while (enough.getCount() > 0) {
                try {
                    enough.await();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                    interrupted.countDown();
                }
            }
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Test
        void it_stops_within_a_second_on_a_large_network() throws InterruptedException {
            Network large = Network.of(784, 100, 10).random(1);
            DataSet many = new DataSet(new SimpleMatrix(784, 5000), new SimpleMatrix(10, 5000));
            Training training =
                    Training.of(large, COST, many).eta(1).epochs(1000).miniBatch(10);
            Thread thread = new Thread(new FutureTask<>(training::run));
            thread.start();
            while (training.toString().endsWith("not begun")) {
                Thread.sleep(10);
            }
            long start = System.nanoTime();
            thread.interrupt();
            thread.join();
            assertTrue(System.nanoTime() - start < 1_000_000_000);
            assertTrue(training.history().outcome().startsWith("interrupted in epoch "), training.toString());
        }

        @Test
        void it_stops_while_the_cost_of_many_examples_is_computed_and_goes_on_from_there() {
            DataSet many =
                    new DataSet(SimpleMatrix.random_DDRM(3, 2500, -1, 1, new Random(1)), new SimpleMatrix(2, 2500));
            Training whole = Training.of(NETWORK, COST, many).eta(0.5).epochs(2);
            AtomicInteger calls = new AtomicInteger();
            Training stopped = Training.of(NETWORK, COST, many)
                    .eta(0.5)
                    .epochs(2)
                    .measure("accuracy", net -> {
                        if (calls.incrementAndGet() == 2) {
                            Thread.currentThread().interrupt();
                        }
                        return net.accuracy(many);
                    });
            assertEquals(
                    "interrupted at the end of epoch 1; run() goes on from there",
                    stopped.run().outcome());
            assertTrue(Thread.interrupted(), "the thread is told so");
            assertEquals(0, stopped.history().length());
            assertEquals(whole.run().costs(), stopped.run().costs());
        }
    }

    @Nested
    class Listeners {
        @Test
        void are_told_at_most_four_times_a_second_and_always_at_the_end() {
            List<History> heard = new ArrayList<>();
            long start = System.nanoTime();
            History last = training().epochs(2000).onProgress(heard::add).run();
            double seconds = (System.nanoTime() - start) / 1e9;
            assertEquals(1, heard.get(0).length(), "the first epoch shows at once");
            assertEquals("running", heard.get(0).outcome());
            assertEquals(last, heard.get(heard.size() - 1));
            assertTrue(heard.size() <= 2 + 4 * seconds, heard.size() + " in " + seconds + " s");
        }

        @Test
        void cannot_swallow_an_interrupt() throws InterruptedException {
            CountDownLatch told = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            Training training = training().epochs(1_000_000).onProgress(history -> {
                told.countDown();
                while (enough.getCount() > 0) {
                    boolean swallowed = Thread.interrupted();
                    Thread.yield();
                }
            });
            Thread thread = new Thread(new FutureTask<>(training::run));
            thread.start();
            told.await();
            thread.interrupt();
            thread.join(1000);
            enough.countDown();
            assertFalse(thread.isAlive());
        }

        @Test
        void are_told_on_a_thread_that_keeps_nothing_alive() throws InterruptedException {
            AtomicReference<Thread> telling = new AtomicReference<>();
            assertEquals(
                    "done",
                    training()
                            .onProgress(history -> telling.set(Thread.currentThread()))
                            .run()
                            .outcome());
            assertTrue(telling.get().isDaemon());
            telling.get().join(1000);
            assertFalse(telling.get().isAlive(), "it ends with the run");
        }

        @Test
        void that_throw_once_are_heard_at_the_end() {
            AtomicInteger calls = new AtomicInteger();
            Training training = training().onProgress(history -> {
                if (calls.incrementAndGet() == 1) {
                    throw new UnsupportedOperationException("no display yet");
                }
            });
            Exception e = assertThrows(IllegalStateException.class, training::run);
            assertTrue(e.getMessage().endsWith("no display yet"), e.getMessage());
            assertEquals(6, training.history().length());
        }

        @Test
        void that_throw_end_the_training_and_nothing_is_lost() {
            Training training = training().epochs(1_000_000).onProgress(history -> {
                throw new UnsupportedOperationException("no display");
            });
            Exception e = assertThrows(IllegalStateException.class, training::run);
            assertEquals(
                    "the progress listener threw java.lang.UnsupportedOperationException: no display", e.getMessage());
            int before = training.history().length();
            assertEquals(
                    before + 1,
                    training.onProgress(history -> {}).epochs(before + 1).run().length());
        }
    }

    @Test
    void a_measure_must_not_run_the_training_itself() {
        AtomicReference<Training> itself = new AtomicReference<>();
        itself.set(training().measure("cost", net -> itself.get().run().cost()));
        Exception e =
                assertThrows(IllegalStateException.class, () -> itself.get().run());
        assertEquals("run() must not be called from a measure or rule of this training", e.getMessage());
    }

    @Nested
    class Settings {
        @Test
        void that_are_missing_or_wrong_are_refused_before_any_work() {
            Training training = Training.of(NETWORK, COST, DATA);
            Exception e = assertThrows(IllegalArgumentException.class, training::run);
            assertEquals("eta must be set before run(), but was not set", e.getMessage());
            e = assertThrows(
                    IllegalArgumentException.class, () -> training.eta(0.1).run());
            assertEquals("epochs must be set before run(), but was not set", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> training.eta(Double.NaN));
            assertEquals("eta must be positive and finite, but was NaN", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> training.epochs(0));
            assertEquals("epochs must be at least 1, but was 0", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> training.miniBatch(0));
            assertEquals("miniBatch must be at least 1, but was 0", e.getMessage());
        }

        @Test
        void data_of_another_shape_is_refused() {
            Exception e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Training.of(Network.of(2, 2).random(1), COST, DATA));
            assertEquals(
                    "data must have 2 inputs and 2 targets, as the network has, but was 23 examples, 3 inputs and 2"
                            + " targets each",
                    e.getMessage());
        }

        @Test
        void that_shape_the_history_cannot_change_midway() {
            Training training = training();
            Exception e = assertThrows(IllegalStateException.class, training::history);
            assertEquals("there is no history yet: call run() first", e.getMessage());
            assertEquals("done", training.run().outcome());
            e = assertThrows(IllegalStateException.class, () -> training.seed(1));
            assertEquals("seed must be chosen before the first run()", e.getMessage());
            e = assertThrows(IllegalStateException.class, () -> training.measure("a", net -> 0));
            assertEquals("measure must be chosen before the first run()", e.getMessage());
        }
    }
}
