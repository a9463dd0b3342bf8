package backprop.check;

import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A proof of equalities, such as note 001's proof of σ′ = σ(1 − σ): every line is compared with the one before, and the
 * first that breaks is named. A value; {@link #line} returns a longer one.
 */
public final class Derivation {
    private static final int POINTS = 241;

    private final Proof proof;

    private Derivation(Proof proof) {
        this.proof = proof;
    }

    /** Begins with what is to be shown, and its name, such as σ′(z). */
    public static Derivation of(String name, DoubleUnaryOperator f) {
        return new Derivation(Proof.of(named(name, Require.given("f", f))));
    }

    /** Begins a derivation in several variables: f takes them as one array. */
    public static InVariables inVariables(String name, ToDoubleFunction<double[]> f) {
        return new InVariables(Proof.of(new Proof.Line(name, Require.given("f", f))));
    }

    /** Adds a line that should equal the one before, named by the rule used. */
    public Derivation line(String name, DoubleUnaryOperator f) {
        return new Derivation(proof.plus(named(name, Require.given("f", f))));
    }

    private static Proof.Line named(String name, DoubleUnaryOperator f) {
        return new Proof.Line(name, p -> f.applyAsDouble(p[0]));
    }

    /**
     * Compares every line with the one before at 241 points. Two lines differ at a point by more than ten times what
     * rounding can do there to either. A line is broken if it differs at three points or more; it holds if it differs
     * nowhere, and most points tell: where rounding hides whether the two are the same, a point tells nothing, and neither
     * does one where both are infinite or NaN. Otherwise nobody can tell.
     *
     * @return the report; a line after a broken one is right if it follows from it or returns to the last right one
     */
    public Report check(double from, double to) {
        double[] points = Check.grid(from, to, POINTS);
        return proof.report(
                Arrays.stream(points).mapToObj(z -> new double[] {z}).toList(),
                "[" + Numbers.text(from) + ", " + Numbers.text(to) + "]",
                i -> "z = " + Numbers.text(points[i], 4),
                evidence -> Pattern.at(points, evidence));
    }

    /** The names of its lines: {@code σ′(z) = σ(1 − σ)}. */
    @Override
    public String toString() {
        return proof.names();
    }

    /** A proof of equalities in several variables, begun by {@link Derivation#inVariables}. */
    public static final class InVariables {
        private static final int CONVERGED = 60;

        private final Proof proof;

        private InVariables(Proof proof) {
            this.proof = proof;
        }

        /** Adds a line that should equal the one before, named by the rule used. */
        public InVariables line(String name, ToDoubleFunction<double[]> f) {
            return new InVariables(proof.plus(new Proof.Line(name, Require.given("f", f))));
        }

        /**
         * Compares every line with the one before at 241 points of a box, spread evenly, by the rule of
         * {@link Derivation#check}.
         *
         * @param from the least value of each variable
         * @param to the largest of each, above it
         */
        public Report check(double[] from, double[] to) {
            Require.point("from", from);
            Require.point("to", to);
            Require.that(to.length == from.length, "to", "be as long as from, " + from.length, to.length);
            for (int j = 0; j < from.length; j++) {
                Check.range("to[" + j + "]", from[j], to[j]);
            }
            List<double[]> points =
                    IntStream.range(0, POINTS).mapToObj(i -> point(i, from, to)).toList();
            return proof.report(
                    points,
                    text(from) + " to " + text(to),
                    i -> text(points.get(i)),
                    evidence -> Pattern.ofEntries(evidence, i -> text(points.get(i)), List.of()));
        }

        /** Point i of a sequence that fills the box evenly: steps of the powers of 1/φ, where φⁿ⁺¹ = φ + 1 (M. Roberts). */
        private static double[] point(int i, double[] from, double[] to) {
            double phi = 1;
            for (int n = 0; n < CONVERGED; n++) {
                phi = Math.pow(1 + phi, 1.0 / (from.length + 1));
            }
            double[] point = new double[from.length];
            for (int j = 0; j < point.length; j++) {
                double share = (0.5 + i * Math.pow(phi, -1 - j)) % 1;
                point[j] = from[j] + share * (to[j] - from[j]);
            }
            return point;
        }

        private static String text(double[] point) {
            return Arrays.stream(point).mapToObj(v -> Numbers.text(v, 4)).collect(Collectors.joining(", ", "[", "]"));
        }

        /** The names of its lines. */
        @Override
        public String toString() {
            return proof.names();
        }
    }
}
