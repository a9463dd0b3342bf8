package backprop.formula;

import backprop.formula.Corpus.Sample;
import backprop.text.Table;
import java.io.PrintStream;

/** What becomes of formulas whose verdicts are known. */
public final class FormulaFigures {
    private FormulaFigures() {}

    /** Measures and prints it. */
    public static void print(PrintStream out) {
        Table verdicts =
                Table.of("folder", "statements", "read", "verdict as labelled", "right, accused", "wrong, passed");
        Table repairs =
                Table.of("folder", "slips", "found", "with a right repair", "wrong repairs", "repairs left open");
        for (String folder : Corpus.folders()) {
            Corpus corpus = Corpus.of(folder);
            verdicts = verdicts.row(
                    folder,
                    corpus.count(sample -> true),
                    corpus.count(Sample::isRead),
                    corpus.count(Sample::isJudged),
                    corpus.count(Sample::isAccused),
                    corpus.count(Sample::isFalselyPassed));
            repairs = repairs.row(
                    folder,
                    corpus.count(sample -> sample.is("wrong")),
                    corpus.count(sample -> sample.is("wrong") && sample.isJudged()),
                    corpus.count(Sample::isMended),
                    corpus.falseRepairs(),
                    corpus.openRepairs());
        }
        out.printf("""

                ## Formulas

                Statements of whole texts, each with the verdict expected of it: the five notes, and texts made up in many
                notations, with planted slips. One that has no equals sign or no one meaning need not be read. `CorpusTest`.

                ```
                %s
                ```

                Each repair is put into its text and judged there; left open are those of which the text, as they are printed,
                does not tell whether they are right.

                ```
                %s
                ```
                """, verdicts, repairs);
    }
}
