package backprop.check;

import static backprop.check.Equation.BP1;
import static backprop.check.Equation.BP2;
import static backprop.check.Equation.BP3;
import static backprop.check.Equation.BP4;
import static backprop.check.Equation.INPUT;
import static backprop.text.Numbers.superscript;

import backprop.Activation;
import backprop.check.Answer.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ejml.MatrixDimensionException;
import org.ejml.simple.SimpleMatrix;

/**
 * A mistake people make in one of the four equations. To add one, add a line to {@link #CATALOGUE}.
 *
 * @param id its first words, which decide what students get: whoever rewords a mistake keeps them here
 * @param words what was done, with {l}, {n} and {p} for the layer, the next and the previous one
 * @param rule the wrong equation; it need not fit every shape, and is null where it is not wrong
 */
record Mistake(Equation equation, String id, String words, Equation.Rule rule) {
    static final List<Mistake> CATALOGUE = List.of(
            missing(BP1, "σ′(z{l})", (c, l, in) -> in),
            ofSlope(BP1, "σ′(a{l})", Mistake::slopeAtA),
            ofSlope(BP1, "σ(z{l})", Case::a),
            ofSigmoid(BP1),
            mistake(
                    BP1,
                    "the Jacobian of softmax is reduced to its diagonal, a(1 − a)",
                    (c, l, in) -> c.g(l).isSoftmax() ? in.elementMult(slopeOfSigmoid(c, l)) : null),
            mistake(BP1, "a{l} − y is the error of cross-entropy, not of this cost", (c, l, in) -> {
                SimpleMatrix error = c.a(l).minus(c.data().y());
                return c.cost().averaged() ? error.divide(c.examples()) : error;
            }),
            missing(BP2, "σ′(z{l})", Mistake::back),
            ofSlope(BP2, "σ′(a{l})", Mistake::slopeAtA),
            ofSlope(BP2, "σ(z{l})", Case::a),
            ofSigmoid(BP2),
            ofSlope(BP2, "σ′(z{n}), of the next layer,", (c, l) -> c.slope(l + 1)),
            ofSlope(BP2, "σ′ of the output layer's z", (c, l) -> c.depth() == 2 ? null : c.slope(c.depth())),
            ofWeights("its transpose", "w{n}", (c, l) -> c.w(l + 1)),
            ofWeights("w{n}", "w{l}", (c, l) -> c.w(l).transpose()),
            mistake(
                    BP2,
                    "δ{n} goes through the weights of one neuron only, without the sum over the next layer",
                    (c, l, in) -> in.getNumRows() == 1
                            ? null
                            : c.w(l + 1)
                                    .getRow(0)
                                    .transpose()
                                    .mult(in.getRow(0))
                                    .elementMult(c.slope(l))),
            mistake(
                    BP3,
                    "∂C/∂b{l} is taken as 0, so that biases are never updated",
                    (c, l, in) -> new SimpleMatrix(in.getNumRows(), 1)),
            mistake(BP3, "only the last example is counted", (c, l, in) -> in.getNumCols() == 1 ? null : last(in)),
            mistake(
                    BP3,
                    "only the first example is counted",
                    (c, l, in) -> in.getNumCols() == 1 ? null : in.getColumn(0)),
            mistake(
                    BP3,
                    "δ{l} is summed over the neurons too, so that all biases get the same",
                    (c, l, in) ->
                            in.getNumRows() == 1 ? null : SimpleMatrix.filled(in.getNumRows(), 1, in.elementSum())),
            mistake(
                    BP3,
                    "δ{l} is multiplied by σ′(z{l}) a second time",
                    (c, l, in) -> BP3.value(c, l, in.elementMult(c.slope(l)))),
            mistake(BP3, "δ{l} is multiplied by a{l}", (c, l, in) -> BP3.value(c, l, in.elementMult(c.a(l)))),
            insteadOf(BP4, "a{p}", "a{l}", (c, l, in) -> in.mult(c.a(l).transpose())),
            insteadOf(BP4, "a{p}", "z{p}", (c, l, in) -> in.mult(c.z(l - 1).transpose())),
            mistake(
                    BP4,
                    "the product is transposed: a{p}(δ{l})ᵀ",
                    (c, l, in) -> c.a(l - 1).mult(in.transpose())),
            mistake(
                    BP4,
                    "δ{l} is multiplied by σ′(z{l}) a second time",
                    (c, l, in) -> in.elementMult(c.slope(l)).mult(c.a(l - 1).transpose())),
            mistake(
                    BP4,
                    "only the last example is counted",
                    (c, l, in) -> in.getNumCols() == 1
                            ? null
                            : last(in).mult(last(c.a(l - 1)).transpose())),
            penalty(BP4, "λw{l} is missing", (c, l) -> c.w(l).scale(-c.lambda())),
            penalty(BP4, "λw{l} is subtracted", (c, l) -> c.w(l).scale(-2 * c.lambda())),
            penalty(BP4, "2λw{l} is added, not λw{l}: a ½ is lost", (c, l) -> c.w(l).scale(c.lambda())),
            penalty(BP4, "½λw{l} is added, not λw{l}: a 2 is lost", (c, l) -> c.w(l).scale(-c.lambda() / 2)),
            penalty(
                    BP4,
                    "λw{l} is divided by the number of examples",
                    (c, l) -> c.examples() == 1 ? null : c.w(l).scale(c.lambda() / c.examples() - c.lambda())),
            penalty(
                    BP4,
                    "λ is added, not λw{l}",
                    (c, l) -> c.w(l).scale(-c.lambda()).plus(c.lambda())),
            penalty(
                    BP3,
                    "λb{l} is added, but only weights are regularised",
                    (c, l) -> c.network().b(l).scale(c.lambda())),
            mistake(INPUT, "w¹ stands where its transpose belongs", (c, l, in) -> c.w(1).mult(in)),
            mistake(
                    INPUT,
                    "δ¹ is multiplied by σ′(z¹) a second time",
                    (c, l, in) -> INPUT.value(c, l, in.elementMult(c.slope(1)))));

