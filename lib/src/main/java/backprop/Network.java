package backprop;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.simple.SimpleMatrix;

/**
 * A feedforward network: layers 1 to L, each fed by the one before. A value: training makes new networks. It is kept in a
 * file, or comes from NumPy or PyTorch, by {@code backprop.data.Npz}.
 *
 * @param layers layer 1 first, one or more, each with one input per neuron of the one before
 */
public record Network(List<Layer> layers) {
    private static final int MOST_PARAMETERS = 100_000_000;

    public Network {
        layers = Require.allGiven("layers", layers);
        Require.atLeast("the number of layers", 1, layers.size());
        for (int l = 2; l <= layers.size(); l++) {
            int before = layers.get(l - 2).size();
            String rule = "have " + before + " columns, one per neuron of layer " + (l - 1);
            Require.that(
                    layers.get(l - 1).inputs() == before,
                    "w of layer " + l,
                    rule,
                    Require.shape(layers.get(l - 1).w()));
            boolean isHidden = layers.get(l - 2).activation().isSoftmax();
            Require.that(!isHidden, "softmax", "be the activation of the last layer alone", "that of layer " + (l - 1));
        }
    }

    /** A network from its layers, layer 1 first. */
    public Network(Layer... layers) {
        this(Require.allGiven("layers", layers));
    }

    /**
     * Returns a sigmoid network whose weights and biases are all 0: for {@link #random(long)} or
     * {@link #withParameters}, and {@link #with} for other activations.
     *
     * @param sizes n₀ to n_L, each positive, with {@value #MOST_PARAMETERS} weights and biases at most
     */
    public static Network of(int... sizes) {
        if (Require.given("sizes", sizes).length < 2 || Arrays.stream(sizes).anyMatch(n -> n < 1)) {
            throw Require.broken("sizes", "be two or more positive numbers, n₀ to n_L", Arrays.toString(sizes));
        }
        double parameters = IntStream.range(1, sizes.length)
                .mapToDouble(l -> sizes[l] * (sizes[l - 1] + 1.0))
                .sum();
        String rule = "make " + MOST_PARAMETERS + " weights and biases at most";
        Require.that(parameters <= MOST_PARAMETERS, "sizes", rule, Arrays.toString(sizes));
        return new Network(IntStream.range(1, sizes.length)
                .mapToObj(l -> new Layer(
                        new SimpleMatrix(sizes[l], sizes[l - 1]), new SimpleMatrix(sizes[l], 1), Activation.SIGMOID))
                .toList());
    }

    /**
     * Returns this network with random parameters, fit for training: weights are normal with standard deviation
     * 1/√n_{l−1}, so that z starts near 1 in size however wide the layer before, and biases normal with standard deviation
     * 1 (Nielsen, Neural Networks and Deep Learning, chapter 3, weight initialization).
     *
     * @param seed the same seed gives the same network on every machine
     */
    public Network random(long seed) {
        return random(seed, inputs -> 1 / Math.sqrt(inputs), 1);
    }

    /**
     * Returns this network with random parameters, all normal with one standard deviation (with scale 1: Nielsen,
     * chapter 1).
     *
     * @param seed the same seed gives the same network on every machine
     * @param scale the standard deviation, positive
     */
    public Network random(long seed, double scale) {
        Require.positive("scale", scale);
        return random(seed, inputs -> scale, scale);
    }

    private Network random(long seed, IntToDoubleFunction weightScale, double biasScale) {
        Random random = new Random(seed);
        List<Layer> drawn = new ArrayList<>();
        for (Layer layer : layers) {
            SimpleMatrix w = normal(layer.w(), weightScale.applyAsDouble(layer.inputs()), random);
            SimpleMatrix b = normal(layer.b(), biasScale, random);
            drawn.add(new Layer(w, b, layer.activation()));
        }
        return new Network(drawn);
    }

    private static SimpleMatrix normal(SimpleMatrix shape, double scale, Random random) {
        return shape.elementOp((int j, int k, double old) -> scale * random.nextGaussian());
    }

    /** Returns the same weights and biases with other activations, one for each layer or one for all. */
    public Network with(Activation... activations) {
        String rule = "be one, or one for each of the " + depth() + " layers";
        Require.allGiven("activations", activations);
        Require.that(activations.length == 1 || activations.length == depth(), "activations", rule, activations.length);
        return new Network(IntStream.rangeClosed(1, depth())
                .mapToObj(l -> new Layer(w(l), b(l), activations[activations.length == 1 ? 0 : l - 1]))
                .toList());
    }

    /** Returns L, the number of layers; the input does not count. */
    public int depth() {
        return layers.size();
    }

    /** Returns n₀, the number of inputs. */
    public int inputs() {
        return layer(1).inputs();
    }

    /** Returns n_L, the number of outputs. */
    public int outputs() {
        return layer(depth()).size();
    }

    /** Returns layer l, from 1 to L. */
    public Layer layer(int l) {
        Require.layer(1, layers.size(), l);
        return layers.get(l - 1);
    }

