/**
 * Derivatives without backpropagation. Each is tested against the others: {@link backprop.difference.FiniteDifference},
 * which needs values only; {@link backprop.difference.NetworkDifference}, the same for a whole network, re-evaluating only
 * what a change touches; and {@link backprop.difference.Dual} numbers, forward-mode and exact to rounding.
 */
package backprop.difference;
