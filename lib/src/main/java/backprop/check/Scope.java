package backprop.check;

import backprop.Gradient;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * What of a derivation is judged: blocks that follow from its own errors, such as a whole gradient, or one of its equations
 * on right input.
 *
 * @param blocks the answer's parts, from the output backwards: the first wrong one is where the mistake happens
 * @param chained whether each block follows from the answer's own errors; otherwise its input is right
 * @param entry how an entry of a block is called
 */
record Scope(String title, List<Block> blocks, boolean chained, EntryName entry) {
    interface EntryName {
        String of(Block at, int columns, int i);
    }

    Scope(String title, List<Block> blocks, boolean chained) {
        this(title, blocks, chained, (at, columns, i) -> "entry [" + i / columns + "][" + i % columns + "]");
    }

    static Scope of(Equation equation, int depth) {
        return new Scope(
                equation.title(),
                equation.layers(depth).stream().map(l -> new Block(equation, l)).toList(),
                false);
    }

    static Scope wholeGradient(int depth) {
        List<Block> blocks = new ArrayList<>();
        for (int l = depth; l >= 1; l--) {
            blocks.add(new Block(Equation.BP3, l));
            blocks.add(new Block(Equation.BP4, l));
        }
        return new Scope("gradient", blocks, true);
    }

    /** The same blocks of something else. */
    Scope titled(String other) {
        return new Scope(other, blocks, chained, entry);
    }

    /** ∂C/∂x, by BP1, BP2 and (w¹)ᵀδ¹. */
    static Scope inputGradient() {
        return new Scope(Equation.INPUT.title(), List.of(new Block(Equation.INPUT, 0)), true);
    }

    /** With biases, if the case has them. */
    static Scope wholeGradient(Case c) {
        Scope all = wholeGradient(c.depth());
        List<Block> ofWeights =
                all.blocks.stream().filter(at -> at.equation() == Equation.BP4).toList();
        return c.biases() ? all : new Scope(all.title, ofWeights, true);
    }

    /** The blocks' numbers in a gradient, where they are of one. */
    List<SimpleMatrix> of(Gradient gradient) {
        return blocks.stream()
                .map(at -> at.equation() == Equation.BP4 ? gradient.w(at.layer()) : gradient.b(at.layer()))
                .toList();
    }

    /** The first block behind the output layer, if there is one. */
    OptionalInt firstHidden(int depth) {
        return IntStream.range(0, blocks.size())
                .filter(block -> blocks.get(block).layer() < depth)
                .findFirst();
    }

    /** Those that can go wrong in the answer. */
    Set<Equation> equations() {
        Set<Equation> equations = chained ? EnumSet.of(Equation.BP1, Equation.BP2) : EnumSet.noneOf(Equation.class);
        blocks.forEach(at -> equations.add(at.equation()));
        return equations;
    }
}
