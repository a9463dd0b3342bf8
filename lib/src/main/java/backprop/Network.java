package backprop;

import backprop.internal.Elementwise;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * A feedforward network: layers 1 to L, each fed by the one before. A value: training makes new networks.
 *
 * @param layers layer 1 first
 */
public record Network(List<Layer> layers) {

    /**
     * Keeps the list as it is now.
     *
     * @param layers one or more, each with one input per neuron of the one before
     */
    public Network {
        layers = List.copyOf(layers);
        Require.atLeast("the number of layers", 1, layers.size());
        for (int l = 2; l <= layers.size(); l++) {
            int before = layers.get(l - 2).size();
            if (layers.get(l - 1).inputs() != before) {
                throw Require.broken(
                        "w of layer " + l,
                        "have " + before + " columns, one per neuron of layer " + (l - 1),
                        Require.shape(layers.get(l - 1).w()));
            }
        }
    }

    /**
     * A network from its layers.
     *
     * @param layers layer 1 first
     */
    public Network(Layer... layers) {
        this(List.of(layers));
    }

    /**
     * A random sigmoid network for training: weights are normal with standard deviation 1/√n_{l−1}, so that z starts
     * near 1 in size however wide the layer before, and biases normal with standard deviation 1 (Nielsen, Neural Networks
     * and Deep Learning, chapter 3, weight initialization).
     *
     * @param sizes n₀ to n_L
     * @param seed the same seed gives the same network on every machine
     * @return the network
     */
    public static Network random(List<Integer> sizes, long seed) {
        return random(sizes, seed, inputs -> 1 / Math.sqrt(inputs), 1);
    }

    /**
     * A random sigmoid network: every weight and bias is normal with the given standard deviation (with scale 1:
     * Nielsen, chapter 1).
     *
     * @param sizes n₀ to n_L
     * @param seed the same seed gives the same network on every machine
     * @param scale the standard deviation, positive
     * @return the network
     */
    public static Network random(List<Integer> sizes, long seed, double scale) {
        Require.positive("scale", scale);
        return random(sizes, seed, inputs -> scale, scale);
    }

