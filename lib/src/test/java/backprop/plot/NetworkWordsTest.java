package backprop.plot;

import static backprop.plot.Drawn.byHand;
import static backprop.plot.Drawn.errors;
import static backprop.plot.Drawn.gradient;
import static backprop.plot.Drawn.image;
import static backprop.plot.Drawn.network;
import static backprop.plot.Drawn.pass;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Gradient;
import backprop.Network;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NetworkWordsTest {

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
            IntStream.range(16, image.getHeight() - 16)
                    .forEach(y -> assertEquals(Palette.PAPER.getRGB(), image.getRGB(image.getWidth() - 8, y)));
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
}
