package backprop.check;

import backprop.Activation;
import backprop.DataSet;
import backprop.Layer;
import backprop.Network;
import backprop.internal.Require;
import backprop.text.PastedMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * One way to read the numbers of a sheet.
 *
 * @param turned whether w is W_ij, from neuron i to neuron j; otherwise w_jk, to j from k
 * @param rows whether examples are rows; otherwise columns
 */
record SheetReading(boolean turned, boolean rows) {
    /** Every way that makes a difference, the library's own first. */
    static List<SheetReading> of(Map<String, PastedMatrix> given) {
        boolean canTurn = given.entrySet().stream()
                .anyMatch(of -> of.getKey().startsWith("w") && !of.getValue().isList());
        boolean canBeRows = Stream.of("x", "y").anyMatch(of -> !given.get(of).isList());
        List<SheetReading> readings = new ArrayList<>();
        for (boolean turned : canTurn ? new boolean[] {false, true} : new boolean[] {false}) {
            readings.add(new SheetReading(turned, false));
            if (canBeRows) {
                readings.add(new SheetReading(turned, true));
            }
        }
        return readings;
    }

    /**
     * The network under this reading.
     *
     * @throws IllegalArgumentException if the numbers do not fit
     */
    Network network(Map<String, PastedMatrix> given, int depth, List<Activation> activations) {
        List<Layer> layers = new ArrayList<>();
        boolean biases = given.containsKey(Sheet.layer("b", 1));
        PastedMatrix x = given.get("x");
        int inputs = x.isList() ? x.value().getNumCols() : examples(x).getNumRows();
        for (int l = 1; l <= depth; l++) {
            SimpleMatrix w = weights(given.get(Sheet.layer("w", l)), inputs);
            int size = w.getNumRows();
            SimpleMatrix b = new SimpleMatrix(size, 1);
            if (biases) {
                PastedMatrix typed = given.get(Sheet.layer("b", l));
                int count = typed.value().getNumElements();
                String rule = "have " + size + " numbers, one per neuron";
                Require.that(count == size, Sheet.layer("b", l), rule, count);
                b = new SimpleMatrix(Comparison.numbers(typed.value()));
            }
            layers.add(new Layer(w, b, Activation.SIGMOID));
            inputs = size;
        }
        return new Network(layers).with(activations.toArray(Activation[]::new));
    }

    /**
     * The examples of a network under this reading.
     *
     * @throws IllegalArgumentException if the numbers do not fit
     */
    DataSet data(Map<String, PastedMatrix> given, Network network) {
        return new DataSet(
                examples(given.get("x"), "x", network.inputs(), "input"),
                examples(given.get("y"), "y", network.outputs(), "output"));
    }

    private SimpleMatrix weights(PastedMatrix w, int inputs) {
        boolean isColumn = w.isList() && w.value().getNumCols() != inputs;
        return turned && !w.isList() || isColumn ? w.value().transpose() : w.value();
    }

    private SimpleMatrix examples(PastedMatrix m) {
        return rows ? m.value().transpose() : m.value();
    }

    /** A list is one example; of a network with one such number one example per number. */
    private SimpleMatrix examples(PastedMatrix m, String name, int size, String what) {
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
}
