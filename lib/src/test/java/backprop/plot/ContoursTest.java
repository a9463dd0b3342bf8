package backprop.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContoursTest {
    private static final ToDoubleFunction<double[]> CIRCLES = p -> p[0] * p[0] + p[1] * p[1];

    /** A straight piece: from (x1, y1) to (x2, y2). */
    private record Piece(double x1, double y1, double x2, double y2) {
        double length() {
            return Math.hypot(x2 - x1, y2 - y1);
        }
    }

    private static List<Piece> pieces(List<double[]> line) {
        return IntStream.range(0, line.size() / 3)
                .mapToObj(n -> {
                    double[] from = line.get(3 * n);
                    double[] to = line.get(3 * n + 1);
                    assertTrue(Double.isNaN(line.get(3 * n + 2)[0]));
                    return new Piece(from[0], from[1], to[0], to[1]);
                })
                .toList();
    }

    @Test
    void a_circle_has_its_points_on_the_level_and_its_length() {
        List<Piece> circle = pieces(new Contours(CIRCLES, new Box(-2, 2, -2, 2), 80, 80).line(1));
        for (Piece part : circle) {
            assertEquals(1, Math.hypot(part.x1(), part.y1()), 0.05 * 0.05 / 4);
            assertEquals(1, Math.hypot(part.x2(), part.y2()), 0.05 * 0.05 / 4);
        }
        assertEquals(2 * Math.PI, circle.stream().mapToDouble(Piece::length).sum(), 0.01);
    }

    @Test
    void a_plane_has_straight_lines_exactly() {
        for (Piece part : pieces(new Contours(p -> p[0], new Box(0, 4, 0, 3), 8, 6).line(1.25))) {
            assertEquals(1.25, part.x1());
            assertEquals(1.25, part.x2());
        }
    }

    @Test
    void a_saddle_keeps_its_two_branches_apart() {
        // xy = 1/4 in the square from −1 to 1: the centre, 0, lies below, so the high corners are cut off.
        List<Piece> low = pieces(new Contours(p -> p[0] * p[1], new Box(-1, 1, -1, 1), 1, 1).line(0.25));
        assertEquals(2, low.size());
        for (Piece part : low) {
            assertTrue((part.x1() + part.x2()) * (part.y1() + part.y2()) > 0, part.toString());
        }
        List<Piece> high = pieces(new Contours(p -> p[0] * p[1], new Box(-1, 1, -1, 1), 1, 1).line(-0.25));
        assertEquals(2, high.size());
        for (Piece part : high) {
            assertTrue((part.x1() + part.x2()) * (part.y1() + part.y2()) < 0, part.toString());
        }
    }

    @Test
    void squares_where_the_function_is_not_finite_stay_empty() {
        Contours half = new Contours(p -> Math.log(p[0]), new Box(-1, 1, 0, 1), 20, 10);
        assertEquals(10, pieces(half.line(Math.log(0.55))).size());
        assertEquals(0, new Contours(p -> Double.NaN, new Box(0, 1, 0, 1), 4, 4).levels(5).length);
    }

    @Test
    void levels_of_a_bowl_lie_on_evenly_spaced_circles() {
        double[] levels = new Contours(CIRCLES, new Box(-2, 2, -2, 2), 200, 200).levels(12);
        assertEquals(12, levels.length);
        double first = Math.sqrt(levels[1]) - Math.sqrt(levels[0]);
        for (int k = 1; k < 9; k++) { // those that the square holds whole
            assertEquals(first, Math.sqrt(levels[k]) - Math.sqrt(levels[k - 1]), 0.01);
        }
    }

    @Test
    void a_constant_has_one_level_and_no_line() {
        Contours flat = new Contours(p -> 3, new Box(0, 1, 0, 1), 4, 4);
        assertArrayEquals(new double[] {3}, flat.levels(5));
        assertEquals(List.of(), flat.line(3));
    }

    @Test
    void an_interrupt_ends_the_sampling() {
        int[] calls = {0};
        Thread.currentThread().interrupt();
        Contours none = new Contours(p -> calls[0]++, new Box(0, 1, 0, 1), 100, 100);
        assertTrue(Thread.interrupted());
        assertEquals(0, calls[0]);
        assertEquals(0, none.levels(5).length);
    }
}
