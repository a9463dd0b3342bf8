package backprop;

import backprop.internal.DoubleList;
import backprop.internal.LongRun;
import backprop.internal.Outcome;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Gradient descent, p ← p − η∇C(p): on any function of a vector, or, as {@code backprop.training.Training}, of a network. */
public final class GradientDescent {
    private static final int MOST_STEPS = 10_000_000;

    private GradientDescent() {}

    /**
     * Returns p − η∇C(p), one step of gradient descent.
     *
     * @param gradient ∇C(p), as long as p
     * @param eta η, the learning rate, positive
     */
    public static double[] step(double[] p, double[] gradient, double eta) {
        Require.positive("eta", eta);
        Require.sameLength("gradient", gradient, "p", p);
        double[] next = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            next[i] = p[i] - eta * gradient[i];
        }
        return next;
    }

    /** Walks downhill, as the other {@code minimize} does, until the number of steps is reached. */
    public static Descent minimize(
            ToDoubleFunction<double[]> cost, UnaryOperator<double[]> gradient, double[] start, double eta, int steps) {
        return minimize(cost, gradient, start, eta, steps, history -> false);
    }

    /**
     * Walks downhill until the number of steps is reached or a rule says stop. An interrupt of the thread, and a cost or
     * a point that is no longer finite, end it too; the result then holds all finite steps and says what happened.
     *
     * @param eta η, the learning rate, positive
     * @param start one entry or more, finite
     * @param steps the most steps, 0 to {@value #MOST_STEPS}: the point after each is kept
     * @param stop asked after every step, such as {@code history -> history.cost() < 1e-6}
     */
    public static Descent minimize(
            ToDoubleFunction<double[]> cost,
            UnaryOperator<double[]> gradient,
            double[] start,
            double eta,
            int steps,
            Predicate<History> stop) {
        Require.given("cost", cost);
        Require.given("gradient", gradient);
        Require.point("start", start);
        Require.positive("eta", eta);
        Require.range("steps", "be", 0, MOST_STEPS, steps);
        Require.given("stop", stop);
        double first = cost.applyAsDouble(start.clone());
        Require.that(Double.isFinite(first), "the cost at start", "be finite", first);
        List<double[]> points = new ArrayList<>(List.of(start.clone()));
        DoubleList costs = DoubleList.of("costs", List.of(first));
        String outcome = "done";
        try (LongRun run = LongRun.of("steps", steps)) {
            for (int n = 1; n <= steps; n++) {
                run.at(n - 1);
                if (Thread.currentThread().isInterrupted()) {
                    outcome = "interrupted after step " + (n - 1);
                    break;
                }
                double[] p = points.get(n - 1);
                double[] next = step(p, gradient.apply(p.clone()), eta);
                double value = cost.applyAsDouble(next.clone());
                if (!allFinite(next) || !Double.isFinite(value)) {
                    outcome = Outcome.diverged("step " + n, eta);
                    break;
                }
                points.add(next);
                costs = costs.plus(value);
                if (stop.test(history(eta, costs, "running"))) {
                    outcome = "stopped by its rule";
                    break;
                }
            }
        }
        return new Descent(points, history(eta, costs, outcome));
    }

    private static History history(double eta, List<Double> costs, String outcome) {
        return new History(Outcome.label(eta), "step", costs, Map.of(), outcome);
    }

    static boolean allFinite(double[] p) {
        return Arrays.stream(p).allMatch(Double::isFinite);
    }
}
