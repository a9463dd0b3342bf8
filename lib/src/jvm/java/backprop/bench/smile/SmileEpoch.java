package backprop.bench.smile;

import backprop.DataSet;
import backprop.bench.Epoch;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Warmup;
import smile.base.mlp.Layer;
import smile.base.mlp.LayerBuilder;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.math.TimeFunction;

/** Smile's epoch: it classifies, so it takes labels, and aims at 0.9 and 0.1; else its step is ours. */
@Warmup(iterations = 1) // an epoch takes seconds
@Measurement(iterations = 1)
public class SmileEpoch extends Epoch {
    private MLP network;
    private double[][] inputs;
    private int[] labels;

    @Override
    protected void prepare(List<Integer> sizes, DataSet data) {
        int last = sizes.size() - 1;
        LayerBuilder[] layers = new LayerBuilder[sizes.size()];
        layers[0] = Layer.input(sizes.get(0));
        for (int l = 1; l < last; l++) {
            layers[l] = Layer.sigmoid(sizes.get(l));
        }
        layers[last] = Layer.mse(sizes.get(last), OutputFunction.SIGMOID);
        network = new MLP(layers);
        network.setLearningRate(TimeFunction.constant(RATE));
        inputs = data.x().transpose().toArray2();
        labels = IntStream.range(0, data.size()).map(data::label).toArray();
    }

    @Override
    protected void step(int[] order, int from, int to) {
        double[][] x = new double[to - from][];
        int[] y = new int[to - from];
        for (int t = from; t < to; t++) {
            x[t - from] = inputs[order[t]];
            y[t - from] = labels[order[t]];
        }
        network.update(x, y);
    }
}
