package backprop.bench;

import backprop.Blas;
import backprop.EpochBenchmark;
import backprop.GradientBenchmark;
import backprop.check.GradientCheckBenchmark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The library as a peer among peers: a process that is asked line by line, and measures with JMH. */
final class Ours {
    private final PrintStream answers;

    private Ours(PrintStream answers) {
        this.answers = answers;
    }

    public static void main(String... arguments) throws IOException, RunnerException {
        Locale.setDefault(Locale.ROOT);
        Ours ours = new Ours(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // JMH talks
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            ours.answer(Question.parse(line));
        }
    }

    private void answer(Question question) throws RunnerException {
        switch (question.task()) {
            case "epoch" ->
                seconds(options(EpochBenchmark.class, "epoch")
                        .param("sizes", question.sizes())
                        .param("examples", question.examples() + "")
                        .param("batch", question.batch() + ""));
            case "check", "sixth" ->
                seconds(options(GradientCheckBenchmark.class, question.task().equals("check") ? "central" : "sixth")
                        .param("sizes", question.sizes())
                        .param("examples", question.examples() + "")
                        .param("threads", "one"));
            case "gradient" -> seconds(options(GradientBenchmark.class, "gradient"));
            case "peak" -> answers.println("{\"gigaflops\": " + Blas.describe().replaceAll("\\D", "") + "}");
            default -> answers.println("{\"skipped\": \"" + question.task() + "\"}");
        }
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark, String method) {
        return new OptionsBuilder()
                .include(benchmark.getName() + "\\." + method + "$")
                .forks(0) // this process is the fork
                .verbosity(VerboseMode.SILENT);
    }

    /** The best of JMH's iterations, as for every peer: what else runs on the machine only adds to it. */
    private void seconds(ChainedOptionsBuilder options) throws RunnerException {
        RunResult result = new Runner(options.build()).runSingle();
        double best = result.getPrimaryResult().getStatistics().getMin();
        answers.println("{\"seconds\": " + best / 1000 + "}");
    }
}
