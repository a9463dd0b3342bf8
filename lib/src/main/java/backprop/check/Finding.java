package backprop.check;

/** What becomes of two numbers that are held against each other. */
enum Finding {
    EQUAL,
    DIFFERENT,
    /** The same, but no evidence: both 0 where either may be a tiny number, both NaN, or the same infinity. */
    ALIKE,
    /** Rounding hides whether they are the same, or the reference is not known. */
    HIDDEN,
    /** They differ, but as formulas do that jump from one rounded value to the next. */
    DOUBTFUL,
    /** The given one is NaN or infinite where the reference is a number. */
    NO_NUMBER
}
