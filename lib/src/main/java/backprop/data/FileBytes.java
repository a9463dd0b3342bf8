package backprop.data;

import backprop.internal.Require;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Files, unpacked if they are gzipped, and never read farther than they may be long. */
final class FileBytes {
    private FileBytes() {}

    /**
     * Returns the first bytes of a file, unpacked; fewer if it is shorter. What it claims to hold takes no memory.
     *
     * @param most how many
     */
    static byte[] first(String path, int most) {
        Path file = path(path);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return isGzip(in) ? new GZIPInputStream(in).readNBytes(most) : in.readNBytes(most);
        } catch (IOException e) {
            throw Require.broken(path, "be readable to its end", "broken: " + e.getMessage());
        }
    }

    /** Returns a path as a file that is there. */
    static Path path(String path) {
        Require.notBlank("path", path);
        Path here = Path.of("").toAbsolutePath();
        String rule = "name a file (a relative path starts at " + here + ")";
        try {
            Path file = Path.of(path);
            Require.that(Files.isRegularFile(file), "path", rule, "'" + path + "'");
            return file;
        } catch (InvalidPathException e) {
            throw Require.broken("path", rule, "'" + path + "'");
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip;
    }
}
