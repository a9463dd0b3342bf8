/** Readers of data files: {@link backprop.data.Digits}, which ships, and {@link backprop.data.Idx}, MNIST's format. */
package backprop.data;
