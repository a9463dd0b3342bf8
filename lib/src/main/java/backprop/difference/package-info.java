/**
 * Derivatives without backpropagation, to test it by.
 *
 * <h2>Which truth is independent of which</h2>
 * <ul>
 * <li>{@link backprop.difference.FiniteDifference} asks for values only: of a function of one number, or of the cost as a
 * function of all weights and biases, each of which it nudges itself. It shares nothing with BP1 to BP4, and tests them all.
 * <li>{@link backprop.difference.Dual} numbers are forward-mode differentiation, exact to rounding. They move w and b
 * themselves, and test all four; but g′ and ∂c/∂a they take from the activations and the cost: a wrong g′ they repeat.
 * <li>{@link backprop.difference.NetworkDifference} takes values of g and c only, and finds a wrong g′ or ∂c/∂a. It nudges
 * z and a, and tests BP1 and BP2. <b>It does not test BP3 and BP4:</b> for the weight w_jk it nudges z_j by h·a_k, for the
 * bias by h, and these are BP4 and BP3 themselves.
 * </ul>
 *
 * <h2>Within</h2>
 * An {@link backprop.difference.Estimate} is a value with its error; a {@link backprop.difference.MatrixEstimate} and a
 * {@link backprop.difference.GradientEstimate} are many. {@code Stencil} knows the formulas. Whoever accuses
 * a formula of another asks {@link backprop.difference.Confirmed}, which tries every step, and
 * {@link backprop.difference.Scatter}, which knows a staircase from a slope. The engine of
 * {@code NetworkDifference}, from the whole to its parts: {@code NeuronGradient} (the entries of one neuron),
 * {@code StencilBatch} (many of them at once), {@code StepSearch} and {@code Slope} (the step, and what limits the
 * accuracy), {@code RoundingNoise}, {@code Propagation} (a change followed to the cost), {@code Response} (the change of an
 * activation), {@code Baseline} (the forward pass that all start from). {@code EntryLoop} ends when the thread is
 * interrupted.
 *
 * <p>The order of a difference is the power of h in its error, and nothing else is called order here.
 */
package backprop.difference;
