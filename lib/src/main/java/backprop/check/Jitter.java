package backprop.check;

import java.util.function.DoubleUnaryOperator;

/**
 * Measures how far rounding moves the cost: an {@link Onward} whose every z, a and c is shrunk at random by up to 8ε, run a
 * few times. What it answers scatters 8 times as far as rounding by up to ε would make it.
 */
final class Jitter {
    private static final double WIDTH = 0x1p-49;
    private static final int RUNS = 16;

    private final Onward onward;
    private final double[] off = new double[RUNS];
    private long state;

    Jitter(Baseline base) {
        DoubleUnaryOperator[] g = new DoubleUnaryOperator[base.depth + 1];
        for (int l = 1; l <= base.depth; l++) {
            DoubleUnaryOperator exact = base.g[l];
            g[l] = z -> shrunk(exact.applyAsDouble(shrunk(z)));
        }
        onward = new Onward(base, g, (a, y) -> shrunk(base.cost.applyAsDouble(a, y)));
    }

    Onward onward() {
        return onward;
    }

    /** Begins a sequence of its own, so that a result does not depend on what was measured before. */
    void begin(long seed) {
        state = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    }

    /** A random rounding error, down to −8ε, of a number of this size. */
    double rounding(double size) {
        return shrunk(size) - size;
    }

    private double shrunk(double value) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return value * (1 - (state >>> 11) * (0x1p-53 * WIDTH));
    }

    /** Returns the standard deviation, by rounding up to ε, of the cost that a change by s leads to. */
    double deviation(DoubleUnaryOperator change, double s) {
        double largest = 0;
        double sum = 0;
        double first = change.applyAsDouble(s);
        for (int run = 1; run < RUNS; run++) {
            off[run] = change.applyAsDouble(s) - first;
            largest = Math.max(largest, Math.abs(off[run]));
            sum += off[run];
        }
        double squares = 0;
        double mean = sum / RUNS;
        for (int run = 0; run < RUNS && largest > 0; run++) {
            double scaled = (off[run] - mean) / largest; // squares of small numbers would vanish
            squares += scaled * scaled;
        }
        return largest * Math.sqrt(squares / (RUNS - 1)) / 8;
    }
}
