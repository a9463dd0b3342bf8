package backprop.check;

import backprop.difference.Confirmed;
import backprop.difference.Estimate;
import backprop.difference.FiniteDifference;
import backprop.difference.Scatter;
import backprop.text.Numbers;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A number beside the one it should be, and what the two tell: the only rule by which functions are compared. A difference
 * counts if it is ten times what can have made it: the error of the reference, rounding, the last digit of the argument, and
 * the scatter of either function around the point.
 *
 * @param given the number to judge
 * @param expected what it should be
 * @param error how far all these may have moved either; infinite if the reference is not known
 * @param tolerance how far a typed number may be off because of its few digits
 * @param isOnStairs whether they differ by no more than either function jumps near by, so that nobody knows
 */
record Match(double given, double expected, double error, double tolerance, boolean isOnStairs) {
    /** How many times its error a number may be off. */
    static final double CERTAIN = 10;

    /** What is known worse than this share of the larger number decides nothing. */
    static final double TELLING = 1e-6;

    /** How many roundings, and last digits of the argument, a formula may be off: with CERTAIN, 64. */
    private static final double ROUNDINGS = 6.4;

    /** A constant's share that rounding may have changed unseen. */
    private static final double CONSTANT = 0x1p-40;

    /** A typed number whose last digit is worth more than this share of the right one does not confirm it. */
    private static final double TYPED = 0.1;

    private static final int DIGITS = 6;

    /** Of a number that has only been rounded. */
    static Match of(double given, Estimate expected, double tolerance) {
        return of(rounded(given), expected, tolerance);
    }

    private static Match of(Estimate given, Estimate expected, double tolerance) {
        double error = Double.isFinite(expected.value()) ? given.error() + expected.error() : Double.POSITIVE_INFINITY;
        return new Match(given.value(), expected.value(), error, tolerance, false);
    }

    /**
     * A derivative beside the slope of f. Nine values of f do if they confirm it, since no two wrong numbers agree to six
     * digits by accident; otherwise everything that may be in the way is measured.
     */
    static Match slope(DoubleUnaryOperator f, DoubleUnaryOperator derivative, double z) {
        double given = derivative.applyAsDouble(z);
        Match quick = of(given, FiniteDifference.SIXTH.at(f, z), 0);
        return quick.isConfirmed()
                ? quick
                : of(computed(derivative, z), Confirmed.first(f, z), 0)
                        .orOnStairs(m -> Math.abs(m.given) * Scatter.jump(derivative, z));
    }

    /** Two formulas at a point. */
    static Match lines(ToDoubleFunction<double[]> line, ToDoubleFunction<double[]> before, double[] p) {
        return of(computed(line, p), computed(before, p), 0)
                .orOnStairs(m -> Math.max(Math.abs(m.given) * jump(line, p), Math.abs(m.expected) * jump(before, p)));
    }

    /** Whether the numbers agree; that both are 0 says little of nine values. */
    boolean isConfirmed() {
        return finding() == Finding.EQUAL && given != 0;
    }

    /** The same number, with a closer look at the formula that it comes from. */
    Match computedBy(ToDoubleFunction<double[]> formula, double[] p) {
        double more = computed(formula, p).error() - rounded(given).error();
        return new Match(given, expected, error + more, tolerance, false)
                .orOnStairs(m -> Math.abs(m.given) * jump(formula, p));
    }

    private static Estimate rounded(double value) {
        return new Estimate(value, Double.isFinite(value) ? ROUNDINGS * rounding(value) : 0);
    }

    private static double rounding(double value) {
        return Math.ulp(1.0) * Math.abs(value) + Double.MIN_VALUE;
    }

    private static Estimate computed(DoubleUnaryOperator f, double z) {
        return computed(p -> f.applyAsDouble(p[0]), new double[] {z});
    }

    /** A value of a function with the error that its own rounding has left in it, and the last digits of its arguments. */
    private static Estimate computed(ToDoubleFunction<double[]> f, double[] p) {
        double value = f.applyAsDouble(p.clone());
        if (!Double.isFinite(value)) {
            return new Estimate(value, 0);
        }
        double moved = 0;
        for (int i = 0; i < p.length; i++) {
            moved += Math.max(moved(f, p, i, Math.nextUp(p[i]), value), moved(f, p, i, Math.nextDown(p[i]), value));
        }
        double scatter = Scatter.of(ray(f, p), onRay(p));
        return new Estimate(value, scatter + ROUNDINGS * (rounding(value) + moved));
    }

    private static double moved(ToDoubleFunction<double[]> f, double[] p, int i, double to, double value) {
        double[] near = p.clone();
        near[i] = to;
        double moved = Math.abs(f.applyAsDouble(near) - value);
        return moved < Double.POSITIVE_INFINITY ? moved : 0;
    }

    /** The way through p on which scatter is looked for: f itself in one variable, and all in proportion in more. */
    private static DoubleUnaryOperator ray(ToDoubleFunction<double[]> f, double[] p) {
        return p.length == 1
                ? z -> f.applyAsDouble(new double[] {z})
                : x -> {
                    double[] scaled = p.clone();
                    for (int i = 0; i < p.length; i++) {
                        scaled[i] *= x;
                    }
                    return f.applyAsDouble(scaled);
                };
    }

    private static double onRay(double[] p) {
        return p.length == 1 ? p[0] : 1;
    }

    private static double jump(ToDoubleFunction<double[]> f, double[] p) {
        return Scatter.jump(ray(f, p), onRay(p));
    }

    /** The same of two constants: they may be what is left of numbers of about 1, or come from where digits are lost. */
    Match ofConstants() {
        double more = Math.ulp(1.0) + CONSTANT * size();
        return new Match(given, expected, error + more, tolerance, isOnStairs);
    }

    private Match orOnStairs(ToDoubleFunction<Match> jump) {
        return finding() == Finding.DIFFERENT && off() <= CERTAIN * jump.applyAsDouble(this)
                ? new Match(given, expected, error, tolerance, true)
                : this;
    }

    /** The size of the larger. */
    double size() {
        return Math.max(Math.abs(given), Math.abs(expected));
    }

    double off() {
        return Math.abs(given - expected);
    }

    double bound() {
        return CERTAIN * error + tolerance;
    }

    /** Whether the numbers are known well enough to judge by. */
    boolean isTold() {
        return error < Double.POSITIVE_INFINITY && error <= Math.max(TELLING * size(), Double.MIN_NORMAL);
    }

    /** The given number with as many digits, six or more, as tell it from the right one. */
    String givenText() {
        return Numbers.text(given, digits());
    }

    String expectedText() {
        return Numbers.text(expected, digits());
    }

    private int digits() {
        return Numbers.digitsApart(given, expected, DIGITS);
    }

    Finding finding() {
        boolean sameButNone = !Double.isFinite(given) && Double.compare(given, expected) == 0;
        if (sameButNone || given == 0 && expected == 0 && error > Double.MIN_NORMAL) {
            return Finding.ALIKE;
        }
        if (!Double.isFinite(given)) {
            return error < Double.POSITIVE_INFINITY ? Finding.NO_NUMBER : Finding.HIDDEN;
        }
        if (!isTold()) {
            return Finding.HIDDEN;
        }
        if (!(off() <= bound())) {
            return !isOnStairs ? Finding.DIFFERENT : off() > TELLING * size() ? Finding.DOUBTFUL : Finding.HIDDEN;
        }
        boolean isSeen = off() <= CERTAIN * error || tolerance <= TYPED * Math.abs(expected);
        return isSeen ? Finding.EQUAL : Finding.HIDDEN;
    }
}
