package backprop.check;

import backprop.Layer;
import backprop.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An order in which parameters may be written down as one vector, other than {@link Network#parameters()}.
 *
 * @param grouping what stands together
 * @param lastFirst from the last layer to the first
 * @param byColumns weights column by column
 */
record EntryOrder(Grouping grouping, boolean lastFirst, boolean byColumns) {

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
        List<List<Integer>> weights = new ArrayList<>();
        List<List<Integer>> biases = new ArrayList<>();
        int next = 0;
        for (Layer layer : network.layers()) {
            int from = next;
            int rows = layer.size();
            int columns = layer.inputs();
            weights.add(IntStream.range(0, rows * columns)
                    .mapToObj(i -> from + (byColumns ? i % rows * columns + i / rows : i))
                    .toList());
            next += rows * columns;
            biases.add(IntStream.range(next, next + rows).boxed().toList());
            next += rows;
        }
        if (lastFirst) {
            Collections.reverse(weights);
            Collections.reverse(biases);
        }
        return grouped(weights, biases)
                .flatMap(List::stream)
                .mapToDouble(i -> vector[i])
                .toArray();
    }

    private Stream<List<Integer>> grouped(List<List<Integer>> weights, List<List<Integer>> biases) {
        return switch (grouping) {
            case ALL_WEIGHTS_FIRST -> Stream.concat(weights.stream(), biases.stream());
            case ALL_BIASES_FIRST -> Stream.concat(biases.stream(), weights.stream());
            case WEIGHTS_FIRST ->
                IntStream.range(0, weights.size()).boxed().flatMap(l -> Stream.of(weights.get(l), biases.get(l)));
            case BIASES_FIRST ->
                IntStream.range(0, weights.size()).boxed().flatMap(l -> Stream.of(biases.get(l), weights.get(l)));
        };
    }
}
