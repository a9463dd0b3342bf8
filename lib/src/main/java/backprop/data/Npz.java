package backprop.data;

import backprop.Activation;
import backprop.Gradient;
import backprop.History;
import backprop.Layer;
import backprop.Network;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Arrays by name, in NumPy's file format {@code .npz}, a zip of {@code .npy} files: so networks, gradients and histories go out
 * to NumPy and PyTorch and come in from there, and are kept. Every number comes back bit for bit.
 *
 * <pre>{@code
 * Npz.of(network).save("net.npz");      // in Python: p = np.load("net.npz"); p["w1"], p["b1"], …
 * Npz.load("net.npz").network()
 *
 * // in Python: np.savez("net.npz", **{k: v.numpy() for k, v in model.state_dict().items()})
 * Npz.load("net.npz").network(Activation.TANH, Activation.SIGMOID)
 * }</pre>
 *
 * <p>Source of the format: NEP 1, A simple file format for NumPy arrays.
 */
public final class Npz {
    private static final String ACTIVATION_NAMES = "activations";

    private final String source; // as messages call it
    private final Map<String, byte[]> arrays;

    private Npz(String source, Map<String, byte[]> arrays) {
        this.source = source;
        this.arrays = arrays;
    }

    private static Npz of(Map<String, byte[]> arrays) {
        return new Npz("what is saved", arrays);
    }

    /** A matrix, an array of two dimensions. */
    public static Npz of(String name, SimpleMatrix m) {
        return of(Map.of(Require.notBlank("name", name), Npy.of(Require.filled("m", m))));
    }

    /** Numbers, an array of one dimension. */
    public static Npz of(String name, double... numbers) {
        return of(Map.of(Require.notBlank("name", name), Npy.of(Require.given("numbers", numbers))));
    }

    /** Texts, an array of one dimension. */
    public static Npz of(String name, List<String> texts) {
        return of(Map.of(Require.notBlank("name", name), Npy.of(Require.allGiven("texts", texts))));
    }

    /** A network: its weights {@code w1} to wL, n_l×n_{l−1}, its biases {@code b1} to bL and the names of its activations. */
    public static Npz of(Network network) {
        Require.given("network", network);
        List<String> names = network.layers().stream()
                .map(layer -> layer.activation().name())
                .toList();
        return layers(
                        "",
                        network.layers().stream().map(Layer::w).toList(),
                        network.layers().stream().map(Layer::b).toList())
                .and(of(ACTIVATION_NAMES, names));
    }

    /** A gradient: {@code dw1}, {@code db1}, … of the shapes of the weights and biases. */
    public static Npz of(Gradient gradient) {
        return layers("d", Require.given("gradient", gradient).w(), gradient.b());
    }

    private static Npz layers(String prefix, List<SimpleMatrix> w, List<SimpleMatrix> b) {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        for (int l = 1; l <= w.size(); l++) {
            arrays.put(prefix + "w" + l, Npy.of(w.get(l - 1)));
            arrays.put(prefix + "b" + l, Npy.of(b.get(l - 1).getDDRM().data));
        }
        return of(arrays);
    }

    /** A history: {@code label}, {@code unit}, {@code outcome}, {@code costs}, and {@code measures} with a row for each of their names. */
    public static Npz of(History history) {
        Require.given("history", history);
        List<String> names = List.copyOf(history.measures().keySet());
        SimpleMatrix values = new SimpleMatrix(names.size(), history.costs().size());
        for (int i = 0; i < names.size(); i++) {
            values.setRow(i, 0, array(history.measure(names.get(i))));
        }
        return of("label", List.of(history.label()))
                .and(of("unit", List.of(history.unit())))
                .and(of("outcome", List.of(history.outcome())))
                .and(of("costs", array(history.costs())))
                .and(of("measure_names", names))
                .and(of(Map.of("measures", Npy.of(values))));
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(number -> number).toArray();
    }

    /** Returns these arrays and others, none of which has the name of one of these. */
    public Npz and(Npz others) {
        Map<String, byte[]> all = new LinkedHashMap<>(arrays);
        Require.given("others", others).arrays.forEach((name, array) -> {
            String rule = "have names of their own";
            Require.that(all.put(name, array) == null, "others", rule, "another '" + name + "'");
        });
        return new Npz(source, all);
    }

    /**
     * Reads {@code .npz} files, and {@code .npy} files, whose array has the name of its file. They are read to the end, and
     * their checksums compared, or refused; so is what would take more than a quarter of Java's memory, before it takes it.
     * Whole numbers beyond 2⁵³ are rounded.
     */
    public static Npz load(String... paths) {
        List<String> all = Require.allGiven("paths", paths);
        Require.atLeast("the number of paths", 1, all.size());
        return all.stream()
                .map(path -> new Npz(path, NpzFile.read(path)))
                .reduce(Npz::and)
                .orElseThrow();
    }

    /**
     * Writes all to a file, in the place of an old one: whenever the machine stops, the old file is there or the new one. An
     * interrupt does not stop it.
     */
    public void save(String path) {
        NpzFile.write(path, arrays);
    }

    /** Returns the names of all arrays, in the order of the file. */
    public Set<String> names() {
        return Collections.unmodifiableSet(arrays.keySet());
    }

