/**
 * Files. Examples come from {@link backprop.data.Digits}, which ship, and {@link backprop.data.Idx}, MNIST's format; networks,
 * gradients and histories go out to NumPy and PyTorch and come in from there by {@link backprop.data.Npz}.
 */
package backprop.data;
