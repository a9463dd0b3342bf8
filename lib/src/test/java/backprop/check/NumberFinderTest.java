package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Network;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes with a number in them: which number is told, where, and what it may come from. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NumberFinderTest {
    private static final Cost COST = Cost.HALF_SQUARED_ERROR;
    private static final Network NETWORK = Network.of(2, 3, 2).random(3);

    private static DataSet data(int inputs, int outputs, int examples) {
        Random random = new Random(4);
        return new DataSet(
                SimpleMatrix.random_DDRM(inputs, examples, -1, 1, random),
                SimpleMatrix.random_DDRM(outputs, examples, 0, 1, random));
    }

    private static NetworkCheck check(Cost cost, int examples) {
        return Check.on(NETWORK, cost, data(2, 2, examples));
    }

    private static Optional<String> biases(NetworkCheck check, double factor) {
        return check.biasGradient(d -> Backprop.biasGradient(d).scale(factor)).cause();
    }

    private static void cause(String words, Report report) {
        assertEquals(Optional.of(words), report.cause(), report.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 'BP3: the sign is wrong.'",
        "2, 'BP3: the result is exactly 2 times what it should be: a 2 too many, or a ½ too few?'",
        "0.5, 'BP3: the result is exactly 0.5 times what it should be: a ½ too many, or a 2 too few?'",
        "-2, 'BP3: the result is exactly 2 times what it should be, with the wrong sign: a 2 too many, or a ½ too few?'",
        "3, 'BP3: the result is exactly 3 times what it should be.'",
        "1.414213562373, 'BP3: the result is exactly 1.414213562 times what it should be.'"
    })
    void a_factor_is_told_with_what_it_may_come_from(double factor, String words) {
        assertEquals(Optional.of(words), biases(check(COST, 2), factor));
    }

    @Test
    void three_times_of_three_examples_is_a_sum_where_the_cost_is_a_mean() {
        String three = "BP3: the result is exactly 3 times what it should be";
        assertEquals(
                Optional.of(three + " (3 is the number of examples: a sum where a mean belongs?)."),
                biases(check(COST.mean(), 3), 3));
        assertEquals(Optional.of(three + "."), biases(check(COST.mean(), 2), 3));
        assertEquals(Optional.of(three + "."), biases(check(COST, 3), 3));
    }

    @Test
    void a_third_of_three_examples_is_a_mean_too_many() {
        String third = "BP3: the result is exactly 0.3333333333 times what it should be";
        assertEquals(
                Optional.of(third + " (1/3, one over the number of examples: a mean taken once too often?)."),
                biases(check(COST, 3), 1.0 / 3));
        assertEquals(Optional.of(third + "."), biases(check(COST, 2), 1.0 / 3));
        assertEquals(
                Optional.of("BP3: the result is exactly 0.5 times what it should be: a ½ too many, or a 2 too few?"),
                biases(check(COST.mean(), 2), 0.5));
    }

    /** In all layers at once. */
    private static Report weights(NetworkCheck check, UnaryOperator<SimpleMatrix> change) {
        return check.weightGradient((d, a) -> change.apply(d.mult(a.transpose())));
    }

    @Test
    void what_is_fitted_is_the_same_in_every_layer() {
        cause(
                "BP4: the result is exactly 1.414213562 times what it should be.",
                weights(check(COST, 2), w -> w.scale(Math.sqrt(2))));
        cause("BP4: the constant 0.345679 is added.", weights(check(COST, 2), w -> w.plus(0.3456789012)));
    }

    @Test
    void one_entry_in_each_layer_is_two_mistakes() {
        cause(
                "BP4, layer 2: only entry [0][0] is wrong; and BP4, layer 1: only entry [0][0] is wrong.",
                weights(check(COST, 2), w -> {
                    SimpleMatrix changed = w.copy();
                    changed.set(0, changed.get(0) + 0.3);
                    return changed;
                }));
    }

    private static Report decayed(NetworkCheck check) {
        return check.weightGradient(
                (l, d, a) -> d.mult(a.transpose()).plus(NETWORK.w(l).scale(0.03)));
    }

    @Test
    void a_share_of_the_weights_is_a_regularisation() {
        String words = "BP4: 0.03·w is added: a regularisation with λ = 0.03";
        cause(words + ".", decayed(check(COST, 1)));
        cause(words + " (or λ/n with λ = 0.06 and n = 2).", decayed(check(COST, 2)));
        cause("BP4: λ = 0.03 instead of 0.2.", decayed(check(COST, 1).regularized(0.2)));
    }

    @Test
    void of_what_becomes_of_x_a_factor_may_be_in_any_equation() {
        SimpleMatrix right = Answer.right(Scope.inputGradient(), Case.of(NETWORK, COST, data(2, 2, 2)))
                .get(0);
        String three = ": the result is exactly 3 times what it should be";
        cause(
                "BP2" + three + ", or BP1" + three + ", or ∂C/∂x" + three + ".",
                check(COST, 2).inputGradient(right.scale(3)));
    }

    /** To few digits a factor is the one that every number allows: not what fits best, nor what is rounder and fits some. */
    @ParameterizedTest
    @CsvSource({
        "BP1, 2, 2, 2, 0.22, 0.22",
        "BP2, 1, 2, 2, 0.22, 0.22",
        "BP4, 2, 2, 2, 0.22, 0.22",
        "BP1, 2, 5, 3, 0.2150755, 0.215",
        "BP2, 1, 5, 3, 0.2150755, 0.215"
    })
    void a_factor_in_typed_numbers_is_what_all_of_them_allow(
            Equation equation, int layer, int seed, int digits, double factor, String told) {
        Case c = Case.of(Network.of(2, 3, 2).random(seed), COST, data(2, 2, 3));
        Rules rules = Rules.RIGHT.then(new Block(equation, layer), (q, l, in) -> in.scale(factor));
        double[] typed = Arrays.stream(Answer.gradient(c, rules).vector())
                .map(v -> new BigDecimal(v).round(new MathContext(digits)).doubleValue())
                .toArray();
        String where = equation == Equation.BP4 ? "BP4, layer 2" : equation.toString();
        cause(
                where + ": the result is about " + told + " times what it should be.",
                Check.on(c.network(), c.cost(), c.data()).gradient(typed));
    }

    private static List<String> reasons(int inputs, double factor, double more) {
        Network network = Network.of(inputs, 1).random(1);
        DataSet data = data(inputs, 1, 1);
        Gradient right = Backprop.gradient(network, COST, data);
        Gradient wrong = new Gradient(
                List.of(right.w(1).scale(factor)),
                List.of(right.b(1).scale(factor).plus(more)));
        return Check.on(network, COST, data).gradient(wrong).reasons();
    }

    @Test
    void of_a_single_neuron_no_more_is_told_than_what_may_be() {
        assertEquals(
                List.of(
                        "Too few numbers to tell: 'BP1: the result is exactly 3 times what it should be' gives them, and "
                                + "so may others."),
                reasons(1, 3, 0));
        assertEquals(1, reasons(2, 1, 0.3).size());
    }

    /** Of one number it would be a factor as well as a constant or an entry: the first is told. */
    @Test
    void one_number_is_told_as_a_factor() {
        Report report = Check.on(Network.of(2, 1).random(1), COST, data(2, 1, 1))
                .biasGradient(d -> d.getNumCols() > 1 ? null : d.scale(1.75));
        assertEquals(
                List.of(
                        "Too few numbers to tell: 'BP3: the result is exactly 1.75 times what it should be' gives them, "
                                + "and so may others."),
                report.reasons());
    }
}
