package backprop.check;

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

    /**
     * Returns its sign: ✓, ✗ or ?.
     *
     * @return one character
     */
    public String symbol() {
        return symbol;
    }
}
