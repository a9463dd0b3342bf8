package backprop.check;

import backprop.check.Scope.Block;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * How far rounding can move what backpropagation gives: a running error analysis of the forward and the backward pass. A
 * number within its bound is right; nothing else is a tolerance.
 */
final class Rounding {
    private static final double EPSILON = 0x1p-53;

    private final Case c;
    private final SimpleMatrix[] zError;
    private final SimpleMatrix[] activationError;
    private final SimpleMatrix[] slopeError;
    private final Bounded[] delta;

    /** Sizes with their errors. */
    private record Bounded(SimpleMatrix size, SimpleMatrix error) {}

    private Rounding(Case c, double slopesOwnError, boolean kinks) {
        this.c = c;
        zError = new SimpleMatrix[c.depth() + 1];
        activationError = new SimpleMatrix[c.depth() + 1];
        slopeError = new SimpleMatrix[c.depth() + 1];
        delta = new Bounded[c.depth() + 1];
        activationError[0] = c.a(0).scale(0);
        for (int l = 1; l <= c.depth(); l++) {
            double unit = unit(c.w(l).getNumCols());
            SimpleMatrix ez = sizeOfZ(l).scale(unit).plus(abs(c.w(l)).mult(activationError[l - 1]));
            zError[l] = ez;
            SimpleMatrix slope = abs(c.slope(l));
            activationError[l] = slope.elementMult(ez).plus(abs(c.a(l)).scale(unit));
            slopeError[l] = slopeChange(l, ez, kinks).plus(slope.scale(unit)).plus(slopesOwnError);
        }
    }

    /** For numbers computed as accurately as doubles allow. */
    static Rounding strict(Case c) {
        return new Rounding(c, 0, true);
    }

    /** For numbers computed by textbook formulas such as σ(1 − σ), whose slopes have an error of a few ε, however small. */
    static Rounding textbook(Case c) {
        return new Rounding(c, 4 * EPSILON, true);
    }

    /** As {@link #strict}, but at a kink for the slope that was taken there: how well that answer is known. */
    static Rounding withoutKinks(Case c) {
        return new Rounding(c, 0, false);
    }

    /** The bound of each entry of a block. */
    SimpleMatrix of(Block block) {
        int l = block.layer();
        Bounded d = delta(Math.max(l, 1));
        return switch (block.equation()) {
            case BP1, BP2 -> d.error;
            case BP3 -> rowSums(d.error.plus(d.size.scale(unitOfLayer(l))));
            case BP4 -> {
                SimpleMatrix a = abs(c.a(l - 1)).transpose();
                yield d.error
                        .mult(a)
                        .plus(d.size.mult(activationError[l - 1].transpose()))
                        .plus(d.size.mult(a).plus(abs(c.w(l)).scale(c.lambda())).scale(unitOfLayer(l)));
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
        SimpleMatrix error = activationError[c.depth()];
        double moved = abs(c.costGradient()).elementMult(error).elementSum()
                + error.elementMult(error).elementSum();
        return moved + unit(error.getNumElements()) * Math.abs(value);
    }

    private Bounded delta(int l) {
        if (delta[l] == null) {
            Bounded in = l == c.depth() ? costGradient() : sentBack(l + 1);
            SimpleMatrix slope = abs(c.slope(l));
            SimpleMatrix size = in.size.elementMult(slope);
            SimpleMatrix error = slope.elementMult(in.error)
                    .plus(in.size.elementMult(slopeError[l]))
                    .plus(size.scale(unitOfLayer(l)));
            delta[l] = new Bounded(size, error);
        }
        return delta[l];
    }

    /** (wˡ)ᵀδˡ. */
    private Bounded sentBack(int l) {
        SimpleMatrix back = abs(c.w(l)).transpose();
        SimpleMatrix size = back.mult(delta(l).size);
        return new Bounded(size, back.mult(delta(l).error).plus(size.scale(unitOfLayer(l))));
    }

    /** ∇ₐC, whose error comes from that of a: the sensitivity of ∂c/∂a is taken between a and a point nearer to ½. */
    private Bounded costGradient() {
        SimpleMatrix a = c.a(c.depth());
        SimpleMatrix y = c.data().y();
        SimpleMatrix near = a.elementOp((int j, int t, double v) -> {
            double h = Math.max(1e-6 * Math.min(Math.abs(v), Math.abs(1 - v)), 4 * Math.ulp(v));
            return v + h * (v > 0.5 ? -1 : 1);
        });
        SimpleMatrix gradient = c.costGradient();
        SimpleMatrix sensitivity =
                abs(c.cost().gradient(near, y).minus(gradient)).elementDiv(abs(near.minus(a)));
        SimpleMatrix error = activationError[c.depth()].plus(abs(a).plus(abs(y)).scale(unit(2)));
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
