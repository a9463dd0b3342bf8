package backprop.check;

import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.difference.Estimate;
import backprop.difference.FiniteDifference;
import backprop.difference.MatrixEstimate;
import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Where every check begins: type the formula you derived, and read whether it is right, and if not, why. */
public final class Check {
    private static final int POINTS = 121;

    private Check() {}

    /**
     * Judges a derivative of a function of one variable, against 6th-order differences at 121 points.
     *
     * @param f the function
     * @param derivative the formula derived by hand
     * @param from where the check begins
     * @param to where it ends, above from
     * @return the report
     */
    public static Report derivative(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double from, double to) {
        double[] points = grid(from, to, POINTS);
        List<Estimate> truth = Arrays.stream(points)
                .mapToObj(z -> FiniteDifference.SIXTH.at(f, z))
                .toList();
        double[] given = Arrays.stream(points).map(derivative).toArray();
        Differences judged = new Differences(given, truth, Precision.computed(List.of(new SimpleMatrix(given))));
        String range = "derivative on [" + Numbers.text(from) + ", " + Numbers.text(to) + "]";
        return judged.report(range, i -> "z = " + Numbers.text(points[i], 4), () -> judged.patternAt(points));
    }

    /**
     * Judges the gradient of any function of a vector, against 6th-order differences.
     *
     * @param f the function
     * @param gradient the formula derived by hand
     * @param p the point
     * @return the report
     */
    public static Report gradient(ToDoubleFunction<double[]> f, UnaryOperator<double[]> gradient, double... p) {
        double[] given = gradient.apply(p.clone());
        return gradient(f, given, p, Precision.computed(List.of(new SimpleMatrix(given))));
    }

    /**
     * Judges the gradient of any function of a vector, given as numbers. Those typed with a few digits are judged to the
     * digits given.
     *
     * @param f the function
     * @param gradient the numbers, one per entry of p
     * @param p the point
     * @return the report
     */
    public static Report gradient(ToDoubleFunction<double[]> f, double[] gradient, double... p) {
        return gradient(f, gradient, p, Precision.of(List.of(new SimpleMatrix(gradient))));
    }

    private static Report gradient(ToDoubleFunction<double[]> f, double[] given, double[] p, Precision precision) {
        if (given.length != p.length) {
            throw Require.broken("gradient", "be as long as p, " + p.length, given.length);
        }
        MatrixEstimate truth = FiniteDifference.SIXTH.estimates(f, p);
        Differences judged = new Differences(
                given, IntStream.range(0, p.length).mapToObj(truth::at).toList(), precision);
        return judged.report("gradient", i -> "entry [" + i + "]", judged::pattern);
    }

    static double[] grid(double from, double to, int points) {
        if (!(to > from) || !Double.isFinite(to - from)) {
            throw Require.broken("to", "be above from, " + from, to);
        }
        return IntStream.range(0, points)
                .mapToDouble(i -> from + (to - from) * i / (points - 1))
                .toArray();
    }

    /**
     * Begins a check of backpropagation on one's own network.
     *
     * @param network the network
     * @param cost the cost
     * @param data the examples
     * @return the check
     */
    public static NetworkCheck on(Network network, Cost cost, DataSet data) {
        return new NetworkCheck(Problem.of(network, cost, data), false, false);
    }

    /**
     * Begins a check on a network made so that mistakes show: sigmoid layers of sizes 3-5-4-2, no two alike, one example,
     * as in the notes' equations, and C = ½Σ(a−y)².
     *
     * @return the check
     */
    public static NetworkCheck standard() {
        return new NetworkCheck(Problem.standard(3, Cost.HALF_SQUARED_ERROR, 1), false, false);
    }
}
