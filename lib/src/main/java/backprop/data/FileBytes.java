package backprop.data;

import backprop.internal.Require;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Files read whole, unpacked if they are gzipped. */
final class FileBytes {
    private FileBytes() {}

    static byte[] read(String path) {
        if (!Files.isRegularFile(Path.of(path))) {
            Path here = Path.of("").toAbsolutePath();
            throw Require.broken("path", "name a file (a relative path starts at " + here + ")", "'" + path + "'");
        }
        try {
            byte[] bytes = Files.readAllBytes(Path.of(path));
            return isGzip(bytes) ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes;
        } catch (IOException e) {
            throw Require.broken(path, "be readable to its end", "broken: " + e.getMessage());
        }
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    }
}
