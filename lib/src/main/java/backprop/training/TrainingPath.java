package backprop.training;

import backprop.Backprop;
import backprop.Cost;
import backprop.CrossEntropy;
import backprop.DataSet;
import backprop.GradientDescent;
import backprop.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleBinaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * Gradient descent in place: the arithmetic of {@link Backprop} and {@link GradientDescent} on buffers made once, with
 * examples as rows. After the first, a step allocates no array.
 */
final class TrainingPath {
    private static final int CACHE =
            32_768; // numbers in the rows of a buffer; a larger mini-batch goes through it in parts
    private static final int LEAST_ROWS = 32;
    private static final int UNINTERRUPTED = 1000; // examples whose cost is computed without a look at interrupts

    private final Cost cost;
    private final Optional<CrossEntropy>
            ofZ; // the cost as a function of z, if it is one: then the last layer stays at z
    private final int inputs;
    private final int outputs;
    private final int mostRows;
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
        mostRows = Math.min(data.size(), Math.max(LEAST_ROWS, Integer.highestOneBit(CACHE / inputs)));
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
        if (to - from <= mostRows) {
            backward(order, from, to - from);
            for (int l = 0; l < layers.size(); l++) {
                layers.get(l).descend(factor, activations(l), to - from);
            }
            return;
        }
        layers.forEach(TrainingLayer::clearSum);
        for (int part = from; part < to; part += mostRows) {
            int rows = Math.min(mostRows, to - part);
            backward(order, part, rows);
            for (int l = 0; l < layers.size(); l++) {
                layers.get(l).sum(activations(l), rows);
            }
        }
        layers.forEach(layer -> layer.descend(factor));
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
            int rows = Math.min(mostRows, x.length - from);
            for (int t = 0; t < rows; t++) {
                gather(t, from + t);
            }
            forward(rows, false);
            sum += ofZ.isPresent() ? costOfZ(ofZ.get(), rows) : costOfA(cost.value(), rows);
        }
        return cost.averaged() ? sum / x.length : sum;
    }

    private double costOfZ(CrossEntropy entropy, int rows) {
        double sum = 0;
        for (int t = 0; t < rows; t++) {
            sum += entropy.of(last.a, target, t * outputs, outputs);
        }
        return sum;
    }

    private double costOfA(DoubleBinaryOperator value, int rows) {
        double sum = 0;
        for (int i = 0; i < rows * outputs; i++) {
            sum += value.applyAsDouble(last.a[i], target[i]);
        }
        return sum;
    }

    /** Computes a, then δ of every layer, without the factor 1/N of a mean. */
    private void backward(int[] order, int from, int rows) {
        select(order, from, rows);
        forward(rows, true);
        if (ofZ.isPresent()) {
            errorOfZ(ofZ.get(), rows);
        } else {
            errorOfA(cost.derivative(), rows);
        }
        for (int l = layers.size() - 1; l >= 1; l--) {
            layers.get(l).sendBack(layers.get(l - 1), rows);
        }
    }

    private void errorOfZ(CrossEntropy entropy, int rows) {
        for (int t = 0; t < rows; t++) {
            entropy.error(last.a, target, t * outputs, outputs, last.delta);
        }
    }

    private void errorOfA(DoubleBinaryOperator derivative, int rows) {
        for (int i = 0; i < rows * outputs; i++) {
            last.delta[i] = derivative.applyAsDouble(last.a[i], target[i]);
        }
        last.timesSlope(rows);
    }

    private void forward(int rows, boolean andBack) {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).weigh(activations(l), rows);
            if (layers.get(l) != last || ofZ.isEmpty()) {
                layers.get(l).activate(rows, andBack);
            }
        }
    }

    /** The activations that come into a layer, counted from 0. */
    private double[] activations(int l) {
        return l == 0 ? in : layers.get(l - 1).a;
    }

    /** Makes some examples the present ones; a single one without a copy. */
    private void select(int[] order, int from, int rows) {
        if (rows == 1) {
            in = x[order[from]];
            target = y[order[from]];
            return;
        }
        for (int t = 0; t < rows; t++) {
            gather(t, order[from + t]);
        }
    }

    private void gather(int row, int example) {
        System.arraycopy(x[example], 0, gatheredX, row * inputs, inputs);
        System.arraycopy(y[example], 0, gatheredY, row * outputs, outputs);
        in = gatheredX;
        target = gatheredY;
    }
}
