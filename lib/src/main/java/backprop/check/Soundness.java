package backprop.check;

import backprop.Activation;
import backprop.Cost;
import backprop.difference.Estimate;
import backprop.difference.FiniteDifference;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Whether the network itself can be trusted: a wrong derivative in an activation or a cost of the user's would make every
 * answer look wrong. Each is held against differences of its own function, entry by entry.
 */
final class Soundness {
    private static final Set<Activation> OURS =
            Set.of(Activation.SIGMOID, Activation.TANH, Activation.RELU, Activation.SOFTPLUS, Activation.IDENTITY);
    private static final Set<Cost> OUR_COSTS = Set.of(Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR, Cost.CROSS_ENTROPY);

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
        double[] at = Comparison.numbers(z);
        double[] slopes = Comparison.numbers(g.derivative(z));
        List<Estimate> truth = new ArrayList<>();
        for (double point : at) {
            truth.add(FiniteDifference.SIXTH.at(g.function(), point));
        }
        return firstWrong(slopes, truth).stream()
                .mapToObj(i -> fault(
                        "activation " + g + " of layer " + l,
                        "its derivative at z = " + Numbers.text(at[i], 4) + " is " + Numbers.text(slopes[i], 4)
                                + ", but its slope there is " + truth.get(i)))
                .findFirst();
    }

    private static Optional<Report> wrongSlope(Cost cost, SimpleMatrix a, SimpleMatrix y) {
        double[] at = Comparison.numbers(a);
        double[] slopes = new double[at.length];
        List<Estimate> truth = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            double target = y.get(i);
            slopes[i] = cost.derivative().applyAsDouble(at[i], target);
            truth.add(
                    FiniteDifference.SIXTH.at(undefinedOutside(v -> cost.value().applyAsDouble(v, target)), at[i]));
        }
        return firstWrong(slopes, truth).stream()
                .mapToObj(i -> fault(
                        "cost " + cost,
                        "its derivative is not its slope: at a = " + Numbers.text(at[i], 4) + ", y = "
                                + Numbers.text(y.get(i), 4) + " it is " + Numbers.text(slopes[i], 4)
                                + ", but the slope there is " + truth.get(i)))
                .findFirst();
    }

    /** A cost may refuse a value beyond its domain, which a difference tries. */
    private static DoubleUnaryOperator undefinedOutside(DoubleUnaryOperator f) {
        return v -> {
            try {
                return f.applyAsDouble(v);
            } catch (IllegalArgumentException outside) {
                return Double.NaN;
            }
        };
    }

    private static OptionalInt firstWrong(double[] slopes, List<Estimate> truth) {
        Comparison compared = Comparison.withEstimates(slopes, truth, Precision.computed(List.of()));
        return IntStream.of(compared.indices(Verdict.FAIL)).findFirst();
    }

    private static Report fault(String what, String finding) {
        return Report.failed("the network itself: WRONG, so nothing else can be judged", what, finding);
    }

    /** A sentence for each neuron that stands at a kink, so that its slope may be any number between two. */
    static List<String> kinks(Case c) {
        List<String> kinks = new ArrayList<>();
        for (int l = 1; l <= c.depth(); l++) {
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
