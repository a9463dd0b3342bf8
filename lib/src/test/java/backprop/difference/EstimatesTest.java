package backprop.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.Network;
import backprop.Sigmoid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the errors that {@link FiniteDifference} estimates are honest, and how large the true ones are. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EstimatesTest {
    /** An estimate beside the true error; rounding of the truth itself is no one's error. */
    private record Judged(Estimate estimate, double truth) {
        double error() {
            return Math.max(0, Math.abs(estimate.value() - truth) - 1e-15 * Math.abs(truth));
        }

        double relative() {
            return Math.abs(estimate.value() - truth) / Math.abs(truth);
        }
    }

    private record Curve(DoubleUnaryOperator f, double x, double slope) {}

    private record Problem(Network network, Cost cost, DataSet data) {
        double[] truth() {
            return cost.formula().equals(Cost.CROSS_ENTROPY.formula())
                    ? crossEntropyTruth(this)
                    : Dual.gradient(network, cost, data);
        }

        List<Judged> judged(FiniteDifference method) {
            MatrixEstimate estimates =
                    method.estimates(p -> cost.of(network.withParameters(p), data), network.parameters());
            double[] truth = truth();
            List<Judged> judged = new ArrayList<>();
            for (int i = 0; i < truth.length; i++) {
                judged.add(new Judged(estimates.at(i), truth[i]));
            }
            return judged;
        }
    }

    /** With a sigmoid output δᴸ is a − y exactly; the cost's own derivative loses digits in 1 − a. */
    private static double[] crossEntropyTruth(Problem p) {
        ForwardPass pass = p.network.forward(p.data.x());
        SimpleMatrix two = pass.output().minus(p.data.y()).divide(p.data.size());
        SimpleMatrix one = Backprop.hiddenError(p.network.w(2), two, pass.z(1), Activation.SIGMOID);
        return new Gradient(
                        List.of(Backprop.weightGradient(one, pass.a(0)), Backprop.weightGradient(two, pass.a(1))),
                        List.of(Backprop.biasGradient(one), Backprop.biasGradient(two)))
                .vector();
    }

    private static List<Curve> curves() {
        Random random = new Random(7);
        List<Curve> curves = new ArrayList<>();
        for (int n = 0; n < 3000; n++) {
            double s = StrictMath.pow(10, random.nextInt(13) - 6);
            double t = StrictMath.pow(10, random.nextInt(5) - 2);
            double x = (random.nextDouble() * 12 - 6) / t;
            double c = random.nextGaussian();
            double[] q = random.doubles(7, -1, 1).toArray();
            double sharp = t * t * t;
            double near = c * StrictMath.pow(10, -random.nextInt(9));
            curves.add(new Curve(z -> s * Sigmoid.of(t * z), x, s * t * Sigmoid.derivative(t * x)));
            curves.add(
                    new Curve(z -> s * StrictMath.tanh(t * z + c), x, s * t * 4 * Sigmoid.derivative(2 * (t * x + c))));
            curves.add(new Curve(z -> s * StrictMath.exp(t * z), x, s * t * StrictMath.exp(t * x)));
            curves.add(new Curve(z -> s * StrictMath.sin(t * z) + c * s, x, s * t * StrictMath.cos(t * x)));
            curves.add(new Curve(Activation.SOFTPLUS.function(), t * x, Sigmoid.of(t * x)));
            curves.add(new Curve(z -> s * polynomial(q, z), t * x, s * slope(q, t * x)));
            curves.add(new Curve(z -> Sigmoid.of(sharp * z), c / sharp, sharp * Sigmoid.derivative(c)));
            curves.add(new Curve(
                    z -> s * StrictMath.pow(Sigmoid.of(z) - 0.5, 2),
                    near,
                    s * StrictMath.tanh(near / 2) * Sigmoid.derivative(near)));
        }
        return curves;
    }

    private static double polynomial(double[] q, double x) {
        return Arrays.stream(q).reduce(0, (sum, c) -> sum * x + c);
    }

    private static double slope(double[] q, double x) {
        double value = 0;
        double slope = 0;
        for (double c : q) {
            slope = slope * x + value;
            value = value * x + c;
        }
        return slope;
    }

    private static List<Problem> problems() {
        Random random = new Random(3);
        List<Problem> problems = new ArrayList<>();
        for (int seed = 0; seed < 200; seed++) {
            Network n = Network.of(3, 4, 2).random(seed);
            DataSet d = new DataSet(
                    SimpleMatrix.random_DDRM(3, 2, -1, 1, random), SimpleMatrix.random_DDRM(2, 2, 0, 1, random));
            double s = StrictMath.pow(10, random.nextInt(13) - 6);
            DataSet scaled = new DataSet(d.x().scale(s), d.y());
            problems.add(new Problem(n, Cost.HALF_SQUARED_ERROR, d));
            problems.add(new Problem(n.with(Activation.TANH), Cost.SQUARED_ERROR.mean(), d));
            problems.add(new Problem(Network.of(3, 4, 2).random(seed, 3), Cost.CROSS_ENTROPY.mean(), d));
            problems.add(new Problem(n, Cost.SQUARED_ERROR, scaled));
            problems.add(new Problem(
                    n.with(Activation.TANH, Activation.IDENTITY),
                    Cost.SQUARED_ERROR,
                    new DataSet(scaled.x(), d.y().scale(s))));
            problems.add(
                    new Problem(n.with(Activation.SOFTPLUS, Activation.IDENTITY), Cost.HALF_SQUARED_ERROR, scaled));
        }
        return problems;
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /**
     * What the estimates of many derivatives are worth: how many there are, what share of the truths lies outside the error
     * and outside ten times the error, how many errors are infinite, and how many times too large the error is, typically.
     */
    record Honesty(int derivatives, double outside, double far, long infinite, double tooLarge) {
        static Honesty of(FiniteDifference method) {
            List<Judged> all = new ArrayList<>();
            curves().forEach(c -> all.add(new Judged(method.at(c.f, c.x), c.slope)));
            problems().forEach(p -> all.addAll(p.judged(method)));
            double[] ratios = all.stream()
                    .filter(j -> j.error() > 0)
                    .mapToDouble(j -> j.estimate.error() / j.error())
                    .toArray();
            return new Honesty(
                    all.size(),
                    count(all, j -> !(j.error() <= j.estimate.error())) / (double) all.size(),
                    count(all, j -> !(j.error() <= 10 * j.estimate.error())) / (double) all.size(),
                    count(all, j -> Double.isInfinite(j.estimate.error())),
                    median(ratios));
        }

        private static long count(List<Judged> all, Predicate<Judged> which) {
            return all.stream().filter(which).count();
        }
    }

    @ParameterizedTest
    @CsvSource({"FORWARD, 2e-3, 1e-3", "CENTRAL, 1e-4, 1e-4", "FOURTH, 1e-4, 0", "SIXTH, 1e-4, 0"})
    void the_errors_are_rarely_too_small_and_not_far_too_large(FiniteDifference method, double outside, double far) {
        Honesty measured = Honesty.of(method);
        assertTrue(measured.outside <= outside, measured.toString());
        assertTrue(measured.far <= far, measured.toString());
        assertEquals(0, measured.infinite);
        assertTrue(measured.tooLarge < 60, measured.toString());
    }

    /** The relative error of the median and of the worst entry of a network's gradient. */
    record Relative(double median, double worst) {
        static Relative of(double[] errors) {
            return new Relative(
                    EstimatesTest.median(errors), Arrays.stream(errors).max().orElseThrow());
        }

        static Relative mild(FiniteDifference method) {
            return of(relativeErrors(method, new int[] {4, 6, 5, 3}, 1, Cost.HALF_SQUARED_ERROR));
        }

        static Relative saturated(FiniteDifference method) {
            return of(relativeErrors(method, new int[] {20, 10, 5}, 1, Cost.CROSS_ENTROPY));
        }
    }

    private static double[] relativeErrors(FiniteDifference method, int[] sizes, double scale, Cost cost) {
        Random random = new Random(1);
        List<Judged> all = new ArrayList<>();
        for (int seed = 1; seed <= 5; seed++) {
            Network network = Network.of(sizes).random(seed, scale);
            DataSet data = new DataSet(
                    SimpleMatrix.random_DDRM(network.inputs(), 1, -1, 1, random),
                    SimpleMatrix.random_DDRM(network.outputs(), 1, 0, 1, random));
            all.addAll(new Problem(network, cost, data).judged(method));
        }
        return all.stream().mapToDouble(Judged::relative).toArray();
    }

    private static void assertAtMost(double median, double worst, Relative measured) {
        assertTrue(measured.median <= median && measured.worst <= worst, measured.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "FORWARD, 1e-6, 5e-4, 1e-6, 2e-2",
        "CENTRAL, 1e-9, 2e-7, 2e-9, 2e-5",
        "FOURTH, 1e-11, 1e-8, 2e-11, 5e-7",
        "SIXTH, 2e-12, 1e-9, 5e-12, 5e-8"
    })
    void the_relative_errors_on_networks_are_at_most(
            FiniteDifference method, double median, double worst, double saturatedMedian, double saturatedWorst) {
        assertAtMost(median, worst, Relative.mild(method));
        assertAtMost(saturatedMedian, saturatedWorst, Relative.saturated(method));
    }

    @Test
    void an_estimate_covers_what_lies_within_its_error() {
        assertTrue(new Estimate(1, 0.1).covers(1.05));
        assertTrue(!new Estimate(1, 0.1).covers(1.2));
        assertTrue(!new Estimate(1, 0.1).covers(Double.NaN));
        assertTrue(!new Estimate(Double.NaN, Double.POSITIVE_INFINITY).covers(1));
    }

    @Test
    void a_matrix_of_estimates_counts_the_entries_it_covers() {
        MatrixEstimate estimate = new MatrixEstimate(
                new SimpleMatrix(new double[][] {{1, 2}, {3, Double.NaN}}), new SimpleMatrix(new double[][] {
                    {0.1, 0.1}, {0, Double.POSITIVE_INFINITY}
                }));
        assertEquals(2, estimate.covered(new SimpleMatrix(new double[][] {{1.05, 2.2}, {3, 4}})));
        assertEquals(new Estimate(2, 0.1), estimate.at(0, 1));
        assertEquals(new Estimate(3, 0), estimate.at(2));
        Exception e = assertThrows(IllegalArgumentException.class, () -> estimate.covered(new double[] {1, 2, 3, 4}));
        assertEquals("given must have the shape of the estimate, 2x2, but was 4x1", e.getMessage());
    }

    @Test
    void estimates_cannot_be_changed_from_outside() {
        SimpleMatrix value = new SimpleMatrix(new double[][] {{1, 2}});
        SimpleMatrix error = new SimpleMatrix(new double[][] {{0.1, 0.2}});
        MatrixEstimate estimate = new MatrixEstimate(value, error);
        value.set(0, 7);
        error.set(0, 7);
        assertThrows(UnsupportedOperationException.class, () -> estimate.value().set(0, 8));
        assertThrows(UnsupportedOperationException.class, () -> estimate.error().fill(8));
        assertEquals(new Estimate(1, 0.1), estimate.at(0));
        assertEquals(new Estimate(2, 0.2), estimate.at(1));
    }

    @Test
    void an_error_is_a_number_of_0_or_more() {
        for (double error : new double[] {-1, Double.NaN}) {
            Exception e = assertThrows(IllegalArgumentException.class, () -> new Estimate(1, error));
            assertEquals("error must be 0 or more, but was " + error, e.getMessage());
        }
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> new MatrixEstimate(new SimpleMatrix(2, 1), new SimpleMatrix(1, 2)));
        assertEquals("error must have the shape of value, 2x1, but was 1x2", e.getMessage());
    }

    @Test
    void a_gradient_of_estimates_counts_weights_and_biases() {
        Network network = Network.of(2, 3, 1).random(1);
        DataSet data = DataSet.of(new double[][] {{0.5, -1}}, new double[][] {{1}});
        Gradient right = Backprop.gradient(network, Cost.SQUARED_ERROR, data);
        GradientEstimate estimate =
                NetworkDifference.of(network, Cost.SQUARED_ERROR, data).gradient();
        assertEquals(13, estimate.covered(right));
        assertEquals(6, estimate.w(1).covered(right.w(1)));
        assertEquals(1, estimate.b(2).covered(right.b(2)));
        SimpleMatrix wrong = right.b(1).scale(1.001);
        assertEquals(10, estimate.covered(new Gradient(right.w(), List.of(wrong, right.b(2)))));
    }

    @Test
    void an_estimate_shows_the_digits_its_error_leaves() {
        assertEquals("0.25 ± 2e-13", new Estimate(0.25, 2e-13).toString());
        assertEquals("0.33333 ± 1e-6", new Estimate(1.0 / 3, 1e-6).toString());
        assertEquals("0.3 ± ∞", new Estimate(1.0 / 3, Double.POSITIVE_INFINITY).toString());
        assertEquals("2 ± 0", new Estimate(2, 0).toString());
        assertEquals("0 ± 1e-9", new Estimate(0, 1e-9).toString());
    }
}
