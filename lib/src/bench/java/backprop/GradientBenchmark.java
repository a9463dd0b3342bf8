package backprop;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One gradient of a tiny network by the textbook path. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class GradientBenchmark {
    private final Network network = Network.of(2, 3, 1).random(1);
    private final DataSet one = DataSet.of(new double[][] {{0.5, -1}}, new double[][] {{1}});

    /**
     * Computes it.
     *
     * @return the gradient
     */
    @Benchmark
    public Gradient gradient() {
        return Backprop.gradient(network, Cost.HALF_SQUARED_ERROR, one);
    }
}
