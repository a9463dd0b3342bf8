package backprop.check;

import backprop.Activation;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Network;
import backprop.internal.LongRun;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.MatrixDimensionException;
import org.ejml.simple.SimpleMatrix;

/**
 * Judges a derivation of backpropagation on a network, a cost and examples: a whole gradient, one equation, or a step.
 * Made by {@link Check#on} or {@link Check#standard}.
 *
 * <p>Conventions: layers 1 to L, w_jk from neuron k to neuron j, one example per column. {@link #transposedWeights} takes
 * and gives note 003's W_ij; {@link #examplesAsRows} takes and gives note 002's rows.
 */
public final class NetworkCheck {
    private final Case problem;
    private final boolean transposedWeights;
    private final boolean rows;

    NetworkCheck(Case problem, boolean transposedWeights, boolean rows) {
        this.problem = problem;
        this.transposedWeights = transposedWeights;
        this.rows = rows;
    }

    /** BP1 as a formula: δᴸ from aᴸ, y and zᴸ. */
    @FunctionalInterface
    public interface OutputError {
        SimpleMatrix of(SimpleMatrix a, SimpleMatrix y, SimpleMatrix z);
    }

    /** BP1 as a formula that asks for L and the output layer's activation, too. */
    @FunctionalInterface
    public interface OutputErrorOfLayer {
        SimpleMatrix of(int l, Activation g, SimpleMatrix a, SimpleMatrix y, SimpleMatrix z);
    }

    /** BP2 as a formula: δˡ from wˡ⁺¹, δˡ⁺¹ and zˡ. */
    @FunctionalInterface
    public interface HiddenError {
        SimpleMatrix of(SimpleMatrix nextW, SimpleMatrix nextDelta, SimpleMatrix z);
    }

    /** BP2 as a formula that asks for l and the activation of layer l, too. */
    @FunctionalInterface
    public interface HiddenErrorOfLayer {
        SimpleMatrix of(int l, Activation g, SimpleMatrix nextW, SimpleMatrix nextDelta, SimpleMatrix z);
    }

    /** BP3 as a formula that asks for l, too: ∂C/∂bˡ from δˡ. */
    @FunctionalInterface
    public interface BiasGradientOfLayer {
        SimpleMatrix of(int l, SimpleMatrix delta);
    }

    /** BP4 as a formula that asks for l, too: ∂C/∂wˡ from δˡ and aˡ⁻¹. */
    @FunctionalInterface
    public interface WeightGradientOfLayer {
        SimpleMatrix of(int l, SimpleMatrix delta, SimpleMatrix previousA);
    }

    private interface Formula {
        SimpleMatrix of(int l, List<SimpleMatrix> in);
    }

    /** The same check with note 003's W_ij: formulas get and give it, a Gradient holds it; networks and vectors keep w_jk. */
    public NetworkCheck transposedWeights() {
        return new NetworkCheck(problem, true, rows);
    }

    /** Returns the same check with one example per row, as in note 002: a, y, z and δ come and go transposed. */
    public NetworkCheck examplesAsRows() {
        return new NetworkCheck(problem, transposedWeights, true);
    }

    /**
     * The same check of a cost that has ½λΣ‖w‖², too: ∂C/∂w is that of the cost + λw, and biases are as they were.
     *
     * @param lambda λ, 0 or more
     */
    public NetworkCheck regularized(double lambda) {
        Require.that(lambda >= 0 && lambda < Double.POSITIVE_INFINITY, "lambda", "be 0 or more and finite", lambda);
        return new NetworkCheck(problem.regularized(lambda), transposedWeights, rows);
    }

    /**
     * The same check of a network without biases: its gradient has one number per weight, and what a Gradient or a step does
     * to biases is not judged.
     *
     * @throws IllegalArgumentException if a bias of the network is not 0
     */
    public NetworkCheck withoutBiases() {
        for (int l = 1; l <= problem.depth(); l++) {
            SimpleMatrix b = problem.network().b(l);
            double largest = b.elementMaxAbs();
            Require.that(largest == 0, "b of layer " + l, "be 0, as the network is to have no biases", largest);
        }
        return new NetworkCheck(problem.withoutBiases(), transposedWeights, rows);
    }

    /** Judges a whole gradient; typed numbers as {@link #gradient(double...)} does. */
    public Report gradient(Gradient gradient) {
        Require.given("gradient", gradient);
        return wholeGradient(weightsTurned(gradient), true).report();
    }

