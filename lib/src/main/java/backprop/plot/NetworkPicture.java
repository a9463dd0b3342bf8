package backprop.plot;

import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.Network;
import backprop.internal.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
    private Optional<ForwardPass> pass = Optional.empty();
    private Optional<ForwardPass> before = Optional.empty();
    private Optional<Errors> errors = Optional.empty();
    private Optional<Gradient> gradient = Optional.empty();
    private Optional<Gradient> measured = Optional.empty();
    private int reached; // the last layer that a change has reached
    private int firstError = 1; // the first layer whose δ is shown
    private String title = "";
    private List<Lift> lifts = List.of();

    private NetworkPicture(Network network) {
        this.network = network;
        reached = network.depth();
    }

    /** Returns a copy, to be changed before it is given away. */
    private NetworkPicture copy() {
        NetworkPicture copy = new NetworkPicture(network);
        copy.pass = pass;
        copy.before = before;
        copy.errors = errors;
        copy.gradient = gradient;
        copy.measured = measured;
        copy.reached = reached;
        copy.firstError = firstError;
        copy.title = title;
        copy.lifts = lifts;
        return copy;
    }

    static NetworkPicture of(Network network) {
        int depth = Require.given("network", network).depth();
        Require.that(depth <= MOST_LAYERS, "network", "have " + MOST_LAYERS + " layers at most to be drawn", depth);
        return new NetworkPicture(network);
    }

    NetworkPicture pass(ForwardPass pass) {
        requirePass("pass", pass);
        NetworkPicture copy = copy();
        copy.pass = Optional.of(pass);
        return copy;
    }

    /**
     * Shows how a change ran forward: neurons say by how much their a moved, those that did not move are pale, and so are those
     * it has not reached, which still say what they said before.
     *
     * @param before the pass of the same example before something was changed
     * @param reached the last layer that the change has reached, from 0 to L
     */
    public NetworkPicture ripple(ForwardPass before, int reached) {
        Require.that(pass.isPresent(), "the drawing", "have a pass to compare with", "one without");
        requirePass("before", before);
        Require.layer(0, network.depth(), reached);
        NetworkPicture copy = copy();
        copy.before = Optional.of(before);
        copy.reached = reached;
        return copy;
    }

    /**
     * Writes δ into the neurons: its sign is the colour of their rings, its size their width.
     *
     * @param errors of one example, δˡ n_l×1
     */
    public NetworkPicture errors(Errors errors) {
        return errors(errors, 1);
    }

    /**
     * The same as far as δ has run back.
     *
     * @param errors of one example, δˡ n_l×1
     * @param from the layer that it has reached, from 1 to L
     */
    public NetworkPicture errors(Errors errors, int from) {
        requireLayers("errors", Require.given("errors", errors).delta().size());
        for (int l = 1; l <= network.depth(); l++) {
            requireColumn("δ", l, errors.delta(l));
        }
        Require.layer(1, network.depth(), from);
        NetworkPicture copy = copy();
        copy.errors = Optional.of(errors);
        copy.firstError = from;
        return copy;
    }

    /**
     * Draws ∂C/∂w and ∂C/∂b in place of w and b.
     *
     * @param gradient ∂C/∂wˡ and ∂C/∂bˡ, of the shapes of wˡ and bˡ
     */
    public NetworkPicture gradient(Gradient gradient) {
        requireShapes("gradient", gradient);
        NetworkPicture copy = copy();
        copy.gradient = Optional.of(gradient);
        copy.measured = Optional.empty();
        return copy;
    }

    /**
     * The same, with what a nudge of each weight measured before it: {@code 0.0125 | 0.0125}.
     *
     * @param gradient by a formula
     * @param measured by differences, of the same shapes
     */
    public NetworkPicture gradient(Gradient gradient, Gradient measured) {
        requireShapes("measured", measured);
        NetworkPicture copy = gradient(gradient);
        copy.measured = Optional.of(measured);
        return copy;
    }

    /** Writes a line above it. */
    public NetworkPicture titled(String title) {
        NetworkPicture copy = copy();
        copy.title = Require.notBlank("title", title);
        return copy;
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
        NetworkPicture copy = copy();
        copy.lifts = Stream.concat(lifts.stream(), Stream.of(lift)).toList();
        return copy;
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

    /** Returns the numbers of a layer: of one that a change has not reached, those before it. */
    Optional<ForwardPass> pass(int l) {
        return l <= reached ? pass : before;
    }

    boolean hasPass() {
        return pass.isPresent();
    }

    boolean hasRipple() {
        return before.isPresent();
    }

    /** Returns by how much a moved, where a change has come to and made it move. */
    OptionalDouble change(int l, int j) {
        if (!hasRipple() || l > reached) {
            return OptionalDouble.empty();
        }
        double change =
                pass.orElseThrow().a(l).get(j) - before.orElseThrow().a(l).get(j);
        return change == 0 ? OptionalDouble.empty() : OptionalDouble.of(change);
    }

    /** Returns δ of a neuron, if there is one and it is shown. */
    OptionalDouble delta(int l, int j) {
        return errors.isEmpty() || l < firstError
                ? OptionalDouble.empty()
                : OptionalDouble.of(errors.get().delta(l).get(j));
    }

    /** Returns all δ that are shown. */
    List<SimpleMatrix> deltas() {
        return errors.map(e -> e.delta().subList(firstError - 1, network.depth()))
                .orElse(List.of());
    }

    boolean hasErrors() {
        return errors.isPresent();
    }

    boolean hasGradient() {
        return gradient.isPresent();
    }

    boolean hasMeasured() {
        return measured.isPresent();
    }

    /** Tells whether there are numbers to write into the neurons. */
    boolean hasNumbers() {
        return pass.isPresent() || errors.isPresent();
    }

    String title() {
        return title;
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

    /** Returns what a nudge of w_jk of layer l measured. */
    OptionalDouble measured(int l, int j, int k) {
        return measured.map(m -> OptionalDouble.of(m.w(l).get(j, k))).orElse(OptionalDouble.empty());
    }

    boolean isPale(int l, int j) {
        boolean stands = hasRipple() ? change(l, j).isPresent() : lifts.isEmpty();
        return !stands && lifts.stream().noneMatch(lift -> lift.has(l, j));
    }

    /** An edge stands out if it leads a change on, or is lifted out. */
    boolean isPale(int l, int j, int k) {
        boolean stands =
                hasRipple() ? change(l, j).isPresent() && change(l - 1, k).isPresent() : lifts.isEmpty();
        return !stands && lifts.stream().noneMatch(lift -> lift.has(l, j, k));
    }

    private void requirePass(String argument, ForwardPass pass) {
        requireLayers(argument, Require.given(argument, pass).z().size());
        for (int l = 0; l <= network.depth(); l++) {
            requireColumn("a", l, pass.a(l));
        }
    }

    private void requireShapes(String argument, Gradient gradient) {
        requireLayers(argument, Require.given(argument, gradient).w().size());
        for (int l = 1; l <= network.depth(); l++) {
            String layer = " of layer " + l;
            Require.sameShape("∂C/∂w" + layer, gradient.w(l), "w", network.w(l));
            Require.sameShape("∂C/∂b" + layer, gradient.b(l), "b", network.b(l));
        }
    }

    private void requireLayers(String argument, int layers) {
        String rule = "have as many layers as the network, " + network.depth();
        Require.that(layers == network.depth(), argument, rule, layers);
    }

    private void requireColumn(String letter, int l, SimpleMatrix m) {
        Require.shape(letter + " of layer " + l, m, size(l), 1, "a row per neuron and a single example");
    }
}
