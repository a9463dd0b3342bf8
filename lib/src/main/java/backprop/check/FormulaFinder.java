package backprop.check;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.formula.Formula;
import backprop.formula.Trial;
import backprop.internal.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Mistakes that nobody has listed: formulas one slip away from the right one of an equation, or two. Only those are followed
 * to the end that give the first wrong block.
 */
final class FormulaFinder {
    /** The share of its largest entry that a block of few digits may be off. */
    private static final double NEAR = 0.1;

    private static final String DIFFERENCE = "(a^L − y) ⊙ σ′(z^L)";

    private static final Map<List<Object>, List<Formula>> KNOWN = new ConcurrentHashMap<>();

    private final Judge judge;
    private final Bounds bounds;
    private final Answer right;
    private final Search search;

    FormulaFinder(Judge judge, Bounds bounds, Search search) {
        this.judge = judge;
        this.bounds = bounds;
        this.search = search;
        right = bounds.right();
    }

    /** Layers of one size, so that no formula is lost for its shape, and an activation that no formula is special for. */
    private static Case generic(int examples) {
        Activation g = Activation.SOFTPLUS;
        Network network = Network.of(3, 3, 3, 3).random(3).with(g, g, g);
        Random random = new Random(4);
        DataSet data = new DataSet(
                SimpleMatrix.random_DDRM(3, examples, -1, 1, random),
                SimpleMatrix.random_DDRM(3, examples, 0, 1, random));
        return Case.of(network, Cost.HALF_SQUARED_ERROR, data).regularized(0.3);
    }

    /** The right derivation but for one equation with so many slips in it, in all its layers or in one. */
    Stream<Hypothesis> slips(int count) {
        OptionalInt wrong = IntStream.range(0, judge.given().size())
                .filter(block -> !bounds.fit(right, block))
                .findFirst();
        return wrong.stream()
                .boxed()
                .flatMap(first -> toBlame(judge.scope().blocks().get(first)).flatMap(at -> slips(at, first, count)));
    }

    /** The equations whose result a block is the first to show. */
    private Stream<Block> toBlame(Block block) {
        int depth = judge.problem().depth();
        Stream<Block> errors = !judge.scope().chained()
                ? Stream.of()
                : IntStream.rangeClosed(Math.max(1, block.layer()), depth)
                        .mapToObj(l -> new Block(l == depth ? Equation.BP1 : Equation.BP2, l));
        return Stream.concat(errors, Stream.of(block)).distinct();
    }

    private Stream<Hypothesis> slips(Block at, int first, int count) {
        Equation equation = at.equation();
        List<SortedSet<Integer>> places = new ArrayList<>(List.of(new TreeSet<>(Set.of(at.layer()))));
        List<Integer> all = equation.layers(judge.problem().depth());
        if (all.size() > 1) {
            places.add(0, new TreeSet<>(all));
        }
        Predicate<Formula> isNear = near(at, first);
        boolean isAlone = count > 1; // with a second mistake a block may be right again
        return search.each(formulas(equation, count), formula -> {
            search.goOn();
            return places.stream()
                    .filter(layers -> {
                        Answer answer = answer(equation, formula, layers);
                        return (!isAlone || fitBefore(first, answer, layers.last()))
                                && isNear.test(formula)
                                && bounds.fit(answer, first);
                    })
                    .map(layers -> hypothesis(equation, formula, layers, count));
        });
    }

    /** Whether an error that is wrong from a layer on leaves the blocks right that come before the first wrong one. */
    private boolean fitBefore(int first, Answer answer, int layer) {
        List<Block> blocks = judge.scope().blocks();
        return IntStream.range(0, first)
                .filter(block -> blocks.get(block).layer() <= layer)
                .allMatch(block -> bounds.fit(answer, block));
    }

    /** Whether a formula gives about the first wrong block, where that follows from it at once: most do not. */
    private Predicate<Formula> near(Block at, int first) {
        Block block = judge.scope().blocks().get(first);
        Case c = judge.problem();
        int l = at.layer();
        Trial trial = at.equation().trial(c, l, at.equation().input(c, l));
        boolean isBlock = at.equals(block);
        boolean follows = isBlock || l == block.layer();
        SimpleMatrix given = judge.given().get(first);
        Predicate<SimpleMatrix> isShown = value -> {
            boolean hasShape = isBlock || Bounds.sameShape(value, c.z(l));
            SimpleMatrix shown = isBlock || !hasShape ? value : block.equation().value(c, l, value);
            return hasShape && Bounds.misfit(List.of(shown), List.of(given), NEAR) < NEAR;
        };
        return formula -> trial.of(formula, l)
                .filter(value -> !follows || isShown.test(value))
                .isPresent();
    }

    private Answer answer(Equation equation, Formula formula, SortedSet<Integer> layers) {
        return right.by(but(Rules.RIGHT, equation, layers, equation.by(formula)));
    }

