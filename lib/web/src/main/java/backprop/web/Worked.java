package backprop.web;

import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.Network;
import backprop.difference.NetworkDifference;
import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/** A network worked out for one example: every z, a, δ and derivative, and each derivative by weights as it is measured. */
final class Worked {
    private final Network network;
    private final ForwardPass pass;
    private final Errors errors;
    private final Gradient gradient;
    private final Gradient measured;

    private Worked(Network network, Cost cost, DataSet example) {
        this.network = network;
        pass = network.forward(example.x());
        errors = Backprop.errors(network, cost, pass, example.y());
        gradient = Backprop.gradient(errors, pass);
        measured = NetworkDifference.of(network, cost, example).gradient().value();
    }

    /** Of the first of the examples. */
    static JsonObject of(Network network, Cost cost, DataSet data) {
        DataSet example = data.select(0);
        Worked worked = new Worked(network, cost, example);
        List<Integer> layers = IntStream.rangeClosed(1, network.depth()).boxed().toList();
        JsonArray sizes = Json.array(layers, l -> network.layer(l).size());
        sizes.add(0, network.inputs());
        return Json.object()
                .value("sizes", sizes)
                .value("examples", data.size())
                .value("x", Json.numbers(example.x()))
                .value("y", Json.numbers(example.y()))
                .value("C", Json.number(cost.of(network, example)))
                .value("layers", Json.array(layers, worked::layer))
                .done();
    }

    private JsonObject layer(int l) {
        return Json.object()
                .value("activation", network.layer(l).activation().name())
                .value("w", Json.rows(network.w(l)))
                .value("b", Json.numbers(network.b(l)))
                .value("z", Json.numbers(pass.z(l)))
                .value("a", Json.numbers(pass.a(l)))
                .value("delta", Json.numbers(errors.delta(l)))
                .value("dw", Json.rows(gradient.w(l)))
                .value("db", Json.numbers(gradient.b(l)))
                .value("nudged", Json.rows(measured.w(l)))
                .done();
    }
}
