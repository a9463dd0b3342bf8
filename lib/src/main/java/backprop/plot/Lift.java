package backprop.plot;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is lifted out of a drawn network: a neuron of each layer from one on, and the weights between them.
 *
 * @param from the first layer
 * @param neurons one of each layer, or {@link #EVERY}
 */
record Lift(int from, List<Integer> neurons) {
    /** All neurons of a layer. */
    static final int EVERY = -1;

    /** Returns a neuron with all that leads into it and out of it. */
    static Lift around(int l, int j, int depth) {
        int from = Math.max(0, l - 1);
        int to = Math.min(depth, l + 1);
        return new Lift(
                from,
                IntStream.rangeClosed(from, to)
                        .mapToObj(m -> m == l ? j : EVERY)
                        .toList());
    }

    /** Tells whether neuron j of layer l is in it. */
    boolean has(int l, int j) {
        int i = l - from;
        return i >= 0 && i < neurons.size() && (neurons.get(i) == EVERY || neurons.get(i) == j);
    }

    /** Tells whether w_jk of layer l is in it. */
    boolean has(int l, int j, int k) {
        return has(l, j) && has(l - 1, k);
    }

    /** Tells whether neuron j of layer l is one that was asked for by its number. */
    boolean names(int l, int j) {
        return has(l, j) && neurons.get(l - from) != EVERY;
    }

    @Override
    public String toString() {
        return IntStream.range(0, neurons.size())
                .filter(i -> neurons.get(i) != EVERY)
                .mapToObj(i -> NetworkWords.name(from + i, neurons.get(i)))
                .collect(Collectors.joining(" → "));
    }
}