    /**
     * Judges code that computes a whole gradient from a network and examples: it gets copies, and must leave them as they
     * are.
     */
    public Report gradient(BiFunction<Network, DataSet, Gradient> formula) {
        Require.given("formula", formula);
        Network network = problem.network().withParameters(problem.network().parameters());
        DataSet data = new DataSet(problem.data().x().copy(), problem.data().y().copy());
        Gradient gradient;
        try {
            gradient = LongRun.ofUser(() -> formula.apply(network, data));
        } catch (RuntimeException e) {
            return thrown("gradient", "∇C", "", e);
        }
        if (!Arrays.equals(network.parameters(), problem.network().parameters())) {
            return changed("gradient", "∇C", "the network");
        }
        if (!data.x().isIdentical(problem.data().x(), 0)
                || !data.y().isIdentical(problem.data().y(), 0)) {
            return changed("gradient", "∇C", "the examples");
        }
        if (gradient == null || gradient.w().size() != problem.depth()) {
            String finding = gradient == null
                    ? "is null"
                    : "has " + gradient.w().size() + " layers, but must have " + problem.depth();
            return Report.failed("gradient: impossible shape", "∇C", finding);
        }
        return wholeGradient(weightsTurned(gradient), false).report();
    }

    /**
     * Judges a whole gradient given as numbers in the order of {@link Network#parameters()}; right numbers in another order
     * are recognised. Numbers of up to 8 digits, as typed, are judged to the digits given, single precision to its seven.
     *
     * @param gradient one number per weight and bias; per weight {@link #withoutBiases}
     */
    public Report gradient(double... gradient) {
        Require.given("gradient", gradient);
        int expected = problem.vector(weightsAndBiases()).length;
        String rule = "have " + expected + " entries, one per weight" + (problem.biases() ? " and bias" : "");
        Require.that(gradient.length == expected, "gradient", rule, gradient.length);
        return wholeGradient(problem.gradient(gradient), true).report();
    }

    /**
     * Judges a whole gradient by values of C alone, for networks of any size: along 10 random directions d the slope of C is
     * held against d·∇C. Nothing of backpropagation is in it. Right is what agrees along all of them; the report says how far
     * off a gradient would have been noticed, and with what certainty. A million parameters with 10 examples take some 3 s. What
     * is wrong {@link #gradient(Gradient)} tells.
     */
    public Report gradientAlongDirections(Gradient gradient) {
        Require.given("gradient", gradient);
        Gradient turned = weightsTurned(gradient);
        return wholeGradient(turned, false).misshapen().orElseGet(() -> new Directions(problem, turned).report());
    }

    private Gradient weightsAndBiases() {
        return Gradient.of(problem.network(), problem.network().parameters());
    }

    private Judge wholeGradient(Gradient gradient, boolean typed) {
        int depth = problem.depth();
        int layers = gradient.w().size();
        Require.that(layers == depth, "gradient", "have " + depth + " layers, as the network has", layers);
        Scope scope = Scope.wholeGradient(problem);
        return new Judge(problem, scope, scope.of(gradient), typed);
    }

    /**
     * Judges one number, ∂C/∂wˡ_jk, or the factors of its chain: two are δˡ_j and aˡ⁻¹_k; three are ∂C/∂aˡ_j, σ′(zˡ_j) and
     * aˡ⁻¹_k. Each factor is judged, and their product; numbers of up to 8 digits, as typed, to the digits given.
     *
     * @param l the layer, from 1
     * @param j the neuron the weight leads to, from 0
     * @param k the neuron of layer l−1 that it comes from, from 0
     * @param chain the derivative, or two or three factors of it; factors need one example and a cost that is not regularised
     */
    public Report weight(int l, int j, int k, double... chain) {
        Require.given("chain", chain);
        return Chain.of(problem, new Block(Equation.BP4, l), 0, List.of(j, k)).report(chain);
    }

    /**
     * Judges one number, ∂C/∂bˡ_j, or the two factors of its chain, ∂C/∂aˡ_j and σ′(zˡ_j).
     *
     * @param l the layer, from 1
     * @param j the neuron, from 0
     * @param chain the derivative, or two factors of it; factors need one example
     */
    public Report bias(int l, int j, double... chain) {
        Require.given("chain", chain);
        return Chain.of(problem, new Block(Equation.BP3, l), 0, List.of(j)).report(chain);
    }

    /** Judges ∂C/∂x = (w¹)ᵀδ¹ given as numbers, n₀×N, those of up to 8 digits to the digits given. */
    public Report inputGradient(SimpleMatrix numbers) {
        Require.filled("numbers", numbers);
        Scope scope = Scope.inputGradient();
        return new Judge(problem, scope, List.of(examples(numbers)), true).report();
    }

    /** Judges the formula of ∂C/∂x, n₀×N, from w¹ and δ¹. */
    public Report inputGradient(BinaryOperator<SimpleMatrix> formula) {
        Require.given("formula", formula);
        return judged(Equation.INPUT, (l, in) -> examples(formula.apply(in.get(0), in.get(1))));
    }

