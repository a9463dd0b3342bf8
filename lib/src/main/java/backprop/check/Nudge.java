package backprop.check;

import backprop.DataSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/**
 * What rounding does to the answer of any rules, right or wrong, where no error analysis knows its way: they answer again,
 * from weights, biases and x that are nudged.
 */
final class Nudge {
    private static final double SHARE = 0x1p-26;
    private static final int TIMES = 3;

    private final Case problem;
    private final List<Case> nudged = new ArrayList<>(); // empty before somebody asks

    Nudge(Case problem) {
        this.problem = problem;
    }

    /** By how many times its own share a nudge may change each entry: at least the entry, near the sizes of its terms. */
    SimpleMatrix size(Answer answer, int block) {
        SimpleMatrix here = answer.get(block);
        SimpleMatrix size = Rounding.abs(here);
        for (Case c : nudged()) {
            SimpleMatrix there = answer.on(c).get(block);
            size = size.elementOp((int i, int k, double most) ->
                    Math.max(most, Math.abs(there.get(i, k) - here.get(i, k)) / SHARE));
        }
        return size;
    }

    private synchronized List<Case> nudged() {
        if (nudged.isEmpty()) {
            Random random = new Random(1);
            for (int i = 0; i < TIMES; i++) {
                nudged.add(nudged(random));
            }
        }
        return nudged;
    }

    private Case nudged(Random random) {
        double[] p = problem.network().parameters();
        for (int i = 0; i < p.length; i++) {
            p[i] *= 1 + (random.nextBoolean() ? SHARE : -SHARE);
        }
        SimpleMatrix x = problem.data()
                .x()
                .elementOp((int i, int t, double v) -> v * (1 + (random.nextBoolean() ? SHARE : -SHARE)));
        return Case.of(
                        problem.network().withParameters(p),
                        problem.cost(),
                        new DataSet(x, problem.data().y()))
                .regularized(problem.lambda());
    }
}
