package backprop.check;

import java.util.Collection;

/** What a check found. There is no tolerance to choose: a number is judged against the rounding it may have. */
public enum Verdict {
    /** Right, to the accuracy of the numbers given. */
    PASS("✓"),
    /** Wrong by more than rounding can explain. */
    FAIL("✗"),
    /** Too small or too noisy to judge. */
    CANNOT_TELL("?");

    private final String symbol;

    Verdict(String symbol) {
        this.symbol = symbol;
    }

    /** FAIL if any is, else CANNOT_TELL if any is, else PASS. */
    static Verdict worst(Collection<Verdict> all) {
        return all.contains(FAIL) ? FAIL : all.contains(CANNOT_TELL) ? CANNOT_TELL : PASS;
    }

    /** Returns its sign: ✓, ✗ or ?. */
    public String symbol() {
        return symbol;
    }
}
