package backprop.difference;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import java.util.Arrays;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/** A random network, cost and examples, from tame to wild. */
record RandomCase(Network network, Cost cost, DataSet data, String what) {
    private static final Activation SIN = new Activation("sin", StrictMath::sin, StrictMath::cos);
    private static final Activation LEAKY =
            new Activation("leaky ReLU", z -> z > 0 ? z : 0.1 * z, z -> z > 0 ? 1 : 0.1);
    private static final Activation[] ACTIVATIONS = {
        Activation.SIGMOID, Activation.TANH, Activation.SOFTPLUS, Activation.RELU, Activation.IDENTITY, SIN, LEAKY
    };
    private static final Cost[] COSTS = {
        Cost.HALF_SQUARED_ERROR,
        Cost.SQUARED_ERROR.mean(),
        Cost.CROSS_ENTROPY,
        Cost.CROSS_ENTROPY.mean(),
        Cost.CATEGORICAL_CROSS_ENTROPY,
        new Cost("Σ(a−y)⁴", (a, y) -> StrictMath.pow(a - y, 4), (a, y) -> 4 * StrictMath.pow(a - y, 3))
    };

    static RandomCase of(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L); // neighbouring seeds begin alike
        int depth = 1 + random.nextInt(4);
        int[] sizes = new int[depth + 1];
        Arrays.setAll(sizes, l -> 1 + random.nextInt(6));
        Activation[] activations = new Activation[depth];
        for (int l = 0; l < depth; l++) {
            activations[l] = ACTIVATIONS[random.nextInt(ACTIVATIONS.length)];
        }
        Cost cost = COSTS[random.nextInt(COSTS.length)];
        boolean entropy = cost.formula().contains("ln");
        if (entropy) {
            activations[depth - 1] = Activation.SIGMOID;
        }
        if (cost == Cost.CATEGORICAL_CROSS_ENTROPY || random.nextInt(8) == 0) {
            activations[depth - 1] = Activation.SOFTMAX;
        }
        double weights = new double[] {0.1, 1, 1, 3, 10, 30}[random.nextInt(6)];
        Network network = Network.of(sizes).random(seed, weights).with(activations);
        double scale = Math.pow(10, random.nextInt(13) - 6);
        int examples = new int[] {1, 2, 5, 10, 30}[random.nextInt(5)];
        SimpleMatrix x = matrix(network.inputs(), examples, () -> scale * random.nextGaussian());
        SimpleMatrix y = matrix(network.outputs(), examples, () -> random.nextInt(3) / 2.0);
        int fit = entropy ? 0 : random.nextInt(4);
        if (fit == 1) {
            y = y.scale(scale);
        }
        if (fit == 2) { // almost fitted
            SimpleMatrix a = network.output(x);
            y = a.plus(matrix(a.getNumRows(), examples, () -> 1e-6 * random.nextGaussian())
                    .elementMult(a));
        }
        String what = (entropy ? "entropy" : "quadratic")
                + (scale > 1e2 ? ", large data" : scale < 1e-2 ? ", small data" : "")
                + (weights > 1 ? ", saturated" : "");
        return new RandomCase(network, cost, new DataSet(x, y), what);
    }

    private static SimpleMatrix matrix(int rows, int columns, java.util.function.DoubleSupplier entry) {
        SimpleMatrix m = new SimpleMatrix(rows, columns);
        for (int i = 0; i < m.getNumElements(); i++) {
            m.set(i, entry.getAsDouble());
        }
        return m;
    }
}
