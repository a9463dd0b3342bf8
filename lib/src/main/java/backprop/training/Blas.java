package backprop.training;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The matrix products of training: the machine's own BLAS ({@code libblas.so.3} on Linux) if it has one, else netlib's in
 * Java. Chosen once, without a word; {@link #describe()} says which and how fast. {@code -Dbackprop.blas=java} asks for the
 * one in Java, whose sums have the same order, and so the same digits, on every machine.
 *
 * <p>Training shares large mini-batches among the cores if each product keeps to one: the one in Java does, an OpenBLAS with
 * {@code OPENBLAS_NUM_THREADS=1}, as in the notebooks. Then the digits are the same on any number of cores. One that
 * uses all cores itself is left to it.
 */
public final class Blas {
    private static final int SIZE = 500;
    private static final int TRIALS = 5;

    /** The one in use. */
    static final BLAS INSTANCE = choose();

    private Blas() {}

    /**
     * Says which BLAS trains the networks of this process and how fast it is now, from the best of five products of 500x500
     * matrices on as many threads as it likes: {@code native BLAS, 52 Gflop/s} or {@code Java BLAS, 11 Gflop/s}. Takes less
     * than a second.
     */
    public static String describe() {
        return (isNative() ? "native" : "Java") + " BLAS, " + Math.round(gigaflops()) + " Gflop/s";
    }

    static boolean isNative() {
        return INSTANCE instanceof NativeBLAS;
    }

    /** Whether a product keeps to one core. */
    static boolean keepsToOneCore() {
        return !isNative()
                || Stream.of("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
                        .anyMatch(name -> "1".equals(System.getenv(name)));
    }

    private static double gigaflops() {
        double[] a = new double[SIZE * SIZE];
        double[] c = new double[SIZE * SIZE];
        long best = Long.MAX_VALUE;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            INSTANCE.dgemm("N", "N", SIZE, SIZE, SIZE, 1, a, SIZE, a, SIZE, 0, c, SIZE);
            best = Math.min(best, System.nanoTime() - start);
        }
        return 2.0 * SIZE * SIZE * SIZE / best;
    }

    private static BLAS choose() {
        if ("java".equals(System.getProperty("backprop.blas"))) {
            return quietly(JavaBLAS::getInstance);
        }
        return quietly(() -> {
            try {
                return NativeBLAS.getInstance();
            } catch (RuntimeException | LinkageError noneOnThisMachine) {
                return JavaBLAS.getInstance();
            }
        });
    }

    /** netlib logs a warning for each BLAS that it does not find, which a notebook would show in red. */
    private static BLAS quietly(Supplier<BLAS> choice) {
        Logger log = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");
        Level level = log.getLevel();
        log.setLevel(Level.OFF);
        try {
            return choice.get();
        } finally {
            log.setLevel(level);
        }
    }
}