    /** Judges BP1: δᴸ from aᴸ, y and zᴸ. */
    public Report outputError(OutputError formula) {
        Require.given("formula", formula);
        return outputError((l, g, a, y, z) -> formula.of(a, y, z));
    }

    /** Judges BP1 by a formula that is told L and its activation, too. */
    public Report outputError(OutputErrorOfLayer formula) {
        Require.given("formula", formula);
        return judged(Equation.BP1, (l, in) -> examples(formula.of(l, problem.g(l), in.get(0), in.get(1), in.get(2))));
    }

    /** Judges BP2 in every hidden layer, each given the right error of the next: δˡ from wˡ⁺¹, δˡ⁺¹ and zˡ. */
    public Report hiddenError(HiddenError formula) {
        Require.given("formula", formula);
        return hiddenError((l, g, nextW, nextDelta, z) -> formula.of(nextW, nextDelta, z));
    }

    /** Judges BP2 in every hidden layer by a formula that is told l and the activation of layer l, too. */
    public Report hiddenError(HiddenErrorOfLayer formula) {
        Require.given("formula", formula);
        Require.that(problem.depth() > 1, "the network", "have a hidden layer for BP2", problem.network());
        return judged(Equation.BP2, (l, in) -> examples(formula.of(l, problem.g(l), in.get(0), in.get(1), in.get(2))));
    }

    /** Judges BP3 in every layer: ∂C/∂bˡ from δˡ. */
    public Report biasGradient(UnaryOperator<SimpleMatrix> formula) {
        Require.given("formula", formula);
        return biasGradient((l, delta) -> formula.apply(delta));
    }

    /** Judges BP3 in every layer by a formula that is told l, too. */
    public Report biasGradient(BiasGradientOfLayer formula) {
        Require.given("formula", formula);
        Require.that(problem.biases(), "the network", "have biases for BP3", "without");
        return judged(Equation.BP3, (l, in) -> {
            SimpleMatrix gradient = formula.of(l, in.get(0));
            return turned(gradient, rows && gradient != null && gradient.getNumRows() == 1);
        });
    }

    /** Judges BP4 in every layer: ∂C/∂wˡ from δˡ and aˡ⁻¹. */
    public Report weightGradient(BinaryOperator<SimpleMatrix> formula) {
        Require.given("formula", formula);
        return weightGradient((l, delta, previousA) -> formula.apply(delta, previousA));
    }

    /** Judges BP4 in every layer by a formula that is told l, too. */
    public Report weightGradient(WeightGradientOfLayer formula) {
        Require.given("formula", formula);
        return judged(Equation.BP4, (l, in) -> weights(formula.of(l, in.get(0), in.get(1))));
    }

    /**
     * Judges a training step: from the change of the parameters follows the gradient it used, (p − p′)/η. Where a slip of
     * the update itself gives the same numbers, such as + for −, the report names it too.
     *
     * @param eta the η of the step, positive
     * @param step makes the next network
     */
    public Report step(double eta, UnaryOperator<Network> step) {
        return step(eta, 0, new double[problem.network().parameterCount()], step);
    }

    /**
     * Judges a training step with momentum, p′ = p + μv − η∇C, in the same way.
     *
     * @param eta the η of the step, positive
     * @param momentum μ, from 0 to 1
     * @param velocity v, one finite number per parameter, in the order of {@link Network#parameters()}
     * @param step makes the next network
     */
    public Report step(double eta, double momentum, double[] velocity, UnaryOperator<Network> step) {
        Require.positive("eta", eta);
        Require.given("step", step);
        Require.that(momentum >= 0 && momentum <= 1, "momentum", "lie from 0 to 1", momentum);
        Require.given("velocity", velocity);
        int parameters = problem.network().parameterCount();
        String rule = "have " + parameters + " entries, one per parameter";
        Require.that(velocity.length == parameters, "velocity", rule, velocity.length);
        Require.finite("velocity", velocity);
        return new StepCheck(problem, eta, momentum, velocity.clone()).of(step);
    }

    /** Judges a formula that is given copies of its inputs, and must leave them as they are. */
    private Report judged(Equation equation, Formula formula) {
        Scope scope = Scope.of(equation, problem.depth());
        List<SimpleMatrix> given = new ArrayList<>();
        for (Block block : scope.blocks()) {
            List<Equation.Given> before = equation.given(problem, block.layer());
            List<SimpleMatrix> in = before.stream().map(this::asTyped).toList();
            try {
                given.add(LongRun.ofUser(() -> formula.of(block.layer(), in)));
            } catch (RuntimeException e) {
                return thrown(scope.title(), block.name(), shapes(before, in), e);
            }
            for (int i = 0; i < in.size(); i++) {
                if (!in.get(i).isIdentical(asTyped(before.get(i)), 0)) {
                    return changed(scope.title(), block.name(), before.get(i).name());
                }
            }
        }
        return new Judge(problem, scope, given, false)
                .report(
                        List.of(),
                        found -> AskedAgain.of(problem, equation, found, other -> answers(other, equation, formula)));
    }