    /** A mistake in BP4 is made before λw is added, if the cost is regularised. */
    private static Mistake mistake(Equation equation, String words, Equation.Rule rule) {
        Equation.Rule regularized = (c, l, in) -> {
            SimpleMatrix wrong = rule.of(c, l, in);
            return wrong == null ? null : c.regularized(l, wrong);
        };
        return new Mistake(equation, words, words, equation == BP4 ? regularized : rule);
    }

    /** What is added to the right derivative; no mistake without regularisation. */
    private static Mistake penalty(Equation equation, String words, Factor added) {
        return new Mistake(equation, words, words, (c, l, in) -> {
            SimpleMatrix more = c.lambda() == 0 ? null : added.of(c, l);
            return more == null ? null : equation.value(c, l, in).plus(more);
        });
    }

    private static Mistake missing(Equation equation, String factor, Equation.Rule rule) {
        return mistake(equation, factor + " is missing", rule);
    }

    private static Mistake insteadOf(Equation equation, String right, String wrong, Equation.Rule rule) {
        return mistake(equation, wrong + " stands where " + right + " belongs", rule);
    }

    private interface Factor {
        SimpleMatrix of(Case c, int l);
    }

    /** Another factor in the place of the slope; null where it is none. */
    private static Mistake ofSlope(Equation equation, String wrong, Factor factor) {
        return ofSlope(equation, "σ′(z{l})", wrong, factor);
    }

    private static Mistake ofSigmoid(Equation equation) {
        String wrong = "a{l}(1 − a{l}), the slope of the sigmoid,";
        return ofSlope(
                equation,
                "that of this activation",
                wrong,
                (c, l) -> c.g(l) == Activation.SIGMOID || c.g(l).isSoftmax() ? null : slopeOfSigmoid(c, l));
    }

    /** a(1 − a). */
    private static SimpleMatrix slopeOfSigmoid(Case c, int l) {
        return c.a(l).elementMult(c.a(l).scale(-1).plus(1));
    }

    private static Mistake ofSlope(Equation equation, String right, String wrong, Factor factor) {
        return insteadOf(equation, right, wrong, (c, l, in) -> {
            SimpleMatrix f = factor.of(c, l);
            return f == null ? null : (equation == BP1 ? in : back(c, l, in)).elementMult(f);
        });
    }

    private static Mistake ofWeights(String right, String wrong, Factor w) {
        return insteadOf(BP2, right, wrong, (c, l, in) -> w.of(c, l).mult(in).elementMult(c.slope(l)));
    }

    private static SimpleMatrix back(Case c, int l, SimpleMatrix nextDelta) {
        return c.w(l + 1).transpose().mult(nextDelta);
    }

    private static SimpleMatrix slopeAtA(Case c, int l) {
        return c.g(l).derivative(c.a(l));
    }

    private static SimpleMatrix last(SimpleMatrix m) {
        return m.getColumn(m.getNumCols() - 1);
    }

    /** The mistake made in one layer of a network, or in all that allow it. */
    record Slip(Mistake mistake, SortedSet<Integer> layers, int depth) {
        Equation equation() {
            return mistake.equation();
        }

        Rules in(Rules rules) {
            return rules.but(equation(), layers, mistake.rule());
        }

        Cause cause() {
            boolean everywhere = layers.size() > 1 || equation().layers(depth).size() == 1;
            Cause.Where where = new Cause.Where(equation(), layers, everywhere);
            return new Cause(where + ": " + resolved(mistake.id()), Optional.of(where), resolved(mistake.words()));
        }

        private String resolved(String words) {
            boolean many = layers.size() > 1;
            int l = layers.first();
            return words.replace("{l}", many ? "ˡ" : superscript(l))
                    .replace("{n}", many ? "ˡ⁺¹" : superscript(l + 1))
                    .replace("{p}", many ? "ˡ⁻¹" : superscript(l - 1));
        }
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

    private SortedSet<Integer> layers(Case c) {
        return equation.layers(c.depth()).stream()
                .filter(l -> isPossible(c, l))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isPossible(Case c, int l) {
        SimpleMatrix in = equation.input(c, l);
        SimpleMatrix right = equation.value(c, l, in);
        try {
            SimpleMatrix wrong = rule.of(c, l, in);
            return wrong != null && Bounds.sameShape(wrong, right);
        } catch (IllegalArgumentException | MatrixDimensionException shapesDoNotFit) {
            return false;
        }
    }
}
