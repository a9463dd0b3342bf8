package backprop.formula;

import java.util.List;

/**
 * A letter with all that is written at it.
 *
 * @param letter as its author writes it
 * @param layer null if none is written and none is meant
 * @param indices none for the whole vector or matrix, one for a neuron, two for a weight
 * @param example null for all examples, or the only one
 * @param isSilent whether its layer goes without saying, as that of ŷ
 */
record Symbol(Quantity what, String letter, Place layer, List<Place> indices, Place example, boolean isSilent) {
    Symbol(Quantity what, String letter, Place layer, List<Place> indices, Place example) {
        this(what, letter, layer, indices, example, false);
    }

    static Symbol of(Quantity what, String letter) {
        return new Symbol(what, letter, null, List.of(), null);
    }

    Symbol at(Place otherLayer) {
        return new Symbol(what, letter, otherLayer, indices, example, isSilent && layer.equals(otherLayer));
    }

    Symbol indexed(List<Place> others) {
        return new Symbol(what, letter, layer, others, example, isSilent);
    }

    Symbol ofExample(Place other) {
        return new Symbol(what, letter, layer, indices, other, isSilent);
    }

    Symbol silent() {
        return new Symbol(what, letter, layer, indices, example, true);
    }

    /** Whether it is ŷ, which speaks of no layers. */
    boolean isOutput() {
        return isSilent && Place.LAST.equals(layer);
    }

    /** Whether its capital says that it has a column for each example. */
    boolean isBatch() {
        return letter.length() == 1
                && Character.isUpperCase(letter.charAt(0))
                && (what.isOfNeurons() || what == Quantity.X);
    }

    /** Whether no neuron is picked out of it. */
    boolean isWhole() {
        return indices.isEmpty();
    }

    /** Whether a letter is one of its indices, with or without an offset. */
    boolean hasIndex(String index) {
        return indices.stream().anyMatch(place -> place.base().equals(index));
    }

    boolean isOfExample(String index) {
        return example != null && example.base().equals(index);
    }

    boolean isOfLayer(String index) {
        return layer != null && layer.base().equals(index);
    }
}
