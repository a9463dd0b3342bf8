package backprop.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Assignment 2 must say what each mistake of the catalogue is worth. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CatalogueInTheCourseTest {
    private static final Path SAMPLES = Path.of("../notebooks/assignments/.samples/2-four-equations.yaml");

    /** All but those that assignment 2, of sigmoids with a squared error alone, does not know. */
    static List<Mistake> mistakes() {
        return Mistake.CATALOGUE.stream()
                .filter(mistake -> !mistake.words().contains("of this activation")
                        && !mistake.words().contains("cross-entropy")
                        && !mistake.words().contains("softmax")
                        && !mistake.words().contains("λ")
                        && mistake.equation() != Equation.INPUT)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void every_mistake_is_among_the_samples_of_assignment_2(Mistake mistake) throws IOException {
        String sentence = Pattern.quote(mistake.words()).replaceAll("\\{[lnp]}", "\\\\E[⁰-⁹¹²³ˡ⁺⁻]+\\\\Q");
        Pattern says = Pattern.compile("says: .*" + mistake.equation() + "[^:]*: " + sentence);
        assertTrue(says.matcher(Files.readString(SAMPLES)).find(), mistake.words());
    }
}
