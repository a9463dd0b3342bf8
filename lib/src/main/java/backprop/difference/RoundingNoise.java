package backprop.difference;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Measures how far rounding moves the cost: a {@link Propagation} whose every z, a, c and change of them is shrunk at
 * random by up to 8ε, run a few times at once. What it answers scatters 8 times as far as rounding by up to ε would make it.
 */
final class RoundingNoise {
    private static final double WIDTH = 0x1p-49;
    private static final int RUNS = 16;

    private final Propagation shaken;
    private final double[] changes = new double[RUNS];
    private long state;

    /** For changes of a neuron of layer l. */
    RoundingNoise(Baseline base, int l) {
        Response[] g = new Response[base.depth + 1];
        Arrays.setAll(g, m -> rounded(base.g[m]));
        shaken = new Propagation(
                base, l, RUNS, g, (a, y) -> shrunk(base.cost.applyAsDouble(shrunk(a), y)), this::shrunk);
    }

    private Response rounded(DoubleUnaryOperator exact) {
        Response g = Response.of(exact, z -> shrunk(exact.applyAsDouble(shrunk(z))));
        return (z, dz, from, to, da) -> {
            shrink(dz, from, to);
            g.of(z, dz, from, to, da);
            shrink(da, from, to);
        };
    }

    /** Begins a sequence of its own, so that a result does not depend on what was measured before. */
    void begin(long seed) {
        state = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    }

    private double shrunk(double value) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return value * (1 - (state >>> 11) * (0x1p-53 * WIDTH));
    }

    private void shrink(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = shrunk(values[i]);
        }
    }

    /** Returns the standard deviation, by rounding up to ε, of the example's cost after a change of a place by s. */
    double deviation(Propagation.Place place, double s) {
        double size = place.isZ() ? 0 : shaken.base.size(place);
        for (int run = 0; run < RUNS; run++) {
            changes[run] = s + (shrunk(size) - size);
        }
        return deviation(shaken.costChanges(place, changes, RUNS)) / 8;
    }

    private static double deviation(double[] values) {
        double largest = 0;
        double sum = 0;
        for (int run = 1; run < RUNS; run++) {
            double off = values[run] - values[0];
            largest = Math.max(largest, Math.abs(off));
            sum += off;
        }
        double squares = 0;
        double mean = sum / RUNS;
        for (int run = 0; run < RUNS && largest > 0; run++) {
            double scaled = (values[run] - values[0] - mean) / largest; // squares of small numbers would vanish
            squares += scaled * scaled;
        }
        return largest * Math.sqrt(squares / (RUNS - 1));
    }
}
