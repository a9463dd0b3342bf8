package backprop.plot;

import static backprop.plot.Drawn.byHand;
import static backprop.plot.Drawn.errors;
import static backprop.plot.Drawn.gradient;
import static backprop.plot.Drawn.image;
import static backprop.plot.Drawn.network;
import static backprop.plot.Drawn.pass;
import static backprop.plot.Drawn.plan;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Errors;
import backprop.Gradient;
import backprop.Network;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NetworkPictureTest {
    private static final Color VERMILLION = new Color(0xD55E00);
    private static final Color BLUE = new Color(0x0072B2);
    private static final int CLOSE = 12; // of 255: the file has few colours

    /** Returns the colour at a point, given in points. */
    private static Color colour(NetworkPicture drawn, double x, double y) {
        return new Color(image(drawn).getRGB((int) (2 * x), (int) (2 * y)));
    }

    /** Returns the colour of an edge near its beginning. */
    private static Color colour(NetworkPicture drawn, int l, int j, int k) {
        Point2D[] ends = ends(edge(drawn, l, j, k));
        return colour(
                drawn,
                ends[0].getX() + 0.3 * (ends[1].getX() - ends[0].getX()),
                ends[0].getY() + 0.3 * (ends[1].getY() - ends[0].getY()));
    }

    private static NetworkPlan.Edge edge(NetworkPicture drawn, int l, int j, int k) {
        return plan(drawn).edges(l).stream()
                .filter(edge -> edge.j() == j && edge.k() == k)
                .findFirst()
                .orElseThrow();
    }

    private static Point2D[] ends(NetworkPlan.Edge edge) {
        List<Point2D> points = new ArrayList<>();
        double[] at = new double[6];
        for (PathIterator i = new Path2D.Double(edge.line()).getPathIterator(null); !i.isDone(); i.next()) {
            assertNotEquals(PathIterator.SEG_CUBICTO, i.currentSegment(at));
            points.add(new Point2D.Double(at[0], at[1]));
        }
        return points.toArray(Point2D[]::new);
    }

    /** Returns the colour of a neuron's ring, at its left, a quarter of a point outside the disc. */
    private static Color ring(NetworkPicture drawn, int l, int j) {
        Point2D centre = plan(drawn).nodes(l).get(j).centre();
        return colour(drawn, centre.getX(), centre.getY() + plan(drawn).radius() + 0.25);
    }

    private static void assertClose(Color expected, Color actual) {
        boolean close = Math.abs(expected.getRed() - actual.getRed()) <= CLOSE
                && Math.abs(expected.getGreen() - actual.getGreen()) <= CLOSE
                && Math.abs(expected.getBlue() - actual.getBlue()) <= CLOSE;
        assertTrue(close, expected + " but was " + actual);
    }

    private static void assertRefuses(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Nested
    class Edges {
        private final NetworkPicture drawn = Images.network(byHand());

        @Test
        void are_vermillion_above_0_blue_below_and_grey_at_0() {
            assertClose(VERMILLION, colour(drawn, 1, 0, 0));
            assertClose(BLUE, colour(drawn, 2, 0, 0));
            assertClose(new Color(0xB4B4B4), colour(Images.network(Network.of(1, 1)), 1, 0, 0));
        }

        @Test
        void lead_from_neuron_k_to_neuron_j() {
            assertClose(BLUE, colour(drawn, 1, 0, 1)); // w¹₀₁ = −1
            assertClose(new Color(0xB4B4B4), colour(drawn, 1, 1, 0)); // w¹₁₀ = 0
        }

        @Test
        void show_the_gradient_in_its_own_colours() {
            Network network = byHand();
            double[] turned = Arrays.stream(network.parameters()).map(p -> -p).toArray();
            NetworkPicture gradient = drawn.gradient(Gradient.of(network, turned));
            assertClose(BLUE, colour(gradient, 1, 0, 0));
            assertClose(VERMILLION, colour(gradient, 2, 0, 0));
        }

        @Test
        void are_as_wide_as_their_weights_are_large() {
            // w¹₀₀ = 2 is level; one and a half points beside its middle is still ink. Of a hair it is paper.
            Point2D wide = ends(edge(drawn, 1, 0, 0))[0];
            assertClose(VERMILLION, colour(drawn, wide.getX() + 20, wide.getY() + 1.5));
            Network thin = byHand().withParameters(new double[] {0.02, -1, 0, 2, 1, -2, -2, 1, 0.5});
            assertClose(Palette.PAPER, colour(Images.network(thin), wide.getX() + 20, wide.getY() + 1.5));
        }

        @Test
        void without_a_number_are_grey() {
            double[] p = byHand().parameters();
            p[0] = Double.NaN;
            assertClose(new Color(0xB4B4B4), colour(Images.network(byHand().withParameters(p)), 1, 0, 0));
        }

        @Test
        void and_biases_end_at_their_neurons() {
            Point2D neuron = plan(drawn).nodes(1).get(0).centre();
            double above = neuron.getY() - plan(drawn).radius() - 8;
            assertClose(VERMILLION, colour(drawn, neuron.getX(), above));
            Point2D other = plan(drawn).nodes(1).get(1).centre();
            assertClose(
                    BLUE, colour(drawn, other.getX(), other.getY() - plan(drawn).radius() - 8));
        }
    }

    @Nested
    class Neurons {
        private final Network network = network(2, 3, 2);
        private final NetworkPicture drawn =
                Images.network(network, pass(network)).errors(errors(network));

        @Test
        void have_rings_in_the_colour_of_delta() {
            for (int l = 1; l <= 2; l++) {
                for (int j = 0; j < errors(network).delta(l).getNumRows(); j++) {
                    boolean above = errors(network).delta(l).get(j) > 0;
                    assertEquals(
                            above,
                            ring(drawn, l, j).getRed() > ring(drawn, l, j).getBlue(),
                            l + ", " + j);
                }
            }
            Errors turned = new Errors(List.of(
                    errors(network).delta(1).scale(-1), errors(network).delta(2).scale(-1)));
            Color before = ring(drawn, 2, 0);
            Color after = ring(drawn.errors(turned), 2, 0);
            assertNotEquals(before.getRed() > before.getBlue(), after.getRed() > after.getBlue());
        }

        @Test
        void hold_what_is_known_of_them() {
            assertEquals(List.of("x₁"), NetworkWords.lines(Images.network(network), 0, 1));
            assertEquals(List.of("a²₁"), NetworkWords.lines(Images.network(network), 2, 1));
            assertEquals(List.of("x 0.841"), NetworkWords.lines(drawn, 0, 0));
            assertEquals(
                    List.of(
                            "z " + Labels.number(pass(network).z(2).get(1), 3),
                            "a " + Labels.number(pass(network).a(2).get(1), 3),
                            "δ " + Labels.number(errors(network).delta(2).get(1), 3)),
                    NetworkWords.lines(drawn, 2, 1));
        }

        @Test
        void are_tinted_by_a() {
            Network even = Network.of(2, 1);
            NetworkPicture tinted = Images.network(even, even.forward(new SimpleMatrix(new double[] {1, -1})));
            Point2D above = plan(tinted).nodes(0).get(0).centre();
            Point2D below = plan(tinted).nodes(0).get(1).centre();
            Color warm = colour(tinted, above.getX(), above.getY() + 20);
            Color cold = colour(tinted, below.getX(), below.getY() + 20);
            assertTrue(warm.getRed() > warm.getBlue() && cold.getBlue() > cold.getRed(), warm + ", " + cold);
        }
    }

    @Nested
    class Lifted_out {
        private final NetworkPicture drawn = Images.network(byHand());

        @Test
        void a_path_keeps_its_colours_and_the_rest_is_pale() {
            NetworkPicture path = drawn.path(0, 0, 0);
            assertClose(VERMILLION, colour(path, 1, 0, 0));
            assertClose(new Color(204, 227, 240), colour(path, 2, 0, 0));
            assertClose(BLUE, colour(path.path(1, 0, 0), 2, 0, 0));
        }

        @Test
        void a_neuron_keeps_all_that_leads_in_and_out() {
            NetworkPicture neuron = Images.network(network(2, 3, 2)).neuron(1, 2);
            for (int k = 0; k < 2; k++) {
                assertFalse(neuron.isPale(1, 2, k));
                assertFalse(neuron.isPale(2, k, 2));
                assertFalse(neuron.isPale(0, k));
            }
            assertFalse(neuron.isPale(1, 2));
            assertTrue(neuron.isPale(1, 1));
            assertTrue(neuron.isPale(1, 1, 0));
        }

        @Test
        void leaves_the_drawing_it_comes_from_as_it_was() {
            byte[] before = drawn.picture().png();
            assertNotEquals(drawn.toString(), drawn.path(0, 0, 0).toString());
            assertArrayEquals(before, drawn.picture().png());
        }
    }

    @Nested
    class A_ripple {
        private final Network before = network(2, 3, 2);
        private final Network after = moved(before);
        private final NetworkPicture drawn = Images.network(after, pass(after));

        /** With another w¹₁₀. */
        private static Network moved(Network network) {
            double[] p = network.parameters();
            p[2] += 1;
            return network.withParameters(p);
        }

        @Test
        void says_by_how_much_each_neuron_moved_as_far_as_it_has_come() {
            double change = pass(after).a(1).get(1) - pass(before).a(1).get(1);
            List<String> lines = NetworkWords.lines(drawn.ripple(pass(before), 1), 1, 1);
            assertEquals("Δa +" + Labels.number(change, 3), lines.get(2));
            assertEquals(
                    2, NetworkWords.lines(drawn.ripple(pass(before), 1), 1, 0).size()); // it did not move
            assertEquals(
                    2, NetworkWords.lines(drawn.ripple(pass(before), 1), 2, 0).size()); // not reached
            assertEquals(
                    3, NetworkWords.lines(drawn.ripple(pass(before), 2), 2, 0).size());
        }

        @Test
        void leaves_the_old_numbers_where_it_has_not_come() {
            assertEquals(
                    NetworkWords.lines(Images.network(before, pass(before)), 2, 0),
                    NetworkWords.lines(drawn.ripple(pass(before), 1), 2, 0));
        }

        @Test
        void lets_stand_out_what_moved_and_what_is_lifted_out() {
            NetworkPicture all = drawn.ripple(pass(before), 2);
            assertFalse(all.isPale(1, 1));
            assertTrue(all.isPale(1, 0));
            assertFalse(all.isPale(2, 0, 1)); // from the neuron that moved
            assertTrue(all.isPale(2, 0, 2));
            assertTrue(all.isPale(1, 1, 0)); // the weight itself, unless it is lifted out
            assertFalse(all.path(0, 0, 1).isPale(1, 1, 0));
            assertFalse(all.path(0, 0, 1).isPale(2, 0, 1));
            assertTrue(drawn.ripple(pass(before), 0).isPale(1, 1));
        }

        @Test
        void is_refused_without_a_pass_or_with_one_of_another_network() {
            assertRefuses(
                    "the drawing must have a pass to compare with, but was one without",
                    () -> Images.network(after).ripple(pass(before), 1));
            assertRefuses(
                    "before must have as many layers as the network, 2, but was 1",
                    () -> drawn.ripple(pass(network(2, 2)), 1));
            assertRefuses("l must be a layer from 0 to 2, but was 3", () -> drawn.ripple(pass(before), 3));
        }
    }

    @Nested
    class Backwards {
        private final Network network = network(2, 3, 2);
        private final NetworkPicture drawn = Images.network(network, pass(network));

        @Test
        void errors_stand_only_where_they_have_come_to() {
            NetworkPicture half = drawn.errors(errors(network), 2);
            assertEquals(3, NetworkWords.lines(half, 2, 0).size());
            assertEquals(2, NetworkWords.lines(half, 1, 0).size());
            assertEquals(
                    drawn.errors(errors(network)).toString(),
                    drawn.errors(errors(network), 1).toString());
            assertRefuses("l must be a layer from 1 to 2, but was 0", () -> drawn.errors(errors(network), 0));
        }

        @Test
        void what_a_nudge_measured_stands_before_what_the_formula_gives() {
            Gradient byFormula = gradient(network);
            Gradient twice = Gradient.of(
                    network, Arrays.stream(byFormula.vector()).map(g -> 2 * g).toArray());
            NetworkPicture both = drawn.gradient(byFormula, twice);
            double g = byFormula.w(2).get(0, 1);
            assertEquals(
                    Labels.number(2 * g, 3) + " | " + Labels.number(g, 3),
                    NetworkWords.number(both, edge(both, 2, 0, 1)));
            assertEquals(Labels.number(g, 3), NetworkWords.number(both.gradient(byFormula), edge(both, 2, 0, 1)));
            assertTrue(both.picture().width() > drawn.picture().width());
            assertRefuses(
                    "∂C/∂w of layer 1 must have the shape of w, 3x2, but was 4x2",
                    () -> drawn.gradient(byFormula, gradient(network(2, 4, 2))));
        }
    }

    @Test
    void a_title_stands_above_and_in_the_text() {
        NetworkPicture drawn = Images.network(byHand());
        NetworkPicture titled = drawn.titled("C = 0.25");
        assertEquals(drawn.picture().height() + 26, titled.picture().height());
        assertTrue(titled.toString().startsWith("picture: \"C = 0.25\", network 2-2-1"), titled.toString());
        assertRefuses("title must not be blank, but was ' '", () -> drawn.titled(" "));
    }

    @Nested
    class Refused {
        private final Network network = network(2, 3, 2);
        private final NetworkPicture drawn = Images.network(network);

        @Test
        void is_what_does_not_fit_the_network() {
            assertRefuses(
                    "a of layer 0 must have a row per neuron and a single example, 2x1, but was 2x5",
                    () -> Images.network(network, network.forward(new SimpleMatrix(2, 5))));
            assertRefuses(
                    "pass must have as many layers as the network, 2, but was 1",
                    () -> Images.network(network, pass(network(2, 2))));
            assertRefuses(
                    "δ of layer 1 must have a row per neuron and a single example, 3x1, but was 4x1",
                    () -> drawn.errors(errors(network(2, 4, 2))));
            assertRefuses(
                    "∂C/∂w of layer 1 must have the shape of w, 3x2, but was 4x2",
                    () -> drawn.gradient(gradient(network(2, 4, 2))));
            assertRefuses(
                    "network must have 12 layers at most to be drawn, but was 13",
                    () -> Images.network(network(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)));
        }

        @Test
        void is_a_neuron_that_is_not_there() {
            assertRefuses("l must be a layer from 0 to 2, but was 3", () -> drawn.neuron(3, 0));
            assertRefuses("j must be a neuron of layer 1 from 0 to 2, but was 3", () -> drawn.neuron(1, 3));
            assertRefuses("from must be a layer before the last, from 0 to 1, but was 2", () -> drawn.path(2, 0, 0));
            assertRefuses("neurons must name a neuron in each of 2 to 3 layers, but was [0]", () -> drawn.path(0, 0));
            assertRefuses("neurons[1] must be a neuron of layer 1 from 0 to 2, but was 7", () -> drawn.path(0, 1, 7));
        }
    }
}
