package backprop.difference;

import java.util.Arrays;
import java.util.List;

/** The neurons that follow one side of their activation's bend, straight on beyond it. */
final class Sides {
    private final Baseline base;
    /** Their slopes, layer by layer; NaN for all other neurons, null for layers without any. */
    private final double[][] slope;

    private boolean any;

    Sides(Baseline base) {
        this.base = base;
        slope = new double[base.depth + 1][];
    }

    /** From now on these neurons follow one side: bit b of sides is for b. */
    void force(List<Onward.Bent> bents, int sides) {
        for (int b = 0; b < bents.size(); b++) {
            Onward.Bent bent = bents.get(b);
            int l = bent.layer();
            if (slope[l] == null) {
                slope[l] = new double[base.z[l].length];
                Arrays.fill(slope[l], Double.NaN);
            }
            slope[l][bent.example() * base.n[l] + bent.neuron()] = base.bend[l][sides >> b & 1];
        }
        any = !bents.isEmpty();
    }

    /** Takes back what {@link #force} did. */
    void release() {
        for (int l = 1; any && l <= base.depth; l++) {
            if (slope[l] != null) {
                Arrays.fill(slope[l], Double.NaN);
            }
        }
        any = false;
    }

    boolean has(int l, int at) {
        return any && slope[l] != null && !Double.isNaN(slope[l][at]);
    }

    double slope(int l, int at) {
        return slope[l][at];
    }
}
