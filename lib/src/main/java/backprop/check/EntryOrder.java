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
    /** The weights or the biases of a layer, and where they begin in the library's order. */
    private record Part(int from, int layer, boolean isBias, int rows, int columns) {
        int size() {
            return rows * columns;
        }

        IntStream indices(boolean byColumns) {
            return IntStream.range(from, from + size())
                    .map(i -> byColumns ? from + (i - from) % rows * columns + (i - from) / rows : i);
        }
    }

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
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int l = 1; l <= network.depth(); l++) {
            Layer layer = network.layer(l);
            List<Part> both = List.of(
                    new Part(from, l, false, layer.size(), layer.inputs()),
                    new Part(from + layer.size() * layer.inputs(), l, true, layer.size(), 1));
            parts.addAll(both.subList(0, vector.length == network.parameterCount() ? 2 : 1));
            from = parts.stream().mapToInt(Part::size).sum();
        }
        Comparator<Part> byLayer = Comparator.comparingInt(part -> lastFirst ? -part.layer() : part.layer());
        Comparator<Part> byKind = Comparator.comparing(part -> part.isBias() != biasesFirst);
        return parts.stream()
                .sorted(apart ? byKind.thenComparing(byLayer) : byLayer.thenComparing(byKind))
                .flatMapToInt(part -> part.indices(byColumns))
                .mapToDouble(i -> vector[i])
                .toArray();
    }
}
