package backprop.check;

import static backprop.check.Comparison.numbers;

import backprop.Activation;
import backprop.Cost;
import backprop.difference.Confirmed;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Whether the network itself can be trusted: a wrong derivative in an activation or a cost of the user's would make every
 * answer look wrong. Each is held against differences of its own function, entry by entry.
 */
final class Soundness {
    private static final Set<Cost> OUR_COSTS =
            Set.of(Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR, Cost.CROSS_ENTROPY, Cost.CATEGORICAL_CROSS_ENTROPY);

    /** How far apart, as a share of z, a derivative must be wrong to be called so. */
    private static final double APART = 0x1p-8;

    /** How many last digits of z a kink may be away. */
    private static final int NEAR = 4;

    private static final double JUMP = 1e-6;
    private static final double QUIET = 0.01;

    private Soundness() {}

    /** The report of a network whose activations or cost have a wrong derivative, if they have. */
    static Optional<Report> fault(Case c) {
        return IntStream.rangeClosed(1, c.depth())
                .filter(l -> !Activation.ALL.contains(c.g(l)))
                .mapToObj(l -> wrongSlope(c.g(l), l, c.z(l)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> OUR_COSTS.stream()
                                .anyMatch(ours -> ours.mean().equals(c.cost().mean()))
                        ? Optional.empty()
                        : wrongSlope(c.cost(), c.a(c.depth()), c.data().y()));
    }

    private static Optional<Report> wrongSlope(Activation g, int l, SimpleMatrix z) {
        return firstWrong(numbers(z), (i, at) -> g.of(at), (i, at) -> g.derivative(at), "z")
                .map(finding -> fault("activation " + g + " of layer " + l, "its derivative " + finding));
    }

    private static Optional<Report> wrongSlope(Cost cost, SimpleMatrix a, SimpleMatrix y) {
        return firstWrong(
                        numbers(a),
                        (i, at) -> cost.value().applyAsDouble(at, y.get(i)),
                        (i, at) -> cost.derivative().applyAsDouble(at, y.get(i)),
                        "a")
                .map(finding -> fault("cost " + cost, "its derivative " + finding));
    }

    private interface PerEntry {
        double of(int entry, double at);
    }

    /** The first entry whose derivative is wrong there and a little to either side. */
    private static Optional<String> firstWrong(double[] points, PerEntry f, PerEntry derivative, String letter) {
        return IntStream.range(0, points.length)
                .filter(i -> Stream.of(points[i], points[i] - apart(points[i]), points[i] + apart(points[i]))
                        .allMatch(z -> slope(f, derivative, i, z).finding() == Finding.DIFFERENT))
                .mapToObj(i -> "at " + letter + " = " + Numbers.text(points[i], 4) + " is "
                        + Numbers.text(derivative.of(i, points[i]), 4) + ", but its slope there is "
                        + Confirmed.first(Defined.inOne(at -> f.of(i, at)), points[i]))
                .findFirst();
    }

    private static Match slope(PerEntry f, PerEntry derivative, int entry, double z) {
        DoubleUnaryOperator value = Defined.inOne(at -> f.of(entry, at));
        return Match.slope(value, Defined.inOne(at -> derivative.of(entry, at)), z);
    }

    private static double apart(double z) {
        return APART * (z == 0 ? 1 : Math.abs(z));
    }

    private static Report fault(String what, String finding) {
        return Report.failed("the network itself: WRONG, so nothing else can be judged", what, finding);
    }

    /** A sentence for each neuron, counted from {@code first}, that stands at a kink, where its slope may be any between two. */
    static List<String> kinks(Case c, int first) {
        List<String> kinks = new ArrayList<>();
        for (int l = 1; l <= c.depth() && !c.g(l).isSoftmax(); l++) {
            for (int i = 0; i < c.z(l).getNumElements(); i++) {
                double z = c.z(l).get(i);
                double[] slopes = slopesBeside(c.g(l).derivative(), z);
                if (isKink(slopes)) {
                    String example = c.examples() == 1 ? "" : " in example " + (i % c.examples() + first);
                    kinks.add("Neuron " + (i / c.examples() + first) + " of layer " + l + example
                            + " stands at a kink, z = "
                            + Numbers.text(z) + ": any slope from " + Numbers.text(slopes[1])
                            + " to " + Numbers.text(slopes[2]) + " is accepted.");
                }
            }
        }
        return kinks;
    }

    /** g′ at two places to the left of z and at two to the right, as far from it as rounding may have moved z. */
    private static double[] slopesBeside(DoubleUnaryOperator derivative, double z) {
        double near = NEAR * Math.max(Math.ulp(z), Double.MIN_NORMAL);
        return DoubleStream.of(z - 2 * near, z - near, z + near, z + 2 * near)
                .map(derivative)
                .toArray();
    }

    /** Whether g′ jumps at z, by far more than it changes on either side. */
    private static boolean isKink(double[] slopes) {
        double jump = Math.abs(slopes[2] - slopes[1]);
        double beside = Math.max(Math.abs(slopes[1] - slopes[0]), Math.abs(slopes[3] - slopes[2]));
        return jump > JUMP * Math.max(Math.abs(slopes[1]), Math.abs(slopes[2])) && beside <= QUIET * jump;
    }
}
