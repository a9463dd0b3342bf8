package backprop.formula;

/**
 * A function's name.
 *
 * @param primes how often it is differentiated
 * @param layer whose activation it is; null if that is not written
 */
record Function(String name, int primes, Place layer) {
    static Function named(String name) {
        return new Function(name, 0, null);
    }
}
