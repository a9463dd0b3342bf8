package backprop.check;

import static backprop.check.Comparison.numbers;

import backprop.Activation;
import backprop.Cost;
import backprop.difference.Estimate;
import backprop.difference.FiniteDifference;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Whether the network itself can be trusted: a wrong derivative in an activation or a cost of the user's would make every
 * answer look wrong. Each is held against differences of its own function, entry by entry.
 */
final class Soundness {
    private static final Set<Activation> OURS = Set.of(
            Activation.SIGMOID,
            Activation.TANH,
            Activation.RELU,
            Activation.SOFTPLUS,
            Activation.IDENTITY,
            Activation.SOFTMAX);
    private static final Set<Cost> OUR_COSTS =
            Set.of(Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR, Cost.CROSS_ENTROPY, Cost.CATEGORICAL_CROSS_ENTROPY);

    private Soundness() {}

    /** The report of a network whose activations or cost have a wrong derivative, if they have. */
    static Optional<Report> fault(Case c) {
        return IntStream.rangeClosed(1, c.depth())
                .filter(l -> !OURS.contains(c.g(l)))
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
        PerEntry value = (i, at) -> {
            try {
                return cost.value().applyAsDouble(at, y.get(i));
            } catch (IllegalArgumentException outside) { // its domain, where a difference looks too
                return Double.NaN;
            }
        };
        return firstWrong(numbers(a), value, (i, at) -> cost.derivative().applyAsDouble(at, y.get(i)), "a")
                .map(finding -> fault("cost " + cost, "its derivative " + finding));
    }

    private interface PerEntry {
        double of(int entry, double at);
    }

    private static Optional<String> firstWrong(double[] points, PerEntry f, PerEntry derivative, String letter) {
        double[] slopes = new double[points.length];
        List<Estimate> truth = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            int entry = i;
            slopes[i] = derivative.of(i, points[i]);
            truth.add(FiniteDifference.SIXTH.at(at -> f.of(entry, at), points[i]));
        }
        Comparison compared = Comparison.withEstimates(slopes, truth, Precision.computed(List.of()));
        return IntStream.of(compared.indices(Verdict.FAIL))
                .mapToObj(i -> "at " + letter + " = " + Numbers.text(points[i], 4) + " is " + Numbers.text(slopes[i], 4)
                        + ", but its slope there is " + truth.get(i))
                .findFirst();
    }

    private static Report fault(String what, String finding) {
        return Report.failed("the network itself: WRONG, so nothing else can be judged", what, finding);
    }

    /** A sentence for each neuron that stands at a kink at z = 0: its slope may be any number between two. */
    static List<String> kinks(Case c) {
        List<String> kinks = new ArrayList<>();
        for (int l = 1; l <= c.depth() && !c.g(l).isSoftmax(); l++) {
            DoubleUnaryOperator slope = c.g(l).derivative();
            for (int i = 0; i < c.z(l).getNumElements(); i++) {
                double z = c.z(l).get(i);
                double left = slope.applyAsDouble(z - Double.MIN_NORMAL);
                if (Math.abs(slope.applyAsDouble(z + Double.MIN_NORMAL) - left) > 1e-6) {
                    String example = c.examples() == 1 ? "" : " in example " + i % c.examples();
                    kinks.add("Neuron " + i / c.examples() + " of layer " + l + example + " stands at a kink, z = "
                            + Numbers.text(z) + ": any slope from " + Numbers.text(slope.applyAsDouble(z - 1e-9))
                            + " to " + Numbers.text(slope.applyAsDouble(z + 1e-9)) + " is accepted.");
                }
            }
        }
        return kinks;
    }
}
