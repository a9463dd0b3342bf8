/**
 * Formulas of backpropagation as trees: read from LaTeX or Unicode, evaluated on networks, edited, printed.
 *
 * <p>A {@code Scanner} makes {@code Token}s of a text, a {@code Parser} makes a {@link backprop.formula.Formula} of them, in
 * the {@link backprop.formula.Notation} of its author: which letter is which quantity, and what is agreed on beside. A
 * {@code World} is a network with its examples in that notation. It evaluates a formula by dual numbers: ∂X/∂Y is a nudge of
 * Y in the network's own graph, so nothing in it knows backpropagation. {@code Edits} are the formulas one slip away, and
 * {@code Print} writes one as LaTeX, as Unicode or as Java over EJML.
 *
 * <p>Nothing is guessed: what cannot be read, or has two readings that differ in value, is {@code Unreadable}, with its place.
 */
package backprop.formula;
