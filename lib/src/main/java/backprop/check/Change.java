package backprop.check;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A departure from what is right.
 *
 * @param equation where; null if in none
 * @param layers of that equation
 * @param constants how many numbers in it were fitted to those given
 * @param ofOneEntry whether it says no more than which number is wrong
 * @param in what becomes of other rules
 */
record Change(
        Cause cause,
        Equation equation,
        Set<Integer> layers,
        int constants,
        boolean ofOneEntry,
        UnaryOperator<Rules> in) {
    int cost() {
        return 1 + constants;
    }
}
