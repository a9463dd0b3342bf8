package backprop.course;

import backprop.internal.Require;
import java.io.File;
import java.nio.file.Path;

/** Where a course keeps what its students do not get. */
public final class Course {
    private Course() {}

    /**
     * Finds a file of the course from wherever a notebook runs: in the folder of the notebook or in one above it.
     *
     * @param path relative, such as {@code hidden/digits.csv.gz}
     * @return the path of the nearest one
     */
    public static String file(String path) {
        Require.notBlank("path", path);
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            File file = new File(folder.toFile(), path);
            if (file.isFile()) {
                return file.toString();
            }
        }
        throw Require.broken("path", "name a file in the folder of the notebook or in one above it", path);
    }
}
