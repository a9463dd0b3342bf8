package backprop.internal;

import java.math.BigDecimal;

/** The words by which a descent and a training tell how they went. */
public final class Outcome {
    private Outcome() {}

    /** Names a run by its learning rate: {@code η = 0.1}. */
    public static String label(double eta) {
        return "η = " + plain(eta);
    }

    /** Says where a run diverged, such as {@code step 3}. */
    public static String diverged(String where, double eta) {
        return "diverged at " + where + ": a number became infinite or NaN; try an η smaller than " + plain(eta);
    }

    private static String plain(double eta) {
        return BigDecimal.valueOf(eta).stripTrailingZeros().toPlainString();
    }
}
