package backprop.web.jdk;

import java.util.Random;

/** What TeaVM's Random draws otherwise than {@link Random} says. */
public final class Randoms {
    private Randoms() {}

    /** Returns a number from 0 to below the bound, as {@link Random#nextInt(int)} specifies. */
    public static int nextInt(Random random, int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive");
        }
        int bits = random.nextInt() >>> 1;
        if ((bound & -bound) == bound) {
            return (int) ((long) bound * bits >> 31);
        }
        int value = bits % bound;
        while (bits - value + (bound - 1) < 0) {
            bits = random.nextInt() >>> 1;
            value = bits % bound;
        }
        return value;
    }

    /** Returns the uppermost bit, as {@link Random#nextBoolean()} specifies. */
    public static boolean nextBoolean(Random random) {
        return random.nextInt() < 0;
    }
}
