package backprop.check;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Layer;
import backprop.Network;
import backprop.check.Quantity.Kind;
import backprop.internal.Require;
import backprop.text.PastedMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * One way to read the numbers of a sheet.
 *
 * @param turned whether w is W_ij, from neuron i to neuron j; otherwise w_jk, to j from k
 * @param rows whether examples are rows; otherwise columns
 */
record SheetReading(Map<String, PastedMatrix> given, boolean turned, boolean rows) {
    /**
     * A way in which a matrix may be written down.
     *
     * @param words what to say of it; empty if it is the usual one
     * @param undone makes of what was written the matrix in the library's layout
     */
    record Layout(String words, UnaryOperator<SimpleMatrix> undone) {}

    /** Every way that makes a difference, the library's own first. */
    static List<SheetReading> of(Map<String, PastedMatrix> given) {
        boolean canTurn = given.entrySet().stream()
                .anyMatch(of -> of.getKey().startsWith("w") && !of.getValue().isList());
        boolean canBeRows = Stream.of("x", "y").anyMatch(of -> !given.get(of).isList());
        return Stream.of(false, true)
                .filter(turned -> !turned || canTurn)
                .flatMap(turned -> Stream.of(false, true)
                        .filter(rows -> !rows || canBeRows)
                        .map(rows -> new SheetReading(given, turned, rows)))
                .toList();
    }

    /** What the numbers are under this reading, if they fit. An activation of one's own that throws is no misfit. */
    Optional<Case> read(int depth, Cost cost, List<Activation> activations, List<String> misfits) {
        Optional<Network> network = fitting(() -> network(depth, activations), misfits);
        Optional<DataSet> data = network.flatMap(of -> fitting(() -> data(of), misfits));
        if (data.isEmpty()) {
            return Optional.empty();
        }
        SimpleMatrix a = network.get().output(data.get().x());
        return fitting(() -> cost.of(a, data.get().y()), misfits)
                .map(accepted -> Case.of(network.get(), cost, data.get()))
                .map(c -> hasBiases() ? c : c.withoutBiases());
    }

    private static <T> Optional<T> fitting(Supplier<T> read, List<String> misfits) {
        try {
            return Optional.of(read.get());
        } catch (IllegalArgumentException doesNotFit) {
            misfits.add(doesNotFit.getMessage());
            return Optional.empty();
        }
    }

    private boolean hasBiases() {
        return given.containsKey(Sheet.layer("b", 1));
    }

    private Network network(int depth, List<Activation> activations) {
        List<Layer> layers = new ArrayList<>();
        PastedMatrix x = given.get("x");
        int inputs = x.isList() ? x.value().getNumCols() : examples(x).getNumRows();
        for (int l = 1; l <= depth; l++) {
            SimpleMatrix w = weights(given.get(Sheet.layer("w", l)), inputs);
            inputs = w.getNumRows();
            layers.add(new Layer(w, hasBiases() ? biases(l, inputs) : new SimpleMatrix(inputs, 1), Activation.SIGMOID));
        }
        return new Network(layers).with(activations.toArray(Activation[]::new));
    }

    private SimpleMatrix biases(int l, int size) {
        double[] b = Comparison.numbers(given.get(Sheet.layer("b", l)).value());
        Require.that(b.length == size, Sheet.layer("b", l), "have " + size + " numbers, one per neuron", b.length);
        return new SimpleMatrix(b);
    }

    private DataSet data(Network network) {
        return new DataSet(examples("x", network.inputs(), "input"), examples("y", network.outputs(), "output"));
    }

    private SimpleMatrix weights(PastedMatrix w, int inputs) {
        boolean isColumn = w.isList() && w.value().getNumCols() != inputs;
        return turned && !w.isList() || isColumn ? w.value().transpose() : w.value();
    }

    private SimpleMatrix examples(PastedMatrix m) {
        return rows ? m.value().transpose() : m.value();
    }

    /** A list is one example; of a network with one such number one example per number. */
    private SimpleMatrix examples(String name, int size, String what) {
        PastedMatrix m = given.get(name);
        boolean isColumn = m.isList() && m.value().getNumCols() == size;
        SimpleMatrix read = isColumn ? m.value().transpose() : m.isList() ? m.value() : examples(m);
        String rule = "have " + size + " numbers for each example, one per " + what;
        Require.that(read.getNumRows() == size, name, rule, m.isList() ? read.getNumCols() : Require.shape(m.value()));
        return read;
    }

    /** How w and the examples were read, in words. */
    String words(Case c) {
        return (turned ? "w_ij leads from neuron i to neuron j" : "w_jk leads to neuron j from neuron k")
                + (c.examples() == 1 ? "" : rows ? ", one example per row" : ", one example per column");
    }

    /** Those that give the right shape, the usual one first. */
    Stream<Layout> layouts(Quantity of, PastedMatrix numbers, SimpleMatrix right) {
        int height = right.getNumRows();
        int width = right.getNumCols();
        boolean isList = numbers.isList() || of.kind() == Kind.B;
        boolean isWeight = of.kind() == Kind.W;
        boolean isTurned = !isList && (isWeight ? turned : rows);
        UnaryOperator<SimpleMatrix> plain = isList ? m -> reshaped(m, height, width) : m -> m;
        UnaryOperator<SimpleMatrix> transposed =
                isList ? m -> reshaped(m, width, height).transpose() : SimpleMatrix::transpose;
        String ofWeights = turned ? ", as w_jk: transposed" : ", as w_ij: transposed";
        String ofExamples = width == 1 ? "" : ", with one example per " + (rows ? "column" : "row");
        return Stream.of(
                        new Layout("", isTurned ? transposed : plain),
                        new Layout(
                                isList ? ", by columns" : isWeight ? ofWeights : ofExamples,
                                isTurned ? plain : transposed))
                .filter(layout -> Bounds.sameShape(layout.undone().apply(numbers.value()), right));
    }

    private static SimpleMatrix reshaped(SimpleMatrix list, int rows, int columns) {
        return list.getNumElements() == rows * columns
                ? new SimpleMatrix(rows, columns, true, Comparison.numbers(list))
                : list;
    }
}
