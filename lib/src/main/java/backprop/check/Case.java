package backprop.check;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.CrossEntropy;
import backprop.DataSet;
import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.Layer;
import backprop.Network;
import backprop.formula.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/**
 * A network, a cost and examples, with what follows from them: what a derivation is tried on.
 *
 * @param lambda λ of ½λΣ‖w‖², which the cost has too; 0 for none
 * @param biases whether the biases are parameters
 */
record Case(Network network, Cost cost, DataSet data, ForwardPass pass, Errors errors, double lambda, boolean biases) {
    static Case of(Network network, Cost cost, DataSet data) {
        ForwardPass pass = network.forward(data.x());
        return new Case(network, cost, data, pass, Backprop.errors(network, cost, pass, data.y()), 0, true);
    }

    /** Sigmoid layers of different sizes, ending 5-4-2, with examples in general position: what differs shows here. */
    static Case standard(int depth, Cost cost, int examples) {
        int[] sizes = new int[depth + 1];
        for (int l = 0; l <= depth; l++) {
            sizes[l] = l == 0 ? 3 : l == depth ? 2 : 3 + depth - l;
        }
        Random random = new Random(2);
        SimpleMatrix x = SimpleMatrix.random_DDRM(3, examples, -1, 1, random);
        SimpleMatrix y = SimpleMatrix.random_DDRM(2, examples, 0, 1, random);
        return of(Network.of(sizes).random(1), cost, new DataSet(x, y));
    }

    Case with(Cost other) {
        Errors own = Backprop.errors(network, other, pass, data.y());
        return new Case(network, other, data, pass, own, lambda, biases);
    }

    Case regularized(double other) {
        return new Case(network, cost, data, pass, errors, other, biases);
    }

    Case withoutBiases() {
        return new Case(network, cost, data, pass, errors, lambda, false);
    }

    /** The numbers of a gradient in the order of {@link Network#parameters()}, without those of biases if there are none. */
    double[] vector(Gradient gradient) {
        return biases
                ? gradient.vector()
                : gradient.w().stream()
                        .flatMapToDouble(w -> Arrays.stream(Comparison.numbers(w)))
                        .toArray();
    }

    /** The gradient of such numbers. */
    Gradient gradient(double[] vector) {
        if (biases) {
            return Gradient.of(network, vector);
        }
        List<SimpleMatrix> w = new ArrayList<>();
        List<SimpleMatrix> b = new ArrayList<>();
        int next = 0;
        for (Layer layer : network.layers()) {
            int end = next + layer.w().getNumElements();
            w.add(new SimpleMatrix(layer.size(), layer.inputs(), true, Arrays.copyOfRange(vector, next, end)));
            b.add(new SimpleMatrix(layer.size(), 1));
            next = end;
        }
        return new Gradient(w, b);
    }

    /** ∂C/∂wˡ from that of the cost alone: λwˡ is added. */
    SimpleMatrix regularized(int l, SimpleMatrix weightGradient) {
        return lambda == 0 ? weightGradient : weightGradient.plus(w(l).scale(lambda));
    }

    /** C of another network on the same examples, with ½λΣ‖w‖². */
    double costOf(Network other) {
        double alone = cost.of(other, data);
        return lambda == 0
                ? alone
                : alone
                        + other.layers().stream()
                                .mapToDouble(layer ->
                                        layer.w().elementMult(layer.w()).elementSum() * lambda / 2)
                                .sum();
    }

    /** Where formulas are tried. */
    Trial trial() {
        return Trial.of(network, pass, data.y(), lambda);
    }

    int depth() {
        return network.depth();
    }

    int examples() {
        return data.size();
    }

    SimpleMatrix w(int l) {
        return network.w(l);
    }

    SimpleMatrix a(int l) {
        return pass.a(l);
    }

    SimpleMatrix z(int l) {
        return pass.z(l);
    }

    /** δˡ, the right one. */
    SimpleMatrix delta(int l) {
        return errors.delta(l);
    }

    Activation g(int l) {
        return network.layer(l).activation();
    }

    /** The cost as a function of z of the output layer, if it is one whose error is a − y. */
    Optional<CrossEntropy> costOfZ() {
        return CrossEntropy.of(g(depth()), cost).filter(CrossEntropy::isAMinusY);
    }

    /** g′_l(zˡ); softmax has none. */
    SimpleMatrix slope(int l) {
        return g(l).derivative(z(l));
    }

    SimpleMatrix costGradient() {
        return cost.gradient(pass.output(), data.y());
    }
}
