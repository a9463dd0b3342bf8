package backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.check.Check;
import backprop.check.NetworkCheck;
import backprop.difference.NetworkDifference;
import backprop.formula.Paper;
import backprop.plot.Charts;
import backprop.plot.Curve;
import backprop.training.Training;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Interrupts at random moments: on an idle machine every one ends what it meets within a second. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InterruptsTest {
    private static final int OF_EACH = 7;
    private static final int LATEST = 150; // milliseconds from the beginning
    private static final int PATIENCE = 20_000; // of a machine that does much else

    private final Random random = new Random(1);

    /** Interrupts work after a while, and returns in how many milliseconds it ended. */
    private long interrupted(String what, Supplier<Object> work) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        var unused = work.get();
                    } catch (CancellationException e) {
                        // That is how it ends.
                    } catch (RuntimeException | Error e) {
                        thrown.set(e);
                    }
                },
                what);
        thread.start();
        Thread.sleep(random.nextInt(LATEST));
        long start = System.nanoTime();
        thread.interrupt();
        thread.join(PATIENCE);
        long ended = (System.nanoTime() - start) / 1_000_000;
        assertFalse(thread.isAlive(), () -> what + " goes on: " + List.of(thread.getStackTrace()));
        assertEquals(null, thrown.get(), what);
        return ended;
    }

    /** In how many milliseconds from now all other threads of this Java have come to rest. */
    private static long idle() throws InterruptedException {
        long start = System.nanoTime();
        long used;
        do {
            long before = usedByOthers();
            Thread.sleep(100);
            used = usedByOthers() - before;
            assertTrue(System.nanoTime() - start < 1_000_000L * PATIENCE, "something still runs");
        } while (used > 5_000_000); // 5 % of a processor
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** Processor time in nanoseconds. */
    private static long usedByOthers() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getAllThreadIds())
                .filter(id -> id != Thread.currentThread().getId())
                .map(threads::getThreadCpuTime)
                .filter(time -> time > 0) // less if it has just ended
                .sum();
    }

    private static DataSet data(int examples) {
        Random random = new Random(2);
        return new DataSet(
                SimpleMatrix.random_DDRM(20, examples, -1, 1, random),
                SimpleMatrix.random_DDRM(5, examples, 0, 1, random));
    }

    private static Training training() {
        return Training.of(Network.of(20, 30, 5).random(1), Cost.CROSS_ENTROPY.mean(), data(1500))
                .eta(0.5)
                .miniBatch(10)
                .seed(3);
    }

    /** Work without end, a cause search that finds nothing among it. */
    private static Map<String, Supplier<Object>> works() {
        Network network = Network.of(20, 30, 5).random(1);
        NetworkCheck check = Check.on(network, Cost.CROSS_ENTROPY.mean(), data(20));
        Random noise = new Random(4);
        String text =
                "δ^l = ((w^{l+1})^T δ^{l+1}) ⊙ σ'(a^{l+1} + z^l)\n∂C/∂w^l_{jk} = a^l_k δ^l_j + b^l_j\n".repeat(20);
        Map<String, Supplier<Object>> works = new LinkedHashMap<>();
        works.put(
                "a check",
                () -> String.valueOf(check.hiddenError(
                        (w, delta, z) -> z.elementOp((int j, int t, double v) -> noise.nextGaussian()))));
        works.put(
                "a gradient check",
                () -> String.valueOf(
                        check.gradient(noise.doubles(network.parameterCount()).toArray())));
        works.put(
                "a difference",
                () -> NetworkDifference.of(network, Cost.CROSS_ENTROPY.mean(), data(500))
                        .gradient());
        works.put("a chart", () -> Charts.functions(-1, 1, Curve.of("slow", z -> slow(z))));
        works.put("contours", () -> Charts.descent(p -> slow(p[0]) + p[1] * p[1], descent()));
        works.put("a paper", () -> Paper.of(text));
        return works;
    }

    private static double slow(double z) {
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            sum += StrictMath.sin(z + i);
        }
        return sum;
    }

    private static Descent descent() {
        return GradientDescent.minimize(
                p -> p[0] * p[0] + p[1] * p[1], p -> new double[] {2 * p[0], 2 * p[1]}, new double[] {1, 1}, 0.1, 20);
    }

    @Test
    @Tag("rate")
    void whatever_is_interrupted_ends_soon() throws InterruptedException {
        List<String> told = new ArrayList<>();
        long rest = 0;
        for (Map.Entry<String, Supplier<Object>> work : works().entrySet()) {
            long worst = 0;
            for (int i = 0; i < OF_EACH; i++) {
                worst = Math.max(worst, interrupted(work.getKey(), () -> {
                    Object last = null;
                    while (!Thread.currentThread().isInterrupted()) {
                        last = work.getValue().get();
                    }
                    return last;
                }));
            }
            rest = Math.max(rest, idle());
            told.add(work.getKey() + " " + worst + " ms");
        }
        System.out.println(
                "interrupts: at the latest " + String.join(", ", told) + "; all at rest " + rest + " ms later");
    }

    @Test
    @Tag("rate")
    void a_training_that_was_interrupted_has_in_the_end_the_very_numbers_of_one_that_was_not()
            throws InterruptedException {
        Training often = training().epochs(1_000_000);
        for (int i = 0; i <= OF_EACH; i++) {
            assertTrue(interrupted("a training", often::run) < PATIENCE);
            assertTrue(
                    often.history().outcome().startsWith("interrupted"),
                    often.history().outcome());
        }
        int epochs = often.history().length() + 2;
        var unused = often.epochs(epochs).run();
        Training once = training().epochs(epochs);
        unused = once.run();
        assertEquals("done", often.history().outcome());
        assertEquals(once.network(), often.network());
        assertEquals(once.history().costs(), often.history().costs());
    }
}
