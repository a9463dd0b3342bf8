package backprop.check;

import backprop.DataSet;
import backprop.Gradient;
import backprop.Network;
import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Judges a derivation of backpropagation on a network, a cost and examples: a whole gradient, one equation, or a step.
 * Made by {@link Check#on} or {@link Check#standard}.
 *
 * <p>Conventions: layers 1 to L, w_jk from neuron k to neuron j, one example per column. {@link #transposedWeights} takes
 * and gives note 003's W_ij; {@link #examplesAsRows} takes and gives note 002's rows.
 */
public final class NetworkCheck {
    private final Problem problem;
    private final boolean transposedWeights;
    private final boolean rows;

    NetworkCheck(Problem problem, boolean transposedWeights, boolean rows) {
        this.problem = problem;
        this.transposedWeights = transposedWeights;
        this.rows = rows;
    }

    /** BP1 as a formula: δᴸ from aᴸ, y and zᴸ. */
    @FunctionalInterface
    public interface OutputError {
        /**
         * Returns δᴸ.
         *
         * @param a aᴸ
         * @param y the targets
         * @param z zᴸ
         * @return δᴸ, of the shape of z
         */
        SimpleMatrix of(SimpleMatrix a, SimpleMatrix y, SimpleMatrix z);
    }

    /** BP2 as a formula: δˡ from wˡ⁺¹, δˡ⁺¹ and zˡ. */
    @FunctionalInterface
    public interface HiddenError {
        /**
         * Returns δˡ.
         *
         * @param nextW wˡ⁺¹
         * @param nextDelta δˡ⁺¹
         * @param z zˡ
         * @return δˡ, of the shape of z
         */
        SimpleMatrix of(SimpleMatrix nextW, SimpleMatrix nextDelta, SimpleMatrix z);
    }

    /**
     * Returns the same check in the convention W_ij of note 003: weights come and go transposed.
     *
     * @return the check
     */
    public NetworkCheck transposedWeights() {
        return new NetworkCheck(problem, true, rows);
    }

    /**
     * Returns the same check with one example per row, as in note 002: a, y, z and δ come and go transposed.
     *
     * @return the check
     */
    public NetworkCheck examplesAsRows() {
        return new NetworkCheck(problem, transposedWeights, true);
    }

    /**
     * Judges a whole gradient.
     *
     * @param gradient its blocks
     * @return the report
     */
    public Report gradient(Gradient gradient) {
        return gradient(gradient, false, 0);
    }

    /**
     * Judges code that computes a whole gradient from a network and examples: it gets copies, and must leave them as they
     * are.
     *
     * @param formula the gradient
     * @return the report
     */
    public Report gradient(BiFunction<Network, DataSet, Gradient> formula) {
        Network network = copy(problem.network());
        DataSet data = new DataSet(problem.data().x().copy(), problem.data().y().copy());
        Gradient gradient;
        try {
            gradient = formula.apply(network, data);
        } catch (RuntimeException e) {
            return failed("gradient: impossible", "∇C", "the formula throws: " + e.getMessage());
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
            return failed("gradient: impossible shape", "∇C", finding);
        }
        return gradient(gradient);
    }

    static Network copy(Network network) {
        return network.withParameters(network.parameters());
    }

    /** With the rounding of each parameter, in units of its own size, that the numbers had to pass through. */
    private Report gradient(Gradient gradient, boolean typed, double parameterRounding) {
        int depth = problem.depth();
        if (gradient.w().size() != depth) {
            throw Require.broken(
                    "gradient",
                    "have " + depth + " layers, as the network has",
                    gradient.w().size());
        }
        List<SimpleMatrix> given = new ArrayList<>();
        for (int l = depth; l >= 1; l--) {
            given.add(gradient.b(l));
            given.add(weights(gradient.w(l)));
        }
        return judge(Question.wholeGradient(depth), given, typed, parameterRounding);
    }

    /**
     * Judges a whole gradient given as numbers in the order of {@link Network#parameters()}; right numbers in another order
     * are recognised. Numbers typed with a few digits are judged to the digits given, and single precision to its seven.
     *
     * @param gradient one number per weight and bias
     * @return the report
     */
    public Report gradient(double... gradient) {
        int expected = problem.network().parameterCount();
        if (gradient.length != expected) {
            throw Require.broken("gradient", "have " + expected + " entries, one per weight and bias", gradient.length);
        }
        return gradient(gradient, true, 0);
    }

    /** In the order of the parameters, whatever the convention. */
    Report gradient(double[] gradient, boolean typed, double parameterRounding) {
        return new NetworkCheck(problem, false, rows).gradient(problem.shaped(gradient), typed, parameterRounding);
    }

    /**
     * Judges BP1.
     *
     * @param formula δᴸ from aᴸ, y and zᴸ
     * @return the report
     */
    public Report outputError(OutputError formula) {
        return equation(
                Question.outputError(problem.depth()),
                List.of("a", "y", "z"),
                l -> List.of(examples(problem.a(l)), examples(problem.data().y()), examples(problem.z(l))),
                in -> examples(formula.of(in.get(0), in.get(1), in.get(2))));
    }

    /**
     * Judges BP2 in every hidden layer, each given the right error of the next.
     *
     * @param formula δˡ from wˡ⁺¹, δˡ⁺¹ and zˡ
     * @return the report
     */
    public Report hiddenError(HiddenError formula) {
        if (problem.depth() < 2) {
            throw Require.broken("the network", "have a hidden layer for BP2", problem.network());
        }
        return equation(
                Question.hiddenError(problem.depth()),
                List.of("w", "δ", "z"),
                l -> List.of(weights(problem.w(l + 1)), examples(problem.delta(l + 1)), examples(problem.z(l))),
                in -> examples(formula.of(in.get(0), in.get(1), in.get(2))));
    }

    /**
     * Judges BP3 in every layer.
     *
     * @param formula ∂C/∂bˡ from δˡ
     * @return the report
     */
    public Report biasGradient(UnaryOperator<SimpleMatrix> formula) {
        return equation(
                Question.biasGradient(problem.depth()), List.of("δ"), l -> List.of(examples(problem.delta(l))), in -> {
                    SimpleMatrix gradient = formula.apply(in.get(0));
                    return rows && gradient != null && gradient.getNumRows() == 1 ? gradient.transpose() : gradient;
                });
    }

    /**
     * Judges BP4 in every layer.
     *
     * @param formula ∂C/∂wˡ from δˡ and aˡ⁻¹
     * @return the report
     */
    public Report weightGradient(BinaryOperator<SimpleMatrix> formula) {
        return equation(
                Question.weightGradient(problem.depth()),
                List.of("δ", "a"),
                l -> List.of(examples(problem.delta(l)), examples(problem.a(l - 1))),
                in -> weights(formula.apply(in.get(0), in.get(1))));
    }

    /**
     * Judges a training step: from the change of the parameters follows the gradient it used, (p − p′)/η. Where a slip of
     * the update itself gives the same numbers, such as + for −, the report names it too.
     *
     * @param eta the η of the step, positive
     * @param step makes the next network
     * @return the report
     */
    public Report step(double eta, UnaryOperator<Network> step) {
        Require.positive("eta", eta);
        return new StepCheck(problem, eta).of(step);
    }

    /** Judges a formula that is given the named inputs of each layer, as copies, and must leave them as they are. */
    private Report equation(
            Question question,
            List<String> names,
            IntFunction<List<SimpleMatrix>> inputs,
            Function<List<SimpleMatrix>, SimpleMatrix> formula) {
        List<SimpleMatrix> given = new ArrayList<>();
        for (Question.Block block : question.blocks()) {
            List<SimpleMatrix> in = inputs.apply(block.layer());
            List<SimpleMatrix> before = inputs.apply(block.layer());
            try {
                given.add(formula.apply(in));
            } catch (RuntimeException e) {
                String title = question.title() + ": impossible, as its shapes do not fit";
                return failed(title, block.name(), "the formula throws: " + e.getMessage());
            }
            for (int i = 0; i < names.size(); i++) {
                if (!same(in.get(i), before.get(i))) {
                    return changed(question.title(), block.name(), names.get(i));
                }
            }
        }
        return judge(question, given, false, 0);
    }

    private static boolean same(SimpleMatrix one, SimpleMatrix other) {
        return one.getNumRows() == other.getNumRows() && Arrays.equals(one.getDDRM().data, other.getDDRM().data);
    }

    private static Report changed(String title, String what, String input) {
        return failed(
                title + ": WRONG, as it changes what it was given",
                what,
                "the formula changes " + input + ": compute with a copy()");
    }

    static Report failed(String title, String what, String finding) {
        return new Report(title, List.of(new Report.Line(Verdict.FAIL, what, finding)));
    }

    /**
     * Returns what this network can reveal: every mistake of the catalogue that its shapes allow, and how much it changes
     * the answer, to the whole gradient or to its own equation, whichever changes less. A mistake near 0 would pass here.
     *
     * @return a sentence each, with the largest change of a block relative to its largest entry, from 0 to 1
     */
    public Map<String, Double> mistakes() {
        Map<String, Double> changes = new LinkedHashMap<>();
        Question whole = Question.wholeGradient(problem.depth());
        for (Mistake.Planted planted : Mistake.all(problem, whole.equations())) {
            Rules wrong = planted.in(Rules.RIGHT);
            double least = Stream.of(whole, Question.ofEquation(planted.equation(), problem.depth()))
                    .mapToDouble(question -> CauseFinder.misfit(
                            question.answers().of(Rules.RIGHT, problem),
                            question.answers().of(wrong, problem)))
                    .min()
                    .orElseThrow();
            changes.put(planted.sentence(), least);
        }
        return Collections.unmodifiableMap(changes);
    }

    /**
     * Returns the gradient that a mistake gives.
     *
     * @param mistake one of {@link #mistakes()}
     * @return the wrong gradient
     */
    public Gradient gradientWith(String mistake) {
        return Mistake.all(problem, Set.of(1, 2, 3, 4)).stream()
                .filter(planted -> planted.sentence().equals(mistake))
                .findFirst()
                .orElseThrow(() -> Require.broken("mistake", "be one of mistakes()", mistake))
                .in(Rules.RIGHT)
                .gradient(problem);
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

    private Report judge(Question question, List<SimpleMatrix> given, boolean typed, double parameterRounding) {
        Optional<Report> unsound = Soundness.fault(problem);
        if (unsound.isPresent()) {
            return unsound.get();
        }
        List<SimpleMatrix> expected = question.answers().of(Rules.RIGHT, problem);
        List<Report.Line> misshapen = misshapen(question, given, expected);
        if (!misshapen.isEmpty()) {
            return new Report(question.title() + ": impossible shape", misshapen);
        }
        Precision precision = typed ? Precision.of(given) : Precision.computed(given);
        List<SimpleMatrix> strict = strictBounds(question, parameterRounding);
        List<SimpleMatrix> textbook = Rounding.textbook(problem).of(question);
        List<Report.Line> lines = new ArrayList<>();
        List<Report.Mismatch> mismatches = new ArrayList<>();
        for (int block = 0; block < given.size(); block++) {
            Judged judged =
                    Judged.of(given.get(block), expected.get(block), strict.get(block), textbook.get(block), precision);
            lines.add(judged.line(question.blocks().get(block).name(), precision));
            if (judged.verdict() == Verdict.FAIL) {
                mismatches.add(new Report.Mismatch(
                        question.blocks().get(block).name(), given.get(block), expected.get(block)));
            }
        }
        List<String> reasons = Rounding.kinks(problem);
        if (mismatches.isEmpty()) {
            return new Report(title(question, lines), lines, reasons, List.of());
        }
        CauseFinder.Found found = new CauseFinder(question, problem, given, precision).find();
        reasons.addAll(reasons(found));
        return new Report(title(question, lines), lines, reasons, mismatches);
    }

    private List<SimpleMatrix> strictBounds(Question question, double parameterRounding) {
        List<SimpleMatrix> bounds = Rounding.strict(problem).of(question);
        if (parameterRounding == 0) {
            return bounds;
        }
        List<SimpleMatrix> sizes =
                Question.inOrder(problem.shaped(problem.network().parameters()), problem.depth());
        return IntStream.range(0, bounds.size())
                .mapToObj(block ->
                        bounds.get(block).plus(Rounding.abs(sizes.get(block)).scale(parameterRounding)))
                .toList();
    }

    private List<Report.Line> misshapen(Question question, List<SimpleMatrix> given, List<SimpleMatrix> expected) {
        List<Report.Line> lines = new ArrayList<>();
        for (int block = 0; block < given.size(); block++) {
            SimpleMatrix yours = given.get(block);
            SimpleMatrix right = expected.get(block);
            String name = question.blocks().get(block).name();
            if (yours == null) {
                lines.add(new Report.Line(Verdict.FAIL, name, "is null"));
            } else if (yours.getNumRows() != right.getNumRows() || yours.getNumCols() != right.getNumCols()) {
                boolean turned = yours.getNumRows() == right.getNumCols() && yours.getNumCols() == right.getNumRows();
                lines.add(new Report.Line(
                        Verdict.FAIL,
                        name,
                        "is " + Require.shape(yours) + ", but must be " + Require.shape(right)
                                + (turned ? ": transposed?" : "")
                                + (yours.getNumRows() == right.getNumRows() && yours.getNumCols() == problem.examples()
                                        ? ": not summed over the examples?"
                                        : "")));
            }
        }
        return lines;
    }

    private static String title(Question question, List<Report.Line> lines) {
        return lines.stream()
                .filter(line -> line.verdict() == Verdict.FAIL)
                .findFirst()
                .map(line -> question.title() + ": WRONG, first in " + line.what())
                .orElse(question.title()
                        + (lines.stream().allMatch(line -> line.verdict() == Verdict.PASS)
                                ? ": right"
                                : ": right as far as it can be judged"));
    }

    private static List<String> reasons(CauseFinder.Found found) {
        List<String> reasons = new ArrayList<>();
        if (found.sentences().isEmpty()) {
            reasons.add("No known mistake gives these numbers. The report's mismatches() can draw them.");
        } else {
            reasons.add(Report.reason(String.join(", or ", found.sentences())));
            reasons.add("This explains every number"
                    + (found.fit() < 1e-11
                            ? " to rounding (" + Numbers.text(found.fit(), 1) + ")."
                            : " to the digits given."));
            if (found.sentences().size() > 1) {
                reasons.add("These give the very same numbers here. " + found.apart());
            }
        }
        found.nextBest()
                .ifPresent(next -> reasons.add((found.sentences().isEmpty() ? "Closest: " : "Next best: ") + next
                        + ", off by " + percent(found.nextFit()) + "."));
        return reasons;
    }

    private static String percent(double share) {
        return share >= 0.001 ? Numbers.text(100 * share, 2) + " %" : Numbers.text(share, 2) + " of the largest entry";
    }
}
