package backprop;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * The four equations of backpropagation, and what they compose to.
 *
 * <p>Each takes N examples at once, one per column; N = 1 is the form of the notes. C is the cost of all N examples
 * together, so where the cost is a mean its 1/N enters once, in ∇ₐC, and δ, ∂C/∂b and ∂C/∂w carry it on.
 */
public final class Backprop {
    private Backprop() {}

    /**
     * BP1, the output error: δᴸ = ∂C/∂zᴸ = ∇ₐC ⊙ g′(zᴸ), n_L×N; for softmax Jᵀ∇ₐC, J being its Jacobian matrix.
     *
     * @param costGradient ∇ₐC, n_L×N
     * @param z zᴸ, n_L×N
     * @param activation g, the output layer's
     */
    public static SimpleMatrix outputError(SimpleMatrix costGradient, SimpleMatrix z, Activation activation) {
        Require.sameShape("costGradient", costGradient, "z", z);
        return Require.given("activation", activation).backward(costGradient, z);
    }

    /**
     * BP1 from z: the same δᴸ of a cost, n_L×N. Where C is a {@link CrossEntropy} it is computed from z, and a − y
     * within a few ulp, also where a has rounded to 0 or 1 and ∇ₐC ⊙ g′(zᴸ) is lost.
     *
     * @param z zᴸ, n_L×N
     * @param y targets, n_L×N
     * @param activation g, the output layer's
     */
    public static SimpleMatrix outputError(Cost cost, SimpleMatrix z, SimpleMatrix y, Activation activation) {
        Require.sameShape("y", y, "z", z);
        return CrossEntropy.of(activation, cost)
                .map(entropy -> entropy.error(z, y))
                .map(sum -> cost.averaged() ? sum.divide(z.getNumCols()) : sum)
                .orElseGet(() -> outputError(cost.gradient(activation.of(z), y), z, activation));
    }

    /**
     * BP2, a hidden error: δˡ = ∂C/∂zˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ g′(zˡ), n_l×N.
     *
     * @param nextW wˡ⁺¹, n_{l+1}×n_l
     * @param nextDelta δˡ⁺¹, n_{l+1}×N
     * @param z zˡ, n_l×N
     * @param activation g, layer l's
     */
    public static SimpleMatrix hiddenError(
            SimpleMatrix nextW, SimpleMatrix nextDelta, SimpleMatrix z, Activation activation) {
        Require.given("nextDelta", nextDelta);
        Require.given("z", z);
        Require.given("activation", activation);
        Require.shape(
                "nextW",
                nextW,
                nextDelta.getNumRows(),
                z.getNumRows(),
                "a row per entry of nextDelta and a column per entry of z");
        Require.shape("nextDelta", nextDelta, nextW.getNumRows(), z.getNumCols(), "a column per example of z");
        return nextW.transpose().mult(nextDelta).elementMult(activation.derivative(z));
    }

    /**
     * BP3, the bias gradient: ∂C/∂bˡ = δˡ summed over the examples, n_l×1.
     *
     * @param delta δˡ, n_l×N
     */
    public static SimpleMatrix biasGradient(SimpleMatrix delta) {
        SimpleMatrix sum = new SimpleMatrix(Require.filled("delta", delta).getNumRows(), 1);
        for (int t = 0; t < delta.getNumCols(); t++) {
            sum = sum.plus(delta.getColumn(t));
        }
        return sum;
    }

    /**
     * BP4, the weight gradient: ∂C/∂wˡ = δˡ(aˡ⁻¹)ᵀ, n_l×n_{l−1}. For one example this is the outer product, entry jk =
     * δ_j a_k; for N examples the matrix product sums theirs.
     *
     * @param delta δˡ, n_l×N
     * @param previousA aˡ⁻¹, n_{l−1}×N
     */
    public static SimpleMatrix weightGradient(SimpleMatrix delta, SimpleMatrix previousA) {
        String rule = "have a column per example of delta, "
                + Require.filled("delta", delta).getNumCols();
        Require.fits(
                Require.given("previousA", previousA).getNumCols() == delta.getNumCols(), "previousA", rule, previousA);
        return delta.mult(previousA.transpose());
    }

