package backprop.attack;

import backprop.check.Check;
import backprop.check.NetworkCheck;
import backprop.check.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Right answers to random problems, and what the check says of them. */
final class RightAnswers {
    static final String EQUATION = "one equation";

    private RightAnswers() {}

    /** Verdicts by the form of the answer. */
    static Map<String, Tally> count(int answers) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (int i = 0; i < answers; i++) {
            Random random = new Random(i * 0x9E3779B97F4A7C15L);
            Problem p = Problem.random(random, i % 4 == 0 ? 1 : 6);
            NetworkCheck check = Check.on(p.network(), p.cost(), p.data());
            int turn = i % (Form.values().length + 1);
            if (turn == Form.values().length) {
                Formula formula = Formula.of(random.nextInt(Formula.values().length), p);
                tallies.computeIfAbsent(EQUATION, words -> new Tally())
                        .add(
                                formula.ask(p, check, UnaryOperator.identity()),
                                Verdict.FAIL,
                                formula + ", " + i + ": " + p);
            } else {
                Form form = Form.values()[turn];
                double[] gradient = form.solve(p).gradient();
                tallies.computeIfAbsent(form.words, words -> new Tally())
                        .add(form.ask(p, check, gradient, random), Verdict.FAIL, form + ", " + i + ": " + p);
            }
        }
        return tallies;
    }
}
