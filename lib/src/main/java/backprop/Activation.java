package backprop;

import backprop.internal.Require;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * An activation a = g(z) with its derivative g′(z). A layer's activation is its own: g may differ from layer to layer
 * (note 003).
 *
 * <p>One's own activation is two functions: {@code new Activation("sin", z -> sin(z), z -> cos(z))}.
 *
 * @param name what it is called in tables and messages
 * @param function g
 * @param derivative g′, for the same z, not for a = g(z)
 */
public record Activation(String name, DoubleUnaryOperator function, DoubleUnaryOperator derivative) {

    /** σ(z) = 1 / (1 + e⁻ᶻ); see {@link Sigmoid}. */
    public static final Activation SIGMOID = new Activation("sigmoid", Sigmoid::of, Sigmoid::derivative);

    /**
     * tanh z, with tanh′ z = 1 − tanh² z computed as 4σ′(2z), within 4 ulp for every z: 1 − tanh² z returns 0 for every
     * z above 19.1, where tanh′ is still 1e-16.
     */
    public static final Activation TANH = new Activation("tanh", StrictMath::tanh, z -> 4 * Sigmoid.derivative(2 * z));

    /** max(0, z), with slope 0 for z &lt; 0 and 1 for z &gt; 0. At the kink z = 0 the slope is taken as 0. */
    public static final Activation RELU =
            new Activation("ReLU", z -> Math.max(0, z), z -> z > 0 ? 1 : z <= 0 ? 0 : Double.NaN);

    /** ln(1 + eᶻ), a smooth ReLU; its derivative is σ. Computed as max(0, z) + ln(1 + e^−|z|), which cannot overflow. */
    public static final Activation SOFTPLUS = new Activation(
            "softplus", z -> Math.max(0, z) + StrictMath.log1p(StrictMath.exp(-Math.abs(z))), Sigmoid::of);

    /** z itself, with slope 1. */
    public static final Activation IDENTITY = new Activation("identity", z -> z, z -> Double.isNaN(z) ? z : 1);

    /**
     * {@link Softmax}, for an output layer: every a depends on all z of its example. It takes matrices; of one z alone it has
     * neither value nor slope, and says so.
     */
    public static final Activation SOFTMAX =
            new Activation("softmax", Activation::refuseOneAlone, Activation::refuseOneAlone);

    /** All activations of the library. */
    public static final List<Activation> ALL = List.of(SIGMOID, TANH, RELU, SOFTPLUS, IDENTITY, SOFTMAX);

    public Activation {
        Require.notBlank("name", name);
        Require.given("function", function);
        Require.given("derivative", derivative);
    }

    /** Returns g(z). */
    public double of(double z) {
        return function.applyAsDouble(z);
    }

    /** Returns g′(z): z is a weighted input, not an activation. */
    public double derivative(double z) {
        return derivative.applyAsDouble(z);
    }

    /** Returns g of every entry, or softmax of every column, in the shape of z. */
    public SimpleMatrix of(SimpleMatrix z) {
        Require.filled("z", z);
        return isSoftmax() ? Softmax.of(z) : z.elementOp((int j, int t, double entry) -> of(entry));
    }

    /** Returns g′ of every entry, in the shape of z. */
    public SimpleMatrix derivative(SimpleMatrix z) {
        return Require.filled("z", z).elementOp((int j, int t, double entry) -> derivative(entry));
    }

    /**
     * Returns ∂C/∂z from ∂C/∂a, by the chain rule: ∂C/∂a ⊙ g′(z), or {@link Softmax#backward}.
     *
     * @param costGradient ∂C/∂a, of the shape of z
     */
    public SimpleMatrix backward(SimpleMatrix costGradient, SimpleMatrix z) {
        Require.sameShape("costGradient", costGradient, "z", z);
        return isSoftmax() ? Softmax.backward(costGradient, z) : costGradient.elementMult(derivative(z));
    }

    /** Returns whether this is {@link #SOFTMAX}, which takes all z of an example at once. */
    public boolean isSoftmax() {
        return this == SOFTMAX;
    }

    private static double refuseOneAlone(double z) {
        throw Require.broken("z", "be a matrix for softmax, one example per column", z);
    }

    @Override
    public String toString() {
        return name;
    }
}
