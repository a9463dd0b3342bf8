package backprop.check;

import backprop.Gradient;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ejml.simple.SimpleMatrix;

/**
 * What of a derivation is judged: its whole gradient, or one of its equations on right input.
 *
 * @param blocks the answer's parts, from the output backwards: the first wrong one is where the mistake happens
 */
record Scope(String title, List<Block> blocks) {
    /** One part of an answer, such as ∂C/∂w¹: what an equation gives in a layer. */
    record Block(Equation equation, int layer) {
        String name() {
            return equation.symbol() + Numbers.superscript(layer);
        }
    }

    static Scope of(Equation equation, int depth) {
        return new Scope(
                equation.title(),
                equation.layers(depth).stream().map(l -> new Block(equation, l)).toList());
    }

    static Scope wholeGradient(int depth) {
        List<Block> blocks = new ArrayList<>();
        for (int l = depth; l >= 1; l--) {
            blocks.add(new Block(Equation.BP3, l));
            blocks.add(new Block(Equation.BP4, l));
        }
        return new Scope("gradient", blocks);
    }

    /** A gradient's blocks in the order of {@link #wholeGradient}. */
    static List<SimpleMatrix> blocks(Gradient gradient) {
        List<SimpleMatrix> blocks = new ArrayList<>();
        for (int l = gradient.w().size(); l >= 1; l--) {
            blocks.add(gradient.b(l));
            blocks.add(gradient.w(l));
        }
        return blocks;
    }

    boolean isWholeGradient() {
        return blocks.get(0).equation() != blocks.get(blocks.size() - 1).equation();
    }

    /** Those that can go wrong in the answer. */
    Set<Equation> equations() {
        return isWholeGradient()
                ? EnumSet.allOf(Equation.class)
                : EnumSet.of(blocks.get(0).equation());
    }
}
