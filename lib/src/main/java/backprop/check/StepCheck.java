package backprop.check;

import backprop.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Judges a training step by the gradient that it used, (p − p′)/η. */
record StepCheck(Problem problem, double eta) {

    Report of(UnaryOperator<Network> step) {
        double[] before = problem.network().parameters();
        Network next;
        try {
            next = step.apply(NetworkCheck.copy(problem.network()));
        } catch (RuntimeException e) {
            return impossible("the step throws: " + e.getMessage());
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
        Report report = judged(used, 1);
        return report.verdict() == Verdict.FAIL ? explained(report, used) : report;
    }

    private static Report impossible(String finding) {
        return NetworkCheck.failed("step: impossible", "the next network", finding);
    }

    /** Judges the gradient that a step used, divided by a factor. */
    private Report judged(double[] used, double factor) {
        double[] divided = Arrays.stream(used).map(g -> g / factor).toArray();
        double rounding = 2 * Math.ulp(1.0) / Math.abs(eta * factor);
        return new NetworkCheck(problem, false, false).gradient(divided, false, rounding);
    }

    /** Puts a slip of the update first where one gives the same numbers. */
    private Report explained(Report report, double[] used) {
        List<String> reasons = new ArrayList<>(report.reasons());
        Optional<String> slip = slips().entrySet().stream()
                .filter(entry -> judged(used, entry.getKey()).verdict() != Verdict.FAIL)
                .map(Map.Entry::getValue)
                .findFirst();
        if (slip.isPresent()) {
            String either =
                    report.cause().map(cause -> slip.get() + ", or " + cause).orElse(slip.get());
            reasons.removeIf(Report::isCause);
            reasons.add(0, Report.reason(either));
        }
        reasons.add("The gradient is the one that the step used, (p − p′)/η"
                + (slip.isPresent() ? "." : ": a factor or sign in every block may be the update rule's own."));
        return new Report(report.title(), report.lines(), reasons, report.mismatches());
    }

    /** What an update may do to a right gradient: by which factor, and how it is called; for η = 1 the first name counts. */
    private Map<Double, String> slips() {
        Map<Double, String> slips = new LinkedHashMap<>();
        slips.putIfAbsent(-1.0, "the step adds η ∇C, which goes uphill");
        slips.putIfAbsent(1 / eta, "the step subtracts ∇C without η");
        slips.putIfAbsent(-1 / eta, "the step adds ∇C, without η and uphill");
        slips.putIfAbsent(eta, "the step multiplies by η twice");
        slips.putIfAbsent(1 / (eta * eta), "the step divides by η");
        return slips;
    }
}
