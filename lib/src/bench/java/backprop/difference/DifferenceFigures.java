package backprop.difference;

import backprop.difference.EstimatesTest.Honesty;
import backprop.difference.EstimatesTest.Relative;
import backprop.difference.NetworkDifferenceTest.Rates;
import backprop.difference.NetworkDifferenceTest.The_error_estimate;
import backprop.text.Numbers;
import backprop.text.Table;
import java.io.PrintStream;

/** How accurate the differences are, and how honest about it. */
public final class DifferenceFigures {
    private static final int NETWORKS = 4000;

    private DifferenceFigures() {}

    /** Measures and prints them. */
    public static void print(PrintStream out) {
        ofFunctions(out);
        ofNetworks(out);
    }

    private static void ofFunctions(PrintStream out) {
        Table errors = Table.of("", "4-6-5-3, ½Σ(a−y)²", "worst", "20-10-5, cross-entropy", "worst");
        Table honesty = Table.of("", "derivatives", "outside", "outside ten times", "too large");
        for (FiniteDifference method : FiniteDifference.values()) {
            Relative mild = Relative.mild(method);
            Relative saturated = Relative.saturated(method);
            errors = errors.row(
                    method, text(mild.median()), text(mild.worst()), text(saturated.median()), text(saturated.worst()));
            Honesty h = Honesty.of(method);
            honesty = honesty.row(
                    method, h.derivatives(), text(h.outside()), text(h.far()), Math.round(h.tooLarge()) + " times");
        }
        out.printf("""

                ## Differences of any function

                Relative errors of the gradient of a network by `FiniteDifference`: the median and the worst entry over 5
                seeds. `EstimatesTest`.

                ```
                %s
                ```

                On derivatives of sigmoid, tanh, exp, sin, softplus, polynomials, and costs of networks, at scales from 1e-6 to
                1e6: the share of the truths that lie outside value ± error, and outside ten times that; and how many times
                too large the error is, in the median. `EstimatesTest`.

                ```
                %s
                ```
                """, errors, honesty);
    }

    private static void ofNetworks(PrintStream out) {
        Table rates = Table.of("", "entries", "error too small", "ten times too small");
        for (FiniteDifference method : FiniteDifference.values()) {
            rates = row(rates, "gradient, " + method, The_error_estimate.gradient(NETWORKS, method));
        }
        rates = row(rates, "δ and ∂C/∂a", The_error_estimate.byZAndA(NETWORKS));
        out.printf("""

                ## Differences of a network

                Estimates by `NetworkDifference` on %,d random networks with 1 to 4 layers, 7 activations and 5 costs, inputs
                from 1e-6 to 1e6 and weights from 0.1 to 30. The error is %d times too large, in the median.
                `NetworkDifferenceTest`.

                ```
                %s
                ```

                The gradient of 784-30-10 on 10 examples. `CheckTables`.

                ```""", NETWORKS, Math.round(The_error_estimate.timesTheError(NETWORKS)), rates);
        CheckTables.accuracy(out);
        out.printf("""
                ```

                The response of σ to a change of z up to ⅛ is within %s ulp on %,d points. `ResponseTest`.
                """, Numbers.text(ResponseTest.worstUlps(), 2), ResponseTest.POINTS);
    }

    private static Table row(Table table, String what, Rates rates) {
        return table.row(what, rates.entries(), rates.misses(), rates.missesBy10());
    }

    private static String text(double share) {
        return Numbers.text(share, 1);
    }
}
