package backprop.check;

import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.internal.LongRun;
import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Where every check begins: type the formula you derived, and read whether it is right, and if not, why. */
public final class Check {
    private static final int POINTS = 121;

    private Check() {}

    /**
     * Judges a derivative of a function of one variable, against differences at 121 points evenly from {@code from} to
     * {@code to}, which must be above it. A point tells if both numbers are known to a millionth; it is wrong if they differ
     * by ten times what the differences, and the rounding of either function, can explain.
     *
     * @return right if no point is wrong and most tell; wrong if three are wrong, or more; else nobody can tell
     */
    public static Report derivative(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double from, double to) {
        Require.given("f", f);
        Require.given("derivative", derivative);
        double[] z = grid(from, to, POINTS);
        String title = "derivative on [" + Numbers.text(from) + ", " + Numbers.text(to) + "]";
        return unlessOneThrows(
                title,
                () -> Arrays.stream(z).map(derivative).toArray(),
                () -> Arrays.stream(z).map(f).toArray(),
                (given, value) -> {
                    DoubleUnaryOperator curve = Defined.inOne(f);
                    DoubleUnaryOperator slope = Defined.inOne(derivative);
                    Matches matches = Matches.of(POINTS, true, i -> Match.slope(curve, slope, z[i]));
                    return matches.report(title, i -> "z = " + Numbers.text(z[i], 4), () -> Pattern.at(z, matches));
                });
    }

    /** Judges the gradient of any function of a vector at p, each entry by the same rule; it is as long as p. */
    public static Report gradient(ToDoubleFunction<double[]> f, UnaryOperator<double[]> gradient, double... p) {
        Require.given("f", f);
        Require.given("gradient", gradient);
        Require.point("p", p);
        return unlessOneThrows(
                "gradient", () -> gradient.apply(p.clone()), () -> f.applyAsDouble(p.clone()), (given, value) -> {
                    requireOnePerEntry(given, p);
                    return Entries.ofGradient(f, p, 0).report(given.clone(), gradient);
                });
    }

    /**
     * Judges the gradient of any function of a vector, given as numbers. Those of up to 8 digits, as
     * typed, are judged to the digits given.
     *
     * @param gradient the numbers, one per entry of p
     */
    public static Report gradient(ToDoubleFunction<double[]> f, double[] gradient, double... p) {
        Require.given("f", f);
        Require.given("gradient", gradient);
        Require.point("p", p);
        requireOnePerEntry(gradient, p);
        return unlessOneThrows(
                "gradient",
                gradient::clone,
                () -> f.applyAsDouble(p.clone()),
                (given, value) -> Entries.ofGradient(f, p, 0).ofNumbers(given));
    }

    /**
     * Judges the gradient of a function of a matrix or a column: an identity such as ∂(xᵀAx)/∂x = (A + Aᵀ)x, or
     * ∂tr(XᵀAX)/∂X = (A + Aᵀ)X.
     *
     * @param gradient returns ∂f/∂X, of the shape of X
     * @param at the X to compare at
     */
    public static Report gradient(
            ToDoubleFunction<SimpleMatrix> f, UnaryOperator<SimpleMatrix> gradient, SimpleMatrix at) {
        Require.given("f", f);
        Require.given("gradient", gradient);
        Require.given("at", at);
        double[] p = Comparison.numbers(at);
        Require.point("at", p);
        int rows = at.getNumRows();
        int columns = at.getNumCols();
        Function<double[], SimpleMatrix> matrix = q -> new SimpleMatrix(rows, columns, true, q.clone());
        return unlessOneThrows(
                "gradient",
                () -> gradient.apply(matrix.apply(p)),
                () -> f.applyAsDouble(matrix.apply(p)),
                (given, value) -> {
                    Require.that(given != null, "gradient", "return a matrix", null);
                    return misshapen("gradient", given.getNumRows(), given.getNumCols(), rows, columns)
                            .orElseGet(() -> Entries.ofGradient(q -> f.applyAsDouble(matrix.apply(q)), p, columns)
                                    .report(
                                            Comparison.numbers(given),
                                            q -> Comparison.numbers(gradient.apply(matrix.apply(q)))));
                });
    }

