package backprop.check;

import static backprop.check.Equation.BP1;
import static backprop.check.Equation.BP2;
import static backprop.check.Equation.BP3;
import static backprop.check.Equation.BP4;
import static backprop.check.Equation.INPUT;

import backprop.Activation;
import backprop.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.ejml.simple.SimpleMatrix;

/**
 * A mistake people make in one of the four equations: a wrong formula. To add one, add a line to {@link #CATALOGUE}.
 *
 * @param id its first words, which decide what students get: whoever rewords a mistake keeps them here
 * @param words what was done, with {l}, {n} and {p} for the layer, the next and the previous one
 * @param formula the right side as it was written, in the usual notation
 * @param rule the wrong equation; null where it is not wrong
 */
record Mistake(Equation equation, String id, String words, Formula formula, Equation.Rule rule) {
    private static final BiPredicate<Case, Integer> ALWAYS = (c, l) -> true;
    private static final BiPredicate<Case, Integer> SOFTMAX = (c, l) -> c.g(l).isSoftmax();
    private static final BiPredicate<Case, Integer> NO_SIGMOID =
            (c, l) -> c.g(l) != Activation.SIGMOID && !c.g(l).isSoftmax();
    private static final BiPredicate<Case, Integer> DEEP = (c, l) -> c.depth() > 2;
    private static final BiPredicate<Case, Integer> MANY_EXAMPLES = (c, l) -> c.examples() > 1;
    private static final BiPredicate<Case, Integer> REGULARISED = (c, l) -> c.lambda() != 0;

    static final List<Mistake> CATALOGUE = List.of(
            of(BP1, "σ′(z{l}) is missing", "∇_{a^L} C"),
            of(BP1, "σ′(a{l}) stands where σ′(z{l}) belongs", "∇_{a^L} C ⊙ σ′(a^L)"),
            of(BP1, "σ(z{l}) stands where σ′(z{l}) belongs", "∇_{a^L} C ⊙ a^L"),
            of(
                    BP1,
                    "a{l}(1 − a{l}), the slope of the sigmoid, stands where that of this activation belongs",
                    "∇_{a^L} C ⊙ a^L ⊙ (1 − a^L)",
                    NO_SIGMOID),
            of(
                    BP1,
                    "the Jacobian of softmax is reduced to its diagonal, a(1 − a)",
                    "∇_{a^L} C ⊙ a^L ⊙ (1 − a^L)",
                    SOFTMAX),
            new Mistake(BP1, "a{l} − y is the error of cross-entropy, not of this cost", "a^L − y", (c, l, in) -> {
                SimpleMatrix error = c.a(l).minus(c.data().y());
                return c.cost().averaged() ? error.divide(c.examples()) : error;
            }),
            of(BP2, "σ′(z{l}) is missing", "(w^{l+1})^T δ^{l+1}"),
            of(BP2, "σ′(a{l}) stands where σ′(z{l}) belongs", "((w^{l+1})^T δ^{l+1}) ⊙ σ′(a^l)"),
            of(BP2, "σ(z{l}) stands where σ′(z{l}) belongs", "((w^{l+1})^T δ^{l+1}) ⊙ a^l"),
            of(
                    BP2,
                    "a{l}(1 − a{l}), the slope of the sigmoid, stands where that of this activation belongs",
                    "((w^{l+1})^T δ^{l+1}) ⊙ a^l ⊙ (1 − a^l)",
                    NO_SIGMOID),
            of(
                    BP2,
                    "σ′(z{n}), of the next layer, stands where σ′(z{l}) belongs",
                    "((w^{l+1})^T δ^{l+1}) ⊙ σ′(z^{l+1})"),
            of(
                    BP2,
                    "σ′ of the output layer's z stands where σ′(z{l}) belongs",
                    "((w^{l+1})^T δ^{l+1}) ⊙ σ′(z^L)",
                    DEEP),
            of(BP2, "w{n} stands where its transpose belongs", "(w^{l+1} δ^{l+1}) ⊙ σ′(z^l)"),
            of(BP2, "w{l} stands where w{n} belongs", "((w^l)^T δ^{l+1}) ⊙ σ′(z^l)"),
            new Mistake(
                    BP2,
                    "δ{n} goes through the weights of one neuron only, without the sum over the next layer",
                    "w^{l+1}_{1j} δ^{l+1}_1 σ′(z^l_j)",
                    (c, l, in) -> in.getNumRows() == 1
                            ? null
                            : c.w(l + 1)
                                    .getRow(0)
                                    .transpose()
                                    .mult(in.getRow(0))
                                    .elementMult(c.slope(l))),
            new Mistake(
                    BP3,
                    "∂C/∂b{l} is taken as 0, so that biases are never updated",
                    "0",
                    (c, l, in) -> new SimpleMatrix(in.getNumRows(), 1)),
            of(BP3, "only the last example is counted", "δ^{(l)(t)}", MANY_EXAMPLES),
            of(BP3, "only the first example is counted", "δ^{(l)(1)}", MANY_EXAMPLES),
            new Mistake(
                    BP3,
                    "δ{l} is summed over the neurons too, so that all biases get the same",
                    "∑_j δ^l_j",
                    (c, l, in) ->
                            in.getNumRows() == 1 ? null : SimpleMatrix.filled(in.getNumRows(), 1, in.elementSum())),
            of(BP3, "δ{l} is multiplied by σ′(z{l}) a second time", "(δ^l ⊙ σ′(z^l)) 𝟏"),
            of(BP3, "δ{l} is multiplied by a{l}", "(δ^l ⊙ a^l) 𝟏"),
            of(BP4, "a{l} stands where a{p} belongs", "δ^l (a^l)^T + λ w^l"),
            of(BP4, "z{p} stands where a{p} belongs", "δ^l (z^{l−1})^T + λ w^l"),
            of(BP4, "the product is transposed: a{p}(δ{l})ᵀ", "a^{l−1} (δ^l)^T + λ w^l"),
            of(BP4, "δ{l} is multiplied by σ′(z{l}) a second time", "(δ^l ⊙ σ′(z^l)) (a^{l−1})^T + λ w^l"),
            of(BP4, "only the last example is counted", "δ^{(l)(t)} (a^{(l−1)(t)})^T + λ w^l", MANY_EXAMPLES),
            of(BP4, "λw{l} is missing", "δ^l (a^{l−1})^T", REGULARISED),
            of(BP4, "λw{l} is subtracted", "δ^l (a^{l−1})^T − λ w^l", REGULARISED),
            of(BP4, "2λw{l} is added, not λw{l}: a ½ is lost", "δ^l (a^{l−1})^T + 2 λ w^l", REGULARISED),
            of(BP4, "½λw{l} is added, not λw{l}: a 2 is lost", "δ^l (a^{l−1})^T + \\frac{1}{2} λ w^l", REGULARISED),
            of(
                    BP4,
                    "λw{l} is divided by the number of examples",
                    "δ^l (a^{l−1})^T + \\frac{λ}{N} w^l",
                    REGULARISED.and(MANY_EXAMPLES)),
            new Mistake(
                    BP4,
                    "λ is added, not λw{l}",
                    "δ^l (a^{l−1})^T + λ",
                    (c, l, in) -> c.lambda() == 0
                            ? null
                            : in.mult(c.a(l - 1).transpose()).plus(c.lambda())),
            of(BP3, "λb{l} is added, but only weights are regularised", "δ^l 𝟏 + λ b^l", REGULARISED),
            of(INPUT, "w¹ stands where its transpose belongs", "w^1 δ^1"),
            of(INPUT, "δ¹ is multiplied by σ′(z¹) a second time", "(w^1)^T (δ^1 ⊙ σ′(z^1))"));

