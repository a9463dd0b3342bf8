package backprop.check;

import backprop.DataSet;
import backprop.Gradient;
import backprop.Network;
import backprop.check.Answer.Rules;
import backprop.check.Mistake.Slip;
import backprop.check.Scope.Block;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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

    /** BP2 as a formula: δˡ from wˡ⁺¹, δˡ⁺¹ and zˡ. */
    @FunctionalInterface
    public interface HiddenError {
        SimpleMatrix of(SimpleMatrix nextW, SimpleMatrix nextDelta, SimpleMatrix z);
    }

    /** The same check with note 003's W_ij: formulas get and give it, a Gradient holds it; networks and vectors keep w_jk. */
    public NetworkCheck transposedWeights() {
        return new NetworkCheck(problem, true, rows);
    }

    /** Returns the same check with one example per row, as in note 002: a, y, z and δ come and go transposed. */
    public NetworkCheck examplesAsRows() {
        return new NetworkCheck(problem, transposedWeights, true);
    }

    /** Judges a whole gradient. */
    public Report gradient(Gradient gradient) {
        return wholeGradient(problem, weightsTurned(gradient), false, 0).report();
    }

    /**
     * Judges code that computes a whole gradient from a network and examples: it gets copies, and must leave them as they
     * are.
     */
    public Report gradient(BiFunction<Network, DataSet, Gradient> formula) {
        Network network = problem.network().withParameters(problem.network().parameters());
        DataSet data = new DataSet(problem.data().x().copy(), problem.data().y().copy());
        Gradient gradient;
        try {
            gradient = formula.apply(network, data);
        } catch (RuntimeException e) {
            return Report.thrown("gradient: impossible", "∇C", "the formula", e);
        }
        if (!Arrays.equals(network.parameters(), problem.network().parameters())) {
            return changed("gradient", "∇C", "the network");
        }
        if (!same(data.x(), problem.data().x())
                || !same(data.y(), problem.data().y())) {
            return changed("gradient", "∇C", "the examples");
        }
        if (gradient == null || gradient.w().size() != problem.depth()) {
            String finding = gradient == null
                    ? "is null"
                    : "has " + gradient.w().size() + " layers, but must have " + problem.depth();
            return Report.failed("gradient: impossible shape", "∇C", finding);
        }
        return gradient(gradient);
    }

    /**
     * Judges a whole gradient given as numbers in the order of {@link Network#parameters()}; right numbers in another order
     * are recognised. Numbers of up to 8 digits, as typed, are judged to the digits given, single precision to its seven.
     *
     * @param gradient one number per weight and bias
     */
    public Report gradient(double... gradient) {
        int expected = problem.network().parameterCount();
        String rule = "have " + expected + " entries, one per weight and bias";
        Require.that(gradient.length == expected, "gradient", rule, gradient.length);
        return wholeGradient(problem, Gradient.of(problem.network(), gradient), true, 0)
                .report();
    }

    /** With the rounding of each parameter, in units of its own size, that the numbers had to pass through. */
    static Judge wholeGradient(Case problem, Gradient gradient, boolean typed, double parameterRounding) {
        int depth = problem.depth();
        int layers = gradient.w().size();
        Require.that(layers == depth, "gradient", "have " + depth + " layers, as the network has", layers);
        return new Judge(problem, Scope.wholeGradient(depth), Scope.blocks(gradient), typed, parameterRounding);
    }

    /** Judges BP1: δᴸ from aᴸ, y and zᴸ. */
    public Report outputError(OutputError formula) {
        return judged(Equation.BP1, in -> examples(formula.of(in.get(0), in.get(1), in.get(2))));
    }

    /** Judges BP2 in every hidden layer, each given the right error of the next: δˡ from wˡ⁺¹, δˡ⁺¹ and zˡ. */
    public Report hiddenError(HiddenError formula) {
        Require.that(problem.depth() > 1, "the network", "have a hidden layer for BP2", problem.network());
        return judged(Equation.BP2, in -> examples(formula.of(in.get(0), in.get(1), in.get(2))));
    }

    /** Judges BP3 in every layer: ∂C/∂bˡ from δˡ. */
    public Report biasGradient(UnaryOperator<SimpleMatrix> formula) {
        return judged(Equation.BP3, in -> {
            SimpleMatrix gradient = formula.apply(in.get(0));
            return turned(gradient, rows && gradient != null && gradient.getNumRows() == 1);
        });
    }

    /** Judges BP4 in every layer: ∂C/∂wˡ from δˡ and aˡ⁻¹. */
    public Report weightGradient(BinaryOperator<SimpleMatrix> formula) {
        return judged(Equation.BP4, in -> weights(formula.apply(in.get(0), in.get(1))));
    }

    /**
     * Judges a training step: from the change of the parameters follows the gradient it used, (p − p′)/η. Where a slip of
     * the update itself gives the same numbers, such as + for −, the report names it too.
     *
     * @param eta the η of the step, positive
     * @param step makes the next network
     */
    public Report step(double eta, UnaryOperator<Network> step) {
        Require.positive("eta", eta);
        return new StepCheck(problem, eta).of(step);
    }

    /** Judges a formula that is given copies of its inputs, and must leave them as they are. */
    private Report judged(Equation equation, Function<List<SimpleMatrix>, SimpleMatrix> formula) {
        Scope scope = Scope.of(equation, problem.depth());
        List<SimpleMatrix> given = new ArrayList<>();
        for (Block block : scope.blocks()) {
            List<Equation.Given> before = equation.given(problem, block.layer());
            List<SimpleMatrix> in = before.stream().map(this::asTyped).toList();
            try {
                given.add(formula.apply(in));
            } catch (RuntimeException e) {
                String title = scope.title() + ": impossible, as its shapes do not fit";
                return Report.thrown(title, block.name(), "the formula", e);
            }
            for (int i = 0; i < in.size(); i++) {
                if (!same(in.get(i), asTyped(before.get(i)))) {
                    return changed(scope.title(), block.name(), before.get(i).name());
                }
            }
        }
        return new Judge(problem, scope, given, false, 0).report();
    }

    private SimpleMatrix asTyped(Equation.Given input) {
        return input.name().equals("w") ? weights(input.value()) : examples(input.value());
    }

    private static boolean same(SimpleMatrix one, SimpleMatrix other) {
        return one.getNumRows() == other.getNumRows() && Arrays.equals(one.getDDRM().data, other.getDDRM().data);
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
     * @return each with the largest change of a block relative to its largest entry, from 0 to 1
     */
    public Map<Cause, Double> mistakes() {
        Map<Cause, Double> changes = new LinkedHashMap<>();
        for (Slip slip : slips()) {
            double inGradient = change(Scope.wholeGradient(problem.depth()), slip);
            double inEquation = change(Scope.of(slip.equation(), problem.depth()), slip);
            changes.put(slip.cause(), Math.min(inGradient, inEquation));
        }
        return Collections.unmodifiableMap(changes);
    }

    private List<Slip> slips() {
        return Mistake.slips(problem, EnumSet.allOf(Equation.class));
    }

    private double change(Scope scope, Slip slip) {
        return CauseFinder.misfit(Answer.right(scope, problem), new Answer(scope, problem, slip.in(Rules.RIGHT)));
    }

    /** Returns the gradient that a mistake gives, one of {@link #mistakes()}. */
    public Gradient gradientWith(Cause mistake) {
        return slips().stream()
                .filter(slip -> slip.cause().equals(mistake))
                .findFirst()
                .map(slip -> Answer.gradient(problem, slip.in(Rules.RIGHT)))
                .orElseThrow(() -> Require.broken("mistake", "be one of mistakes()", mistake));
    }
}
