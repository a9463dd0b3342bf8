package backprop.bench.dl4j;

import backprop.DataSet;
import backprop.bench.Epoch;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Warmup;

/** DL4J's epoch. */
@Warmup(iterations = 1) // an epoch takes seconds
@Measurement(iterations = 1)
public class Dl4jEpoch extends Epoch {
    private MultiLayerNetwork network;
    private INDArray inputs;
    private INDArray targets;

    @Override
    protected void prepare(List<Integer> sizes, DataSet data) {
        network = Dl4j.network(sizes, RATE / 2);
        inputs = Dl4j.rows(data.x());
        targets = Dl4j.rows(data.y());
    }

    @Override
    protected void step(int[] order, int from, int to) {
        int[] rows = Arrays.copyOfRange(order, from, to);
        network.fit(Nd4j.pullRows(inputs, 1, rows), Nd4j.pullRows(targets, 1, rows));
    }
}
