package backprop.check;

import backprop.Gradient;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** What a derivation answers in a scope: one matrix per block, each computed when it is first asked for. */
final class Answer extends AbstractList<SimpleMatrix> {
    private final Scope scope;
    private final Case problem;
    private final Rules rules;
    private final SimpleMatrix[] blocks;
    private final SimpleMatrix[] delta;

    Answer(Scope scope, Case problem, Rules rules) {
        this.scope = scope;
        this.problem = problem;
        this.rules = rules;
        blocks = new SimpleMatrix[scope.blocks().size()];
        delta = new SimpleMatrix[problem.depth() + 1];
    }

    /** What the same rules answer on another case. */
    Answer on(Case other) {
        return new Answer(scope, other, rules);
    }

    /** What other rules answer to the same. */
    Answer by(Rules other) {
        return new Answer(scope, problem, other);
    }

    Rules rules() {
        return rules;
    }

    static Answer right(Scope scope, Case problem) {
        return new Answer(scope, problem, Rules.RIGHT);
    }

    /** The gradient that rules give, each layer's error from the next one's. */
    static Gradient gradient(Case problem, Rules rules) {
        Answer answer = new Answer(Scope.wholeGradient(problem.depth()), problem, rules);
        List<SimpleMatrix> w = new ArrayList<>();
        List<SimpleMatrix> b = new ArrayList<>();
        for (int l = 1; l <= problem.depth(); l++) {
            w.add(answer.at(Equation.BP4, l));
            b.add(answer.at(Equation.BP3, l));
        }
        return new Gradient(w, b);
    }

    @Override
    public SimpleMatrix get(int block) {
        if (blocks[block] == null) {
            Block at = scope.blocks().get(block);
            blocks[block] = scope.chained() ? onOwnErrors(at) : onRightInput(at);
        }
        return blocks[block];
    }

    /** A block of the scope. */
    SimpleMatrix at(Equation equation, int l) {
        return get(scope.blocks().indexOf(new Block(equation, l)));
    }

    private SimpleMatrix onOwnErrors(Block at) {
        return switch (at.equation()) {
            case BP1, BP2 -> delta(at.layer());
            case BP3, BP4 -> rules.of(at, problem, delta(at.layer()));
            case INPUT -> rules.of(at, problem, delta(1));
        };
    }

    private SimpleMatrix onRightInput(Block at) {
        return rules.of(at, problem, at.equation().input(problem, at.layer()));
    }

    /** δˡ by the rules: BP1 for the output, then BP2 from layer to layer, backwards. */
    SimpleMatrix delta(int l) {
        if (delta[l] == null) {
            delta[l] = l == problem.depth()
                    ? onRightInput(new Block(Equation.BP1, l))
                    : rules.of(new Block(Equation.BP2, l), problem, delta(l + 1));
        }
        return delta[l];
    }

    @Override
    public int size() {
        return blocks.length;
    }
}
