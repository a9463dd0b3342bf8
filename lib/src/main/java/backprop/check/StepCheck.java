package backprop.check;

import backprop.Gradient;
import backprop.Network;
import backprop.check.Judge.Passage;
import backprop.internal.LongRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Judges a training step p′ = p + μv − η∇C by the gradient that it used, (p + μv − p′)/η.
 *
 * @param momentum μ, 0 for none
 * @param velocity v, as long as p
 */
record StepCheck(Case problem, double eta, double momentum, double[] velocity) {
    private static final String TOO_SMALL = "the step is smaller than a rounding of the weights; try a larger η";

    Report of(UnaryOperator<Network> step) {
        double[] before = problem.network().parameters();
        Network next;
        try {
            Network network = problem.network().withParameters(before);
            next = LongRun.ofUser(() -> step.apply(network));
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
        Scope scope = Scope.wholeGradient(problem).titled("step");
        List<SimpleMatrix> used = blocks(scope, i -> (before[i] - after[i] + momentum * velocity[i]) / eta);
        double rounding = 2 * Math.ulp(1.0) / eta;
        Passage passage = new Passage(
                blocks(scope, i -> rounding * (Math.abs(before[i]) + Math.abs(momentum * velocity[i]))), TOO_SMALL);
        List<Hypothesis> slips = slips(scope);
        return new Judge(problem, scope, used, false, passage).report(slips, of -> explained(of, slips));
    }

    private static Report impossible(String finding) {
        return Report.failed("step: impossible", "the next network", finding);
    }

    private List<SimpleMatrix> blocks(Scope scope, IntToDoubleFunction ofParameter) {
        double[] vector =
                IntStream.range(0, velocity.length).mapToDouble(ofParameter).toArray();
        return scope.of(Gradient.of(problem.network(), vector));
    }

    private Explanation explained(Explanation ofGradient, List<Hypothesis> slips) {
        boolean isSlip = slips.stream().map(Hypothesis::causes).anyMatch(ofGradient.alternatives()::contains);
        String how = momentum == 0 ? "(p − p′)/η" : "(p + μv − p′)/η";
        return ofGradient.remark("The gradient is the one that the step used, " + how
                + (isSlip ? "." : ": a factor or sign in every block may be the update rule's own."));
    }

    private static Cause update(String id, String what) {
        return new Cause("step: " + id, "the step " + what);
    }

    /** What an update may do to a right gradient. */
    private List<Hypothesis> slips(Scope scope) {
        Answer right = Answer.right(scope, problem);
        List<Hypothesis> slips = new ArrayList<>();
        factors().forEach((factor, cause) -> slips.add(Hypothesis.of(right, List.of(scaled(factor, cause)))));
        if (momentum != 0) {
            slips.add(moved(scope, right, momentum - 1, update("μ missing", "adds v without μ")));
            slips.add(moved(scope, right, 2 * momentum, update("− for + before μv", "subtracts μv")));
            slips.add(moved(scope, right, momentum, update("v forgotten", "leaves out μv")));
        }
        return slips;
    }

    /** By the factor; for η = 1 the first counts. */
    private Map<Double, Cause> factors() {
        Map<Double, Cause> slips = new LinkedHashMap<>();
        slips.putIfAbsent(-1.0, update("+ for −", "adds η ∇C, which goes uphill"));
        slips.putIfAbsent(1 / eta, update("η missing", "subtracts ∇C without η"));
        slips.putIfAbsent(-1 / eta, update("+ for −, η missing", "adds ∇C, without η and uphill"));
        slips.putIfAbsent(eta, update("η twice", "multiplies by η twice"));
        slips.putIfAbsent(1 / (eta * eta), update("divided by η", "divides by η"));
        slips.putIfAbsent(0.0, update("∇C forgotten", "leaves out η∇C"));
        return slips;
    }

    /** What scales every number does what a factor in BP1 would do, and has no more to speak for it. */
    private Change scaled(double factor, Cause cause) {
        Block output = new Block(Equation.BP1, problem.depth());
        return new Change(
                cause,
                Equation.BP1,
                Set.of(problem.depth()),
                0,
                false,
                rules -> rules.then(output, (c, l, delta) -> delta.scale(factor)));
    }

    /** The gradient that is used if so much of v too much is taken for it. */
    private Hypothesis moved(Scope scope, Answer right, double share, Cause cause) {
        List<SimpleMatrix> more = blocks(scope, i -> share * velocity[i] / eta);
        return Hypothesis.of(
                cause,
                IntStream.range(0, more.size())
                        .mapToObj(block -> right.get(block).plus(more.get(block)))
                        .toList());
    }
}
