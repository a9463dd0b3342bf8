package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Layer;
import backprop.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations and costs of a user's own, right and wrong, at every z that a network may have. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SoundnessTest {
    private static final double[] EVERYWHERE = {
        0, 1e-300, 1e-12, -1e-6, 0.3, -0.7, 1, -1, 2.5, -3, 5.67, -5.67, 8, -9, 15, -17, 25, -30, 36.5, -37, 45, -60,
        100, -300, 500, -708, 709, -732, 745, -800, 1e4, -1e6, 1e9
    };

    private static Activation g(String name, DoubleUnaryOperator g, DoubleUnaryOperator derivative) {
        return new Activation(name, g, derivative);
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double u(double z) {
        return 0.7978845608028654 * (z + 0.044715 * z * z * z);
    }

    private static double du(double z) {
        return 0.7978845608028654 * (1 + 3 * 0.044715 * z * z);
    }

    /** Φ by a series near 0 and by a fraction far from it, with the digits that takes. */
    private static double phi(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        if (Math.abs(z) > 6) {
            double tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / (Math.abs(z) + 1 / (Math.abs(z) + 2 * t));
            return z > 0 ? 1 - tail : tail;
        }
        double sum = z;
        double term = z;
        for (int k = 1; k < 120; k++) {
            term *= -z * z / (2 * k);
            sum += term / (2 * k + 1);
        }
        return 0.5 + sum / Math.sqrt(2 * Math.PI);
    }

    private static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    static List<Activation> right() {
        return List.of(
                g("my sigmoid", z -> sigmoid(z), z -> sigmoid(z) * (1 - sigmoid(z))),
                g(
                        "sigmoid by eᶻ",
                        z -> Math.exp(z) / (1 + Math.exp(z)),
                        z -> Math.exp(z) / Math.pow(1 + Math.exp(z), 2)),
                g("softplus, naive", z -> Math.log(1 + Math.exp(z)), z -> sigmoid(z)),
                g("tanh by exponentials", z -> 2 / (1 + Math.exp(-2 * z)) - 1, z -> 1 - Math.pow(Math.tanh(z), 2)),
                g(
                        "GELU by tanh",
                        z -> 0.5 * z * (1 + Math.tanh(u(z))),
                        z -> 0.5 * (1 + Math.tanh(u(z))) + 0.5 * z * (1 - Math.pow(Math.tanh(u(z)), 2)) * du(z)),
                g(
                        "GELU by a series of Φ, within ±6",
                        z -> Math.abs(z) > 6 ? Math.max(0, z) : z * phi(z),
                        z -> Math.abs(z) > 6 ? z > 0 ? 1 : 0 : phi(z) + z * density(z)),
                g("swish", z -> z * sigmoid(z), z -> sigmoid(z) + z * sigmoid(z) * (1 - sigmoid(z))),
                g("mish", z -> z * Math.tanh(Math.log(1 + Math.exp(z))), z -> {
                    double t = Math.tanh(Math.log(1 + Math.exp(z)));
                    return t + z * (1 - t * t) * sigmoid(z);
                }),
                g("sin", Math::sin, Math::cos),
                g("sin of a large multiple", z -> Math.sin(1e3 * z), z -> 1e3 * Math.cos(1e3 * z)),
                g("arctan", Math::atan, z -> 1 / (1 + z * z)),
                g("softsign", z -> z / (1 + Math.abs(z)), z -> 1 / Math.pow(1 + Math.abs(z), 2)),
                g("Gauss", z -> Math.exp(-z * z), z -> -2 * z * Math.exp(-z * z)),
                g("hard tanh", z -> Math.max(-1, Math.min(1, z)), z -> Math.abs(z) < 1 ? 1 : 0),
                g("ReLU6", z -> Math.max(0, Math.min(6, z)), z -> z > 0 && z < 6 ? 1 : 0),
                g("leaky", z -> Math.max(0.01 * z, z), z -> z > 0 ? 1 : 0.01),
                g("ELU", z -> z > 0 ? z : Math.exp(z) - 1, z -> z > 0 ? 1 : Math.exp(z)),
                g("square", z -> z * z, z -> 2 * z),
                g("cube, scaled", z -> 1e-9 * z * z * z, z -> 3e-9 * z * z),
                g("exp", Math::exp, Math::exp),
                g("ln(1 + z²)", z -> Math.log(1 + z * z), z -> 2 * z / (1 + z * z)),
                g(
                        "sinc",
                        z -> z == 0 ? 1 : Math.sin(z) / z,
                        z -> z == 0 ? 0 : (z * Math.cos(z) - Math.sin(z)) / (z * z)),
                g("a step", z -> z > 0 ? 1 : 0, z -> 0),
                g("|z|", Math::abs, Math::signum));
    }

    static List<Activation> wrong() {
        return List.of(
                g("σ′ = σ", z -> sigmoid(z), z -> sigmoid(z)),
                g("σ′ of σ(z)", z -> sigmoid(z), z -> sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z)))),
                g("σ′ as a function of a", z -> sigmoid(z), z -> z * (1 - z)),
                g("softplus′ = 1 − σ", z -> Math.log(1 + Math.exp(z)), z -> 1 - sigmoid(z)),
                g("tanh′ = 1 − tanh", Math::tanh, z -> 1 - Math.tanh(z)),
                g(
                        "GELU without its second term",
                        z -> 0.5 * z * (1 + Math.tanh(u(z))),
                        z -> 0.5 * (1 + Math.tanh(u(z)))),
                g("swish′ = σ", z -> z * sigmoid(z), z -> sigmoid(z)),
                g("sin′ = −cos", Math::sin, z -> -Math.cos(z)),
                g("sin′ without the inner derivative", z -> Math.sin(1e3 * z), z -> Math.cos(1e3 * z)),
                g("leaky with another slope", z -> Math.max(0.01 * z, z), z -> z > 0 ? 1 : 0.1),
                g("hard tanh, flat nowhere", z -> Math.max(-1, Math.min(1, z)), z -> 1),
                g("ELU′ = ELU", z -> z > 0 ? z : Math.exp(z) - 1, z -> z > 0 ? 1 : Math.exp(z) - 1),
                g("z²′ = z", z -> z * z, z -> z),
                g("exp′ = z exp", Math::exp, z -> z * Math.exp(z - 1)),
                g("Gauss without its factor", z -> Math.exp(-z * z), z -> -z * Math.exp(-z * z)),
                g("slightly", z -> z * z, z -> 2 * z * (1 + 1e-6)));
    }

    /** A layer of neurons with these z. */
    private static Optional<Report> fault(Activation g, double... z) {
        Layer first = new Layer(new SimpleMatrix(z.length, 1), new SimpleMatrix(z), g);
        Layer last = new Layer(new SimpleMatrix(1, z.length), new SimpleMatrix(1, 1), Activation.SIGMOID);
        DataSet data = DataSet.of(new double[][] {{1}}, new double[][] {{0}});
        return Soundness.fault(Case.of(new Network(first, last), Cost.HALF_SQUARED_ERROR, data));
    }

    /** Wrong by a half at a place, and right again eight times as far off as it reaches. */
    private static Activation wrongNear(double z, double reach) {
        return g("wrong", v -> v, v -> 1 + 0.5 * Math.exp(-(v - z) / reach * (v - z) / reach));
    }

    @Test
    void is_wrong_if_it_is_so_a_256th_to_either_side_too() {
        for (double z : new double[] {0, 1, -1000}) {
            double apart = 0x1p-8 * Math.max(1, Math.abs(z));
            assertTrue(fault(wrongNear(z, apart), z).isPresent(), "z = " + z);
            assertTrue(fault(wrongNear(z, apart / 8), z).isEmpty(), "z = " + z);
            assertTrue(fault(wrongNear(z + apart, apart / 4), z).isEmpty(), "z = " + z);
            assertTrue(fault(wrongNear(z - apart, apart / 4), z).isEmpty(), "z = " + z);
        }
        String told = fault(wrongNear(1, 5), 1).orElseThrow().toString();
        assertTrue(told.contains("at z = 1 is 1.5, but its slope there is 1"), told);
    }

    @Test
    void at_a_kink_is_told_with_neuron_and_example_counted_from_0_or_1() {
        SimpleMatrix w = new SimpleMatrix(new double[][] {{1, 2}, {-3, 1}});
        Network network = new Network(new Layer(w, new SimpleMatrix(2, 1), Activation.RELU));
        DataSet data = DataSet.of(new double[][] {{1, 2}, {0, 0}, {3, 1}}, new double[][] {{1, 0}, {0, 1}, {1, 1}});
        Case c = Case.of(network, Cost.HALF_SQUARED_ERROR, data);
        for (int first : new int[] {0, 1}) {
            List<String> kinks = Soundness.kinks(c, first);
            assertEquals(2, kinks.size());
            for (int neuron = 0; neuron < 2; neuron++) {
                String place =
                        "Neuron " + (neuron + first) + " of layer 1 in example " + (1 + first) + " stands at a kink";
                assertTrue(kinks.get(neuron).startsWith(place), kinks.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2e-6, 0, 1", "5e-7, 0, 0", "1, 0.005, 1", "1, 0.02, 0"})
    void is_at_a_kink_if_it_jumps_a_millionth_and_is_quiet_beside(double jump, double beside, int kinks) {
        double near = 4 * Double.MIN_NORMAL;
        for (double size : new double[] {1e-3, 1, 1e3}) {
            Activation g = g(
                    "bent", v -> Math.max(0, v), v -> v < 0 ? size : size * (1 + jump * (1 + beside * (v / near - 1))));
            assertEquals(kinks, kinks(g, 0).size(), "size " + size);
        }
    }

    private static List<String> kinks(Activation g, double... z) {
        Layer layer = new Layer(new SimpleMatrix(z.length, 1), new SimpleMatrix(z), g);
        DataSet data = DataSet.of(new double[][] {{1}}, new double[][] {new double[z.length]});
        return Soundness.kinks(Case.of(new Network(layer), Cost.HALF_SQUARED_ERROR, data), 0);
    }

    static int rights() {
        return right().size() * EVERYWHERE.length;
    }

    /** How many times a right activation is accused, at one z. */
    static long rightAccused() {
        return right().stream()
                .mapToLong(g -> Arrays.stream(EVERYWHERE)
                        .filter(z -> fault(g, z).isPresent())
                        .count())
                .sum();
    }

    static int wrongs() {
        return wrong().size();
    }

    /** How many wrong activations pass on neurons everywhere. */
    static long wrongPassed() {
        return wrong().stream()
                .filter(g -> fault(g, -2.3, -0.4, 0.9, 1.7).isEmpty())
                .count();
    }

    @ParameterizedTest
    @MethodSource
    void right(Activation g) {
        for (double z : EVERYWHERE) {
            assertEquals(Optional.empty(), fault(g, z).map(Report::toString), g + " at " + z);
        }
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Activation g) {
        String report = fault(g, -2.3, -0.4, 0.9, 1.7).map(Report::toString).orElse(g + " passes");
        assertTrue(report.contains("activation " + g + " of layer 1"), report);
    }

    @Test
    void a_cost_that_refuses_values_beyond_its_domain_is_sound() {
        Cost own = new Cost(
                "−ln a",
                (a, y) -> {
                    if (a <= 0 || a > 1) {
                        throw new IllegalArgumentException("a must be in (0, 1], but was " + a);
                    }
                    return -Math.log(a);
                },
                (a, y) -> -1 / a);
        DataSet data = DataSet.of(new double[][] {{1}}, new double[][] {{0}});
        for (double b : new double[] {-700, -40, 0, 20, 36, 40}) {
            Layer layer = new Layer(new SimpleMatrix(1, 1), new SimpleMatrix(new double[] {b}), Activation.SIGMOID);
            assertEquals(Optional.empty(), Soundness.fault(Case.of(new Network(layer), own, data)));
        }
    }

    @Test
    void a_neuron_on_a_kink_is_found_wherever_the_kink_is() {
        Activation hard = right().get(13);
        assertEquals(
                List.of(
                        "Neuron 1 of layer 1 stands at a kink, z = 1: any slope from 1 to 0 is accepted.",
                        "Neuron 2 of layer 1 stands at a kink, z = -1: any slope from 0 to 1 is accepted."),
                kinks(hard, 0, 1, -1, 1 + 1e-12, 0.9));
        assertEquals(
                List.of("Neuron 0 of layer 1 stands at a kink, z = 6: any slope from 1 to 0 is accepted."),
                kinks(right().get(14), 6, 6.001));
        assertEquals(
                List.of("Neuron 0 of layer 1 stands at a kink, z = 0: any slope from 0.01 to 1 is accepted."),
                kinks(right().get(15), 0, 1e-300));
    }

    @Test
    void no_kink_is_seen_on_a_smooth_activation() {
        for (Activation g : right().subList(0, 13)) {
            assertEquals(List.of(), kinks(g, EVERYWHERE), g.name());
        }
    }
}
