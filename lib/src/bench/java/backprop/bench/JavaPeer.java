package backprop.bench;

import backprop.training.Blas;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A library in Java as a peer: a process that is asked line by line, and measures with JMH. */
final class JavaPeer {
    private static final String OURS = "backprop\\.(\\w+\\.)?";

    private final String packages;
    private final PrintStream answers;

    private JavaPeer(String packages, PrintStream answers) {
        this.packages = packages;
        this.answers = answers;
    }

    /** Answers until its input ends; the benchmarks of another library are in a package of its name. */
    public static void main(String... library) throws IOException, RunnerException {
        Locale.setDefault(Locale.ROOT);
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // JMH talks
        JavaPeer peer = new JavaPeer(library.length == 0 ? OURS : "backprop\\.bench\\." + library[0] + "\\.", answers);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            peer.answer(Question.parse(line));
        }
    }

    private void answer(Question question) throws RunnerException {
        if (question.task().equals("peak")) {
            answers.println("{\"gigaflops\": " + Blas.describe().replaceAll("\\D", "") + "}");
            return;
        }
        var options = new OptionsBuilder()
                .include("^" + packages + "\\w+\\." + question.task() + "$")
                .param("sizes", question.sizes())
                .param("examples", question.examples() + "")
                .param("batch", question.batch() + "")
                .param("threads", "one")
                .forks(0) // this process is the fork
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        try {
            RunResult result = new Runner(options.build()).runSingle();
            // The best of JMH's iterations, as for every peer: what else runs on the machine only adds to it.
            double best = result.getPrimaryResult().getStatistics().getMin();
            answers.println("{\"seconds\": " + best / 1000 + "}");
        } catch (RunnerException e) {
            if (!(e instanceof NoBenchmarksException) && !tooLong(e)) {
                throw e;
            }
            answers.println("{\"skipped\": \"" + question.task() + "\"}");
        }
    }

    private static boolean tooLong(RunnerException e) {
        return e.getCause() != null
                && Arrays.stream(e.getCause().getSuppressed()).anyMatch(Epoch.TooLong.class::isInstance);
    }
}
