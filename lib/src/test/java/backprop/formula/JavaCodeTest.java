package backprop.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.Network;
import java.io.File;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A formula as Java compiles, and gives what the formula gives. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JavaCodeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (a^L − y) ⊙ σ'(z^L)          | pass.a(network.depth()).minus(y).elementMult(network.layer(network.depth()).activation().derivative(pass.z(network.depth())))
            ((w^{l+1})^T δ^{l+1}) ⊙ σ'(z^l) | network.w(l + 1).transpose().mult(errors.delta(l + 1)).elementMult(network.layer(l).activation().derivative(pass.z(l)))
            ∇_{a^L} C ⊙ σ'(z^L)           | cost.gradient(pass.output(), y).elementMult(network.layer(network.depth()).activation().derivative(pass.z(network.depth())))
            δ^l (a^{l-1})^T + λ w^l      | errors.delta(l).mult(pass.a(l - 1).transpose()).plus(network.w(l).scale(lambda))
            δ^l_j a^{l-1}_k              | errors.delta(l).get(j) * pass.a(l - 1).get(k)
            \\sum_k w^l_{jk} a^{l-1}_k + b^l_j | IntStream.range(0, pass.a(l - 1).getNumRows()).mapToDouble(k -> network.w(l).get(j, k) * pass.a(l - 1).get(k)).sum() + network.b(l).get(j)
            \\frac{1}{2} (a^L_1 - y_1)^2  | 1.0 / 2 * Math.pow(pass.a(network.depth()).get(0) - y.get(0), 2)
            \\sigma(z)(1-\\sigma(z))    | Activation.SIGMOID.of(z).elementMult(Activation.SIGMOID.of(z).negative().plus(1))
            """)
    void it_is_written_in_the_words_of_this_library(String formula, String java) {
        assertEquals(java, Formula.of(formula).java());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ∂z^l/∂a^{l-1} | the formula must be of w, b, z, a, δ, x, y and ∂C/∂ of these, but was ∂zˡ/∂aˡ⁻¹
            w^l a^l       | the formula must have one meaning: a 2×3 and a 2×1 matrix do not fit in a product, but was wˡ aˡ
            """)
    void what_java_has_no_word_for_is_refused(String formula, String message) {
        Formula read = Formula.of(formula);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, read::java).getMessage());
    }

    /** The four equations and the cost's gradient, and all that is one slip away from one of them. */
    private static List<Formula> formulas() {
        List<Formula> all = new ArrayList<>();
        Stream.of(
                        "δ^L = (a^L − y) ⊙ σ'(z^L)",
                        "δ^l = ((w^{l+1})^T δ^{l+1}) ⊙ σ'(z^l)",
                        "δ^l = δ^l",
                        "∂C/∂w^l = δ^l (a^{l-1})^T",
                        "δ^L = ∇_{a^L} C ⊙ σ'(z^L)")
                .map(equation -> equation.split(" = "))
                .forEach(sides -> {
                    all.add(Formula.of(sides[1]));
                    all.addAll(Formula.of(sides[1]).slips(Formula.of(sides[0])));
                });
        return all;
    }

    @Test
    void it_compiles_and_gives_what_the_formula_gives(@TempDir Path folder) throws Exception {
        Map<Formula, String> code = new LinkedHashMap<>();
        int refused = 0;
        for (Formula formula : formulas()) {
            try {
                code.put(formula, formula.java());
            } catch (IllegalArgumentException itsShapesDoNotFit) {
                refused++;
            }
        }
        assertTrue(code.size() > 100 && refused < code.size(), code.size() + " and refused " + refused);

        Network network =
                Network.of(3, 5, 4, 2).random(1).with(Activation.SIGMOID, Activation.TANH, Activation.SOFTPLUS);
        Random random = new Random(2);
        ForwardPass pass = network.forward(SimpleMatrix.random_DDRM(3, 1, -1, 1, random));
        SimpleMatrix y = SimpleMatrix.random_DDRM(2, 1, 0, 1, random);
        Cost cost = Cost.HALF_SQUARED_ERROR;
        Errors errors = Backprop.errors(network, cost, pass, y);
        Gradient gradient = Backprop.gradient(errors, pass);
        Trial trial = Trial.of(network, pass, y, 0).costGradient(cost.gradient(pass.output(), y));
        for (int l = 1; l <= 3; l++) {
            trial = trial.delta(l, errors.delta(l));
        }

        Class<?> compiled = compiled(code.values(), folder);
        int compared = 0;
        for (Formula formula : code.keySet()) {
            Method method = compiled.getMethod(
                    "f" + new ArrayList<>(code.keySet()).indexOf(formula),
                    Network.class,
                    ForwardPass.class,
                    Errors.class,
                    Gradient.class,
                    Cost.class,
                    SimpleMatrix.class,
                    int.class);
            for (int l = 1; l <= 2; l++) {
                SimpleMatrix expected = trial.of(formula, l).orElse(null);
                if (expected != null) {
                    Object value = method.invoke(null, network, pass, errors, gradient, cost, y, l);
                    SimpleMatrix actual =
                            value instanceof SimpleMatrix m ? m : new SimpleMatrix(new double[][] {{(double) value}});
                    assertTrue(
                            expected.isIdentical(actual, 1e-12 * expected.elementMaxAbs()),
                            formula + " is " + code.get(formula) + ": " + expected + actual);
                    compared++;
                }
            }
        }
        assertTrue(compared > code.size(), compared + " of " + code.size());
    }

    private static Class<?> compiled(Iterable<String> code, Path folder) throws Exception {
        StringBuilder source = new StringBuilder("""
                import backprop.*;
                import java.util.stream.IntStream;
                import org.ejml.simple.SimpleMatrix;
                public class Cell {
                """);
        int i = 0;
        for (String one : code) {
            source.append("""
                    public static Object f%d(Network network, ForwardPass pass, Errors errors, Gradient gradient, Cost cost,
                            SimpleMatrix y, int l) {
                        return %s;
                    }
                    """.formatted(i++, one));
        }
        Path file = folder.resolve("Cell.java");
        Files.writeString(file, source.append("}"));
        StringWriter said = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        List<String> options = List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString());
        boolean isDone = compiler.getTask(
                        said, files, null, options, null, files.getJavaFileObjects(new File[] {file.toFile()}))
                .call();
        assertTrue(isDone, said.toString());
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}).loadClass("Cell");
    }
}
