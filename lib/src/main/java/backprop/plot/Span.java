package backprop.plot;

import java.util.Arrays;

/** What an axis covers. */
record Span(double least, double most) {
    // XChart rounds the distance of ticks to 1e-10: a shorter axis would have a single one.
    private static final double SHORTEST = 1e-9;
    private static final double SHORTEST_RELATIVE = 1e-8;

    /** Returns the span of some values, all finite; of equal values, one around them. */
    static Span of(double[] values) {
        if (values.length == 0) {
            return new Span(-1, 1);
        }
        double least = Arrays.stream(values).min().orElseThrow();
        double most = Arrays.stream(values).max().orElseThrow();
        double size = Math.max(Math.abs(least), Math.abs(most));
        if (most - least >= Math.max(SHORTEST, SHORTEST_RELATIVE * size)) {
            return new Span(least, most);
        }
        double half = size == 0 ? 1 : Math.max(SHORTEST, size / 10);
        return new Span(least - half, most + half);
    }

    /** Returns the span with its ends moved out to the next round number where that is near: from 0.02 to 0. */
    Span rounded() {
        double step = step();
        double down = Math.floor(least / step) * step;
        double up = Math.ceil(most / step) * step;
        double near = (most - least) / 8;
        return new Span(least - down <= near ? down : least, up - most <= near ? up : most);
    }

    /** Returns 1, 2 or 5 times a power of ten, about a fifth of the length: how XChart spaces its ticks. */
    private double step() {
        double fifth = most / 5 - least / 5;
        double power = Math.pow(10, Math.floor(Math.log10(fifth)));
        double first = fifth / power;
        return power * (first > 7.5 ? 10 : first > 3.5 ? 5 : first > 1.5 ? 2 : 1);
    }
}
