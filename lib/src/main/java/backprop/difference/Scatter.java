package backprop.difference;

import backprop.internal.Require;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How far the values of a function lie from a smooth curve: what rounding, and cancellation above all, has done to them.
 *
 * <p>Values are taken on either side of x, at steps from its last digit to a sixteenth of it. In their sixth differences
 * next to nothing is left of a smooth function (R. W. Hamming, Introduction to Applied Numerical Analysis, 6.7). Scatter is
 * about as large at a wide step as at a narrow one; what keeps growing, tenfold or more with each doubling of the step, is
 * the function itself. A kink or a jump to one side of x is left out: the calmer side counts. A plateau may be a stair, and
 * its ends tell: 1 − σ(z) is 0 at z = 40, as it was 1.1e-16 before, but max(0, z) is 0 at −1 and goes on without a jump.
 */
public final class Scatter {
    private static final int ORDER = 6;
    private static final int VALUES = 10;
    private static final double DEVIATION = Math.sqrt(924); // of a sixth difference of unit scatter: 12 over 6
    private static final double GROWTH = 10;
    private static final double FINEST_AT_0 = 0x1p-64;
    private static final double WIDEST = 0x1p-4;
    private static final int LOOKING_AHEAD = 8; // three doublings
    private static final double LONG = 0x1p-8;
    private static final double FAR = 0x1p10;
    private static final double FARTHER = 1.05;
    private static final int HALVINGS = 64;
    private static final int FAR_AND_WIDE = 20;
    private static final int STEPS = 3;
    private static final int PARTS = 32;
    private static final double HUGE = 0x1p900;
    private static final double FAR_BELOW = 0x1p300;

    private final DoubleUnaryOperator f;
    private final double x;
    private final double value;
    private final double scale;

    private Scatter(DoubleUnaryOperator f, double x) {
        this.f = f;
        this.x = x;
        value = f.applyAsDouble(x);
        scale = x == 0 ? 1 : Math.abs(x);
    }

    /** Returns about the standard deviation of f near x; 0 if f(x) is infinite or NaN. */
    public static double of(DoubleUnaryOperator f, double x) {
        Require.given("f", f);
        Require.finite("x", x);
        Scatter scatter = new Scatter(f, x);
        if (!Double.isFinite(scatter.value)) {
            return 0;
        }
        return Math.abs(scatter.value) > HUGE
                ? of(z -> f.applyAsDouble(z) / FAR_BELOW, x) * FAR_BELOW
                : scatter.deviation();
    }

    /** Whether f is the same near x, near 0, and at powers of 2 far and wide. */
    static boolean isConstant(DoubleUnaryOperator f, double x) {
        double value = f.applyAsDouble(x);
        return IntStream.range(-FAR_AND_WIDE, FAR_AND_WIDE)
                .mapToDouble(k -> Math.scalb(1.0, k))
                .flatMap(d -> DoubleStream.of(0, d, -d, x - d, x + d))
                .allMatch(z -> f.applyAsDouble(z) == value);
    }

    private double deviation() {
        double[] seen = new double[4]; // the latest first
        double settled = 0;
        boolean isFlat = false;
        for (double d = x == 0 ? FINEST_AT_0 : Math.ulp(x); d <= LOOKING_AHEAD * WIDEST * scale; d *= 2) {
            double[] right = values(d);
            double[] left = values(-d);
            isFlat |= d >= LONG * scale && d <= WIDEST * scale && (isFlat(right) || isFlat(left));
            double calmer = calmer(roughness(right), roughness(left));
            seen = new double[] {calmer, seen[0], seen[1], seen[2]};
            if (seen[3] > 0 && seen[2] > GROWTH * seen[3] && seen[1] > GROWTH * seen[2] && calmer > GROWTH * seen[1]) {
                return Math.max(settled, isFlat ? stair() : 0);
            }
            settled = Math.max(settled, seen[3]);
        }
        return Math.max(settled, isFlat ? stair() : 0);
    }

    private double[] values(double step) {
        return IntStream.range(0, VALUES)
                .mapToDouble(k -> k == 0 ? value : f.applyAsDouble(x + k * step))
                .toArray();
    }

    private boolean isFlat(double[] values) {
        return Arrays.stream(values).allMatch(v -> v == value);
    }

