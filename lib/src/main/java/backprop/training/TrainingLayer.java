package backprop.training;

import backprop.Activation;
import backprop.Layer;
import backprop.Softmax;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * A layer in training: its weights and biases change in place, and its buffers are made once. Several may have the weights
 * and biases in common, each with examples of its own.
 *
 * <p>Examples are rows here, as many as a buffer holds at most, and w is stored by input, as {@link Products} takes it. What
 * fills up a row of w stays 0, and so does what fills up a row of δ.
 */
final class TrainingLayer {
    private static final Products PRODUCTS = Products.INSTANCE;

    private final Layer layer; // as it began
    private final int size;
    private final int inputs;
    private final Activation activation;
    private final Parameters parameters;
    private final double[] slope; // g′(z)
    private final double[][] deltas; // the rows of delta, for BP2
    private final Panels panels; // and delta once more, for BP4
    private int rows; // that there are now

    /** How many numbers a row of a and of δ has. */
    final int width;

    /** zˡ after {@link #weigh}, then aˡ after {@link #activate}, a row per example. */
    final double[] a;

    /** δˡ, a row per example: written by whoever knows it, for BP2 to BP4. */
    final double[] delta;

    /** The rows of a, for the next layer. */
    final double[][] outputs;

    /** What layers have in common that differ in their examples. */
    private static final class Parameters {
        final Panels w; // by input
        final double[] b;
        final Panels turned; // w by neuron, for BP2, as it was when the step began
        final double[] none; // the bias of BP2
        Panels sumW; // a step in several parts, until it is taken
        double[] sumB;

        Parameters(int size, int inputs) {
            w = PRODUCTS.panels(inputs, Products.padded(size));
            b = new double[Products.padded(size)];
            turned = PRODUCTS.panels(size, Products.padded(inputs));
            none = new double[Products.padded(inputs)];
        }
    }

    TrainingLayer(Layer layer, int rows) {
        this(layer, rows, new Parameters(layer.size(), layer.inputs()));
        set(layer);
    }

    private TrainingLayer(Layer layer, int rows, Parameters parameters) {
        this.layer = layer;
        this.parameters = parameters;
        size = layer.size();
        inputs = layer.inputs();
        activation = layer.activation();
        width = Products.padded(size);
        a = new double[rows * width];
        slope = new double[rows * width];
        delta = new double[rows * width];
        outputs = new double[rows][width];
        deltas = new double[rows][width];
        panels = PRODUCTS.panels(rows, width);
    }

    /** Returns how many numbers training keeps for each example that goes through a layer. */
    static int numbers(Layer layer) {
        return 6 * Products.padded(layer.size());
    }

    /** Returns another with the same weights and biases. */
    TrainingLayer beside() {
        return new TrainingLayer(layer, outputs.length, parameters);
    }

    /** Takes the weights and biases of a layer of this shape; what fills up is 0 again, also after a divergence. */
    void set(Layer layer) {
        parameters.w.fill(0);
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < size; j++) {
                parameters.w.set(i, j, layer.w().get(j, i));
            }
        }
        Arrays.fill(parameters.b, 0);
        System.arraycopy(layer.b().getDDRM().data, 0, parameters.b, 0, size);
    }

    Layer layer() {
        SimpleMatrix w = new SimpleMatrix(size, inputs);
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < size; j++) {
                w.set(j, i, parameters.w.get(i, j));
            }
        }
        return new Layer(w, new SimpleMatrix(size, 1, true, Arrays.copyOf(parameters.b, size)), activation);
    }

    boolean isFinite() {
        return parameters.w.isFinite() && Arrays.stream(parameters.b).allMatch(Double::isFinite);
    }

    /** Writes z = w a + b, for each row of the layer before, where a will be. */
    void weigh(double[][] previousA, int rows) {
        PRODUCTS.weigh(previousA, rows, inputs, parameters.w, parameters.b, a);
        this.rows = rows;
    }

    /** a = g(z) in the place of z and, for a way back, g′(z). */
    void activate(boolean andBack) {
        if (activation == Activation.SIGMOID) {
            FastSigmoid.inPlace(a, slope, rows * width);
        } else if (activation.isSoftmax()) {
            for (int t = 0; t < rows; t++) {
                Softmax.of(a, t * width, size);
            }
        } else {
            if (andBack) {
                apply(activation.derivative(), slope);
            }
            apply(activation.function(), a);
        }
    }

    /** Takes a as it is now for the next layer. */
    void passOn() {
        copyRows(a, outputs);
    }

    private void copyRows(double[] all, double[][] each) {
        for (int t = 0; t < rows; t++) {
            System.arraycopy(all, t * width, each[t], 0, width);
        }
    }

    private void apply(DoubleUnaryOperator g, double[] result) {
        for (int t = 0; t < rows; t++) {
            for (int i = t * width; i < t * width + size; i++) {
                result[i] = g.applyAsDouble(a[i]);
            }
        }
    }

    /** Notes w as it is for {@link #sendBack}. */
    void turn() {
        parameters.w.transpose(parameters.turned);
    }

    /** BP2 in the layer before: δˡ⁻¹ = (wˡ)ᵀδˡ ⊙ g′(zˡ⁻¹). */
    void sendBack(TrainingLayer before) {
        copyRows(delta, deltas);
        PRODUCTS.weigh(deltas, rows, size, parameters.turned, parameters.none, before.delta);
        before.timesSlope();
    }

    /** Makes δ of ∂C/∂a: δ ← δ ⊙ g′(z), or by the Jacobian of softmax. */
    void timesSlope() {
        if (activation.isSoftmax()) {
            for (int t = 0; t < rows; t++) {
                Softmax.backward(a, delta, t * width, size);
            }
            return;
        }
        for (int i = 0; i < rows * width; i++) {
            delta[i] *= slope[i];
        }
    }

    /** Makes all of δ 0, for whoever writes what is not. */
    void clearDelta() {
        Arrays.fill(delta, 0, rows * width, 0);
    }

    /** δ ← factor δ, and with it all that follows. */
    void scale(double factor) {
        for (int i = 0; i < rows * width; i++) {
            delta[i] *= factor;
        }
    }

    /** Takes δ as it is now for {@link #descend}. */
    void settle() {
        panels.setRows(rows, delta);
    }

    /** BP3 and BP4: adds δaᵀ to w and δ to b, or to their sums; of w the k-th of some shares of the inputs. */
    void descend(double[][] previousA, int k, int shares, boolean toSum) {
        int from = Products.share(inputs, k, shares);
        int to = Products.share(inputs, k + 1, shares);
        PRODUCTS.add(previousA, panels, rows, from, to, toSum ? parameters.sumW : parameters.w);
        double[] toB = toSum ? parameters.sumB : parameters.b;
        for (int t = 0; k == 0 && t < rows; t++) {
            for (int j = 0; j < width; j++) {
                toB[j] += delta[t * width + j];
            }
        }
    }

    void clearSum() {
        if (parameters.sumW == null) {
            parameters.sumW = PRODUCTS.panels(inputs, width);
            parameters.sumB = new double[parameters.b.length];
        }
        parameters.sumW.fill(0);
        Arrays.fill(parameters.sumB, 0);
    }

    /** Takes the step that was summed. */
    void takeSum() {
        parameters.w.add(parameters.sumW);
        for (int j = 0; j < width; j++) {
            parameters.b[j] += parameters.sumB[j];
        }
    }
}
