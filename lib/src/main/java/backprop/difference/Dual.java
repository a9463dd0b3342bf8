package backprop.difference;

import backprop.Activation;
import backprop.Cost;
import backprop.CrossEntropy;
import backprop.DataSet;
import backprop.Layer;
import backprop.Network;
import backprop.Sigmoid;
import backprop.internal.Require;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A value with its derivative, carried through a calculation by the rules of calculus, one step at a time: forward-mode
 * differentiation, exact but for rounding, and without a step to choose. Nothing in it is backpropagation.
 *
 * <p>At a kink the slope is that of one side: {@link #max} of equals is the first, so that {@code constant(0).max(z)} has
 * slope 0 at 0 as {@link Activation#RELU} has.
 *
 * @param value u
 * @param derivative u′
 */
public record Dual(double value, double derivative) {
    /** Returns the variable itself, whose derivative is 1. */
    public static Dual variable(double x) {
        return new Dual(x, 1);
    }

    /** Returns a constant, whose derivative is 0. */
    public static Dual constant(double c) {
        return new Dual(c, 0);
    }

    /** Returns f′(x), exact but for rounding, of f in methods of this class: {@code z -> z.negate().exp().plus(1)}. */
    public static double derivative(UnaryOperator<Dual> f, double x) {
        return Require.given("f(x)", Require.given("f", f).apply(variable(x))).derivative();
    }

    /** Returns u + v, with (u + v)′ = u′ + v′. */
    public Dual plus(Dual v) {
        Require.given("v", v);
        return new Dual(value + v.value, derivative + v.derivative);
    }

    /** Returns u + c. */
    public Dual plus(double c) {
        return plus(constant(c));
    }

    /** Returns u − v, with (u − v)′ = u′ − v′. */
    public Dual minus(Dual v) {
        Require.given("v", v);
        return new Dual(value - v.value, derivative - v.derivative);
    }

    /** Returns u − c. */
    public Dual minus(double c) {
        return minus(constant(c));
    }

    /** Returns uv, with (uv)′ = u′v + uv′. */
    public Dual times(Dual v) {
        Require.given("v", v);
        return new Dual(value * v.value, derivative * v.value + value * v.derivative);
    }

    /** Returns cu. */
    public Dual times(double c) {
        return times(constant(c));
    }

    /** Returns u / v, with (u / v)′ = (u′ − (u / v)v′) / v. */
    public Dual divide(Dual v) {
        Require.given("v", v);
        double quotient = value / v.value;
        return new Dual(quotient, (derivative - quotient * v.derivative) / v.value);
    }

    /** Returns u / c. */
    public Dual divide(double c) {
        return divide(constant(c));
    }

    /** Returns −u. */
    public Dual negate() {
        return new Dual(-value, -derivative);
    }

    /** Returns eᵘ, with (eᵘ)′ = eᵘu′. */
    public Dual exp() {
        double e = StrictMath.exp(value);
        return chain(e, e);
    }

    /** Returns ln u, with (ln u)′ = u′/u. */
    public Dual log() {
        return chain(StrictMath.log(value), 1 / value);
    }

    /** Returns uᶜ, with (uᶜ)′ = cuᶜ⁻¹u′. */
    public Dual pow(double c) {
        return chain(StrictMath.pow(value, c), c == 0 ? 0 : c * StrictMath.pow(value, c - 1));
    }

    /** Returns σ(u), with σ(u)′ = σ′(u)u′. */
    public Dual sigmoid() {
        return chain(Sigmoid.of(value), Sigmoid.derivative(value));
    }

    /** Returns tanh u, with (tanh u)′ = u′/cosh² u. */
    public Dual tanh() {
        double cosh = StrictMath.cosh(value);
        return chain(StrictMath.tanh(value), 1 / cosh / cosh);
    }

    /** Returns the larger of u and v; u if they are equal; NaN if one of them is. */
    public Dual max(Dual v) {
        Require.given("v", v);
        return v.value > value || Double.isNaN(v.value) ? v : this;
    }

    /** Returns g(u), with the derivative the activation states: a mistake in it is not noticed here. */
    public Dual apply(Activation g) {
        Require.given("g", g);
        return chain(g.of(value), g.derivative(value));
    }

    /** The chain rule; a constant stays one even where the slope is infinite. */
    private Dual chain(double f, double slope) {
        return new Dual(f, derivative == 0 ? 0 : slope * derivative);
    }

    /**
     * Returns ∇C, laid out as {@link Network#parameters()}: one forward pass of duals per parameter, slow, meant for small
     * networks, on all cores where it takes long, and independent of {@link backprop.Backprop}. It agrees with it to 1e-13
     * relative to the largest entry; g′ and ∂c/∂a are those the activations and the cost state.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public static double[] gradient(Network network, Cost cost, DataSet data) {
        Require.given("network", network);
        Require.given("cost", cost);
        Require.shape(
                "x", Require.given("data", data).x(), network.inputs(), data.size(), "a row per input of the network");
        Require.shape("y", data.y(), network.outputs(), data.size(), "a row per output of the network");
        double[] p = network.parameters();
        double[] gradient = new double[p.length];
        IntConsumer entry = i -> {
            Dual[] duals = duals(p);
            duals[i] = variable(p[i]);
            gradient[i] = cost(network, cost, data, duals).derivative();
        };
        EntryLoop.run(p.length, entry, EntryLoop.isLong((double) p.length * p.length * data.size()));
        return gradient;
    }

    private static Dual cost(Network network, Cost cost, DataSet data, Dual[] p) {
        Activation g = network.layer(network.depth()).activation();
        Dual sum = constant(0);
        for (int t = 0; t < data.size(); t++) {
            Dual[] z = output(network, duals(data.x().getColumn(t).getDDRM().data), p);
            sum = sum.plus(cost(cost, g, z, data.y().getColumn(t).getDDRM().data));
        }
        return cost.averaged() ? sum.divide(data.size()) : sum;
    }

    /** The cost of one example, from z of the output layer. */
    private static Dual cost(Cost cost, Activation g, Dual[] z, double[] y) {
        Optional<CrossEntropy> ofZ = CrossEntropy.of(g, cost);
        Dual[] a = ofZ.isPresent() ? z : activations(g, z);
        Dual sum = constant(0);
        for (int j = 0; j < z.length; j++) {
            sum = sum.plus(ofZ.isPresent() ? part(ofZ.get(), z, j, y[j]) : part(cost, a[j], y[j]));
        }
        return sum;
    }

    private static Dual part(Cost cost, Dual a, double y) {
        return a.chain(cost.value().applyAsDouble(a.value, y), cost.derivative().applyAsDouble(a.value, y));
    }

    private static Dual part(CrossEntropy entropy, Dual[] z, int j, double y) {
        return switch (entropy) {
            case OF_SIGMOID ->
                softplus(z[j]).times(1 - y).plus(softplus(z[j].negate()).times(y));
            case OF_SOFTMAX -> surprise(z, j).times(y);
            case CATEGORICAL_OF_SIGMOID -> softplus(z[j].negate()).times(y);
            case BINARY_OF_SOFTMAX ->
                z.length == 1
                        ? constant(y == 1 ? 0 : Double.POSITIVE_INFINITY)
                        : softplus(logOdds(z, j))
                                .times(1 - y)
                                .plus(surprise(z, j).times(y));
        };
    }

    private static Dual softplus(Dual z) {
        return z.apply(Activation.SOFTPLUS);
    }

    /** Returns −ln a_j of softmax, ln Σ_k e^(z_k − z_j), by ln(eᵘ + eᵛ) = u + ln(1 + eᵛ⁻ᵘ), again and again. */
    private static Dual surprise(Dual[] z, int j) {
        Dual log = constant(0); // of e⁰, for k = j
        for (int k = 0; k < z.length; k++) {
            log = k == j ? log : log.plus(softplus(z[k].minus(z[j]).minus(log)));
        }
        return log;
    }

    /** Returns ln a_j/(1 − a_j) of softmax, −ln Σ_{k≠j} e^(z_k − z_j), in the same way. */
    private static Dual logOdds(Dual[] z, int j) {
        Dual log = null;
        for (int k = 0; k < z.length; k++) {
            Dual ahead = z[k].minus(z[j]);
            log = k == j ? log : log == null ? ahead : log.plus(softplus(ahead.minus(log)));
        }
        return log.negate();
    }

    private static Dual[] activations(Activation g, Dual[] z) {
        return IntStream.range(0, z.length)
                .mapToObj(j -> g.isSoftmax() ? surprise(z, j).negate().exp() : z[j].apply(g))
                .toArray(Dual[]::new);
    }

    /** Returns z of the output layer. */
    private static Dual[] output(Network network, Dual[] x, Dual[] p) {
        Dual[] z = x;
        int next = 0;
        for (int l = 1; l <= network.depth(); l++) {
            Layer layer = network.layer(l);
            Dual[] a = l == 1 ? x : activations(network.layer(l - 1).activation(), z);
            z = weighted(layer, a, Arrays.copyOfRange(p, next, p.length));
            next += layer.size() * (layer.inputs() + 1);
        }
        return z;
    }

    /** Returns wa + b, with w and b the first entries of p. */
    private static Dual[] weighted(Layer layer, Dual[] a, Dual[] p) {
        int inputs = layer.inputs();
        return IntStream.range(0, layer.size())
                .mapToObj(j -> {
                    Dual z = constant(0);
                    for (int k = 0; k < inputs; k++) {
                        z = z.plus(p[j * inputs + k].times(a[k]));
                    }
                    return z.plus(p[layer.size() * inputs + j]);
                })
                .toArray(Dual[]::new);
    }

    private static Dual[] duals(double[] constants) {
        return Arrays.stream(constants).mapToObj(Dual::constant).toArray(Dual[]::new);
    }
}
