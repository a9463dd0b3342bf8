package backprop.bench;

import java.util.Arrays;
import java.util.Collection;

/** The times of one task, in seconds, from the shortest to the longest. */
record Spread(double[] sorted) {

    static Spread of(Collection<Double> times) {
        return new Spread(
                times.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    static Spread of(double... times) {
        return of(Arrays.stream(times).boxed().toList());
    }

    double best() {
        return sorted[0];
    }

    double median() {
        return quantile(0.5);
    }

    /** Returns the time that this share of them does not exceed, on the line between its neighbours. */
    double quantile(double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
