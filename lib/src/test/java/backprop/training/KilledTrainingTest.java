package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Cost;
import backprop.DataSet;
import backprop.FreshJava;
import backprop.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Java that does nothing but train and save, after every mini-batch, is killed at random moments, every second time while a
 * file is written, and another goes on: the file is always whole, and in the end the numbers are those of a training never stopped. -Dkills=1000 for more than 20.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("rate")
class KilledTrainingTest {
    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final int LONGEST = 30; // ms from the second file of a process to its end
    private static final DataSet DATA = new DataSet(
            SimpleMatrix.random_DDRM(3, 23, -1, 1, new Random(1)),
            SimpleMatrix.random_DDRM(2, 23, 0, 1, new Random(2)));

    @TempDir
    Path folder;

    private static Training training() {
        return Training.of(Network.of(3, 2000, 2).random(4), Cost.HALF_SQUARED_ERROR.mean(), DATA)
                .eta(0.5)
                .epochs(1_000_000)
                .miniBatch(5)
                .measure("first weight", net -> net.w(1).get(0));
    }

    /** What is killed. */
    static final class Main {
        public static void main(String[] file) {
            endWithin(60);
            Training training = training();
            if (Files.exists(Path.of(file[0]))) {
                training = training.load(file[0]);
            }
            System.out.println(training.autosave(new Autosave(file[0], 0)).run());
        }

        /** Ends this Java should nobody kill it. */
        private static void endWithin(int seconds) {
            Thread thread = new Thread(() -> {
                try {
                    Thread.sleep(1000L * seconds);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                Runtime.getRuntime().halt(1);
            });
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Test
    void goes_on_as_one_never_stopped() throws IOException, InterruptedException {
        Path file = folder.resolve("killed.run");
        Random random = new Random(System.nanoTime());
        List<Integer> lengths = new ArrayList<>(List.of(0));
        int unfinished = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            Path said = folder.resolve("said.txt");
            Process process = FreshJava.start(said, List.of("-Xshare:auto"), Main.class, file.toString());
            awaitAnotherFile(file, process);
            awaitAnotherFile(file, process);
            Thread.sleep(random.nextInt(LONGEST), random.nextInt(1_000_000));
            if (kill % 2 == 0) {
                awaitWriting(unfinished, process);
            }
            assertTrue(process.isAlive(), Files.readString(said));
            process.destroyForcibly();
            assertFalse(process.waitFor() == 0, "killed");
            unfinished = unfinished();
            Training loaded = training().load(file.toString());
            lengths.add(loaded.history().length());
            assertTrue(lengths.get(kill) >= lengths.get(kill - 1), lengths.toString());
        }
        Training last = training().load(file.toString());
        int epochs = last.history().length() + 2;
        Training whole = training().epochs(epochs);
        assertEquals(whole.run(), last.epochs(epochs).run());
        assertEquals(whole.network(), last.network());
        assertTrue(epochs > KILLS / 5, "each went on: " + lengths);
        System.out.println(
                KILLS + " kills, " + unfinished + " of them while a file was written, " + epochs + " epochs");
    }

    /** Waits until the file is another than now: it has been saved, or saved again. */
    private static void awaitAnotherFile(Path file, Process process) throws IOException, InterruptedException {
        FileTime before = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
        while (process.isAlive()
                && (Files.notExists(file) || Files.getLastModifiedTime(file).equals(before))) {
            Thread.sleep(1);
        }
    }

    /** Waits until a file is being written. */
    private void awaitWriting(int left, Process process) throws IOException {
        while (process.isAlive() && unfinished() == left) {
            Thread.onSpinWait();
        }
    }

    private int unfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int)
                    files.filter(path -> path.toString().endsWith("unfinished")).count();
        }
    }
}
