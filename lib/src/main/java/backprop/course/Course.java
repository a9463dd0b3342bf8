package backprop.course;

import backprop.internal.Require;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a course keeps, and its students do not get. */
public final class Course {
    /** By this file, nbgrader's own, the folder of a course is known. */
    private static final String MARK = "nbgrader_config.py";

    private Course() {}

    /**
     * Finds a file of the course, never one that lies nearer: not what a submission brings under the same name. The grader
     * says where the course is, by {@code -Dbackprop.course}; elsewhere it is the outermost folder around the notebook that
     * has an {@code nbgrader_config.py} and the file.
     *
     * @param path relative, such as {@code hidden/digits.csv.gz}
     * @return the absolute path
     */
    public static String file(String path) {
        Require.notBlank("path", path);
        String course = System.getProperty("backprop.course");
        Optional<Path> found = course == null
                ? outermost(Path.of("").toAbsolutePath(), path)
                : Optional.of(Path.of(course).toAbsolutePath().resolve(path)).filter(Files::isRegularFile);
        return found.orElseThrow(() -> Require.broken("path", "name a file of the course", path))
                .toString();
    }

    /** The file in the outermost folder that is a course and has it. */
    static Optional<Path> outermost(Path here, String path) {
        Optional<Path> found = Optional.empty();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(MARK)) && Files.isRegularFile(folder.resolve(path))) {
                found = Optional.of(folder.resolve(path));
            }
        }
        return found;
    }

    /**
     * Returns the name that decides a student's numbers: that of the course's list, whatever the notebook says. If it says
     * another, capitals and spaces apart, a line is printed, for the student to read.
     *
     * @param written in the notebook
     * @param listed in the course's list
     */
    public static String student(String written, String listed) {
        Require.notBlank("written", written);
        Require.notBlank("listed", listed);
        if (!Draw.plain(written).equals(Draw.plain(listed))) {
            System.out.println("Graded with the numbers of '" + listed + "', your name in the course's list, not of '"
                    + written + "'.");
        }
        return listed;
    }
}
