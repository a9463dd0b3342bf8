package backprop.bench;

import backprop.DataSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One epoch of mini-batches in shuffled order, a new order each time; a library says how it takes a step. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public abstract class Epoch {
    /** η. */
    protected static final double RATE = 0.01;

    private static final int TRIAL_STEPS = 500;
    private static final double PATIENCE = 6;

    /** n₀-…-n_L. */
    @Param("784-30-10")
    public String sizes;

    /** N. */
    @Param("50000")
    public int examples;

    /** The size of a mini-batch. */
    @Param("10")
    public int batch;

    /** The library takes longer than a benchmark waits. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLong(double seconds) {
            super(String.format("one epoch would take %.0f s", seconds));
        }
    }

    private final Random random = new Random(1);
    private int[] order;

    /** Draws the data; each target is one class. Refuses if the second of two trials foretells a long epoch. */
    @Setup
    public void draw() {
        List<Integer> n = Arrays.stream(sizes.split("-")).map(Integer::parseInt).toList();
        int classes = n.get(n.size() - 1);
        SimpleMatrix y = new SimpleMatrix(classes, examples);
        for (int t = 0; t < examples; t++) {
            y.set(random.nextInt(classes), t, 1);
        }
        prepare(n, new DataSet(SimpleMatrix.random_DDRM(n.get(0), examples, 0, 1, random), y));
        shuffle();
        int trial = Math.min(examples, TRIAL_STEPS * batch);
        train(trial);
        long start = System.nanoTime();
        train(trial);
        double foretold = (System.nanoTime() - start) * 1e-9 * examples / trial;
        if (foretold > PATIENCE) {
            throw new TooLong(foretold);
        }
    }

    /** Draws a new order. */
    @Setup(Level.Invocation)
    public void shuffle() {
        List<Integer> shuffled = IntStream.range(0, examples).boxed().collect(Collectors.toList());
        Collections.shuffle(shuffled, random);
        order = shuffled.stream().mapToInt(t -> t).toArray();
    }

    /** Trains. */
    @Benchmark
    public void epoch() {
        train(examples);
    }

    private void train(int count) {
        for (int from = 0; from < count; from += batch) {
            step(order, from, Math.min(from + batch, count));
        }
    }

    /**
     * Makes a network of sigmoids with half the squared error, the mean over the mini-batch, and takes the data in.
     *
     * @param sizes n₀, …, n_L
     * @param data all examples
     */
    protected abstract void prepare(List<Integer> sizes, DataSet data);

    /**
     * Takes a step of gradient descent with η = {@link #RATE}.
     *
     * @param order the examples, shuffled
     * @param from where the mini-batch begins in the order
     * @param to where it ends
     */
    protected abstract void step(int[] order, int from, int to);
}
