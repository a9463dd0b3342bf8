package backprop.formula;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import backprop.formula.Paper.Row;
import backprop.formula.Paper.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in, rows come out, or one sentence if there is nothing to read; and soon. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadingTest {
    private static final int SECONDS = 20; // one on an idle machine
    private static final Pattern PIECE = Pattern.compile("\\\\[A-Za-z]+|\\\\.|[A-Za-z0-9]|\\s+|.", Pattern.DOTALL);

    /** What LaTeX is made of, and what we print. */
    private static final String[] SOUP =
            ("\\frac { } { } ^ _ ( ) [ ] = = + - \\delta \\sigma ' \\partial C z a w b y x l L j k 1 2 {l+1} {(L)} ^T \\top"
                            + " \\sum_k \\odot \\left( \\right) \\begin{align} \\end{align} \\begin{bmatrix} \\end{bmatrix} & \\\\"
                            + " \\text{if } $ $$ \\[ \\] , . \\nabla \\cdot \\cdots \\vdots \\prime \\mathbf{W} \\newcommand"
                            + " \\def \\underbrace{ \\lVert \\rVert | \\langle \\rangle \\, \\; \\quad % # ~ δ ˡ ⁺ ¹ ᵀ ⊙ ′ ∂ ∑ ⱼ ½ ← :="
                            + " \\to \\leq \\eta \\exp \\ln \\tanh \\operatorname{diag} \\circ \\times \\otimes / ! < >")
                    .split(" ");

    /** Reads a text, and fails if it answers with anything but rows, each with a place in the text, or takes too long. */
    private static void read(String text) {
        FutureTask<Paper> task = new FutureTask<>(() -> Paper.of(text));
        Thread thread = new Thread(task, "reading");
        thread.setDaemon(true);
        thread.start();
        try {
            Paper paper = task.get(SECONDS, TimeUnit.SECONDS);
            long lines = text.lines().count() + 1;
            for (Row row : paper.rows()) {
                assertTrue(row.line() >= 1 && row.line() <= lines && row.column() >= 1, shown(text) + row);
                assertFalse(row.verdict() == Verdict.UNREADABLE && row.why().isBlank(), () -> shown(text) + row);
            }
            assertFalse(paper.toString().isBlank());
        } catch (ExecutionException e) {
            fail(shown(text) + e.getCause(), e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            fail(shown(text) + e, e);
        }
    }

    private static String shown(String text) {
        return "«" + (text.length() > 500 ? text.substring(0, 500) + "…" : text) + "» ";
    }

    @Test
    void random_bytes_are_read() {
        Random random = new Random(1);
        for (int i = 0; i < 150; i++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            String text = new String(bytes, i % 2 == 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
            read("x = " + text);
            read("$$" + text + "$$");
        }
    }

    @Test
    void tokens_in_any_order_are_read() {
        Random random = new Random(2);
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "\\delta^l = " : "$$");
            int length = 1 + random.nextInt(25);
            for (int k = 0; k < length; k++) {
                text.append(SOUP[random.nextInt(SOUP.length)]).append(random.nextInt(3) == 0 ? " " : "");
            }
            read(text.append(i % 2 == 0 ? "" : "$$").toString());
        }
    }

    @Test
    void statements_of_the_corpus_with_a_piece_lost_doubled_or_swapped_are_read() {
        Random random = new Random(3);
        List<String> statements = Stream.of("notes", "seen")
                .flatMap(folder -> Corpus.texts(folder).stream())
                .flatMap(text -> Corpus.statements(text).stream())
                .filter(statement -> statement.length() < 300)
                .toList();
        for (int i = 0; i < 150; i++) {
            read(mutated(statements.get(random.nextInt(statements.size())), random));
        }
    }

    private static String mutated(String statement, Random random) {
        List<String> pieces = new ArrayList<>();
        Matcher piece = PIECE.matcher(statement);
        while (piece.find()) {
            pieces.add(piece.group());
        }
        for (int i = 1 + random.nextInt(3); i > 0 && pieces.size() > 2; i--) {
            int one = random.nextInt(pieces.size());
            int other = random.nextInt(pieces.size());
            switch (random.nextInt(4)) {
                case 0 -> pieces.remove(one);
                case 1 -> pieces.add(other, pieces.get(one));
                case 2 -> pieces.set(other, SOUP[random.nextInt(SOUP.length)]);
                default -> pieces.set(one, pieces.set(other, pieces.get(one)));
            }
        }
        return "." + String.join("", pieces);
    }

    static List<String> extremes() {
        String[] nests = {
            "(", "[", "{", "\\frac{", "\\left(", "a^{", "\\sqrt{", "\\begin{bmatrix}", "-", "|", "\\sum_", "'"
        };
        Stream<String> nested = Stream.of(nests)
                .flatMap(open -> Stream.of("δˡ = " + open.repeat(2_000), "$$a = " + open.repeat(2_000) + "a$$"));
        Stream<String> closed = Stream.of(
                "a = " + "(".repeat(2_000) + "a" + ")".repeat(2_000),
                "$$a = " + "{".repeat(2_000) + "a" + "}".repeat(2_000) + "$$",
                "a = " + "\\frac{1}{".repeat(300) + "a" + "}".repeat(300),
                "a = " + "\\sigma(".repeat(100) + "z" + ")".repeat(100));
        Stream<String> macros = Stream.of(
                "\\newcommand{\\a}{\\a} $\\a = 1$",
                "\\newcommand{\\a}{\\b}\\n\\newcommand{\\b}{\\a \\a} $\\a = \\b$",
                "\\newcommand{\\a}[1]{\\a{\\a{#1}}} $\\a{z} = 1$",
                "\\def\\a{\\b\\b}\n\\def\\b{\\c\\c}\n\\def\\c{\\d\\d}\n\\def\\d{\\e\\e}\n\\def\\e{\\f\\f\\f\\f\\f\\f\\f\\f}\n"
                        + "\\def\\f{\\g\\g\\g\\g\\g\\g\\g\\g}\n\\def\\g{\\h\\h\\h\\h\\h\\h\\h\\h}\n\\def\\h{zzzzzzzz}\n$x = \\a$",
                "\\newcommand{\\a}[9]{#1#9} $\\a = 1$",
                "\\newcommand{\\a}[99]{#99} $\\a = 1$",
                "\\newcommand \\newcommand{ $x = 1$",
                "\\def $x = 1$");
        Stream<String> open = Stream.of(
                "$x = 1",
                "$$x = 1",
                "\\[x = 1",
                "\\begin{align} x = 1",
                "x = 1 \\end{align}",
                "$\\begin{bmatrix} 1 & 2 \\\\ 3$ x = 1",
                "<!-- x = 1",
                "=",
                "$=$",
                "$ $",
                "$$$$",
                "= = =",
                "\\",
                "x = \\",
                "x = ^",
                "x = a^^",
                "x = a_{}^{}",
                "x = a^{99999999999999999999}",
                "zˡ⁺⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹ = 1",
                "z^{l+2147483647} = w^{l-2147483648}",
                "x = 1e999999999",
                "x = 1" + "0".repeat(2_000),
                "x = \\sum_{k=1}^{1000000000} k",
                "x = \\sum_{k=1}^{1000000000} z_k^l",
                "x = 9^{9^{9^{9}}}",
                "\u0000 = \uD800",
                "x = \uFFFF\uDBFF");
        Stream<String> long1 = Stream.of(
                "a".repeat(1_000_000),
                "x = " + "a".repeat(1_000_000),
                "$$" + "a ".repeat(500_000) + "$$",
                "x = 1 + ".repeat(100_000) + "1",
                "$x$".repeat(2_000),
                "\\begin{align}".repeat(2_000),
                "$".repeat(20_000),
                "\n".repeat(1_000_000) + "x = 1",
                "\\".repeat(1_000_000),
                "(".repeat(1_000_000) + " = 1",
                "\\text{".repeat(150_000) + "x = 1",
                "%".repeat(1_000_000) + "\\",
                "<!--".repeat(250_000),
                "\\newcommand{".repeat(80_000));
        return Stream.of(nested, closed, macros, open, long1)
                .flatMap(texts -> texts)
                .toList();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("extremes")
    void extremes_are_read(String text) {
        read(text);
    }
}
