package backprop.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.Layer;
import backprop.Network;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Differences that nudge every w and b themselves: what BP3 and BP4 are audited by. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IndependentTruthTest {
    private static final DataSet DATA =
            DataSet.of(new double[][] {{0.5, -1}, {1, 0.2}, {-0.7, 0.4}}, new double[][] {{1, 0}, {0, 1}, {1, 1}});

    @Test
    void they_agree_with_the_dual_numbers() {
        Network network = Network.of(2, 3, 3, 2).random(5).with(Activation.TANH);
        Cost cost = Cost.HALF_SQUARED_ERROR.mean();
        Gradient truth = Gradient.of(network, Dual.gradient(network, cost, DATA));
        GradientEstimate estimate = FiniteDifference.SIXTH.estimates(network, cost, DATA);
        assertEquals(network.parameterCount(), estimate.covered(truth));
        assertTrue(
                IntStream.rangeClosed(1, 3).allMatch(l -> estimate.error().w(l).elementMax() < 1e-10));
    }

    @Test
    void each_value_is_a_whole_pass_and_no_derivative_is_asked_for() {
        DoubleUnaryOperator refused = z -> {
            throw new AssertionError("the derivative is asked for");
        };
        AtomicInteger count = new AtomicInteger();
        Activation counted = new Activation("counted", z -> StrictMath.sin(z + 0 * count.incrementAndGet()), refused);
        Network network = Network.of(2, 3, 3, 2).random(5).with(counted);
        Cost cost = new Cost("½Σ(a−y)²", Cost.HALF_SQUARED_ERROR.value(), (a, y) -> refused.applyAsDouble(a));
        GradientEstimate estimate = FiniteDifference.SIXTH.estimates(network, cost, DATA.select(0));
        assertEquals(3, estimate.value().w().size());
        assertEquals(9 * network.parameterCount() * (3 + 3 + 2), count.get());
    }

    @Test
    void an_activation_of_the_wrong_layer_in_BP4_is_not_covered() {
        Network network = Network.of(2, 2, 2).random(5);
        Cost cost = Cost.HALF_SQUARED_ERROR;
        ForwardPass pass = network.forward(DATA.x());
        Errors errors = Backprop.errors(network, cost, pass, DATA.y());
        SimpleMatrix right = errors.delta(2).mult(pass.a(1).transpose());
        SimpleMatrix wrong = errors.delta(2).mult(pass.a(2).transpose());
        MatrixEstimate w2 =
                FiniteDifference.SIXTH.estimates(network, cost, DATA).w(2);
        assertEquals(4, w2.covered(right));
        assertEquals(0, w2.covered(wrong));
    }

    @Test
    void where_there_is_no_derivative_the_error_is_infinite() {
        Network network = new Network(new Layer(
                new SimpleMatrix(new double[][] {{2}}), new SimpleMatrix(new double[] {-1}), Activation.RELU));
        DataSet kink = DataSet.of(new double[][] {{0.5}}, new double[][] {{1}});
        GradientEstimate estimate = FiniteDifference.SIXTH.estimates(network, Cost.HALF_SQUARED_ERROR, kink);
        assertEquals(Double.POSITIVE_INFINITY, estimate.w(1).at(0).error());
        assertEquals(Double.POSITIVE_INFINITY, estimate.b(1).at(0).error());
    }
}
