package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Layer;
import backprop.Network;
import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Of one linear neuron, where δ = wx + b − y. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NudgeTest {
    private static double size(Equation equation, double lambda, double w, double b, double x, double y) {
        Layer layer = new Layer(SimpleMatrix.filled(1, 1, w), SimpleMatrix.filled(1, 1, b), Activation.IDENTITY);
        DataSet data = DataSet.of(new double[][] {{x}}, new double[][] {{y}});
        Case c = Case.of(new Network(layer), Cost.HALF_SQUARED_ERROR, data).regularized(lambda);
        Scope scope = new Scope("it", List.of(new Block(equation, 1)), true);
        return new Nudge(c).size(Answer.right(scope, c), 0).get(0);
    }

    @Test
    void is_the_sum_of_the_terms_where_they_cancel() {
        assertEquals(2, size(Equation.BP3, 0, 1, 0, 1, 1 - 1e-6), 1e-6);
        assertEquals(3, size(Equation.BP3, 0, 0, 3, 1, 3 - 1e-6), 1e-6);
    }

    @Test
    void is_no_less_than_the_entry_itself() {
        assertEquals(5, size(Equation.BP3, 0, 0, 0, 1, 5));
    }

    @Test
    void keeps_what_is_added_to_the_cost() {
        assertEquals(0.5, size(Equation.BP4, 0.25, 2, 0, 0, 1), 1e-6);
    }
}