    /** Returns wˡ, n_l×n_{l−1}, for l from 1 to L. */
    public SimpleMatrix w(int l) {
        return layer(l).w();
    }

    /** Returns bˡ, n_l×1, for l from 1 to L. */
    public SimpleMatrix b(int l) {
        return layer(l).b();
    }

    /**
     * Runs x forward and keeps every z and a: zˡ = wˡaˡ⁻¹ + bˡ, aˡ = g_l(zˡ), a⁰ = x.
     *
     * @param x inputs, n₀×N, one example per column
     */
    public ForwardPass forward(SimpleMatrix x) {
        String rule = "have " + inputs() + " rows, one per input of the network";
        Require.fits(Require.filled("x", x).getNumRows() == inputs(), "x", rule, x);
        List<SimpleMatrix> z = new ArrayList<>();
        List<SimpleMatrix> a = new ArrayList<>(List.of(x));
        for (Layer layer : layers) {
            z.add(layer.z(a.get(a.size() - 1)));
            a.add(layer.activation().of(z.get(z.size() - 1)));
        }
        return new ForwardPass(z, a);
    }

    /** Returns aᴸ, the output n_L×N for inputs x, n₀×N, one example per column. */
    public SimpleMatrix output(SimpleMatrix x) {
        return forward(x).output();
    }

    /**
     * Returns the row of the largest output for each example: the class the network sees in it, from 0 to n_L−1, the first
     * if several are largest. An output that is NaN sees none.
     *
     * @param x inputs, n₀×N, one example per column
     * @throws IllegalArgumentException if an output is NaN
     */
    public int[] classify(SimpleMatrix x) {
        SimpleMatrix a = output(x);
        Require.that(!MatrixFeatures_DDRM.hasNaN(a.getDDRM()), "every output", "be a number to tell a class", "NaN");
        return IntStream.range(0, x.getNumCols())
                .map(t -> DataSet.indexOfLargest(a, t))
                .toArray();
    }

    /**
     * Returns the share, from 0 to 1, of examples whose class the network sees: the largest output is where the largest
     * target is.
     *
     * @throws CancellationException if the thread is interrupted and there are more than a thousand examples
     * @throws IllegalArgumentException if an output is NaN
     */
    public double accuracy(DataSet data) {
        return (double) Require.given("data", data)
                        .parts()
                        .mapToLong(this::right)
                        .sum()
                / data.size();
    }

    private long right(DataSet data) {
        int[] classes = classify(data.x());
        return IntStream.range(0, classes.length)
                .filter(t -> classes[t] == data.label(t))
                .count();
    }

    /** Returns the number of weights and biases. */
    public int parameterCount() {
        return layers.stream()
                .mapToInt(layer -> layer.size() * (layer.inputs() + 1))
                .sum();
    }

    /** Returns all parameters as one vector p: layer by layer, each layer's weights row by row, then its biases (note 000). */
    public double[] parameters() {
        return vector(
                layers.stream().map(Layer::w).toList(),
                layers.stream().map(Layer::b).toList());
    }

    static double[] vector(List<SimpleMatrix> w, List<SimpleMatrix> b) {
        return IntStream.range(0, w.size())
                .boxed()
                .flatMap(i -> Stream.of(w.get(i), b.get(i)))
                .flatMapToDouble(m -> Arrays.stream(m.getDDRM().data)) // EJML keeps a matrix row by row
                .toArray();
    }

    /** Returns a network of the same shape with other parameters, in the order of {@link #parameters()}. */
    public Network withParameters(double[] p) {
        requireOnePerParameter("p", p);
        List<Layer> changed = new ArrayList<>();
        int next = 0;
        for (Layer layer : layers) {
            int firstBias = next + layer.size() * layer.inputs();
            int end = firstBias + layer.size();
            SimpleMatrix w =
                    new SimpleMatrix(layer.size(), layer.inputs(), true, Arrays.copyOfRange(p, next, firstBias));
            SimpleMatrix b = new SimpleMatrix(Arrays.copyOfRange(p, firstBias, end));
            changed.add(new Layer(w, b, layer.activation()));
            next = end;
        }
        return new Network(changed);
    }

    void requireOnePerParameter(String name, double[] vector) {
        String rule = "have " + parameterCount() + " entries, one per weight and bias";
        Require.that(Require.given(name, vector).length == parameterCount(), name, rule, vector.length);
    }

    /** Returns n₀ to n_L as in {@code 3-5-4-2}. */
    public String shape() {
        return Stream.concat(Stream.of(inputs()), layers.stream().map(Layer::size))
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
    }

    @Override
    public String toString() {
        List<String> names =
                layers.stream().map(layer -> layer.activation().name()).toList();
        String activations = names.stream().distinct().count() == 1 ? names.get(0) : String.join(", ", names);
        return shape() + " network (" + activations + "), " + parameterCount() + " parameters";
    }
}
