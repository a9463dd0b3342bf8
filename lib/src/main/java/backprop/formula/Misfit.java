package backprop.formula;

/** Shapes that do not fit what is asked of them. */
final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misfit(String message) {
        super(message, null, false, false);
    }
}
