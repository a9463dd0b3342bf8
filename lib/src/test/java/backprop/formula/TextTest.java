package backprop.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Paper.Row;
import backprop.formula.Paper.Verdict;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a text is a formula, where it begins and ends, and what is no word of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TextTest {
    private static final String GRADIENT = "∂C/∂bˡ = δˡ";

    private static List<String> read(String text) {
        return Paper.of(text).rows().stream().map(Row::understood).toList();
    }

    private static Row only(String text) {
        List<Row> rows = Paper.of(text).rows();
        assertEquals(1, rows.size(), rows.toString());
        return rows.get(0);
    }

    @Nested
    class A_line_that_is_a_formula {
        @Test
        void is_read_beside_marked_ones() {
            assertEquals(List.of("zˡ = wˡ aˡ⁻¹ + bˡ", "δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)", GRADIENT, GRADIENT), read("""
                            # Homework, $x$ is the input

                            zˡ = wˡ aˡ⁻¹ + bˡ
                            so here δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)
                            by components: $\\frac{\\partial C}{\\partial b^l} = \\delta^l$
                            ∂C/∂bˡ = δˡ for all $l$, as said
                            z = 3 $x$
                            """));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "or, as a matrix, ∂C/∂bˡ = δˡ",
                    "so ∂C/∂bˡ = δˡ",
                    "therefore ∂C/∂bˡ = δˡ",
                    "(b) ∂C/∂bˡ = δˡ",
                    "(d) biases: ∂C/∂bˡ = δˡ",
                    "1) ∂C/∂bˡ = δˡ",
                    "a) ∂C/∂bˡ = δˡ",
                    "- ∂C/∂bˡ = δˡ",
                    "[20:17] mara: with components: ∂C/∂bˡ = δˡ",
                    "and ∂C/∂bˡ = δˡ right?",
                    "thx. and ∂C/∂bˡ = δˡ, I can remember that one",
                    "**Biases:** ∂C/∂bˡ = δˡ",
                    "∂C/∂bˡ = δˡ  (the gradient of the biases)",
                    "∂C/∂bˡ = δˡ for every layer",
                    "dC/db^l = delta^l",
                    "so \\frac{dC}{db^l} = \\delta^l",
                })
        void is_read_behind_words_and_before_a_remark(String line) {
            assertEquals(List.of(GRADIENT), read(line));
            assertEquals(List.of(GRADIENT), read("We use $x$.\n" + line));
        }

        @Test
        void is_one_in_each_clause() {
            assertEquals(
                    List.of("E = ‖y − aᴸ‖²"),
                    read("is that right for a 2 layer net? rows are samples, loss is E = ‖y − aᴸ‖²"));
            assertEquals(
                    List.of("σ′(z) = σ(z) (1 − σ(z))", "σ′(zˡ) = aˡ ⊙ (1 − aˡ)"),
                    read("oh and σ′(z) = σ(z)(1 − σ(z)), so for our net σ′(zˡ) = aˡ ⊙ (1 − aˡ)"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "The sign = is read aloud.",
                    "If we suppose δˡ = 0 nothing happens",
                    "Suppose δˡ = 0",
                    "(see Nielsen, ch. 2) δˡ = 0",
                    "the sum of two terms = one each, said my friend",
                    "| δˡ | = | table |",
                    "https://example.org/?a=b",
                })
        void is_no_prose(String line) {
            assertEquals(List.of(), read(line + "\nand $x$ is there"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a1 = sigma(z1) | a¹ = σ(z¹)",
                    "z1 = W1 x + b1 | z¹ = W¹ x + b¹",
                    "z2 = W2 a1 + b2 | z² = W² a¹ + b²",
                    "dC/dW2 = dC/dz2 a1^T | ∂C/∂W² = (∂C/∂z²) (a¹)ᵀ",
                    "z1 = max(0, W1 x + b1) | z¹ = relu(W¹ x + b¹)",
                })
        void has_layers_as_digits_and_functions_as_words(String line, String understood) {
            String network = "z1 = W1 x + b1\na1 = sigma(z1)\nz2 = W2 a1 + b2\n";
            List<String> read = read(network + line);
            assertEquals(understood, read.get(read.size() - 1));
        }

        @Test
        void goes_on_in_one_that_begins_with_an_operator() {
            assertEquals(
                    List.of("δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)", GRADIENT),
                    read("δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹)\n   ⊙ σ′(zˡ)\n∂C/∂bˡ = δˡ"));
        }

        @Test
        void has_sums_as_words() {
            assertTrue(only("p_k = exp(s_k) / sum_j exp(s_j)").understood().contains("∑ⱼ"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\iffalse\n$\\delta = 1$\n\\fi",
                "\\begin{comment}\n$\\delta = 1$\n\\end{comment}",
                "\\begin{verbatim}\n$\\delta = 1$\n\\end{verbatim}",
                "\\begin{lstlisting}[language=C]\n$\\delta = 1$\n\\end{lstlisting}",
                "\\begin{minted}{java}\n$\\delta = 1$\n\\end{minted}",
                "\\verb|$\\delta = 1$|",
                "```\nδ = 1\n```",
                "~~~ python\nδ = 1\n~~~",
                "`δ = 1` and ``$\\delta = 1$``",
                "% $\\delta = 1$",
            })
    void what_is_no_text_is_passed_over(String text) {
        assertEquals(List.of("b = 2"), read(text + "\n$b = 2$"));
    }

    @Test
    void quotation_marks_of_latex_are_no_code() {
        assertEquals(List.of("a = 1", "b = 2"), read("the ``error'' $a = 1$ and the `signal' of ``$b = 2$''"));
    }

    @Test
    void a_percent_sign_within_a_comment_ends_nothing() {
        assertEquals(List.of("b = 2"), read("<!-- 50% --> $b = 2$"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\delta^l_j &= \\sum_k w_{kj}^{l+1} \\delta_k^{l+1} \\\\ &\\quad\\cdot \\sigma'(z_j^l)",
                "\\delta^l &= (w^{l+1})^T \\delta^{l+1} \\\\ &\\times \\sigma'(z^l)",
                "\\delta^L &= -(y \\\\ &- a^L) \\\\ \\odot \\sigma'(z^L)",
                "\\delta^l_j &= \\sigma'(z_j^l) \\\\ {}\\times \\sum_k w_{kj}^{l+1} \\delta_k^{l+1}",
            })
    void a_row_that_begins_with_an_operator_goes_on_with_the_one_before(String rows) {
        Row row = only("\\begin{align} " + rows + " \\end{align}");
        assertTrue(row.verdict() == Verdict.RIGHT || row.verdict() == Verdict.RIGHT_IF, row.toString());
    }

    @Test
    void a_row_with_a_sign_and_an_equation_is_another() {
        assertEquals(
                List.of("δˡ = −∂C/∂zˡ", "−∂C/∂bˡ = δˡ"),
                read("\\begin{align} \\delta^l &= -\\frac{\\partial C}{\\partial z^l} \\\\"
                        + " -\\frac{\\partial C}{\\partial b^l} &= \\delta^l \\end{align}"));
    }

    @Nested
    class A_word_in_a_formula {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\\delta^L = (a^L - y) \\text{ elementwise } \\sigma'(z^L) | δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)",
                    "\\delta^L = a^L \\text{ minus } y | δᴸ = aᴸ − y",
                    "\\delta^L = (a^L - y) \\text{ times } \\sigma'(z^L) | δᴸ = (aᴸ − y) · σ′(zᴸ)",
                    "z^l = w^l a^{l-1} \\text{ plus } b^l | zˡ = wˡ aˡ⁻¹ + bˡ",
                    "\\delta^L = (a^L - y) \\text{ (here } \\odot \\text{ is Hadamard)} \\odot \\sigma'(z^L) "
                            + "| δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)",
                    "\\delta^L = (a^L - y) \\odot \\sigma'(z^L) \\text{ in the last layer} | δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)",
                })
        void is_the_operator_that_it_names_or_a_remark(String formula, String understood) {
            assertEquals(understood, only("\\[" + formula + "\\]").understood());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\\delta^L = (a^L - y) \\text{ applied } \\sigma(z^L) | 24 | applied",
                    "b = \\frac1m \\text{np.sum}(z, \\text{axis}=1) | 15 | np.sum",
                    "a = 2 \\text{diff}(a, y) | 9 | diff",
                    "\\delta_h = -\\frac{\\partial Foo}{\\partial z_h} | 30 | Foo",
                })
        void that_is_not_known_is_refused_where_it_stands(String formula, int column, String word) {
            Row row = only("\\[" + formula + "\\]");
            assertEquals(Verdict.UNREADABLE, row.verdict(), row.toString());
            assertEquals("'" + word + "' is not known here", row.why());
            assertEquals(column, row.column());
        }

        @Test
        void is_a_letter_if_the_text_defines_it() {
            assertEquals(
                    List.of("Foo = ½ ∑ⱼ (aᴸⱼ − yⱼ)²", "∂Foo/∂aᴸⱼ = aᴸⱼ − yⱼ"),
                    read(
                            "$Foo = \\frac12 \\sum_j (a_j^L - y_j)^2$, $\\frac{\\partial Foo}{\\partial a_j^L} = a_j^L - y_j$"));
        }
    }

    @Test
    void a_prime_behind_braces_around_a_letter_with_its_layer_transposes() {
        assertEquals(
                List.of("∂C/∂Wˡ = δˡ (aˡ⁻¹)ᵀ", "δˡ = (Wˡ⁺¹)ᵀ δˡ⁺¹ ⊙ σ′(zˡ)"),
                read("\\[\\frac{\\partial C}{\\partial W^l} = \\delta^l {a^{l-1}}'\\]"
                        + "\\[\\delta^l = {W^{l+1}}' \\delta^{l+1} \\odot \\sigma'(z^l)\\]"));
    }

    @Test
    void scripts_and_gradients_are_shown_as_they_are_written() {
        assertEquals("w ← w − η ∇C", only("$w \\leftarrow w - \\eta \\nabla C$").understood());
        Row other = only("$w_j := w_j - \\alpha \\frac{\\partial J}{\\partial w_i}$");
        assertEquals("wⱼ ≔ wⱼ − α ∂J/∂wᵢ", other.understood());
        assertEquals(Verdict.NO_CLAIM, other.verdict());
    }

    @Test
    void too_many_indices_are_told() {
        assertEquals(
                "3 indices stand below z (j, k, i), but it has one, such as z_j",
                only("$z^l_{jki} = 3$").why());
    }
}
