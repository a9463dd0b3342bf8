package backprop.fire;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Layer;
import backprop.Network;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** A network, a cost and examples: depth 1 to 6, widths 1 to 40, 1 to 64 examples, numbers from 1e-8 to 1e8 in size. */
record Shot(Network network, Cost cost, DataSet data) {
    static final List<Activation> HIDDEN =
            List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU, Activation.SOFTPLUS, Activation.IDENTITY);
    static final List<Cost> COSTS =
            List.of(Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR, Cost.CROSS_ENTROPY, Cost.CATEGORICAL_CROSS_ENTROPY);

    static Shot of(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L); // neighbouring seeds begin alike
        int depth = 1 + random.nextInt(6);
        int[] sizes = IntStream.rangeClosed(0, depth).map(l -> upTo(40, random)).toArray();
        Cost cost = COSTS.get(random.nextInt(COSTS.size()));
        boolean isEntropy = isEntropy(cost);
        Activation[] g = new Activation[depth];
        Arrays.setAll(g, l -> HIDDEN.get(random.nextInt(HIDDEN.size())));
        if (isEntropy || random.nextInt(6) == 0) { // a cross-entropy needs probabilities
            g[depth - 1] = random.nextBoolean() ? Activation.SOFTMAX : Activation.SIGMOID;
        }
        double ofW = scale(random);
        double ofB = scale(random);
        double ofX = scale(random);
        double ofY = scale(random);
        boolean fit = random.nextBoolean(); // weights that keep z near 1 in size
        int examples = upTo(64, random);
        Layer[] layers = new Layer[depth];
        for (int l = 0; l < depth; l++) {
            double size = fit ? 3 / Math.sqrt(sizes[l]) : ofW;
            layers[l] = new Layer(
                    matrix(sizes[l + 1], sizes[l], () -> size * random.nextGaussian()),
                    matrix(sizes[l + 1], 1, () -> (fit ? 1 : ofB) * random.nextGaussian()),
                    g[l]);
        }
        SimpleMatrix x = matrix(sizes[0], examples, () -> ofX * random.nextGaussian());
        SimpleMatrix y = isEntropy
                ? probabilities(sizes[depth], examples, random)
                : matrix(sizes[depth], examples, () -> ofY * random.nextGaussian());
        return new Shot(new Network(layers), random.nextBoolean() ? cost.mean() : cost, new DataSet(x, y));
    }

    static boolean isEntropy(Cost cost) {
        return cost.value() == Cost.CROSS_ENTROPY.value() || cost.value() == Cost.CATEGORICAL_CROSS_ENTROPY.value();
    }

    /** As often between 1 and 2 as between 20 and 40. */
    private static int upTo(int most, Random random) {
        return (int) Math.min(most, Math.pow(most + 1.0, random.nextDouble()));
    }

    private static double scale(Random random) {
        return Math.pow(10, (random.nextBoolean() ? 1 : 8) * (2 * random.nextDouble() - 1));
    }

    private static SimpleMatrix probabilities(int n, int examples, Random random) {
        SimpleMatrix y = new SimpleMatrix(n, examples);
        int kind = random.nextInt(3);
        for (int t = 0; t < examples; t++) {
            for (int j = 0; kind > 0 && j < n; j++) {
                y.set(j, t, kind == 1 ? random.nextInt(2) : random.nextDouble());
            }
            if (kind == 0) {
                y.set(random.nextInt(n), t, 1);
            }
        }
        return y;
    }

    private static SimpleMatrix matrix(int rows, int columns, DoubleSupplier entry) {
        return new SimpleMatrix(rows, columns).elementOp((int j, int k, double zero) -> entry.getAsDouble());
    }

    /** Returns the same network with other layers, the same cost, and other examples. */
    Shot with(List<Layer> layers, SimpleMatrix x, SimpleMatrix y) {
        return new Shot(new Network(layers), cost, new DataSet(x, y));
    }

    /** Returns Java code that makes it, every number to the last bit. */
    String code() {
        String layers = network.layers().stream()
                .map(layer -> "new Layer(" + code(layer.w()) + ", " + code(layer.b()) + ", "
                        + constant(Activation.class, layer.activation().name()) + ")")
                .collect(Collectors.joining(",\n        "));
        String sum = constant(Cost.class, new Cost(cost.formula(), cost.value(), cost.derivative()).toString());
        return "Network network = new Network(\n        " + layers + ");\nCost cost = " + sum
                + (cost.averaged() ? ".mean()" : "") + ";\nDataSet data = new DataSet(" + code(data.x()) + ", "
                + code(data.y()) + ");\n";
    }

    private static String code(SimpleMatrix m) {
        return "new SimpleMatrix(new double[][] "
                + Arrays.deepToString(m.toArray2()).replace('[', '{').replace(']', '}') + ")";
    }

    /** Returns the constant of a class that prints so. */
    private static String constant(Class<?> type, String printed) {
        for (Field field : type.getFields()) {
            try {
                if (field.getType() == type && field.get(null).toString().equals(printed)) {
                    return type.getSimpleName() + "." + field.getName();
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no constant of " + type + " prints as " + printed);
    }

    @Override
    public String toString() {
        return network + ", " + cost + ", " + data.size() + " example(s)";
    }
}
