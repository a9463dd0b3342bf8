package backprop.plot;

import static backprop.plot.Drawn.errors;
import static backprop.plot.Drawn.gradient;
import static backprop.plot.Drawn.network;
import static backprop.plot.Drawn.pass;
import static backprop.plot.Drawn.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Network;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NetworkPlanTest {

    @Nested
    class Numbers_on_edges {
        private void assertApart(Network network) {
            NetworkPicture drawn = Images.network(network, pass(network)).errors(errors(network));
            assertApart(network, drawn.gradient(gradient(network)), "−0.000123");
            NetworkPicture measured = drawn.gradient(gradient(network), gradient(network));
            assertApart(network, measured, "−0.00869 | −0.00869");
        }

        private void assertApart(Network network, NetworkPicture drawn, String number) {
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
                    double width = Canvas.width(number, Fonts.plain(11));
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
}
