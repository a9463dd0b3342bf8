package backprop.check;

import backprop.Gradient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ejml.simple.SimpleMatrix;

/**
 * What is asked of a derivation: its whole gradient, or one of its equations on right input.
 *
 * @param title for the report
 * @param equations which of BP1 to BP4 can go wrong in it
 * @param blocks the answer's parts, from the output backwards: the first wrong one is where the mistake happens
 * @param answers what rules answer, one matrix per block
 */
record Question(String title, Set<Integer> equations, List<Block> blocks, Answers answers) {

    /** One part of the answer, such as ∂C/∂w¹. */
    record Block(String name, int equation, int layer) {}

    interface Answers {
        List<SimpleMatrix> of(Rules rules, Problem problem);
    }

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** Writes a layer as a superscript: w² for w in layer 2. */
    static String named(String letter, int layer) {
        StringBuilder text = new StringBuilder(letter);
        String.valueOf(layer).chars().forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
        return text.toString();
    }

    static Question wholeGradient(int depth) {
        List<Block> blocks = new ArrayList<>();
        for (int l = depth; l >= 1; l--) {
            blocks.add(new Block(named("∂C/∂b", l), 3, l));
            blocks.add(new Block(named("∂C/∂w", l), 4, l));
        }
        return new Question(
                "gradient", Set.of(1, 2, 3, 4), blocks, (rules, p) -> inOrder(rules.gradient(p), p.depth()));
    }

    /** A gradient's blocks, from the output backwards. */
    static List<SimpleMatrix> inOrder(Gradient gradient, int depth) {
        List<SimpleMatrix> answers = new ArrayList<>();
        for (int l = depth; l >= 1; l--) {
            answers.add(gradient.b(l));
            answers.add(gradient.w(l));
        }
        return answers;
    }

    boolean isWholeGradient() {
        return equations.size() > 1;
    }

    static Question outputError(int depth) {
        return new Question(
                "BP1, the output error",
                Set.of(1),
                List.of(new Block(named("δ", depth), 1, depth)),
                (rules, p) -> List.of(rules.output().of(p)));
    }

    static Question hiddenError(int depth) {
        return perLayer(
                "BP2, the hidden error",
                2,
                "δ",
                depth - 1,
                (rules, p, l) -> rules.hidden().of(p, l, p.delta(l + 1)));
    }

    static Question biasGradient(int depth) {
        return perLayer(
                "BP3, the bias gradient",
                3,
                "∂C/∂b",
                depth,
                (rules, p, l) -> rules.bias().of(p, l, p.delta(l)));
    }

    static Question weightGradient(int depth) {
        return perLayer(
                "BP4, the weight gradient",
                4,
                "∂C/∂w",
                depth,
                (rules, p, l) -> rules.weight().of(p, l, p.delta(l)));
    }

    static Question ofEquation(int equation, int depth) {
        return switch (equation) {
            case 1 -> outputError(depth);
            case 2 -> hiddenError(depth);
            case 3 -> biasGradient(depth);
            default -> weightGradient(depth);
        };
    }

    private interface Layered {
        SimpleMatrix of(Rules rules, Problem problem, int l);
    }

    private static Question perLayer(String title, int equation, String letter, int from, Layered answer) {
        List<Block> blocks = new ArrayList<>();
        for (int l = from; l >= 1; l--) {
            blocks.add(new Block(named(letter, l), equation, l));
        }
        return new Question(
                title,
                Set.of(equation),
                blocks,
                (rules, p) -> blocks.stream()
                        .map(block -> answer.of(rules, p, block.layer()))
                        .toList());
    }
}
