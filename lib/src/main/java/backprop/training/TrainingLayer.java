package backprop.training;

import backprop.Activation;
import backprop.Layer;
import backprop.Softmax;
import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * A layer in training: its weights and biases change in place, and its buffers are made once. Several may have the weights
 * and biases in common, each with examples of its own.
 *
 * <p>Examples are rows here, as many as a buffer holds at most. A row-major matrix is a column-major matrix transposed,
 * which is what BLAS takes; so the products below name their factors in turn, and w goes in as it is.
 */
final class TrainingLayer {
    private static final BLAS BLAS = Blas.INSTANCE;

    private final Layer layer; // as it began
    private final int size;
    private final int inputs;
    private final Activation activation;
    private final double[] w;
    private final double[] b;
    private final double[] slope; // g′(z)

    private double[] sumW; // ∂C/∂w, for a mini-batch in parts
    private double[] sumB;

    /** zˡ after {@link #weigh}, then aˡ after {@link #activate}, a row per example. */
    final double[] a;

    /** δˡ, a row per example: written by whoever knows it, for BP2 to BP4. */
    final double[] delta;

    TrainingLayer(Layer layer, int rows) {
        this(layer, rows, new double[layer.size() * layer.inputs()], new double[layer.size()]);
        set(layer);
    }

    private TrainingLayer(Layer layer, int rows, double[] w, double[] b) {
        this.layer = layer;
        this.w = w;
        this.b = b;
        size = layer.size();
        inputs = layer.inputs();
        activation = layer.activation();
        a = new double[rows * size];
        slope = new double[rows * size];
        delta = new double[rows * size];
    }

    /** Returns another with the same weights and biases. */
    TrainingLayer beside() {
        return new TrainingLayer(layer, a.length / size, w, b);
    }

    void set(Layer layer) {
        System.arraycopy(layer.w().getDDRM().data, 0, w, 0, w.length);
        System.arraycopy(layer.b().getDDRM().data, 0, b, 0, b.length);
    }

    Layer layer() {
        return new Layer(new SimpleMatrix(size, inputs, true, w), new SimpleMatrix(size, 1, true, b), activation);
    }

    boolean isFinite() {
        return allFinite(w) && allFinite(b);
    }

    private static boolean allFinite(double[] p) {
        return Arrays.stream(p).allMatch(Double::isFinite);
    }

    /** Writes z = w a + b, for each row of the layer before, where a will be. */
    void weigh(double[] previousA, int rows) {
        for (int t = 0; t < rows; t++) {
            System.arraycopy(b, 0, a, t * size, size);
        }
        BLAS.dgemm("T", "N", size, rows, inputs, 1, w, 0, inputs, previousA, 0, inputs, 1, a, 0, size);
    }

    /** a = g(z) in the place of z and, for a way back, g′(z). */
    void activate(int rows, boolean andBack) {
        if (activation == Activation.SIGMOID) {
            FastSigmoid.inPlace(a, slope, rows * size);
        } else if (activation.isSoftmax()) {
            for (int t = 0; t < rows; t++) {
                Softmax.of(a, t * size, size);
            }
        } else {
            if (andBack) {
                apply(activation.derivative(), slope, rows);
            }
            apply(activation.function(), a, rows);
        }
    }

    private void apply(DoubleUnaryOperator g, double[] result, int rows) {
        for (int i = 0; i < rows * size; i++) {
            result[i] = g.applyAsDouble(a[i]);
        }
    }

    /** BP2 in the layer before: δˡ⁻¹ = (wˡ)ᵀδˡ ⊙ g′(zˡ⁻¹). */
    void sendBack(TrainingLayer before, int rows) {
        BLAS.dgemm("N", "N", inputs, rows, size, 1, w, 0, inputs, delta, 0, size, 0, before.delta, 0, inputs);
        before.timesSlope(rows);
    }

    /** Makes δ of ∂C/∂a: δ ← δ ⊙ g′(z), or by the Jacobian of softmax. */
    void timesSlope(int rows) {
        for (int t = 0; activation.isSoftmax() && t < rows; t++) {
            Softmax.backward(a, delta, t * size, size);
        }
        for (int i = 0; !activation.isSoftmax() && i < rows * size; i++) {
            delta[i] *= slope[i];
        }
    }

    /** BP3 and BP4: w ← w + factor ∂C/∂w, b ← b + factor ∂C/∂b. */
    void descend(double factor, double[] previousA, int rows) {
        addGradient(factor, previousA, rows, w, b);
    }

    void clearSum() {
        if (sumW == null) {
            sumW = new double[w.length];
            sumB = new double[b.length];
        }
        Arrays.fill(sumW, 0);
        Arrays.fill(sumB, 0);
    }

    /** Adds the gradient of the present examples to the sum. */
    void sum(double[] previousA, int rows) {
        addGradient(1, previousA, rows, sumW, sumB);
    }

    /** p ← p + factor ∂C/∂p with the gradient that several have summed, in their order; of w the k-th of some shares. */
    static void descend(double factor, List<TrainingLayer> several, int k, int shares) {
        TrainingLayer first = several.get(0);
        int from = k * first.w.length / shares;
        int count = (k + 1) * first.w.length / shares - from;
        for (TrainingLayer each : several) {
            BLAS.daxpy(count, factor, each.sumW, from, 1, first.w, from, 1);
            if (k == 0) {
                BLAS.daxpy(first.b.length, factor, each.sumB, 1, first.b, 1);
            }
        }
    }

    private void addGradient(double factor, double[] previousA, int rows, double[] toW, double[] toB) {
        BLAS.dgemm("N", "T", inputs, size, rows, factor, previousA, 0, inputs, delta, 0, size, 1, toW, 0, inputs);
        for (int t = 0; t < rows; t++) {
            for (int j = 0; j < size; j++) {
                toB[j] += factor * delta[t * size + j];
            }
        }
    }
}
