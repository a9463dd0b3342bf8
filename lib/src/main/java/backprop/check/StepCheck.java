package backprop.check;

import backprop.Gradient;
import backprop.Network;
import backprop.check.Report.Explanation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Judges a training step by the gradient that it used, (p − p′)/η. */
record StepCheck(Case problem, double eta) {
    Report of(UnaryOperator<Network> step) {
        double[] before = problem.network().parameters();
        Network next;
        try {
            next = step.apply(problem.network().withParameters(before));
        } catch (RuntimeException e) {
            return Report.thrown("step: impossible", "the next network", "the step", e);
        }
        if (next == null) {
            return impossible("is null");
        }
        double[] after = next.parameters();
        if (after.length != before.length) {
            return impossible("has " + after.length + " parameters, but must have " + before.length + ", as before");
        }
        double[] used = IntStream.range(0, before.length)
                .mapToDouble(i -> (before[i] - after[i]) / eta)
                .toArray();
        return judge(used, 1).report(explanation -> explained(explanation, slip(used)));
    }

    private static Report impossible(String finding) {
        return Report.failed("step: impossible", "the next network", finding);
    }

    /** Judges the gradient that a step used, divided by a factor. */
    private Judge judge(double[] used, double factor) {
        double[] divided = Arrays.stream(used).map(g -> g / factor).toArray();
        double rounding = 2 * Math.ulp(1.0) / Math.abs(eta * factor);
        return NetworkCheck.wholeGradient(problem, Gradient.of(problem.network(), divided), false, rounding);
    }

    /** What the update did to a right gradient, if that gives the same numbers. */
    private Optional<Cause> slip(double[] used) {
        return slips().entrySet().stream()
                .filter(entry -> judge(used, entry.getKey()).verdict() != Verdict.FAIL)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Explanation explained(Explanation ofGradient, Optional<Cause> slip) {
        List<List<Cause>> alternatives = new ArrayList<>(ofGradient.alternatives());
        boolean isAllThereIs = slip.isPresent() && alternatives.isEmpty(); // then no remark says that nothing is known
        slip.ifPresent(cause -> alternatives.add(0, List.of(cause)));
        return new Explanation(alternatives, isAllThereIs ? List.of() : ofGradient.remarks())
                .remark("The gradient is the one that the step used, (p − p′)/η"
                        + (slip.isPresent() ? "." : ": a factor or sign in every block may be the update rule's own."));
    }

    private static Cause update(String id, String what) {
        return new Cause("step: " + id, "the step " + what);
    }

    /** What an update may do to a right gradient, by the factor; for η = 1 the first counts. */
    private Map<Double, Cause> slips() {
        Map<Double, Cause> slips = new LinkedHashMap<>();
        slips.putIfAbsent(-1.0, update("+ for −", "adds η ∇C, which goes uphill"));
        slips.putIfAbsent(1 / eta, update("η missing", "subtracts ∇C without η"));
        slips.putIfAbsent(-1 / eta, update("+ for −, η missing", "adds ∇C, without η and uphill"));
        slips.putIfAbsent(eta, update("η twice", "multiplies by η twice"));
        slips.putIfAbsent(1 / (eta * eta), update("divided by η", "divides by η"));
        return slips;
    }
}
