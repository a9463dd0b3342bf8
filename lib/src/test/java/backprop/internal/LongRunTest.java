package backprop.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.GradientDescent;
import backprop.Network;
import backprop.check.Check;
import backprop.difference.FiniteDifference;
import backprop.difference.NetworkDifference;
import backprop.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** With the one watcher there is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LongRunTest {
    private static final int SOON = 100; // milliseconds, where a reader is told after a second

    private final List<String> told = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    @BeforeEach
    void watch() {
        LongRun.watch(
                new LongRun.Watcher() {
                    @Override
                    public synchronized void told(String text, double share) {
                        told.add(text);
                        shares.add(share);
                    }

                    @Override
                    public void ended(String text) {
                        ended.add(text);
                    }
                },
                SOON * 1_000_000L);
    }

    @AfterEach
    void watchNoMore() {
        LongRun.watch(null);
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void says_what_part_is_done_and_how_long_still() {
        try (LongRun run = LongRun.of("epochs", 3000)) {
            sleep(SOON + 10);
            run.at(750);
        }
        assertEquals(List.of("750 of 3000 epochs, about 1 s left"), told);
        assertEquals(List.of(0.25), shares);
        assertEquals(List.of("750 of 3000 epochs in 1 s"), ended);
    }

    @Test
    void is_silent_at_first_and_then_told_four_times_a_second() {
        try (LongRun run = LongRun.of("steps", 1_000)) {
            for (int i = 0; i < 50; i++) {
                sleep(10);
                run.step();
            }
        }
        assertTrue(told.size() >= 1 && told.size() <= 8, told::toString);
        told.clear();
        LongRun.of("steps", 3).close();
        assertEquals(List.of(), told);
        assertEquals(1, ended.size());
    }

    @Test
    void says_how_many_where_nobody_knows_of_how_many() {
        try (LongRun run = LongRun.of("causes tried", LongRun.UNKNOWN)) {
            sleep(SOON + 10);
            run.step();
        }
        assertEquals(List.of("1 causes tried"), told);
        assertTrue(shares.get(0).isNaN());
    }

    @Test
    void within_another_says_nothing() {
        try (LongRun outer = LongRun.of("epochs", 2)) {
            try (LongRun inner = LongRun.of("steps", 2)) {
                sleep(SOON + 10);
                inner.step();
            }
            assertEquals(List.of(), told);
            outer.step();
        }
        assertEquals(1, told.size());
        Object made = LongRun.quietly(() -> {
            try (LongRun inner = LongRun.of("steps", 2)) {
                sleep(SOON + 10);
                inner.step();
            }
            return "made";
        });
        assertEquals("made", made);
        assertEquals(1, told.size());
    }

    @Test
    void tells_times_as_people_do() {
        assertEquals("1 s", LongRun.time(1));
        assertEquals("99 s", LongRun.time(99_400_000_000L));
        assertEquals("2 min", LongRun.time(100_000_000_000L));
        assertEquals("2.5 h", LongRun.time(9_000_000_000_000L));
    }

    /** Takes its time until something is told. */
    private double slow(double value) {
        if (told.isEmpty()) {
            sleep(30);
        }
        return value;
    }

    @Test
    void is_what_training_descents_checks_and_differences_are() {
        Network network = Network.of(2, 2, 1).random(1);
        DataSet data = DataSet.of(new double[][] {{0, 1}}, new double[][] {{1}});
        Object unused = Training.of(network, Cost.SQUARED_ERROR, data)
                .eta(1)
                .epochs(40)
                .measure("slow", net -> slow(1))
                .run();
        assertTold("epochs");
        ToDoubleFunction<double[]> f = p -> slow(p[0] * p[0]);
        unused = GradientDescent.minimize(f, p -> new double[] {2 * p[0]}, new double[] {1}, 0.1, 40);
        assertTold("steps");
        unused = FiniteDifference.CENTRAL.gradient(f, new double[40]);
        assertTold("derivatives");
        unused = Check.derivative(z -> z * z, z -> slow(2 * z), -1, 1);
        assertTold("numbers");
    }

    @Test
    void is_the_difference_of_a_network() {
        Activation slow = new Activation("slow", this::slow, z -> 1);
        Network network = Network.of(5, 5, 2).random(1).with(slow, Activation.SIGMOID);
        DataSet data = DataSet.of(new double[1][5], new double[1][2]);
        var unused = NetworkDifference.of(network, Cost.SQUARED_ERROR, data).gradient();
        assertTold("derivatives");
    }

    private void assertTold(String unit) {
        assertTrue(!told.isEmpty() && told.stream().allMatch(text -> text.contains(" " + unit)), unit + ": " + told);
        told.clear();
    }
}
