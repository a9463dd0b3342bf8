package backprop.attack;

import java.util.Arrays;

/**
 * Backpropagation as a student writes it: loops over plain arrays, one example after the other. It shares no line with the
 * library, so that it shares no mistake either; a subclass makes a mistake, or computes in another way.
 */
class ByHand {
    final Problem p;

    ByHand(Problem p) {
        this.p = p;
    }

    /** Which example comes at place i. */
    int example(int i) {
        return i;
    }

    /** What a number becomes when it is stored. */
    double stored(double number) {
        return number;
    }

    double[] activations(int l, double[] z) {
        if (p.g()[l] != Curve.SOFTMAX) {
            return Arrays.stream(z).map(p.g()[l].of).map(this::stored).toArray();
        }
        double largest = Arrays.stream(z).max().orElseThrow();
        double[] power = Arrays.stream(z)
                .map(entry -> stored(Math.exp(stored(entry - largest))))
                .toArray();
        double sum = stored(Arrays.stream(power).sum());
        return Arrays.stream(power).map(entry -> stored(entry / sum)).toArray();
    }

    double slope(int l, double z, double a) {
        return p.g()[l].slope.applyAsDouble(z);
    }

    /** The weight that δ of layer l goes back through. */
    double backWeight(int l, int j, int k) {
        return p.w()[l][j][k];
    }

    /** δ of the last layer, for one example. */
    double[] outputError(double[] z, double[] a, double[] y) {
        int n = a.length;
        int last = p.depth() - 1;
        double[] delta = new double[n];
        if (p.loss().slope == null) {
            Arrays.setAll(delta, j -> stored(a[j] - y[j]));
            return delta;
        }
        double[] slopes = new double[n];
        Arrays.setAll(slopes, j -> stored(p.loss().slope.applyAsDouble(a[j], y[j])));
        if (p.g()[last] != Curve.SOFTMAX) {
            Arrays.setAll(delta, j -> stored(slopes[j] * stored(slope(last, z[j], a[j]))));
            return delta;
        }
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) { // a_j depends on every z
                delta[j] = stored(delta[j] + stored(slopes[i] * stored(a[i] * ((i == j ? 1 : 0) - a[j]))));
            }
        }
        return delta;
    }

    /** What ∂C/∂w of layer l multiplies by δ: its input. */
    double[] input(int l, double[][] a) {
        return a[l];
    }

    double[] delta(int l, double[][] delta) {
        return delta[l];
    }

    /** Returns ∇C layer by layer, each layer's weights row by row, then its biases. */
    final double[] gradient() {
        double[] sum = new double[p.size()];
        for (int i = 0; i < p.examples(); i++) {
            add(sum, example(i));
        }
        if (p.averaged()) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] = stored(sum[i] / p.examples());
            }
        }
        return sum;
    }

    private void add(double[] sum, int t) {
        int depth = p.depth();
        double[][] z = new double[depth][];
        double[][] a = new double[depth + 1][];
        a[0] = Arrays.stream(p.x()[t]).map(this::stored).toArray();
        for (int l = 0; l < depth; l++) {
            z[l] = new double[p.b()[l].length];
            for (int j = 0; j < z[l].length; j++) {
                for (int k = 0; k < a[l].length; k++) {
                    z[l][j] = stored(z[l][j] + stored(stored(p.w()[l][j][k]) * a[l][k]));
                }
                z[l][j] = stored(z[l][j] + stored(p.b()[l][j]));
            }
            a[l + 1] = activations(l, z[l]);
        }
        double[][] delta = new double[depth][];
        delta[depth - 1] = outputError(z[depth - 1], a[depth], p.y()[t]);
        for (int l = depth - 2; l >= 0; l--) {
            delta[l] = new double[z[l].length];
            for (int k = 0; k < delta[l].length; k++) {
                for (int j = 0; j < delta[l + 1].length; j++) {
                    delta[l][k] = stored(delta[l][k] + stored(stored(backWeight(l + 1, j, k)) * delta[l + 1][j]));
                }
                delta[l][k] = stored(delta[l][k] * stored(slope(l, z[l][k], a[l + 1][k])));
            }
        }
        int next = 0;
        for (int l = 0; l < depth; l++) {
            double[] error = delta(l, delta);
            double[] in = input(l, a);
            for (int j = 0; j < z[l].length; j++) {
                for (int k = 0; k < a[l].length; k++) {
                    sum[next] = stored(sum[next] + stored(error[j] * in[k]));
                    next++;
                }
            }
            for (int j = 0; j < z[l].length; j++) {
                sum[next] = stored(sum[next] + error[j]);
                next++;
            }
        }
    }
}
