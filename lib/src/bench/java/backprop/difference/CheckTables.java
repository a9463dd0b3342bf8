package backprop.difference;

import backprop.Backprop;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The check of a whole network beside a plain loop over full forward passes in Java: seconds, cost per parameter, accuracy. */
public final class CheckTables {
    private static final int PARAMETERS = 23_860;
    private static final String CHECK = GradientCheckBenchmark.class.getSimpleName();

    private CheckTables() {}

    /**
     * Measures and prints them.
     *
     * @param out where
     * @throws RunnerException if JMH cannot run
     */
    public static void print(PrintStream out) throws RunnerException {
        Map<String, Double> ms = new LinkedHashMap<>();
        run(ms, "", options("central|sixth"));
        run(ms, "", options("plain.*"));
        run(ms, "sparse ", options("central|sixth").param("filled", "0.2").param("threads", "one"));
        for (int inputs : new int[] {50, 200}) {
            String label = inputs + " inputs ";
            run(ms, label, options("sixth").param("sizes", inputs + "-30-10").param("threads", "one"));
            run(ms, label, options("plainSixth").param("sizes", inputs + "-30-10"));
        }
        print(out, ms);
    }

    private static ChainedOptionsBuilder options(String methods) {
        return new OptionsBuilder().include(CHECK + "\\.(" + methods + ")$");
    }

    private static void run(Map<String, Double> ms, String label, ChainedOptionsBuilder options)
            throws RunnerException {
        Collection<RunResult> results =
                new Runner(options.verbosity(VerboseMode.SILENT).build()).run();
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            String threads = result.getParams().getParam("threads");
            ms.put(
                    label + name + (threads == null ? "" : " " + threads),
                    result.getPrimaryResult().getScore());
        }
    }

    private static void print(PrintStream out, Map<String, Double> ms) {
        out.printf(
                "%nGradient check of 784-30-10, %,d parameters, 10 examples; the plain loop, full forward passes of the%n"
                        + "textbook path on one thread, is measured on %d random parameters and scaled to all of them.%n%n",
                PARAMETERS, GradientCheckBenchmark.SAMPLE);
        out.printf("%-10s %-36s %10s %12s%n", "method", "", "seconds", "plain / ours");
        for (String method : new String[] {"central", "sixth"}) {
            String plain = method.equals("central") ? "plainCentral" : "plainSixth";
            double slow = ms.get(plain) * PARAMETERS / GradientCheckBenchmark.SAMPLE;
            row(out, method, "plain loop", slow, slow);
            row(out, method, "one thread", ms.get(method + " one"), slow);
            row(out, method, "all threads", ms.get(method + " all"), slow);
            row(out, method, "one thread, 80 % of the inputs are 0", ms.get("sparse " + method + " one"), slow);
        }
        out.printf("%n%-10s %26s %26s%n", "inputs n0", "ours, µs per parameter", "plain, µs per parameter");
        width(out, 50, ms.get("50 inputs sixth one"), ms.get("50 inputs plainSixth"));
        width(out, 200, ms.get("200 inputs sixth one"), ms.get("200 inputs plainSixth"));
        width(out, 784, ms.get("sixth one"), ms.get("plainSixth"));
        accuracy(out);
    }

    private static void row(PrintStream out, String method, String what, double ms, double plain) {
        out.printf("%-10s %-36s %10.3f %12.0f%n", method, what, ms / 1000, plain / ms);
    }

    private static void width(PrintStream out, int inputs, double ms, double plain) {
        int parameters = 30 * (inputs + 1) + 10 * 31;
        out.printf(
                "%-10d %26.1f %26.1f%n", inputs, 1000 * ms / parameters, 1000 * plain / GradientCheckBenchmark.SAMPLE);
    }

    static void accuracy(PrintStream out) {
        GradientCheckBenchmark.Task task = new GradientCheckBenchmark.Task();
        task.sizes = "784-30-10";
        task.examples = 10;
        task.filled = 1;
        task.draw();
        double[] truth = Backprop.gradient(task.network, task.cost, task.data).vector();
        double[] sixth = task.differences(true).gradient().value().vector();
        double[] central = task.differences(true)
                .gradient(FiniteDifference.CENTRAL)
                .value()
                .vector();
        out.printf(
                "%nLargest error over largest entry, and worst relative error, against Backprop%n%-8s %-20s %-20s%n",
                "block", "central", "6th order");
        int from = 0;
        int[] lengths = {30 * 784, 30, 10 * 30, 10};
        String[] names = {"w1", "b1", "w2", "b2"};
        for (int block = 0; block < lengths.length; block++) {
            int to = from + lengths[block];
            out.printf(
                    "%-8s %-20s %-20s%n",
                    names[block], errors(central, truth, from, to), errors(sixth, truth, from, to));
            from = to;
        }
    }

    private static String errors(double[] value, double[] truth, int from, int to) {
        double largest = 0;
        double worst = 0;
        double relative = 0;
        for (int i = from; i < to; i++) {
            double off = Math.abs(value[i] - truth[i]);
            largest = Math.max(largest, Math.abs(truth[i]));
            worst = Math.max(worst, off);
            relative = Math.max(relative, off / Math.abs(truth[i]));
        }
        return String.format("%.1e   %.1e", worst / largest, relative);
    }
}
