package backprop.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Backprop;
import backprop.BadInputTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HelpTest {
    private static final String UNTOLD = "equals|hashCode|values|valueOf|main|toString";

    @Test
    void every_public_class_and_method_has_a_page() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Class<?> type : BadInputTest.publicClasses().toList()) {
            String page = Help.of(type).toString();
            if (!page.lines().findFirst().orElse("").contains(" " + type.getCanonicalName())) {
                missing.add(type.getName());
            }
            for (Method method : type.getDeclaredMethods()) {
                boolean isTold = Modifier.isPublic(method.getModifiers())
                        && !method.isSynthetic()
                        && !method.getName().matches(UNTOLD);
                String name = type.getSimpleName() + "." + method.getName();
                boolean isComponent = page.matches("(?s)record [^\\n]* " + method.getName() + "[,)].*");
                if (isTold && !page.contains(name + "(") && !isComponent) {
                    missing.add(name + " on the page of its type");
                }
                if (isTold
                        && !Help.of(method.getName()).toString().contains(isComponent ? type.getSimpleName() : name)) {
                    missing.add(name);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void a_page_as_text() {
        assertEquals("""
                SimpleMatrix Backprop.weightGradient(SimpleMatrix delta, SimpleMatrix previousA)

                BP4, the weight gradient: ∂C/∂wˡ = δˡ(aˡ⁻¹)ᵀ, n_l×n_{l−1}. For one example this is the
                outer product, entry jk = δ_j a_k; for N examples the matrix product sums theirs.

                delta: δˡ, n_l×N
                previousA: aˡ⁻¹, n_{l−1}×N""", Help.of("Backprop.weightGradient").toString());
    }

    @Test
    void the_four_equations_are_typeset() {
        String page = Help.of(Backprop.class).html();
        for (String equation : List.of(
                "\\delta^{(L)} = \\frac{\\partial C}{\\partial z^{(L)}}"
                        + " = \\frac{\\partial C}{\\partial a^{(L)}} \\odot g'\\left(z^{(L)}\\right)",
                "\\delta^{(l)} = \\frac{\\partial C}{\\partial z^{(l)}}"
                        + " = \\left(\\left(w^{(l+1)}\\right)^{\\top} \\delta^{(l+1)}\\right) \\odot g'\\left(z^{(l)}\\right)",
                "\\frac{\\partial C}{\\partial b^{(l)}} = \\delta^{(l)}",
                "\\frac{\\partial C}{\\partial w^{(l)}} = \\delta^{(l)} \\left(a^{(l-1)}\\right)^{\\top}")) {
            assertTrue(page.contains("$\\displaystyle " + equation + "$"), equation);
        }
    }

    @Test
    void a_shape_has_its_index_below() {
        assertTrue(Help.of("Backprop.weightGradient").html().contains("n<sub>l</sub>×n<sub>l−1</sub>."));
    }

    @Test
    void an_equations_name_finds_it() {
        String page = Help.of("BP2").toString();
        assertTrue(page.contains("Equation.BP2") && page.contains("Backprop.hiddenError("), page);
    }

    @Test
    void a_symbol_finds_what_is_said_of_it() {
        assertTrue(
                Help.of("σ′").toString().contains("Sigmoid.derivative("),
                Help.of("σ′").toString());
    }

    @Test
    void a_name_may_be_written_as_it_is_called() {
        assertEquals(
                Help.of("hiddenError").toString(),
                Help.help("hiddenError(w, delta)").toString());
        assertEquals(
                Help.of(Backprop.class).toString(),
                Help.help("backprop.Backprop").toString());
        assertEquals(
                Help.of(Backprop.class).toString(), Help.help(Backprop.class).toString());
    }

    @Test
    void an_unknown_name_gets_one_sentence_with_the_nearest() {
        String sentence = Help.of("hidenError").toString();
        assertTrue(sentence.matches("The library has no 'hidenError'\\. Nearest: hiddenError, .+\\."), sentence);
        assertTrue(Help.of(String.class).toString().startsWith("The library has no 'String'."));
    }

    @Test
    void a_constant_stands_with_its_value() {
        assertTrue(Help.of("GradientDescent.minimize").toString().contains("0 to 10,000,000:"));
    }

    @Test
    void what_a_kernel_calls_a_method_finds_its_page() {
        String told = Help.of("Network.random").toString();
        assertEquals(
                told,
                Help.ofSignatures(List.of(
                                "Network backprop.Network.random(long seed)",
                                "",
                                "Network backprop.Network.random(long seed, double scale)"))
                        .toString());
        assertTrue(Help.ofSignatures(List.of("String String.format(String format, Object... args)"))
                .isEmpty());
        assertFalse(Help.ofSignatures(List.of("backprop.Backprop")).isEmpty());
    }

    @Test
    void the_text_of_no_page_has_a_tag_or_a_brace() {
        List<String> wrong = Docs.all().stream()
                .map(entry -> Help.of(entry.isType() ? entry.simpleType() : entry.simpleType() + "." + entry.name()))
                .map(Help::toString)
                .filter(text -> text.matches("(?s).*(\\{@|</?[a-z]{1,7}>|&[a-z]+;).*"))
                .toList();
        assertEquals(List.of(), wrong);
        assertEquals(Docs.all().size(), Docs.all().stream().distinct().count());
        assertTrue(Arrays.asList("interface", "record", "class", "enum").stream()
                .allMatch(kind ->
                        Docs.all().stream().anyMatch(entry -> entry.signature().startsWith(kind + " "))));
    }
}
