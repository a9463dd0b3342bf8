package backprop.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Notebook 15 must show each mistake of the catalogue. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CatalogueInTheMuseumTest {
    private static final Path MUSEUM = Path.of("../notebooks/15-bug-museum.ipynb");

    static List<Mistake> mistakes() {
        return Mistake.CATALOGUE;
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void every_mistake_hangs_in_a_room(Mistake mistake) throws IOException {
        String words = Pattern.quote(mistake.words()).replaceAll("\\{[lnp]}", "\\\\E[⁰-⁹¹²³ˡ⁺⁻]+\\\\Q");
        Pattern row = Pattern.compile(">" + mistake.equation() + ": " + words + "<");
        assertTrue(row.matcher(Files.readString(MUSEUM)).find(), mistake.words());
    }
}