    private Mistake(Equation equation, String words, String formula, Equation.Rule rule) {
        this(equation, words, words, Formula.of(formula), rule);
    }

    private static Mistake of(Equation equation, String words, String formula) {
        return of(equation, words, formula, ALWAYS);
    }

    /** Where it is a mistake; elsewhere it is right. In a formula t is the last example. */
    private static Mistake of(Equation equation, String words, String formula, BiPredicate<Case, Integer> where) {
        Equation.Rule rule = equation.by(Formula.of(formula));
        return new Mistake(equation, words, formula, (c, l, in) -> where.test(c, l) ? rule.of(c, l, in) : null);
    }

    /** Every way to make the mistakes of the catalogue in a case: in all layers that allow it, or in one. */
    static List<Slip> slips(Case c, Set<Equation> equations) {
        List<Slip> slips = new ArrayList<>();
        for (Mistake mistake : CATALOGUE) {
            if (equations.contains(mistake.equation)) {
                SortedSet<Integer> possible = mistake.layers(c);
                if (possible.size() > 1) {
                    slips.add(new Slip(mistake, possible, c.depth()));
                }
                possible.forEach(l -> slips.add(new Slip(mistake, new TreeSet<>(Set.of(l)), c.depth())));
            }
        }
        return slips;
    }

    /** The mistake that a cause tells, if it is one of {@link #slips}. */
    static Optional<Slip> slip(Case c, Cause cause) {
        return cause.where()
                .flatMap(where -> CATALOGUE.stream()
                        .filter(mistake -> mistake.equation == where.equation())
                        .map(mistake -> new Slip(mistake, where.layers(), c.depth()))
                        .filter(slip -> slip.cause().equals(cause))
                        .filter(slip -> slip.isPossible(c))
                        .findFirst());
    }

    SortedSet<Integer> layers(Case c) {
        return equation.layers(c.depth()).stream()
                .filter(l -> isPossible(c, l))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isPossible(Case c, int l) {
        SimpleMatrix in = equation.input(c, l);
        SimpleMatrix right = equation.value(c, l, in);
        SimpleMatrix wrong = rule.of(c, l, in);
        return wrong != null && Bounds.sameShape(wrong, right);
    }
}
