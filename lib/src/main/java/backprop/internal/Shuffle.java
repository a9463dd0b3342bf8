package backprop.internal;

import java.util.Random;

/** Orders by chance. */
public final class Shuffle {
    private Shuffle() {}

    /** Returns 0 to n−1 in random order (Fisher and Yates). */
    public static int[] order(int n, Random random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
