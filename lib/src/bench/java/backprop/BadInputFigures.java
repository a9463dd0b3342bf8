package backprop;

import backprop.text.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/** What becomes of bad input. */
public final class BadInputFigures {
    private BadInputFigures() {}

    /** Measures and prints it. */
    public static void print(PrintStream out) throws IOException {
        Map<String, Long> counts = BadInputTest.counts();
        Table calls = Table.of(counts.keySet().toArray(String[]::new))
                .row(counts.values().toArray());
        out.printf("""

                ## Bad input

                Every public method and constructor, called with one argument that is null, NaN, infinite, empty, of the wrong
                shape, jagged, negative, zero, huge or blank. Refused is in the one sentence; accepted has its reason in the
                test; wrong is anything else, such as another exception, a hang or a changed argument. `BadInputTest`.

                ```
                %s
                ```
                """, calls);
    }
}
