package backprop.training;

import backprop.Activation;
import backprop.Layer;
import backprop.Softmax;
import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * A layer in training: its weights and biases change in place, and its buffers are made once.
 *
 * <p>Examples are rows here, as many as a buffer holds at most. A row-major matrix is a column-major matrix transposed,
 * which is what BLAS takes; so the products below name their factors in turn, and w goes in as it is.
 */
final class TrainingLayer {
    private static final BLAS BLAS = Blas.INSTANCE;

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
        size = layer.size();
        inputs = layer.inputs();
        activation = layer.activation();
        w = new double[size * inputs];
        b = new double[size];
        a = new double[rows * size];
        slope = new double[rows * size];
        delta = new double[rows * size];
        set(layer);
    }

    int inputs() {
        return inputs;
    }

    /** How many multiplications an example takes on its way. */
    int work() {
        return w.length;
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

    /** Writes z = w a + b, for some rows of the layer before, where a will be. */
    void weigh(double[] previousA, int from, int to) {
        for (int t = from; t < to; t++) {
            System.arraycopy(b, 0, a, t * size, size);
        }
        BLAS.dgemm(
                "T",
                "N",
                size,
                to - from,
                inputs,
                1,
                w,
                0,
                inputs,
                previousA,
                from * inputs,
                inputs,
                1,
                a,
                from * size,
                size);
    }

    /** a = g(z) in the place of z and, for a way back, g′(z). */
    void activate(int from, int to, boolean andBack) {
        if (activation == Activation.SIGMOID) {
            FastSigmoid.inPlace(a, slope, from * size, to * size);
        } else if (activation.isSoftmax()) {
            for (int t = from; t < to; t++) {
                Softmax.of(a, t * size, size);
            }
        } else {
            if (andBack) {
                apply(activation.derivative(), slope, from, to);
            }
            apply(activation.function(), a, from, to);
        }
    }

    private void apply(DoubleUnaryOperator g, double[] result, int from, int to) {
        for (int i = from * size; i < to * size; i++) {
            result[i] = g.applyAsDouble(a[i]);
        }
    }

    /** BP2 in the layer before: δˡ⁻¹ = (wˡ)ᵀδˡ ⊙ g′(zˡ⁻¹). */
    void sendBack(TrainingLayer before, int from, int to) {
        BLAS.dgemm(
                "N",
                "N",
                inputs,
                to - from,
                size,
                1,
                w,
                0,
                inputs,
                delta,
                from * size,
                size,
                0,
                before.delta,
                from * inputs,
                inputs);
        before.timesSlope(from, to);
    }

    /** Makes δ of ∂C/∂a: δ ← δ ⊙ g′(z), or by the Jacobian of softmax. */
    void timesSlope(int from, int to) {
        for (int t = from; activation.isSoftmax() && t < to; t++) {
            Softmax.backward(a, delta, t * size, size);
        }
        for (int i = from * size; !activation.isSoftmax() && i < to * size; i++) {
            delta[i] *= slope[i];
        }
    }

    /** BP3 and BP4 for the columns of some inputs: w ← w + factor ∂C/∂w, and with the first b ← b + factor ∂C/∂b. */
    void descend(double factor, double[] previousA, int rows, int from, int to) {
        addGradient(factor, previousA, rows, from, to, w, b);
    }

    /** The same with the gradient summed before. */
    void descend(double factor) {
        BLAS.daxpy(w.length, factor, sumW, 1, w, 1);
        BLAS.daxpy(b.length, factor, sumB, 1, b, 1);
    }

    void clearSum() {
        if (sumW == null) {
            sumW = new double[w.length];
            sumB = new double[b.length];
        }
        Arrays.fill(sumW, 0);
        Arrays.fill(sumB, 0);
    }

    /** Adds the gradient of the present examples to the sum, for the columns of some inputs. */
    void sum(double[] previousA, int rows, int from, int to) {
        addGradient(1, previousA, rows, from, to, sumW, sumB);
    }

    private void addGradient(
            double factor, double[] previousA, int rows, int from, int to, double[] toW, double[] toB) {
        BLAS.dgemm(
                "N", "T", to - from, size, rows, factor, previousA, from, inputs, delta, 0, size, 1, toW, from, inputs);
        for (int t = 0; from == 0 && t < rows; t++) {
            for (int j = 0; j < size; j++) {
                toB[j] += factor * delta[t * size + j];
            }
        }
    }
}
