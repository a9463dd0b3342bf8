package backprop.check;

import backprop.Activation;
import backprop.Sigmoid;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * How far rounding can move what backpropagation gives: a running error analysis of the forward and the backward pass. A
 * number within its bound is right; nothing else is a tolerance.
 */
final class Rounding {
    private static final double EPSILON = 0x1p-53;

    private final Case c;
    private final boolean isTextbook;
    private final SimpleMatrix[] zError;
    private final SimpleMatrix[] activationError;
    private final SimpleMatrix[] slopeError;
    private final Bounded[] delta;

    /** Sizes with their errors. */
    private record Bounded(SimpleMatrix size, SimpleMatrix error) {}

    private Rounding(Case c, boolean isTextbook, boolean kinks) {
        this.c = c;
        this.isTextbook = isTextbook;
        zError = new SimpleMatrix[c.depth() + 1];
        activationError = new SimpleMatrix[c.depth() + 1];
        slopeError = new SimpleMatrix[c.depth() + 1];
        delta = new Bounded[c.depth() + 1];
        activationError[0] = c.a(0).scale(0);
        for (int l = 1; l <= c.depth(); l++) {
            double unit = unit(c.w(l).getNumCols());
            SimpleMatrix ez = sizeOfZ(l).scale(unit).plus(abs(c.w(l)).mult(activationError[l - 1]));
            zError[l] = ez;
            if (c.g(l).isSoftmax()) {
                activationError[l] = mixed(c.a(l), ez).plus(c.a(l).scale(unit(c.w(l).getNumRows())));
                continue; // without a slope
            }
            SimpleMatrix slope = abs(c.slope(l));
            activationError[l] = slope.elementMult(ez).plus(abs(c.a(l)).scale(unit));
            slopeError[l] = slopeChange(l, ez, kinks)
                    .plus(slope.scale(unit))
                    .plus(isTextbook ? lostInSlope(l) : slope.scale(0));
        }
    }

    /** For numbers computed as accurately as doubles allow. */
    static Rounding strict(Case c) {
        return new Rounding(c, false, true);
    }

    /**
     * For numbers computed by textbook formulas: slopes by σ(1 − σ), and a − y or ∇ₐC of a cross-entropy, have an error of a
     * few ε, however small they are. It comes to the strict one, which has the kinks.
     */
    static Rounding textbook(Case c) {
        return new Rounding(c, true, false);
    }

    /** As {@link #strict}, but at a kink for the slope that was taken there: how well that answer is known. */
    static Rounding withoutKinks(Case c) {
        return new Rounding(c, false, false);
    }

    /** The bound of each entry of a block. */
    SimpleMatrix of(Block block) {
        int l = block.layer();
        Bounded d = delta(Math.max(l, 1));
        return switch (block.equation()) {
            case BP1, BP2 -> d.error;
            case BP3 -> rowSums(d.error.plus(rounding(d.size, l)));
            case BP4 -> {
                SimpleMatrix a = abs(c.a(l - 1)).transpose();
                yield d.error
                        .mult(a)
                        .plus(d.size.mult(activationError[l - 1].transpose()))
                        .plus(rounding(d.size.mult(a).plus(abs(c.w(l)).scale(c.lambda())), l));
            }
            case INPUT -> sentBack(1).error;
        };
    }

    SimpleMatrix z(int l) {
        return zError[l];
    }

    SimpleMatrix a(int l) {
        return activationError[l];
    }

    /** g′(zˡ). */
    SimpleMatrix slope(int l) {
        return slopeError[l];
    }

    /** ∂C/∂aˡ. */
    SimpleMatrix activationGradient(int l) {
        return (l == c.depth() ? costGradient() : sentBack(l + 1)).error;
    }

    /** C: what the outputs' errors do to it, and the rounding of its own sum. */
    double cost(double value) {
        int last = c.depth();
        if (c.costOfZ().isPresent()) {
            double moved = abs(c.delta(last)).elementMult(zError[last]).elementSum();
            return moved + unit(zError[last].getNumElements()) * Math.abs(value);
        }
        SimpleMatrix error = activationError[last];
        double moved = abs(c.costGradient()).elementMult(error).elementSum()
                + error.elementMult(error).elementSum();
        return moved + unit(error.getNumElements()) * Math.abs(value);
    }

    private Bounded delta(int l) {
        if (delta[l] == null) {
            delta[l] = l == c.depth() ? outputError() : throughSlope(l, sentBack(l + 1));
        }
        return delta[l];
    }

    private Bounded throughSlope(int l, Bounded in) {
        SimpleMatrix slope = abs(c.slope(l));
        SimpleMatrix size = in.size.elementMult(slope);
        SimpleMatrix error = slope.elementMult(in.error)
                .plus(in.size.elementMult(slopeError[l]))
                .plus(rounding(size, l));
        return new Bounded(size, error);
    }