    /** Returns an array of numbers as a matrix; one of one dimension is a column, one of none is 1×1. */
    public SimpleMatrix matrix(String name) {
        return array(name).matrix();
    }

    /** Returns the numbers of an array, row by row. */
    public double[] numbers(String name) {
        SimpleMatrix m = matrix(name);
        return m.getDDRM().data;
    }

    /** Returns the texts of an array of one dimension. */
    public List<String> texts(String name) {
        return array(name).texts();
    }

    private Npy array(String name) {
        byte[] bytes = arrays.get(Require.notBlank("name", name));
        Require.that(bytes != null, source, "hold an array '" + name + "'", arrays.keySet());
        return Npy.in("'" + name + "' of " + source, bytes);
    }

    /**
     * Returns the weights and biases as a network. Names of arrays tell which is which: {@code w1}, {@code b1}, {@code W2};
     * {@code 0.weight}, {@code fc.bias} of PyTorch; {@code arr_0}, {@code arr_1}, … in turn. Weights are n_l×n_{l−1}, as these
     * notes and PyTorch have them; for n_{l−1}×n_l, as in z = xW + b, see {@link #transposed}. Biases have one dimension or
     * two.
     *
     * @param activations one for each layer or one for all; none, if the file names them and has none of one's own
     */
    public Network network(Activation... activations) {
        List<Activation> given = Require.allGiven("activations", activations);
        LayerNames names = LayerNames.ofParameters(source, arrays.keySet());
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l <= names.weights().size(); l++) {
            layers.add(new Layer(w(names, l), b(names, l), Activation.IDENTITY));
        }
        return new Network(layers).with(activations(given));
    }

    private Activation[] activations(List<Activation> given) {
        List<String> saved = arrays.containsKey(ACTIVATION_NAMES) ? texts(ACTIVATION_NAMES) : List.of();
        if (given.isEmpty()) {
            return saved.stream().map(this::ours).toArray(Activation[]::new);
        }
        List<String> names = given.stream().map(Activation::name).toList();
        boolean fits = saved.isEmpty()
                || names.equals(saved)
                || names.size() == 1 && saved.stream().allMatch(names.get(0)::equals);
        Require.that(fits, "activations", "be those of " + source + ", " + saved, names);
        return given.toArray(Activation[]::new);
    }

    private Activation ours(String name) {
        return Activation.ALL.stream()
                .filter(activation -> activation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Require.broken(
                        "activations", "be given, as " + source + " has one of its own, '" + name + "'", "none"));
    }

    /** Returns the weights and biases as a gradient; if there are others named {@code dw1} or {@code 0.weight.grad}, those. */
    public Gradient gradient() {
        LayerNames names = LayerNames.ofGradient(source, arrays.keySet());
        List<Integer> layers =
                IntStream.rangeClosed(1, names.weights().size()).boxed().toList();
        return new Gradient(
                layers.stream().map(l -> w(names, l)).toList(),
                layers.stream().map(l -> b(names, l)).toList());
    }

    private SimpleMatrix w(LayerNames names, int l) {
        String name = names.weights().get(l - 1);
        SimpleMatrix w = matrix(name);
        int size = b(names, l).getNumRows();
        String rule = "have " + size + " rows, one per entry of '"
                + names.biases().get(l - 1) + "' (if it leads from row to column, call transposed() first)";
        Require.that(w.getNumRows() == size, "'" + name + "' of " + source, rule, Require.shape(w));
        return w;
    }

    private SimpleMatrix b(LayerNames names, int l) {
        String name = names.biases().get(l - 1);
        SimpleMatrix b = matrix(name);
        boolean isVector = b.getNumRows() == 1 || b.getNumCols() == 1;
        Require.that(isVector, "'" + name + "' of " + source, "be one row or column", Require.shape(b));
        return new SimpleMatrix(Arrays.copyOf(b.getDDRM().data, b.getNumElements()));
    }

    /**
     * Returns the same with every matrix transposed: for weights and examples as in z = xW + b, where an example is a row. A
     * square matrix does not tell that it should be.
     */
    public Npz transposed() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> entry : arrays.entrySet()) {
            Npy array = array(entry.getKey());
            all.put(entry.getKey(), array.isMatrix() ? Npy.of(array.matrix().transpose()) : entry.getValue());
        }
        return new Npz(source, all);
    }

    /** Returns what {@link #of(History)} wrote. */
    public History history() {
        List<String> names = texts("measure_names");
        SimpleMatrix values = matrix("measures");
        Map<String, List<Double>> measures = new LinkedHashMap<>();
        Require.that(
                values.getNumRows() == names.size(),
                "measures of " + source,
                "have a row for each of " + names,
                Require.shape(values));
        for (int i = 0; i < names.size(); i++) {
            measures.put(names.get(i), list(values.getRow(i).getDDRM().data));
        }
        return new History(text("label"), text("unit"), list(numbers("costs")), measures, text("outcome"));
    }

    private String text(String name) {
        List<String> texts = texts(name);
        Require.that(texts.size() == 1, "'" + name + "' of " + source, "be one text", texts.size());
        return texts.get(0);
    }

    private static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    @Override
    public String toString() {
        return "arrays " + arrays.keySet();
    }
}
