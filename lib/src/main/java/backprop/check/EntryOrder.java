package backprop.check;

import backprop.Layer;
import backprop.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An order in which parameters may be written down as one vector, other than {@link Network#parameters()}.
 *
 * @param lastFirst from the last layer to the first
 * @param byColumns weights column by column
 */
record EntryOrder(Grouping grouping, boolean lastFirst, boolean byColumns) {
    /** What stands together. */
    enum Grouping {
        WEIGHTS_FIRST(""),
        BIASES_FIRST("each layer's biases before its weights"),
        ALL_WEIGHTS_FIRST("all weights, then all biases"),
        ALL_BIASES_FIRST("all biases, then all weights");

        private final String words;

        Grouping(String words) {
            this.words = words;
        }
    }

    /** Where an entry stands in the library's order, and what it is. */
    private record Entry(int index, int layer, boolean isBias, int column) {}

    /** Every one but the library's own. */
    static List<EntryOrder> others() {
        return Stream.of(Grouping.values())
                .flatMap(grouping -> IntStream.range(0, 4).mapToObj(i -> new EntryOrder(grouping, i >= 2, i % 2 == 1)))
                .skip(1)
                .toList();
    }

    Cause cause() {
        String words = Stream.of(
                        grouping.words, lastFirst ? "the last layer first" : "", byColumns ? "weights by columns" : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
        return new Cause(
                "order " + this,
                "the numbers are right, but in another order: " + words
                        + "; here they go layer by layer, each layer's weights row by row, then its biases");
    }

    /** Rearranges a vector that is in the library's order. */
    double[] of(Network network, double[] vector) {
        List<Entry> entries = new ArrayList<>();
        for (int l = 1; l <= network.depth(); l++) {
            Layer layer = network.layer(l);
            for (int i = 0; i < layer.size() * (layer.inputs() + 1); i++) {
                boolean isBias = i >= layer.size() * layer.inputs();
                entries.add(new Entry(entries.size(), l, isBias, isBias ? 0 : i % layer.inputs()));
            }
        }
        return entries.stream()
                .sorted(inThisOrder())
                .mapToDouble(entry -> vector[entry.index()])
                .toArray();
    }

    private Comparator<Entry> inThisOrder() {
        Comparator<Entry> byLayer = Comparator.comparing(entry -> lastFirst ? -entry.layer() : entry.layer());
        Function<Entry, Boolean> second = switch (grouping) {
            case WEIGHTS_FIRST, ALL_WEIGHTS_FIRST -> Entry::isBias;
            case BIASES_FIRST, ALL_BIASES_FIRST -> entry -> !entry.isBias();
        };
        Comparator<Entry> byKind = Comparator.comparing(second);
        boolean kindFirst = grouping == Grouping.ALL_WEIGHTS_FIRST || grouping == Grouping.ALL_BIASES_FIRST;
        return (kindFirst ? byKind.thenComparing(byLayer) : byLayer.thenComparing(byKind))
                .thenComparing(entry -> byColumns ? entry.column() : 0)
                .thenComparing(Entry::index);
    }
}
