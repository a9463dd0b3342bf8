/**
 * How results show in a Java notebook: {@link backprop.notebook.Companion#start()} teaches the kernel.
 *
 * <p>Works with JJava and IJava, and compiles without either: {@link backprop.notebook.Kernel} finds the kernel it runs
 * in by reflection. {@link backprop.notebook.Shown} is what a value looks like.
 */
package backprop.notebook;
