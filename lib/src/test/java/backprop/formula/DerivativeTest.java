package backprop.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ∂X/∂Y is what X does when Y is nudged: against differences on a network of plain loops. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DerivativeTest {
    private static final List<Integer> SIZES = List.of(2, 3, 2);
    private static final double STEP = 1e-5;

    /** A quantity of a layer; its letter as formulas write it. */
    private record Variable(String letter, int layer) {
        int size() {
            return letter.equals("w") ? SIZES.get(layer) * SIZES.get(layer - 1) : SIZES.get(layer);
        }

        /** One entry of it, as a formula. */
        String at(int i) {
            int cols = letter.equals("w") ? SIZES.get(layer - 1) : 1;
            String indices = letter.equals("w") ? (i / cols + 1) + "," + (i % cols + 1) : String.valueOf(i + 1);
            return letter + (letter.matches("[xy]") ? "" : "^{(" + layer + ")}") + "_{" + indices + "}";
        }

        @Override
        public String toString() {
            return letter + layer;
        }
    }

    /** Numbers of the network by variable, the nudged one overwritten: what follows from it follows. */
    private static final class Plain {
        private final double[][][] w = new double[SIZES.size()][][];
        private final double[][] b = new double[SIZES.size()][];
        private final double[] x;
        private final double[] y;

        Plain(World world) {
            for (int l = 1; l < SIZES.size(); l++) {
                w[l] = new double[SIZES.get(l)][SIZES.get(l - 1)];
                b[l] = new double[SIZES.get(l)];
                for (int j = 0; j < b[l].length; j++) {
                    b[l][j] = number(world, new Variable("b", l).at(j));
                    for (int k = 0; k < w[l][j].length; k++) {
                        w[l][j][k] = number(world, new Variable("w", l).at(j * w[l][j].length + k));
                    }
                }
            }
            x = all(world, new Variable("x", 0));
            y = all(world, new Variable("y", 2));
        }

        private static double[] all(World world, Variable variable) {
            return IntStream.range(0, variable.size())
                    .mapToDouble(i -> number(world, variable.at(i)))
                    .toArray();
        }

        /** Every variable's numbers, and the cost's, with one number of one variable moved. */
        Map<String, double[]> run(Variable moved, int entry, double by) {
            Map<String, double[]> all = new java.util.HashMap<>();
            double[] a =
                    nudged(new Variable("a", 0), nudged(new Variable("x", 0), x, moved, entry, by), moved, entry, by);
            all.put("x0", a);
            all.put("a0", a);
            for (int l = 1; l < SIZES.size(); l++) {
                double[] weights = nudged(
                        new Variable("w", l),
                        Arrays.stream(w[l]).flatMapToDouble(Arrays::stream).toArray(),
                        moved,
                        entry,
                        by);
                double[] biases = nudged(new Variable("b", l), b[l], moved, entry, by);
                double[] z = new double[SIZES.get(l)];
                for (int j = 0; j < z.length; j++) {
                    z[j] = biases[j];
                    for (int k = 0; k < a.length; k++) {
                        z[j] += weights[j * a.length + k] * a[k];
                    }
                }
                z = nudged(new Variable("z", l), z, moved, entry, by);
                a = Arrays.stream(z).map(v -> 1 / (1 + Math.exp(-v))).toArray();
                a = nudged(new Variable("a", l), a, moved, entry, by);
                all.put("w" + l, weights);
                all.put("b" + l, biases);
                all.put("z" + l, z);
                all.put("a" + l, a);
            }
            double[] out = a;
            all.put("C", new double[] {
                IntStream.range(0, y.length)
                        .mapToDouble(j -> (out[j] - y[j]) * (out[j] - y[j]) / 2)
                        .sum()
            });
            return all;
        }

        private static double[] nudged(Variable here, double[] values, Variable moved, int entry, double by) {
            double[] v = values.clone();
            if (here.equals(moved)) {
                v[entry] += by;
            }
            return v;
        }
    }

    private static final World WORLD = World.of(Notation.usual(), SIZES, 1, 7);
    private static final Plain PLAIN = new Plain(WORLD);

    private static double number(World world, String formula) {
        Statement statement = Text.of("$$0 = " + formula + "$$").statements().get(0);
        Formula read = Parser.formula(Notation.usual(), statement.sides().get(1), statement.end());
        Value value = world.of(read, world.env());
        assertEquals(1, value.v().length, formula);
        return value.v()[0];
    }

    private static List<Variable> variables() {
        List<Variable> all = new ArrayList<>(List.of(new Variable("x", 0), new Variable("a", 0)));
        for (int l = 1; l < SIZES.size(); l++) {
            for (String letter : List.of("w", "b", "z", "a")) {
                all.add(new Variable(letter, l));
            }
        }
        return all;
    }

    static Stream<Variable> nudges() {
        return variables().stream();
    }

    @ParameterizedTest
    @MethodSource("nudges")
    void of_every_quantity_by_this_one_is_what_a_nudge_does(Variable by) {
        Random random = new Random(by.hashCode());
        int entry = random.nextInt(by.size());
        Map<String, double[]> up = PLAIN.run(by, entry, STEP);
        Map<String, double[]> down = PLAIN.run(by, entry, -STEP);
        List<Variable> watched = variables();
        for (Variable of : watched) {
            if (of.letter().equals("x") && by.letter().equals("a") && by.layer() == 0) {
                continue; // a⁰ follows from x, but x does not from a⁰
            }
            for (int i = 0; i < of.size(); i++) {
                String formula = "\\frac{\\partial " + of.at(i) + "}{\\partial " + by.at(entry) + "}";
                double expected = (up.get(of.toString())[i] - down.get(of.toString())[i]) / (2 * STEP);
                assertEquals(expected, number(WORLD, formula), 1e-8, formula);
            }
        }
        double expected = (up.get("C")[0] - down.get("C")[0]) / (2 * STEP);
        assertEquals(
                expected, number(WORLD, "\\frac{\\partial C}{\\partial " + by.at(entry) + "}"), 1e-8, "C by " + by);
    }

    @ParameterizedTest
    @MethodSource("nudges")
    void in_a_statement_is_judged_so(Variable by) {
        String of = new Variable("z", 2).at(0);
        String slope = "\\frac{\\partial " + of + "}{\\partial " + by.at(0) + "}";
        String twice = Paper.of("$$" + slope + " + 1 = 2 " + slope + "$$").toString();
        boolean isOne = by.equals(new Variable("z", 2)) || by.equals(new Variable("b", 2));
        assertEquals(isOne, twice.contains("✓"), twice);
        assertFalse(
                twice.lines()
                        .filter(line -> line.contains("!"))
                        .collect(Collectors.joining())
                        .contains("! "),
                twice);
    }
}
