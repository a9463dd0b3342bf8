package backprop.check;

import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * How far rounding can move a gradient: a running error analysis of the forward and the backward pass. A number within
 * its bound is right; nothing else is a tolerance.
 *
 * @param delta bounds of δ¹ to δᴸ
 * @param w bounds of ∂C/∂w¹ to ∂C/∂wᴸ
 * @param b bounds of ∂C/∂b¹ to ∂C/∂bᴸ
 */
record Rounding(List<SimpleMatrix> delta, List<SimpleMatrix> w, List<SimpleMatrix> b) {
    private static final double EPSILON = 0x1p-53;

    /** For numbers computed as accurately as doubles allow. */
    static Rounding strict(Problem p) {
        return of(p, 0);
    }

    /** For numbers computed by textbook formulas such as σ(1 − σ), whose slopes have an error of a few ε, however small. */
    static Rounding textbook(Problem p) {
        return of(p, 4 * EPSILON);
    }

    private static Rounding of(Problem p, double slopeError) {
        int depth = p.depth();
        List<SimpleMatrix> ea = new ArrayList<>(List.of(p.a(0).scale(0)));
        List<SimpleMatrix> slopeErrors = new ArrayList<>();
        for (int l = 1; l <= depth; l++) {
            double unit = unit(p.w(l).getNumCols());
            SimpleMatrix size = abs(p.w(l)).mult(abs(p.a(l - 1)));
            for (int t = 0; t < size.getNumCols(); t++) {
                size.setColumn(t, size.getColumn(t).plus(abs(p.network().b(l))));
            }
            SimpleMatrix ez = size.scale(unit).plus(abs(p.w(l)).mult(ea.get(l - 1)));
            SimpleMatrix slope = abs(p.slope(l, p.z(l)));
            ea.add(slope.elementMult(ez).plus(abs(p.a(l)).scale(unit)));
            slopeErrors.add(slopeChange(p, l, ez).plus(slope.scale(unit)).plus(slopeError));
        }
        List<SimpleMatrix> delta = new ArrayList<>();
        List<SimpleMatrix> w = new ArrayList<>();
        List<SimpleMatrix> b = new ArrayList<>();
        SimpleMatrix incoming = abs(p.costGradient());
        SimpleMatrix incomingError = costGradientError(p, ea.get(depth));
        for (int l = depth; l >= 1; l--) {
            SimpleMatrix slope = abs(p.slope(l, p.z(l)));
            double unit = unit(p.w(l).getNumRows() + p.examples());
            SimpleMatrix error = slope.elementMult(incomingError)
                    .plus(incoming.elementMult(slopeErrors.get(l - 1)))
                    .plus(incoming.elementMult(slope).scale(unit));
            SimpleMatrix size = incoming.elementMult(slope);
            delta.add(0, error);
            b.add(0, rowSums(error.plus(size.scale(unit))));
            SimpleMatrix a = abs(p.a(l - 1)).transpose();
            w.add(
                    0,
                    error.mult(a)
                            .plus(size.mult(ea.get(l - 1).transpose()))
                            .plus(size.mult(a).scale(unit)));
            SimpleMatrix back = abs(p.w(l)).transpose();
            incomingError = back.mult(error).plus(back.mult(size).scale(unit));
            incoming = back.mult(size);
        }
        return new Rounding(delta, w, b);
    }

    /** A sum of n products, in any order, is within this share of the sum of their sizes. */
    private static double unit(int n) {
        return (n + 8) * EPSILON;
    }

    static SimpleMatrix abs(SimpleMatrix m) {
        return map(m, Math::abs);
    }

    private static SimpleMatrix map(SimpleMatrix m, DoubleUnaryOperator f) {
        SimpleMatrix result = m.copy();
        for (int i = 0; i < m.getNumElements(); i++) {
            result.set(i, f.applyAsDouble(m.get(i)));
        }
        return result;
    }

    private static SimpleMatrix rowSums(SimpleMatrix m) {
        SimpleMatrix ones = new SimpleMatrix(m.getNumCols(), 1);
        ones.fill(1);
        return m.mult(ones);
    }

    /** How much g′ may change as z moves by its error: |g″| times the error, or a kink's whole jump. */
    private static SimpleMatrix slopeChange(Problem p, int l, SimpleMatrix ez) {
        DoubleUnaryOperator slope = p.network().layer(l).activation().derivative();
        SimpleMatrix change = ez.copy();
        for (int i = 0; i < change.getNumElements(); i++) {
            double z = p.z(l).get(i);
            double h = 1e-6 * Math.max(1, Math.abs(z));
            double curvature = Math.abs(slope.applyAsDouble(z + h) - slope.applyAsDouble(z - h)) / (2 * h);
            change.set(i, Math.max(curvature * ez.get(i), jump(slope, z, ez.get(i))));
        }
        return change;
    }

    private static double jump(DoubleUnaryOperator slope, double z, double ez) {
        double reach = ez + Double.MIN_NORMAL;
        return Math.abs(slope.applyAsDouble(z + reach) - slope.applyAsDouble(z - reach));
    }

    /** The neurons that stand at a kink, so that their slope may be any number between two. */
    static List<String> kinks(Problem p) {
        List<String> kinks = new ArrayList<>();
        for (int l = 1; l <= p.depth(); l++) {
            DoubleUnaryOperator slope = p.network().layer(l).activation().derivative();
            for (int j = 0; j < p.z(l).getNumRows(); j++) {
                for (int t = 0; t < p.z(l).getNumCols(); t++) {
                    double z = p.z(l).get(j, t);
                    if (jump(slope, z, 0) > 1e-6) {
                        String example = p.examples() == 1 ? "" : " in example " + t;
                        kinks.add("Neuron " + j + " of layer " + l + example + " stands at a kink, z = "
                                + Numbers.text(z) + ": any slope from " + Numbers.text(slope.applyAsDouble(z - 1e-9))
                                + " to " + Numbers.text(slope.applyAsDouble(z + 1e-9)) + " is accepted.");
                    }
                }
            }
        }
        return kinks;
    }

    /** The error of ∇ₐC from that of a, with the sensitivity of ∂c/∂a taken between a and a point nearer to ½. */
    private static SimpleMatrix costGradientError(Problem p, SimpleMatrix ea) {
        SimpleMatrix a = p.pass().output();
        SimpleMatrix near = map(a, v -> {
            double h = Math.max(1e-6 * Math.min(Math.abs(v), Math.abs(1 - v)), 4 * Math.ulp(v));
            return v + h * (v > 0.5 ? -1 : 1);
        });
        SimpleMatrix gradient = p.costGradient();
        SimpleMatrix sensitivity =
                abs(p.cost().gradient(near, p.data().y()).minus(gradient)).elementDiv(abs(near.minus(a)));
        return sensitivity
                .elementMult(ea.plus(abs(a).plus(abs(p.data().y())).scale(unit(2))))
                .plus(abs(gradient).scale(unit(2)));
    }

    /** The bounds of a question's blocks. */
    List<SimpleMatrix> of(Question question) {
        return question.blocks().stream()
                .map(block -> switch (block.equation()) {
                    case 1, 2 -> delta.get(block.layer() - 1);
                    case 3 -> b.get(block.layer() - 1);
                    default -> w.get(block.layer() - 1);
                })
                .toList();
    }
}
