package backprop.attack;

import backprop.check.Verdict;
import backprop.text.Table;
import java.io.PrintStream;
import java.util.Map;

/** What the check says to an implementation of backpropagation that shares nothing with it. */
public final class AttackFigures {
    private static final int ANSWERS = 10_000;
    private static final int CAUSES = 2000;

    private AttackFigures() {}

    /** Measures and prints them. */
    public static void print(PrintStream out) {
        Table right = Table.of("right answers", "called right", "called wrong", "cannot tell");
        for (Map.Entry<String, Tally> form : RightAnswers.count(ANSWERS).entrySet()) {
            right = row(right, form.getKey(), form.getValue());
        }
        WrongAnswers counts = WrongAnswers.count(ANSWERS);
        Table wrong = Table.of("gross mistakes in", "called right", "called wrong", "cannot tell");
        for (Map.Entry<String, Tally> form : counts.verdicts.entrySet()) {
            wrong = row(wrong, form.getKey(), form.getValue());
        }
        Table causes = Table.of("neurons in a layer", "no cause claimed", "claimed, true", "claimed, not true");
        for (int widest : new int[] {1, 2, 6}) {
            FalseCauses found = FalseCauses.count(CAUSES, widest);
            String width = widest == 1 ? "1" : "1 to " + widest;
            causes = causes.row(width, found.silent, found.confirmed, found.refuted.size());
        }
        out.printf("""

                ## The check, attacked

                Answers by loops over plain arrays, which share no line with the library and use only what is public: 1 to 4
                layers of 1 to 6 neurons, a quarter of them chains of single neurons, 8 activations, all costs, weights from
                0.01 to 30, data from 1e-6 to 1e6. `RightAnswersTest`.

                ```
                %s
                ```

                %d kinds of gross mistakes that are not in the catalogue, each where it changes a number by more than 1e-5 of
                the largest in its block. What cannot be told: %d are lost in the rounding of z, %d are no farther off than
                σ(1 − σ) would be. `WrongAnswersTest`.

                ```
                %s
                ```

                The causes named for these on networks with weights and data near 1. A cause is true if it is named again for
                the same mistake on three other networks of this shape. `FalseCausesTest`.

                ```
                %s
                ```
                """, right, Blunder.values().length, counts.unknown, counts.textbook, wrong, causes);
    }

    private static Table row(Table table, String what, Tally tally) {
        return table.row(what, tally.count(Verdict.PASS), tally.count(Verdict.FAIL), tally.count(Verdict.CANNOT_TELL));
    }
}
