package backprop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DataSetTest {
    private static final DataSet DATA = DataSet.of(
            new double[][] {{1, 10}, {2, 20}, {3, 30}, {4, 40}, {5, 50}},
            new double[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {1, 0}});

    @Test
    void rows_as_typed_become_columns() {
        assertEquals("5 examples, 2 inputs and 2 targets each", DATA.toString());
        assertEquals(20, DATA.x().get(1, 1));
        assertEquals(1, DATA.label(1));
    }

    @Test
    void a_selection_keeps_its_order_and_pairs() {
        DataSet two = DATA.select(4, 1);
        assertEquals(5, two.x().get(0, 0));
        assertEquals(2, two.x().get(0, 1));
        assertEquals(0, two.label(0));
        assertEquals(1, two.label(1));
        Exception e = assertThrows(IllegalArgumentException.class, () -> DATA.select(5));
        assertEquals("examples must lie from 0 to 4, but was 5", e.getMessage());
    }

    @Test
    void a_split_holds_every_example_once() {
        DataSet.Split split = DATA.split(0.6, 3);
        assertEquals(3, split.train().size());
        assertEquals(2, split.test().size());
        double[] seen = IntStream.range(0, 5)
                .mapToDouble(t ->
                        t < 3 ? split.train().x().get(0, t) : split.test().x().get(0, t - 3))
                .sorted()
                .toArray();
        assertArrayEquals(new double[] {1, 2, 3, 4, 5}, seen);
    }

    @Test
    void a_split_comes_from_its_seed() {
        SimpleMatrix same = DATA.split(0.6, 3).train().x();
        assertEquals(0, same.minus(DATA.split(0.6, 3).train().x()).normF());
    }

    @Nested
    class Of_more_than_a_thousand {
        private static final Network NETWORK = Network.of(2, 3, 2).random(1);
        private static final Cost COST = Cost.SQUARED_ERROR;

        private static DataSet examples(int n) {
            Random random = new Random(n);
            return new DataSet(
                    SimpleMatrix.random_DDRM(2, n, -1, 1, random), SimpleMatrix.random_DDRM(2, n, 0, 1, random));
        }

        @ParameterizedTest
        @ValueSource(ints = {1000, 1001, 2000, 2500})
        void cost_and_accuracy_are_those_of_all_at_once(int n) {
            DataSet data = examples(n);
            double atOnce = COST.of(NETWORK.output(data.x()), data.y());
            assertEquals(1, COST.of(NETWORK, data) / atOnce, 1e-13);
            assertEquals(1, COST.mean().of(NETWORK, data) / (atOnce / n), 1e-13);
            int[] classes = NETWORK.classify(data.x());
            long right = IntStream.range(0, n)
                    .filter(t -> classes[t] == data.label(t))
                    .count();
            assertEquals((double) right / n, NETWORK.accuracy(data));
        }

        @Test
        void an_interrupt_ends_what_is_computed_on_them_and_fewer_are_finished() {
            DataSet few = examples(1000);
            DataSet many = examples(1001);
            Thread.currentThread().interrupt();
            try {
                assertTrue(COST.of(NETWORK, few) > 0);
                Exception e = assertThrows(CancellationException.class, () -> COST.of(NETWORK, many));
                assertEquals("interrupted after 0 of 1001 examples", e.getMessage());
            } finally {
                assertTrue(Thread.interrupted(), "the thread is told so");
            }
        }
    }

    @Test
    void the_first_of_several_largest_targets_is_the_class() {
        assertEquals(1, DataSet.of(new double[1][1], new double[][] {{0, 3, 3}}).label(0));
    }

    @Test
    void bad_input_is_refused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> DATA.split(0.01, 3));
        assertEquals("trainShare must leave one or more of the 5 examples in each part, but was 0.01", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> DATA.split(1, 3));
        assertThrows(IllegalArgumentException.class, () -> DATA.split(Double.NaN, 3));
        e = assertThrows(
                IllegalArgumentException.class, () -> new DataSet(new SimpleMatrix(2, 3), new SimpleMatrix(1, 2)));
        assertEquals("y must have 3 columns, one per example of x, but was 1x2", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class, () -> new DataSet(new SimpleMatrix(2, 0), new SimpleMatrix(1, 0)));
        assertEquals("the number of examples must be at least 1, but was 0", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> DATA.label(5));
        assertEquals("t must be an example from 0 to 4, but was 5", e.getMessage());
    }

    @Test
    void rows_of_several_lengths_and_numbers_that_are_none_are_refused() {
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> DataSet.of(new double[][] {{1, 2}, {3}}, new double[][] {{1}, {0}}));
        assertEquals("x must have rows of one length, 2, but was 1", e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class,
                () -> DataSet.of(new double[][] {{1, 2}, {3, Double.NaN}}, new double[][] {{1}, {0}}));
        assertEquals("x must hold finite numbers, but was NaN at [1][1]", e.getMessage());
    }

    @Test
    void sets_are_equal_when_all_their_numbers_are() {
        DataSet same = DATA.select(0, 1, 2, 3, 4);
        assertEquals(DATA, same);
        assertEquals(DATA.hashCode(), same.hashCode());
        assertNotEquals(DATA, DATA.select(0, 1, 2, 4, 3));
        assertNotEquals(DATA, new DataSet(DATA.x(), DATA.y().scale(2)));
    }
}
