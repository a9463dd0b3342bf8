package backprop.difference;

import java.util.Arrays;

/**
 * How C changes with the weights and the bias of one neuron, many entries at once: w_jk moves z_j in example t by steps of
 * h·u, where u = a_k / max |a_k| over the examples. Entry k is w_jk, or with k = n_{l−1} the bias, whose u is 1.
 */
final class StencilBatch {
    /** Changes followed at once: enough for the JIT's vector loops, few enough for the cache. */
    private static final int MOST = 512;

    private final Baseline base;
    private final int l;
    private final int j;
    private final double h;
    private final int[] points;
    private final double[] changes;
    private final Propagation exact;

    StencilBatch(Baseline base, int l, int j, double h, int... points) {
        this.base = base;
        this.l = l;
        this.j = j;
        this.h = h;
        this.points = points;
        changes = new double[Math.min(MOST / points.length, base.n[l - 1] + 1) * points.length];
        exact = Propagation.exact(base, l, changes.length);
    }

    /** How many entries can be evaluated at once. */
    int most() {
        return changes.length / points.length;
    }

    /** Returns those of entries from up to to − 1, without the examples that have no slope; incomplete if interrupted. */
    Stencil[] stencils(int from, int to, Slope[] slopes) {
        Stencil[] stencils = new Stencil[to - from];
        Arrays.setAll(stencils, i -> Stencil.zero(h));
        for (int t = 0; t < base.examples && !Thread.currentThread().isInterrupted(); t++) {
            if (!slopes[t].isNone()) {
                int many = steps(t, from, to);
                add(exact.costChanges(new Propagation.Place(l, t, j, true), changes, many), t, from, stencils);
            }
        }
        return stencils;
    }

    /** Writes the changes of z_j in example t, none for inputs that are 0, and returns how many they are. */
    private int steps(int t, int from, int to) {
        int count = 0;
        for (int k = from; k < to; k++) {
            double u = base.input(l, k, t);
            for (int p = 0; u != 0 && p < points.length; p++) {
                changes[count++] = points[p] * (u * h);
            }
        }
        return count;
    }

    private void add(double[] dc, int t, int from, Stencil[] stencils) {
        int count = 0;
        for (int i = 0; i < stencils.length; i++) {
            for (int p = 0; base.input(l, from + i, t) != 0 && p < points.length; p++) {
                stencils[i].add(points[p], dc[count++]);
            }
        }
    }
}
