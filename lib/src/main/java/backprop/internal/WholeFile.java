package backprop.internal;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A file that is written as a whole or not at all: beside the old one, down to the disk, and then put in its place. Whenever
 * the machine stops, the old file is there or the new one.
 */
public final class WholeFile {
    private static final String UNFINISHED = ".unfinished";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private WholeFile() {}

    /** What a file shall hold. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Returns a path as a file that can be written, and refuses what cannot. */
    public static Path at(String path) {
        Require.notBlank("path", path);
        Path here = Path.of("").toAbsolutePath();
        String rule = "name a file that can be written (a relative path starts at " + here + ")";
        try {
            Path file = here.resolve(path).normalize();
            boolean fits = file.getFileName() != null
                    && Files.isWritable(file.getParent())
                    && (Files.notExists(file) || Files.isRegularFile(file) && Files.isWritable(file));
            Require.that(fits, "path", rule, "'" + path + "'");
            return file;
        } catch (InvalidPathException e) {
            throw Require.broken("path", rule, "'" + path + "'");
        }
    }

    /** Writes a file, in the place of the old one if there is one. An interrupt of the thread does not stop it. */
    public static void write(String path, Content content) {
        Path file = at(path);
        Path unfinished = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        try {
            deleteAbandoned(file);
            try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) { // an interrupt closes a channel
                OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
                content.writeTo(buffered);
                buffered.flush();
                out.getFD().sync();
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Require.broken(path, "be written to its end", "broken off: " + e.getMessage());
        } finally {
            unfinished.toFile().delete(); // which is there only if something failed
        }
    }

    /** What processes that were killed while they wrote this file have left. */
    private static void deleteAbandoned(Path file) throws IOException {
        Instant then = Instant.now().minus(ABANDONED);
        DirectoryStream.Filter<Path> abandoned =
                other -> other.getFileName().toString().endsWith(UNFINISHED)
                        && other.getFileName().toString().startsWith(file.getFileName() + ".")
                        && Files.getLastModifiedTime(other).toInstant().isBefore(then);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(file.getParent(), abandoned)) {
            for (Path old : all) {
                Files.deleteIfExists(old);
            }
        }
    }
}
