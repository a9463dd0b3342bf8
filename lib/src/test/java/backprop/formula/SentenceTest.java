package backprop.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SentenceTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "backprop");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Returns whether δ = a − y: of a cost          | Returns whether «\\delta = a - y»: of a cost
            BP3: ∂C/∂b = δ summed                         | BP3: «\\frac{\\partial C}{\\partial b} = \\delta» summed
            as ∇ₐC, and (δ¹) too                          | as «\\frac{\\partial C}{\\partial a^{(L)}}», and («\\delta^{(1)}») too
            a mean of C and a sum                         | a mean of C and a sum
            with 2 or 30,000 numbers – or more            | with 2 or 30,000 numbers – or more
            p ← p − η∇C(p), read otherwise, stays         | p ← p − η∇C(p), read otherwise, stays
            the shape n_l×N stays                         | the shape n_l×N stays
            """)
    void formulas_among_words(String sentence, String parts) {
        List<String> found = Sentence.parts(sentence);
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < found.size(); i++) {
            joined.append(i % 2 == 0 ? found.get(i) : "«" + found.get(i) + "»");
        }
        assertEquals(parts, joined.toString());
    }

    @Test
    void what_is_typeset_in_this_librarys_documentation_is_read_as_what_stands_there() throws IOException {
        int formulas = 0;
        for (String line : comments()) {
            List<String> parts = Sentence.parts(line);
            StringBuilder read = new StringBuilder();
            for (int i = 0; i < parts.size(); i++) {
                read.append(i % 2 == 0 ? parts.get(i) : unicode(parts.get(i)));
            }
            assertEquals(plain(line), plain(read.toString()));
            formulas += parts.size() / 2;
        }
        assertTrue(formulas > 400, "formulas typeset: " + formulas);
    }

    private static String plain(String line) {
        return line.replaceAll("\\s", "")
                .replace('-', '−')
                .replace("∇ₐC", "∂C/∂aᴸ")
                .replace("∇ₓC", "∂C/∂x");
    }

    /** What a formula in LaTeX is as Unicode. */
    private static String unicode(String latex) {
        List<Statement> statements = Statement.of(Scanner.tokens(latex, 1, 1, new Macros(Set.of())), true, List.of());
        Statement statement = statements.get(0);
        Notation notation = new Author(statements).notations().get(0);
        List<Formula> sides = statement.sides().stream()
                .map(side -> Parser.formula(notation, side, statement.end()))
                .toList();
        return Print.joined(sides, statement.relations(), Print.Style.UNICODE);
    }

    /** Every line of every comment. */
    private static List<String> comments() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            StringBuilder lines = new StringBuilder();
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                lines.append(Files.readString(file)).append('\n');
            }
            return lines.toString()
                    .lines()
                    .filter(line -> line.matches("\\s*/?\\*\\*? .*"))
                    .map(line -> line.replaceFirst("^\\s*/?\\*+ ", "")
                            .replace("*/", "")
                            .strip())
                    .collect(Collectors.toList());
        }
    }
}
