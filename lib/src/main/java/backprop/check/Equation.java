package backprop.check;

import backprop.Backprop;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** One of the four equations of backpropagation: which layers it speaks of, from what, and its right value on a case. */
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

    /** ∂C/∂wˡ = δˡ(aˡ⁻¹)ᵀ, from δˡ. */
    BP4("the weight gradient", "∂C/∂w", (c, l) -> c.delta(l), (c, l, in) -> Backprop.weightGradient(in, c.a(l - 1)));

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
        return name() + ", " + title;
    }

    /** δ, ∂C/∂b or ∂C/∂w. */
    String symbol() {
        return symbol;
    }

    /** The layers it speaks of, from the output backwards. */
    List<Integer> layers(int depth) {
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

    /** What a formula of it takes, in the order of {@link NetworkCheck}. */
    List<Given> given(Case c, int l) {
        Given z = new Given("z", c.z(l));
        return switch (this) {
            case BP1 -> List.of(new Given("a", c.a(l)), new Given("y", c.data().y()), z);
            case BP2 -> List.of(new Given("w", c.w(l + 1)), new Given("δ", c.delta(l + 1)), z);
            case BP3 -> List.of(new Given("δ", c.delta(l)));
            case BP4 -> List.of(new Given("δ", c.delta(l)), new Given("a", c.a(l - 1)));
        };
    }
}
