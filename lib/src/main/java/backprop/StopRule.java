package backprop;

import backprop.internal.Require;
import java.util.Collections;
import java.util.function.Predicate;

/** When to stop a descent before its time. Any {@code history -> …} is a rule; these are the common ones. */
public final class StopRule {
    private StopRule() {}

    /**
     * Stops when the cost is below a limit.
     *
     * @param limit the limit
     * @return the rule
     */
    public static Predicate<History> costBelow(double limit) {
        return history -> history.cost() < limit;
    }

    /**
     * Stops when the lowest cost is some entries old.
     *
     * @param patience how many steps or epochs may pass without a new lowest cost, 1 or more
     * @return the rule
     */
    public static Predicate<History> noProgress(int patience) {
        Require.atLeast("patience", 1, patience);
        return history -> history.length() - history.costs().indexOf(Collections.min(history.costs())) >= patience;
    }
}
