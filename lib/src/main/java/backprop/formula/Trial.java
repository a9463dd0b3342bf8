package backprop.formula;

import backprop.Activation;
import backprop.ForwardPass;
import backprop.Layer;
import backprop.Network;
import backprop.internal.Require;
import java.util.Map;
import java.util.Optional;
import org.ejml.simple.SimpleMatrix;

/**
 * What formulas are worth on a network of one's own, where δ and ∇ₐC are numbers that are given: so a formula of one equation
 * can be followed from whatever came before it.
 */
public final class Trial {
    private final World world;

    private Trial(World world) {
        this.world = world;
    }

    /**
     * A network with its examples.
     *
     * @param pass of the examples, one per column
     * @param y their targets
     * @param lambda λ, 0 or more
     */
    public static Trial of(Network network, ForwardPass pass, SimpleMatrix y, double lambda) {
        Require.given("network", network);
        Require.given("pass", pass);
        Require.filled("y", y);
        Require.finite("lambda", lambda);
        Require.that(lambda >= 0, "lambda", "be 0 or more", lambda);
        for (int l = 0; l <= network.depth(); l++) {
            int size = l == 0 ? network.inputs() : network.w(l).getNumRows();
            Require.that(
                    pass.a(l).getNumRows() == size,
                    "pass",
                    "be of the network: a of layer " + l + " has " + size + " rows",
                    Require.shape(pass.a(l)));
        }
        Require.sameShape("y", y, "the output", pass.output());
        int size = network.depth() + 1;
        Value[] w = new Value[size];
        Value[] b = new Value[size];
        Value[] z = new Value[size];
        Value[] a = new Value[size];
        Act[] acts = new Act[size];
        a[0] = value(pass.a(0));
        for (int l = 1; l <= network.depth(); l++) {
            Layer layer = network.layer(l);
            w[l] = value(layer.w());
            b[l] = value(layer.b());
            z[l] = value(pass.z(l));
            a[l] = value(pass.a(l));
            acts[l] = act(layer.activation());
        }
        return new Trial(World.given(w, b, z, a, acts, value(y), new Given(Map.of(), Map.of(), null, lambda)));
    }

    private static Act act(Activation g) {
        return new Act(g::of, g::derivative, z -> Double.NaN);
    }

    private static Value value(SimpleMatrix m) {
        return Value.of(m.getNumRows(), m.getNumCols(), m.getDDRM().data);
    }

    /** Gives δ of a layer. */
    public Trial delta(int layer, SimpleMatrix delta) {
        inNetwork("layer", 1, layer);
        refuseShape("delta", delta, layer);
        return new Trial(world.with(world.given().delta(layer, value(delta))));
    }

    private void inNetwork(String name, int least, int layer) {
        Require.that(
                layer >= least && layer <= world.depth(), name, "be from " + least + " to " + world.depth(), layer);
    }

    private void refuseShape(String name, SimpleMatrix given, int layer) {
        Require.filled(name, given);
        Value z = world.z(layer);
        boolean fits = given.getNumRows() == z.rows() && given.getNumCols() == z.cols();
        Require.that(fits, name, "have the shape of z, " + z.rows() + "x" + z.cols(), Require.shape(given));
    }

    /** Gives ∇ₐC. */
    public Trial costGradient(SimpleMatrix gradient) {
        refuseShape("gradient", gradient, world.depth());
        return new Trial(world.with(world.given().costGradient(value(gradient))));
    }

    /** Returns the formula with the products that its shapes allow in layer l, if they allow any. */
    public Optional<Formula> understood(Formula formula, int l) {
        Require.given("formula", formula);
        inNetwork("l", 0, l);
        Map<String, Integer> env = env(l);
        try {
            return Optional.of(new Readings(world).all(formula, env).get(0).formula());
        } catch (Misfit | Nowhere | Unknown | IllegalArgumentException itIsNoFormulaHere) {
            return Optional.empty();
        }
    }

    private Map<String, Integer> env(int l) {
        Map<String, Integer> env = world.env();
        env.put("l", l);
        env.put("ℓ", l);
        env.put("t", world.examples() - 1);
        return env;
    }

    /**
     * Returns what a formula is worth in layer l, if its shapes fit and it speaks of what there is.
     *
     * @param formula of whole matrices, of l, of L and of t, the last example
     */
    public Optional<SimpleMatrix> of(Formula formula, int l) {
        Require.given("formula", formula);
        inNetwork("l", 0, l);
        Map<String, Integer> env = env(l);
        try {
            Value value = world.of(formula, env);
            return Optional.of(new SimpleMatrix(value.rows(), value.cols(), true, value.v()));
        } catch (Misfit | Nowhere | Unknown | IllegalArgumentException itIsNoFormulaHere) {
            return Optional.empty();
        }
    }

    /** Says on what formulas are tried. */
    @Override
    public String toString() {
        return "trial of formulas on " + world.depth() + " layer(s) and " + world.examples() + " example(s)";
    }
}
