package backprop;

import backprop.internal.ReadOnly;
import backprop.internal.Require;
import backprop.internal.Shuffle;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Examples to learn from: inputs x with their targets y, one example per column. Two sets are equal when all their numbers
 * are.
 *
 * @param x inputs, n₀×N, finite, N being 1 or more
 * @param y targets, n_L×N, finite
 */
public record DataSet(SimpleMatrix x, SimpleMatrix y) {
    private static final int PART = 1000;

    public DataSet {
        x = ReadOnly.view(Require.given("x", x));
        y = ReadOnly.view(Require.given("y", y));
        Require.atLeast("the number of examples", 1, x.getNumCols());
        Require.atLeast("the number of inputs", 1, x.getNumRows());
        Require.atLeast("the number of targets", 1, y.getNumRows());
        String rule = "have " + x.getNumCols() + " columns, one per example of x";
        Require.that(y.getNumCols() == x.getNumCols(), "y", rule, Require.shape(y));
        Require.finite("x", x);
        Require.finite("y", y);
    }

    /** Two parts of a data set: one to learn from, one held out. */
    public record Split(DataSet train, DataSet test) {
        public Split {
            Require.given("train", train);
            boolean alike =
                    Require.given("test", test).x().getNumRows() == train.x().getNumRows()
                            && test.y().getNumRows() == train.y().getNumRows();
            Require.that(alike, "test", "have the inputs and targets of train, " + train, test);
        }
    }

    /**
     * A data set typed by hand, one example per row.
     *
     * @param x inputs, N rows of n₀
     * @param y targets, N rows of n_L
     */
    public static DataSet of(double[][] x, double[][] y) {
        return new DataSet(columns("x", x), columns("y", y));
    }

    private static SimpleMatrix columns(String argument, double[][] rows) {
        List<double[]> examples = Require.allGiven(argument, rows);
        Require.atLeast("the number of rows of " + argument, 1, examples.size());
        int length = rows[0].length;
        String rule = "have rows of one length, " + length;
        examples.forEach(row -> Require.that(row.length == length, argument, rule, row.length));
        return new SimpleMatrix(rows).transpose();
    }

    /** Returns N, the number of examples. */
    public int size() {
        return x.getNumCols();
    }

    /** Returns the class of example t: the row of its largest target, from 0 to n_L−1, the first if there are several. */
    public int label(int t) {
        Require.range("t", "be an example", 0, size() - 1, t);
        return indexOfLargest(y, t);
    }

    /** The first row with the largest entry of a column, all of whose entries must be finite. */
    static int indexOfLargest(SimpleMatrix m, int column) {
        int largest = 0;
        for (int j = 1; j < m.getNumRows(); j++) {
            if (m.get(j, column) > m.get(largest, column)) {
                largest = j;
            }
        }
        return largest;
    }

    /** Returns chosen examples, by their numbers from 0 to N−1 and in the order wanted. */
    public DataSet select(int... examples) {
        Require.atLeast("the number of examples", 1, Require.given("examples", examples).length);
        for (int t : examples) {
            Require.range("examples", "lie", 0, size() - 1, t);
        }
        return new DataSet(columns(x, examples), columns(y, examples));
    }

    private static SimpleMatrix columns(SimpleMatrix m, int[] columns) {
        SimpleMatrix result = new SimpleMatrix(m.getNumRows(), columns.length);
        for (int j = 0; j < m.getNumRows(); j++) {
            for (int t = 0; t < columns.length; t++) {
                result.set(j, t, m.get(j, columns[t]));
            }
        }
        return result;
    }

    /**
     * The examples a thousand at a time, so that what is computed on all of them needs little memory and stops soon when
     * interrupted.
     *
     * @throws CancellationException from the stream, if the thread is interrupted
     */
    Stream<DataSet> parts() {
        if (size() <= PART) {
            return Stream.of(this);
        }
        return IntStream.iterate(0, from -> from < size(), from -> from + PART).mapToObj(from -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted after " + from + " of " + size() + " examples");
            }
            return select(IntStream.range(from, Math.min(from + PART, size())).toArray());
        });
    }

    /**
     * Shuffles the examples and cuts them in two.
     *
     * @param trainShare the share to learn from, between 0 and 1; each part gets one example or more
     * @param seed the same seed gives the same split on every machine
     */
    public Split split(double trainShare, long seed) {
        int train = (int) Math.round(trainShare * size());
        if (train < 1 || train >= size()) {
            throw Require.broken(
                    "trainShare", "leave one or more of the " + size() + " examples in each part", trainShare);
        }
        int[] order = Shuffle.order(size(), new Random(seed));
        return new Split(select(Arrays.copyOf(order, train)), select(Arrays.copyOfRange(order, train, size())));
    }

    @Override
    public String toString() {
        return size() + " examples, " + x.getNumRows() + " inputs and " + y.getNumRows() + " targets each";
    }
}
