package backprop.bench;

import backprop.training.Products;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
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

    private void answer(Question question) throws IOException, RunnerException {
        if (question.task().equals("peak")) {
            answers.println("{\"gigaflops\": " + Products.describe().replaceAll(".*\\D(\\d+) Gflop/s", "$1") + "}");
            return;
        }
        if (question.task().equals("version")) {
            answers.println(version());
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
        if (question.wantsMore()) {
            options.warmupIterations(question.repeats()).measurementIterations(question.repeats());
        }
        try {
            RunResult result = new Runner(options.build()).runSingle();
            String seconds = result.getAggregatedResult().getIterationResults().stream()
                    .map(iteration -> iteration.getPrimaryResult().getScore() / 1000 + "")
                    .collect(Collectors.joining(", "));
            answers.println("{\"seconds\": [" + seconds + "]}");
        } catch (RunnerException e) {
            if (!(e instanceof NoBenchmarksException) && !tooLong(e)) {
                throw e;
            }
            answers.println("{\"skipped\": \"" + question.task() + "\"}");
        }
    }

    private String version() {
        String version =
                packages.equals(OURS) ? Products.describe() : Runtime.version().toString();
        return "{\"version\": \"" + version + "\"}";
    }

    private static boolean tooLong(RunnerException e) {
        return e.getCause() != null
                && Arrays.stream(e.getCause().getSuppressed()).anyMatch(Epoch.TooLong.class::isInstance);
    }
}
