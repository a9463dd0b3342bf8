/**
 * Formulas of backpropagation as trees: read from LaTeX or Unicode, evaluated on networks, edited, printed.
 *
 * <p><b>Reading.</b> {@code Text} finds the statements of a text, between words with {@code Prose}; a {@code Scanner} makes
 * {@code Token}s of them. From the tokens, the {@code Author} guesses {@link backprop.formula.Notation}s: which letter is which
 * quantity, with {@code Roles}, and where layers are written. In one of these, the {@code Parser} makes a {@link backprop.formula.Formula} of each side, with {@code Letters},
 * {@code Scripts}, {@code Functions}, {@code Slopes}, {@code Sums} and {@code Matrices} for what their names say.
 * {@code Names}, {@code IndexLayers} and {@code Understood} add what letters alone do not say.
 *
 * <p><b>Meaning.</b> A {@code World} is a network with its examples. There a formula has a {@code Meaning}, by dual numbers:
 * ∂X/∂Y is a nudge of Y in the network's own graph, so nothing here knows backpropagation. {@code Readings} are what products
 * written side by side may mean; those that fit the shapes remain.
 *
 * <p><b>Judging.</b> A {@code Claim} is that two formulas are equal wherever both mean something: at all {@code Places} of
 * some {@code Worlds}. {@code NotationSearch} finds the notation under which most of a text is right, {@code Judgement} says
 * what each statement is under that one, {@code Conditions} under which other one. {@code Edits} are the formulas one slip
 * away, and a {@code Repair} is one of them that is right. {@code Print} writes a formula as LaTeX or Unicode.
 * {@link backprop.formula.Sentence} typesets those among words.
 *
 * <p>Nothing is guessed: what cannot be read, or has two readings that differ in value, is {@code Unreadable}, with its place.
 */
package backprop.formula;