    private Bounded outputError() {
        int last = c.depth();
        boolean isSoftmax = c.g(last).isSoftmax();
        if (c.costOfZ().isEmpty()) {
            return isSoftmax ? throughSoftmax(costGradient()) : throughSlope(last, costGradient());
        }
        Bounded ofZ = isSoftmax ? softmaxError() : sigmoidError();
        return isTextbook ? new Bounded(ofZ.size, ofZ.error.plus(textbookError(isSoftmax))) : ofZ;
    }

    /** What a − y, and of sigmoids also ∇ₐC ⊙ g′(zᴸ), may be off by. */
    private SimpleMatrix textbookError(boolean isSoftmax) {
        SimpleMatrix a = c.a(c.depth());
        SimpleMatrix y = c.data().y();
        SimpleMatrix first = isSoftmax ? sums(y).elementMult(a) : a.plus(lostBy1MinusA());
        return first.plus(y).scale(share() * unit(2));
    }

    /**
     * (1 − y) σ(z) / (1 − a), of which 1 − a is off by a few ε. Where that is all of it, a rounds to 1, and what comes out is no
     * number.
     */
    private SimpleMatrix lostBy1MinusA() {
        return c.z(c.depth()).elementOp((int j, int t, double z) -> {
            double rest = Sigmoid.of(-z);
            return rest < EPSILON / 4 ? 0 : (1 - c.data().y().get(j, t)) * Sigmoid.of(z) / rest;
        });
    }

    /** What g′ may be off by if it is computed from a, as a(1 − a) or 1 − a²; of one's own activation it is not known. */
    private SimpleMatrix lostInSlope(int l) {
        Activation g = c.g(l);
        double most = Set.of(Activation.RELU, Activation.IDENTITY).contains(g) ? 0 : 4 * EPSILON;
        boolean isFromA = g.equals(Activation.SIGMOID) || g.equals(Activation.TANH);
        return c.a(l).elementOp((int j, int t, double a) -> isFromA ? most * Math.abs(a) : most);
    }

    /** δᴸ = (1 − y) σ(z) − y σ(−z). */
    private Bounded sigmoidError() {
        int last = c.depth();
        SimpleMatrix terms = c.z(last).elementOp((int j, int t, double z) -> {
            double y = c.data().y().get(j, t);
            return (1 - y) * Sigmoid.of(z) + y * Sigmoid.of(-z);
        });
        return entropyError(abs(c.slope(last)).elementMult(zError[last]), terms);
    }

    /** δᴸ_j = a_j Σ_{i≠j} y_i − y_j Σ_{i≠j} a_i. */
    private Bounded softmaxError() {
        SimpleMatrix a = c.a(c.depth());
        SimpleMatrix y = c.data().y();
        SimpleMatrix terms = a.elementMult(others(y)).plus(y.elementMult(others(a)));
        return entropyError(sums(y).elementMult(mixed(a, zError[c.depth()])), terms);
    }

    private Bounded entropyError(SimpleMatrix ofZ, SimpleMatrix terms) {
        SimpleMatrix error = ofZ.plus(terms.scale(unit(c.w(c.depth()).getNumRows())));
        return new Bounded(abs(c.delta(c.depth())), error.scale(share()));
    }

    /** 1, or 1/N of a mean. */
    private double share() {
        return c.cost().averaged() ? 1.0 / c.examples() : 1;
    }

    /** δᴸ_j = a_j Σ_i a_i (v_j − v_i), where v is ∇ₐC. */
    private Bounded throughSoftmax(Bounded v) {
        int last = c.depth();
        SimpleMatrix a = c.a(last);
        SimpleMatrix ea = activationError[last];
        SimpleMatrix value = c.costGradient();
        SimpleMatrix size = a.copy();
        SimpleMatrix error = a.copy();
        for (int t = 0; t < a.getNumCols(); t++) {
            for (int j = 0; j < a.getNumRows(); j++) {
                double sum = 0;
                double terms = 0;
                double off = 0;
                for (int i = 0; i < a.getNumRows(); i++) {
                    double apart = value.get(j, t) - value.get(i, t);
                    sum += a.get(i, t) * apart;
                    terms += a.get(i, t) * (v.size.get(j, t) + v.size.get(i, t));
                    off += ea.get(i, t) * Math.abs(apart) + a.get(i, t) * (v.error.get(j, t) + v.error.get(i, t));
                }
                double aj = a.get(j, t);
                size.set(j, t, aj * terms);
                error.set(j, t, ea.get(j, t) * Math.abs(sum) + aj * (off + terms * unitOfLayer(last)));
            }
        }
        return new Bounded(size, error);
    }

