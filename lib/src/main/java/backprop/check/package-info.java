/**
 * Truths that do not come from backpropagation, to hold a derivation against: {@link backprop.check.FiniteDifference}.
 */
package backprop.check;
