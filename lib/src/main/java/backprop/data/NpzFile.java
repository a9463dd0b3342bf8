package backprop.data;

import backprop.internal.Require;
import backprop.internal.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A {@code .npz} file: a zip of {@code .npy} files. What a file claims to hold takes no memory, and of what it holds only as
 * much is unpacked as fits. Each array's checksum must be right.
 */
final class NpzFile {
    private static final String NPY = ".npy";
    private static final int MOST_ARRAYS = 10_000;

    /** For an array is held as bytes, as numbers and as a copy of these. */
    private static final long MOST_BYTES =
            Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 4);

    private NpzFile() {}

    /** Writes arrays, as np.savez does, each without compression; the same arrays give the same bytes. */
    static void write(String path, Map<String, byte[]> arrays) {
        Path old = WholeFile.at(path);
        boolean mayGo = Files.notExists(old)
                || isZip(FileBytes.first(path, 2))
                || old.toFile().length() == 0;
        Require.that(
                mayGo,
                "path",
                "name a new file or a .npz, which is replaced",
                "'" + path + "', which is something else");
        WholeFile.write(path, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + NPY);
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                entry.setSize(array.getValue().length);
                entry.setCrc(checksum(array.getValue()));
                zip.putNextEntry(entry);
                zip.write(array.getValue());
            }
            zip.finish();
        });
    }

    /** Reads every array of a {@code .npz} file by name, or the one of a {@code .npy} file, which has the file's name. */
    static Map<String, byte[]> read(String path) {
        Path file = FileBytes.path(path);
        byte[] begin = FileBytes.first(path, 16);
        if (Npy.begins(begin)) {
            byte[] array = FileBytes.first(path, (int) MOST_BYTES + 1);
            requireFew(path, array.length);
            return Map.of(file.getFileName().toString().replaceAll("\\.npy$", ""), array);
        }
        String rule = "be a .npy or .npz file of NumPy, whole and undamaged";
        Require.that(isZip(begin), path, rule, "something else");
        requireFew(path, file.toFile().length());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Require.that(zip.size() <= MOST_ARRAYS, path, "hold " + MOST_ARRAYS + " arrays at most", zip.size());
            requireFew(path, zip.stream().mapToLong(NpzFile::size).sum());
            Map<String, byte[]> arrays = new LinkedHashMap<>();
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().endsWith(NPY)) {
                    arrays.put(entry.getName().replaceAll("\\.npy$", ""), bytes(zip, entry));
                }
            }
            List<String> others = zip.stream().map(ZipEntry::getName).limit(3).toList();
            Require.that(!arrays.isEmpty(), path, "hold .npy arrays, as np.savez writes them", others);
            return arrays;
        } catch (IOException e) {
            throw Require.broken(path, rule, "broken: " + e.getMessage());
        }
    }

    private static boolean isZip(byte[] begin) {
        return begin.length > 1 && begin[0] == 'P' && begin[1] == 'K';
    }

    private static long size(ZipEntry entry) {
        return entry.getSize() < 0 ? Integer.MAX_VALUE : Math.min(Integer.MAX_VALUE, entry.getSize());
    }

    private static void requireFew(String path, long bytes) {
        String rule = "take " + MOST_BYTES / 1_000_000 + " MB unpacked at most, a quarter of Java's memory (-Xmx)";
        Require.that(bytes <= MOST_BYTES, path, rule, bytes / 1_000_000 + " MB");
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            if (bytes.length < entry.getSize() || in.read() >= 0 || checksum(bytes) != entry.getCrc()) {
                throw new IOException(entry.getName() + " is not what was saved");
            }
            return bytes;
        }
    }

    private static long checksum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }
}
