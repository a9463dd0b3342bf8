package backprop;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/** One epoch of mini-batches in shuffled order, a new order each time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 3)
public class EpochBenchmark {
    /** n₀-…-n_L. */
    @Param("784-30-10")
    public String sizes;

    /** N. */
    @Param("50000")
    public int examples;

    /** The size of a mini-batch. */
    @Param("10")
    public int batch;

    private final Random random = new Random(1);
    private TrainingPath path;
    private int[] order;

    /** Draws network and data. */
    @Setup
    public void draw() {
        List<Integer> n = Arrays.stream(sizes.split("-")).map(Integer::parseInt).toList();
        Network network = Network.random(n, 1);
        DataSet data = new DataSet(
                SimpleMatrix.random_DDRM(network.inputs(), examples, 0, 1, random),
                SimpleMatrix.random_DDRM(network.outputs(), examples, 0, 1, random));
        path = new TrainingPath(network, Cost.HALF_SQUARED_ERROR.mean(), data);
    }

    /** Draws a new order. */
    @Setup(Level.Invocation)
    public void shuffle() {
        order = DataSet.shuffled(examples, random);
    }

    /**
     * Trains.
     *
     * @return what was changed
     */
    @Benchmark
    public Object epoch() {
        for (int from = 0; from < examples; from += batch) {
            path.step(order, from, Math.min(from + batch, examples), 0.01);
        }
        return path;
    }
}
