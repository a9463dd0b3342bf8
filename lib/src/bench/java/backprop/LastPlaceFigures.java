package backprop;

import backprop.text.Numbers;
import backprop.text.Table;
import java.io.PrintStream;

/** The worst errors of the activations' functions, in units of the last place. */
public final class LastPlaceFigures {
    private LastPlaceFigures() {}

    /** Measures and prints them. */
    public static void print(PrintStream out) {
        Table ulps = Table.of("", "worst error, ulp")
                .row("σ", text(SigmoidTest.worstUlps()))
                .row("σ′", text(SigmoidTest.worstUlpsOfDerivative()))
                .row("tanh′", text(ActivationTest.worstUlpsOfDerivativeOfTanh()));
        out.printf("""

                ## Last places

                The worst of %,d points from −745 to 745, against 40 digits. `SigmoidTest`, `ActivationTest`.

                ```
                %s
                ```
                """, SigmoidTest.POINTS, ulps);
    }

    private static String text(double worst) {
        return Numbers.text(worst, 2);
    }
}
