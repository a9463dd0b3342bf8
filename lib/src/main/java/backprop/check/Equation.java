package backprop.check;

import backprop.Backprop;
import backprop.formula.Formula;
import backprop.formula.Trial;
import backprop.text.Numbers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * One of the four equations of backpropagation, or that of ∂C/∂x: which layers it speaks of, from what, and its right value
 * on a case.
 */
public enum Equation {
    /** δᴸ = ∇ₐC ⊙ g′(zᴸ), from ∇ₐC; its right value comes from z, as ∇ₐC may be infinite where δᴸ is not. */
    BP1("the output error", "δ", (c, l) -> c.costGradient(), (c, l, in) -> c.delta(l)),

    /** δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ g′(zˡ), from δˡ⁺¹. */
    BP2(
            "the hidden error",
            "δ",
            (c, l) -> c.delta(l + 1),
            (c, l, in) -> Backprop.hiddenError(c.w(l + 1), in, c.z(l), c.g(l))),

    /** ∂C/∂bˡ = δˡ, from δˡ. */
    BP3("the bias gradient", "∂C/∂b", (c, l) -> c.delta(l), (c, l, in) -> Backprop.biasGradient(in)),

    /** ∂C/∂wˡ = δˡ(aˡ⁻¹)ᵀ, from δˡ; of a regularised cost + λwˡ. */
    BP4(
            "the weight gradient",
            "∂C/∂w",
            (c, l) -> c.delta(l),
            (c, l, in) -> c.regularized(l, Backprop.weightGradient(in, c.a(l - 1)))),

    /** ∂C/∂x = (w¹)ᵀδ¹, from δ¹: the layer is 0, whose activations are x. */
    INPUT(
            "the input gradient",
            "∂C/∂x",
            (c, l) -> c.delta(1),
            (c, l, in) -> c.w(1).transpose().mult(in));

    private final String title;
    private final String symbol;
    private final Input input;
    private final Rule rule;

    Equation(String title, String symbol, Input input, Rule rule) {
        this.title = title;
        this.symbol = symbol;
        this.input = input;
        this.rule = rule;
    }

    /** What an equation, right or wrong, makes of its input in layer l. */
    interface Rule {
        SimpleMatrix of(Case c, int l, SimpleMatrix in);
    }

    private interface Input {
        SimpleMatrix of(Case c, int l);
    }

    /** What a hand-derived formula is given under a name. */
    record Given(String name, SimpleMatrix value) {}

    String title() {
        return this + ", " + title;
    }

    /** What it gives in layer l: δˡ, ∂C/∂bˡ, ∂C/∂wˡ or ∂C/∂x. */
    String symbol(int l) {
        return this == INPUT ? symbol : symbol + Numbers.superscript(l);
    }

    /** The layers it speaks of, from the output backwards. */
    List<Integer> layers(int depth) {
        if (this == INPUT) {
            return List.of(0);
        }
        int last = this == BP2 ? depth - 1 : depth;
        int count = this == BP1 ? 1 : last;
        return IntStream.range(0, count).mapToObj(i -> last - i).toList();
    }

    /** Its right input in layer l: ∇ₐC, δˡ⁺¹ or δˡ. */
    SimpleMatrix input(Case c, int l) {
        return input.of(c, l);
    }

    /** Its value in layer l, from any input. */
    SimpleMatrix value(Case c, int l, SimpleMatrix in) {
        return rule.of(c, l, in);
    }

    /** Where a formula of it is tried in layer l, from any input. */
    Trial trial(Case c, int l, SimpleMatrix in) {
        Trial given = c.trial();
        return switch (this) {
            case BP1 -> given.costGradient(in);
            case BP2 -> given.delta(l + 1, in);
            case BP3, BP4 -> given.delta(l, in);
            case INPUT -> given.delta(1, in);
        };
    }

    /** The rule of a formula, right or wrong, in the usual notation; null where it speaks of what there is not. */
    Rule by(Formula formula) {
        Map<String, Formula> products =
                new ConcurrentHashMap<>(); // which they are, shapes decide; not whether σ′ is known
        return (c, l, in) -> {
            Trial trial = trial(c, l, in);
            String shapes = c.network().shape() + ", " + c.examples() + ", " + l;
            Formula understood = products.computeIfAbsent(
                    shapes, same -> trial.understood(formula, l).orElse(null));
            return understood == null ? null : trial.of(understood, l).orElse(null);
        };
    }

    /** What a formula of it takes, in the order of {@link NetworkCheck}. */
    List<Given> given(Case c, int l) {
        return switch (this) {
            case BP1 -> List.of(new Given("a", c.a(l)), new Given("y", c.data().y()), new Given("z", c.z(l)));
            case BP2 -> List.of(new Given("w", c.w(l + 1)), new Given("δ", c.delta(l + 1)), new Given("z", c.z(l)));
            case BP3 -> List.of(new Given("δ", c.delta(l)));
            case BP4 -> List.of(new Given("δ", c.delta(l)), new Given("a", c.a(l - 1)));
            case INPUT -> List.of(new Given("w", c.w(1)), new Given("δ", c.delta(1)));
        };
    }

    /** BP1 to BP4, or ∂C/∂x. */
    @Override
    public String toString() {
        return this == INPUT ? symbol : name();
    }
}
