package backprop.training;

import backprop.Backprop;
import backprop.Cost;
import backprop.CrossEntropy;
import backprop.DataSet;
import backprop.GradientDescent;
import backprop.Layer;
import backprop.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleBinaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * Gradient descent in place: the arithmetic of {@link Backprop} and {@link GradientDescent} on buffers made once, with
 * examples as rows.
 *
 * <p>A large mini-batch is shared among the cores: first its rows in blocks, each on its way forward and back, then the
 * gradient in blocks of columns, each summed over all rows. What a block is depends on the network and the mini-batch
 * alone, so the digits are the same on any number of cores.
 */
final class TrainingPath {
    private static final int PART = 1 << 20; // numbers in a buffer; a larger mini-batch goes through it in parts
    private static final int LEAST_ROWS = 32; // of a block, as of the next: with fewer a BLAS is slower
    private static final int LEAST_COLUMNS = 196;
    private static final int LEAST_WORK = 1 << 20; // multiplications that are worth another core's while
    private static final int UNINTERRUPTED = 1000; // examples whose cost is computed without a look at interrupts

    private final Cost cost;
    private final Optional<CrossEntropy> ofZ; // the cost as a function of z, if any: the last layer then stays at z
    private final int inputs;
    private final int outputs;
    private final int mostRows; // of a part
    private final long work; // multiplications of an example on its way
    private final double[][] x; // an array per example
    private final double[][] y;
    private final List<TrainingLayer> layers = new ArrayList<>();
    private final TrainingLayer last;
    private final double[] gatheredX; // the present examples, a row each
    private final double[] gatheredY;

    private double[] in; // these, or the array of a single example
    private double[] target;

    TrainingPath(Network network, Cost cost, DataSet data) {
        this.cost = cost;
        ofZ = CrossEntropy.of(network.layer(network.depth()).activation(), cost);
        inputs = network.inputs();
        outputs = network.outputs();
        x = byExample(data.x());
        y = byExample(data.y());
        int widest = network.layers().stream().mapToInt(Layer::size).reduce(inputs, Math::max);
        work = network.layers().stream()
                .mapToLong(layer -> (long) layer.size() * layer.inputs())
                .sum();
        mostRows = Math.min(data.size(), Math.max(LEAST_ROWS, Integer.highestOneBit(PART / widest)));
        network.layers().forEach(layer -> layers.add(new TrainingLayer(layer, mostRows)));
        last = layers.get(layers.size() - 1);
        gatheredX = new double[mostRows * inputs];
        gatheredY = new double[mostRows * outputs];
    }

    /** Returns the columns as arrays; some at a time, which keeps what is written in the cache. */
    private static double[][] byExample(SimpleMatrix columns) {
        double[][] examples = new double[columns.getNumCols()][columns.getNumRows()];
        for (int from = 0; from < examples.length; from += LEAST_ROWS) {
            int to = Math.min(from + LEAST_ROWS, examples.length);
            for (int i = 0; i < columns.getNumRows(); i++) {
                for (int t = from; t < to; t++) {
                    examples[t][i] = columns.get(i, t);
                }
            }
        }
        return examples;
    }

    /** Takes the weights and biases of a network of this shape. */
    void set(Network network) {
        for (int l = 1; l <= layers.size(); l++) {
            layers.get(l - 1).set(network.layer(l));
        }
    }

    /** Returns the network as it is now. */
    Network network() {
        return new Network(layers.stream().map(TrainingLayer::layer).toList());
    }

    boolean isFinite() {
        return layers.stream().allMatch(TrainingLayer::isFinite);
    }

    /** One step p ← p − η∇C, C being the cost of the examples order[from] to order[to − 1]. */
    void step(int[] order, int from, int to, double eta) {
        double factor = -eta / (cost.averaged() ? to - from : 1);
        boolean isInParts = to - from > mostRows;
        if (isInParts) {
            layers.forEach(TrainingLayer::clearSum);
        }
        for (int part = from; part < to; part += mostRows) {
            int first = part;
            int rows = Math.min(mostRows, to - part);
            select(order, first, rows);
            Crew.Stage[] stages = new Crew.Stage[layers.size() + 1];
            stages[0] = stage(rows, work, rows, rows, (t, end) -> backward(order, first, t, end));
            for (int l = 0; l < layers.size(); l++) {
                TrainingLayer layer = layers.get(l);
                double[] a = activations(l);
                stages[l + 1] = stage(rows, layer.work(), layer.inputs() / LEAST_COLUMNS, layer.inputs(), (i, end) -> {
                    if (isInParts) {
                        layer.sum(a, rows, i, end);
                    } else {
                        layer.descend(factor, a, rows, i, end);
                    }
                });
            }
            Crew.work(stages);
        }
        if (isInParts) {
            layers.forEach(layer -> layer.descend(factor));
        }
    }

