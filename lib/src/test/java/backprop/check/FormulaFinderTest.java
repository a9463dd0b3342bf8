package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A formula that nobody has listed is written out, as its author would have written it; and asked again where it ties. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormulaFinderTest {
    private static final Cost COST = Cost.HALF_SQUARED_ERROR;
    private static final String PLUS = "(a^L + y) ⊙ σ′(z^L)";

    private static DataSet data(int inputs, int outputs, int examples) {
        Random random = new Random(4);
        return new DataSet(
                SimpleMatrix.random_DDRM(inputs, examples, -1, 1, random),
                SimpleMatrix.random_DDRM(outputs, examples, 0, 1, random));
    }

    private static NetworkCheck check(Cost cost, int examples, int outputs) {
        return Check.on(Network.of(2, 3, outputs).random(3), cost, data(2, outputs, examples));
    }

    private static Case deep(int examples) {
        return Case.of(Network.of(2, 3, 4, 2).random(3), COST, data(2, 2, examples));
    }

    private static Rules planted(Equation equation, String formula, Integer... layers) {
        return Rules.RIGHT.but(equation, List.of(layers), equation.by(Formula.of(formula)));
    }

    private static Report report(Case c, Scope scope, Rules rules) {
        return new Judge(c, scope, List.copyOf(new Answer(scope, c, rules)), false).report();
    }

    private static Report gradient(Case c, Rules rules) {
        return report(c, Scope.wholeGradient(c), rules);
    }

    private static void cause(String words, Report report) {
        assertEquals(Optional.of(words), report.cause(), report.toString());
    }

    private static SimpleMatrix slope(SimpleMatrix z) {
        return Activation.SIGMOID.derivative(z);
    }

    /** The sum of a and y for their difference, with the factor that belongs to the cost. */
    private static NetworkCheck.OutputError plus(double factor) {
        return (a, y, z) -> a.plus(y).elementMult(slope(z)).scale(factor);
    }

    @Test
    void the_output_error_is_written_as_the_cost_has_it() {
        cause("BP1: yours is δᴸ = (aᴸ + y) ⊙ σ′(zᴸ).", check(COST, 2, 2).outputError(plus(1)));
        cause(
                "BP1: yours is δᴸ = 1/N (aᴸ + y) ⊙ σ′(zᴸ).",
                check(COST.mean(), 2, 2).outputError(plus(0.5)));
        cause("BP1: yours is δᴸ = (aᴸ + y) ⊙ σ′(zᴸ).", check(COST.mean(), 1, 4).outputError(plus(1)));
        cause(
                "BP1: yours is δᴸ = 2(aᴸ + y) ⊙ σ′(zᴸ).",
                check(Cost.SQUARED_ERROR, 2, 2).outputError(plus(2)));
        cause(
                "BP1: yours is δᴸ = 1/N 2 (aᴸ + y) ⊙ σ′(zᴸ).",
                check(Cost.SQUARED_ERROR.mean(), 2, 2).outputError(plus(1)));
        cause("BP1: yours is δᴸ = aᴸ + y.", check(Cost.CROSS_ENTROPY, 2, 2).outputError((a, y, z) -> a.plus(y)));
        cause(
                "BP1: yours is δᴸ = 1/N (aᴸ + y).",
                check(Cost.CROSS_ENTROPY.mean(), 2, 2)
                        .outputError((a, y, z) -> a.plus(y).scale(0.5)));
    }

    @Test
    void two_slips_are_found_and_three_are_not() {
        NetworkCheck check = check(COST, 2, 2);
        cause(
                "BP1: yours is δᴸ = (aᴸ + y) ⊙ σ(zᴸ).",
                check.outputError((a, y, z) -> a.plus(y).elementMult(a)));
        Report three = check.outputError(
                (a, y, z) -> a.plus(y).elementMult(a.plus(y)).elementMult(a).scale(1.5));
        assertEquals(Optional.empty(), three.cause(), three.toString());
    }

    /** σ′² and σ′ ⊙ σ′ are one formula; the shorter is told. */
    @Test
    void what_is_the_same_everywhere_is_told_once() {
        cause(
                "BP1: yours is δᴸ = (aᴸ + y) ⊙ σ′(zᴸ)².",
                check(COST, 2, 2)
                        .outputError(
                                (a, y, z) -> a.plus(y).elementMult(slope(z)).elementMult(slope(z))));
    }

    @ParameterizedTest
    @CsvSource({"1 2, BP2", "1, 'BP2, layer 1'", "2, 'BP2, layer 2'"})
    void a_hidden_error_is_wrong_in_all_layers_or_in_one(String layers, String where) {
        Integer[] in = List.of(layers.split(" ")).stream().map(Integer::valueOf).toArray(Integer[]::new);
        String words = where + ": yours is δˡ = (wˡ⁺¹)ᵀ δˡ⁺¹ ⊙ zˡ.";
        Rules rules = planted(Equation.BP2, "((w^{l+1})^T δ^{l+1}) ⊙ z^l", in);
        Case c = deep(2);
        cause(words, gradient(c, rules));
        cause(words, report(c, Scope.inputGradient(), rules));
        cause(words, report(c, Scope.of(Equation.BP2, 3), rules));
    }

    @Test
    void gradients_of_biases_and_weights_are_written_out() {
        cause("BP3: yours is ∂C/∂bˡ = zˡ 𝟏.", gradient(deep(2), planted(Equation.BP3, "z^l 𝟏", 1, 2, 3)));
        cause("BP3: yours is ∂C/∂bˡ = zˡ.", gradient(deep(1), planted(Equation.BP3, "z^l", 1, 2, 3)));
        String z = "z^l (a^{l−1})^T";
        cause("BP4: yours is ∂C/∂wˡ = zˡ (aˡ⁻¹)ᵀ.", gradient(deep(2), planted(Equation.BP4, z, 1, 2, 3)));
        cause("BP4, layer 2: yours is ∂C/∂wˡ = zˡ (aˡ⁻¹)ᵀ.", gradient(deep(2), planted(Equation.BP4, z, 2)));
        cause(
                "BP4: yours is ∂C/∂wˡ = zˡ (aˡ⁻¹)ᵀ + λ wˡ.",
                gradient(deep(2).regularized(0.3), planted(Equation.BP4, z + " + λ w^l", 1, 2, 3)));
    }

    @Test
    void what_becomes_of_x_is_followed_to_the_formula_that_is_wrong() {
        Case c = deep(2);
        cause(
                "BP1: yours is δᴸ = (aᴸ + y) ⊙ σ′(zᴸ).",
                report(c, Scope.inputGradient(), planted(Equation.BP1, PLUS, 3)));
        cause(
                "∂C/∂x: yours is ∂C/∂x = (w¹)ᵀ a¹.",
                report(c, Scope.inputGradient(), planted(Equation.INPUT, "(w^1)^T a^1", 0)));
    }

    @Test
    void beside_one_of_the_catalogue_in_a_later_equation_it_is_found() {
        Rules rules = planted(Equation.BP1, PLUS, 3)
                .but(Equation.BP4, List.of(2, 3), Equation.BP4.by(Formula.of("δ^l (z^{l−1})^T")));
        cause(
                "BP1: yours is δᴸ = (aᴸ + y) ⊙ σ′(zᴸ); and BP4: zˡ⁻¹ stands where aˡ⁻¹ belongs.",
                gradient(deep(2), rules));
    }

    @Nested
    class A_formula_that_ties_is_asked_again {
        private static final String AGAIN = "Asked again on a 3-2 network with three examples, it is this.";

        private static NetworkCheck neuron(Activation g) {
            return Check.on(Network.of(2, 1).random(3).with(g), COST, data(2, 1, 1));
        }

        private static void is(String cause, Report report) {
            cause(cause, report);
            assertEquals(List.of(AGAIN), report.remarks());
        }

        @Test
        void where_there_are_numbers_enough() {
            is(
                    "BP1: σ′(z¹) is missing, or BP1: a¹ − y is the error of cross-entropy, not of this cost.",
                    neuron(Activation.SIGMOID).outputError((a, y, z) -> a.minus(y)));
        }

        @Test
        void with_its_own_activation() {
            is(
                    "BP1: a¹(1 − a¹), the slope of the sigmoid, stands where that of this activation belongs.",
                    neuron(Activation.TANH)
                            .outputError((a, y, z) -> a.minus(y)
                                    .elementMult(a.elementMult(a.scale(-1).plus(1)))));
        }

        @Test
        void where_1_over_N_is_not_one_half() {
            is(
                    "BP1: yours is δᴸ = (aᴸ + y) ⊙ σ′(zᴸ).",
                    Check.on(Network.of(2, 2).random(3), COST.mean(), data(2, 2, 2))
                            .outputError(plus(1)));
            is(
                    "right for C = ½Σ(a−y)², but you asked for mean over examples of ½Σ(a−y)².",
                    Check.on(Network.of(2, 2).random(3), COST.mean(), data(2, 2, 2))
                            .outputError((a, y, z) -> a.minus(y).elementMult(slope(z))));
        }

        @Test
        void and_what_it_says_there_alone_is_not_believed() {
            Report report = neuron(Activation.SIGMOID)
                    .outputError((a, y, z) -> a.getNumElements() == 1
                            ? a.minus(y).elementMult(slope(z)).scale(2)
                            : a.minus(y));
            assertEquals(Optional.empty(), report.cause(), report.toString());
            assertTrue(
                    report.toString().contains("Too few numbers to tell: 'right for C = Σ(a−y)²"), report.toString());
        }

        @Test
        void and_not_if_its_cause_is_clear() {
            List<Integer> outputs = new ArrayList<>();
            Report report = check(COST, 2, 4).outputError((a, y, z) -> {
                outputs.add(a.getNumRows());
                return a.plus(y).elementMult(slope(z));
            });
            cause("BP1: yours is δᴸ = (aᴸ + y) ⊙ σ′(zᴸ).", report);
            assertEquals(List.of(4), outputs);
        }
    }
}
