package backprop;

import backprop.internal.Require;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleBinaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * A cost C(a, y) with its gradient ∇ₐC: a sum of c(a_j, y_j) over the outputs j of every example, or with
 * {@link #mean()} the mean of the examples' costs.
 *
 * <p>The notes use four conventions, and each is a value:
 *
 * <table>
 * <caption>The costs of the notes</caption>
 * <tr><th>formula</th><th>note</th><th>Java</th></tr>
 * <tr><td>Σ(a−y)²</td><td>000, 002</td><td>{@code Cost.SQUARED_ERROR}</td></tr>
 * <tr><td>½Σ(a−y)²</td><td>001; 004 for one example</td><td>{@code Cost.HALF_SQUARED_ERROR}</td></tr>
 * <tr><td>1/(2N) Σ‖a−y‖²</td><td>004</td><td>{@code Cost.HALF_SQUARED_ERROR.mean()}</td></tr>
 * <tr><td>1/|D| Σ c(x)</td><td>003, for any c</td><td>{@code anyCost.mean()}</td></tr>
 * </table>
 *
 * <p>One's own cost is two functions of an output a and its target y:
 * {@code new Cost("Σ(a−y)⁴", (a, y) -> pow(a - y, 4), (a, y) -> 4 * pow(a - y, 3))}.
 *
 * @param formula the sum over the outputs of one example, for tables and messages
 * @param value c(a, y), one output's part
 * @param derivative ∂c/∂a
 * @param averaged whether the examples' costs are averaged; otherwise they are summed
 */
public record Cost(String formula, DoubleBinaryOperator value, DoubleBinaryOperator derivative, boolean averaged) {

    /** Σ(a−y)², with ∂C/∂a = 2(a−y): notes 000 and 002. */
    public static final Cost SQUARED_ERROR = new Cost("Σ(a−y)²", (a, y) -> (a - y) * (a - y), (a, y) -> 2 * (a - y));

    /** ½Σ(a−y)², with ∂C/∂a = a−y: notes 001 and 004. */
    public static final Cost HALF_SQUARED_ERROR =
            new Cost("½Σ(a−y)²", (a, y) -> (a - y) * (a - y) / 2, (a, y) -> a - y);

    /**
     * −Σ[y ln a + (1−y) ln(1−a)], with ∂C/∂a = (1−y)/(1−a) − y/a, for a and y from 0 to 1; 0 ln 0 counts as 0. Infinite
     * where a has reached 0 or 1 and y lies elsewhere; a sigmoid output rounds to 1 for z above 36.7. Of a network that ends
     * with sigmoids or softmax it is computed from z, which no rounding to 1 harms: {@link CrossEntropy}.
     */
    public static final Cost CROSS_ENTROPY =
            new Cost("−Σ[y ln a + (1−y) ln(1−a)]", Cost::crossEntropy, Cost::crossEntropyDerivative);

    /**
     * −Σ y ln a, with ∂C/∂a = −y/a, for a and y from 0 to 1: the cost of a softmax layer, whose outputs are the probabilities
     * of classes. Of such a network, or one that ends with sigmoids, it is computed from z: {@link CrossEntropy}.
     */
    public static final Cost CATEGORICAL_CROSS_ENTROPY =
            new Cost("−Σ y ln a", Cost::categoricalCrossEntropy, Cost::categoricalCrossEntropyDerivative);

    public Cost {
        Require.notBlank("formula", formula);
        Require.given("value", value);
        Require.given("derivative", derivative);
    }

    /** A cost summed over examples. */
    public Cost(String formula, DoubleBinaryOperator value, DoubleBinaryOperator derivative) {
        this(formula, value, derivative, false);
    }

    /** Returns the same cost averaged over examples: 1/N Σ over the N columns of a. */
    public Cost mean() {
        return new Cost(formula, value, derivative, true);
    }

    /**
     * Returns C(a, y) of all N examples, summed or averaged.
     *
     * @param a outputs, n_L×N, one example per column
     * @param y targets, n_L×N
     */
    public double of(SimpleMatrix a, SimpleMatrix y) {
        double sum = ofEachEntry(value, a, y).elementSum();
        return averaged ? sum / a.getNumCols() : sum;
    }

    /**
     * Returns C(aᴸ, y), the cost of a network on a data set.
     *
     * @throws CancellationException if the thread is interrupted and there are more than a thousand examples
     */
    public double of(Network network, DataSet data) {
        Require.given("network", network);
        Require.given("data", data);
        double sum = data.parts().mapToDouble(part -> sum(network, part)).sum();
        return averaged ? sum / data.size() : sum;
    }

    private double sum(Network network, DataSet data) {
        int last = network.depth();
        ForwardPass pass = network.forward(data.x());
        return CrossEntropy.of(network.layer(last).activation(), this)
                .map(entropy -> entropy.of(pass.z(last), data.y()))
                .orElseGet(() -> ofEachEntry(value, pass.output(), data.y()).elementSum());
    }

    /**
     * Returns ∇ₐC = ∂C/∂a, n_L×N, the derivative of {@link #of(SimpleMatrix, SimpleMatrix)}. For a mean each entry carries
     * the factor 1/N.
     *
     * @param a outputs, n_L×N, one example per column
     * @param y targets, n_L×N
     */
    public SimpleMatrix gradient(SimpleMatrix a, SimpleMatrix y) {
        SimpleMatrix gradient = ofEachEntry(derivative, a, y);
        return averaged ? gradient.divide(a.getNumCols()) : gradient;
    }

    private static SimpleMatrix ofEachEntry(DoubleBinaryOperator f, SimpleMatrix a, SimpleMatrix y) {
        Require.filled("a", a);
        Require.sameShape("y", y, "a", a);
        return a.elementOp((int j, int t, double entry) -> f.applyAsDouble(entry, y.get(j, t)));
    }

    private static double crossEntropy(double a, double y) {
        requireProbabilities(a, y);
        double first = y == 0 ? 0 : y * StrictMath.log(a);
        double second = y == 1 ? 0 : (1 - y) * StrictMath.log1p(-a);
        return 0 - (first + second);
    }

    private static double crossEntropyDerivative(double a, double y) {
        requireProbabilities(a, y);
        double first = y == 0 ? 0 : y / a;
        double second = y == 1 ? 0 : (1 - y) / (1 - a);
        return second - first;
    }

    private static double categoricalCrossEntropy(double a, double y) {
        requireProbabilities(a, y);
        return y == 0 ? 0 : 0 - y * StrictMath.log(a);
    }

    private static double categoricalCrossEntropyDerivative(double a, double y) {
        requireProbabilities(a, y);
        return y == 0 ? 0 : -y / a;
    }

    private static void requireProbabilities(double a, double y) {
        if (a < 0 || a > 1) {
            throw Require.broken(
                    "a", "lie from 0 to 1 for cross-entropy (end the network with a sigmoid or softmax layer)", a);
        }
        if (!(y >= 0 && y <= 1)) {
            throw Require.broken("y", "lie from 0 to 1 for cross-entropy", y);
        }
    }

    @Override
    public String toString() {
        return averaged ? "mean over examples of " + formula : formula;
    }
}
