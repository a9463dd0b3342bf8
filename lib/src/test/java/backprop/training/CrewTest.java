package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Cost;
import backprop.DataSet;
import backprop.FreshJava;
import backprop.Network;
import backprop.training.Crew.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CrewTest {

    @Test
    void each_block_is_done_once_and_a_stage_after_the_one_before() {
        for (int trial = 0; trial < 2000; trial++) {
            AtomicIntegerArray first = new AtomicIntegerArray(7);
            AtomicIntegerArray second = new AtomicIntegerArray(5);
            AtomicInteger tooSoon = new AtomicInteger();
            Crew.work(new Stage(7, first::incrementAndGet), new Stage(5, k -> {
                if (IntStream.range(0, 7).anyMatch(i -> first.get(i) != 1)) {
                    tooSoon.incrementAndGet();
                }
                second.incrementAndGet(k);
            }));
            assertEquals(0, tooSoon.get());
            assertEquals("[1, 1, 1, 1, 1, 1, 1] [1, 1, 1, 1, 1]", first + " " + second);
        }
    }

    @Test
    void single_blocks_are_done_by_whoever_asks() {
        Thread[] who = new Thread[2];
        Crew.work(
                new Stage(1, k -> who[0] = Thread.currentThread()), new Stage(1, k -> who[1] = Thread.currentThread()));
        assertSame(Thread.currentThread(), who[0]);
        assertSame(Thread.currentThread(), who[1]);
    }

    @Test
    void what_goes_wrong_on_any_core_is_thrown_and_ends_the_work() {
        AtomicInteger later = new AtomicInteger();
        Stage bad = new Stage(4, k -> {
            throw new IllegalStateException("block");
        });
        Stage after = new Stage(3, k -> later.incrementAndGet());
        assertEquals(
                "block",
                assertThrows(IllegalStateException.class, () -> Crew.work(bad, after))
                        .getMessage());
        assertEquals(0, later.get());
        Stage fatal = new Stage(2, k -> {
            throw new StackOverflowError();
        });
        assertThrows(StackOverflowError.class, () -> Crew.work(fatal));
    }

    /** Trains with mini-batches and full batches that are shared among the cores, and prints what every digit depends on. */
    static final class Train {
        private Train() {}

        public static void main(String[] arguments) {
            lines().forEach(System.out::println);
        }

        static List<String> lines() {
            List<String> lines = new ArrayList<>();
            SimpleMatrix x = SimpleMatrix.random_DDRM(600, 2500, 0, 1, new Random(1));
            DataSet data = new DataSet(x, SimpleMatrix.random_DDRM(10, 2500, 0, 1, new Random(2)));
            for (int miniBatch : new int[] {128, 1000, 2500}) {
                Training training = Training.of(Network.of(600, 50, 10).random(1), Cost.SQUARED_ERROR.mean(), data)
                        .eta(0.5)
                        .epochs(2)
                        .miniBatch(miniBatch);
                lines.add(training.run().costs() + " "
                        + Arrays.hashCode(training.network().parameters()));
            }
            return lines;
        }
    }

    @Test
    void the_digits_are_the_same_on_any_number_of_cores() throws Exception {
        List<String> one = trained(1);
        assertEquals(3, one.size());
        assertTrue(one.get(0).matches("\\[1\\.\\d+, .*\\] -?\\d+"), one.get(0));
        assertEquals(one, trained(2));
        assertEquals(one, trained(5));
        assertEquals(one, Train.lines(), "with vectors, which those do without");
    }

    private static List<String> trained(int cores) throws Exception {
        return FreshJava.run(List.of("-XX:ActiveProcessorCount=" + cores), Train.class);
    }
}
