package backprop.difference;

import java.util.Arrays;
import java.util.List;

/**
 * How C changes with the weights and the bias of one neuron, many entries at once: w_jk moves z_j in example t by steps of
 * h·u, where u = a_k / max |a_k| over the examples. Entry k is w_jk, or with k = n_{l−1} the bias, whose u is 1.
 */
final class Stencils {
    /** Changes followed at once: enough for the JIT's vector loops, few enough for the cache. */
    private static final int MOST = 512;

    private final Baseline base;
    private final int l;
    private final int j;
    private final int[] points;
    private final Stencil[] stencils;
    private final double[] changes;
    private final Onward onward;
    private final double h;
    private int first;

    Stencils(Baseline base, int l, int j, double h, int... points) {
        this.base = base;
        this.l = l;
        this.j = j;
        this.h = h;
        this.points = points;
        stencils = new Stencil[Math.min(MOST / points.length, base.n[l - 1] + 1)];
        Arrays.setAll(stencils, k -> Stencil.zero(h));
        changes = new double[stencils.length * points.length];
        onward = Onward.exact(base, l, changes.length);
    }

    /** How many entries are evaluated at once. */
    int most() {
        return stencils.length;
    }

    /** These neurons follow the left side of their bend. */
    void force(List<Onward.Bent> bents) {
        onward.sides.force(bents, 0);
    }

    /** Evaluates entries from up to to − 1; an interrupt of the thread leaves them incomplete. */
    void evaluate(int from, int to, Probe[] probes) {
        first = from;
        for (Stencil stencil : stencils) {
            stencil.clear();
        }
        for (int t = 0; t < base.examples && !Thread.currentThread().isInterrupted(); t++) {
            if (!probes[t].isNothing()) {
                add(onward.byZ(t, j, changes, steps(t, to)), t, to);
            }
        }
    }

    /** Writes the changes of z_j in example t, none for inputs that are 0, and returns how many they are. */
    private int steps(int t, int to) {
        int count = 0;
        for (int k = first; k < to; k++) {
            double u = u(k, t);
            for (int p = 0; u != 0 && p < points.length; p++) {
                changes[count++] = points[p] * (u * h);
            }
        }
        return count;
    }

    private void add(double[] dc, int t, int to) {
        int count = 0;
        for (int k = first; k < to; k++) {
            for (int p = 0; u(k, t) != 0 && p < points.length; p++) {
                of(k).add(points[p], dc[count++]);
            }
        }
    }

    double u(int k, int t) {
        return k == base.n[l - 1] ? 1 : base.relative[l - 1][k * base.examples + t];
    }

    Stencil of(int k) {
        return stencils[k - first];
    }
}
