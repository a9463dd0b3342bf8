/**
 * The mathematics of backpropagation, in the letters of the notes it comes from. What notes 000 to 004 are, and which
 * conventions each takes, stands in {@code notebooks/data/notes.md}.
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
 * <tr><td>δˡ = ∂C/∂zˡ</td><td>{@code errors.delta(l)}: BP1, BP2</td><td>n_l×N, l from 1 to L</td></tr>
 * <tr><td>∂C/∂wˡ, ∂C/∂bˡ</td><td>{@code gradient.w(l)}, {@code gradient.b(l)}: BP4, BP3</td><td>as wˡ and bˡ</td></tr>
 * <tr><td>p ← p − η∇C(p)</td><td>{@link backprop.GradientDescent}</td><td>p has one entry per weight and bias</td></tr>
 * </table>
 * Layers count from 1 to L, as in the notes; entries of matrices count from 0, as in Java.
 *
 * <h2>Types</h2>
 * A {@link backprop.Network} is a list of {@link backprop.Layer}s, each with its own {@link backprop.Activation}. Its
 * {@link backprop.ForwardPass} keeps every z and a; a {@link backprop.Cost} compares the output with y; and
 * {@link backprop.Backprop}, BP1 to BP4, goes back to the {@link backprop.Errors} and from both to a {@link backprop.Gradient}.
 * {@link backprop.Softmax} is the one activation that takes all z of a layer at once, and a {@link backprop.CrossEntropy} the
 * cost that must be computed from z. {@link backprop.GradientDescent} follows a gradient downhill; a {@link backprop.Descent} is its way and a
 * {@link backprop.History} tells how it went.
 *
 * <h2>Packages</h2>
 * Each uses only some of those above it, which a test holds.
 * <ul>
 * <li>{@code internal}: how bad input is refused, and what else several packages share. Not for users.
 * <li>{@code backprop}: this one, the textbook. It uses no other but {@code internal}.
 * <li>{@code data}: data files, and networks in files that NumPy reads.
 * <li>{@code training}: the same arithmetic in place, as fast as the machine allows. Tests hold both equal to rounding.
 * <li>{@code text}: numbers and tables as text.
 * <li>{@code difference}: derivatives without backpropagation, each with the error it can have.
 * <li>{@code check}: judges a derivation, and says what is wrong with it.
 * <li>{@code plot}: charts and pictures; only {@code notebook} uses it.
 * <li>{@code course}: a check per student, graded.
 * <li>{@code notebook}: how all this shows in a Java notebook.
 * </ul>
 *
 * <h2>Values</h2>
 * A {@link backprop.Network}, a {@link backprop.DataSet}, a {@link backprop.Gradient} and everything else here never change.
 * <ul>
 * <li>A matrix that one of them hands out cannot be written into: take a {@code copy()}. What is computed from it is an
 * ordinary matrix.
 * <li>{@link backprop.Layer} and {@link backprop.Gradient} copy the matrices they are made of. {@link backprop.DataSet},
 * {@link backprop.ForwardPass} and {@link backprop.Errors}, which have a column per example, do not, as copying the pictures
 * of MNIST takes hundreds of megabytes and about the time of an epoch of training: whoever makes one must not write into its
 * matrices afterwards.
 * <li>A {@code double[]} is copied on the way in and on the way out.
 * <li>EJML's raw matrices, {@code getMatrix()} and {@code getDDRM()} with its {@code data}, are a back door past all this:
 * read there, never write.
 * </ul>
 *
 * <h2>Rules</h2>
 * <ul>
 * <li>Every convention is a value to choose: the cost and its ½, sum or mean over examples, the activation of each layer.
 * <li>Sums run in a fixed order and exp comes from {@link java.lang.StrictMath}: the same seed gives the same digits on
 * every machine, with vector instructions or without, on any number of cores.
 * <li>Bad input, null too, is refused at once and leaves all as it was, with one sentence:
 * {@code <argument> must <rule>, but was <value>}. A test calls every public method with it.
 * <li>A result may be infinite or NaN, and a Network, a Gradient and a History may hold such numbers: a training can diverge.
 * They pass on, and nothing ordinary comes of them: no class and no accuracy of an output that is NaN. What comes from
 * outside, a DataSet, is finite.
 * </ul>
 */
package backprop;
