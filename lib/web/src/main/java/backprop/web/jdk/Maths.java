package backprop.web.jdk;

/** What TeaVM 0.16.0 computes otherwise than {@link Math} says, and needs no series. */
public final class Maths {
    private static final double WHOLE = 0x1p52; // from here on every double is an integer
    private static final int BITS = 52;
    private static final int EXPONENT = 0x7FF;

    private Maths() {}

    /** Returns the distance to the next double. */
    public static double ulp(double x) {
        if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
            return Math.abs(x);
        }
        int exponent = (int) (Double.doubleToRawLongBits(x) >>> BITS) & EXPONENT;
        return exponent <= BITS
                ? Double.longBitsToDouble(1L << Math.max(0, exponent - 1))
                : Double.longBitsToDouble((long) (exponent - BITS) << BITS);
    }

    /** Returns the nearest integer, the even one of two. */
    public static double rint(double x) {
        double size = Math.abs(x);
        return size < WHOLE ? Math.copySign(size + WHOLE - WHOLE, x) : x;
    }

    /** Returns the nearest integer, the upper one of two. */
    public static long round(double x) {
        double floor = Math.floor(x);
        return (long) (x - floor >= 0.5 ? floor + 1 : floor);
    }
}
