package backprop.fire;

import backprop.Activation;
import backprop.Cost;
import backprop.ForwardPass;
import backprop.Network;
import backprop.Sigmoid;
import backprop.Softmax;
import java.util.ArrayList;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * How large the terms are whose sum an entry of ∇C is: BP1 to BP4 with every term taken without its sign. Where they cancel, an
 * entry that is right to rounding is far from right in proportion to itself.
 */
record Terms(Shot shot, ForwardPass pass) {
    /** Returns the largest of each block, layer by layer ∂C/∂w and then ∂C/∂b. */
    List<Double> ofBlocks() {
        Network network = shot.network();
        List<Double> sizes = new ArrayList<>();
        SimpleMatrix delta = outputError();
        for (int l = network.depth(); l >= 1; l--) {
            SimpleMatrix one = SimpleMatrix.ones(delta.getNumCols(), 1);
            sizes.add(0, delta.mult(one).elementMaxAbs());
            sizes.add(0, delta.mult(abs(pass.a(l - 1)).transpose()).elementMaxAbs());
            if (l > 1) {
                SimpleMatrix slope = network.layer(l - 1).activation().derivative(pass.z(l - 1));
                delta = abs(network.w(l)).transpose().mult(delta).elementMult(abs(slope));
            }
        }
        return sizes;
    }

    private SimpleMatrix outputError() {
        SimpleMatrix z = pass.z(shot.network().depth());
        SimpleMatrix size = z.copy();
        for (int t = 0; t < z.getNumCols(); t++) {
            double[] terms = ofExample(t, z.getColumn(t).getDDRM().data);
            for (int j = 0; j < terms.length; j++) {
                size.set(j, t, shot.cost().averaged() ? terms[j] / z.getNumCols() : terms[j]);
            }
        }
        return size;
    }

    private double[] ofExample(int t, double[] z) {
        Activation g = shot.network().layer(shot.network().depth()).activation();
        boolean isSoftmax = g.isSoftmax();
        double[] u = isSoftmax ? Softmax.logOdds(z, 0, z.length) : z; // a is σ(u), with either
        double[] v = new double[z.length];
        for (int j = 0; j < v.length; j++) {
            double y = shot.data().y().get(j, t);
            double a = Sigmoid.of(u[j]);
            v[j] = Shot.isEntropy(shot.cost())
                    ? y * Sigmoid.of(-u[j]) + (shot.cost().value() == Cost.CROSS_ENTROPY.value() ? (1 - y) * a : 0)
                    : 2 * (Math.abs(y) + Math.abs(pass.output().get(j, t)));
        }
        double[] terms = new double[v.length];
        for (int j = 0; j < v.length; j++) {
            double rest = 0;
            for (int i = 0; isSoftmax && i < v.length; i++) {
                double both = Sigmoid.of(u[i]) * Sigmoid.of(u[j]);
                rest += i == j ? 0 : Shot.isEntropy(shot.cost()) ? v[i] : both * (v[i] + v[j]);
            }
            terms[j] =
                    rest + (Shot.isEntropy(shot.cost()) ? v[j] : isSoftmax ? 0 : v[j] * Math.abs(g.derivative(z[j])));
        }
        return terms;
    }

    private static SimpleMatrix abs(SimpleMatrix m) {
        return m.elementOp((int j, int k, double v) -> Math.abs(v));
    }
}
