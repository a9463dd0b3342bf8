package backprop.fire;

import backprop.Activation;
import backprop.Cost;
import backprop.ForwardPass;
import backprop.Network;
import backprop.difference.Dual;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * ∂C/∂p of one weight or bias p, by dual numbers: its change runs forward through every example. Nothing goes backwards, and
 * no derivative that an activation or a cost states takes part: each is built here from eᵘ, ln u and quotients, so that it
 * keeps its digits where a has rounded to 0 or 1. Values of z and a are those of the pass.
 */
record Tangent(Network network, Cost cost, ForwardPass pass, SimpleMatrix y) {
    private static final Dual ONE = Dual.constant(1);

    /** Returns ∂C/∂wˡ_jk, or ∂C/∂bˡ_j for k = n_{l−1}. */
    double of(int l, int j, int k) {
        double sum = 0;
        for (int t = 0; t < y.getNumCols(); t++) {
            double dz = k == network.layer(l).inputs() ? 1 : pass.a(l - 1).get(k, t);
            sum += cost(t, throughLayers(l, j, dz, t));
        }
        return cost.averaged() ? sum / y.getNumCols() : sum;
    }

    /** Returns zᴸ of an example with its change, when z_j of layer l changes by dz. */
    private Dual[] throughLayers(int first, int j, double dz, int t) {
        double[] change = new double[network.layer(first).size()];
        change[j] = dz;
        for (int l = first; l < network.depth(); l++) {
            double[] da = new double[change.length];
            for (int i = 0; i < change.length; i++) {
                Dual z = new Dual(pass.z(l).get(i, t), change[i]);
                da[i] = change[i] == 0
                        ? 0
                        : activated(network.layer(l).activation(), z).derivative();
            }
            change = times(network.w(l + 1), da);
        }
        double[] last = change;
        return IntStream.range(0, last.length)
                .mapToObj(i -> new Dual(pass.z(network.depth()).get(i, t), last[i]))
                .toArray(Dual[]::new);
    }

    private static double[] times(SimpleMatrix w, double[] da) {
        double[] dz = new double[w.getNumRows()];
        for (int i = 0; i < dz.length; i++) {
            for (int k = 0; k < da.length; k++) {
                dz[i] += da[k] == 0 ? 0 : w.get(i, k) * da[k];
            }
        }
        return dz;
    }

    /** Returns the change of the cost of example t. */
    private double cost(int t, Dual[] z) {
        Activation g = network.layer(network.depth()).activation();
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            double target = y.get(j, t);
            if (Shot.isEntropy(cost)) {
                sum -= times(target, logOfA(g, z, j, t));
                sum -= cost.value() == Cost.CROSS_ENTROPY.value() ? times(1 - target, logOf1MinusA(g, z, j, t)) : 0;
            } else {
                Dual off = new Dual(
                                pass.output().get(j, t),
                                g.isSoftmax()
                                        ? softmax(z, j)
                                        : activated(g, z[j]).derivative())
                        .minus(target);
                sum += off.times(off)
                        .times(cost.value() == Cost.SQUARED_ERROR.value() ? 1 : 0.5)
                        .derivative();
            }
        }
        return sum;
    }

    private static double times(double weight, Dual u) {
        return weight == 0 ? 0 : weight * u.derivative();
    }

    private Dual logOfA(Activation g, Dual[] z, int j, int t) {
        if (g.isSoftmax()) {
            int m = largest(z, -1);
            return z[j].minus(z[m]).minus(logOfSum(z, m, -1));
        }
        return g == Activation.SIGMOID
                ? softplus(z[j].negate()).negate()
                : value(g, z, j, t).log();
    }

    private Dual logOf1MinusA(Activation g, Dual[] z, int j, int t) {
        if (g.isSoftmax()) {
            int m = largest(z, -1);
            int n = largest(z, j);
            return n < 0
                    ? Dual.constant(Double.NEGATIVE_INFINITY)
                    : z[n].minus(z[m]).plus(logOfSum(z, n, j)).minus(logOfSum(z, m, -1));
        }
        return g == Activation.SIGMOID
                ? softplus(z[j]).negate()
                : ONE.minus(value(g, z, j, t)).log();
    }

    private Dual value(Activation g, Dual[] z, int j, int t) {
        return new Dual(pass.output().get(j, t), activated(g, z[j]).derivative());
    }

    /** Returns the change of softmax, a_j (z_j − z_m − ln Σ_k e^(z_k − z_m))′. */
    private static double softmax(Dual[] z, int j) {
        int m = largest(z, -1);
        Dual log = z[j].minus(z[m]).minus(logOfSum(z, m, -1));
        return log.exp().derivative();
    }

    /** Returns ln Σ_k e^(z_k − z_m), over all k but one. */
    private static Dual logOfSum(Dual[] z, int m, int except) {
        Dual sum = Dual.constant(0);
        for (int k = 0; k < z.length; k++) {
            sum = k == except ? sum : sum.plus(z[k].minus(z[m]).exp());
        }
        return sum.log();
    }

    private static int largest(Dual[] z, int except) {
        int largest = -1;
        for (int k = 0; k < z.length; k++) {
            largest = k != except && (largest < 0 || z[k].value() > z[largest].value()) ? k : largest;
        }
        return largest;
    }

    private static Dual activated(Activation g, Dual z) {
        return switch (g.name()) {
            case "sigmoid" -> sigmoid(z);
            case "tanh" -> z.tanh();
            case "ReLU" -> Dual.constant(0).max(z);
            case "softplus" -> softplus(z);
            case "identity" -> z;
            default -> throw new AssertionError("a rule is missing here for " + g);
        };
    }

    private static Dual sigmoid(Dual z) {
        Dual e = (z.value() < 0 ? z : z.negate()).exp();
        return (z.value() < 0 ? e : ONE).divide(e.plus(1));
    }

    private static Dual softplus(Dual z) {
        return z.value() < 0
                ? z.exp().plus(1).log()
                : z.plus(z.negate().exp().plus(1).log());
    }
}
