package backprop.internal;

/** Matrices whose shapes do not fit together. */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    ShapeException(String message) {
        super(message);
    }
}
