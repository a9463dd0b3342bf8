package backprop.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that answers questions line by line. */
final class Peer implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    Peer(String name, int threads, List<String> command) {
        this.name = name;
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("THREADS", threads + "");
        builder.environment().put("OPENBLAS_NUM_THREADS", threads + "");
        builder.environment().put("OMP_NUM_THREADS", threads + "");
        builder.environment().keySet().removeAll(List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    String name() {
        return name;
    }

    /** Waits until the process answers: what it does while it starts would slow the others down. */
    void awaitReady() {
        Question ready = new Question("ready", "1-1", 1, 1);
        if (ask(ready, "seconds").isPresent()) {
            throw new IllegalStateException(name + " must pass on " + ready.json() + ", but took its time");
        }
    }

    /** Returns the number asked for, or nothing if the peer passes. */
    OptionalDouble ask(Question question, String key) {
        try {
            questions.write(question.json() + "\n");
            questions.flush();
            String answer = answers.readLine();
            if (answer == null || answer.contains("\"error\"")) {
                throw new IllegalStateException(name + " answered " + answer + " to " + question.json());
            }
            Matcher number = Pattern.compile("\"" + key + "\": ([-+.\\deE]+)").matcher(answer);
            return number.find() ? OptionalDouble.of(Double.parseDouble(number.group(1))) : OptionalDouble.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
