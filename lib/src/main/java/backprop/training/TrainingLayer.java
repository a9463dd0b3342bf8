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
    private final double[][] slope; // g′(z), or 1 where δ is known without it
    private final Panels settled; // δ as BP3 and BP4 take it
    private int rows; // that there are now

    /** zˡ after {@link #weigh}, then aˡ after {@link #activate}, a row per example. */
    final double[][] a;

    /** δˡ after {@link #settle}, a row per example; before, what whoever knows it has written. */
    final double[][] delta;

    /** Weights and biases. */
    private record Values(Panels w, double[] b) {
        Values(int size, int inputs) {
            this(PRODUCTS.panels(inputs, Products.padded(size)), new double[Products.padded(size)]); // by input
        }

        void take(Values others) {
            w.take(others.w);
            System.arraycopy(others.b, 0, b, 0, b.length);
        }
    }

    /** What layers have in common that differ in their examples. */
    private static final class Parameters {
        final Panels turned; // w by neuron, for BP2, as it was when the step began
        final double[] none; // the bias of BP2
        Values now;
        Values moved; // where the step goes: the same, or aside
        Values aside; // once one was taken in parts

        Parameters(int size, int inputs) {
            turned = PRODUCTS.panels(size, Products.padded(inputs));
            none = new double[Products.padded(inputs)];
            now = new Values(size, inputs);
            moved = now;
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
        int width = Products.padded(size);
        a = new double[rows][width];
        delta = new double[rows][width];
        slope = new double[rows][width];
        for (double[] row : slope) {
            Arrays.fill(row, 1);
        }
        settled = PRODUCTS.panels(rows, width);
    }

    /** Returns how many numbers training keeps for each example that goes through a layer. */
    static int numbers(Layer layer) {
        return 4 * Products.padded(layer.size());
    }

    /** Returns another with the same weights and biases. */
    TrainingLayer beside() {
        return new TrainingLayer(layer, a.length, parameters);
    }

    /** Takes the weights and biases of a layer of this shape; what fills up is 0 again, also after a divergence. */
    void set(Layer layer) {
        Values now = parameters.now;
        now.w.fill(0);
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < size; j++) {
                now.w.set(i, j, layer.w().get(j, i));
            }
        }
        Arrays.fill(now.b, 0);
        System.arraycopy(layer.b().getDDRM().data, 0, now.b, 0, size);
    }

    Layer layer() {
        SimpleMatrix w = new SimpleMatrix(size, inputs);
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < size; j++) {
                w.set(j, i, parameters.now.w.get(i, j));
            }
        }
        return new Layer(w, new SimpleMatrix(size, 1, true, Arrays.copyOf(parameters.now.b, size)), activation);
    }

    boolean isFinite() {
        return parameters.now.w.isFinite() && Arrays.stream(parameters.now.b).allMatch(Double::isFinite);
    }

    /** Writes z = w a + b, for each row of the layer before, where a will be. */
    void weigh(double[][] previousA, int rows) {
        PRODUCTS.weigh(previousA, rows, inputs, parameters.now.w, parameters.now.b, a);
        this.rows = rows;
    }

    /** a = g(z) in the place of z and, for a way back, g′(z). */
    void activate(boolean andBack) {
        if (activation == Activation.SIGMOID) {
            PRODUCTS.sigmoid(a, slope, rows);
        } else if (activation.isSoftmax()) {
            for (int t = 0; t < rows; t++) {
                Softmax.of(a[t], 0, size);
            }
        } else {
            if (andBack) {
                apply(activation.derivative(), slope);
            }
            apply(activation.function(), a);
        }
    }

    private void apply(DoubleUnaryOperator g, double[][] result) {
        for (int t = 0; t < rows; t++) {
            for (int j = 0; j < size; j++) {
                result[t][j] = g.applyAsDouble(a[t][j]);
            }
        }
    }

    /** Notes w as it is for {@link #sendBack}. */
    void turn() {
        parameters.now.w.transpose(parameters.turned);
    }

    /** Begins a step, in place or, as examples will yet go through these weights when others are added to them, aside. */
    void begin(boolean aside) {
        if (aside) {
            parameters.aside = parameters.aside == null ? new Values(size, inputs) : parameters.aside;
            parameters.aside.take(parameters.now);
        }
        parameters.moved = aside ? parameters.aside : parameters.now;
    }

    /** Ends it. */
    void end() {
        if (parameters.moved != parameters.now) {
            parameters.aside = parameters.now;
            parameters.now = parameters.moved;
        }
    }

    /** BP2 in the layer before: δˡ⁻¹ = (wˡ)ᵀδˡ ⊙ g′(zˡ⁻¹). */
    void sendBack(TrainingLayer before) {
        PRODUCTS.weigh(delta, rows, size, parameters.turned, parameters.none, before.delta);
        before.throughSoftmax();
        before.settle(1);
    }

    /** Makes ∂C/∂z of ∂C/∂a where that takes a Jacobian, and not g′(z) alone. */
    void throughSoftmax() {
        for (int t = 0; activation.isSoftmax() && t < rows; t++) {
            Softmax.backward(a[t], delta[t], 0, size);
        }
    }

    /** δ ← factor δ ⊙ g′(z), and takes it for {@link #descend}. */
    void settle(double factor) {
        PRODUCTS.settle(delta, slope, factor, rows, settled);
    }

    /** BP3 and BP4: adds δaᵀ to w and δ to b, for the k-th of some shares of the inputs. */
    void descend(double[][] previousA, int k, int shares) {
        int from = Products.share(inputs, k, shares);
        int to = Products.share(inputs, k + 1, shares);
        PRODUCTS.add(previousA, settled, rows, from, to, parameters.moved.w);
        if (k == 0) {
            PRODUCTS.add(settled, rows, parameters.moved.b);
        }
    }
}
