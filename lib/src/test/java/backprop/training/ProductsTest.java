package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.FreshJava;
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
        panels.setRows(
                rows.length, Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
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
            double[] z = numbers(count * width);
            products.weigh(x, count, inputs, panels(products, w), b, z);
            SimpleMatrix expected = matrix(x).mult(matrix(w));
            for (int t = 0; t < count; t++) {
                for (int j = 0; j < width; j++) {
                    assertEquals(expected.get(t, j) + b[j], z[t * width + j], 1e-13);
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
            double[] z = new double[count * width];
            double[] alike = new double[count * width];
            Panels first = panels(plain, w);
            Panels second = panels(vectors, w);
            plain.weigh(x, count, inputs, first, b, z);
            vectors.weigh(x, count, inputs, second, b, alike);
            same &= Arrays.equals(z, alike);
            double[][] delta = rows(count, width);
            plain.add(x, panels(plain, delta), count, 0, inputs, first);
            vectors.add(x, panels(vectors, delta), count, 0, inputs, second);
            for (int i = 0; i < inputs; i++) {
                for (int j = 0; j < width; j++) {
                    same &= first.get(i, j) == second.get(i, j);
                }
            }
        }
        return same;
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
