package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.formula.Formula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plants mistakes on random networks and counts what the finder says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CauseFinderTest {
    private static final int MOST_LOOKS = 20;
    private static final Set<Equation> ALL = EnumSet.allOf(Equation.class);

    static List<Case> problems(int count, int seed) {
        Random random = new Random(seed);
        List<Case> problems = new ArrayList<>();
        Activation[] activations = {Activation.SIGMOID, Activation.TANH, Activation.SOFTPLUS};
        Cost[] costs = {
            Cost.HALF_SQUARED_ERROR, Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR.mean(), Cost.CROSS_ENTROPY.mean()
        };
        for (int i = 0; i < count; i++) {
            boolean square = i % 4 == 0;
            int layers = 1 + random.nextInt(3);
            int[] sizes = new int[layers + 1];
            Arrays.setAll(sizes, l -> square ? 3 : 1 + random.nextInt(5));
            Network network = Network.of(sizes).random(random.nextLong());
            Activation[] chosen = new Activation[layers];
            for (int l = 0; l < layers; l++) {
                chosen[l] = l == layers - 1 ? Activation.SIGMOID : activations[random.nextInt(3)];
            }
            int examples = 1 + random.nextInt(4);
            SimpleMatrix y = SimpleMatrix.random_DDRM(network.outputs(), examples, 0, 1, random);
            SimpleMatrix x = SimpleMatrix.random_DDRM(network.inputs(), examples, -1, 1, random);
            problems.add(Case.of(network.with(chosen), costs[i % costs.length], new DataSet(x, y)));
        }
        return problems;
    }

    /** For how many the right cause was named, or was among those that too few numbers cannot tell apart. */
    static final class Counts {
        int right;
        int tied; // the right one is among them
        int open; // it is not
        int other;
        int none;

        void add(Explanation found, List<String> planted) {
            if (names(found.alternatives(), planted)) {
                right++;
            } else if (names(found.ties(), planted)) {
                tied++;
            } else if (!found.alternatives().isEmpty()) {
                other++;
            } else if (!found.ties().isEmpty()) {
                open++;
            } else {
                none++;
            }
        }

        private static boolean names(List<List<Cause>> found, List<String> planted) {
            return found.stream()
                    .map(Explanation::words)
                    .anyMatch(s -> planted.stream().allMatch(s::contains));
        }

        int all() {
            return right + tied + open + other + none;
        }

        @Override
        public String toString() {
            return right + " right, " + tied + " tied, " + open + " open, " + other + " other, " + none + " none";
        }
    }

    private static Explanation find(Case p, Rules rules) {
        Scope scope = Scope.wholeGradient(p.depth());
        List<SimpleMatrix> given = new Answer(scope, p, rules);
        return new Judge(p, scope, given, true).explanation();
    }

    private static boolean changes(Case p, Rules rules) {
        Scope scope = Scope.wholeGradient(p.depth());
        List<SimpleMatrix> given = new Answer(scope, p, rules);
        List<SimpleMatrix> right = new Answer(scope, p, Rules.RIGHT);
        for (int block = 0; block < given.size(); block++) {
            if (given.get(block).minus(right.get(block)).elementMaxAbs()
                    > 1e-6 * right.get(block).elementMaxAbs()) {
                return true;
            }
        }
        return false;
    }

    /** Each mistake of the catalogue, planted where it changes a number. */
    static Counts singles() {
        Counts total = new Counts();
        for (Case p : problems(300, 1)) {
            for (Slip planted : Mistake.slips(p, ALL)) {
                Rules rules = planted.in(Rules.RIGHT);
                if (changes(p, rules)) {
                    total.add(find(p, rules), List.of(planted.cause().toString()));
                }
            }
        }
        return total;
    }

    @Tag("rate")
    @Test
    void every_single_mistake_is_named() {
        Counts total = singles();
        assertEquals(total.all(), total.right + total.tied, total.toString());
    }

    @Test
    void the_slope_of_the_output_layer_in_every_hidden_one_is_named_as_in_note_002() {
        Network network = Network.of(3, 3, 3, 3).random(1);
        DataSet data = DataSet.of(new double[][] {{0.5, -0.3, 0.8}}, new double[][] {{1, 0, 1}});
        Activation g = Activation.SIGMOID;
        SimpleMatrix outputSlope = g.derivative(network.forward(data.x()).z(3));
        assertEquals(
                "Cause: BP2: σ′ of the output layer's z stands where σ′(zˡ) belongs.",
                Check.on(network, Cost.HALF_SQUARED_ERROR, data)
                        .hiddenError((w, delta, z) -> w.transpose().mult(delta).elementMult(outputSlope))
                        .reasons()
                        .get(0));
    }

    @Test
    void the_slope_of_the_sigmoid_under_another_activation_is_named() {
        Network network = Network.of(2, 3, 2).random(1).with(Activation.TANH);
        DataSet data = DataSet.of(new double[][] {{0.5, -0.3}}, new double[][] {{1, 0}});
        assertEquals(
                "Cause: BP1: a²(1 − a²), the slope of the sigmoid, stands where that of this activation belongs.",
                Check.on(network, Cost.HALF_SQUARED_ERROR, data)
                        .outputError((a, y, z) ->
                                a.minus(y).elementMult(a.elementMult(a.scale(-1).plus(1))))
                        .reasons()
                        .get(0));
    }

    /** Two mistakes in different equations, each of which changes a number. */
    static Counts pairs() {
        Counts total = new Counts();
        Random random = new Random(3);
        for (Case p : problems(25, 2)) {
            List<Slip> all = Mistake.slips(p, ALL);
            for (Slip first : all) {
                for (Slip second : all) {
                    boolean isAsGoodAsOne =
                            first.cause().what().equals(second.cause().what()); // the same for δ
                    if (first.equation().compareTo(second.equation()) >= 0 || random.nextInt(8) != 0 || isAsGoodAsOne) {
                        continue;
                    }
                    Rules rules = second.in(first.in(Rules.RIGHT));
                    boolean bothChange = changes(p, first.in(Rules.RIGHT)) && changes(p, second.in(Rules.RIGHT));
                    if (bothChange) {
                        total.add(
                                find(p, rules),
                                List.of(first.cause().toString(), second.cause().toString()));
                    }
                }
            }
        }
        return total;
    }

    /** Open are those that cancel each other but for one number, too few to name two causes. */
    @Tag("rate")
    @Test
    void of_pairs_in_different_equations_998_in_1000_are_named_and_the_others_are_left_open() {
        Counts total = pairs();
        assertEquals(0, total.none + total.other, total.toString());
        assertTrue(total.right + total.tied >= 0.998 * total.all(), total.toString());
    }

    /** A change of a right gradient's blocks, and what must be said of it. */
    private record Number(List<String> words, List<SimpleMatrix> given) {}

    private static List<Number> numbers(Case p) {
        Scope scope = Scope.wholeGradient(p.depth());
        List<SimpleMatrix> right = new Answer(scope, p, Rules.RIGHT);
        List<Number> numbers = new ArrayList<>();
        int last = right.size() - 1; // ∂C/∂w¹
        numbers.add(new Number(List.of("BP1", "sign"), scaled(right, -1, 0)));
        numbers.add(new Number(List.of("BP1", "exactly 3 times"), scaled(right, 3, 0)));
        if (p.depth() > 1) {
            List<SimpleMatrix> hidden = scaled(right, 2, right.size() - 2);
            numbers.add(new Number(List.of("BP2", "exactly 2 times"), hidden));
            List<SimpleMatrix> two = with(hidden, 0, right.get(0).scale(-1));
            numbers.add(new Number(List.of("BP2", "exactly 2 times", "BP3, layer " + p.depth(), "sign"), two));
        }
        numbers.add(new Number(
                List.of("BP4", "exactly 0.5 times"),
                with(right, last, right.get(last).scale(0.5))));
        numbers.add(new Number(
                List.of("BP4", "0.03·w is added"),
                with(right, last, right.get(last).plus(p.w(1).scale(0.03)))));
        numbers.add(new Number(
                List.of("BP4", "constant 0.125 is added"),
                with(right, last, right.get(last).plus(0.125))));
        SimpleMatrix one = right.get(last).copy();
        one.set(0, one.get(0) + 0.5);
        numbers.add(new Number(List.of("BP4", "only entry [0][0]"), with(right, last, one)));
        return numbers;
    }

    private static List<SimpleMatrix> scaled(List<SimpleMatrix> blocks, double factor, int from) {
        List<SimpleMatrix> changed = new ArrayList<>(blocks);
        for (int block = from; block < blocks.size(); block++) {
            changed.set(block, blocks.get(block).scale(factor));
        }
        return changed;
    }

    private static List<SimpleMatrix> with(List<SimpleMatrix> blocks, int block, SimpleMatrix other) {
        List<SimpleMatrix> changed = new ArrayList<>(blocks);
        changed.set(block, other);
        return changed;
    }

    @Tag("rate")
    @Test
    void mistakes_with_a_number_in_them_are_named() {
        Counts total = new Counts();
        for (Case p : problems(200, 4)) {
            for (Number number : numbers(p)) {
                Scope scope = Scope.wholeGradient(p.depth());
                total.add(new Judge(p, scope, number.given(), false).explanation(), number.words());
            }
        }
        assertEquals(0, total.none, total.toString());
        assertTrue(total.right > 5 * total.other, total.toString());
    }

    @Test
    void weights_updated_too_early_are_named_with_their_rate() {
        Counts total = new Counts();
        for (Case p : problems(200, 5)) {
            if (p.depth() < 2) {
                continue;
            }
            Rules early = Rules.RIGHT.but(Equation.BP2, Equation.BP2.layers(p.depth()), (q, l, in) -> {
                SimpleMatrix updated =
                        q.w(l + 1).minus(in.mult(q.a(l).transpose()).scale(0.5));
                return updated.transpose().mult(in).elementMult(q.slope(l));
            });
            if (changes(p, early)) {
                total.add(find(p, early), List.of("BP2", "updated already (η = 0.5)"));
            }
        }
        assertEquals(0, total.none, total.toString());
        assertTrue(total.right > 50 && total.right > 5 * total.other, total.toString());
    }

    @Test
    void another_cost_is_named() {
        Counts total = new Counts();
        for (Case p : problems(200, 6)) {
            Cost asked = Cost.HALF_SQUARED_ERROR.mean();
            Case q = p.with(asked);
            Scope scope = Scope.wholeGradient(p.depth());
            List<SimpleMatrix> given = new Answer(scope, p.with(Cost.SQUARED_ERROR), Rules.RIGHT);
            total.add(new Judge(q, scope, given, false).explanation(), List.of("right for C = Σ(a−y)²"));
        }
        assertEquals(total.all(), total.right + total.tied, total.toString());
    }

    private static String cause(Case p, List<SimpleMatrix> given) {
        Scope scope = Scope.wholeGradient(p.depth());
        return new Judge(p, scope, given, false)
                .explanation().alternatives().stream()
                        .map(Explanation::words)
                        .toList()
                        .toString();
    }

    @Test
    void layers_in_each_others_place_are_named() {
        Network square = Network.of(3, 3, 3).random(8);
        SimpleMatrix x = SimpleMatrix.random_DDRM(3, 2, -1, 1, new Random(1));
        SimpleMatrix y = SimpleMatrix.random_DDRM(3, 2, 0, 1, new Random(2));
        Case p = Case.of(square, Cost.HALF_SQUARED_ERROR, new DataSet(x, y));
        List<SimpleMatrix> right = Answer.right(Scope.wholeGradient(2), p);
        List<SimpleMatrix> swapped = with(with(right, 1, right.get(3)), 3, right.get(1));
        assertEquals("[∂C/∂w² and ∂C/∂w¹ stand in each other's place]", cause(p, swapped));
    }

    @Test
    void a_sum_for_a_mean_and_a_mean_taken_twice_are_named() {
        Case p = Case.standard(2, Cost.HALF_SQUARED_ERROR.mean(), 3);
        Scope scope = Scope.wholeGradient(2);
        assertEquals(
                "[right for C = ½Σ(a−y)², but you asked for mean over examples of ½Σ(a−y)²]",
                cause(p, new Answer(scope, p.with(Cost.HALF_SQUARED_ERROR), Rules.RIGHT)));
        List<SimpleMatrix> right = new Answer(scope, p, Rules.RIGHT);
        assertTrue(cause(p, scaled(right, 1.0 / 3, 0))
                .contains("1/3, one over the number of examples: a mean taken once too often?"));
    }

    private static Rules planted(Equation equation, String formula, Integer... layers) {
        return but(Rules.RIGHT, equation, formula, layers);
    }

    private static Rules but(Rules rules, Equation equation, String formula, Integer... layers) {
        return rules.but(equation, List.of(layers), equation.by(Formula.of(formula)));
    }

    private static Case deep(int... sizes) {
        Random random = new Random(4);
        DataSet data = new DataSet(
                SimpleMatrix.random_DDRM(sizes[0], 2, -1, 1, random),
                SimpleMatrix.random_DDRM(sizes[sizes.length - 1], 2, 0, 1, random));
        return Case.of(Network.of(sizes).random(3), Cost.HALF_SQUARED_ERROR, data);
    }

    private static String cause(Case p, Rules rules) {
        return cause(p, List.copyOf(new Answer(Scope.wholeGradient(p), p, rules)));
    }

    private static final String Z = "δ^l (z^{l−1})^T";
    private static final String NO_SLOPE = "(w^{l+1})^T δ^{l+1}";

    @Test
    void a_mistake_is_named_in_its_layer_or_in_all() {
        Case p = deep(2, 3, 4, 2);
        assertEquals("[BP2, layer 1: σ′(z¹) is missing]", cause(p, planted(Equation.BP2, NO_SLOPE, 1)));
        assertEquals("[BP2: σ′(zˡ) is missing]", cause(p, planted(Equation.BP2, NO_SLOPE, 1, 2)));
        assertEquals("[BP4, layer 2: z¹ stands where a¹ belongs]", cause(p, planted(Equation.BP4, Z, 2)));
        assertEquals("[BP4: zˡ⁻¹ stands where aˡ⁻¹ belongs]", cause(p, planted(Equation.BP4, Z, 2, 3)));
    }

    /** The output layer is the next one if there is one hidden layer only. */
    @Test
    void the_slope_of_another_layer_is_named_once() {
        String last = "((w^{l+1})^T δ^{l+1}) ⊙ σ′(z^L)";
        assertEquals(
                "[BP2: σ′(z²), of the next layer, stands where σ′(z¹) belongs]",
                cause(deep(3, 3, 3), planted(Equation.BP2, last, 1)));
        assertEquals(
                "[BP2: σ′ of the output layer's z stands where σ′(zˡ) belongs]",
                cause(deep(3, 3, 3, 3), planted(Equation.BP2, last, 1, 2)));
    }

    @Test
    void a_slope_twice_is_one_mistake_of_the_error() {
        Case p = deep(2, 3, 4, 2);
        assertEquals(
                "[BP1: the result is multiplied by σ′(z³) a second time]",
                cause(p, planted(Equation.BP1, "∇_{a^L} C ⊙ σ′(z^L) ⊙ σ′(z^L)", 3)));
        assertEquals(
                "[BP2, layer 1: the result is multiplied by σ′(z¹) a second time]",
                cause(p, planted(Equation.BP2, "((w^{l+1})^T δ^{l+1}) ⊙ σ′(z^l) ⊙ σ′(z^l)", 1)));
    }

    @Test
    void the_diagonal_of_softmax_is_named() {
        SimpleMatrix y = new SimpleMatrix(new double[][] {{1, 0}, {0, 0}, {0, 1}});
        SimpleMatrix x = new SimpleMatrix(new double[][] {{0.5, -0.3}, {0.2, 0.9}});
        Network network = Network.of(2, 3).random(3).with(Activation.SOFTMAX);
        assertEquals(
                "BP1: the Jacobian of softmax is reduced to its diagonal, a(1 − a).",
                Check.on(network, Cost.HALF_SQUARED_ERROR, new DataSet(x, y))
                        .outputError((a, target, z) -> a.minus(target)
                                .elementMult(a.elementMult(a.scale(-1).plus(1))))
                        .cause()
                        .orElseThrow());
    }

    /** Softmax has no σ′: a formula of σ′ means nothing there, and means what it did where the shapes are the same. */
    @Test
    void a_mistake_is_named_after_softmax_on_a_network_of_the_same_shape_too() {
        Network network = Network.of(2, 5).random(3);
        DataSet data = DataSet.of(new double[][] {{0.5, 0.2}}, new double[][] {{1, 0, 0, 0, 0}});
        Cost cost = Cost.HALF_SQUARED_ERROR;
        assertTrue(Check.on(network.with(Activation.SOFTMAX), cost, data)
                .outputError((a, y, z) -> a.minus(y))
                .cause()
                .isPresent());
        assertEquals(
                "BP1: σ′(a¹) stands where σ′(z¹) belongs.",
                Check.on(network, cost, data)
                        .outputError((a, y, z) -> a.minus(y).elementMult(Activation.SIGMOID.derivative(a)))
                        .cause()
                        .orElseThrow());
    }

    /** η∂C/∂w is taken from the weights before they carry the error back. */
    private static Rules early(Rules rules, double eta) {
        return rules.but(Equation.BP2, List.of(1, 2), (q, l, in) -> {
            SimpleMatrix updated = q.w(l + 1).minus(in.mult(q.a(l).transpose()).scale(eta));
            return updated.transpose().mult(in).elementMult(q.slope(l));
        });
    }

    private static String early(String eta) {
        return "BP2: the weights of the next layer were updated already (η = " + eta
                + "); use those from before the step";
    }

    @Test
    void two_in_different_equations_are_named_in_their_order() {
        Case p = deep(2, 3, 4, 2);
        Rules noSlope = planted(Equation.BP2, NO_SLOPE, 1, 2);
        assertEquals(
                "[BP2: σ′(zˡ) is missing; and BP4: zˡ⁻¹ stands where aˡ⁻¹ belongs]",
                cause(p, but(noSlope, Equation.BP4, Z, 2, 3)));
        assertEquals(
                "[BP2: σ′(zˡ) is missing; and BP4: the result is exactly 3 times what it should be]",
                cause(
                        p,
                        noSlope.but(
                                Equation.BP4,
                                List.of(1, 2, 3),
                                (q, l, in) -> Equation.BP4.value(q, l, in).scale(3))));
        assertEquals(
                "[" + early("0.5") + "; and BP4: zˡ⁻¹ stands where aˡ⁻¹ belongs]",
                cause(p, early(planted(Equation.BP4, Z, 2, 3), 0.5)));
        assertEquals(
                "[BP1: σ(z³) stands where σ′(z³) belongs; and " + early("0.5") + "]",
                cause(p, early(planted(Equation.BP1, "∇_{a^L} C ⊙ a^L", 3), 0.5)));
    }

    @Test
    void two_in_one_equation_are_not() {
        Rules rules = but(planted(Equation.BP4, Z, 3), Equation.BP4, "(δ^l ⊙ σ′(z^l)) (a^{l−1})^T", 2);
        assertEquals("[]", cause(deep(2, 3, 4, 2), rules));
    }

    @Test
    void a_rate_of_many_digits_is_not_rounded_to_three() {
        assertEquals("[" + early("0.1235") + "]", cause(deep(2, 3, 4, 2), early(Rules.RIGHT, 0.12345)));
    }

    /** Where layers have one neuron, to go through them from the last is an order of its own, by columns or not. */
    @Test
    void orders_that_are_the_same_here_are_named_once() {
        Case p = deep(2, 1, 1);
        List<SimpleMatrix> right = Answer.right(Scope.wholeGradient(p), p);
        double[] vector = {
            right.get(1).get(0),
            right.get(0).get(0),
            right.get(3).get(0),
            right.get(3).get(1),
            right.get(2).get(0)
        };
        assertEquals(
                "the numbers are right, but in another order: the last layer first; here they go layer by layer, each "
                        + "layer's weights row by row, then its biases.",
                Check.on(p.network(), p.cost(), p.data())
                        .gradient(vector)
                        .cause()
                        .orElseThrow());
    }

    @Test
    void what_comes_next_is_another_cause() {
        Case p = deep(3, 3, 3);
        Report report = new Judge(
                        p,
                        Scope.wholeGradient(p),
                        List.copyOf(new Answer(
                                Scope.wholeGradient(p),
                                p,
                                planted(Equation.BP2, "((w^{l+1})^T δ^{l+1}) ⊙ σ′(z^{l+1})", 1))),
                        false)
                .report();
        assertEquals(2, report.remarks().size(), report.toString());
        assertTrue(report.remarks().get(0).startsWith("This explains every number to rounding ("), report.toString());
        assertEquals(
                "Next best: BP2: σ′(a¹) stands where σ′(z¹) belongs, off by 7.1 %.",
                report.remarks().get(1));
    }

    @Test
    void a_place_has_a_layer() {
        assertEquals(
                "the number of layers must be at least 1, but was 0",
                assertThrows(IllegalArgumentException.class, () -> new Cause.Where(Equation.BP2, new TreeSet<>(), true))
                        .getMessage());
    }

    @Test
    void what_no_mistake_explains_is_not_explained() {
        Random random = new Random(7);
        for (Case p : problems(50, 7)) {
            Scope scope = Scope.wholeGradient(p.depth());
            List<SimpleMatrix> given = new Answer(scope, p, Rules.RIGHT)
                    .stream()
                            .map(m -> m.plus(SimpleMatrix.random_DDRM(m.getNumRows(), m.getNumCols(), -1, 1, random)))
                            .toList();
            if (given.stream().mapToInt(SimpleMatrix::getNumElements).min().getAsInt() > 1) {
                assertEquals(
                        List.of(),
                        new Judge(p, scope, given, false).explanation().alternatives());
            }
        }
    }

    /** Counts how often its numbers are looked at. */
    private static final class Counted extends SimpleMatrix {
        private static final long serialVersionUID = 1;
        private static final LongAdder LOOKS = new LongAdder();

        Counted(SimpleMatrix m) {
            super(m);
        }

        @Override
        public double get(int i) {
            LOOKS.increment();
            return super.get(i);
        }
    }

    @Test
    void that_a_mistake_is_unknown_is_known_after_few_looks_at_each_number() {
        Random random = new Random(1);
        SimpleMatrix x = SimpleMatrix.random_DDRM(100, 10, 0, 1, random);
        SimpleMatrix y = SimpleMatrix.random_DDRM(10, 10, 0, 1, random);
        Case c = Case.of(Network.of(100, 30, 10).random(1), Cost.HALF_SQUARED_ERROR.mean(), new DataSet(x, y));
        Scope scope = Scope.wholeGradient(c);
        List<SimpleMatrix> given = Answer.right(scope, c).stream()
                .<SimpleMatrix>map(right ->
                        new Counted(right.elementOp((int i, int j, double v) -> v * (0.5 + random.nextDouble()))))
                .toList();
        Judge judge = new Judge(c, scope, given, false);
        Counted.LOOKS.reset();
        assertEquals(
                List.of("No known mistake gives these numbers."),
                judge.explanation().remarks());
        long looks = Counted.LOOKS.sum();
        assertTrue(looks < MOST_LOOKS * c.network().parameterCount(), "looks: " + looks);
    }
}
