package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlasTest {

    /** Runs in a process of its own: a BLAS is chosen once in each. */
    static final class Say {
        private Say() {}

        public static void main(String[] arguments) {
            System.out.print(Blas.describe());
        }
    }

    /** What a process prints that describes its BLAS, standard error too. */
    private static String said(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(Say.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void it_is_described_in_one_line_and_chosen_without_a_word() throws Exception {
        for (String line : List.of(said(), Blas.describe())) {
            assertTrue(line.matches("(native|Java) BLAS, [1-9]\\d{0,4} Gflop/s"), line);
            assertEquals(Blas.isNative(), line.startsWith("native"));
        }
    }

    @Test
    void the_one_in_Java_can_be_asked_for() throws Exception {
        String line = said("-Dbackprop.blas=java");
        assertTrue(line.matches("Java BLAS, \\d+ Gflop/s"), line);
    }
}
