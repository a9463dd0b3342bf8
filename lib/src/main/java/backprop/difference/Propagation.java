package backprop.difference;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Follows changes of one neuron in one example to the cost, many at once, through what they touch: one column of the next
 * layer's weights, then full layers. Everything that does not change comes from the {@link Baseline}, and changes are added
 * up before they meet the larger numbers they change. Every inner loop runs over the changes, which lie side by side in
 * memory. One thread at a time.
 */
final class Propagation {
    /** What is changed: z, or else a, of neuron j of layer l in example t. */
    record Place(int l, int t, int j, boolean isZ) {}

    final Baseline base;
    private final Response[] g;
    private final DoubleBinaryOperator cost;
    private final DoubleUnaryOperator rounded;
    private final int l;
    /** The last Δz and Δa of the changed neuron, and then of the layers beyond: [m][i·count + c] is of neuron i. */
    private final double[][] dz;

    private final double[][] da;
    private final double[] dc;
    private int count;
    private int moved; // the last layer whose z the last changes reached

    /** For up to so many changes, at once, of a neuron of layer l, with so much rounding. */
    Propagation(Baseline base, int l, int most, Response[] g, DoubleBinaryOperator cost, DoubleUnaryOperator rounded) {
        this.base = base;
        this.l = l;
        this.g = g;
        this.cost = cost;
        this.rounded = rounded;
        dz = new double[base.depth + 1][];
        da = new double[base.depth + 1][];
        for (int m = l; m <= base.depth; m++) {
            dz[m] = new double[m == l ? most : base.n[m] * most];
            da[m] = new double[dz[m].length];
        }
        dc = new double[most];
    }

    /** Without rounding errors but those of its own. */
    static Propagation exact(Baseline base, int l, int most) {
        Response[] g = new Response[base.depth + 1];
        Arrays.setAll(g, m -> Response.of(base.g[m], base.g[m]));
        return new Propagation(base, l, most, g, base.cost, value -> value);
    }

    /** Returns how much the example's cost changes with each of so many changes of a place; the next call overwrites it. */
    double[] costChanges(Place place, double[] changes, int many) {
        count = many;
        int at = place.t * base.n[l] + place.j;
        System.arraycopy(changes, 0, place.isZ ? dz[l] : da[l], 0, count);
        moved = l;
        Arrays.fill(dc, 0, count, 0);
        if (l == base.depth && place.isZ && base.outputsActTogether) {
            addCostOfZ(place.t, (i, c) -> i == place.j ? dz[l][c] : 0);
            return dc;
        }
        if (place.isZ) {
            g[l].of(base.z[l][at], dz[l], 0, count, da[l]);
        }
        if (l == base.depth) {
            addCost(at, 0);
        } else if (!isNothing(da[l])) {
            spread(l, place.j, place.j + 1);
            fullLayers(place.t);
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
            if (moved == base.depth && base.outputsActTogether) {
                addCostOfZ(t, (i, c) -> dz[base.depth][i * count + c]);
                return;
            }
            for (int i = 0; i < base.n[moved]; i++) {
                g[moved].of(base.z[moved][t * base.n[moved] + i], dz[moved], i * count, (i + 1) * count, da[moved]);
            }
            if (moved < base.depth) {
                spread(moved, 0, base.n[moved]);
            }
        }
        for (int i = 0; i < base.n[moved]; i++) {
            addCost(t * base.n[moved] + i, i * count);
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

    private interface Changes {
        double of(int neuron, int change);
    }

    /** Where the outputs' z make the cost together, by softmax or as a cross-entropy of z. */
    private void addCostOfZ(int t, Changes changes) {
        int n = base.n[base.depth];
        double[] z = ofExample(base.z[base.depth], n, t);
        double[] y = ofExample(base.y, n, t);
        double[] change = new double[n];
        for (int c = 0; c < count; c++) {
            for (int j = 0; j < n; j++) {
                change[j] = rounded.applyAsDouble(changes.of(j, c));
            }
            dc[c] += base.costOfZ.isPresent()
                    ? new EntropyChange(base.costOfZ.get(), rounded).of(z, change, y)
                    : throughSoftmax(t, change);
        }
    }

    private static double[] ofExample(double[] all, int n, int t) {
        return Arrays.copyOfRange(all, t * n, (t + 1) * n);
    }

    /** Δa_j = a_j Σ_k a_k (e^(Δz_j) − e^(Δz_k)) / Σ_k a_k e^(Δz_k). */
    private double throughSoftmax(int t, double[] change) {
        int first = t * change.length;
        double[] before = Arrays.copyOfRange(base.a[base.depth], first, first + change.length);
        double[] grown = Arrays.stream(change).map(StrictMath::expm1).toArray();
        double sum = 0;
        for (int j = 0; j < change.length; j++) {
            double ahead = 0;
            double total = 1;
            for (int k = 0; k < change.length; k++) {
                ahead += before[k] * (grown[j] - grown[k]);
                total += before[k] * grown[k];
            }
            double moved = rounded.applyAsDouble(before[j] * ahead / total);
            sum += cost.applyAsDouble(before[j] + moved, base.y[first + j]) - base.c[first + j];
        }
        return sum;
    }

    /** Tells whether one of the last changes, of this place, took a neuron across the bend of its activation. */
    boolean crossedABend(Place place) {
        boolean crossed = place.isZ && crossed(l, place.t * base.n[l] + place.j, 0);
        for (int m = l + 1; m <= moved && !crossed; m++) {
            for (int i = 0; i < base.n[m] && base.bends[m] && !crossed; i++) {
                crossed = crossed(m, place.t * base.n[m] + i, i * count);
            }
        }
        return crossed;
    }

    private boolean crossed(int m, int at, int from) {
        double z = base.z[m][at];
        int c = 0;
        while (c < count && z + dz[m][from + c] > 0 == z > 0) {
            c++;
        }
        return base.bends[m] && c < count;
    }
}
