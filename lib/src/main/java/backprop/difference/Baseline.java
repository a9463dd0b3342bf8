package backprop.difference;

import backprop.Activation;
import backprop.Cost;
import backprop.CrossEntropy;
import backprop.DataSet;
import backprop.ForwardPass;
import backprop.Network;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * One forward pass in plain arrays, never written again: what {@link Propagation} starts from. Layers are 0 to L; entry
 * [l][t·n_l + j] belongs to neuron j of layer l in example t.
 */
final class Baseline {
    final int depth;
    final int examples;
    final int[] n;
    final double[][] z;
    final double[][] a;
    /** The weights by column: [l][k·n_l + i] is w_ik. */
    final double[][] columns;

    final DoubleUnaryOperator[] g;
    final DoubleBinaryOperator cost;
    /** C as a function of z, if it is one: then neither g of the output layer nor c is asked. */
    final Optional<CrossEntropy> costOfZ;
    /** Whether a change of one output's z is no change of its a alone. */
    final boolean outputsActTogether;

    final double[] y;
    /** c of every output. */
    final double[] c;
    /** What one example's cost counts in C: 1 or 1/N. */
    final double share;
    /** max |a_k| over the examples: [l][k]. */
    private final double[][] largest;
    /** a_k divided by that, by neuron: [l][k·N + t], from −1 to 1. */
    private final double[][] relative;
    /** Whether g bends sharply at z = 0, as ReLU does. */
    final boolean[] bends;

    Baseline(Network network, Cost cost, DataSet data) {
        ForwardPass pass = network.forward(data.x());
        depth = network.depth();
        examples = data.size();
        n = new int[depth + 1];
        z = new double[depth + 1][];
        a = new double[depth + 1][];
        columns = new double[depth + 1][];
        g = new DoubleUnaryOperator[depth + 1];
        largest = new double[depth + 1][];
        relative = new double[depth + 1][];
        bends = new boolean[depth + 1];
        for (int l = 0; l <= depth; l++) {
            n[l] = pass.a(l).getNumRows();
            a[l] = byColumn(pass.a(l));
            measure(l, pass.a(l));
            if (l > 0) {
                z[l] = byColumn(pass.z(l));
                columns[l] = byColumn(network.w(l));
                g[l] = network.layer(l).activation().function();
                bends[l] = bends(network.layer(l).activation());
            }
        }
        Activation last = network.layer(depth).activation();
        costOfZ = CrossEntropy.of(last, cost);
        outputsActTogether = costOfZ.isPresent() || last.isSoftmax();
        this.cost = cost.value();
        y = byColumn(data.y());
        c = new double[y.length];
        for (int i = 0; i < c.length; i++) {
            c[i] = this.cost.applyAsDouble(a[depth][i], y[i]);
        }
        share = cost.averaged() ? 1.0 / examples : 1;
    }

    private static double[] byColumn(SimpleMatrix m) {
        return m.transpose().getDDRM().getData();
    }

    private void measure(int l, SimpleMatrix m) {
        largest[l] = new double[n[l]];
        relative[l] = m.copy().getDDRM().getData();
        for (int k = 0; k < n[l]; k++) {
            for (int t = 0; t < examples; t++) {
                largest[l][k] = Math.max(largest[l][k], Math.abs(relative[l][k * examples + t]));
            }
            for (int t = 0; t < examples && largest[l][k] > 0; t++) {
                relative[l][k * examples + t] /= largest[l][k];
            }
        }
    }

    private static boolean bends(Activation g) {
        if (g.isSoftmax()) {
            return false;
        }
        double left = slopeAtZero(g, -0x1p-20);
        double right = slopeAtZero(g, 0x1p-20);
        return Math.abs(right - left) > 1e-4 * Math.max(Math.abs(left), Math.abs(right));
    }

    /** The one-sided slope, with the error proportional to h cancelled. */
    private static double slopeAtZero(Activation g, double h) {
        double half = (g.of(h / 2) - g.of(0)) / (h / 2);
        return 2 * half - (g.of(h) - g.of(0)) / h;
    }

    /** Returns |z|, or else |a|. */
    double size(Propagation.Place place) {
        return Math.abs((place.isZ() ? z : a)[place.l()][place.t() * n[place.l()] + place.j()]);
    }

    /** What h multiplies when entry k of a neuron of layer l changes: a_k in example t over its largest, or 1 for the bias. */
    double input(int l, int k, int t) {
        return k == n[l - 1] ? 1 : relative[l - 1][k * examples + t];
    }

    /** What {@link #input} was divided by: max |a_k| over the examples, or 1 for the bias. */
    double largestInput(int l, int k) {
        return k == n[l - 1] ? 1 : largest[l - 1][k];
    }

    int parameters() {
        return IntStream.rangeClosed(1, depth).map(l -> n[l] * (n[l - 1] + 1)).sum();
    }

    /** About how many activations and products it takes to follow six changes of every parameter to the end. */
    double work() {
        double work = 0;
        double fullLayers = 0; // beyond the next, of which only one column is needed
        for (int l = depth; l >= 1; l--) {
            int next = l == depth ? 0 : n[l + 1];
            work += 6.0 * examples * n[l] * (n[l - 1] + 1) * (1 + next + fullLayers);
            fullLayers += next * (1 + n[l] / 16.0);
        }
        return work;
    }
}
