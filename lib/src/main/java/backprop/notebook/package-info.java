/**
 * How results show in a Java notebook: {@link backprop.notebook.Companion#start()} teaches the kernel.
 *
 * <p>Works with JJava and IJava, and needs neither: {@link backprop.notebook.Kernel} finds the kernel it runs in by
 * reflection. {@link backprop.notebook.Shown} is what a value looks like.
 *
 * <p>What moves comes from {@link backprop.notebook.Explore}: controls, and a function of their values. In an output it
 * stands as {@link backprop.notebook.Panel}, a tree of widgets, each a {@link backprop.notebook.Model} with a twin in the
 * page; {@link backprop.notebook.Newest} calls the function. {@link backprop.notebook.CommPage} speaks to the page. The
 * kernels' classes for that can only be extended, not be found by reflection, and have other names in each:
 * {@link backprop.notebook.Renamed} loads one class file for either.
 *
 * <p>{@link backprop.notebook.Help} shows what the sources say, which lie in the jar: {@code Docs} reads them, {@code DocText}
 * writes a comment as a page. {@link backprop.notebook.Shell} has Shift-Tab show the same.
 */
package backprop.notebook;
