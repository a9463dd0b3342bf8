package backprop.internal;

import java.util.Random;

/**
 * The numbers of {@link Random} for the same seed, one by one, by the formula that its documentation fixes: a linear
 * congruential generator of 48 bits. Other than there its state can be read, and gone on from.
 */
public final class Chance extends Random {
    /** The states lie from 0 to below this. */
    public static final long STATES = 1L << 48;

    private static final long serialVersionUID = 1;
    private static final long MULTIPLIER = 0x5DEECE66DL;

    private long state;

    public Chance(long seed) {
        super(seed); // calls setSeed
    }

    /** Returns one that goes on from a state of another. */
    public static Chance at(long state) {
        Chance chance = new Chance(0);
        chance.state = state;
        return chance;
    }

    /** Returns what {@link #at} needs to go on from here. */
    public long state() {
        return state;
    }

    @Override
    public void setSeed(long seed) {
        state = Math.floorMod(seed ^ MULTIPLIER, STATES);
    }

    @Override
    protected int next(int bits) {
        state = Math.floorMod(state * MULTIPLIER + 0xB, STATES);
        return (int) (state >>> (48 - bits));
    }
}
