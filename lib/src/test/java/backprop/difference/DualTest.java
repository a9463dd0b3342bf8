package backprop.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.Sigmoid;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DualTest {
    record Rule(String name, UnaryOperator<Dual> f, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        Dual two = Dual.constant(2);
        return Stream.of(
                new Rule("x + x", x -> x.plus(x), x -> 2 * x, x -> 2),
                new Rule("x + 3", x -> x.plus(3), x -> x + 3, x -> 1),
                new Rule("x² − x", x -> x.times(x).minus(x), x -> x * x - x, x -> 2 * x - 1),
                new Rule("x − 3", x -> x.minus(3), x -> x - 3, x -> 1),
                new Rule("5x", x -> x.times(5), x -> 5 * x, x -> 5),
                new Rule("2/x", two::divide, x -> 2 / x, x -> -2 / (x * x)),
                new Rule("x/4", x -> x.divide(4), x -> x / 4, x -> 0.25),
                new Rule("−x", Dual::negate, x -> -x, x -> -1),
                new Rule("eˣ", Dual::exp, StrictMath::exp, StrictMath::exp),
                new Rule("ln x", Dual::log, StrictMath::log, x -> 1 / x),
                new Rule("x³", x -> x.pow(3), x -> x * x * x, x -> 3 * x * x),
                new Rule("√x", x -> x.pow(0.5), Math::sqrt, x -> 0.5 / Math.sqrt(x)),
                new Rule("σ", Dual::sigmoid, Sigmoid::of, Sigmoid::derivative),
                new Rule("tanh", Dual::tanh, StrictMath::tanh, x -> 4 * Sigmoid.derivative(2 * x)),
                new Rule("max(x, 1)", x -> x.max(Dual.constant(1)), x -> Math.max(x, 1), x -> x >= 1 ? 1 : 0),
                new Rule(
                        "softplus",
                        x -> x.apply(Activation.SOFTPLUS),
                        Activation.SOFTPLUS::of,
                        Activation.SOFTPLUS::derivative),
                new Rule(
                        "1/(1 + e⁻ˣ)",
                        x -> Dual.constant(1).divide(x.negate().exp().plus(1)),
                        Sigmoid::of,
                        Sigmoid::derivative));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void every_rule_gives_the_value_and_the_derivative(Rule rule) {
        for (double x : new double[] {0.3, 1, 2.5, 7}) {
            Dual y = rule.f.apply(Dual.variable(x));
            double value = rule.value.applyAsDouble(x);
            double slope = rule.derivative.applyAsDouble(x);
            assertEquals(value, y.value(), 4e-16 * Math.abs(value));
            assertEquals(slope, Dual.derivative(rule.f, x), 2e-14 * Math.abs(slope));
        }
    }

    @Test
    void kinks_follow_the_documented_rule() {
        assertEquals(0, Dual.derivative(z -> Dual.constant(0).max(z), 0));
        assertEquals(1, Dual.derivative(z -> z.max(Dual.constant(0)), 0));
        assertEquals(0, Dual.derivative(z -> z.apply(Activation.RELU), 0));
        assertEquals(Double.NaN, Dual.constant(0).max(Dual.constant(Double.NaN)).value());
        assertEquals(Double.NaN, Dual.constant(Double.NaN).max(Dual.constant(0)).value());
    }

    @Test
    void a_constant_stays_one_where_the_slope_is_infinite() {
        assertEquals(0, Dual.constant(0).pow(0.5).derivative());
        assertEquals(0, Dual.constant(0).log().derivative());
        assertEquals(0, Dual.derivative(x -> x.pow(0), 0));
    }

    record Case(Network network, Cost cost, DataSet data) {
        @Override
        public String toString() {
            return network + ", " + cost;
        }
    }

    static Stream<Case> networks() {
        Random random = new Random(2);
        DataSet data = new DataSet(
                SimpleMatrix.random_DDRM(3, 4, -1, 1, random), SimpleMatrix.random_DDRM(2, 4, 0, 1, random));
        DataSet large = new DataSet(data.x().scale(1e6), data.y());
        Network n = Network.of(3, 5, 4, 2).random(1);
        return Stream.of(
                new Case(n, Cost.SQUARED_ERROR, data),
                new Case(n, Cost.HALF_SQUARED_ERROR.mean(), large),
                new Case(n, Cost.CROSS_ENTROPY.mean(), data),
                new Case(Network.of(3, 5, 2).random(2, 4), Cost.CROSS_ENTROPY, data),
                new Case(n.with(Activation.TANH), Cost.HALF_SQUARED_ERROR, data),
                new Case(n.with(Activation.RELU, Activation.RELU, Activation.IDENTITY), Cost.SQUARED_ERROR, data),
                new Case(n.with(Activation.SOFTPLUS, Activation.TANH, Activation.SIGMOID), Cost.SQUARED_ERROR, data),
                new Case(
                        n.with(Activation.SIGMOID, Activation.TANH, Activation.SOFTMAX),
                        Cost.CATEGORICAL_CROSS_ENTROPY.mean(),
                        data),
                new Case(Network.of(3, 2).random(5, 40).with(Activation.SOFTMAX), Cost.CATEGORICAL_CROSS_ENTROPY, data),
                new Case(n.with(Activation.SIGMOID, Activation.TANH, Activation.SOFTMAX), Cost.SQUARED_ERROR, data),
                new Case(Network.of(3, 2).random(4, 40), Cost.CROSS_ENTROPY, data),
                new Case(Network.of(3, 2).random(4, 40), Cost.CATEGORICAL_CROSS_ENTROPY, data),
                new Case(Network.of(3, 2).random(5, 40).with(Activation.SOFTMAX), Cost.CROSS_ENTROPY, data),
                new Case(Network.of(3, 2).random(3), Cost.HALF_SQUARED_ERROR.mean(), data));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void the_gradient_agrees_with_backpropagation(Case c) {
        double[] ours = Dual.gradient(c.network, c.cost, c.data);
        double[] backprop = Backprop.gradient(c.network, c.cost, c.data).vector();
        double largest = Arrays.stream(backprop).map(Math::abs).max().orElseThrow();
        assertTrue(largest > 0);
        for (int i = 0; i < ours.length; i++) {
            assertEquals(backprop[i], ours[i], 1e-13 * largest, "entry " + i);
        }
    }

    @Test
    void an_interrupt_leaves_no_half_gradient() {
        DataSet one = DataSet.of(new double[][] {{1}}, new double[][] {{0}});
        Network network = Network.of(1, 1).random(1);
        Thread.currentThread().interrupt();
        Exception e = assertThrows(CancellationException.class, () -> Dual.gradient(network, Cost.SQUARED_ERROR, one));
        assertTrue(Thread.interrupted());
        assertEquals("interrupted after 0 of 2 entries", e.getMessage());
    }
}
