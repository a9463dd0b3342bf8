/**
 * Trains a network: {@link backprop.training.Training} does the arithmetic of {@link backprop.Backprop} and
 * {@link backprop.GradientDescent} in place, as fast as the machine allows.
 *
 * <p>A {@code TrainingPath} of {@code TrainingLayer}s keeps its buffers from step to step, takes examples as rows, and leaves
 * the arithmetic on them to {@link backprop.training.Products}. Tests hold it equal to the textbook path to rounding.
 *
 * <p>All that changes as a training runs is a {@code Moment}, which a {@code RunFile} writes and reads.
 */
package backprop.training;
