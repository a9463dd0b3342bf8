package backprop.check;

import backprop.Layer;
import backprop.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An order in which parameters may be written down as one vector, other than {@link Network#parameters()}.
 *
 * @param apart all weights apart from all biases
 * @param biasesFirst biases before weights
 * @param lastFirst from the last layer to the first
 * @param byColumns weights column by column
 */
record EntryOrder(boolean apart, boolean biasesFirst, boolean lastFirst, boolean byColumns) {
    /** Where an entry stands in the library's order, and what it is. */
    private record Entry(int index, int layer, boolean isBias, int column) {}

    /** Every one but the library's own. */
    static List<EntryOrder> others() {
        return IntStream.range(1, 16)
                .mapToObj(i -> new EntryOrder((i & 8) > 0, (i & 4) > 0, (i & 2) > 0, (i & 1) > 0))
                .toList();
    }

    Cause cause() {
        return new Cause(
                "order " + this,
                "the numbers are right, but in another order: " + words()
                        + "; here they go layer by layer, each layer's weights row by row, then its biases");
    }

    /** In what it differs from the library's own. */
    String words() {
        String together = biasesFirst ? "each layer's biases before its weights" : "";
        String apartWords = biasesFirst ? "all biases, then all weights" : "all weights, then all biases";
        return Stream.of(
                        apart ? apartWords : together,
                        lastFirst ? "the last layer first" : "",
                        byColumns ? "weights by columns" : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** Rearranges a vector that is in the library's order, with biases or without. */
    double[] of(Network network, double[] vector) {
        List<Entry> entries = new ArrayList<>();
        int columns = vector.length == network.parameterCount() ? 1 : 0; // of biases
        for (int l = 1; l <= network.depth(); l++) {
            Layer layer = network.layer(l);
            for (int i = 0; i < layer.size() * (layer.inputs() + columns); i++) {
                boolean isBias = i >= layer.size() * layer.inputs();
                entries.add(new Entry(entries.size(), l, isBias, isBias ? 0 : i % layer.inputs()));
            }
        }
        Comparator<Entry> byLayer = Comparator.comparingInt(entry -> lastFirst ? -entry.layer() : entry.layer());
        Comparator<Entry> byKind = Comparator.comparing(entry -> entry.isBias() != biasesFirst);
        return entries.stream()
                .sorted((apart ? byKind.thenComparing(byLayer) : byLayer.thenComparing(byKind))
                        .thenComparingInt(entry -> byColumns ? entry.column() : 0)
                        .thenComparingInt(Entry::index))
                .mapToDouble(entry -> vector[entry.index()])
                .toArray();
    }
}
