package backprop.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Paper.Row;
import backprop.formula.Paper.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people paste, and what is said of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PaperTest {
    private static final String DERIVATION = """
            \\frac{\\partial C}{\\partial w_{jk}^l} = a_k^{l-1} \\delta_j^l
            \\delta^L = (a^L - y) \\odot \\sigma'(z^L)
            \\delta^l = ((w^{l+1})^T \\delta^{l+1}) \\odot \\sigma'(z^L)
            \\frac{\\partial C}{\\partial w^1} = \\frac{\\partial C}{\\partial a^2} \\frac{\\partial a^2}{\\partial z^2} \
            \\frac{\\partial z^2}{\\partial z^1} \\frac{\\partial z^1}{\\partial w^1}
            """;

    private static Row only(String text, Convention... stated) {
        List<Row> rows = Paper.of(text, stated).rows();
        assertEquals(1, rows.size(), rows.toString());
        return rows.get(0);
    }

    private static void says(String text, Verdict verdict, Convention... stated) {
        Row row = only(text, stated);
        assertEquals(verdict, row.verdict(), row.toString());
    }

    private static List<Verdict> verdicts(String text) {
        return Paper.of(text).rows().stream().map(Row::verdict).toList();
    }

    @Nested
    class A_derivation_as_it_stands_on_paper {
        private final Paper paper = Paper.of(DERIVATION);

        @Test
        void has_a_verdict_for_each_line() {
            assertEquals(
                    List.of(Verdict.RIGHT, Verdict.RIGHT_IF, Verdict.WRONG, Verdict.RIGHT_IF),
                    paper.rows().stream().map(Row::verdict).toList());
            assertFalse(paper.isRight());
        }

        @Test
        void is_shown_as_it_was_understood_with_what_decides_and_the_repair() {
            String text = paper.toString();
            assertTrue(text.startsWith("read with: C = ½Σ(a − y)², w_jk from neuron k to neuron j"), text);
            for (String line : List.of(
                    "✓ 1:1  ∂C/∂wˡⱼₖ = aˡ⁻¹ₖ δˡⱼ",
                    "✓ 2:1  δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)  — for C = ½Σ(a − y)²",
                    "✗ 3:1  δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zᴸ)  — ",
                    "change zᴸ to zˡ: δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)",
                    "✓ 4:1  ∂C/∂w¹ = (∂C/∂a²) (∂a²/∂z²) (∂z²/∂z¹) (∂z¹/∂w¹)  — with one neuron per layer")) {
                assertTrue(text.contains(line), line + " in\n" + text);
            }
        }

        @Test
        void is_typeset_with_the_change_marked() {
            Row wrong = paper.rows().get(2);
            assertEquals(2, wrong.sides().size());
            assertEquals("\\delta^{(l)}", wrong.sides().get(0).latex());
            assertEquals("δˡ", wrong.sides().get(0).toString());
            assertEquals(
                    wrong.understood(),
                    wrong.sides().get(0) + " = " + wrong.sides().get(1));
            assertTrue(
                    wrong.repairs().get(0).latex().contains("\\underline{z^{(l)}}"),
                    wrong.repairs().toString());
        }

        @Test
        void is_right_once_it_is_mended() {
            String mended =
                    DERIVATION.replace("\\delta^{l+1}) \\odot \\sigma'(z^L)", "\\delta^{l+1}) \\odot \\sigma'(z^l)");
            assertTrue(Paper.of(mended).isRight());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)",
                "δˡ = (wˡ⁺¹)ᵀ δˡ⁺¹ ⊙ σ'(zˡ)",
                "\\delta^l = ((w^{l+1})^T \\delta^{l+1}) \\odot \\sigma'(z^l)",
                "\\delta^{(l)} = \\left({W^{(l+1)}}^{\\top} \\delta^{(l+1)}\\right) \\circ \\sigma^{\\prime}(z^{(l)})",
                "$$\\boldsymbol{\\delta}^{[l]} = \\mathbf{W}^{[l+1]T} \\boldsymbol{\\delta}^{[l+1]} * g'(\\mathbf{z}^{[l]})$$",
                "\\[ \\boxed{\\delta^l_j = \\sum_k w^{l+1}_{kj} \\delta^{l+1}_k \\sigma'(z^l_j)} \\]",
                "\\begin{align} \\delta^l &= ((w^{l+1})^T \\delta^{l+1}) \\odot \\sigma'(z^l) \\tag{BP2} \\end{align}",
                "\\newcommand{\\dd}[1]{\\delta^{#1}} $\\dd{l} = ((w^{l+1})^T \\dd{l+1}) \\odot \\sigma'(z^l)$",
                "∂C/∂zˡ = ((wˡ⁺¹)ᵀ ∂C/∂zˡ⁺¹) ⊙ σ′(zˡ)",
                "δˡ = diag(σ′(zˡ)) (wˡ⁺¹)ᵀ δˡ⁺¹",
            })
    void the_same_equation_is_right_however_it_is_written(String text) {
        assertTrue(
                List.of(Verdict.RIGHT, Verdict.RIGHT_IF).contains(only(text).verdict()),
                only(text).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "δᴸ = (y − aᴸ) ⊙ σ′(zᴸ) | turn y − aᴸ into aᴸ − y | δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)",
                "δˡ = (wˡ⁺¹)ᵀ δˡ⁺¹ | multiply by σ′(zˡ) | δˡ = (wˡ⁺¹)ᵀ δˡ⁺¹ ⊙ σ′(zˡ)",
                "∂C/∂wˡ = δˡ (aˡ)ᵀ | change aˡ to aˡ⁻¹ | ∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ",
                "δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(aˡ) | change aˡ to zˡ | δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)",
                "δˡ = (wˡ⁺¹ δˡ⁺¹) ⊙ σ′(zˡ) | transpose wˡ⁺¹ | δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)",
                "∂C/∂wˡ = (aˡ⁻¹)ᵀ δˡ | swap (aˡ⁻¹)ᵀ and δˡ | ∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ",
                "∂C/∂wˡ = δˡ ⊙ aˡ⁻¹ | '' | ∂C/∂wˡ = δˡ (aˡ⁻¹)ᵀ",
                "∂C/∂bˡ = 3 δˡ | drop the factor 3 | ∂C/∂bˡ = δˡ",
                "∂C/∂wˡⱼₖ = aˡ⁻¹ₖ δˡₖ | change δˡₖ to δˡⱼ | ∂C/∂wˡⱼₖ = aˡ⁻¹ₖ δˡⱼ",
                "σ′(z) = σ(z)(1 + σ(z)) | '' | σ′(z) = σ(z) (1 − σ(z))",
                "σ′(z) = σ(z) − (1 − σ(z)) | multiply σ(z) and 1 − σ(z) | σ′(z) = σ(z) (1 − σ(z))",
                "δᴸ = y − aᴸ | ', and ' | δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)",
            })
    void a_slip_is_found_and_mended(String text, String words, String mended) {
        Row row = only(text, Convention.HALF_SQUARES, Convention.TO_FROM, Convention.DELTA_PLUS);
        assertEquals(Verdict.WRONG, row.verdict(), row.toString());
        assertFalse(row.why().isBlank());
        assertTrue(
                row.repairs().stream()
                        .anyMatch(repair -> repair.words().contains(words)
                                && repair.formula().equals(mended)),
                row.toString());
    }

    @Test
    void has_the_sign_of_its_worst_statement() {
        assertEquals("✓", Paper.of("δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)").symbol());
        assertEquals(
                "✗",
                Paper.of("δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)\nδˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zᴸ)").symbol());
        assertEquals("·", Paper.of("No formula.").symbol());
    }

    @Test
    void a_repair_says_what_to_do_and_what_it_is_then() {
        Repair repair = only("∂C/∂bˡ = δˡ⁺¹").repairs().get(0);
        assertEquals("change δˡ⁺¹ to δˡ: ∂C/∂bˡ = δˡ", repair.toString());
        assertEquals("change δˡ⁺¹ to δˡ", repair.words());
        assertTrue(repair.latex().contains("\\underline{\\delta^{(l)}}"), repair.latex());
    }

    @Nested
    class A_convention {
        @Test
        void that_is_stated_decides() {
            says("δᴸ = 2(aᴸ − y) ⊙ σ′(zᴸ)", Verdict.WRONG, Convention.HALF_SQUARES);
            assertTrue(Paper.of("δᴸ = 2(aᴸ − y) ⊙ σ′(zᴸ)", Convention.SQUARES).isRight());
            says("δˡ = (wˡ⁺¹ δˡ⁺¹) ⊙ σ′(zˡ)", Verdict.WRONG, Convention.TO_FROM);
            assertTrue(Paper.of("δˡ = (wˡ⁺¹ δˡ⁺¹) ⊙ σ′(zˡ)", Convention.FROM_TO).isRight());
            assertTrue(
                    Paper.of("δᴸ = (y − aᴸ) ⊙ σ′(zᴸ)", Convention.DELTA_MINUS).isRight());
            says("δᴸ = (y − aᴸ) ⊙ σ′(zᴸ)", Verdict.WRONG, Convention.DELTA_PLUS);
            says("δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)", Verdict.RIGHT, Convention.HALF_SQUARES);
        }

        @Test
        void is_found_where_it_is_not_stated_and_named() {
            Paper paper = Paper.of("""
                    δᴸ = 2(aᴸ − y) ⊙ σ′(zᴸ)
                    zˡ = (Wˡ)ᵀ aˡ⁻¹ + bˡ
                    δˡ = (Wˡ⁺¹ δˡ⁺¹) ⊙ σ′(zˡ)
                    """);
            assertTrue(paper.isRight(), paper.toString());
            assertEquals(List.of(Convention.SQUARES, Convention.FROM_TO), paper.conventions());
            assertTrue(paper.readWith().contains("C = Σ(a − y)², W_ij from neuron i to neuron j"), paper.readWith());
        }

        @Test
        void under_which_alone_a_wrong_line_is_right_is_named() {
            assertTrue(only("δᴸ = (y − aᴸ) ⊙ σ′(zᴸ)").why().contains("right if δ = −∂C/∂z"));
        }

        @Test
        void that_a_right_line_depends_on_is_its_condition() {
            Row row = only("δᴸ = aᴸ − y");
            assertEquals(Verdict.RIGHT_IF, row.verdict());
            assertTrue(row.why().contains("C = −Σ"), row.why());
        }

        @Test
        void may_not_be_stated_twice() {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> Paper.of("z = w", Convention.SQUARES, Convention.HALF_SQUARES))
                    .getMessage();
            assertTrue(message.startsWith("stated must hold one convention of COST, but was "), message);
        }

        @Test
        void of_a_cost_that_the_text_defines_is_not_stated() {
            String message = assertThrows(IllegalArgumentException.class, () -> Paper.of("z = w", Convention.OWN_COST))
                    .getMessage();
            assertEquals(
                    "stated must hold no OWN_COST: a text's own C = … speaks for itself, but was C as the text defines it",
                    message);
        }

        @Test
        void that_a_neuron_stands_alone_is_found_where_weights_have_one_index() {
            Paper paper = Paper.of("""
                    z = ∑ⱼ wⱼ xⱼ + b
                    a = σ(z)
                    C = −[y ln a + (1 − y) ln(1 − a)]
                    ∂C/∂wⱼ = (a − y) xⱼ
                    wⱼ ← wⱼ − η (a − y) xⱼ
                    ∂C/∂w = (a − y) x
                    ∂C/∂b = y − a
                    """);
            assertEquals(
                    List.of(Convention.CROSS_ENTROPY, Convention.FROM_TO, Convention.SINGLE_NEURON),
                    paper.conventions());
            assertEquals("6 right, 1 wrong", paper.summary());
            assertEquals("∂C/∂b = a − y", paper.rows().get(6).repairs().get(0).formula());
        }

        @Test
        void of_a_second_cost_is_taken_from_the_text() {
            Paper paper = Paper.of("""
                    C = −∑ⱼ [yⱼ ln aᴸⱼ + (1 − yⱼ) ln(1 − aᴸⱼ)]
                    δᴸ = aᴸ − y
                    C = ½ ∑ⱼ (aᴸⱼ − yⱼ)²
                    δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)
                    δᴸ = (y − aᴸ) ⊙ σ′(zᴸ)
                    """);
            assertEquals("2 right, 2 right under a condition, 1 wrong", paper.summary());
            assertEquals(Verdict.WRONG, paper.rows().get(4).verdict());
        }

        @Test
        void that_is_usual_is_first_in_its_group() {
            for (Convention.Group group : Convention.Group.values()) {
                assertTrue(group.choices().size() > 1, group.toString());
                assertTrue(group.choices().stream().allMatch(choice -> choice.group() == group));
            }
            assertEquals(
                    Convention.HALF_SQUARES, Convention.Group.COST.choices().get(0));
        }
    }

    @Nested
    class What_is_no_equation {
        @Test
        void a_step_down_is_right_and_one_that_climbs_is_wrong() {
            says("wˡ ← wˡ − η ∂C/∂wˡ", Verdict.RIGHT);
            says("W^{(l)} := W^{(l)} - \\alpha \\delta^{(l)} (a^{(l-1)})^T", Verdict.RIGHT);
            says("wˡ ← wˡ + η ∂C/∂wˡ", Verdict.WRONG);
            assertTrue(only("w ← w + η ∂C/∂w").why().contains("climbs"));
        }

        @Test
        void a_definition_claims_nothing() {
            says("q = 3", Verdict.NO_CLAIM);
        }

        @Test
        void prose_is_passed_over_and_inline_formulas_are_judged_where_they_stand() {
            Paper paper = Paper.of("""
                    Nothing is claimed here, not even about $z^l$.
                    The error is $\\delta^L = (a^L - y) \\odot \\sigma'(z^L)$, as is well known.
                    """);
            assertEquals(1, paper.rows().size(), paper.toString());
            assertEquals(2, paper.rows().get(0).line());
            assertEquals(15, paper.rows().get(0).column());
            assertEquals(List.of(), Paper.of("only words").rows());
        }

        @Test
        void calculus_is_judged_with_any_function() {
            says("\\frac{d}{dx}\\frac1{f(x)} = -\\frac{f'(x)}{f(x)^2}", Verdict.RIGHT);
            Row wrong = only("\\frac{d}{dx}\\frac1{f(x)} = \\frac{f'(x)}{f(x)^2}");
            assertEquals(Verdict.WRONG, wrong.verdict());
            assertEquals("turn the sign", wrong.repairs().get(0).words());
        }

        @Test
        void nothing_leads_from_an_activation_back_to_its_layer() {
            says("\\frac{\\partial z^{(2)}_j}{\\partial a^{(2)}_k} = 0", Verdict.RIGHT);
            says("\\frac{\\partial z^{(2)}_j}{\\partial a^{(1)}_k} = w^{(2)}_{jk}", Verdict.RIGHT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "δᴸ = (aᴸ − y ⊙ σ′(zᴸ), 6, ( is never closed",
        "\\delta^L = \\foo(a^L), 12, \\foo is not a sign known here",
        "δᴸ = \\frac{a, 11, { is never closed",
        "δᴸ = (aᴸ − y)) ⊙ σ′(zᴸ), 14, ''",
        "δᴸ = aᴸ −, 10, ''",
    })
    void what_cannot_be_read_is_refused_where_it_stands(String text, int column, String why) {
        Row row = only("\n" + text);
        assertEquals(Verdict.UNREADABLE, row.verdict(), row.toString());
        assertEquals(2, row.line());
        assertEquals(column, row.column(), row.toString());
        assertTrue(row.why().contains(why), row.why());
        assertEquals("", row.understood());
        assertEquals(List.of(), row.sides());
    }

    @Nested
    class A_file {
        @TempDir
        Path folder;

        private Path file(String name, String text) throws IOException {
            return Files.writeString(folder.resolve(name), text);
        }

        private String run(int status, Path... files) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int ended = Paper.run(
                    Arrays.stream(files).map(Path::toString).toList(),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
            String said = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
            assertEquals(status, ended, said);
            return said;
        }

        @Test
        void is_read_as_its_text_would_be() throws IOException {
            assertEquals(
                    Paper.of(DERIVATION).toString(),
                    Paper.of(file("a.tex", DERIVATION)).toString());
        }

        @Test
        void that_is_a_notebook_is_read_in_its_text_cells_alone() throws IOException {
            Paper paper = Paper.of(file("a.ipynb", """
                    {"cells": [
                      {"cell_type": "code", "source": ["// $\\\\delta^L = y$\\n"]},
                      {"cell_type": "markdown", "metadata": {}, "source": [
                        "The error is\\n", "$$\\\\delta^L = (y - a^L) \\\\odot \\\\sigma'(z^L)$$\\n"]},
                      {"cell_type": "markdown", "source": "$\\u03b4^l = ((w^{l+1})^T \\u03b4^{l+1}) \\\\odot \\\\sigma'(z^l)$"}
                    ]}
                    """));
            assertEquals(
                    List.of(Verdict.WRONG, Verdict.RIGHT),
                    paper.rows().stream().map(Row::verdict).toList(),
                    paper.toString());
            assertEquals(
                    List.of("cell 2, 2", "cell 3, 1"),
                    paper.rows().stream().map(paper::line).toList());
        }

        @Test
        void that_is_a_damaged_notebook_is_read_as_far_as_it_goes() throws IOException {
            String damaged = "{\"cell_type\": \"markdown\", \"source\": \"\\u12 $\\u03b4^L = y$";
            assertEquals(1, Paper.of(file("b.ipynb", damaged + "\"}")).rows().size());
        }

        @Test
        void that_is_a_notebook_without_text_is_refused_in_one_sentence() throws IOException {
            Path broken = file("broken.ipynb", "{\"cells\": [");
            String message = assertThrows(IllegalArgumentException.class, () -> Paper.of(broken))
                    .getMessage();
            assertTrue(message.startsWith("file must be a notebook with a text cell, but was "), message);
        }

        @Test
        void that_is_right_ends_with_0_a_wrong_one_with_1_and_none_with_2() throws IOException {
            Path right = file("right.txt", "∂C/∂bˡ = δˡ");
            Path wrong = file("wrong.txt", "∂C/∂bˡ = δˡ⁺¹");
            Path missing = folder.resolve("missing.txt");
            assertTrue(run(0, right).contains("✓ 1:1  ∂C/∂bˡ = δˡ"));
            assertTrue(run(1, right, wrong).contains("wrong.txt\nread with"));
            assertTrue(run(2, missing, wrong).contains("missing.txt"));
            assertTrue(run(2, wrong, missing).contains("✗"));
            assertTrue(run(2, file("blank.txt", " \n")).contains("text must not be blank"));
            assertTrue(run(2).contains("java -jar backprop.jar"));
        }

        @Test
        void that_is_no_text_is_refused_in_one_sentence() throws IOException {
            Path bytes = Files.write(folder.resolve("bytes.tex"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
            String message = assertThrows(UncheckedIOException.class, () -> Paper.of(bytes))
                    .getMessage();
            assertTrue(message.startsWith("file must be a text in UTF-8, but was "), message);
        }
    }

    @Nested
    class Numbers_by_hand {
        private final Paper paper = Paper.of("""
                x = 1.5, y = 1, w₁ = 0.4, b₁ = −0.2, w₂ = −1.2, b₂ = 0.3
                z₁ = w₁ x + b₁ = 0.4 · 1.5 − 0.2 = 0.4
                a₁ = σ(z₁) = 0.5987
                z₂ = w₂ a₁ + b₂ = −0.4184
                a₂ = σ(z₂) = 0.3969
                δ₂ = (a₂ − y) σ′(z₂) = −0.1444
                δ₁ = w₂ δ₂ σ′(z₁) = 0.1733
                ∂C/∂w₁ = δ₁ x = 0.0624
                """);

        private Row row(int line) {
            return paper.rows().stream()
                    .filter(row -> row.line() == line)
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void are_compared_with_the_network_of_the_texts_own_numbers() {
            for (int line : new int[] {2, 3, 4, 5, 6, 8}) {
                assertTrue(
                        row(line).verdict() == Verdict.RIGHT || row(line).verdict() == Verdict.RIGHT_IF,
                        row(line).toString());
            }
            assertEquals(Verdict.WRONG, row(7).verdict());
            assertEquals("with the numbers of the text it is 0.04162", row(7).why());
        }

        @Test
        void are_right_to_their_last_digit_and_no_further() {
            says("0.4 · 1.5 − 0.2 = 0.4", Verdict.RIGHT);
            says("0.4 · 1.5 − 0.2 = 0.42", Verdict.WRONG);
            says("2 / 3 = 0.67", Verdict.RIGHT);
            says("2 / 3 = 0.68", Verdict.WRONG);
            says("2 / 3 = 0.6667 = 0.67", Verdict.RIGHT);
        }
    }

    @Test
    void letters_of_a_layer_are_written_as_their_author_writes_them() {
        Paper paper = Paper.of("""
                Z_1 = X W_1
                H = \\sigma(Z_1)
                S = H W_2
                \\frac{\\partial C}{\\partial H} = W_2^T \\frac{\\partial C}{\\partial S}
                """, Convention.ROWS, Convention.FROM_TO, Convention.NO_BIASES);
        assertEquals(
                "∂C/∂H = (∂C/∂S) (W²)ᵀ", paper.rows().get(3).repairs().get(0).formula(), paper.toString());
    }

    @Test
    void what_is_said_of_a_chain_is_right_only_if_every_step_is() {
        assertEquals(
                List.of(Verdict.RIGHT_IF),
                verdicts("\\delta^L = \\frac{\\partial C}{\\partial z^L} = (a^L - y) \\odot \\sigma'(z^L)"));
        assertEquals(
                List.of(Verdict.WRONG),
                verdicts(
                        "\\frac{\\partial C}{\\partial z^l} = \\delta^l = ((w^{l+1})^T \\delta^{l+1}) \\odot \\sigma'(z^L)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&= \\sum_{j=1}^{d^{(l)}} \\delta_j^{(l)} \\times w_{ij}^{l)} \\times \\theta'(s_i^{(l-1)}) \\\\",
                "&= \\delta^l",
                "= δˡ",
                "f(z) = z\n\n= f(z)",
            })
    void a_line_without_a_left_side_gets_a_sentence(String text) {
        assertFalse(Paper.of(text).toString().isBlank());
    }
}