    /**
     * Judges the Jacobian of a function of a vector to a vector at p: entry [i][j] is ∂f_i/∂p_j.
     *
     * @param jacobian returns its rows, one for each entry of f, as long as p
     */
    public static Report jacobian(UnaryOperator<double[]> f, Function<double[], double[][]> jacobian, double... p) {
        Require.given("f", f);
        Require.given("jacobian", jacobian);
        Require.point("p", p);
        return unlessOneThrows(
                "Jacobian", () -> jacobian.apply(p.clone()), () -> f.apply(p.clone()), (given, value) -> {
                    rows("jacobian", given);
                    Require.that(
                            value != null && value.length > 0,
                            "f",
                            "return an array with an entry",
                            value == null ? null : "empty");
                    return misshapen("Jacobian", given.length, given[0].length, value.length, p.length)
                            .orElseGet(() -> Entries.ofJacobian(f, p, value.length)
                                    .report(flat(given), q -> flat(jacobian.apply(q))));
                });
    }

    /**
     * Judges the Hessian of a function of a vector at p, by second differences: entry [i][j] is ∂²f/∂p_i∂p_j.
     *
     * @param hessian returns its rows, as many and as long as p
     */
    public static Report hessian(ToDoubleFunction<double[]> f, Function<double[], double[][]> hessian, double... p) {
        Require.given("f", f);
        Require.given("hessian", hessian);
        Require.point("p", p);
        return unlessOneThrows(
                "Hessian", () -> hessian.apply(p.clone()), () -> f.applyAsDouble(p.clone()), (given, value) -> {
                    rows("hessian", given);
                    return misshapen("Hessian", given.length, given[0].length, p.length, p.length)
                            .orElseGet(() -> Entries.ofHessian(f, p).report(flat(given), q -> flat(hessian.apply(q))));
                });
    }

    /** Judges what a formula gives; or says that it throws, which is wrong, or that f does, so that nobody can tell. */
    private static <T, V> Report unlessOneThrows(
            String title, Supplier<T> formula, Supplier<V> f, BiFunction<T, V, Report> judge) {
        T given;
        V value;
        try {
            given = LongRun.ofUser(formula::get);
        } catch (RuntimeException e) {
            return Report.thrown(title + ": the formula throws", "against differences", "the formula", e);
        }
        try {
            value = LongRun.ofUser(f::get);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            Report.Line line = new Report.Line(Verdict.CANNOT_TELL, "f", Report.doing(e));
            return new Report(title + ": cannot tell, as f itself throws", List.of(line));
        }
        return judge.apply(given, value);
    }

    private static Optional<Report> misshapen(String title, int rows, int columns, int rightRows, int rightColumns) {
        boolean isTurned = rows == rightColumns && columns == rightRows;
        return rows == rightRows && columns == rightColumns
                ? Optional.empty()
                : Optional.of(Report.failed(
                        title + ": impossible shape",
                        "against differences",
                        "is " + rows + "x" + columns + ", but must be " + rightRows + "x" + rightColumns
                                + (isTurned ? ": transposed?" : "")));
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static void rows(String argument, double[][] given) {
        boolean areRows = given != null
                && given.length > 0
                && Arrays.stream(given).allMatch(row -> row != null && row.length > 0 && row.length == given[0].length);
        Require.that(areRows, argument, "return rows of one length, with an entry", Arrays.deepToString(given));
    }

    private static void requireOnePerEntry(double[] gradient, double[] p) {
        boolean fits = gradient != null && gradient.length == p.length;
        Require.that(fits, "gradient", "be as long as p, " + p.length, gradient == null ? null : gradient.length);
    }

    /** Refuses a range that is empty or infinite. */
    static void range(String argument, double from, double to) {
        Require.that(
                to > from && Double.isFinite(to - from),
                argument,
                "be above from, " + from + ", by a finite amount",
                to);
    }

    static double[] grid(double from, double to, int points) {
        range("to", from, to);
        return IntStream.range(0, points)
                .mapToDouble(i -> from + (to - from) * i / (points - 1))
                .toArray();
    }

    /** Begins a check of backpropagation on one's own network. */
    public static NetworkCheck on(Network network, Cost cost, DataSet data) {
        Require.given("network", network);
        Require.given("cost", cost);
        Require.given("data", data);
        return new NetworkCheck(Case.of(network, cost, data), false, false);
    }

    /**
     * Begins a check on a network made so that mistakes show: sigmoid layers of sizes 3-5-4-2, no two alike, one example,
     * as in the notes' equations, and C = ½Σ(a−y)².
     */
    public static NetworkCheck standard() {
        return new NetworkCheck(Case.standard(3, Cost.HALF_SQUARED_ERROR, 1), false, false);
    }

    /** Begins a check of a student's sheet: numbers as typed from paper or pasted from NumPy or PyTorch. */
    public static Sheet sheet() {
        return new Sheet();
    }
}
