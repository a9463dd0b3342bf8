package backprop.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.DataSet;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ImagesTest {

    private static DataSet examples(double[]... x) {
        return DataSet.of(x, new double[x.length][1]);
    }

    private static void assertRefuses(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static BufferedImage image(Picture picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture.png()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Color colour(Picture picture, double x, double y) {
        return new Color(image(picture).getRGB((int) (2 * x), (int) (2 * y)));
    }

    @Nested
    class Digits {
        private final Picture three = Images.digits(
                examples(new double[] {0, 1, 0.5, 0.25}, new double[] {1, 1, 1, 1}, new double[] {0, 0, 0, 0}),
                2,
                t -> null);

        @Test
        void are_squares_row_by_row_dark_on_light() {
            assertEquals(Color.WHITE, colour(three, 10 + 18, 10 + 18));
            assertEquals(Color.BLACK, colour(three, 10 + 54, 10 + 18));
            assertEquals(new Color(128, 128, 128), colour(three, 10 + 18, 10 + 54));
            assertEquals(new Color(191, 191, 191), colour(three, 10 + 54, 10 + 54));
        }

        @Test
        void have_hard_edges() {
            assertEquals(Color.WHITE, colour(three, 10 + 35.5, 10 + 18));
            assertEquals(Color.BLACK, colour(three, 10 + 36, 10 + 18));
        }

        @Test
        void stand_in_a_grid_of_two_pixels_per_point() {
            assertEquals(10 + 72 + 12 + 72 + 10, three.width());
            assertEquals(10 + 72 + 12 + 72 + 10, three.height());
            assertEquals(2 * three.width(), image(three).getWidth());
            assertEquals(2 * three.height(), image(three).getHeight());
            assertEquals(Color.BLACK, colour(three, 10 + 72 + 12 + 36, 10 + 36));
            assertEquals(Color.WHITE, colour(three, 10 + 36, 10 + 72 + 12 + 36));
        }

        @Test
        void make_room_for_captions() {
            DataSet one = examples(new double[] {1});
            Picture captioned = Images.digits(one, 5, t -> "3, not 8");
            assertEquals(Images.digits(one, 5, t -> null).height() + 18, captioned.height());
            assertTrue(Images.digits(one, 5, t -> "a caption wider than the picture")
                            .width()
                    > captioned.width());
        }

        @Test
        void say_what_they_are() {
            assertEquals("picture: 3 digits, 2x2", three.toString());
            assertEquals(
                    "picture: 1 digit, 1x1",
                    Images.digits(examples(new double[] {1}), 1, t -> "1").text());
        }

        @Test
        void refuse_what_is_no_square_or_no_shade() {
            assertRefuses(
                    "the number of inputs must be a square, such as 64 for 8x8, but was 3",
                    () -> Images.digits(examples(new double[3]), 1, t -> null));
            assertRefuses(
                    "x must lie from 0 to 1 to be painted, but was 16.0",
                    () -> Images.digits(examples(new double[] {16}), 1, t -> null));
            assertRefuses(
                    "columns must be at least 1, but was 0",
                    () -> Images.digits(examples(new double[] {1}), 0, t -> null));
        }
    }

    @Nested
    class A_heat_map {
        private static final int LEFT = 50;

        private final SimpleMatrix m = new SimpleMatrix(new double[][] {{2, -2, 0}, {1, Double.NaN, -0.5}});
        private final Picture picture = Images.heatMap(m, "w¹");

        private Color cell(int row, int column) {
            return colour(picture, LEFT + column * 58 + 4, 52 + row * 38 + 4);
        }

        @Test
        void is_vermillion_above_0_blue_below_and_white_between() {
            assertEquals(new Color(0xD55E00), cell(0, 0));
            assertEquals(new Color(0x0072B2), cell(0, 1));
            assertEquals(Color.WHITE, cell(0, 2));
            assertEquals(new Color(234, 175, 128), cell(1, 0));
            assertEquals(Color.LIGHT_GRAY, cell(1, 1));
        }

        @Test
        void says_what_it_is() {
            assertEquals("picture: heat map \"w¹\", 2x3", picture.toString());
        }

        @Test
        void of_zeros_is_white() {
            assertEquals(Color.WHITE, colour(Images.heatMap(new SimpleMatrix(2, 2), "0"), LEFT + 4, 56));
        }

        @Test
        void has_room_for_numbers_up_to_six_by_six_and_with_names_up_to_ten_by_ten() {
            List<String> names = Collections.nCopies(10, "n");
            int cells = 58 * 6; // written numbers need more
            assertTrue(Images.heatMap(new SimpleMatrix(6, 6), "m").width() > cells);
            assertTrue(Images.heatMap(new SimpleMatrix(7, 7), "m").width() < 58 * 7);
            assertTrue(
                    Images.heatMap(new SimpleMatrix(10, 10), "m", names, names).width() > 580);
            List<String> more = Collections.nCopies(11, "n");
            assertTrue(Images.heatMap(new SimpleMatrix(11, 11), "m", more, more).width() < 58 * 11);
        }

        @Test
        void of_a_large_matrix_still_fits_a_page() {
            assertTrue(Images.heatMap(new SimpleMatrix(30, 64), "w¹").width() < 640);
        }

        @Test
        void is_the_same_file_every_time() {
            assertArrayEquals(picture.png(), Images.heatMap(m, "w¹").png());
        }

        @Test
        void cannot_be_written_through() {
            picture.png()[0] = 0;
            assertEquals(picture.png()[0], Images.heatMap(m, "w¹").png()[0]);
        }

        @Test
        void of_a_ratio_and_of_a_difference_says_which() {
            SimpleMatrix yours = new SimpleMatrix(new double[][] {{2, 3}});
            SimpleMatrix right = new SimpleMatrix(new double[][] {{1, 3}});
            assertEquals(
                    "picture: heat map \"δ²: yours / expected\", 1x2",
                    Images.ratio(yours, right, "δ²").text());
            assertEquals(
                    "picture: heat map \"δ²: yours − expected\", 1x2",
                    Images.difference(yours, right, "δ²").text());
            assertRefuses(
                    "yours must have the shape of expected, 1x2, but was 2x1",
                    () -> Images.ratio(yours.transpose(), right, "δ²"));
        }

        @Test
        void has_a_name_for_each_row_and_column_or_refuses_them() {
            Picture named = Images.heatMap(m, "m", List.of("w¹", "the second row"), List.of("a", "b", "C"));
            assertTrue(named.width() > picture.width()); // the longer names stand on its left
            assertRefuses(
                    "the number of rows must be that of the matrix, 2, but was 1",
                    () -> Images.heatMap(m, "m", List.of("w¹"), List.of("a", "b", "C")));
            assertRefuses(
                    "the number of columns must be that of the matrix, 3, but was 2",
                    () -> Images.heatMap(m, "m", List.of("w¹", "z¹"), List.of("a", "b")));
        }
    }

    @Nested
    class A_ratio {
        private static final int LEFT = 50;

        private Color cell(double yours, double expected) {
            SimpleMatrix one = new SimpleMatrix(new double[][] {{yours, 1000}});
            SimpleMatrix right = new SimpleMatrix(new double[][] {{expected, 1}});
            return colour(Images.ratio(one, right, "δ"), LEFT + 4, 56);
        }

        @Test
        void is_white_where_it_is_1_and_vermillion_above_blue_below_by_its_logarithm() {
            assertEquals(Color.WHITE, cell(-3, -3));
            assertEquals(new Color(0xD55E00), cell(100, 1)); // two decades and more
            assertEquals(new Color(0x0072B2), cell(-1, -100));
            assertEquals(cell(10, 1), cell(20, 2));
            assertEquals(new Color(234, 175, 128), cell(10, 1)); // half of the way
            assertEquals(new Color(0x0072B2), cell(0, 1));
            assertEquals(new Color(0xD55E00), cell(1, 0));
        }

        @Test
        void is_grey_where_both_are_0() {
            assertEquals(Color.LIGHT_GRAY, cell(0, 0));
        }

        @Test
        void is_hatched_where_the_sign_is_flipped_and_says_so() {
            SimpleMatrix right = new SimpleMatrix(new double[][] {{1, 2}});
            Picture flipped = Images.ratio(right.negative(), right, "δ");
            assertEquals(Images.ratio(right, right, "δ").height() + 18, flipped.height());
            assertTrue(shades(flipped) > shades(Images.ratio(right, right, "δ")));
        }

        /** The number of colours in the first cell, beside its number. */
        private static long shades(Picture picture) {
            return IntStream.range(0, 30)
                    .mapToObj(x -> colour(picture, LEFT + 1 + x / 2.0, 56))
                    .distinct()
                    .count();
        }
    }
}
