package backprop.check;

import backprop.text.Table;
import java.io.PrintStream;
import java.util.Map;

/** How often the check's verdicts and causes are right. */
public final class CheckFigures {
    private CheckFigures() {}

    /** Measures and prints them. */
    public static void print(PrintStream out) {
        Table verdicts = Table.of("gradients", "called right", "called wrong", "cannot tell");
        verdicts = row(verdicts, "right", RatesTest.onRight());
        verdicts = row(verdicts, "right, by σ(1 − σ)", RatesTest.onTextbook());
        verdicts = row(verdicts, "with one mistake", RatesTest.onWrong());
        Table causes = Table.of(
                "mistakes planted", "they are named", "too few numbers to tell", "another cause is named", "none is");
        causes = row(causes, "one", CauseFinderTest.singles());
        causes = row(causes, "two, in different equations", CauseFinderTest.pairs());
        Table functions = Table.of("", "right", "accused", "cannot tell", "wrong", "passed", "cannot tell");
        functions =
                row(functions, "lines of a derivation", DerivationRatesTest.rights(), DerivationRatesTest.brokens());
        functions = row(functions, "derivatives", DerivativeRatesTest.rights(), DerivativeRatesTest.wrongs());
        Table strange =
                Table.of("neurons in a layer", "wrong gradients", "rightly named", "too few numbers", "wrongly named");
        for (int width : new int[] {1, 2, 6}) {
            CauseRatesTest.Counts counts = CauseRatesTest.falseCauses(width, 0);
            String widths = width == 6 ? "1 to 6" : String.valueOf(width);
            strange = strange.row(widths, counts.planted, counts.named, counts.tooFew, counts.falsely.size());
        }
        out.printf("""

                ## The check

                Verdicts on gradients of %,d random networks, from tiny to saturated, with data from 1e-6 to 1e6; each mistake
                of the catalogue is planted where it changes a number. `RatesTest`.

                ```
                %s
                ```

                Causes named for wrong gradients of other random networks. Where there are too few numbers to tell, the planted
                mistakes are told as what may be.
                `CauseFinderTest`.

                ```
                %s
                ```

                The same with mistakes nobody has heard of, factors at random and mistakes of the catalogue, one or two at
                once, where there are few numbers to tell by. `CauseRatesTest`.

                ```
                %s
                ```

                Functions of one variable: right and wrong ones, hostile to differences, some of them beyond what anybody can
                tell. `DerivationRatesTest`, `DerivativeRatesTest`.

                ```
                %s
                ```
                """, RatesTest.NETWORKS, verdicts, causes, strange, functions);
    }

    private static Table row(Table table, String what, Rate right, Rate wrong) {
        return table.row(
                what, right.all(), right.mistaken(), right.untold(), wrong.all(), wrong.mistaken(), wrong.untold());
    }

    private static Table row(Table table, String what, Map<Verdict, Integer> verdicts) {
        return table.row(
                what,
                verdicts.getOrDefault(Verdict.PASS, 0),
                verdicts.getOrDefault(Verdict.FAIL, 0),
                verdicts.getOrDefault(Verdict.CANNOT_TELL, 0));
    }

    private static Table row(Table table, String what, CauseFinderTest.Counts counts) {
        return table.row(what, counts.right, counts.tied + counts.open, counts.other, counts.none);
    }
}
