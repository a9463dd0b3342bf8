package backprop.training;

import java.util.Locale;

/**
 * The arithmetic that training is made of, on examples as rows: the two products of matrices, and what goes number by number.
 * The weights are stored by input: a row of w holds those of an input to all neurons, padded with zeros to {@link #padded} numbers.
 * Chosen once, without a word: with the vector instructions of the processor where Java was started with {@code --add-modules
 * jdk.incubator.vector}, as it is in the notebooks, else a number at a time. Each number of a result is the same chain of
 * operations in both, so that its digits do not depend on the machine.
 */
public abstract class Products {
    /** The one in use. */
    static final Products INSTANCE = choose();

    /** How many rows {@link #weigh} takes at once, and inputs {@link #add}, so that multiples of them waste no time. */
    static final int ROWS = 5;

    /** How many numbers the longest vectors have. */
    static final int PADDING = 8;

    private static final int SIZE = 320;
    private static final int TRIALS = 20;

    Products() {}

    /**
     * Says how the networks of this process are trained, and how fast it is now, from the best of twenty products of 320x320
     * matrices on one core: {@code vectors of 8 numbers, 52 Gflop/s} or {@code numbers one by one, 9 Gflop/s}. Takes less than
     * a second.
     */
    public static String describe() {
        return String.format(Locale.ROOT, "%s, %.0f Gflop/s", INSTANCE.name(), gigaflops());
    }

    abstract String name();

    /** z = x w + b for some rows of x; those of z are as long as b. */
    abstract void weigh(double[][] x, int rows, int inputs, Panels w, double[] b, double[][] z);

    /** w ← w + xᵀδ by some rows of x and δ, for the inputs from one to another. */
    abstract void add(double[][] x, Panels delta, int rows, int from, int to, Panels w);

    /** b ← b + the sum of some rows of δ. */
    abstract void add(Panels delta, int rows, double[] b);

    /** Replaces z by σ(z) in some rows, and writes σ′(z) beside it: {@link FastSigmoid}. */
    abstract void sigmoid(double[][] z, double[][] slope, int rows);

    /** δ ← factor δ ⊙ slope in some rows, and the same in panels. */
    abstract void settle(double[][] delta, double[][] slope, double factor, int rows, Panels settled);

    /** Returns how many numbers of a row go through its loops at once, a multiple of {@link #PADDING}. */
    abstract int tile();

    /** Returns a matrix of zeros, with {@link #padded} columns. */
    final Panels panels(int rows, int columns) {
        return new Panels(rows, columns, tile(), PADDING);
    }

    /** Returns the length of a row for so many numbers. */
    static int padded(int size) {
        return (size + PADDING - 1) / PADDING * PADDING;
    }

    /** Where the k-th of some almost equal shares of rows, or of inputs, begins: at a multiple of {@link #ROWS}. */
    static int share(int whole, int k, int shares) {
        int fives = (whole + ROWS - 1) / ROWS;
        return Math.min(whole, fives * k / shares * ROWS);
    }

    private static double gigaflops() {
        double[][] x = new double[SIZE][SIZE];
        Panels w = INSTANCE.panels(SIZE, SIZE);
        double[] b = new double[SIZE];
        double[][] z = new double[SIZE][SIZE];
        long best = Long.MAX_VALUE;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            INSTANCE.weigh(x, SIZE, SIZE, w, b, z);
            best = Math.min(best, System.nanoTime() - start);
        }
        return 2.0 * SIZE * SIZE * SIZE / best;
    }

    /** By name, as the class links to a module that this Java may not have. */
    private static Products choose() {
        try {
            return (Products) Class.forName("backprop.training.VectorProducts")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError noVectors) {
            return new PlainProducts();
        }
    }
}
