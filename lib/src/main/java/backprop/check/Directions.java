package backprop.check;

import backprop.Gradient;
import backprop.difference.Estimate;
import backprop.difference.FiniteDifference;
import backprop.internal.AllCores;
import backprop.text.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * A gradient beside the slopes of C along random directions d, whose entries are normal: d·∇C. If it is off by a vector e, then
 * d·e is normal too, of deviation ‖e‖, and within ±t‖e‖ with a probability below t√(2/π), along all of n directions with the
 * n-th power of it.
 */
final class Directions {
    private static final int MANY = 10;

    /** The probability with which an error may be overlooked, as a power of ten. */
    private static final int OVERLOOKED = -9;

    /** How many last digits each entry of a right gradient may be off. */
    private static final int ROUNDINGS = 8;

    /** What two digits may lose. */
    private static final double ROUNDED_UP = 1.05;

    private final Case problem;
    private final double[] p;
    private final double[] given;
    private final long[] seeds = new Random(1).longs(MANY).toArray();

    Directions(Case problem, Gradient given) {
        this.problem = problem;
        p = problem.network().parameters();
        this.given = own(given);
    }

    Report report() {
        Matches matches = new Matches(matches(), false);
        Report report = matches.report(
                "gradient along " + MANY + " random directions",
                i -> "direction " + (i + 1),
                () -> Explanation.of(Optional.empty(), "Which entries are wrong, one direction does not tell."));
        return report.verdict() == Verdict.PASS
                ? new Report(
                        report.title(),
                        report.lines().stream()
                                .map(line -> line.and(certainty(matches)))
                                .toList())
                : report;
    }

    private List<Match> matches() {
        try {
            return AllCores.each(IntStream.range(0, MANY).boxed().toList(), this::match);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted before all directions were tried");
        }
    }

    private Match match(int i) {
        double[] d = direction(i);
        double[] terms = new double[d.length];
        Arrays.setAll(terms, k -> d[k] * given[k]);
        Estimate slope = FiniteDifference.SIXTH.at(t -> cost(d, t), 0);
        double rounding =
                ROUNDINGS * Math.ulp(1.0) * Arrays.stream(terms).map(Math::abs).sum();
        return Match.of(
                Arrays.stream(terms).sum(), new Estimate(slope.value(), slope.error() + rounding / Match.CERTAIN), 0);
    }

    private double[] direction(int i) {
        Random random = new Random(seeds[i]);
        double[] d = new double[p.length];
        Arrays.setAll(d, k -> random.nextGaussian());
        return own(Gradient.of(problem.network(), d));
    }

    /** With 0 for biases that are no parameters. */
    private double[] own(Gradient all) {
        return problem.gradient(problem.vector(all)).vector();
    }

    private double cost(double[] d, double t) {
        double[] moved = new double[p.length];
        Arrays.setAll(moved, k -> p[k] + t * d[k]);
        return problem.costOf(problem.network().withParameters(moved));
    }

    private String certainty(Matches matches) {
        double length = Math.sqrt(Arrays.stream(given).map(g -> g * g).sum());
        int[] told = IntStream.range(0, MANY)
                .filter(i -> matches.get(i).finding() == Finding.EQUAL)
                .toArray();
        double bound = IntStream.of(told)
                .mapToDouble(i -> 2 * matches.get(i).bound()) // that of the number and that of the slope
                .max()
                .orElseThrow();
        double within = Math.pow(10, (double) OVERLOOKED / told.length) * Math.sqrt(Math.PI / 2);
        return "; if it were off by more than " + Numbers.text(ROUNDED_UP * bound / within / length, 2)
                + " of its length, this would show with certainty 1 − 1e" + OVERLOOKED;
    }
}
