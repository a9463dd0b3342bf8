/**
 * Pictures of what the mathematics does: the only package that draws.
 *
 * <p>{@link backprop.plot.Charts} draws {@link backprop.plot.Curve}s and descents as charts of XChart,
 * {@link backprop.plot.Images} examples, matrices and, as a {@link backprop.plot.NetworkPicture}, networks;
 * {@link backprop.plot.Charts#picture} turns any chart of XChart into a {@link backprop.plot.Picture}, which is what a
 * notebook shows. Nothing opens a window.
 *
 * <h2>Rules</h2>
 * <ul>
 * <li>One look: white, a light grid, the colours of Okabe and Ito in a fixed order, told apart by colour-blind readers
 * too; the legend stands below the plot and never covers data.
 * <li>The same data gives the same bytes, and a line of plain text that depends on nothing else.
 * <li>The font is always DejaVu Sans, brought along in the jar ({@link backprop.plot.Fonts}): a machine without fonts
 * still plots.
 * </ul>
 */
package backprop.plot;
