package backprop.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CourseTest {
    @TempDir
    Path course;

    private Path notebook;
    private Path file;

    @BeforeEach
    void a_course_with_a_submission_that_brings_its_own() throws IOException {
        notebook = course.resolve("submitted/mallory/4-digits");
        file = course.resolve("hidden/digits");
        for (Path root : new Path[] {course, notebook}) {
            Files.createDirectories(root.resolve("hidden"));
            Files.createFile(root.resolve("nbgrader_config.py"));
            Files.createFile(root.resolve("hidden/digits"));
        }
        Files.createFile(notebook.resolve("hidden/mine"));
    }

    @AfterEach
    void no_grader() {
        System.clearProperty("backprop.course");
    }

    @Test
    void takes_the_file_of_the_outermost_course_that_has_it() {
        assertEquals(Optional.of(file), Course.outermost(notebook, "hidden/digits"));
        assertEquals(Optional.empty(), Course.outermost(notebook, "hidden/nothing"));
    }

    @Test
    void takes_no_file_beside_a_notebook_outside_a_course() throws IOException {
        Files.delete(course.resolve("nbgrader_config.py"));
        Files.delete(notebook.resolve("nbgrader_config.py"));
        assertEquals(Optional.empty(), Course.outermost(notebook, "hidden/digits"));
    }

    @Test
    void takes_it_from_where_the_grader_says_and_from_nowhere_else() {
        System.setProperty("backprop.course", course.toString());
        assertEquals(file.toString(), Course.file("hidden/digits"));
        assertEquals(
                "path must name a file of the course, but was hidden/mine",
                assertThrows(IllegalArgumentException.class, () -> Course.file("hidden/mine"))
                        .getMessage());
    }

    @Test
    void the_list_decides_who_is_meant_and_says_so_if_the_notebook_says_another() {
        assertEquals("", said(" ada  LOVELACE"));
        assertTrue(said("Grace Hopper").startsWith("Graded with the numbers of 'Ada Lovelace', your name in"));
    }

    private static String said(String written) {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            assertEquals("Ada Lovelace", Course.student(written, "Ada Lovelace"));
        } finally {
            System.setOut(out);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
