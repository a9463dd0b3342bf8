package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.FreshJava;
import backprop.Sigmoid;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProductsTest {
    private final Random random = new Random(1);

    static Stream<Products> all() {
        return Stream.of(new PlainProducts(), new VectorProducts());
    }

    private double[] numbers(int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    private double[][] rows(int rows, int width) {
        return Stream.generate(() -> numbers(width)).limit(rows).toArray(double[][]::new);
    }

    private static Panels panels(Products products, double[][] rows) {
        Panels panels = products.panels(rows.length, rows[0].length);
        for (int t = 0; t < rows.length; t++) {
            for (int j = 0; j < rows[t].length; j++) {
                panels.set(t, j, rows[t][j]);
            }
        }
        return panels;
    }

    private static SimpleMatrix matrix(double[][] rows) {
        return new SimpleMatrix(rows);
    }

    @ParameterizedTest
    @MethodSource("all")
    void they_are_those_of_matrices(Products products) {
        for (int trial = 0; trial < 200; trial++) {
            int count = 1 + random.nextInt(12);
            int inputs = 1 + random.nextInt(40);
            int width = Products.padded(1 + random.nextInt(90));
            double[][] x = rows(count, inputs);
            double[][] w = rows(inputs, width);
            double[] b = numbers(width);
            double[][] z = rows(count, width);
            products.weigh(x, count, inputs, panels(products, w), b, z);
            SimpleMatrix expected = matrix(x).mult(matrix(w));
            for (int t = 0; t < count; t++) {
                for (int j = 0; j < width; j++) {
                    assertEquals(expected.get(t, j) + b[j], z[t][j], 1e-13);
                }
            }
            double[][] delta = rows(count, width);
            int from = random.nextInt(inputs);
            int to = from + random.nextInt(inputs - from + 1);
            SimpleMatrix sum = matrix(w).plus(matrix(x).transpose().mult(matrix(delta)));
            Panels moved = panels(products, w);
            products.add(x, panels(products, delta), count, from, to, moved);
            for (int i = 0; i < inputs; i++) {
                for (int j = 0; j < width; j++) {
                    boolean asked = i >= from && i < to;
                    assertEquals(asked ? sum.get(i, j) : w[i][j], moved.get(i, j), asked ? 1e-13 : 0);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_goes_number_by_number_is_as_it_is_told(Products products) {
        for (int trial = 0; trial < 200; trial++) {
            int count = 1 + random.nextInt(12);
            int width = Products.padded(1 + random.nextInt(90));
            double[][] delta = rows(count + 1, width);
            double[][] before = copy(delta);
            double[][] factors = rows(count + 1, width);
            Panels settled = products.panels(count + 1, width);
            products.settle(delta, factors, -3, count, settled);
            double[] b = numbers(width);
            double[] sum = b.clone();
            products.add(settled, count, sum);
            double[][] z = rows(count + 1, width);
            double[][] a = copy(z);
            double[][] slope = rows(count + 1, width);
            products.sigmoid(a, slope, count);
            for (int j = 0; j < width; j++) {
                double column = b[j];
                for (int t = 0; t < count; t++) {
                    double error = before[t][j] * factors[t][j] * -3;
                    assertEquals(error, delta[t][j]);
                    assertEquals(error, settled.get(t, j));
                    column += settled.get(t, j);
                    assertEquals(Sigmoid.of(z[t][j]), a[t][j], 1e-15);
                    assertEquals(Sigmoid.derivative(z[t][j]), slope[t][j], 1e-15);
                }
                assertEquals(column, sum[j], "in order");
                assertEquals(before[count][j], delta[count][j], "the row behind");
                assertEquals(z[count][j], a[count][j], "the row behind");
                assertEquals(0, settled.get(count, j), "the row behind");
            }
        }
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    private boolean areTheSameEverywhere(int trials) {
        Products plain = new PlainProducts();
        Products vectors = new VectorProducts();
        boolean same = true;
        for (int trial = 0; trial < trials; trial++) {
            int count = 1 + random.nextInt(40);
            int inputs = 1 + random.nextInt(100);
            int width = Products.padded(1 + random.nextInt(120));
            double[][] x = rows(count, inputs);
            double[][] w = rows(inputs, width);
            double[] b = numbers(width);
            double[][] delta = rows(count, width);
            double[] large = {0, -0.0, 36.5, -40, 709, -750, 1e308, Double.NEGATIVE_INFINITY, Double.NaN};
            same &= Arrays.equals(
                    all(plain, x, w, b, copy(delta), large[trial % large.length]),
                    all(vectors, x, w, b, copy(delta), large[trial % large.length]));
        }
        return same;
    }

    /** Every number of a step. */
    private static double[] all(
            Products products, double[][] x, double[][] w, double[] b, double[][] delta, double firstZ) {
        Panels moved = panels(products, w);
        double[][] a = new double[x.length][b.length];
        double[][] slope = new double[x.length][b.length];
        products.weigh(x, x.length, w.length, moved, b, a);
        a[0][0] = firstZ;
        products.sigmoid(a, slope, x.length);
        Panels settled = products.panels(x.length, b.length);
        products.settle(delta, slope, -0.3, x.length, settled);
        products.add(x, settled, x.length, 0, w.length, moved);
        double[] sum = b.clone();
        products.add(settled, x.length, sum);
        return Stream.of(a, slope, delta, new double[][] {sum}, rows(moved, w.length, b.length))
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static double[][] rows(Panels panels, int rows, int columns) {
        double[][] all = new double[rows][columns];
        for (int t = 0; t < rows; t++) {
            for (int j = 0; j < columns; j++) {
                all[t][j] = panels.get(t, j);
            }
        }
        return all;
    }

    /** Says whether vectors give the same digits in a Java of its own. */
    static final class Compare {
        private Compare() {}

        public static void main(String[] arguments) {
            System.out.println(new VectorProducts().name() + " " + new ProductsTest().areTheSameEverywhere(20));
        }
    }

    @Test
    void every_digit_is_the_same_with_vectors_of_any_length_and_without() throws Exception {
        assertTrue(areTheSameEverywhere(200));
        List<String> options =
                List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=2", "--add-modules=jdk.incubator.vector");
        List<String> lines = FreshJava.run(options, Compare.class);
        assertTrue(lines.get(lines.size() - 1).matches("vectors of [24] numbers true"), lines.toString());
    }

    /** Says which products a Java of its own takes. */
    static final class Say {
        private Say() {}

        public static void main(String[] arguments) {
            System.out.println(Products.describe());
        }
    }

    @Test
    void which_are_in_use_is_told_in_a_line_and_chosen_without_a_word() throws Exception {
        String line = Products.describe();
        assertTrue(line.matches("vectors of (2|4|8) numbers, [1-9]\\d{0,4} Gflop/s"), line);
        List<String> lines = FreshJava.run(List.of(), Say.class);
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).matches("numbers one by one, \\d+ Gflop/s"), lines.get(0));
    }
}
