package backprop.web.jdk.fdlibm;

/** eˣ, eˣ − 1 and the hyperbolic functions. */
public final class Exponential {
    static final double LN2_HIGH = 6.93147180369123816490e-01;
    static final double LN2_LOW = 1.90821492927058770002e-10;

    private static final double PER_LN2 = 1.44269504088896338700e+00;
    private static final double LARGEST = 7.09782712893383973096e+02; // e to what is above overflows
    private static final double SMALLEST = -7.45133219101941108420e+02; // and below this is 0
    private static final double LARGEST_HALF = 7.10475860073943863426e+02; // the same of eˣ/2

    private static final int HALF_LN2 = 0x3fd62e42; // high words
    private static final int THREE_HALVES_LN2 = 0x3ff0a2b2;
    private static final int LN2_56 = 0x4043687a; // beyond, e⁻ˣ is nothing beside 1
    private static final int LN_LARGEST = 0x40862e42;
    private static final int N22 = 0x40360000; // beyond, e⁻ˣ is nothing beside eˣ
    private static final int TINY_28 = 0x3e300000; // 2⁻²⁸ and so on
    private static final int TINY_54 = 0x3c900000;
    private static final int TINY_55 = 0x3c800000;

    private static final double P1 = 1.66666666666666019037e-01;
    private static final double P2 = -2.77777777770155933842e-03;
    private static final double P3 = 6.61375632143793436117e-05;
    private static final double P4 = -1.65339022054652515390e-06;
    private static final double P5 = 4.13813679705723846039e-08;

    private static final double Q1 = -3.33333333333331316428e-02;
    private static final double Q2 = 1.58730158725481460165e-03;
    private static final double Q3 = -7.93650757867487942473e-05;
    private static final double Q4 = 4.00821782732936239552e-06;
    private static final double Q5 = -2.01099218183624371326e-07;

    private Exponential() {}

    /** x = k ln 2 + (high − low), where that is at most ½ ln 2. */
    private static int multiples(double x) {
        int size = Words.size(x);
        int sign = x < 0 ? -1 : 1;
        return size <= HALF_LN2 ? 0 : size < THREE_HALVES_LN2 ? sign : (int) (PER_LN2 * x + 0.5 * sign);
    }

    /** What P and 2 have of R(r) = r(eʳ + 1)/(eʳ − 1) ≈ 2 + P₁r² + P₂r⁴ + …: r − P₁r² − …. */
    static double rest(double r) {
        double t = r * r;
        return r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
    }

    /** Returns eˣ. */
    public static double exp(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (x > LARGEST) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < SMALLEST) {
            return 0;
        }
        if (Words.size(x) < TINY_28) {
            return 1 + x;
        }
        int k = multiples(x);
        double high = x - k * LN2_HIGH; // without an error
        double low = k * LN2_LOW;
        double r = k == 0 ? x : high - low;
        double c = rest(r);
        return k == 0 ? 1 - (r * c / (c - 2) - r) : Words.scaled(1 - ((low - r * c / (2 - c)) - high), k);
    }

    /** Returns eˣ − 1. */
    public static double expm1(double x) {
        if (Double.isNaN(x) || x > LARGEST) {
            return x + Double.POSITIVE_INFINITY;
        }
        if (x < 0 && Words.size(x) >= LN2_56) {
            return -1;
        }
        if (Words.size(x) < TINY_54) {
            return x;
        }
        int k = multiples(x);
        double high = x - k * LN2_HIGH;
        double low = k * LN2_LOW;
        double r = k == 0 ? x : high - low;
        double c = k == 0 ? 0 : (high - r) - low; // what r has lost
        double half = 0.5 * r;
        double square = r * half;
        double r1 = 1 + square * (Q1 + square * (Q2 + square * (Q3 + square * (Q4 + square * Q5))));
        double t = 3 - r1 * half;
        double e = square * ((r1 - t) / (6 - r * t));
        return k == 0 ? r - (r * e - square) : undone(r, (r * (e - c) - c) - square, k);
    }

    /** 2ᵏ(1 + r − e) − 1. */
    private static double undone(double r, double e, int k) {
        if (k == -1) {
            return 0.5 * (r - e) - 0.5;
        }
        if (k == 1) {
            return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
        }
        if (k <= -2 || k > 56) {
            return Words.scaled(1 - (e - r), k) - 1;
        }
        double least = Words.of(Words.BIAS - k << Words.SHARE); // 2⁻ᵏ
        return Words.scaled(k < 20 ? (1 - least) - (e - r) : (r - (e + least)) + 1, k);
    }

    /** Returns (eˣ − e⁻ˣ)/2. */
    public static double sinh(double x) {
        int size = Words.size(x);
        if (!(Math.abs(x) <= LARGEST_HALF)) {
            return x * Double.POSITIVE_INFINITY;
        }
        if (size < TINY_28) {
            return x;
        }
        double half = x < 0 ? -0.5 : 0.5;
        if (size < N22) {
            double t = expm1(Math.abs(x));
            return size < Words.ONE ? half * (2 * t - t * t / (t + 1)) : half * (t + t / (t + 1));
        }
        return halfExp(half, x, size);
    }

    /** Returns (eˣ + e⁻ˣ)/2. */
    public static double cosh(double x) {
        int size = Words.size(x);
        if (!(Math.abs(x) <= LARGEST_HALF)) {
            return Math.abs(x) * Double.POSITIVE_INFINITY;
        }
        if (size <= HALF_LN2) {
            double t = expm1(Math.abs(x));
            double w = 1 + t;
            return size < TINY_55 ? w : 1 + t * t / (w + w);
        }
        if (size < N22) {
            double t = exp(Math.abs(x));
            return 0.5 * t + 0.5 / t;
        }
        return halfExp(0.5, x, size);
    }

    /** Half of e to |x|, which itself may overflow. */
    private static double halfExp(double half, double x, int size) {
        if (size < LN_LARGEST) {
            return half * exp(Math.abs(x));
        }
        double root = exp(0.5 * Math.abs(x));
        return half * root * root;
    }

    /** Returns (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ). */
    public static double tanh(double x) {
        int size = Words.size(x);
        if (Double.isNaN(x) || size < TINY_55) {
            return x * (1 + x);
        }
        double result = 1;
        if (size < N22) {
            double t = expm1((size >= Words.ONE ? 2 : -2) * Math.abs(x));
            result = size >= Words.ONE ? 1 - 2 / (t + 2) : -t / (t + 2);
        }
        return x < 0 ? -result : result;
    }
}
