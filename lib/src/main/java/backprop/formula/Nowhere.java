package backprop.formula;

/** That a layer, or neuron, which a formula speaks of does not exist. */
final class Nowhere extends RuntimeException {
    private static final long serialVersionUID = 1;

    Nowhere(String message) {
        super(message, null, false, false);
    }
}