    /**
     * Returns δ¹ to δᴸ: BP1 for the output, then BP2 from layer to layer, backwards.
     *
     * @param pass the network's forward pass
     * @param y targets, n_L×N
     */
    public static Errors errors(Network network, Cost cost, ForwardPass pass, SimpleMatrix y) {
        int last = Require.given("network", network).depth();
        int layers = Require.given("pass", pass).z().size();
        Require.that(layers == last, "pass", "go through " + last + " layers, as the network has", layers);
        Activation g = network.layer(last).activation();
        SimpleMatrix delta = outputError(cost, pass.z(last), y, g);
        List<SimpleMatrix> errors = new ArrayList<>(List.of(delta));
        for (int l = last - 1; l >= 1; l--) {
            delta = hiddenError(
                    network.w(l + 1), delta, pass.z(l), network.layer(l).activation());
            errors.add(delta);
        }
        Collections.reverse(errors);
        return new Errors(errors);
    }

    /**
     * Returns ∇C with respect to every weight and bias: BP3 and BP4 in each layer.
     *
     * @param errors δ¹ to δᴸ
     * @param pass the forward pass that they belong to
     */
    public static Gradient gradient(Errors errors, ForwardPass pass) {
        int layers = Require.given("errors", errors).delta().size();
        int passed = Require.given("pass", pass).z().size();
        Require.that(layers == passed, "errors", "be those of the " + passed + " layers of pass", layers);
        List<SimpleMatrix> w = new ArrayList<>();
        List<SimpleMatrix> b = new ArrayList<>();
        for (int l = 1; l <= layers; l++) {
            Require.sameShape("delta of layer " + l, errors.delta(l), "z", pass.z(l));
            w.add(weightGradient(errors.delta(l), pass.a(l - 1)));
            b.add(biasGradient(errors.delta(l)));
        }
        return new Gradient(w, b);
    }

    /**
     * Returns ∇C of the cost of all N examples, summed or averaged as the cost says: forward, then back.
     *
     * @param x inputs, n₀×N, one example per column
     * @param y targets, n_L×N
     */
    public static Gradient gradient(Network network, Cost cost, SimpleMatrix x, SimpleMatrix y) {
        ForwardPass pass = Require.given("network", network).forward(x);
        return gradient(errors(network, cost, pass, y), pass);
    }

    /** Returns ∇C on a data set, the gradient of {@link Cost#of(Network, DataSet)}. */
    public static Gradient gradient(Network network, Cost cost, DataSet data) {
        return gradient(network, cost, Require.given("data", data).x(), data.y());
    }

    /**
     * Returns ∇ₓC = (w¹)ᵀδ¹, n₀×N: how the cost would change with the input.
     *
     * @param x inputs, n₀×N, one example per column
     * @param y targets, n_L×N
     */
    public static SimpleMatrix inputGradient(Network network, Cost cost, SimpleMatrix x, SimpleMatrix y) {
        ForwardPass pass = Require.given("network", network).forward(x);
        Errors errors = errors(network, cost, pass, y);
        return network.w(1).transpose().mult(errors.delta(1));
    }

    /**
     * Returns the directional derivative ∇C(p)·v = d/dt C(p + tv) at t = 0: the rate at which the cost changes as the
     * parameters p move along v.
     *
     * @param v the direction, taken as it is: for the slope per unit length give it length 1
     */
    public static double directionalDerivative(Network network, Cost cost, DataSet data, double[] v) {
        Require.given("network", network).requireOnePerParameter("v", v);
        double[] gradient = gradient(network, cost, data).vector();
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            sum += gradient[i] * v[i];
        }
        return sum;
    }
}
