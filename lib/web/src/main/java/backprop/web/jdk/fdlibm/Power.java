package backprop.web.jdk.fdlibm;

/** xʸ, ∛x and √(x² + y²). */
public final class Power {
    // ln x from s = (x − p)/(x + p), where p is 1 or 1.5: (3/2)(ln x − 2s − (2/3)s³).
    private static final double L1 = 5.99999999999994648725e-01;
    private static final double L2 = 4.28571428578550184252e-01;
    private static final double L3 = 3.33333329818377432918e-01;
    private static final double L4 = 2.72728123808534006489e-01;
    private static final double L5 = 2.30660745775561754067e-01;
    private static final double L6 = 2.06975017800338417784e-01;

    private static final double LG_3_2_HIGH = 5.84962487220764160156e-01; // log₂ 1.5
    private static final double LG_3_2_LOW = 1.35003920212974897128e-08;
    private static final double PER_LN2 = 1.44269504088896338700e+00;
    private static final double PER_LN2_HIGH = 1.44269502162933349609e+00;
    private static final double PER_LN2_LOW = 1.92596299112661746887e-08;
    private static final double TWO_3RDS_PER_LN2 = 9.61796693925975554329e-01;
    private static final double TWO_3RDS_PER_LN2_HIGH = 9.61796700954437255859e-01;
    private static final double TWO_3RDS_PER_LN2_LOW = -7.02846165095275826516e-09;
    private static final double LN2 = 6.93147180559945286227e-01;
    private static final double LN2_HIGH = 6.93147182464599609375e-01;
    private static final double LN2_LOW = -1.90465429995776804525e-09;

    private static final double OVER = 8.0085662595372944372e-17; // above 1024 by this, 2 to it rounds to infinity
    private static final double LARGEST = 1024;
    private static final double SMALLEST = -1075;
    private static final double EVEN = 0x1p53; // from here on every double is even

    private static final int ROOT_3_2 = 0x3988e; // fractions of high words
    private static final int ROOT_3 = 0xbb67a;

    private Power() {}

    /** A number in two: their sum is nearer to it than any double. */
    private record Sum(double high, double low) {}

