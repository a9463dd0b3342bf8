package backprop.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that answers questions line by line, on as many processors as it may use threads. */
final class Peer implements AutoCloseable {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final String name;
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    Peer(String name, int threads, List<String> command) {
        this.name = name;
        List<String> limited = new ArrayList<>(command);
        if (Files.isExecutable(TASKSET)) {
            limited.addAll(0, List.of(TASKSET.toString(), "--cpu-list", Machine.processors(threads)));
        }
        ProcessBuilder builder = unpinned(limited).redirectError(ProcessBuilder.Redirect.INHERIT);
        for (String variable : List.of("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")) {
            builder.environment().put(variable, threads + "");
        }
        if (threads == 1) {
            builder.environment().put("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false");
        }
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** A process for which nobody has chosen OpenBLAS's kernel: it takes that of the processor. */
    static ProcessBuilder unpinned(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"));
        return builder;
    }

    String name() {
        return name;
    }

    /** Returns the numbers asked for: none if the peer passes. */
    double[] ask(Question question, String key) {
        String numbers = text(question, key);
        return numbers.isEmpty()
                ? new double[0]
                : Arrays.stream(numbers.split(", "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }

    /** Returns the value of a key, without quotes or brackets, or nothing if the answer does not have it. */
    String text(Question question, String key) {
        try {
            questions.write(question.json() + "\n");
            questions.flush();
            String answer = answers.readLine();
            if (answer == null || answer.contains("\"error\"")) {
                throw new IllegalStateException(name + " answered " + answer + " to " + question.json());
            }
            Matcher value = Pattern.compile("\"" + key + "\": (\"[^\"]*|\\[[^]]*|[^,}]*)")
                    .matcher(answer);
            return value.find() ? value.group(1).replaceAll("^[\"\\[]", "") : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
