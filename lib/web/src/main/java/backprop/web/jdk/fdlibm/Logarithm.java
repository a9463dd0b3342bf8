package backprop.web.jdk.fdlibm;

/** ln x, ln(1 + x) and log₁₀ x. */
public final class Logarithm {
    private static final double LN2_HIGH = Exponential.LN2_HIGH;
    private static final double LN2_LOW = Exponential.LN2_LOW;
    private static final double PER_LN10 = 4.34294481903251816668e-01;
    private static final double LG2_HIGH = 3.01029995663611771306e-01;
    private static final double LG2_LOW = 3.69423907715893078616e-13;

    private static final double L1 = 6.666666666666735130e-01;
    private static final double L2 = 3.999999999940941908e-01;
    private static final double L3 = 2.857142874366239149e-01;
    private static final double L4 = 2.222219843214978396e-01;
    private static final double L5 = 1.818357216161805012e-01;
    private static final double L6 = 1.531383769920937332e-01;
    private static final double L7 = 1.479819860511658591e-01;

    private static final int SUBNORMAL = 54; // by so many powers of two such a number is raised

    private Logarithm() {}

    /** ln x where it is no finite number, or 0 for any other x. */
    private static double limit(double x) {
        return x > 0 ? x == Double.POSITIVE_INFINITY ? x : 0 : x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }

    /** Returns ln x. */
    public static double log(double x) {
        if (limit(x) != 0) {
            return limit(x);
        }
        boolean isSmall = x < Double.MIN_NORMAL;
        double raised = isSmall ? x * 0x1p54 : x;
        int high = Words.high(raised);
        int fraction = high & Words.FRACTION;
        int up = fraction + 0x95f64 & 0x100000; // set above √2
        double f = Words.with(raised, fraction | up ^ Words.ONE) - 1; // 1 + f is from √½ to √2
        double k = (high >> Words.SHARE) - Words.BIAS + (up >> Words.SHARE) - (isSmall ? SUBNORMAL : 0);
        if ((Words.FRACTION & 2 + fraction) < 3) { // |f| < 2⁻²⁰
            double r = f * f * (0.5 - 0.33333333333333333 * f);
            return f == 0 ? k * LN2_HIGH + k * LN2_LOW : k * LN2_HIGH - ((r - k * LN2_LOW) - f);
        }
        double s = f / (2 + f);
        double z = s * s;
        double w = z * z;
        double r = z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6));
        if ((fraction - 0x6147a | 0x6b851 - fraction) > 0) {
            double half = 0.5 * f * f;
            return k * LN2_HIGH - ((half - (s * (half + r) + k * LN2_LOW)) - f);
        }
        return k * LN2_HIGH - ((s * (f - r) - k * LN2_LOW) - f);
    }

    /** Returns log₁₀ x. */
    public static double log10(double x) {
        if (limit(x) != 0) {
            return limit(x);
        }
        boolean isSmall = x < Double.MIN_NORMAL;
        double raised = isSmall ? x * 0x1p54 : x;
        int high = Words.high(raised);
        int k = (high >> Words.SHARE) - Words.BIAS - (isSmall ? SUBNORMAL : 0);
        int below = k < 0 ? 1 : 0;
        double y = k + below;
        double rest = Words.with(raised, high & Words.FRACTION | Words.BIAS - below << Words.SHARE);
        return y * LG2_LOW + PER_LN10 * log(rest) + y * LG2_HIGH;
    }

    /** Returns ln(1 + x). */
    public static double log1p(double x) {
        int high = Words.high(x);
        int size = high & Words.SIZE;
        if (!(x > -1) || x == Double.POSITIVE_INFINITY) {
            return limit(1 + x);
        }
        if (size < 0x3e200000) { // 2⁻²⁹
            return size < 0x3c900000 ? x : x - x * x * 0.5; // 2⁻⁵⁴
        }
        int k = 0;
        double f = x;
        double lost = 0; // by 1 + x
        int fraction = 1;
        boolean isNear = high > 0 ? high < 0x3fda827a : high <= 0xbfd2bec3; // 1 + x is from √½ to √2
        if (!isNear) {
            double u = size < 0x43400000 ? 1 + x : x; // 2⁵³
            fraction = Words.high(u);
            k = (fraction >> Words.SHARE) - Words.BIAS;
            lost = size < 0x43400000 ? (k > 0 ? 1 - (u - x) : x - (u - 1)) / u : 0;
            fraction &= Words.FRACTION;
            if (fraction < 0x6a09e) {
                u = Words.with(u, fraction | Words.ONE);
            } else {
                k++;
                u = Words.with(u, fraction | Words.ONE - 0x100000);
                fraction = 0x100000 - fraction >> 2;
            }
            f = u - 1;
        }
        double half = 0.5 * f * f;
        double low = k * LN2_LOW + lost;
        if (fraction == 0) { // |f| < 2⁻²⁰
            double r = half * (1 - 0.66666666666666666 * f);
            return f == 0 ? k * LN2_HIGH + low : k * LN2_HIGH - ((r - low) - f);
        }
        double s = f / (2 + f);
        double z = s * s;
        double r = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
        return k == 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - ((half - (s * (half + r) + low)) - f);
    }
}
