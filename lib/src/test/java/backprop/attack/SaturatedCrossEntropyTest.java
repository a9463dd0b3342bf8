package backprop.attack;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Layer;
import backprop.Network;
import backprop.check.Check;
import backprop.check.NetworkCheck;
import backprop.check.Verdict;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Cross-entropy where the output has rounded to 0 or 1, so that ∇ₐC ⊙ σ′(z) is 0 · ∞, but δ = a − y is easy. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SaturatedCrossEntropyTest {
    private static NetworkCheck oneNeuron(double z, double y) {
        SimpleMatrix w = SimpleMatrix.filled(1, 1, z);
        Network network = new Network(new Layer(w, new SimpleMatrix(1, 1), Activation.SIGMOID));
        return Check.on(network, Cost.CROSS_ENTROPY, DataSet.of(new double[][] {{1}}, new double[][] {{y}}));
    }

    private static Verdict verdict(double z, double y, double delta) {
        NetworkCheck check = oneNeuron(z, y);
        SimpleMatrix one = SimpleMatrix.filled(1, 1, delta);
        return check.gradient(new Gradient(List.of(one), List.of(one))).verdict();
    }

    @Test
    void with_y_one_half_and_z_36_only_the_gradient_itself_is_right() {
        assertAll(
                () -> assertEquals(Verdict.PASS, verdict(36, 0.5, 0.5)),
                () -> assertNotEquals(Verdict.PASS, verdict(36, 0.5, -0.5)),
                () -> assertNotEquals(Verdict.PASS, verdict(36, 0.5, 0)),
                () -> assertNotEquals(Verdict.PASS, verdict(36, 0.5, 1.5)));
    }

    @Test
    void a_minus_y_is_never_wrong_and_its_negative_never_right() {
        for (double z = -800; z <= 800; z += 1.25) {
            for (double y : new double[] {0, 0.25, 0.5, 1}) {
                double delta = 1 / (1 + Math.exp(-z)) - y;
                String where = "z = " + z + ", y = " + y;
                assertNotEquals(Verdict.FAIL, verdict(z, y, delta), where);
                if (Math.abs(delta) > 1e-5) {
                    assertEquals(Verdict.PASS, verdict(z, y, delta), where);
                    boolean productKeepsNoDigit =
                            z > 32 && z < 38; // that of ∇ₐC and σ′, which may be what was computed
                    Verdict worst = productKeepsNoDigit ? Verdict.CANNOT_TELL : Verdict.FAIL;
                    assertTrue(List.of(worst, Verdict.FAIL).contains(verdict(z, y, -delta)), where);
                }
            }
        }
    }

    /** Networks whose output rounds to 1 in some example, as trained classifiers have it. */
    @Test
    void on_networks_whose_output_rounds_to_1_no_right_gradient_is_called_wrong() {
        int met = 0;
        for (int seed = 0; met < 159; seed++) {
            Random random = new Random(seed);
            Problem p = Problem.random(random, 6, 30, 1, Curve.OF_ONE);
            boolean rounds = p.loss() == Loss.CROSS_ENTROPY
                    && p.network().output(p.data().x()).elementMax() == 1;
            if (rounds) {
                met++;
                Gradient gradient = Gradient.of(p.network(), new ByHand(p).gradient());
                NetworkCheck check = Check.on(p.network(), p.cost(), p.data());
                assertNotEquals(Verdict.FAIL, check.gradient(gradient).verdict(), "seed " + seed + ": " + p);
                assertNotEquals(
                        Verdict.FAIL,
                        check.outputError((a, y, z) -> a.minus(y).divide(p.averaged() ? p.examples() : 1))
                                .verdict(),
                        "seed " + seed + ": " + p);
            }
        }
    }
}
