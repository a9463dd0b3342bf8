package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Layer;
import backprop.Network;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The error analysis, beside what a rounding of every input does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoundingTest {
    private static final double EPSILON = 0x1p-53;
    private static final double H = 1e-6;

    /** A sigmoid of the user's, of which nobody knows that cross-entropy cancels with it. */
    private static final Activation OWN =
            new Activation("own", Activation.SIGMOID.function(), Activation.SIGMOID.derivative());

    private static Case problem(Activation g, Cost cost, int examples, int... sizes) {
        Random random = new Random(5);
        Network network = Network.of(sizes).random(3);
        int last = sizes[sizes.length - 1];
        Network with = g.isSoftmax()
                ? network.with(
                        Stream.concat(Stream.generate(() -> Activation.SIGMOID).limit(sizes.length - 2L), Stream.of(g))
                                .toArray(Activation[]::new))
                : network.with(g);
        SimpleMatrix x = SimpleMatrix.random_DDRM(sizes[0], examples, -1, 1, random);
        SimpleMatrix y = SimpleMatrix.random_DDRM(last, examples, 0, 1, random);
        return Case.of(with, cost, new DataSet(x, y));
    }

    private static Map<String, Function<Truth, Truth.Value>> quantities(Case c) {
        Map<String, Function<Truth, Truth.Value>> all = new LinkedHashMap<>();
        for (int l = 1; l <= c.depth(); l++) {
            int layer = l;
            all.put("z" + l, t -> t.z(layer));
            all.put("a" + l, t -> t.a(layer));
            if (!c.g(l).isSoftmax()) {
                all.put("slope" + l, t -> t.slope(layer));
            }
            all.put("da" + l, t -> t.activationGradient(layer));
            Block delta = new Block(l == c.depth() ? Equation.BP1 : Equation.BP2, l);
            all.put("δ" + l, t -> t.of(delta));
            all.put("b" + l, t -> t.of(new Block(Equation.BP3, layer)));
            all.put("w" + l, t -> t.of(new Block(Equation.BP4, layer)));
        }
        all.put("x", t -> t.of(new Block(Equation.INPUT, 0)));
        all.put("C", Truth::cost);
        return all;
    }

    private static Case nudged(Case c, int i, double factor) {
        double[] p = c.network().parameters();
        SimpleMatrix x = c.data().x().copy();
        if (i < p.length) {
            p[i] *= factor;
        } else {
            x.set(i - p.length, factor * x.get(i - p.length));
        }
        return Case.of(
                        c.network().withParameters(p),
                        c.cost(),
                        new DataSet(x, c.data().y()))
                .regularized(c.lambda());
    }

    /** What a rounding of each weight, bias and input does at worst, by differences. */
    private static SimpleMatrix rounding(Case c, Function<Truth, Truth.Value> quantity) {
        int parameters = c.network().parameterCount();
        SimpleMatrix sum = quantity.apply(new Truth(c)).right().scale(0);
        for (int i = 0; i < parameters + c.data().x().getNumElements(); i++) {
            SimpleMatrix above = quantity.apply(new Truth(nudged(c, i, 1 + H))).right();
            SimpleMatrix below = quantity.apply(new Truth(nudged(c, i, 1 - H))).right();
            sum = sum.plus(Rounding.abs(above.minus(below)).scale(1 / (2 * H)));
        }
        return sum.scale(EPSILON);
    }

    /** Of each quantity the least and the most over its entries, and the most of the textbook's formulas. */
    private static String times(Case c) {
        return quantities(c).entrySet().stream()
                .map(of -> {
                    Truth.Value value = of.getValue().apply(new Truth(c));
                    SimpleMatrix once = rounding(c, of.getValue());
                    SimpleMatrix strict = value.strict().elementDiv(once);
                    double textbook = value.textbook().elementDiv(once).elementMax();
                    return of.getKey()
                            + Stream.of(strict.elementMin(), strict.elementMax(), textbook)
                                    .map(times -> String.format(Locale.ROOT, " %.1f", times))
                                    .collect(Collectors.joining());
                })
                .collect(Collectors.joining(", "));
    }

    private record Pinned(Case problem, String times) {}

    private static Stream<Pinned> pinned() {
        return Stream.of(
                new Pinned(problem(Activation.SIGMOID, Cost.HALF_SQUARED_ERROR, 1, 2, 3, 2), """
                        z1 6.6 8.8 8.8, a1 10.8 19.0 19.0, slope1 17.9 574.4 1033.6, da1 95.0 96.1 96.8,
                        δ1 50.8 108.9 110.2, b1 53.2 116.8 118.1, w1 49.0 93.9 94.9, z2 12.2 14.1 14.1,
                        a2 18.4 57.0 57.0, slope2 32.3 154.2 237.9, da2 48.2 135.1 135.1, δ2 166.1 368.6 328.6,
                        b2 175.2 406.5 366.5, w2 41.5 121.5 116.3, x 70.9 82.8 82.6, C 30.2 30.2 30.2"""),
                new Pinned(problem(Activation.TANH, Cost.SQUARED_ERROR.mean(), 3, 2, 3, 2), """
                        z1 7.6 9.6 9.6, a1 16.1 139.9 139.9, slope1 17.4 33.7 36.9, da1 55.1 77.3 64.4,
                        δ1 33.4 67.4 56.8, b1 38.4 68.1 58.2, w1 35.6 247.4 211.2, z2 13.1 16.9 16.9, a2 24.8 30.3 30.3,
                        slope2 28.7 42.7 28.8, da2 49.9 80.2 80.2, δ2 42.2 235.6 194.9, b2 47.9 176.7 150.9,
                        w2 46.9 165.0 143.5, x 51.1 67.0 56.8, C 44.3 44.3 44.3"""),
                new Pinned(
                        problem(Activation.SOFTPLUS, Cost.HALF_SQUARED_ERROR, 1, 2, 2)
                                .regularized(0.5),
                        """
                        z1 6.0 6.8 6.8, a1 11.3 33.9 33.9, slope1 17.9 52.1 81.0, da1 35.0 89.7 89.7,
                        δ1 92.1 132.8 150.3, b1 102.6 148.2 165.7, w1 15.4 43.9 46.5, x 62.8 71.6 78.5, C 12.3 12.3 12.3"""),
                new Pinned(problem(Activation.SIGMOID, Cost.CROSS_ENTROPY.mean(), 3, 2, 3), """
                        z1 7.6 9.6 9.6, a1 11.4 32.4 32.4, slope1 20.0 92.7 116.9, da1 28.0 129.8 129.8,
                        δ1 20.5 55.2 129.0, b1 44.1 60.8 130.2, w1 24.1 36.8 77.3, x 19.9 23.9 47.8, C 37.2 37.2 37.2"""),
                new Pinned(problem(OWN, Cost.CROSS_ENTROPY, 2, 2, 3), """
                        z1 8.0 9.6 9.6, a1 11.5 35.0 35.0, slope1 20.1 81.7 190.9, da1 32.2 122.8 122.8, δ1 101.8 280.3 333.5,
                        b1 198.3 239.4 278.3, w1 77.2 124.7 135.2, x 74.0 106.2 112.2, C 39.6 39.6 39.6"""),
                new Pinned(problem(Activation.SOFTMAX, Cost.CATEGORICAL_CROSS_ENTROPY, 2, 2, 3, 3), """
                        z1 8.0 9.6 9.6, a1 11.5 35.0 35.0, slope1 20.1 81.7 120.3, da1 30.5 52.0 80.2, δ1 36.3 60.0 89.0,
                        b1 41.0 68.5 100.9, w1 36.4 76.5 108.6, z2 12.1 13.7 13.7, a2 18.8 24.3 24.3, da2 35.7 62.9 62.9,
                        δ2 22.4 28.1 47.0, b2 24.6 28.4 44.9, w2 21.0 31.7 47.6, x 58.6 66.9 96.5, C 85.5 85.5 85.5"""),
                new Pinned(problem(Activation.SOFTMAX, Cost.HALF_SQUARED_ERROR, 2, 2, 3), """
                        z1 8.0 9.6 9.6, a1 11.3 22.5 22.5, da1 30.8 45.9 45.9, δ1 60.8 407.5 407.5, b1 149.2 259.0 259.0,
                        w1 105.5 266.0 266.0, x 92.7 178.3 178.3, C 62.8 62.8 62.8"""));
    }

    @ParameterizedTest
    @MethodSource("pinned")
    void is_so_many_times_what_one_rounding_of_every_input_does(Pinned pinned) {
        String[] expected = pinned.times().split("[, \n]+");
        String[] times = times(pinned.problem()).split("[, \n]+");
        assertEquals(expected.length, times.length);
        for (int i = 0; i < times.length; i++) {
            if (i % 4 == 0) {
                assertEquals(expected[i], times[i]);
            } else {
                double number = Double.parseDouble(expected[i]);
                assertEquals(number, Double.parseDouble(times[i]), 0.01 * number, times[i - i % 4]);
            }
        }
    }

    /** One neuron without a bias on the input 1, so that z is w. */
    private static Case neuron(Activation g, Cost cost, double z, double y) {
        Layer layer = new Layer(SimpleMatrix.filled(1, 1, z), new SimpleMatrix(1, 1), g);
        return Case.of(new Network(layer), cost, DataSet.of(new double[][] {{1}}, new double[][] {{y}}));
    }

    private static Truth.Value delta(Case c) {
        return new Truth(c).of(new Block(Equation.BP1, 1));
    }

    @Test
    void has_the_jump_of_a_kink_once_and_not_where_it_asks_how_well_is_known() {
        for (double z : new double[] {0, 2e-308, 3e-308, 1}) {
            double jump = z < Double.MIN_NORMAL ? 1 : 0;
            Truth.Value slope = new Truth(neuron(Activation.RELU, Cost.HALF_SQUARED_ERROR, z, 2)).slope(1);
            assertEquals(jump, slope.strict().get(0), 1e-15, "z = " + z);
            assertEquals(0, slope.error().get(0), 1e-15, "z = " + z);
            assertEquals(0, slope.textbook().get(0), 1e-15, "z = " + z);
        }
    }

    @Test
    void of_a_z_of_two_terms_reaches_ten_last_digits_to_a_kink() {
        for (int digits : new int[] {9, 11}) {
            Layer layer =
                    new Layer(new SimpleMatrix(new double[][] {{1, -1}}), new SimpleMatrix(1, 1), Activation.RELU);
            DataSet data = DataSet.of(new double[][] {{1 + digits * Math.ulp(1.0), 1}}, new double[][] {{2}});
            Truth truth = new Truth(Case.of(new Network(layer), Cost.HALF_SQUARED_ERROR, data));
            assertEquals(digits < 10 ? 1 : 0, truth.slope(1).strict().get(0), 1e-8);
        }
    }

    @Test
    void of_a_slope_from_a_is_four_roundings_of_a_and_of_a_linear_one_none() {
        Truth identity = new Truth(neuron(Activation.IDENTITY, Cost.HALF_SQUARED_ERROR, 0.5, 2));
        assertEquals(9 * EPSILON, identity.slope(1).textbook().get(0), 1e-20);
        Truth saturated = new Truth(neuron(Activation.SIGMOID, Cost.HALF_SQUARED_ERROR, 30, 2));
        assertEquals(4 * EPSILON, saturated.slope(1).textbook().get(0), 1e-20);
        Truth dead = new Truth(neuron(Activation.SIGMOID, Cost.HALF_SQUARED_ERROR, -30, 2));
        assertEquals(4 * EPSILON * Math.exp(-30), dead.slope(1).textbook().get(0), 1e-26);
        Truth own = new Truth(neuron(OWN, Cost.HALF_SQUARED_ERROR, -30, 2));
        assertEquals(4 * EPSILON, own.slope(1).textbook().get(0), 1e-20);
    }

    /** 1 − a is exact to 2⁻⁵⁴: from z = 38.12 on it is 0 for certain, and a quotient by it no number. */
    @Test
    void of_a_quotient_by_1_minus_a_grows_until_it_is_no_number() {
        for (double z : new double[] {20, 36, 38.1}) {
            double lost = delta(neuron(Activation.SIGMOID, Cost.CROSS_ENTROPY, z, 0))
                    .textbook()
                    .get(0);
            assertEquals(10 * EPSILON * Math.exp(z), lost, 1e-6 * lost + 1e-13, "z = " + z);
        }
        for (double z : new double[] {38.2, 100}) {
            double lost = delta(neuron(Activation.SIGMOID, Cost.CROSS_ENTROPY, z, 0))
                    .textbook()
                    .get(0);
            assertEquals(0, lost, 1e-14, "z = " + z);
        }
        assertEquals(
                0,
                delta(neuron(Activation.SIGMOID, Cost.CROSS_ENTROPY, 36, 1))
                        .textbook()
                        .get(0),
                1e-14);
    }

    /** 100.1 + 200.2 − 300.3 is 5.7e-14 from the left, and 0 from the right. */
    @Test
    void of_an_output_that_cancels_to_0_is_that_of_its_terms() {
        double[][] orders = {{100.1, 200.2, -300.3}, {-300.3, 200.2, 100.1}};
        DataSet data = DataSet.of(new double[][] {{1, 1, 1}}, new double[][] {{1}});
        for (double[] w : orders) {
            Layer layer = new Layer(new SimpleMatrix(new double[][] {w}), new SimpleMatrix(1, 1), Activation.IDENTITY);
            Network network = new Network(layer);
            NetworkCheck check = Check.on(network, Cost.HALF_SQUARED_ERROR, data);
            for (double a : new double[] {0, 5.7e-14}) {
                double[] gradient = {a - 1, a - 1, a - 1, a - 1};
                assertEquals(
                        Verdict.PASS,
                        check.gradient(Gradient.of(network, gradient)).verdict(),
                        a + " " + w[0]);
            }
        }
    }

    /** Nearer to ½ the cost is defined, beyond 1 it is not; of 1 − a only some digits are left. */
    @Test
    void of_a_cost_that_is_steep_at_its_end_is_asked_inside() {
        for (double z : new double[] {18, 30, 36}) {
            double lost = delta(neuron(OWN, Cost.CROSS_ENTROPY, z, 0)).strict().get(0) / (EPSILON * Math.exp(z));
            assertTrue(lost > 3 && lost < 50, z + ": " + lost);
        }
    }

    @Test
    void of_tiny_numbers_is_some_of_the_smallest_and_of_0_none() {
        Truth.Value tiny = delta(neuron(Activation.IDENTITY, Cost.HALF_SQUARED_ERROR, 1e-310, 0));
        assertEquals(10 * Double.MIN_VALUE, tiny.strict().get(0), Double.MIN_VALUE);
        assertEquals(10 * Double.MIN_NORMAL, tiny.textbook().get(0), 1e-5 * Double.MIN_NORMAL);
        Layer layer = new Layer(SimpleMatrix.filled(1, 2, 0.5), new SimpleMatrix(1, 1), Activation.SIGMOID);
        DataSet data = DataSet.of(new double[][] {{1, 0}}, new double[][] {{1}});
        Truth.Value w =
                new Truth(Case.of(new Network(layer), Cost.HALF_SQUARED_ERROR, data)).of(new Block(Equation.BP4, 1));
        assertEquals(0, w.strict().get(1));
        assertTrue(w.strict().get(0) > 0);
    }
}
