package backprop.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WholeFileTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) {
        Path file = folder.resolve(name);
        WholeFile.write(file.toString(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        return file;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void it_replaces_the_old_one_and_leaves_nothing_else() throws IOException {
        assertEquals("first", Files.readString(write("a.run", "first")));
        assertEquals("second", Files.readString(write("a.run", "second")));
        assertEquals(List.of("a.run"), names());
    }

    @Test
    void what_breaks_off_leaves_the_old_one() throws IOException {
        Path file = write("a.run", "old");
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> WholeFile.write(file.toString(), out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }));
        assertEquals(file + " must be written to its end, but was broken off: No space left on device", e.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.run"), names());
    }

    @Test
    void an_interrupted_thread_writes_it_too() throws IOException {
        Thread.currentThread().interrupt();
        Path file = write("a.run", "whole");
        assertTrue(Thread.interrupted(), "the thread is told so");
        assertEquals("whole", Files.readString(file));
    }

    @Test
    void what_was_left_an_hour_ago_by_one_that_was_killed_goes() throws IOException {
        for (String name : List.of("a.run.1.unfinished", "a.run.2.unfinished", "b.run.3.unfinished", "a.run.txt")) {
            Path file = Files.createFile(folder.resolve(name));
            boolean fresh = name.contains("2");
            Instant then = Instant.now().minus(Duration.ofMinutes(fresh ? 1 : 61));
            assertEquals(file, Files.setLastModifiedTime(file, FileTime.from(then)));
        }
        assertEquals("text", Files.readString(write("a.run", "text")));
        assertEquals(List.of("a.run", "a.run.2.unfinished", "a.run.txt", "b.run.3.unfinished"), names());
    }

    @Test
    void what_cannot_be_written_is_refused_at_once() throws IOException {
        for (String path :
                List.of(folder.toString(), folder.resolve("none/a.run").toString(), "/", "a\0b")) {
            String message = assertThrows(IllegalArgumentException.class, () -> WholeFile.at(path))
                    .getMessage();
            assertTrue(message.startsWith("path must name a file that can be written (a relative path"), message);
            assertTrue(message.endsWith("), but was '" + path + "'"), message);
        }
        assertEquals(List.of(), names());
    }
}
