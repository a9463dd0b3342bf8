package backprop.difference;

/**
 * A place where the cost has no derivative: a neuron whose activation bends sharply at z = 0, as ReLU does, sits on the
 * bend, or so near that every useful step crosses it. Any slope from lower to upper is right for this entry.
 *
 * @param entry the entry that has no derivative; in a matrix, row by row
 * @param layer the layer of the neuron on the bend, from 1
 * @param neuron the neuron on the bend, from 0
 * @param example the example that puts it there, from 0
 * @param lower the least of the one-sided slopes; with several neurons on a bend, of all combinations of their sides
 * @param upper the largest of them
 */
public record Kink(int entry, int layer, int neuron, int example, double lower, double upper) {
    @Override
    public String toString() {
        return "entry " + entry + " lies on a bend: neuron " + neuron + " of layer " + layer + " has z = 0 in example "
                + example + "; every slope from " + lower + " to " + upper + " is right";
    }
}
