package backprop.course;

import java.nio.file.Files;
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
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(path))) {
                return folder.resolve(path).toString();
            }
        }
        throw new IllegalArgumentException(
                "path must name a file in the folder of the notebook or in one above it, but was " + path);
    }
}
