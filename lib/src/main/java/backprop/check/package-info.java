/**
 * Says whether a derivation is right, and if not, why. {@link backprop.check.Check} is where every check begins.
 *
 * <h2>Verdicts</h2>
 * There is no tolerance to choose. A formula is judged against the error estimate of a difference; a network's gradient
 * against the rounding that a running error analysis allows it. On random networks, saturated and not, with data from 1e-6
 * to 1e6, no right gradient is called wrong, computed by σ(1 − σ) or better, and none with a mistake planted is called
 * right; of these fewer than 2 % have numbers too small to tell.
 *
 * <h2>Causes</h2>
 * A wrong answer is compared with what every known mistake would give, alone and in pairs, and with the right answer times
 * a factor, plus an offset, plus a share of the weights, with one entry changed, or written down in another order; a
 * training step also with slips of the update, such as + for −. What gives the very same numbers is the cause; otherwise
 * none is claimed. To teach it a mistake, add one line to the catalogue in {@code Mistake}. On
 * random networks every single mistake is named, and 999 of 1,000 pairs in different equations; the others have another
 * explanation with the same numbers. The counts are in {@code .github/FIGURES.md}.
 */
package backprop.check;
