package backprop.check;

import backprop.difference.Confirmed;
import backprop.difference.Estimate;
import backprop.difference.FiniteDifference;
import backprop.internal.Along;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * The derivatives of a function of several variables at p: entries of a gradient, a Jacobian or a Hessian, row by row.
 *
 * @param columns of the matrix they are; 0 for a vector
 * @param isSymmetric whether [i][j] and [j][i] must be the same
 * @param quick what a few values of the function tell of an entry, enough to confirm one
 * @param thorough what many values tell
 */
record Entries(
        String title,
        double[] p,
        int size,
        int columns,
        boolean isSymmetric,
        IntFunction<Estimate> quick,
        IntFunction<Estimate> thorough) {

    static Entries ofGradient(ToDoubleFunction<double[]> f, double[] p, int columns) {
        ToDoubleFunction<double[]> defined = Defined.inMany(f);
        return slopes("gradient", p, p.length, columns, i -> Along.entry(defined, p, i));
    }

    static Entries ofJacobian(UnaryOperator<double[]> f, double[] p, int rows) {
        List<Map<Double, double[]>> known = new ArrayList<>();
        Arrays.stream(p).forEach(pj -> known.add(new HashMap<>()));
        return slopes("Jacobian", p, rows * p.length, p.length, k -> {
            Map<Double, double[]> values = known.get(k % p.length);
            ToDoubleFunction<double[]> row = q ->
                    values.computeIfAbsent(q[k % p.length], pj -> f.apply(q).clone())[k / p.length];
            return Along.entry(Defined.inMany(row), p, k % p.length);
        });
    }

    /** First derivatives: entry k is the slope of a function of p_j, where j is k modulo the length of p. */
    private static Entries slopes(
            String title, double[] p, int size, int columns, IntFunction<DoubleUnaryOperator> entry) {
        return new Entries(
                title,
                p,
                size,
                columns,
                false,
                k -> FiniteDifference.SIXTH.at(entry.apply(k), p[k % p.length]),
                k -> Confirmed.first(entry.apply(k), p[k % p.length]));
    }

    static Entries ofHessian(ToDoubleFunction<double[]> f, double[] p) {
        ToDoubleFunction<double[]> defined = Defined.inMany(f);
        IntFunction<Estimate> second = k -> second(defined, p, k / p.length, k % p.length);
        return new Entries("Hessian", p, p.length * p.length, p.length, true, second, second);
    }

    /** ∂²f/∂p_i∂p_j: with φ± along the diagonals u_i ± u_j of a box of the size of p it is (φ₊″ − φ₋″) / 4u_iu_j. */
    private static Estimate second(ToDoubleFunction<double[]> f, double[] p, int i, int j) {
        double ui = p[i] == 0 ? 1 : Math.abs(p[i]);
        double uj = p[j] == 0 ? 1 : Math.abs(p[j]);
        if (i == j) {
            Estimate along = Confirmed.second(diagonal(f, p, i, ui, j, 0), 0);
            return new Estimate(along.value() / ui / ui, along.error() / ui / ui);
        }
        Estimate plus = Confirmed.second(diagonal(f, p, i, ui, j, uj), 0);
        Estimate minus = Confirmed.second(diagonal(f, p, i, ui, j, -uj), 0);
        return new Estimate((plus.value() - minus.value()) / ui / uj / 4, (plus.error() + minus.error()) / ui / uj / 4);
    }

    private static DoubleUnaryOperator diagonal(
            ToDoubleFunction<double[]> f, double[] p, int i, double ui, int j, double uj) {
        return x -> {
            double[] moved = p.clone();
            moved[i] += x * ui;
            moved[j] += x * uj;
            return f.applyAsDouble(moved);
        };
    }

    /** Judges numbers that may have been typed. */
    Report ofNumbers(double[] given) {
        Precision precision = Precision.of(List.of(new SimpleMatrix(given)));
        return judged(given, i -> match(given, precision, i));
    }

    /** Judges numbers that a formula has computed. */
    Report report(double[] given, UnaryOperator<double[]> formula) {
        Precision precision = Precision.computed(List.of(new SimpleMatrix(given)));
        return judged(given, i -> {
            Match match = match(given, precision, i);
            return match.finding() == Finding.EQUAL
                    ? match
                    : match.computedBy(Defined.inMany(q -> formula.apply(q)[i]), p);
        });
    }

    private Match match(double[] given, Precision precision, int i) {
        Match match = match(given[i], quick.apply(i), precision);
        return match.isConfirmed() ? match : match(given[i], thorough.apply(i), precision);
    }

    private static Match match(double given, Estimate expected, Precision precision) {
        double rounding = Double.isFinite(expected.value()) ? 64 * Math.ulp(expected.value()) : 0;
        return Match.of(given, expected, precision.tolerance(given, rounding));
    }

    private Report judged(double[] given, IntFunction<Match> match) {
        Matches matches = Matches.of(size, false, match);
        return matches.report(title, this::place, () -> {
            Explanation why = Pattern.ofEntries(matches, this::place, turned(matches));
            return asymmetry(matches).map(why::remark).orElse(why);
        });
    }

    /** Says if entries that must be the same are not. */
    private Optional<String> asymmetry(Matches matches) {
        return IntStream.range(0, isSymmetric ? size : 0)
                .filter(k -> k < turned(k))
                .filter(k -> Math.abs(
                                matches.get(k).given() - matches.get(turned(k)).given())
                        > matches.get(k).bound() + matches.get(turned(k)).bound())
                .mapToObj(k -> "Yours is not symmetric: " + place(k) + " is "
                        + Numbers.text(matches.get(k).given()) + ", " + place(turned(k)) + " is "
                        + Numbers.text(matches.get(turned(k)).given())
                        + ", but a second derivative is the same in either order.")
                .findFirst();
    }

    private int turned(int k) {
        return k % columns * columns + k / columns;
    }

    private String place(int i) {
        return "entry " + (columns == 0 ? "[" + i + "]" : "[" + i / columns + "][" + i % columns + "]");
    }

    /** A square matrix may be the other way round. */
    private List<Pattern.Candidate> turned(Matches matches) {
        if (columns < 2 || size != columns * columns) {
            return List.of();
        }
        Cause turned = new Cause("transposed", "yours is transposed: entry [i][j] stands where [j][i] belongs");
        return List.of(Pattern.Candidate.of(turned, i -> matches.get(turned(i)).expected()));
    }
}
