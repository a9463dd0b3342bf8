/**
 * The mathematics of backpropagation, in the letters of the notes it comes from.
 *
 * <h2>Words</h2>
 * <table>
 * <caption>Mathematics and Java</caption>
 * <tr><th>mathematics</th><th>Java</th><th>shape</th></tr>
 * <tr><td>x, y</td><td>{@code x}, {@code y}</td><td>n₀×N and n_L×N: one example per column</td></tr>
 * <tr><td>wˡ, bˡ</td><td>{@code network.w(l)}, {@code network.b(l)}</td><td>n_l×n_{l−1} and n_l×1; w_jk leads from
 * neuron k of layer l−1 to neuron j of layer l</td></tr>
 * <tr><td>zˡ = wˡaˡ⁻¹ + bˡ</td><td>{@code pass.z(l)}</td><td>n_l×N, l from 1 to L</td></tr>
 * <tr><td>aˡ = g_l(zˡ)</td><td>{@code pass.a(l)}</td><td>n_l×N, l from 0 to L; a⁰ is x</td></tr>
 * <tr><td>δˡ = ∂C/∂zˡ</td><td>{@code delta}</td><td>n_l×N</td></tr>
 * <tr><td>p ← p − η∇C(p)</td><td>{@link backprop.GradientDescent}</td><td>p has one entry per weight and bias</td></tr>
 * </table>
 * Layers count from 1 to L, as in the notes; entries of matrices count from 0, as in Java.
 *
 * <h2>Types</h2>
 * A {@link backprop.Network} is a list of {@link backprop.Layer}s, each with its own {@link backprop.Activation}. Its
 * {@link backprop.ForwardPass} keeps every z and a; a {@link backprop.Cost} compares the output with y; and
 * {@link backprop.Backprop} turns both into a {@link backprop.Gradient}. {@link backprop.GradientDescent} follows a
 * gradient downhill; a {@link backprop.History} tells how it went. {@code backprop.training} trains a network on a
 * {@link backprop.DataSet} with the same arithmetic in place.
 *
 * <h2>Rules</h2>
 * <ul>
 * <li>This package uses no other of the project but {@code backprop.internal}; all others may use it.
 * <li>Every convention is a value to choose: the cost and its ½, sum or mean over examples, the activation of each layer.
 * <li>Sums run in a fixed order and exp comes from {@link java.lang.StrictMath}: the same seed gives the same digits on
 * every machine. In a Training the order is that of the machine's BLAS: the same seed gives the same digits on one machine,
 * and on all with {@code -Dbackprop.blas=java}.
 * <li>Bad input is refused at once, with one sentence: {@code <argument> must <rule>, but was <value>}.
 * </ul>
 */
package backprop;
