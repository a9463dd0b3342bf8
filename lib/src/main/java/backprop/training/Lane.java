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
    private final int outputs;
    private final double[][] in; // the present examples
    private final double[] target; // and what is wanted of them, in rows as wide as those of the last layer
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
        target = new double[rows * last.width];
    }

    /** Returns another for the same network. */
    Lane beside() {
        return new Lane(layers.stream().map(TrainingLayer::beside).toList(), cost, ofZ, x, y, in.length);
    }

    /** Computes a, then δ of every layer times a factor, for the examples order[from] to order[to − 1], which fit in. */
    void backward(double factor, int[] order, int from, int to) {
        for (int t = 0; t < to - from; t++) {
            take(t, order[from + t]);
        }
        forward(to - from, true);
        last.clearDelta();
        if (ofZ.isPresent()) {
            errorOfZ(ofZ.get());
        } else {
            errorOfA(cost.derivative());
        }
        last.scale(factor);
        last.settle();
        for (int l = layers.size() - 1; l >= 1; l--) {
            layers.get(l).sendBack(layers.get(l - 1));
            layers.get(l - 1).settle();
        }
    }

    /** Adds the k-th of some shares of the step of the present examples. */
    void descend(int k, int shares, boolean toSum) {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).descend(inputs(l), k, shares, toSum);
        }
    }

    /** Returns the sum of the costs of some examples. */
    double cost(int from, int to) {
        double sum = 0;
        int most = in.length;
        for (int part = from; part < to; part += most) {
            int rows = Math.min(most, to - part);
            for (int t = 0; t < rows; t++) {
                take(t, part + t);
            }
            forward(rows, false);
            sum += ofZ.isPresent() ? costOfZ(ofZ.get()) : costOfA(cost.value());
        }
        return sum;
    }

    private double costOfZ(CrossEntropy entropy) {
        double sum = 0;
        for (int t = 0; t < rows; t++) {
            sum += entropy.of(last.a, target, t * last.width, outputs);
        }
        return sum;
    }

    private double costOfA(DoubleBinaryOperator value) {
        double sum = 0;
        for (int t = 0; t < rows; t++) {
            for (int i = t * last.width; i < t * last.width + outputs; i++) {
                sum += value.applyAsDouble(last.a[i], target[i]);
            }
        }
        return sum;
    }

    private void errorOfZ(CrossEntropy entropy) {
        for (int t = 0; t < rows; t++) {
            entropy.error(last.a, target, t * last.width, outputs, last.delta);
        }
    }

    private void errorOfA(DoubleBinaryOperator derivative) {
        for (int t = 0; t < rows; t++) {
            for (int i = t * last.width; i < t * last.width + outputs; i++) {
                last.delta[i] = derivative.applyAsDouble(last.a[i], target[i]);
            }
        }
        last.timesSlope();
    }

    private void forward(int rows, boolean andBack) {
        this.rows = rows;
        for (int l = 0; l < layers.size(); l++) {
            TrainingLayer layer = layers.get(l);
            layer.weigh(inputs(l), rows);
            if (layer != last) {
                layer.activate(andBack);
                layer.passOn();
            } else if (ofZ.isEmpty()) {
                layer.activate(andBack);
            }
        }
    }

    /** The activations that come into a layer, counted from 0. */
    private double[][] inputs(int l) {
        return l == 0 ? in : layers.get(l - 1).outputs;
    }

    /** Makes an example the present one of a row. */
    private void take(int row, int example) {
        in[row] = x[example];
        System.arraycopy(y[example], 0, target, row * last.width, outputs);
    }
}
