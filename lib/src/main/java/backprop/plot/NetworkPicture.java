package backprop.plot;

import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.Network;
import backprop.internal.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * A network, drawn: layers from left to right, neurons as discs, weights as edges, biases as short strokes from above. It
 * shows in a notebook as it is; each method returns another drawing and leaves this one as it was.
 *
 * <p>Sign is colour, vermillion above 0 and blue below; size is width, from the widest edge of all down to a hair for 0. Of a
 * layer of more than {@value #MOST} neurons the first two and the last two are drawn, and what is lifted out. Neurons count
 * from 0.
 */
public final class NetworkPicture {
    static final int MOST = 6;
    private static final int MOST_LAYERS = 12;

    private final Network network;
    private final Optional<ForwardPass> pass;
    private final Optional<Errors> errors;
    private final Optional<Gradient> gradient;
    private final List<Lift> lifts;

    private NetworkPicture(
            Network network,
            Optional<ForwardPass> pass,
            Optional<Errors> errors,
            Optional<Gradient> gradient,
            List<Lift> lifts) {
        this.network = network;
        this.pass = pass;
        this.errors = errors;
        this.gradient = gradient;
        this.lifts = lifts;
    }

    static NetworkPicture of(Network network) {
        int depth = Require.given("network", network).depth();
        Require.that(depth <= MOST_LAYERS, "network", "have " + MOST_LAYERS + " layers at most to be drawn", depth);
        return new NetworkPicture(network, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    NetworkPicture pass(ForwardPass pass) {
        requireLayers("pass", Require.given("pass", pass).z().size());
        for (int l = 0; l <= network.depth(); l++) {
            requireColumn("a", l, pass.a(l));
        }
        return new NetworkPicture(network, Optional.of(pass), errors, gradient, lifts);
    }

    /**
     * Writes δ into the neurons: its sign is the colour of their rings, its size their width.
     *
     * @param errors of one example, δˡ n_l×1
     */
    public NetworkPicture errors(Errors errors) {
        requireLayers("errors", Require.given("errors", errors).delta().size());
        for (int l = 1; l <= network.depth(); l++) {
            requireColumn("δ", l, errors.delta(l));
        }
        return new NetworkPicture(network, pass, Optional.of(errors), gradient, lifts);
    }

    /**
     * Draws ∂C/∂w and ∂C/∂b in place of w and b.
     *
     * @param gradient ∂C/∂wˡ and ∂C/∂bˡ, of the shapes of wˡ and bˡ
     */
    public NetworkPicture gradient(Gradient gradient) {
        requireLayers("gradient", Require.given("gradient", gradient).w().size());
        for (int l = 1; l <= network.depth(); l++) {
            String layer = " of layer " + l;
            Require.sameShape("∂C/∂w" + layer, gradient.w(l), "w", network.w(l));
            Require.sameShape("∂C/∂b" + layer, gradient.b(l), "b", network.b(l));
        }
        return new NetworkPicture(network, pass, errors, Optional.of(gradient), lifts);
    }

    /**
     * Lifts a neuron out, with all that leads into it and out of it; what is not lifted out is pale.
     *
     * @param l its layer, from 0 to L
     * @param j its number, from 0 to n_l−1
     */
    public NetworkPicture neuron(int l, int j) {
        Require.layer(0, network.depth(), l);
        Require.range("j", "be a neuron of layer " + l, 0, size(l) - 1, j);
        return lifted(Lift.around(l, j, network.depth()));
    }

    /**
     * Lifts a path out, once more for a second path; what is not lifted out is pale. A path of two is a weight: w²₁₃, from
     * neuron 3 to neuron 1, is {@code path(1, 3, 1)}.
     *
     * @param from the layer where it begins, from 0 to L−1
     * @param neurons the number of a neuron in that layer, in the next one and so on; two or more
     */
    public NetworkPicture path(int from, int... neurons) {
        Require.range("from", "be a layer before the last,", 0, network.depth() - 1, from);
        int most = network.depth() - from + 1;
        int length = Require.given("neurons", neurons).length;
        String rule = "name a neuron in each of 2 to " + most + " layers";
        Require.that(length >= 2 && length <= most, "neurons", rule, Arrays.toString(neurons));
        for (int i = 0; i < length; i++) {
            int last = size(from + i) - 1;
            Require.range("neurons[" + i + "]", "be a neuron of layer " + (from + i), 0, last, neurons[i]);
        }
        return lifted(new Lift(from, Arrays.stream(neurons).boxed().toList()));
    }

    private NetworkPicture lifted(Lift lift) {
        List<Lift> all = Stream.concat(lifts.stream(), Stream.of(lift)).toList();
        return new NetworkPicture(network, pass, errors, gradient, all);
    }

    /** Paints it; the same drawing gives the same bytes. Its text is that of {@link #toString()}. */
    public Picture picture() {
        return new NetworkPainter(this).paint();
    }

    /** Says what is drawn, in a line such as {@code picture: network 2-3-2 (sigmoid) with z, a, δ; largest w²₁₀ = 1.7}. */
    @Override
    public String toString() {
        return NetworkWords.text(this);
    }

    Network network() {
        return network;
    }

    Optional<ForwardPass> pass() {
        return pass;
    }

    Optional<Errors> errors() {
        return errors;
    }

    boolean hasGradient() {
        return gradient.isPresent();
    }

    /** Tells whether there are numbers to write into the neurons. */
    boolean hasNumbers() {
        return pass.isPresent() || errors.isPresent();
    }

    List<Lift> lifts() {
        return lifts;
    }

    /** Returns n_l, for l from 0 to L. */
    int size(int l) {
        return l == 0 ? network.inputs() : network.layer(l).size();
    }

    /** Returns what the edges into layer l show: ∂C/∂wˡ if there is a gradient, else wˡ. */
    SimpleMatrix w(int l) {
        return gradient.map(g -> g.w(l)).orElseGet(() -> network.w(l));
    }

    /** Returns what the strokes of layer l show: ∂C/∂bˡ if there is a gradient, else bˡ. */
    SimpleMatrix b(int l) {
        return gradient.map(g -> g.b(l)).orElseGet(() -> network.b(l));
    }

    boolean isPale(int l, int j) {
        return !lifts.isEmpty() && lifts.stream().noneMatch(lift -> lift.has(l, j));
    }

    boolean isPale(int l, int j, int k) {
        return !lifts.isEmpty() && lifts.stream().noneMatch(lift -> lift.has(l, j, k));
    }

    private void requireLayers(String argument, int layers) {
        String rule = "have as many layers as the network, " + network.depth();
        Require.that(layers == network.depth(), argument, rule, layers);
    }

    private void requireColumn(String letter, int l, SimpleMatrix m) {
        Require.shape(letter + " of layer " + l, m, size(l), 1, "a row per neuron and a single example");
    }
}