    private Hypothesis hypothesis(Equation equation, Formula formula, SortedSet<Integer> layers, int count) {
        Cause.Where where = Cause.Where.of(equation, layers, judge.problem().depth());
        Case c = judge.problem();
        int l = layers.first();
        Formula understood = equation.trial(c, l, equation.input(c, l))
                .understood(formula, l)
                .orElse(formula);
        String what = "yours is " + left(equation) + " = " + understood; // the right one would be the answer
        Equation.Rule rule = equation.by(formula);
        Change change = new Change(
                new Cause(formula + " in " + where, Optional.of(where), what),
                equation,
                layers,
                count, // one of so many is a choice, and each slip another
                false,
                rules -> but(rules, equation, layers, rule));
        return Hypothesis.of(right, List.of(change));
    }

    private static Rules but(Rules rules, Equation equation, SortedSet<Integer> layers, Equation.Rule rule) {
        return rules.but(equation, layers, (c, l, in) -> {
            SimpleMatrix value = rule.of(c, l, in);
            SimpleMatrix shape = equation.value(c, l, in);
            boolean isOne = value != null && Bounds.sameShape(value, shape);
            return isOne ? value : SimpleMatrix.filled(shape.getNumRows(), shape.getNumCols(), Double.NaN);
        });
    }

    private static Formula left(Equation equation) {
        return Formula.of(
                switch (equation) {
                    case BP1 -> "δ^L";
                    case BP2 -> "δ^l";
                    case BP3 -> "∂C/∂b^l";
                    case BP4 -> "∂C/∂w^l";
                    case INPUT -> "∂C/∂x";
                });
    }

    /** Those of so many slips, each once: what is equal on a network of no special kind is the same formula. */
    private List<Formula> formulas(Equation equation, int count) {
        Case c = judge.problem();
        Cost cost = c.costOfZ().isPresent() ? Cost.HALF_SQUARED_ERROR : c.cost();
        int examples = c.examples() > 1 ? 3 : 1;
        List<Object> key = List.of(rightOnes(equation), cost.averaged(), examples, count);
        return KNOWN.computeIfAbsent(key, same -> {
            Case generic = generic(examples).with(cost);
            Formula left = left(equation);
            Set<List<Long>> seen = new HashSet<>();
            List<Formula> last = rightOnes(equation).stream().map(Formula::of).toList();
            different(generic, equation, last, seen);
            for (int i = 0; i < count; i++) {
                List<Formula> slips = search.each(last, formula -> formula.slips(left).stream())
                        .distinct()
                        .toList();
                last = different(generic, equation, slips, seen);
            }
            return last;
        });
    }

    /** What a formula is worth, and how long it is. */
    private record Tried(Formula formula, int length, List<Long> value) {}

    /** Those that give what none has given yet, the shortest first. */
    @CanIgnoreReturnValue
    private List<Formula> different(Case generic, Equation equation, List<Formula> formulas, Set<List<Long>> seen) {
        int l = equation.layers(generic.depth()).get(0);
        SimpleMatrix in = equation.input(generic, l);
        SimpleMatrix right = equation.value(generic, l, in);
        return search.each(formulas, formula -> {
                    Search.requireNoInterrupt();
                    SimpleMatrix value = equation.by(formula).of(generic, l, in);
                    return value == null || value.hasUncountable() || !Bounds.sameShape(value, right)
                            ? Stream.of()
                            : Stream.of(new Tried(formula, formula.toString().length(), rounded(value)));
                })
                .sorted(Comparator.comparingInt(Tried::length))
                .filter(tried -> seen.add(tried.value()))
                .map(Tried::formula)
                .toList();
    }

    private static List<Long> rounded(SimpleMatrix value) {
        return Arrays.stream(Comparison.numbers(value))
                .mapToObj(x -> Math.round(x * 1e9))
                .toList();
    }

    private List<String> rightOnes(Equation equation) {
        Case c = judge.problem();
        String sum = c.examples() > 1 ? " 𝟏" : "";
        return switch (equation) {
            case BP1 -> ofCost(c);
            case BP2 -> List.of("((w^{l+1})^T δ^{l+1}) ⊙ σ′(z^l)");
            case BP3 -> List.of("δ^l" + sum);
            case BP4 -> List.of("δ^l (a^{l−1})^T" + (c.lambda() == 0 ? "" : " + λ w^l"));
            case INPUT -> List.of("(w^1)^T δ^1");
        };
    }

    private static List<String> ofCost(Case c) {
        String mean = c.cost().averaged() && c.examples() > 1 ? "\\frac{1}{N} " : "";
        String formula = c.cost().formula();
        String gradient = "∇_{a^L} C ⊙ σ′(z^L)";
        if (formula.equals(Cost.HALF_SQUARED_ERROR.formula())) {
            return List.of(gradient, mean + DIFFERENCE);
        }
        if (formula.equals(Cost.SQUARED_ERROR.formula())) {
            return List.of(gradient, mean + "2 " + DIFFERENCE);
        }
        return c.costOfZ().isPresent() ? List.of(gradient, mean + "(a^L − y)") : List.of(gradient);
    }
}
