package backprop.web.jdk.fdlibm;

/** A double as two words of 32 bits: sign, exponent and 20 bits of the fraction; and the other 32 bits of it. */
final class Words {
    /** All of the high word but the sign. */
    static final int SIZE = 0x7fffffff;
    /** The high word's share of the fraction. */
    static final int FRACTION = 0xfffff;
    /** How many bits that is. */
    static final int SHARE = 20;
    /** The exponent of numbers from 1 to below 2. */
    static final int BIAS = 1023;
    /** The high word of 1. */
    static final int ONE = 0x3ff00000;

    private static final int BITS = 52;
    private static final int HALF = 32;
    private static final long LOW = 0xffffffffL;
    private static final int LEAST = -1021;
    private static final int SHIFT = 1000;

    private Words() {}

    static int high(double x) {
        return (int) (Double.doubleToRawLongBits(x) >>> HALF);
    }

    static int low(double x) {
        return (int) Double.doubleToRawLongBits(x);
    }

    /** The high word of |x|. */
    static int size(double x) {
        return high(x) & SIZE;
    }

    /** The number of a high word, all other bits 0. */
    static double of(int high) {
        return Double.longBitsToDouble((long) high << HALF);
    }

    /** x with another high word. */
    static double with(double x, int high) {
        return Double.longBitsToDouble((long) high << HALF | Double.doubleToRawLongBits(x) & LOW);
    }

    /** x without its low word: what is left can be multiplied without an error. */
    static double cut(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & ~LOW);
    }

    /** x·2ᵏ by adding to the exponent, where x is near 1. */
    static double scaled(double x, int k) {
        return k >= LEAST ? moved(x, k) : moved(x, k + SHIFT) * 0x1p-1000;
    }

    private static double moved(double x, int k) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) + ((long) k << BITS));
    }
}
