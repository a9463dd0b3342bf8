package backprop.training;

import backprop.Cost;
import backprop.CrossEntropy;
import java.util.Arrays;
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
    private final int outputs;
    private final double[][] in; // the present examples
    private final double[][] target; // and what is wanted of them
    private int rows; // how many there are

    Lane(List<TrainingLayer> layers, Cost cost, Optional<CrossEntropy> ofZ, double[][] x, double[][] y, int rows) {
        this.layers = layers;
        this.cost = cost;
        this.ofZ = ofZ;
        this.x = x;
        this.y = y;
        last = layers.get(layers.size() - 1);
        outputs = y[0].length;
        in = new double[rows][];
        target = new double[rows][];
    }

    /** Returns another for the same network. */
    Lane beside() {
        return new Lane(layers.stream().map(TrainingLayer::beside).toList(), cost, ofZ, x, y, in.length);
    }

    /** Computes a, then δ of every layer times a factor, for the examples order[from] to order[to − 1], which fit in. */
    void backward(double factor, int[] order, int from, int to) {
        rows = to - from;
        for (int t = 0; t < rows; t++) {
            take(t, order[from + t]);
        }
        forward(true);
        for (int t = 0; t < rows; t++) {
            Arrays.fill(last.delta[t], outputs, last.delta[t].length, 0); // even if it once was not finite
        }
        if (ofZ.isPresent()) {
            errorOfZ(ofZ.get());
        } else {
            errorOfA(cost.derivative());
        }
        last.settle(factor);
        for (int l = layers.size() - 1; l >= 1; l--) {
            layers.get(l).sendBack(layers.get(l - 1));
        }
    }

    /** Adds the k-th of some shares of the step of the present examples. */
    void descend(int k, int shares) {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).descend(inputs(l), k, shares);
        }
    }

    /** Returns the sum of the costs of some examples, which fit in. */
    double cost(int from, int to) {
        rows = to - from;
        for (int t = 0; t < rows; t++) {
            take(t, from + t);
        }
        forward(false);
        return ofZ.isPresent() ? costOfZ(ofZ.get()) : costOfA(cost.value());
    }

    private double costOfZ(CrossEntropy entropy) {
        double sum = 0;
        for (int t = 0; t < rows; t++) {
            sum += entropy.of(last.a[t], target[t], 0, outputs);
        }
        return sum;
    }

    private double costOfA(DoubleBinaryOperator value) {
        double sum = 0;
        for (int t = 0; t < rows; t++) {
            for (int j = 0; j < outputs; j++) {
                sum += value.applyAsDouble(last.a[t][j], target[t][j]);
            }
        }
        return sum;
    }

    private void errorOfZ(CrossEntropy entropy) {
        for (int t = 0; t < rows; t++) {
            entropy.error(last.a[t], target[t], 0, outputs, last.delta[t]);
        }
    }

    private void errorOfA(DoubleBinaryOperator derivative) {
        for (int t = 0; t < rows; t++) {
            double[] a = last.a[t];
            double[] y = target[t];
            double[] delta = last.delta[t];
            for (int j = 0; j < outputs; j++) {
                delta[j] = derivative.applyAsDouble(a[j], y[j]);
            }
        }
        last.throughSoftmax();
    }

    private void forward(boolean andBack) {
        for (int l = 0; l < layers.size(); l++) {
            TrainingLayer layer = layers.get(l);
            layer.weigh(inputs(l), rows);
            if (layer != last || ofZ.isEmpty()) {
                layer.activate(andBack);
            }
        }
    }

    /** The activations that come into a layer, counted from 0. */
    private double[][] inputs(int l) {
        return l == 0 ? in : layers.get(l - 1).a;
    }

    /** Makes an example the present one of a row. */
    private void take(int row, int example) {
        in[row] = x[example];
        target[row] = y[example];
    }
}
