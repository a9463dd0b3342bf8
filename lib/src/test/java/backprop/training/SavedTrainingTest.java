package backprop.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.History;
import backprop.Network;
import backprop.Sigmoid;
import backprop.data.Npz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.zip.CRC32;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class SavedTrainingTest {
    private static final Cost COST = Cost.HALF_SQUARED_ERROR.mean();
    private static final Network NETWORK = Network.of(3, 5, 2).random(4);
    private static final DataSet DATA = new DataSet(
            SimpleMatrix.random_DDRM(3, 23, -1, 1, new Random(1)),
            SimpleMatrix.random_DDRM(2, 23, 0, 1, new Random(2)));

    @TempDir
    Path folder;

    private String file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("digits.run").toString();
    }

    /** A training before its first run, with a measure. */
    private static Training training() {
        return Training.of(NETWORK, COST, DATA)
                .eta(0.5)
                .epochs(6)
                .miniBatch(5)
                .seed(9)
                .measure("first weight", net -> net.w(1).get(0));
    }

    /** What is given again before a training is loaded: neither η nor epochs, mini-batch or seed, and other parameters. */
    private static Training again() {
        return Training.of(NETWORK.random(77), COST, DATA)
                .measure("first weight", net -> net.w(1).get(0));
    }

    private static void assertSame(Training expected, Training actual) {
        assertEquals(expected.history(), actual.history());
        assertEquals(expected.network().toString(), actual.network().toString());
        assertEquals(
                bits(expected.network().parameters()), bits(actual.network().parameters()));
    }

    private static List<Long> bits(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Double::doubleToRawLongBits).toList();
    }

    private static String refusal(Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }

    @Nested
    class A_loaded_training_goes_on_as_one_never_stopped {
        @ParameterizedTest
        @ValueSource(ints = {1, 5, 22, 23, 99})
        void stopped_after_an_epoch_with_mini_batches_of(int size) {
            Training stopped = training().miniBatch(size).epochs(2);
            assertEquals("done", stopped.run().outcome());
            stopped.save(file);
            Training loaded = again().load(file);
            assertSame(stopped, loaded);
            Training whole = training().miniBatch(size);
            assertEquals(whole.run(), loaded.epochs(6).run());
            assertSame(whole, loaded);
        }

        @Test
        void stopped_by_its_rule() {
            Predicate<History> rule = history -> history.length() == 3;
            Training stopped = training().stopWhen(rule);
            assertEquals("stopped by its rule", stopped.run().outcome());
            stopped.save(file);
            Training whole = training();
            assertEquals(whole.run(), again().load(file).run());
        }

        /** σ that counts how often its slope is asked for, and once does something. */
        private static Activation counting(int slopes, Runnable once) {
            AtomicInteger calls = new AtomicInteger();
            return new Activation("counting", Sigmoid::of, z -> {
                if (calls.incrementAndGet() == slopes) {
                    once.run();
                }
                return Sigmoid.derivative(z);
            });
        }

        private static Training with(Activation activation, int size) {
            return Training.of(NETWORK.with(activation, Activation.SIGMOID), COST, DATA)
                    .eta(0.5)
                    .epochs(6)
                    .miniBatch(size)
                    .seed(9);
        }

        @ParameterizedTest
        @CsvSource({"5, 200, 2, 20", "1, 123, 2, 2", "7, 120, 2, 7", "23, 300, 4, 0"})
        void interrupted_in_the_middle_of_an_epoch(int size, int slopes, int epoch, int examples) {
            Training stopped = with(counting(slopes, Thread.currentThread()::interrupt), size);
            String outcome = stopped.run().outcome();
            assertTrue(Thread.interrupted(), "the thread is told so");
            assertEquals(
                    "interrupted in epoch " + epoch + " after " + examples
                            + " of 23 examples; run() goes on from there",
                    outcome);
            stopped.save(file);
            Training loaded = with(counting(0, () -> {}), 23).load(file);
            assertSame(stopped, loaded);
            Training whole = with(counting(0, () -> {}), size);
            assertEquals(whole.run(), loaded.run());
            assertSame(whole, loaded);
            assertEquals(whole.history(), stopped.run(), "and so does the one that was stopped");
        }

        @Test
        void broken_off_by_code_that_throws() {
            Activation failing = counting(200, () -> {
                throw new UnsupportedOperationException("in the middle");
            });
            Training stopped = with(failing, 5);
            assertThrows(UnsupportedOperationException.class, stopped::run);
            stopped.save(file);
            Training whole = with(counting(0, () -> {}), 5);
            assertEquals(whole.run(), with(counting(0, () -> {}), 5).load(file).run());
        }

        @Test
        void interrupted_while_the_cost_of_many_examples_is_computed() {
            DataSet many =
                    new DataSet(SimpleMatrix.random_DDRM(3, 2500, -1, 1, new Random(1)), new SimpleMatrix(2, 2500));
            AtomicInteger calls = new AtomicInteger();
            ToDoubleFunction<Network> accuracy = net -> {
                if (calls.incrementAndGet() == 2) {
                    Thread.currentThread().interrupt();
                }
                return net.accuracy(many);
            };
            Training stopped = Training.of(NETWORK, COST, many)
                    .eta(0.5)
                    .epochs(2)
                    .miniBatch(100)
                    .measure("accuracy", accuracy);
            assertEquals(
                    "interrupted at the end of epoch 1; run() goes on from there",
                    stopped.run().outcome());
            assertTrue(Thread.interrupted(), "the thread is told so");
            stopped.save(file);
            Training loaded = Training.of(NETWORK, COST, many)
                    .measure("accuracy", net -> net.accuracy(many))
                    .load(file);
            assertEquals(stopped.run(), loaded.run());
            assertSame(stopped, loaded);
        }

        @Test
        void after_a_divergence() {
            Network linear = NETWORK.with(Activation.IDENTITY);
            Training stopped = Training.of(linear, Cost.SQUARED_ERROR, DATA)
                    .eta(5)
                    .epochs(1000)
                    .miniBatch(4);
            assertTrue(stopped.run().outcome().startsWith("diverged at epoch "));
            stopped.save(file);
            Training loaded = Training.of(linear, Cost.SQUARED_ERROR, DATA).load(file);
            assertSame(stopped, loaded);
            int epochs = stopped.history().length() + 3;
            assertEquals(
                    stopped.eta(1e-3).epochs(epochs).run(),
                    loaded.eta(1e-3).epochs(epochs).run());
            assertSame(stopped, loaded);
        }

        @Test
        void and_diverges_at_the_same_example() {
            Network neuron = Network.of(1, 1).withParameters(new double[] {1, 0});
            Activation once = counting(2, Thread.currentThread()::interrupt);
            Activation linear = new Activation("counting", z -> z, z -> once.derivative(z) * 0 + 1);
            DataSet oneHuge = DataSet.of(new double[][] {{0}, {0}, {0}, {0}, {1e120}}, new double[5][1]);
            Training stopped = Training.of(neuron.with(linear), Cost.SQUARED_ERROR, oneHuge)
                    .eta(1e100)
                    .epochs(3)
                    .miniBatch(1)
                    .seed(1);
            assertTrue(stopped.run().outcome().startsWith("interrupted in epoch 1 after 2 "), stopped.toString());
            assertTrue(Thread.interrupted(), "the thread is told so");
            stopped.save(file);
            Training loaded = Training.of(neuron.with(linear), Cost.SQUARED_ERROR, oneHuge)
                    .load(file);
            assertTrue(loaded.run().outcome().startsWith("diverged at epoch 1, at example "), loaded.toString());
            assertEquals(stopped.run(), loaded.history());
            assertEquals(neuron.with(linear), loaded.network(), "as it was when the epoch began");
        }
    }

    @Nested
    class The_file {
        @Test
        void is_one_of_NumPy_with_network_and_history() {
            Training training = training();
            History history = training.run();
            training.save(file);
            Npz saved = Npz.load(file);
            assertEquals(training.network(), saved.network());
            assertEquals(history, saved.history());
            assertEquals(List.of("backprop training 1"), saved.texts("format"));
            assertEquals(List.of("mean over examples of ½Σ(a−y)²"), saved.texts("cost"));
            assertEquals(23, saved.numbers("data")[0]);
        }

        @Test
        void knows_data_by_its_size_and_the_CRC_32_of_every_number() {
            DataSet large =
                    new DataSet(SimpleMatrix.random_DDRM(3, 4000, -1, 1, new Random(1)), new SimpleMatrix(2, 4000));
            Training training = Training.of(NETWORK, COST, large).eta(0.5).epochs(1);
            assertEquals("done", training.run().outcome());
            training.save(file);
            ByteBuffer bytes = ByteBuffer.allocate(8 * 5 * 4000).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asDoubleBuffer().put(Arrays.copyOf(large.x().getDDRM().data, 5 * 4000));
            CRC32 sum = new CRC32();
            sum.update(bytes);
            assertArrayEquals(
                    new double[] {4000, 3, 2, sum.getValue()}, Npz.load(file).numbers("data"));
        }

        @Test
        void can_be_written_by_any_thread_while_the_training_runs() throws InterruptedException {
            CountDownLatch running = new CountDownLatch(1);
            Training training = training().epochs(1_000_000).onProgress(history -> running.countDown());
            Thread thread = new Thread(new FutureTask<>(training::run));
            thread.start();
            running.await();
            List<Training> loaded = new ArrayList<>();
            for (int n = 0; n < 20; n++) {
                training.save(file);
                loaded.add(again().load(file));
            }
            thread.interrupt();
            thread.join();
            for (Training one : loaded) {
                int length = one.history().length();
                String saved = "saved in epoch " + (length + 1) + " after 0 of 23 examples; run() goes on from there";
                assertEquals(saved, one.history().outcome());
                List<Double> costs = training.epochs(length + 1).run().costs();
                assertEquals(
                        costs.subList(0, length + 2),
                        one.epochs(length + 1).run().costs());
            }
        }

        @Test
        void needs_a_training_that_has_begun() {
            Exception e =
                    assertThrows(IllegalStateException.class, () -> training().save(file));
            assertEquals("there is nothing to save yet: call run() first", e.getMessage());
        }
    }

    @Nested
    class Another_training {
        @BeforeEach
        void save() {
            Training training = training();
            assertEquals("done", training.run().outcome());
            training.save(file);
        }

        private void refused(String message, Training other) {
            assertEquals(message.replace("FILE", file), refusal(() -> other.load(file)));
            assertTrue(other.toString().endsWith("not begun"), other.toString());
        }

        private static Training of(Network network, Cost cost, DataSet data) {
            return Training.of(network, cost, data).measure("first weight", net -> 0);
        }

        @Test
        void of_other_data_is_refused() {
            SimpleMatrix x = DATA.x().copy();
            x.set(2, 22, Math.nextUp(x.get(2, 22)));
            String message =
                    "data must be the data of FILE, to every number, but was 23 examples, 3 inputs and 2 targets"
                            + " each that differ";
            refused(message, of(NETWORK, COST, new DataSet(x, DATA.y())));
            SimpleMatrix y = DATA.y().copy();
            y.set(0, 0, -y.get(0, 0));
            refused(message, of(NETWORK, COST, new DataSet(DATA.x(), y)));
            DataSet fewer = DATA.select(0, 1, 2);
            refused(message.replace("23 ex", "3 ex"), of(NETWORK, COST, fewer));
        }

        @Test
        void of_another_network_or_cost_is_refused() {
            refused("the network of FILE must be 3-4-2, but was 3-5-2", of(Network.of(3, 4, 2), COST, DATA));
            refused(
                    "activations must be those of FILE, [sigmoid, sigmoid], but was [sigmoid, tanh]",
                    of(NETWORK.with(Activation.SIGMOID, Activation.TANH), COST, DATA));
            refused(
                    "the cost of FILE must be ½Σ(a−y)², but was [mean over examples of ½Σ(a−y)²]",
                    of(NETWORK, Cost.HALF_SQUARED_ERROR, DATA));
        }

        @Test
        void without_its_measures_is_refused() {
            refused(
                    "measures must be given as those of FILE, [first weight], but was []",
                    Training.of(NETWORK, COST, DATA));
        }

        @Test
        void that_has_begun_is_not_written_over() {
            Training begun = training();
            History history = begun.run();
            Exception e = assertThrows(IllegalStateException.class, () -> begun.load(file));
            assertEquals("load must be chosen before the first run()", e.getMessage());
            assertEquals(history, begun.history());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "eta | 0 | eta of FILE must be positive and finite, but was 0.0",
                    "eta | 1 2 | 'eta' of FILE must be one number, but was 2",
                    "epochs | 0 | 'epochs' of FILE must be a whole number from 1 to 2147483647, but was 0.0",
                    "mini_batch | 1.5 | 'mini_batch' of FILE must be a whole number from 1 to 2147483647, but was 1.5",
                    "next | 24 | 'next' of FILE must be a whole number from 0 to 23, but was 24.0",
                    "next | NaN | 'next' of FILE must be a whole number from 0 to 23, but was NaN",
                    "next | 5 | p must have 32 entries, one per weight and bias, but was 0",
                    "chance | 3e14 | 'chance' of FILE must be a whole number from 0 to 281474976710655, but was 3.0E14",
                    "order | 0 1 2 | 'order' of FILE must be the numbers from 0 to 22, but was something else",
                    "costs | 1 2 | measure 'first weight' must be as long as costs, 2, but was 7",
                    "measures | 1 | measure 'first weight' must be as long as costs, 7, but was 1"
                })
        void whose_numbers_make_no_sense_is_refused(String name, String numbers, String message) {
            forge(
                    name,
                    Arrays.stream(numbers.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray());
            refused(message, again());
        }

        /** Writes the file again with other numbers under a name. */
        private void forge(String name, double... numbers) {
            Npz saved = Npz.load(file);
            Npz forged = Npz.of(name, numbers);
            for (String other : saved.names()) {
                forged = other.equals(name) ? forged : forged.and(copy(saved, other));
            }
            forged.save(file);
        }

        private static Npz copy(Npz saved, String name) {
            if (List.of("format", "activations", "label", "unit", "outcome", "measure_names", "cost")
                    .contains(name)) {
                return Npz.of(name, saved.texts(name));
            }
            SimpleMatrix m = saved.matrix(name);
            return m.getNumCols() == 1 ? Npz.of(name, saved.numbers(name)) : Npz.of(name, m);
        }

        @Test
        void of_a_newer_version_or_none_is_refused() {
            Npz.of("format", List.of("backprop training 2")).save(file);
            refused("the format of FILE must be 'backprop training 1', but was backprop training 2", again());
            Npz.of(NETWORK).save(file);
            refused("the format of FILE must be 'backprop training 1', but was none", again());
        }
    }

    @Nested
    class Autosaving {
        @Test
        void is_not_due_before_a_minute_is_over() {
            assertFalse(Autosave.everyMinute(file).isDue());
            assertTrue(new Autosave(file, 0).isDue());
            assertFalse(Autosave.NEVER.isDue());
        }

        @Test
        void saves_at_the_begin_and_at_the_end_of_a_run() {
            Training training = training().autosave(file);
            assertFalse(Files.exists(Path.of(file)), "nothing has run");
            assertEquals(0, savedLengthIn(training, 1), "before the first epoch");
            Training loaded = again().load(file);
            assertSame(training, loaded);
            assertEquals(6, loaded.history().length());
        }

        /** Runs it; returns how many epochs the file held when one was done. */
        private int savedLengthIn(Training training, int epochs) {
            int[] length = new int[1];
            assertEquals(
                    "done",
                    training.stopWhen(history -> {
                                if (history.length() == epochs) {
                                    length[0] = Npz.load(file).history().length();
                                }
                                return false;
                            })
                            .run()
                            .outcome());
            return length[0];
        }

        @Test
        void saves_in_the_middle_of_an_epoch_what_goes_on() {
            Training whole = training();
            assertEquals("done", whole.run().outcome());
            int[] found = new int[1];
            Training training = training().autosave(new Autosave(file, 0)).stopWhen(history -> {
                Training loaded = again().load(file);
                found[0] += loaded.history().outcome().contains("after 23 of 23") ? 1 : 0;
                assertEquals(whole.history(), loaded.run());
                assertSame(whole, loaded);
                return false;
            });
            assertEquals(whole.history(), training.run());
            assertEquals(6, found[0]);
        }

        @Test
        void of_an_interrupted_run_saves_where_it_stopped() {
            Training training = training().autosave(file).stopWhen(history -> {
                Thread.currentThread().interrupt();
                return false;
            });
            assertTrue(training.run().outcome().startsWith("interrupted in epoch 2"));
            assertTrue(Thread.interrupted(), "the thread is told so");
            assertSame(training, again().load(file));
        }

        @Test
        void tells_where_it_saved_not_where_a_run_was_stopped_before() {
            Training training = training().stopWhen(history -> history.length() == 1);
            assertEquals("stopped by its rule", training.run().outcome());
            List<String> outcomes = new ArrayList<>();
            training = training.autosave(new Autosave(file, 0)).stopWhen(history -> {
                outcomes.add(Npz.load(file).history().outcome());
                return false;
            });
            assertEquals("done", training.run().outcome());
            assertEquals("saved in epoch 2 after 23 of 23 examples; run() goes on from there", outcomes.get(0));
        }

        @Test
        void never_writes_over_another_file() {
            Training first = training().autosave(file);
            Training second = training().seed(1).autosave(file);
            assertEquals("done", first.run().outcome());
            String message =
                    "path must name a new file, or the one this training was loaded from or saved to, but was '" + file
                            + "', which is there";
            assertEquals(message, refusal(second::run));
            assertEquals(message, refusal(() -> training().autosave(file)));
            assertSame(first, again().load(file));
            assertNotEquals(
                    first.run(), again().load(file).autosave(file).epochs(7).run(), "but its own it does");
            assertEquals(7, Npz.load(file).history().length());
        }

        @Test
        void that_fails_on_the_way_lets_the_training_go_on_and_says_so_at_the_end() throws IOException {
            Path place = Files.createDirectory(folder.resolve("place"));
            String gone = place.resolve("a.run").toString();
            Training training = training().autosave(new Autosave(gone, 0)).stopWhen(history -> {
                if (history.length() == 2) {
                    delete(gone, place);
                }
                return false;
            });
            String message = refusal(training::run);
            assertTrue(message.startsWith("path must name a file that can be written"), message);
            assertEquals(training().run(), training.history(), "nothing is lost");
            training.save(file);
            assertSame(training, again().load(file));
        }

        private static void delete(String file, Path folder) {
            try {
                Files.delete(Path.of(file));
                Files.delete(folder);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
