package backprop.plot;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.Layer;
import backprop.Network;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.ejml.simple.SimpleMatrix;

/** Networks to draw, and what was drawn. */
final class Drawn {
    private Drawn() {}

    static Network network(int... sizes) {
        return Network.of(sizes).random(3);
    }

    static SimpleMatrix column(int n) {
        double[] numbers = new double[n];
        Arrays.setAll(numbers, i -> Math.sin(i + 1));
        return new SimpleMatrix(numbers);
    }

    static ForwardPass pass(Network network) {
        return network.forward(column(network.inputs()));
    }

    static Errors errors(Network network) {
        return Backprop.errors(network, Cost.HALF_SQUARED_ERROR, pass(network), column(network.outputs()));
    }

    static Gradient gradient(Network network) {
        return Backprop.gradient(errors(network), pass(network));
    }

    static BufferedImage image(NetworkPicture drawn) {
        try {
            return ImageIO.read(new ByteArrayInputStream(drawn.picture().png()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NetworkPlan plan(NetworkPicture drawn) {
        return new NetworkPlan(drawn, 0);
    }

    /** A 2-2-1 network with one weight that is large and one that is 0. */
    static Network byHand() {
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
}
