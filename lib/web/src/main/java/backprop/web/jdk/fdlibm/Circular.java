package backprop.web.jdk.fdlibm;

/** sin x and cos x, for |x| up to 1.6 million. */
public final class Circular {
    private static final int QUARTER = 0x3fe921fb; // high words: π/4
    private static final int HALF = 0x3ff921fb; // π/2
    private static final int THREE_QUARTERS = 0x4002d97c; // 3π/4
    private static final int FARTHEST = 0x413921fb; // 2²⁰ · π/2
    private static final int TINY = 0x3e400000; // 2⁻²⁷

    private static final double PER_HALF_PI = 6.36619772367581382433e-01;
    // π/2 in parts of 33 bits, and what is left after each
    private static final double[] PART = {
        1.57079632673412561417e+00, 6.07710050630396597660e-11, 2.02226624871116645580e-21
    };
    private static final double[] LEFT = {
        6.07710050650619224932e-11, 2.02226624879595063154e-21, 8.47842766036889956997e-32
    };

    private static final double S1 = -1.66666666666666324348e-01;
    private static final double S2 = 8.33333333332248946124e-03;
    private static final double S3 = -1.98412698298579493134e-04;
    private static final double S4 = 2.75573137070700676789e-06;
    private static final double S5 = -2.50507602534068634195e-08;
    private static final double S6 = 1.58969099521155010221e-10;

    private static final double C1 = 4.16666666666666019037e-02;
    private static final double C2 = -1.38888888888741095749e-03;
    private static final double C3 = 2.48015872894767294178e-05;
    private static final double C4 = -2.75573143513906633035e-07;
    private static final double C5 = 2.08757232129817482790e-09;
    private static final double C6 = -1.13596475577881948265e-11;

    private Circular() {}

    /** An angle that is so many quarters of a turn and high + low more. */
    private record Angle(int quarters, double high, double low) {
        double turnedBy(int more) {
            return switch (quarters + more & 3) {
                case 0 -> sine(high, low);
                case 1 -> cosine(high, low);
                case 2 -> -sine(high, low);
                default -> -cosine(high, low);
            };
        }
    }

    /** Returns sin x. */
    public static double sin(double x) {
        return Words.size(x) <= QUARTER ? ofSmall(x) : reduced(x).turnedBy(0);
    }

    /** Returns cos x. */
    public static double cos(double x) {
        return Words.size(x) <= QUARTER ? cosine(x, 0) : reduced(x).turnedBy(1);
    }

    private static double ofSmall(double x) {
        double z = x * x;
        return Words.size(x) < TINY ? x : x + z * x * (S1 + z * series(z));
    }

    private static double series(double z) {
        return S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
    }

    private static double sine(double x, double low) {
        if (Words.size(x) < TINY) {
            return x;
        }
        double z = x * x;
        double v = z * x;
        return x - ((z * (0.5 * low - v * series(z)) - low) - v * S1);
    }

    private static double cosine(double x, double low) {
        int size = Words.size(x);
        if (size < TINY) {
            return 1;
        }
        double z = x * x;
        double r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
        if (size < 0x3fd33333) { // 0.3
            return 1 - (0.5 * z - (z * r - x * low));
        }
        double quarter = size > 0x3fe90000 ? 0.28125 : Words.of(size - 0x200000); // near x/4
        return 1 - quarter - (0.5 * z - quarter - (z * r - x * low));
    }

    private static Angle reduced(double x) {
        int size = Words.size(x);
        if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
            return new Angle(0, Double.NaN, Double.NaN);
        }
        if (size > FARTHEST) {
            throw new IllegalArgumentException("an angle must be at most 1.6 million in a page, but was " + x);
        }
        double t = Math.abs(x);
        int n = size < THREE_QUARTERS ? 1 : (int) (t * PER_HALF_PI + 0.5);
        int part = 0;
        double r = t - n * PART[0];
        double w = n * LEFT[0];
        boolean mayCancel = size < THREE_QUARTERS ? size == HALF : n >= 32 || size == Words.high(n * (Math.PI / 2));
        int enough = 16; // bits that may be lost
        while (mayCancel && part < 2 && bitsLost(t, r - w) > enough) {
            part++;
            double before = r;
            double next = n * PART[part];
            r = before - next;
            w = n * LEFT[part] - ((before - r) - next);
            enough = 49;
        }
        double high = r - w;
        double low = (r - high) - w;
        return x < 0 ? new Angle(-n, -high, -low) : new Angle(n, high, low);
    }

    private static int bitsLost(double from, double to) {
        return (Words.size(from) >> Words.SHARE) - (Words.size(to) >> Words.SHARE);
    }
}
