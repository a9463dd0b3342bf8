package backprop.bench;

import backprop.internal.PowerLaw;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the time of an epoch and of a check grows, with fitted exponents. */
final class Scaling {
    private static final int EXAMPLES = 10_000;

    private Scaling() {}

    static void print(PrintStream out) {
        out.printf("%nHow our time grows, one thread; the exponent is the slope on logarithmic axes%n");
        try (Peer ours = Machine.ours("ours", 1)) {
            row(
                    out,
                    ours,
                    "epoch, width n of 784-n-10",
                    n -> new Question("epoch", "784-" + n + "-10", EXAMPLES, 32),
                    25,
                    50,
                    100,
                    200);
            row(
                    out,
                    ours,
                    "epoch, d layers of 100",
                    d -> new Question("epoch", deep(d, 100), EXAMPLES, 32),
                    2,
                    4,
                    8,
                    16);
            row(
                    out,
                    ours,
                    "epoch, N examples",
                    n -> new Question("epoch", "784-30-10", n, 32),
                    5_000,
                    10_000,
                    20_000,
                    40_000);
            row(
                    out,
                    ours,
                    "check, width n of 100-n-10",
                    n -> new Question("central", "100-" + n + "-10", 10, 1),
                    10,
                    20,
                    40,
                    80);
            row(
                    out,
                    ours,
                    "check, inputs n of n-30-10",
                    n -> new Question("central", n + "-30-10", 10, 1),
                    100,
                    200,
                    400,
                    800);
            row(out, ours, "check, d layers of 20", d -> new Question("central", deep(d, 20), 10, 1), 2, 4, 8);
            row(out, ours, "check, N examples", n -> new Question("central", "100-30-10", n, 1), 5, 10, 20, 40);
        }
    }

    private static String deep(int layers, int width) {
        return IntStream.rangeClosed(0, layers).mapToObj(l -> width + "").collect(Collectors.joining("-"));
    }

    private static void row(PrintStream out, Peer ours, String what, IntFunction<Question> question, int... sizes) {
        double[] seconds = Arrays.stream(sizes)
                .mapToDouble(
                        n -> Spread.of(ours.ask(question.apply(n), "seconds")).median())
                .toArray();
        String times = IntStream.range(0, sizes.length)
                .mapToObj(i -> String.format("%,d: %.3g s", sizes[i], seconds[i]))
                .collect(Collectors.joining("   "));
        out.printf(
                "%-28s exponent %.2f   %s%n",
                what, PowerLaw.exponent(Arrays.stream(sizes).asDoubleStream().toArray(), seconds), times);
    }
}
