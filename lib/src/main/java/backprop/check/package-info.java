/**
 * Says whether a derivation is right, and if not, why. {@link backprop.check.Check} is where every check begins.
 *
 * <h2>Verdicts</h2>
 * There is no tolerance to choose. Every rule is in {@code Comparison}:
 * <ul>
 * <li>a derivative, or a gradient of any function: right within ten times the error that a 6th-order difference estimates
 * for itself; cannot tell where that is more than a tenth of the number;
 * <li>an equation, gradient or step on a network: right within the rounding that a running error analysis allows
 * ({@code Rounding}), or that σ(1 − σ) may add; cannot tell where that is more than a millionth of the number;
 * <li>lines of a proof: equal within 64 units of rounding. Typed numbers may be off by half a unit of their last digit.
 * </ul>
 * On random sigmoid networks with squared errors, saturated and not, with data from 1e-6 to 1e6, no right gradient is called
 * wrong, computed by σ(1 − σ) or better, and none with a mistake planted is called right; of these fewer than 2 % have
 * numbers too small to tell.
 *
 * <h2>Causes</h2>
 * A wrong answer is compared with what every known mistake would give, alone and in pairs, and with the right answer times
 * a factor, plus an offset, plus a share of the weights, with one entry changed, or written down in another order; a
 * training step also with slips of the update, such as + for −. What gives the very same numbers is the cause; otherwise
 * none is claimed. To teach it a mistake, add one line to the catalogue in {@code Mistake}. On random networks every single
 * mistake is named, and 999 of 1,000 pairs in different equations; the others have another explanation with the same
 * numbers. The counts are in {@code .github/FIGURES.md}.
 *
 * <h2>Within</h2>
 * A {@code Scope} is what is judged: blocks, each an {@link backprop.check.Equation} in a layer of a {@code Case}. An
 * {@code Answer} follows rules, right or wrong, to their numbers. {@code Judge} compares; {@code CauseFinder} replays
 * {@code Mistake}s, {@code EntryOrder}s and what {@code NumberFinder} thinks of, and passes on {@link backprop.check.Cause}s.
 * {@code Soundness} comes first: it refuses a network whose own derivatives are wrong.
 *
 * <p>{@code Truth} is what is right on a case, forward and back; {@code Typed} numbers know how exactly each was given. A
 * {@code Chain} is one derivative with its factors. A {@link backprop.check.Sheet} is read by {@code SheetReading}s, its names
 * by {@code Quantity}; {@code SheetFindings} are what each reading shows, and {@code SheetJudge} takes the first without a
 * fault.
 */
package backprop.check;
