package backprop.web;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Descent;
import backprop.GradientDescent;
import backprop.History;
import backprop.Network;
import backprop.Sigmoid;
import backprop.text.Numbers;
import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The library's gradient descent on what the page draws. */
final class Descents {
    private static final int DIGITS = 4;
    private static final List<Cost> COSTS = List.of(Cost.HALF_SQUARED_ERROR, Cost.CROSS_ENTROPY);

    private Descents() {}

    /** On C = ½(c₁p₁² + c₂p₂²): every point and cost. */
    static JsonObject onBowl(double[] curvature, double[] start, double eta, int steps) {
        Descent descent = GradientDescent.minimize(
                p -> (curvature[0] * p[0] * p[0] + curvature[1] * p[1] * p[1]) / 2,
                p -> new double[] {curvature[0] * p[0], curvature[1] * p[1]},
                start,
                eta,
                steps);
        return Json.object()
                .value("points", Json.array(descent.points(), p -> Json.numbers(Arrays.stream(p))))
                .value("costs", costs(descent))
                .value("sentence", sentence(descent.history()))
                .done();
    }

    /** Of one sigmoid neuron and one example: its z, a, σ′(z), δ and cost after every step, with either cost. */
    static JsonObject ofNeuron(double w, double b, double x, double y, double eta, int steps) {
        DataSet example = DataSet.of(new double[][] {{x}}, new double[][] {{y}});
        return Json.object()
                .value("runs", Json.array(COSTS, cost -> run(cost, example, new double[] {w, b}, eta, steps)))
                .done();
    }

    private static JsonObject run(Cost cost, DataSet example, double[] start, double eta, int steps) {
        Network neuron = Network.of(1, 1).with(Activation.SIGMOID);
        Descent descent = GradientDescent.minimize(
                p -> cost.of(neuron.withParameters(p), example),
                p -> Backprop.gradient(neuron.withParameters(p), cost, example).vector(),
                start,
                eta,
                steps);
        List<Network> path =
                descent.points().stream().map(neuron::withParameters).toList();
        ToDoubleFunction<Network> z = at -> at.forward(example.x()).z(1).get(0);
        ToDoubleFunction<Network> delta = at -> Backprop.errors(at, cost, at.forward(example.x()), example.y())
                .delta(1)
                .get(0);
        return Json.object()
                .value("cost", cost.toString())
                .value("costs", costs(descent))
                .value("z", each(path, z))
                .value("a", each(path, at -> Sigmoid.of(z.applyAsDouble(at))))
                .value("slope", each(path, at -> Sigmoid.derivative(z.applyAsDouble(at))))
                .value("delta", each(path, delta))
                .value("sentence", sentence(descent.history()))
                .done();
    }

    private static JsonArray each(List<Network> path, ToDoubleFunction<Network> number) {
        return Json.numbers(path.stream().mapToDouble(number));
    }

    private static JsonArray costs(Descent descent) {
        return Json.numbers(descent.history().costs().stream().mapToDouble(Double::doubleValue));
    }

    private static String sentence(History history) {
        List<Double> costs = history.costs();
        return "C from " + Numbers.text(costs.get(0), DIGITS) + " to " + Numbers.text(history.cost(), DIGITS) + " in "
                + history.length() + (history.length() == 1 ? " step: " : " steps: ") + history.outcome();
    }
}