    /** What is done with the indices from one on and before another. */
    private interface Range {
        void of(int from, int to);
    }

    /** A stage in as many blocks as are worth a core's while, at most one for {@value #LEAST_ROWS} rows. */
    private static Crew.Stage stage(int rows, long work, int most, int count, Range range) {
        int worth = (int) Math.min(rows / LEAST_ROWS, rows * work / LEAST_WORK);
        int blocks = Math.max(1, Math.min(most, worth));
        return new Crew.Stage(blocks, k -> range.of(k * count / blocks, (k + 1) * count / blocks));
    }

    /**
     * Returns the cost of all examples.
     *
     * @throws CancellationException if the thread is interrupted and there are more than a thousand
     */
    double cost() {
        double sum = 0;
        for (int from = 0; from < x.length; from += mostRows) {
            if (x.length > UNINTERRUPTED && Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted after " + from + " of " + x.length + " examples");
            }
            int first = from;
            int rows = Math.min(mostRows, x.length - from);
            double[] costs = new double[rows]; // each block writes its own into the first of its places
            in = gatheredX;
            target = gatheredY;
            Crew.work(stage(rows, work, rows, rows, (t, end) -> {
                for (int row = t; row < end; row++) {
                    gather(row, first + row);
                }
                forward(t, end, false);
                costs[t] = ofZ.isPresent() ? costOfZ(ofZ.get(), t, end) : costOfA(cost.value(), t, end);
            }));
            sum += Arrays.stream(costs).sum();
        }
        return cost.averaged() ? sum / x.length : sum;
    }

    private double costOfZ(CrossEntropy entropy, int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += entropy.of(last.a, target, t * outputs, outputs);
        }
        return sum;
    }

    private double costOfA(DoubleBinaryOperator value, int from, int to) {
        double sum = 0;
        for (int i = from * outputs; i < to * outputs; i++) {
            sum += value.applyAsDouble(last.a[i], target[i]);
        }
        return sum;
    }

    /** Computes a, then δ of every layer, without the factor 1/N of a mean, in some of the rows. */
    private void backward(int[] order, int first, int from, int to) {
        for (int t = from; in == gatheredX && t < to; t++) {
            gather(t, order[first + t]);
        }
        forward(from, to, true);
        if (ofZ.isPresent()) {
            errorOfZ(ofZ.get(), from, to);
        } else {
            errorOfA(cost.derivative(), from, to);
        }
        for (int l = layers.size() - 1; l >= 1; l--) {
            layers.get(l).sendBack(layers.get(l - 1), from, to);
        }
    }

    private void errorOfZ(CrossEntropy entropy, int from, int to) {
        for (int t = from; t < to; t++) {
            entropy.error(last.a, target, t * outputs, outputs, last.delta);
        }
    }

    private void errorOfA(DoubleBinaryOperator derivative, int from, int to) {
        for (int i = from * outputs; i < to * outputs; i++) {
            last.delta[i] = derivative.applyAsDouble(last.a[i], target[i]);
        }
        last.timesSlope(from, to);
    }

    private void forward(int from, int to, boolean andBack) {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).weigh(activations(l), from, to);
            if (layers.get(l) != last || ofZ.isEmpty()) {
                layers.get(l).activate(from, to, andBack);
            }
        }
    }

    /** The activations that come into a layer, counted from 0. */
    private double[] activations(int l) {
        return l == 0 ? in : layers.get(l - 1).a;
    }

    /** Makes some examples the present ones: a single one as it lies, others to be gathered by those who share them. */
    private void select(int[] order, int from, int rows) {
        boolean isSingle = rows == 1;
        in = isSingle ? x[order[from]] : gatheredX;
        target = isSingle ? y[order[from]] : gatheredY;
    }

    private void gather(int row, int example) {
        System.arraycopy(x[example], 0, gatheredX, row * inputs, inputs);
        System.arraycopy(y[example], 0, gatheredY, row * outputs, outputs);
    }
}
