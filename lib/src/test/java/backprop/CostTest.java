package backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backprop.difference.FiniteDifference;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CostTest {
    /** Two outputs of three examples. */
    private static final SimpleMatrix A = new SimpleMatrix(new double[][] {{0.2, 0.7, 0.9}, {0.6, 0.1, 0.5}});

    private static final SimpleMatrix Y = new SimpleMatrix(new double[][] {{0, 1, 1}, {1, 0, 0.25}});

    static Stream<Cost> costs() {
        return Stream.concat(
                        Constants.of(Cost.class),
                        Stream.of(new Cost("Σ(a−y)⁴", (a, y) -> Math.pow(a - y, 4), (a, y) -> 4 * Math.pow(a - y, 3))))
                .flatMap(cost -> Stream.of(cost, cost.mean()));
    }

    @ParameterizedTest
    @MethodSource("costs")
    void the_gradient_is_the_central_difference_of_the_cost(Cost cost) {
        double[] p = A.getDDRM().data.clone();
        double[] numeric = FiniteDifference.CENTRAL.gradient(a -> cost.of(new SimpleMatrix(2, 3, true, a), Y), p);
        double[] ours = cost.gradient(A, Y).getDDRM().data;
        assertEquals(0, FiniteDifference.relativeDifference(numeric, ours), 1e-9, cost.toString());
    }

    @Test
    void each_convention_by_hand() {
        double squares = 0.04 + 0.09 + 0.01 + 0.16 + 0.01 + 0.0625;
        assertEquals(squares, Cost.SQUARED_ERROR.of(A, Y), 1e-15);
        assertEquals(squares / 2, Cost.HALF_SQUARED_ERROR.of(A, Y), 1e-15);
        assertEquals(squares / 3, Cost.SQUARED_ERROR.mean().of(A, Y), 1e-15);
        assertEquals(squares / 6, Cost.HALF_SQUARED_ERROR.mean().of(A, Y), 1e-15, "1/(2N) Σ‖a−y‖²");
        assertEquals(-Math.log(0.25), Cost.CROSS_ENTROPY.of(one(0.75), one(0)), 1e-15);
        assertEquals(-0.5 * Math.log(0.75), Cost.CATEGORICAL_CROSS_ENTROPY.of(one(0.75), one(0.5)), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0, -1", "0, 0, 0, 1", "1, 0, Infinity, Infinity", "0, 1, Infinity, -Infinity"})
    void cross_entropy_at_the_ends(double a, double y, double value, double slope) {
        assertEquals(value, Cost.CROSS_ENTROPY.of(one(a), one(y)));
        assertEquals(slope, Cost.CROSS_ENTROPY.gradient(one(a), one(y)).get(0));
    }

    @Test
    void a_sigmoid_rounds_to_1_above_36_7_and_its_cross_entropy_is_infinite_there() {
        assertEquals(36, Cost.CROSS_ENTROPY.of(one(Sigmoid.of(36)), one(0)), 0.2);
        assertEquals(Double.POSITIVE_INFINITY, Cost.CROSS_ENTROPY.of(one(Sigmoid.of(36.8)), one(0)));
    }

    @Test
    void what_is_no_probability_is_refused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Cost.CROSS_ENTROPY.of(one(1.5), one(1)));
        assertEquals(
                "a must lie from 0 to 1 for cross-entropy (end the network with a sigmoid or softmax layer), but was 1.5",
                e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> Cost.CROSS_ENTROPY.gradient(one(0.5), one(-1)));
        assertEquals("y must lie from 0 to 1 for cross-entropy, but was -1.0", e.getMessage());
    }

    @Test
    void targets_of_another_shape_are_refused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Cost.SQUARED_ERROR.of(A, one(1)));
        assertEquals("y must have the shape of a, 2x3, but was 1x1", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Cost.SQUARED_ERROR.gradient(A, one(1)));
    }

    @Test
    void it_prints_as_its_formula() {
        assertEquals("½Σ(a−y)²", Cost.HALF_SQUARED_ERROR.toString());
        assertEquals(
                "mean over examples of ½Σ(a−y)²", Cost.HALF_SQUARED_ERROR.mean().toString());
    }

    private static SimpleMatrix one(double value) {
        return new SimpleMatrix(1, 1, true, value);
    }
}
