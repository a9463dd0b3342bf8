package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Cost;
import backprop.DataSet;
import backprop.History;
import backprop.Network;
import backprop.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged file is refused in one sentence and changes nothing, or is read as what it was. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("rate")
class DamagedRunTest {
    private static final DataSet XOR =
            DataSet.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});

    @TempDir
    Path folder;

    private Path file;
    private byte[] whole;
    private History history;
    private Network network;
    private List<String> numbers;

    private static Training training() {
        return Training.of(Network.of(2, 2, 1).random(1), Cost.SQUARED_ERROR, XOR)
                .eta(1)
                .epochs(3)
                .miniBatch(3)
                .measure("accuracy", net -> net.accuracy(XOR));
    }

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("xor.run");
        Training training = training();
        history = training.run();
        training.save(file.toString());
        network = training.network();
        numbers = numbers();
        whole = Files.readAllBytes(file);
    }

    /** What else is in the file. */
    private List<String> numbers() {
        Npz saved = Npz.load(file.toString());
        return Stream.of("eta", "epochs", "mini_batch", "order", "next", "chance")
                .map(name -> Arrays.toString(saved.numbers(name)))
                .toList();
    }

    /** Returns why bytes are refused; nothing if they are read as what was saved. */
    private Optional<String> refusal(byte[] bytes) throws IOException {
        assertEquals(file, Files.write(file, bytes));
        Training training = training();
        try {
            assertEquals(history, training.load(file.toString()).history());
            assertEquals(network, training.network());
            assertEquals(numbers, numbers());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().matches("[^\n]+ must [^\n]+, but was [^\n]+"), e.getMessage());
            assertTrue(training.toString().endsWith("not begun"), "nothing is changed: " + training);
            return Optional.of(e.getMessage());
        }
    }

    @Test
    void cut_off_anywhere() throws IOException {
        assertTrue(refusal(whole).isEmpty());
        for (int length = 0; length < whole.length; length++) {
            assertTrue(refusal(Arrays.copyOf(whole, length)).isPresent(), length + " of " + whole.length + " bytes");
        }
    }

    /** Read are only those with another time, attribute or name of a local header, on which no number depends. */
    @Test
    void with_any_byte_changed() throws IOException {
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 + random.nextInt(255));
            read += refusal(damaged).isEmpty() ? 1 : 0;
        }
        assertTrue(read < whole.length / 3, read + " of " + whole.length);
    }

    @Test
    void with_many_bytes_changed() throws IOException {
        Random random = new Random(2);
        int read = 0;
        for (int n = 0; n < 1000; n++) {
            byte[] damaged = whole.clone();
            int from = random.nextInt(whole.length - 200);
            for (int i = from; i < from + 200; i++) {
                damaged[i] = (byte) random.nextInt(256);
            }
            read += refusal(damaged).isEmpty() ? 1 : 0;
        }
        assertEquals(0, read);
    }
}
