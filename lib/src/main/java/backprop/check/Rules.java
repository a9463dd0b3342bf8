package backprop.check;

import backprop.Backprop;
import backprop.Gradient;
import java.util.ArrayList;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** A derivation of backpropagation: its four equations, right ones or with mistakes, on any problem. */
record Rules(Output output, Hidden hidden, Bias bias, Weight weight) {

    /** BP1: δᴸ. */
    interface Output {
        SimpleMatrix of(Problem p);
    }

    /** BP2: δˡ from δˡ⁺¹. */
    interface Hidden {
        SimpleMatrix of(Problem p, int l, SimpleMatrix nextDelta);
    }

    /** BP3: ∂C/∂bˡ from δˡ. */
    interface Bias {
        SimpleMatrix of(Problem p, int l, SimpleMatrix delta);
    }

    /** BP4: ∂C/∂wˡ from δˡ. */
    interface Weight {
        SimpleMatrix of(Problem p, int l, SimpleMatrix delta);
    }

    static final Rules RIGHT = new Rules(
            p -> Backprop.outputError(
                    p.costGradient(),
                    p.z(p.depth()),
                    p.network().layer(p.depth()).activation()),
            (p, l, nextDelta) -> Backprop.hiddenError(
                    p.w(l + 1), nextDelta, p.z(l), p.network().layer(l).activation()),
            (p, l, delta) -> Backprop.biasGradient(delta),
            (p, l, delta) -> Backprop.weightGradient(delta, p.a(l - 1)));

    Rules withOutput(Output other) {
        return new Rules(other, hidden, bias, weight);
    }

    Rules withHidden(Hidden other) {
        return new Rules(output, other, bias, weight);
    }

    Rules withBias(Bias other) {
        return new Rules(output, hidden, other, weight);
    }

    Rules withWeight(Weight other) {
        return new Rules(output, hidden, bias, other);
    }

    /** The gradient that these rules give, each layer's error from the next one's. */
    Gradient gradient(Problem p) {
        List<SimpleMatrix> w = new ArrayList<>();
        List<SimpleMatrix> b = new ArrayList<>();
        SimpleMatrix delta = output.of(p);
        for (int l = p.depth(); l >= 1; l--) {
            delta = l == p.depth() ? delta : hidden.of(p, l, delta);
            w.add(0, weight.of(p, l, delta));
            b.add(0, bias.of(p, l, delta));
        }
        return new Gradient(w, b);
    }
}
