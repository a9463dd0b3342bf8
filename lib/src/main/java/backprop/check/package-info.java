/**
 * Says whether a derivation is right, and if not, why. {@link backprop.check.Check} is where every check begins.
 *
 * <h2>Verdicts</h2>
 * There is no tolerance to choose. The rule for functions is in {@code Match}, that for networks in {@code Known}:
 * <ul>
 * <li>a derivative, a gradient, a Jacobian, a Hessian, a line of a proof: two numbers differ if they are apart by more than
 * ten times what can have made it. That is the error of the reference, which {@code Confirmed} differences estimate for
 * themselves; rounding; what the last digit of the argument does; and the scatter that rounding leaves in the values of a
 * formula, measured around each point. Where all that is more than a millionth of the number, it tells nothing. Over a
 * range, three points that differ are wrong; most must tell for right;
 * <li>an equation, gradient or step on a network: right within the rounding that a running error analysis allows
 * ({@code Rounding}), or that σ(1 − σ) may add; cannot tell where that is more than a millionth of the number. Typed numbers
 * may be off by half a unit of their last digit.
 * </ul>
 * Of more than 60 right derivations, and 50 right derivatives, on ranges that hurt (saturation, overflow, 0/0, kinks, scales
 * from 1e-200 to 1e210) none is called wrong; of more than 40 and 35 wrong ones none is called right.
 *
 * <p>Of 10,000 right answers on random networks, with every cost and activation, saturated and not, single neurons too, with
 * data from 1e-6 to 1e6, none is called wrong; of 10,000 gross mistakes none is called right. Computed by code of its own that
 * shares nothing with the library. A NaN is wrong where what is right is known, and matches nothing.
 *
 * <h2>Causes</h2>
 * A wrong answer is compared with what every known mistake would give, alone and in pairs, and with the right answer times
 * a factor, plus an offset, plus a share of the weights, with one entry changed, or written down in another order; a
 * training step also with slips of the update, such as + for −. What gives the very same numbers, within the verdict's own
 * bounds, is the cause, if {@code Evidence} speaks for it: it must move more independent numbers than it took choices and
 * constants to make it fit. With fewer, what may be is told, but not claimed; otherwise nothing is. To teach it a mistake, add
 * one line to the catalogue in {@code Mistake}. On random networks every single mistake is named, or told as what may be where
 * there are too few numbers; pairs in different equations too. On networks of one neuron a layer, of two and of up to six, no
 * cause is named that was not planted. The counts are in {@code .github/FIGURES.md}.
 *
 * <h2>Within</h2>
 * A {@code Scope} is what is judged: blocks, each an {@link backprop.check.Equation} in a layer of a {@code Case}. An
 * {@code Answer} follows rules, right or wrong, to their numbers. {@code Judge} compares each with what is {@code Known}. A
 * {@code Hypothesis} is the right derivation with changes; {@code CauseFinder} tries {@code Singles}, what is
 * {@code Misplaced} and what {@code NumberFinder} thinks of; {@code Bounds} decide whether it fits, with a {@code Nudge} for
 * rules that no error analysis knows, and {@code Telling} says what was found, in {@link backprop.check.Cause}s.
 * {@code Soundness} comes first: it refuses a network whose own derivatives are wrong. A {@code Search} uses all cores, and
 * finds the same on any number of them. {@code Directions} ask for values of C alone.
 *
 * <p>Functions: {@code Match} is one number beside another, {@code Matches} are many and their verdict. {@code Entries} are
 * those of a gradient, a Jacobian or a Hessian; a {@code Proof} has the lines of a {@link backprop.check.Derivation}.
 * {@code Pattern} finds what wrong numbers have in common.
 *
 * <p>{@code Truth} is what is right on a case, forward and back; {@code Typed} numbers know how exactly each was given. A
 * {@code Chain} is one derivative with its factors. A {@link backprop.check.Sheet} is read by {@code SheetReading}s, its names
 * by {@code Quantity}; {@code SheetFindings} are what each reading shows, and the first without a fault is told.
 */
package backprop.check;