    /** What a formula gives on another network. */
    private List<SimpleMatrix> answers(Case other, Equation equation, Formula formula) {
        return Scope.of(equation, other.depth()).blocks().stream()
                .map(block -> {
                    List<SimpleMatrix> in = equation.given(other, block.layer()).stream()
                            .map(this::asTyped)
                            .toList();
                    return LongRun.ofUser(() -> formula.of(block.layer(), in));
                })
                .toList();
    }

    private static Report thrown(String title, String what, String given, RuntimeException e) {
        boolean isRaw = e instanceof MatrixDimensionException;
        String why = isRaw || e.getCause() instanceof MatrixDimensionException
                ? ", as its shapes do not fit"
                : ": the formula throws";
        return Report.thrown(title + ": impossible" + why, what, "the formula" + (isRaw ? given : ""), e);
    }

    private static String shapes(List<Equation.Given> names, List<SimpleMatrix> in) {
        return IntStream.range(0, in.size())
                .mapToObj(i -> names.get(i).name() + " " + Require.shape(in.get(i)))
                .collect(Collectors.joining(", ", ", given ", ","));
    }

    private SimpleMatrix asTyped(Equation.Given input) {
        return input.name().equals("w") ? weights(input.value()) : examples(input.value());
    }

    private static Report changed(String title, String what, String input) {
        return Report.failed(
                title + ": WRONG, as it changes what it was given",
                what,
                "the formula changes " + input + ": compute with a copy()");
    }

    private Gradient weightsTurned(Gradient gradient) {
        return new Gradient(gradient.w().stream().map(this::weights).toList(), gradient.b());
    }

    private SimpleMatrix weights(SimpleMatrix w) {
        return turned(w, transposedWeights);
    }

    private SimpleMatrix examples(SimpleMatrix m) {
        return turned(m, rows);
    }

    /** Always a new matrix: a formula that writes into what it gets must not change what it is judged by. */
    private static SimpleMatrix turned(SimpleMatrix m, boolean turn) {
        return m == null ? null : turn ? m.transpose() : m.copy();
    }

    /**
     * Returns what this network can reveal: every mistake of the catalogue that its shapes allow, and how much it changes
     * the answer, to the whole gradient or to its own equation, whichever changes less. A mistake near 0 would pass here.
     *
     * @return each with the largest change of a block relative to its largest entry, right or wrong: from 0 to 2, which is the
     *     other sign
     */
    public Map<Cause, Double> mistakes() {
        Map<Cause, Double> changes = new LinkedHashMap<>();
        for (Slip slip : slips()) {
            double inGradient = change(Scope.wholeGradient(problem), slip);
            double inEquation = change(Scope.of(slip.equation(), problem.depth()), slip);
            changes.put(slip.cause(), Math.min(inGradient, inEquation));
        }
        return Collections.unmodifiableMap(changes);
    }

    private List<Slip> slips() {
        return Mistake.slips(problem, Scope.wholeGradient(problem).equations());
    }

    private double change(Scope scope, Slip slip) {
        return Bounds.misfit(Answer.right(scope, problem), new Answer(scope, problem, slip.in(Rules.RIGHT)));
    }

    /** Returns the gradient that a mistake gives, one of {@link #mistakes()}. */
    public Gradient gradientWith(Cause mistake) {
        return Answer.gradient(problem, slip(mistake).in(Rules.RIGHT));
    }

    /**
     * Returns the right side of the equation that a mistake is in, as it was written: (wˡ⁺¹)ᵀδˡ⁺¹ where σ′(zˡ) is missing.
     * A raised t in it is the last example.
     *
     * @param mistake one of {@link #mistakes()}
     */
    public backprop.formula.Formula formulaWith(Cause mistake) {
        return slip(mistake).mistake().formula();
    }

    private Slip slip(Cause mistake) {
        Require.given("mistake", mistake);
        return Mistake.slip(problem, mistake)
                .filter(slip -> Scope.wholeGradient(problem).equations().contains(slip.equation()))
                .orElseThrow(() -> Require.broken("mistake", "be one of mistakes()", mistake));
    }

    /** Says what it judges on. */
    @Override
    public String toString() {
        return "check on a " + problem.network() + ", C = " + problem.cost() + ", " + problem.data();
    }
}
