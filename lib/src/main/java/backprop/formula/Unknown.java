package backprop.formula;

/** What a formula cannot be judged without. */
final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unknown(String message) {
        super(message, null, false, false);
    }
}
