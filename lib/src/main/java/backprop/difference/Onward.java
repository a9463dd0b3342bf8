package backprop.difference;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Follows changes of one neuron in one example to the cost, many at once, through what they touch: one column of the next
 * layer's weights, then full layers. Everything that does not change comes from the {@link Baseline}, and changes are added
 * up before they meet the larger numbers they change. Every inner loop runs over the changes, which lie side by side in
 * memory. One thread at a time.
 */
final class Onward {
    /** A neuron on the bend of its activation, in one example. */
    record Bent(int layer, int neuron, int example) {}

    final Baseline base;
    final Sides sides;
    private final Response[] g;
    private final DoubleBinaryOperator cost;
    private final int l;
    /** The last Δz and Δa of the changed neuron, and then of the layers beyond: [m][i·count + c] is of neuron i. */
    private final double[][] dz;

    private final double[][] da;
    private final double[] dc;
    private int count;
    private int moved; // the last layer whose z the last changes reached

    /** For up to so many changes, at once, of a neuron of layer l. */
    Onward(Baseline base, int l, int most, Response[] g, DoubleBinaryOperator cost) {
        this.base = base;
        this.l = l;
        this.g = g;
        this.cost = cost;
        sides = new Sides(base);
        dz = new double[base.depth + 1][];
        da = new double[base.depth + 1][];
        for (int m = l; m <= base.depth; m++) {
            dz[m] = new double[m == l ? most : base.n[m] * most];
            da[m] = new double[dz[m].length];
        }
        dc = new double[most];
    }

    static Onward exact(Baseline base, int l, int most) {
        Response[] g = new Response[base.depth + 1];
        Arrays.setAll(g, m -> Response.of(base.g[m], base.g[m]));
        return new Onward(base, l, most, g, base.cost);
    }

    /** Returns how much example t's cost changes with each change of z_j; the next call overwrites it. */
    double[] byZ(int t, int j, double[] changes, int many) {
        count = many;
        System.arraycopy(changes, 0, dz[l], 0, count);
        respond(l, t * base.n[l] + j, 0);
        return follow(t, j);
    }

    /** Returns how much example t's cost changes with each change of a_j; the next call overwrites it. */
    double[] byA(int t, int j, double[] changes, int many) {
        count = many;
        System.arraycopy(changes, 0, da[l], 0, count);
        return follow(t, j);
    }

    private double[] follow(int t, int j) {
        moved = l;
        Arrays.fill(dc, 0, count, 0);
        if (l == base.depth) {
            addCost(t * base.n[l] + j, 0);
        } else if (!isNothing(da[l])) {
            spread(l, j, j + 1);
            fullLayers(t);
        }
        return dc;
    }

    private boolean isNothing(double[] changes) {
        int c = 0;
        while (c < count && changes[c] == 0) {
            c++;
        }
        return c == count;
    }

    private void fullLayers(int t) {
        while (moved < base.depth) {
            moved++;
            for (int i = 0; i < base.n[moved]; i++) {
                respond(moved, t * base.n[moved] + i, i * count);
            }
            if (moved < base.depth) {
                spread(moved, 0, base.n[moved]);
            }
        }
        for (int i = 0; i < base.n[moved]; i++) {
            addCost(t * base.n[moved] + i, i * count);
        }
    }

    private void respond(int m, int at, int from) {
        if (sides.has(m, at)) {
            Arrays.fill(da[m], from, from + count, 0);
            add(sides.slope(m, at), dz[m], from, da[m], from);
        } else {
            g[m].of(base.z[m][at], dz[m], from, from + count, da[m]);
        }
    }

    /** Δz of the next layer, from Δa of the neurons first to end − 1 of layer m. */
    private void spread(int m, int first, int end) {
        int size = base.n[m + 1];
        Arrays.fill(dz[m + 1], 0, size * count, 0);
        for (int i = 0; i < size; i++) {
            for (int k = first; k < end; k++) {
                add(base.columns[m + 1][k * size + i], da[m], (k - first) * count, dz[m + 1], i * count);
            }
        }
    }

    private void add(double factor, double[] x, int from, double[] sum, int to) {
        int many = count;
        for (int c = 0; c < many; c++) {
            sum[to + c] += factor * x[from + c];
        }
    }

    private void addCost(int at, int from) {
        double[] changes = da[base.depth];
        double a = base.a[base.depth][at];
        double y = base.y[at];
        double before = base.c[at];
        for (int c = 0; c < count; c++) {
            dc[c] += cost.applyAsDouble(a + changes[from + c], y) - before;
        }
    }

    /** Adds the neurons that one of the last changes, of z_j or a_j, took across their bend. */
    void addCrossed(int t, int j, boolean ofZ, List<Bent> crossed) {
        for (int c = 0; c < count; c++) {
            if (ofZ) {
                addCrossed(new Bent(l, j, t), dz[l][c], crossed);
            }
            for (int m = l + 1; m <= moved; m++) {
                for (int i = 0; i < base.n[m] && base.bend[m] != null; i++) {
                    addCrossed(new Bent(m, i, t), dz[m][i * count + c], crossed);
                }
            }
        }
    }

    private void addCrossed(Bent bent, double change, List<Bent> crossed) {
        int m = bent.layer;
        int at = bent.example * base.n[m] + bent.neuron;
        double z = base.z[m][at];
        boolean isCrossed = base.bend[m] != null && z + change > 0 != z > 0 && !sides.has(m, at);
        if (isCrossed && !crossed.contains(bent)) {
            crossed.add(bent);
        }
    }
}
