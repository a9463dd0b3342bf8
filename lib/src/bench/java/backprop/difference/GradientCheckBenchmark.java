package backprop.difference;

import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.ejml.simple.SimpleMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The gradient of a network by finite differences, structured and plain. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GradientCheckBenchmark {

    /** The plain loop takes long: it is measured on this many parameters, chosen at random. */
    static final int SAMPLE = 50;

    /** A network and examples. */
    @State(Scope.Benchmark)
    public static class Task {
        /** n₀-…-n_L. */
        @Param("784-30-10")
        public String sizes;

        /** N. */
        @Param("10")
        public int examples;

        /** The share of inputs that are not 0. */
        @Param("1.0")
        public double filled;

        Network network;
        Cost cost = Cost.HALF_SQUARED_ERROR.mean();
        DataSet data;
        int[] sample;

        /** Draws them. */
        @Setup
        public void draw() {
            Random random = new Random(1);
            network = Network.of(Arrays.stream(sizes.split("-"))
                            .mapToInt(Integer::parseInt)
                            .toArray())
                    .random(1);
            SimpleMatrix x = new SimpleMatrix(network.inputs(), examples);
            for (int i = 0; i < x.getNumElements(); i++) {
                x.set(i, random.nextDouble() < filled ? random.nextDouble() : 0);
            }
            SimpleMatrix y = new SimpleMatrix(network.outputs(), examples);
            for (int t = 0; t < examples; t++) {
                y.set(random.nextInt(network.outputs()), t, 1);
            }
            data = new DataSet(x, y);
            sample = random.ints(SAMPLE, 0, network.parameterCount()).toArray();
        }

        NetworkDifference differences(boolean all) {
            return NetworkDifference.of(network, cost, data).onAllThreads(all);
        }
    }

    /**
     * Structured, 6th order.
     *
     * @param task the task
     * @param threads one or all
     * @return the gradient
     */
    @Benchmark
    public GradientEstimate sixth(Task task, Threads threads) {
        return task.differences(threads.areAll()).gradient();
    }

    /**
     * Structured, central.
     *
     * @param task the task
     * @param threads one or all
     * @return the gradient
     */
    @Benchmark
    public GradientEstimate central(Task task, Threads threads) {
        return task.differences(threads.areAll()).gradient(FiniteDifference.CENTRAL);
    }

    /** How many threads. */
    @State(Scope.Benchmark)
    public static class Threads {
        /** One or all. */
        @Param({"one", "all"})
        public String threads;

        boolean areAll() {
            return threads.equals("all");
        }
    }

    /**
     * Plain: two full forward passes of the textbook path per parameter, for a sample of the parameters.
     *
     * @param task the task
     * @return their central differences
     */
    @Benchmark
    public double[] plainCentral(Task task) {
        return plain(task, new int[] {1}, new double[] {0.5});
    }

    /**
     * Plain: six full forward passes of the textbook path per parameter, for a sample of the parameters.
     *
     * @param task the task
     * @return their differences of 6th order
     */
    @Benchmark
    public double[] plainSixth(Task task) {
        return plain(task, new int[] {1, 2, 3}, new double[] {45 / 60.0, -9 / 60.0, 1 / 60.0});
    }

    private static double[] plain(Task task, int[] steps, double[] weights) {
        double[] slopes = new double[task.sample.length];
        double[] p = task.network.parameters();
        double h = 0x1p-10;
        for (int s = 0; s < slopes.length; s++) {
            int i = task.sample[s];
            double at = p[i];
            for (int k = 0; k < steps.length; k++) {
                p[i] = at + steps[k] * h;
                double up = task.cost.of(task.network.withParameters(p), task.data);
                p[i] = at - steps[k] * h;
                double down = task.cost.of(task.network.withParameters(p), task.data);
                slopes[s] += weights[k] * (up - down) / h;
            }
            p[i] = at;
        }
        return slopes;
    }
}
