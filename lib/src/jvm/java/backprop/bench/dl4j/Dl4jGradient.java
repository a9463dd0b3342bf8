package backprop.bench.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.ejml.simple.SimpleMatrix;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** DL4J's gradient, and its check of it. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Dl4jGradient {
    private static final double H = 6e-6;

    /** n₀-…-n_L. */
    @Param("2-3-1")
    public String sizes;

    /** N. */
    @Param("1")
    public int examples;

    private MultiLayerNetwork network;
    private INDArray inputs;
    private INDArray targets;

    /** Draws network and data. */
    @Setup
    public void draw() {
        List<Integer> n = Arrays.stream(sizes.split("-")).map(Integer::parseInt).toList();
        Random random = new Random(1);
        network = Dl4j.network(n, 1); // the check asks for η = 1
        inputs = Dl4j.rows(SimpleMatrix.random_DDRM(n.get(0), examples, 0, 1, random));
        targets = Dl4j.rows(SimpleMatrix.random_DDRM(n.get(n.size() - 1), examples, 0, 1, random));
    }

    /**
     * Computes it.
     *
     * @return the gradient
     */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 3, time = 1)
    public Gradient gradient() {
        network.setInput(inputs);
        network.setLabels(targets);
        network.computeGradientAndScore();
        return network.gradient();
    }

    /** Checks it by central differences. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public void central() {
        var check = new GradientCheckUtil.MLNConfig()
                .net(network)
                .input(inputs)
                .labels(targets)
                .epsilon(H)
                .maxRelError(1e-4)
                .minAbsoluteError(1e-8);
        if (!GradientCheckUtil.checkGradients(check)) {
            throw new IllegalStateException("DL4J's check of its gradient failed");
        }
    }
}
