package backprop.training;

import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.bench.Epoch;
import java.util.List;

/** The library's own epoch. */
public class EpochBenchmark extends Epoch {
    private TrainingPath path;

    @Override
    protected void prepare(List<Integer> sizes, DataSet data) {
        int[] shape = sizes.stream().mapToInt(n -> n).toArray();
        path = new TrainingPath(Network.of(shape).random(1), Cost.HALF_SQUARED_ERROR.mean(), data);
    }

    @Override
    protected void step(int[] order, int from, int to) {
        path.step(order, from, to, RATE);
    }
}
