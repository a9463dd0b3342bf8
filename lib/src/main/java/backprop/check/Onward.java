package backprop.check;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Follows the change of one neuron in one example to the cost, through what it touches: one column of the next layer's
 * weights, then full layers. Everything that does not change comes from the {@link Baseline}, and changes are added up
 * before they meet the larger numbers they change. One thread at a time.
 */
final class Onward {
    /** A neuron on the bend of its activation, in one example. */
    record Bent(int layer, int neuron, int example) {}

    final Baseline base;
    private final DoubleUnaryOperator[] g;
    private final DoubleBinaryOperator cost;
    /** The last change's Δa and z, layer by layer. */
    private final double[][] da;

    private final double[][] z;
    private int moved; // the last layer whose z the last change reached
    /** Slopes that replace g, layer by layer; NaN for none. Null without a bend in the network. */
    private double[][] forced;

    private boolean forcing;

    Onward(Baseline base, DoubleUnaryOperator[] g, DoubleBinaryOperator cost) {
        this.base = base;
        this.g = g;
        this.cost = cost;
        da = new double[base.depth + 1][];
        z = new double[base.depth + 1][];
        for (int l = 1; l <= base.depth; l++) {
            da[l] = new double[base.n[l]];
            z[l] = new double[base.n[l]];
        }
    }

    static Onward exact(Baseline base) {
        return new Onward(base, base.g, base.cost);
    }

    /** Returns how much example t's cost changes when z_j of layer l changes by dz. */
    double byZ(int l, int t, int j, double dz) {
        int at = t * base.n[l] + j;
        double changed = base.z[l][at] + dz;
        double aj = forcing && isForced(l, at) ? base.a[l][at] + forced[l][at] * dz : g[l].applyAsDouble(changed);
        z[l][j] = changed;
        return from(l, t, j, aj);
    }

    /** Returns how much example t's cost changes when a_j of layer l changes by change. */
    double byA(int l, int t, int j, double change) {
        return from(l, t, j, base.a[l][t * base.n[l] + j] + change);
    }

    private double from(int l, int t, int j, double aj) {
        moved = l;
        int at = t * base.n[l] + j;
        if (l == base.depth) {
            return cost.applyAsDouble(aj, base.y[at]) - base.c[at];
        }
        double change = aj - base.a[l][at];
        if (change == 0) {
            return 0;
        }
        int size = base.n[l + 1];
        double[] column = base.columns[l + 1];
        double[] next = z[l + 1];
        for (int i = 0; i < size; i++) {
            next[i] = column[j * size + i] * change;
        }
        return fullLayers(l + 1, t);
    }

    /** Goes on from the change of z in layer m. */
    private double fullLayers(int m, int t) {
        for (; m < base.depth; m++) {
            activate(m, t);
            spread(m);
        }
        moved = m;
        return output(t);
    }

    private void activate(int m, int t) {
        int size = base.n[m];
        double[] zm = z[m];
        double[] dam = da[m];
        DoubleUnaryOperator gm = g[m];
        for (int i = 0; i < size; i++) {
            int at = t * size + i;
            double changed = base.z[m][at] + zm[i];
            dam[i] = forcing && isForced(m, at) ? forced[m][at] * zm[i] : gm.applyAsDouble(changed) - base.a[m][at];
            zm[i] = changed;
        }
    }

    private void spread(int m) {
        int size = base.n[m + 1];
        double[] next = z[m + 1];
        double[] column = base.columns[m + 1];
        Arrays.fill(next, 0);
        for (int k = 0; k < base.n[m]; k++) {
            double change = da[m][k];
            if (change != 0) {
                for (int i = 0; i < size; i++) {
                    next[i] += column[k * size + i] * change;
                }
            }
        }
    }

    private double output(int t) {
        int m = base.depth;
        int size = base.n[m];
        double[] zm = z[m];
        DoubleUnaryOperator gm = g[m];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            int at = t * size + i;
            double changed = base.z[m][at] + zm[i];
            double a = forcing && isForced(m, at) ? base.a[m][at] + forced[m][at] * zm[i] : gm.applyAsDouble(changed);
            sum += cost.applyAsDouble(a, base.y[at]) - base.c[at];
            zm[i] = changed;
        }
        return sum;
    }

    /** Adds the neurons that the last change, of z_j or a_j in layer l, took across their bend. */
    void addCrossed(int l, int t, int j, boolean ofZ, List<Bent> crossed) {
        if (ofZ) {
            addCrossed(l, t, j, crossed);
        }
        for (int m = l + 1; m <= moved; m++) {
            for (int i = 0; i < base.n[m] && base.bend[m] != null; i++) {
                addCrossed(m, t, i, crossed);
            }
        }
    }

    private void addCrossed(int m, int t, int i, List<Bent> crossed) {
        int at = t * base.n[m] + i;
        if (base.bend[m] != null && z[m][i] > 0 != base.z[m][at] > 0 && !(forcing && isForced(m, at))) {
            Bent bent = new Bent(m, i, t);
            if (!crossed.contains(bent)) {
                crossed.add(bent);
            }
        }
    }

    /** From now on these neurons follow one side of their bend, straight on beyond it: bit b of sides is for b. */
    void force(List<Bent> bents, int sides) {
        if (forced == null) {
            forced = new double[base.depth + 1][];
        }
        for (int b = 0; b < bents.size(); b++) {
            Bent bent = bents.get(b);
            int l = bent.layer;
            if (forced[l] == null) {
                forced[l] = new double[base.z[l].length];
                Arrays.fill(forced[l], Double.NaN);
            }
            forced[l][bent.example * base.n[l] + bent.neuron] = base.bend[l][sides >> b & 1];
        }
        forcing = !bents.isEmpty();
    }

    /** Takes back what {@link #force} did. */
    void release() {
        for (int l = 1; forcing && l <= base.depth; l++) {
            if (forced[l] != null) {
                Arrays.fill(forced[l], Double.NaN);
            }
        }
        forcing = false;
    }

    private boolean isForced(int l, int at) {
        return forced[l] != null && !Double.isNaN(forced[l][at]);
    }
}
