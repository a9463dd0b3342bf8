package backprop.difference;

import backprop.Cost;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Network;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Finite differences of a network's cost, for every weight and bias, every z and every a: a truth that does not come from
 * backpropagation, each number with an estimate of its own error.
 *
 * <p>Computed by re-evaluating only what a parameter touches. A change h of w_jk changes z_j by h·a_k, in each example in
 * which a_k is not 0; then follow a_j, one column of the next layer's weights, the full layers after that, and C. A change
 * of b_j changes z_j by h. That is the structure of BP3 and BP4, which are therefore not tested: see the package. The cost
 * of an entry does not depend on the width of the layers before it; a check of 784-30-10 with 10 examples is measured by
 * {@code mvn -Pbench}. Large networks use all cores, with the same result to the last bit.
 *
 * <p>A neuron's changes are followed hundreds at a time, in loops that the JIT turns into vector instructions. What passes
 * from layer to layer is the change, not the changed number: g(z + d) − g(z), and c(a + Δa, y) − c(a, y) at the end, by the
 * functions g and c themselves; only the two values of {@link backprop.Activation#SIGMOID} are put on one denominator.
 *
 * <p>Steps are chosen per neuron, and z moves by the same amount whatever the scale of a_k: h = h_z / max|a_k|, where h_z
 * begins at 2⁻⁷, near ε^(1/7), and is made smaller where C bends sharply or an activation's kink is near, larger where that
 * pays. CENTRAL takes 2⁻¹⁰ of it, FOURTH 2⁻³, FORWARD 2⁻¹⁹.
 *
 * <p>The error estimate is the sum of what a higher order would change and of the rounding noise, which is measured: every
 * z, a, c and change is shrunk at random by a few ε, and the scatter of C observed. It is typically 40 times the error, and
 * too small for one entry in ten thousand at most: {@code .github/FIGURES.md}.
 *
 * <p>Special cases: at a kink at z = 0, such as ReLU's, there is no derivative, and the value is NaN and the error infinite;
 * so they are where C is infinite, or every step leaves its domain. At a kink elsewhere the error is large. A weight whose input is 0 in all examples has
 * value 0 and no error.
 */
public final class NetworkDifference {
    private final Baseline base;
    private final boolean onAllThreads;

    private NetworkDifference(Baseline base, boolean onAllThreads) {
        this.base = base;
        this.onAllThreads = onAllThreads;
    }

    /** Prepares the differences of a network's cost: one forward pass. */
    public static NetworkDifference of(Network network, Cost cost, DataSet data) {
        Require.given("cost", cost);
        Require.given("network", network);
        Require.shape(
                "y",
                Require.given("data", data).y(),
                network.outputs(),
                data.size(),
                "a row per output of the network");
        Baseline base = new Baseline(network, cost, data);
        return new NetworkDifference(base, EntryLoop.isLong(base.work()));
    }

    /** The same, on one thread or on all. */
    NetworkDifference onAllThreads(boolean all) {
        return new NetworkDifference(base, all);
    }

    /**
     * Returns ∇C by the 6th order.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public GradientEstimate gradient() {
        return gradient(FiniteDifference.SIXTH);
    }

    /**
     * Returns ∇C by differences of another order; central ones take a third of the work of the 6th order.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public GradientEstimate gradient(FiniteDifference method) {
        Require.given("method", method);
        Entries value = new Entries(base);
        Entries error = new Entries(base);
        EntryLoop loop = new EntryLoop(base.parameters());
        loop.run(neurons(), neuron -> estimate(neuron, method, loop, value, error), onAllThreads);
        return new GradientEstimate(value.gradient(), error.gradient());
    }

    /** A gradient while it is written. */
    private record Entries(List<SimpleMatrix> w, List<SimpleMatrix> b) {
        Entries(Baseline base) {
            this(new ArrayList<>(), new ArrayList<>());
            for (int l = 1; l <= base.depth; l++) {
                w.add(new SimpleMatrix(base.n[l], base.n[l - 1]));
                b.add(new SimpleMatrix(base.n[l], 1));
            }
        }

        /** Sets ∂C/∂w_jk, or with k = n_{l−1} ∂C/∂b_j. */
        void set(int l, int j, int k, double entry) {
            SimpleMatrix weights = w.get(l - 1);
            if (k < weights.getNumCols()) {
                weights.set(j, k, entry);
            } else {
                b.get(l - 1).set(j, entry);
            }
        }

        Gradient gradient() {
            return new Gradient(w, b);
        }
    }

    private record Neuron(int l, int j) {}

    private List<Neuron> neurons() {
        return IntStream.rangeClosed(1, base.depth)
                .boxed()
                .flatMap(l -> IntStream.range(0, base.n[l]).mapToObj(j -> new Neuron(l, j)))
                .toList();
    }

    private void estimate(Neuron neuron, FiniteDifference method, EntryLoop loop, Entries value, Entries error) {
        Estimate[] estimates = new NeuronGradient(base, neuron.l, neuron.j, method).estimates();
        for (int k = 0; k < estimates.length && loop.goesOn(); k++) {
            value.set(neuron.l, neuron.j, k, estimates[k].value());
            error.set(neuron.l, neuron.j, k, estimates[k].error());
        }
    }

    /** Returns the step h of the 6th order for w_jk, or with k = n_{l−1} for b_j; infinite where the inputs are all 0. */
    double step(int l, int j, int k) {
        return new NeuronGradient(base, l, j, FiniteDifference.SIXTH).step() / base.largestInput(l, k);
    }

    /**
     * Returns δˡ = ∂C/∂zˡ, n_l×N, by changing z: the definition that BP1 and BP2 are judged by.
     *
     * @param l from 1 to L
     * @throws CancellationException if the thread is interrupted
     */
    public MatrixEstimate delta(int l) {
        Require.layer(1, base.depth, l);
        return each(l, true);
    }

    /**
     * Returns ∂C/∂aˡ, n_l×N, by changing a: for l = L it is ∇ₐC, for l = 0 the gradient with respect to the input.
     *
     * @param l from 0 to L
     * @throws CancellationException if the thread is interrupted
     */
    public MatrixEstimate costByActivation(int l) {
        Require.layer(0, base.depth, l);
        return each(l, false);
    }

    private MatrixEstimate each(int l, boolean isZ) {
        SimpleMatrix value = new SimpleMatrix(base.n[l], base.examples);
        SimpleMatrix error = new SimpleMatrix(base.n[l], base.examples);
        List<Integer> neurons = IntStream.range(0, base.n[l]).boxed().toList();
        EntryLoop loop = new EntryLoop(value.getNumElements());
        loop.run(neurons, j -> slopes(l, j, isZ, loop, value, error), onAllThreads);
        return new MatrixEstimate(value, error);
    }

    private void slopes(int l, int j, boolean isZ, EntryLoop loop, SimpleMatrix value, SimpleMatrix error) {
        Slope[] slopes = StepSearch.slopes(base, l, j, isZ);
        for (int t = 0; t < slopes.length && loop.goesOn(); t++) {
            value.set(j, t, base.share * slopes[t].value());
            error.set(j, t, base.share * slopes[t].error());
        }
    }

    /** Says of what it takes differences. */
    @Override
    public String toString() {
        return "differences of C on a network "
                + Arrays.stream(base.n).mapToObj(String::valueOf).collect(Collectors.joining("-")) + ", "
                + base.examples + (base.examples == 1 ? " example" : " examples");
    }
}
