package backprop.check;

import backprop.Activation;
import backprop.difference.Estimate;
import backprop.difference.FiniteDifference;
import backprop.difference.GradientEstimate;
import backprop.difference.NetworkDifference;
import backprop.text.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether the network itself can be trusted: a wrong derivative in it would make every answer look wrong. */
final class Soundness {
    /** How many times its error estimate a difference must be off before the library's own gradient is doubted. */
    private static final double CERTAIN = 100;

    private Soundness() {}

    /** The report of a network whose activations or cost have a wrong derivative, if they have. */
    static Optional<Report> fault(Problem problem) {
        return wrongSlope(problem).or(() -> wrongCostDerivative(problem));
    }

    /** An activation whose derivative is not its slope, as differences tell: then nothing else can be judged. */
    private static Optional<Report> wrongSlope(Problem problem) {
        for (int l = 1; l <= problem.depth(); l++) {
            Activation g = problem.network().layer(l).activation();
            double[] z = problem.z(l).getDDRM().data;
            double[] slopes = problem.slope(l, problem.z(l)).getDDRM().data;
            List<Estimate> truth = Arrays.stream(z)
                    .mapToObj(at -> FiniteDifference.SIXTH.at(g.function(), at))
                    .toList();
            OptionalInt wrong = new Differences(slopes, truth, Precision.computed(List.of())).firstWrong();
            if (wrong.isPresent()) {
                int i = wrong.getAsInt();
                String finding = "its derivative at z = " + Numbers.text(z[i], 4) + " is " + Numbers.text(slopes[i], 4)
                        + ", but its slope there is " + truth.get(i);
                Report.Line line = new Report.Line(Verdict.FAIL, "activation " + g + " of layer " + l, finding);
                return Optional.of(
                        new Report("the network itself: WRONG, so nothing else can be judged", List.of(line)));
            }
        }
        return Optional.empty();
    }

    /** A cost whose derivative is not its slope: then the gradient by BP1 to BP4 is not the one that differences give. */
    private static Optional<Report> wrongCostDerivative(Problem problem) {
        GradientEstimate truth = NetworkDifference.of(problem.network(), problem.cost(), problem.data())
                .gradient();
        double[] value = truth.value().vector();
        double[] error = truth.error().vector();
        double[] ours = problem.gradient().vector();
        for (int i = 0; i < ours.length; i++) {
            double off = Math.abs(ours[i] - value[i]);
            if (off > CERTAIN * error[i] && off > 1e-6 * Math.abs(ours[i])) {
                String finding = "its derivative is not its slope: it gives entry " + i + " of ∇C as "
                        + Numbers.text(ours[i], 4) + ", but differences give " + Numbers.text(value[i], 4);
                Report.Line line = new Report.Line(Verdict.FAIL, "cost " + problem.cost(), finding);
                return Optional.of(
                        new Report("the network itself: WRONG, so nothing else can be judged", List.of(line)));
            }
        }
        return Optional.empty();
    }
}