    /** Returns xʸ. */
    public static double pow(double x, double y) {
        if (y == 0) {
            return 1;
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double size = Math.abs(x);
        if (Double.isInfinite(y)) {
            return size == 1 ? Double.NaN : size > 1 == y > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        boolean isNegative = Words.high(x) < 0;
        if (Math.abs(y) == 1) {
            return y < 0 ? 1 / x : x;
        }
        if (y == 2) {
            return x * x;
        }
        if (y == 0.5 && !isNegative) {
            return Math.sqrt(x);
        }
        boolean isWhole = Math.abs(y) >= EVEN || y == Math.floor(y);
        boolean isOdd = isWhole && Math.abs(y) < EVEN && ((long) y & 1) == 1;
        double sign = isNegative && isOdd ? -1 : 1;
        if (size == 0 || size == 1 || Double.isInfinite(size)) {
            return size == 1 && isNegative && !isWhole ? Double.NaN : sign * (y < 0 ? 1 / size : size);
        }
        return isNegative && !isWhole ? Double.NaN : positive(size, y, sign);
    }

    /** sign·xʸ for a finite x above 0, other than 1. */
    private static double positive(double x, double y, double sign) {
        boolean isHuge = Words.size(y) > 0x41e00000; // 2³¹
        int high = Words.high(x);
        boolean isNearOne = Words.size(y) <= 0x43f00000 && (high == 0x3fefffff || high == Words.ONE);
        if (isHuge && !isNearOne) {
            return x > 1 == y > 0 ? sign * Double.POSITIVE_INFINITY : sign * 0;
        }
        Sum lg = isHuge ? nearOne(x) : logarithm(x);
        double cut = Words.cut(y);
        double low = (y - cut) * lg.high + y * lg.low;
        double exact = cut * lg.high;
        double z = low + exact;
        if (z > LARGEST || z == LARGEST && low + OVER > z - exact) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (z < SMALLEST || z == SMALLEST && low <= z - exact) {
            return sign * 0;
        }
        return sign * powerOfTwo(z, exact, low);
    }

    /** log₂ x where |x − 1| is at most 2⁻²⁰. */
    private static Sum nearOne(double x) {
        double t = x - 1;
        double w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
        double u = PER_LN2_HIGH * t;
        double v = t * PER_LN2_LOW - w * PER_LN2;
        double high = Words.cut(u + v);
        return new Sum(high, v - (high - u));
    }

    /** log₂ x. */
    private static Sum logarithm(double x) {
        boolean isSmall = x < Double.MIN_NORMAL;
        double raised = isSmall ? x * 0x1p53 : x;
        int n = (isSmall ? -53 : 0) + (Words.high(raised) >> Words.SHARE) - Words.BIAS;
        int fraction = Words.high(raised) & Words.FRACTION;
        boolean isMiddle = fraction > ROOT_3_2 && fraction < ROOT_3;
        int high = fraction | Words.ONE;
        if (fraction >= ROOT_3) {
            n++;
            high -= 0x100000;
        }
        double a = Words.with(raised, high);
        double p = isMiddle ? 1.5 : 1;
        // s = u/(a + p), in two parts
        double u = a - p;
        double v = 1 / (a + p);
        double s = u * v;
        double sHigh = Words.cut(s);
        double tHigh = Words.of((high >> 1 | 0x20000000) + 0x80000 + (isMiddle ? 0x40000 : 0)); // a + p
        double tLow = a - (tHigh - p);
        double sLow = v * ((u - sHigh * tHigh) - sHigh * tLow);
        double s2 = s * s;
        double r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
        r += sLow * (sHigh + s);
        s2 = sHigh * sHigh;
        tHigh = Words.cut(3 + s2 + r);
        tLow = r - ((tHigh - 3) - s2);
        // (3/2) ln a, in two parts
        u = sHigh * tHigh;
        v = sLow * tHigh + tLow * s;
        double pHigh = Words.cut(u + v);
        double pLow = v - (pHigh - u);
        double zHigh = TWO_3RDS_PER_LN2_HIGH * pHigh;
        double zLow = TWO_3RDS_PER_LN2_LOW * pHigh + pLow * TWO_3RDS_PER_LN2 + (isMiddle ? LG_3_2_LOW : 0);
        double ofP = isMiddle ? LG_3_2_HIGH : 0;
        double sum = Words.cut(zHigh + zLow + ofP + n);
        return new Sum(sum, zLow - (((sum - n) - ofP) - zHigh));
    }

    /** 2 to z = exact + low. */
    private static double powerOfTwo(double z, double exact, double low) {
        int n = 0;
        double rest = exact;
        int high = Words.high(z);
        if ((high & Words.SIZE) > 0x3fe00000) { // |z| > ½
            int k = ((high & Words.SIZE) >> Words.SHARE) - Words.BIAS;
            int rounded = high + (0x100000 >> k + 1);
            k = ((rounded & Words.SIZE) >> Words.SHARE) - Words.BIAS;
            n = (rounded & Words.FRACTION | 0x100000) >> Words.SHARE - k;
            n = high < 0 ? -n : n;
            rest -= Words.of(rounded & ~(Words.FRACTION >> k));
        }
        double t = Words.cut(low + rest);
        double u = t * LN2_HIGH;
        double v = (low - (t - rest)) * LN2 + t * LN2_LOW;
        double r = u + v;
        double w = v - (r - u);
        double c = Exponential.rest(r);
        double power = 1 - (r * c / (c - 2) - (w + r * w) - r);
        boolean isSubnormal = (Words.high(power) + (n << Words.SHARE) >> Words.SHARE) <= 0;
        return isSubnormal ? Math.scalb(power, n) : Words.scaled(power, n);
    }

    /** Returns ∛x. */
    public static double cbrt(double x) {
        if (x == 0 || !(Math.abs(x) < Double.POSITIVE_INFINITY)) {
            return x;
        }
        double size = Math.abs(x);
        double t = size < Double.MIN_NORMAL
                ? Words.of(Words.high(size * 0x1p54) / 3 + 696219795)
                : Words.of(Words.high(size) / 3 + 715094163); // to 5 bits
        double r = t * t / size;
        double s = 5.42857142857142815906e-01 + r * t;
        t *= 3.57142857142857150787e-01
                + 1.60714285714285720630e+00
                        / (s + 1.41428571428571436819e+00 + -7.05306122448979611050e-01 / s); // to 23 bits
        t = Words.of(Words.high(t) + 1); // to 20 bits, and larger than the root
        s = size / (t * t);
        t = t + t * ((s - t) / (t + t + s)); // Newton's step
        return x < 0 ? -t : t;
    }

    /** Returns √(x² + y²). */
    public static double hypot(double x, double y) {
        if (Double.isInfinite(x) || Double.isInfinite(y)) {
            return Double.POSITIVE_INFINITY;
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        boolean isTurned = Words.size(y) > Words.size(x);
        double a = Math.abs(isTurned ? y : x);
        double b = Math.abs(isTurned ? x : y);
        if (Words.high(a) - Words.high(b) > 0x3c00000) { // 2⁶⁰ times as large
            return a + b;
        }
        double scale = 1;
        if (Words.high(a) > 0x5f300000) { // 2⁵⁰⁰
            scale = 0x1p600;
        } else if (b == 0) {
            return a;
        } else if (Words.high(b) < 0x20b00000) { // 2⁻⁵⁰⁰
            scale = b < Double.MIN_NORMAL ? 0x1p-1022 : 0x1p-600;
        }
        double of = b < Double.MIN_NORMAL
                ? 1
                : scale; // whose high words it takes where b is subnormal, for the same digits
        return scale * root(a / scale, b / scale, Words.high(a / of), Words.high(b / of));
    }

    private static double root(double a, double b, int highA, int highB) {
        double w = a - b;
        if (w > b) {
            double t1 = Words.of(highA);
            double t2 = a - t1;
            return Math.sqrt(t1 * t1 - (b * -b - t2 * (a + t1)));
        }
        double y1 = Words.of(highB);
        double y2 = b - y1;
        double t1 = Words.of(highA + 0x100000);
        double t2 = a + a - t1;
        return Math.sqrt(t1 * y1 - (w * -w - (t1 * y2 + t2 * b)));
    }
}
