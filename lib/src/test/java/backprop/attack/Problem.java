package backprop.attack;

import backprop.Cost;
import backprop.DataSet;
import backprop.Layer;
import backprop.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/**
 * A network, a cost and examples as plain arrays. Layers count from 0 here: w[l][j][k], b[l][j]; x[t][k] and y[t][j] belong
 * to example t.
 */
record Problem(Curve[] g, double[][][] w, double[][] b, Loss loss, boolean averaged, double[][] x, double[][] y) {
    private static final double[] WEIGHTS = {0.01, 0.1, 0.3, 1, 1, 3, 10, 30};

    int depth() {
        return w.length;
    }

    int examples() {
        return x.length;
    }

    /** Where ∂C/∂w and ∂C/∂b of a layer stand in a gradient. */
    record Block(int from, int rows, int columns) {
        int at(int j, int k) {
            return from + j * columns + k;
        }

        int biases() {
            return from + rows * columns;
        }

        int end() {
            return biases() + rows;
        }
    }

    Block block(int l) {
        int from = l == 0 ? 0 : block(l - 1).end();
        return new Block(from, w[l].length, w[l][0].length);
    }

    int size() {
        return block(depth() - 1).end();
    }

    Network network() {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < depth(); l++) {
            layers.add(new Layer(new SimpleMatrix(w[l]), new SimpleMatrix(b[l]), g[l].asked));
        }
        return new Network(layers);
    }

    Cost cost() {
        return averaged ? loss.asked.mean() : loss.asked;
    }

    DataSet data() {
        return DataSet.of(x, y);
    }

    Problem withExamples(double[][] x, double[][] y) {
        return new Problem(g, w, b, loss, averaged, x, y);
    }

    Problem withBiases(double[][] b) {
        return new Problem(g, w, b, loss, averaged, x, y);
    }

    /** The same shape, with other numbers of the same size; weights keep their signs. */
    Problem redrawn(Random random) {
        return new Problem(
                g,
                Arrays.stream(w).map(m -> redrawn(m, random)).toArray(double[][][]::new),
                redrawn(b, random),
                loss,
                averaged,
                redrawn(x, random),
                y);
    }

    private static double[][] redrawn(double[][] m, Random random) {
        return Arrays.stream(m)
                .map(row -> Arrays.stream(row)
                        .map(entry -> entry * random.nextDouble(0.5, 1))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** From tame to wild: 1 to 4 layers of 1 to widest neurons, weights 0.01 to 30, data 1e-6 to 1e6, 1 to 5 examples. */
    static Problem random(Random random, int widest) {
        double weights = WEIGHTS[random.nextInt(WEIGHTS.length)];
        double data = Math.pow(10, random.nextBoolean() ? 0 : random.nextInt(13) - 6);
        return random(random, widest, weights, data, Curve.OF_ONE);
    }

    /** Where mistakes show: no dead neurons, weights and data near 1. */
    static Problem smooth(Random random, int widest) {
        return random(random, widest, 1, 1, Curve.SIGMOID, Curve.TANH, Curve.SOFTPLUS, Curve.SWISH);
    }

    /** With weights and data of a size, and layers from a choice. */
    static Problem random(Random random, int widest, double weights, double data, Curve... choice) {
        int[] n = random.ints(2 + random.nextInt(4), 1, widest + 1).toArray();
        int depth = n.length - 1;
        Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
        Curve[] g = new Curve[depth];
        Arrays.setAll(g, l -> choice[random.nextInt(choice.length)]);
        if (loss == Loss.CROSS_ENTROPY) {
            g[depth - 1] = Curve.SIGMOID;
        } else if (loss == Loss.CATEGORICAL || random.nextInt(6) == 0) {
            g[depth - 1] = Curve.SOFTMAX;
        }
        double[][][] w = new double[depth][][];
        double[][] b = new double[depth][];
        for (int l = 0; l < depth; l++) {
            w[l] = matrix(n[l + 1], n[l], weights, random);
            b[l] = matrix(1, n[l + 1], weights, random)[0];
        }
        int examples = 1 + random.nextInt(5);
        double[][] x = matrix(examples, n[0], data, random);
        double[][] y = new double[examples][n[depth]];
        boolean isSure = random.nextBoolean();
        for (double[] row : y) {
            int label = random.nextInt(row.length);
            if (loss == Loss.CATEGORICAL) {
                Arrays.setAll(row, j -> j == label ? 1 : isSure ? 0 : random.nextDouble());
                double sum = Arrays.stream(row).sum();
                Arrays.setAll(row, j -> row[j] / sum);
            } else {
                Arrays.setAll(row, j -> isSure ? random.nextInt(2) : random.nextDouble());
            }
        }
        return new Problem(g, w, b, loss, random.nextBoolean(), x, y);
    }

    private static double[][] matrix(int rows, int columns, double scale, Random random) {
        double[][] m = new double[rows][columns];
        for (double[] row : m) {
            Arrays.setAll(row, k -> scale * random.nextGaussian());
        }
        return m;
    }

    @Override
    public String toString() {
        return Arrays.toString(g) + ", " + (averaged ? "mean of " : "") + loss + ", " + examples() + " examples";
    }
}