    /** A side that is not finite says nothing. */
    private static double calmer(double right, double left) {
        return Double.isNaN(right) && Double.isNaN(left)
                ? 0
                : Double.isNaN(right) ? left : Double.isNaN(left) ? right : Math.min(right, left);
    }

    /** Returns the deviation of values at equal steps from a smooth curve, or NaN if they are not finite. */
    private static double roughness(double[] values) {
        double[] d = values;
        for (int order = 1; order <= ORDER; order++) {
            for (int k = 0; k < VALUES - order; k++) {
                d[k] = d[k + 1] - d[k];
            }
        }
        double sum = Arrays.stream(d, 0, VALUES - ORDER).map(Math::abs).sum();
        return sum < Double.POSITIVE_INFINITY ? sum / (VALUES - ORDER) / DEVIATION : Double.NaN;
    }

    /** Returns by how much f jumps where the plateau around x ends; 0 if f is a step, such as the slope of a ReLU. */
    private double stair() {
        double right = end(1);
        double left = end(-1);
        return isStep() && isFlatBeyond(right) && isFlatBeyond(left) ? 0 : Math.max(jump(right), jump(left));
    }

    private boolean isStep() {
        return changesSeldom(1) && changesSeldom(-1);
    }

    private boolean changesSeldom(int side) {
        double before = value;
        int changes = 0;
        for (double d = LONG * scale; d < FAR * Math.max(scale, 1) && changes <= STEPS; d *= FARTHER) {
            double next = f.applyAsDouble(x + side * d);
            changes += next == before ? 0 : 1;
            before = next;
        }
        return changes <= STEPS;
    }

    /** Returns how far from x, to the right or negative to the left, f first differs; NaN if it does not. */
    private double end(int side) {
        double inside = 0;
        double outside = side * LONG * scale;
        while (f.applyAsDouble(x + outside) == value) {
            inside = outside;
            outside *= 2;
            if (Math.abs(outside) > FAR * Math.max(scale, 1)) {
                return Double.NaN;
            }
        }
        for (int n = 0; n < HALVINGS; n++) {
            double middle = inside + (outside - inside) / 2;
            if (f.applyAsDouble(x + middle) == value) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return outside;
    }

    private double jump(double end) {
        double jump = Math.abs(f.applyAsDouble(x + end) - value);
        return jump < Double.POSITIVE_INFINITY ? jump : 0;
    }

    private boolean isFlatBeyond(double end) {
        double part = Math.copySign(LONG * scale / VALUES, end);
        double beyond = f.applyAsDouble(x + end + part); // at the end itself may be a third value, as sgn 0
        return Double.isNaN(end)
                || IntStream.range(2, VALUES).allMatch(k -> f.applyAsDouble(x + end + k * part) == beyond);
    }

    /**
     * Returns the largest jump of f between neighbouring doubles, found by halving, from x/2 to 3x/2, as a share of the value
     * there: as good as 0 for a continuous function, and more for one that rounding has left a few stairs of, so wide that
     * f looks smooth near x. A step of the user's own, such as the slope of a ReLU, is none.
     */
    public static double jump(DoubleUnaryOperator f, double x) {
        Require.given("f", f);
        Require.finite("x", x);
        if (new Scatter(f, x).isStep()) {
            return 0;
        }
        double part = x / PARTS;
        return IntStream.range(0, PARTS)
                .mapToDouble(k -> jump(f, x / 2 + k * part, x / 2 + (k + 1) * part))
                .max()
                .orElseThrow();
    }

    private static double jump(DoubleUnaryOperator f, double from, double to) {
        double a = from;
        double b = to;
        double left = f.applyAsDouble(a);
        double right = f.applyAsDouble(b);
        double size = Math.max(Math.abs(left), Math.abs(right));
        for (double c = (a + b) / 2; c != a && c != b; c = (a + b) / 2) {
            double middle = f.applyAsDouble(c);
            if (Math.abs(middle - left) > Math.abs(right - middle)) {
                b = c;
                right = middle;
            } else {
                a = c;
                left = middle;
            }
        }
        double jump = Math.abs(right - left) / size;
        return jump < Double.POSITIVE_INFINITY ? jump : 0;
    }
}