    private static Network random(List<Integer> sizes, long seed, IntToDoubleFunction weightScale, double biasScale) {
        if (sizes.size() < 2 || sizes.stream().anyMatch(n -> n < 1)) {
            throw Require.broken("sizes", "be two or more positive numbers, n₀ to n_L", sizes);
        }
        Random random = new Random(seed);
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < sizes.size(); l++) {
            int inputs = sizes.get(l - 1);
            SimpleMatrix w = normal(sizes.get(l), inputs, weightScale.applyAsDouble(inputs), random);
            SimpleMatrix b = normal(sizes.get(l), 1, biasScale, random);
            layers.add(new Layer(w, b, Activation.SIGMOID));
        }
        return new Network(layers);
    }

    private static SimpleMatrix normal(int rows, int columns, double scale, Random random) {
        return Elementwise.map(new SimpleMatrix(rows, columns), zero -> scale * random.nextGaussian());
    }

    /**
     * Returns the same weights and biases with other activations.
     *
     * @param activations one for each layer, or one for all
     * @return the network
     */
    public Network with(Activation... activations) {
        if (activations.length != 1 && activations.length != depth()) {
            throw Require.broken(
                    "activations", "be one, or one for each of the " + depth() + " layers", activations.length);
        }
        List<Layer> changed = new ArrayList<>();
        for (int l = 1; l <= depth(); l++) {
            changed.add(new Layer(w(l), b(l), activations[activations.length == 1 ? 0 : l - 1]));
        }
        return new Network(changed);
    }

    /**
     * Returns L, the number of layers; the input does not count.
     *
     * @return L
     */
    public int depth() {
        return layers.size();
    }

    /**
     * Returns n₀, the number of inputs.
     *
     * @return n₀
     */
    public int inputs() {
        return layer(1).inputs();
    }

    /**
     * Returns n_L, the number of outputs.
     *
     * @return n_L
     */
    public int outputs() {
        return layer(depth()).size();
    }

    /**
     * Returns layer l.
     *
     * @param l from 1 to L
     * @return the layer
     */
    public Layer layer(int l) {
        if (l < 1 || l > layers.size()) {
            throw Require.broken("l", "be a layer from 1 to " + layers.size(), l);
        }
        return layers.get(l - 1);
    }

    /**
     * Returns wˡ.
     *
     * @param l from 1 to L
     * @return the weights, n_l×n_{l−1}
     */
    public SimpleMatrix w(int l) {
        return layer(l).w();
    }

    /**
     * Returns bˡ.
     *
     * @param l from 1 to L
     * @return the biases, n_l×1
     */
    public SimpleMatrix b(int l) {
        return layer(l).b();
    }

    /**
     * Runs x forward and keeps every z and a: zˡ = wˡaˡ⁻¹ + bˡ, aˡ = g_l(zˡ), a⁰ = x.
     *
     * @param x inputs, n₀×N, one example per column
     * @return the pass
     */
    public ForwardPass forward(SimpleMatrix x) {
        if (x.getNumRows() != inputs()) {
            throw Require.broken("x", "have " + inputs() + " rows, one per input of the network", Require.shape(x));
        }
        List<SimpleMatrix> z = new ArrayList<>();
        List<SimpleMatrix> a = new ArrayList<>(List.of(x));
        for (Layer layer : layers) {
            z.add(layer.z(a.get(a.size() - 1)));
            a.add(layer.activation().of(z.get(z.size() - 1)));
        }
        return new ForwardPass(z, a);
    }

    /**
     * Returns aᴸ, the output for x.
     *
     * @param x inputs, n₀×N, one example per column
     * @return n_L×N
     */
    public SimpleMatrix output(SimpleMatrix x) {
        return forward(x).output();
    }

    /**
     * Returns the row of the largest output for each example: the class the network sees in it.
     *
     * @param x inputs, n₀×N, one example per column
     * @return N numbers from 0 to n_L−1; the first row if several are largest
     */
    public int[] classify(SimpleMatrix x) {
        SimpleMatrix a = output(x);
        return IntStream.range(0, x.getNumCols())
                .map(t -> DataSet.indexOfLargest(a, t))
                .toArray();
    }

    /**
     * Returns the share of examples whose class the network sees: the largest output is where the largest target is.
     *
     * @param data the examples
     * @return from 0 to 1
     * @throws CancellationException if the thread is interrupted and there are more than a thousand examples
     */
    public double accuracy(DataSet data) {
        return (double) data.parts().mapToLong(this::right).sum() / data.size();
    }

    private long right(DataSet data) {
        int[] classes = classify(data.x());
        return IntStream.range(0, classes.length)
                .filter(t -> classes[t] == data.label(t))
                .count();
    }

    /**
     * Returns the number of weights and biases.
     *
     * @return the length of {@link #parameters()}
     */
    public int parameterCount() {
        return layers.stream()
                .mapToInt(layer -> layer.size() * (layer.inputs() + 1))
                .sum();
    }

    /**
     * Returns all parameters as one vector: layer by layer, each layer's weights row by row, then its biases.
     *
     * @return p, a new array
     */
    public double[] parameters() {
        return ParameterOrder.vector(
                layers.stream().map(Layer::w).toList(),
                layers.stream().map(Layer::b).toList());
    }

    /**
     * Returns a network of the same shape with other parameters.
     *
     * @param p as from {@link #parameters()}
     * @return the network
     */
    public Network withParameters(double[] p) {
        if (p.length != parameterCount()) {
            throw Require.broken("p", "have " + parameterCount() + " entries, one per weight and bias", p.length);
        }
        List<Layer> changed = new ArrayList<>();
        int next = 0;
        for (Layer layer : layers) {
            SimpleMatrix w = ParameterOrder.matrix(p, next, layer.size(), layer.inputs());
            next += w.getNumElements();
            SimpleMatrix b = ParameterOrder.matrix(p, next, layer.size(), 1);
            next += b.getNumElements();
            changed.add(new Layer(w, b, layer.activation()));
        }
        return new Network(changed);
    }

    @Override
    public String toString() {
        String sizes = Stream.concat(Stream.of(inputs()), layers.stream().map(Layer::size))
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
        String activations = layers.stream()
                                .map(layer -> layer.activation().name())
                                .distinct()
                                .count()
                        == 1
                ? layer(1).activation().name()
                : layers.stream().map(layer -> layer.activation().name()).collect(Collectors.joining(", "));
        return sizes + " network (" + activations + "), " + parameterCount() + " parameters";
    }
}
