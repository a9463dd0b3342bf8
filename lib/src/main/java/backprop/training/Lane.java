package backprop.training;

import backprop.Cost;
import backprop.CrossEntropy;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** Examples on their way through the network and back, some at a time as rows. Several lanes have the network in common. */
final class Lane {
    private final List<TrainingLayer> layers;
    private final TrainingLayer last;
    private final Cost cost;
    private final Optional<CrossEntropy> ofZ; // the cost as a function of z, if any: the last layer then stays at z
    private final double[][] x; // an array per example
    private final double[][] y;
    private final int inputs;
    private final int outputs;
    private final int mostRows;
    private final double[] gatheredX; // the present examples, a row each
    private final double[] gatheredY;

    private double[] in; // these, or the array of a single example
    private double[] target;

    Lane(List<TrainingLayer> layers, Cost cost, Optional<CrossEntropy> ofZ, double[][] x, double[][] y, int mostRows) {
        this.layers = layers;
        this.cost = cost;
        this.ofZ = ofZ;
        this.x = x;
        this.y = y;
        this.mostRows = mostRows;
        last = layers.get(layers.size() - 1);
        inputs = x[0].length;
        outputs = y[0].length;
        gatheredX = new double[mostRows * inputs];
        gatheredY = new double[mostRows * outputs];
    }

    /** Returns another for the same network. */
    Lane beside() {
        return new Lane(layers.stream().map(TrainingLayer::beside).toList(), cost, ofZ, x, y, mostRows);
    }

    TrainingLayer layer(int l) {
        return layers.get(l);
    }

    /** One step by the gradient of the examples order[from] to order[to − 1], which fit in: p ← p + factor ∂C/∂p. */
    void descend(double factor, int[] order, int from, int to) {
        backward(order, from, to - from);
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).descend(factor, activations(l), to - from);
        }
    }

    /** Sums the gradient of the examples order[from] to order[to − 1], however many. */
    void sum(int[] order, int from, int to) {
        layers.forEach(TrainingLayer::clearSum);
        for (int part = from; part < to; part += mostRows) {
            int rows = Math.min(mostRows, to - part);
            backward(order, part, rows);
            for (int l = 0; l < layers.size(); l++) {
                layers.get(l).sum(activations(l), rows);
            }
        }
    }

    /** Returns the sum of the costs of some examples. */
    double cost(int from, int to) {
        double sum = 0;
        for (int part = from; part < to; part += mostRows) {
            int rows = Math.min(mostRows, to - part);
            for (int t = 0; t < rows; t++) {
                gather(t, part + t);
            }
            forward(rows, false);
            sum += ofZ.isPresent() ? costOfZ(ofZ.get(), rows) : costOfA(cost.value(), rows);
        }
        return sum;
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
