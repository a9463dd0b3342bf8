package backprop.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.Layer;
import backprop.Network;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
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

    private static Network network(int... sizes) {
        return Network.of(sizes).random(3);
    }

    private static SimpleMatrix column(int n) {
        double[] numbers = new double[n];
        Arrays.setAll(numbers, i -> Math.sin(i + 1));
        return new SimpleMatrix(numbers);
    }

    private static ForwardPass pass(Network network) {
        return network.forward(column(network.inputs()));
    }

    private static Errors errors(Network network) {
        return Backprop.errors(network, Cost.HALF_SQUARED_ERROR, pass(network), column(network.outputs()));
    }

    private static Gradient gradient(Network network) {
        return Backprop.gradient(errors(network), pass(network));
    }

    private static BufferedImage image(NetworkPicture drawn) {
        try {
            return ImageIO.read(new ByteArrayInputStream(drawn.picture().png()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NetworkPlan plan(NetworkPicture drawn) {
        return new NetworkPlan(drawn, 0);
    }

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

    /** A 2-2-1 network with one weight that is large and one that is 0. */
    private static Network byHand() {
        return new Network(
                new Layer(
                        new SimpleMatrix(new double[][] {{2, -1}, {0, 2}}),
                        new SimpleMatrix(new double[] {1, -2}),
                        Activation.SIGMOID),
                new Layer(
                        new SimpleMatrix(new double[][] {{-2, 1}}),
                        new SimpleMatrix(new double[] {0.5}),
                        Activation.TANH));
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
            assertClose(Color.WHITE, colour(Images.network(thin), wide.getX() + 20, wide.getY() + 1.5));
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
    class Headings {
        @Test
        void say_which_layer_and_its_activation() {
            NetworkPicture drawn = Images.network(network(2, 2, 2).with(Activation.SIGMOID, Activation.SOFTMAX));
            assertEquals("input x", NetworkWords.heading(drawn, 0));
            assertEquals("layer 1 · σ", NetworkWords.heading(drawn, 1));
            assertEquals("output a² · softmax", NetworkWords.heading(drawn, 2));
        }

        @Test
        void and_the_key_fit_into_the_picture() {
            Picture narrow = Images.network(network(1, 1).with(Activation.SOFTPLUS))
                    .gradient(gradient(network(1, 1)))
                    .errors(errors(network(1, 1)))
                    .picture();
            BufferedImage image = image(
                    Images.network(network(1, 1).with(Activation.SOFTPLUS)).errors(errors(network(1, 1))));
            assertTrue(narrow.width() > 300, "width: " + narrow.width());
            IntStream.range(0, image.getHeight())
                    .forEach(y -> assertEquals(Color.WHITE.getRGB(), image.getRGB(image.getWidth() - 8, y)));
        }
    }

    @Nested
    class Numbers_on_edges {
        private void assertApart(Network network) {
            NetworkPicture drawn = Images.network(network, pass(network))
                    .errors(errors(network))
                    .gradient(gradient(network));
            List<Rectangle2D> taken = new ArrayList<>();
            for (int l = 0; l <= network.depth(); l++) {
                for (NetworkPlan.Node node : plan(drawn).nodes(l)) {
                    double r = plan(drawn).radius();
                    taken.add(new Rectangle2D.Double(
                            node.centre().getX() - r, node.centre().getY() - r - 30, 2 * r, 2 * r + 30));
                }
            }
            for (int l = 1; l <= network.depth(); l++) {
                for (NetworkPlan.Edge edge : plan(drawn).edges(l)) {
                    double width = Canvas.width("−0.000123", Fonts.plain(11));
                    taken.add(new Rectangle2D.Double(
                            edge.number().getX() - width / 2, edge.number().getY() - 6.5, width, 13));
                }
            }
            for (int i = 0; i < taken.size(); i++) {
                for (int k = 0; k < i; k++) {
                    assertFalse(taken.get(i).intersects(taken.get(k)), network.shape() + ": " + i + " and " + k);
                }
            }
        }

        @Test
        void touch_neither_each_other_nor_a_neuron() {
            for (int[] sizes :
                    new int[][] {{1, 1, 1}, {2, 3, 2}, {3, 4, 2}, {3, 5, 4, 2}, {6, 6, 6}, {6, 2, 6}, {1, 6, 1}}) {
                assertApart(network(sizes));
            }
            assertApart(network(784, 30, 10));
        }
    }

    @Nested
    class A_large_layer {
        private final NetworkPicture drawn = Images.network(network(784, 30, 6));

        private List<Integer> shown(NetworkPicture picture, int l) {
            return plan(picture).nodes(l).stream().map(NetworkPlan.Node::j).toList();
        }

        @Test
        void shows_its_ends_and_how_many_are_left_out() {
            assertEquals(List.of(0, 1, -780, 782, 783), shown(drawn, 0));
            assertEquals(List.of(0, 1, -26, 28, 29), shown(drawn, 1));
            assertEquals(List.of(0, 1, 2, 3, 4, 5), shown(drawn, 2));
            assertEquals(16, plan(drawn).edges(1).size());
        }

        @Test
        void shows_what_is_lifted_out_too() {
            NetworkPicture lifted = drawn.path(0, 400, 2, 0);
            assertEquals(List.of(0, 1, -398, 400, -381, 782, 783), shown(lifted, 0));
            assertEquals(List.of(0, 1, 2, -25, 28, 29), shown(lifted, 1));
        }

        @Test
        void keeps_the_file_small_and_the_picture_on_a_page() {
            Picture picture = drawn.picture();
            assertTrue(picture.width() < 900 && picture.height() < 900, picture.width() + "x" + picture.height());
            assertTrue(picture.png().length < 150_000, "bytes: " + picture.png().length);
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
    class Its_text {
        private final Network network = byHand();

        @Test
        void says_what_is_drawn() {
            assertEquals(
                    "picture: network 2-2-1 with w, b; largest w¹₀₀ = 2",
                    Images.network(network).toString());
            assertEquals(
                    "picture: network 2-2-1 with z, a, δ, w, b; largest w¹₀₀ = 2; lifted out a¹₁, x₀ → a¹₁",
                    Images.network(network, pass(network))
                            .errors(errors(network))
                            .neuron(1, 1)
                            .path(0, 0, 1)
                            .toString());
            assertEquals(
                    "picture: network 2-2-1 with ∂C/∂w, ∂C/∂b; largest ∂C/∂w²₀₁ = −3",
                    Images.network(network)
                            .gradient(Gradient.of(network, new double[] {0, 1, 0, 2, 9, 0, 2, -3, 0}))
                            .toString());
            assertEquals(
                    "picture: network 12-1 with w, b; largest w¹₀,₁₁ = 5",
                    Images.network(Network.of(12, 1)
                                    .withParameters(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0}))
                            .toString());
        }

        @Test
        void finds_the_largest_number_among_those_that_are_none() {
            double nan = Double.NaN;
            assertEquals(
                    "picture: network 1-1-1 with w, b; largest w²₀₀ = −3",
                    Images.network(Network.of(1, 1, 1).withParameters(new double[] {nan, 0, -3, 0}))
                            .toString());
            assertEquals(
                    "picture: network 1-1 with w, b; largest w¹₀₀ = NaN",
                    Images.network(Network.of(1, 1).withParameters(new double[] {nan, nan}))
                            .toString());
        }

        @Test
        void is_that_of_the_picture_and_the_file_is_the_same_every_time() {
            NetworkPicture drawn = Images.network(network, pass(network));
            assertEquals(drawn.toString(), drawn.picture().text());
            assertArrayEquals(
                    drawn.picture().png(),
                    Images.network(network, pass(network)).picture().png());
            assertEquals(2 * drawn.picture().width(), image(drawn).getWidth());
            assertEquals(2 * drawn.picture().height(), image(drawn).getHeight());
        }
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

    @Test
    void a_file_of_few_inks_is_smaller_than_the_same_image_by_ImageIO() {
        BufferedImage few = image(Images.network(byHand(), pass(byHand())).errors(errors(byHand())));
        BufferedImage same = new BufferedImage(few.getWidth(), few.getHeight(), BufferedImage.TYPE_INT_RGB);
        same.createGraphics().drawImage(few, 0, 0, null);
        int[] sizes = {FewInks.png(same).length, Png.of(same).length};
        assertTrue(sizes[0] < sizes[1], Arrays.toString(sizes));
    }

    @Test
    void a_file_of_few_inks_has_every_important_colour() {
        BufferedImage many = new BufferedImage(256, 64, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 256; x++) {
            for (int y = 0; y < 64; y++) {
                many.setRGB(x, y, y < 60 ? x * 0x010101 : 0xD55E00); // every grey, and a little vermillion
            }
        }
        try {
            BufferedImage few = ImageIO.read(new ByteArrayInputStream(FewInks.png(many)));
            assertEquals(0xFFD55E00, few.getRGB(128, 62));
            for (int x = 0; x < 256; x++) {
                assertEquals(x, few.getRGB(x, 0) & 255, 8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