    /** How far errors of z move a softmax: a_j (e_j Σ_{k≠j} a_k + Σ_{k≠j} a_k e_k). */
    private static SimpleMatrix mixed(SimpleMatrix a, SimpleMatrix e) {
        return a.elementMult(e.elementMult(others(a)).plus(others(a.elementMult(e))));
    }

    /** In each column, the sum of all other entries in the place of every one. */
    private static SimpleMatrix others(SimpleMatrix m) {
        SimpleMatrix one = SimpleMatrix.ones(m.getNumRows(), m.getNumRows());
        return one.minus(SimpleMatrix.identity(m.getNumRows())).mult(m);
    }

    /** In each column, the sum of all entries in the place of every one. */
    private static SimpleMatrix sums(SimpleMatrix m) {
        return SimpleMatrix.ones(m.getNumRows(), m.getNumRows()).mult(m);
    }

    /** (wˡ)ᵀδˡ. */
    private Bounded sentBack(int l) {
        SimpleMatrix back = abs(c.w(l)).transpose();
        SimpleMatrix size = back.mult(delta(l).size);
        return new Bounded(size, back.mult(delta(l).error).plus(rounding(size, l)));
    }

    /**
     * ∇ₐC, whose error comes from that of a: the sensitivity of ∂c/∂a is taken between a and a point nearer to ½,
     * as far as its error at least.
     */
    private Bounded costGradient() {
        SimpleMatrix a = c.a(c.depth());
        SimpleMatrix y = c.data().y();
        SimpleMatrix ea = activationError[c.depth()];
        SimpleMatrix near = a.elementOp((int j, int t, double v) -> {
            double share = 1e-6 * Math.min(Math.abs(v), Math.abs(1 - v));
            double h = Math.max(Math.max(share, 4 * Math.ulp(v)), ea.get(j, t));
            return v + h * (v > 0.5 ? -1 : 1);
        });
        SimpleMatrix gradient = c.costGradient();
        SimpleMatrix sensitivity =
                abs(c.cost().gradient(near, y).minus(gradient)).elementDiv(abs(near.minus(a)));
        SimpleMatrix error = ea.plus(abs(a).plus(abs(y)).scale(unit(2)));
        return new Bounded(
                abs(gradient), sensitivity.elementMult(error).plus(abs(gradient).scale(unit(2))));
    }

    /** |w||a| + |b|. */
    private SimpleMatrix sizeOfZ(int l) {
        SimpleMatrix size = abs(c.w(l)).mult(abs(c.a(l - 1)));
        for (int t = 0; t < size.getNumCols(); t++) {
            size.setColumn(t, size.getColumn(t).plus(abs(c.network().b(l))));
        }
        return size;
    }

    /** How much g′ may change as z moves by its error: |g″| times the error, or a kink's whole jump. */
    private SimpleMatrix slopeChange(int l, SimpleMatrix ez, boolean kinks) {
        DoubleUnaryOperator slope = c.g(l).derivative();
        return c.z(l).elementOp((int j, int t, double z) -> {
            double h = 1e-6 * Math.max(1, Math.abs(z));
            double curvature = change(slope, z, h) / (2 * h);
            double jump = kinks ? change(slope, z, ez.get(j, t) + Double.MIN_NORMAL) : 0;
            return Math.max(curvature * ez.get(j, t), jump);
        });
    }

    private static double change(DoubleUnaryOperator slope, double z, double reach) {
        return Math.abs(slope.applyAsDouble(z + reach) - slope.applyAsDouble(z - reach));
    }

    /**
     * Of sums in a layer: a share of their size; and what is not 0 may be off by some of the smallest numbers there are, of the
     * smallest normal ones by 1/(1 + e⁻ᶻ), whose e⁻ᶻ overflows.
     */
    private SimpleMatrix rounding(SimpleMatrix size, int l) {
        double unit = unitOfLayer(l);
        double least = unit / EPSILON * (isTextbook ? Double.MIN_NORMAL : Double.MIN_VALUE);
        return size.elementOp((int i, int k, double entry) -> entry == 0 ? 0 : unit * entry + least);
    }

    private double unitOfLayer(int l) {
        return unit(c.w(l).getNumRows() + c.examples());
    }

    /** A sum of n products, in any order, is within this share of the sum of their sizes. */
    private static double unit(int n) {
        return (n + 8) * EPSILON;
    }

    static SimpleMatrix abs(SimpleMatrix m) {
        return m.elementOp((int i, int k, double entry) -> Math.abs(entry));
    }

    private static SimpleMatrix rowSums(SimpleMatrix m) {
        return m.mult(SimpleMatrix.ones(m.getNumCols(), 1));
    }
}
