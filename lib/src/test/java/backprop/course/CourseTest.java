package backprop.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CourseTest {

    @Test
    void finds_a_file_in_a_folder_above() {
        String found = Course.file("notebooks/data/digits.csv.gz"); // tests run in lib/
        assertTrue(Files.isRegularFile(Path.of(found)), found);
        assertTrue(Path.of(found).isAbsolute(), found);
    }

    @Test
    void names_what_it_does_not_find() {
        assertEquals(
                "path must name a file in the folder of the notebook or in one above it, but was hidden/nothing",
                assertThrows(IllegalArgumentException.class, () -> Course.file("hidden/nothing"))
                        .getMessage());
    }
}
