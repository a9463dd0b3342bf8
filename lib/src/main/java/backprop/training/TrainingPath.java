package backprop.training;

import backprop.Backprop;
import backprop.Cost;
import backprop.CrossEntropy;
import backprop.DataSet;
import backprop.GradientDescent;
import backprop.Layer;
import backprop.Network;
import backprop.training.Crew.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.ejml.simple.SimpleMatrix;

/**
 * Gradient descent in place: the arithmetic of {@link Backprop} and {@link GradientDescent} on buffers made once, with
 * examples as rows.
 *
 * <p>A large mini-batch goes in several lanes, each on the core that has time, and the gradients of the lanes are added in
 * their order. How many lanes there are depends on the network and the mini-batch alone; so do the digits.
 */
final class TrainingPath {
    private static final int CACHE = 32_768; // numbers in the rows of a buffer; more examples go through it in parts
    private static final int LEAST_ROWS = 32;
    private static final int LEAST_WORK =
            1 << 20; // multiplications on the way forward, to be worth another core's while
    private static final int MOST_LANES = 16;
    private static final int UNINTERRUPTED = 1000; // examples whose cost is computed without a look at interrupts
    private static final int CHUNK = 2048; // and those between two looks, if there are more

    private final Cost cost;
    private final int size; // of the data
    private final long work; // multiplications of an example on its way forward
    private final int mostRows;
    private final List<TrainingLayer> layers = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>(); // as many as were needed yet

    TrainingPath(Network network, Cost cost, DataSet data) {
        this.cost = cost;
        size = data.size();
        work = network.layers().stream()
                .mapToLong(layer -> (long) layer.size() * layer.inputs())
                .sum();
        int widest = network.layers().stream().mapToInt(Layer::size).reduce(network.inputs(), Math::max);
        mostRows = Math.min(size, Math.max(LEAST_ROWS, Integer.highestOneBit(CACHE / widest)));
        network.layers().forEach(layer -> layers.add(new TrainingLayer(layer, mostRows)));
        lanes.add(new Lane(
                layers,
                cost,
                CrossEntropy.of(network.layer(network.depth()).activation(), cost),
                byExample(data.x()),
                byExample(data.y()),
                mostRows));
    }

    /** Returns the columns as arrays; some at a time, which keeps what is written in the cache. */
    private static double[][] byExample(SimpleMatrix columns) {
        double[][] examples = new double[columns.getNumCols()][columns.getNumRows()];
        for (int from = 0; from < examples.length; from += LEAST_ROWS) {
            int to = Math.min(from + LEAST_ROWS, examples.length);
            for (int i = 0; i < columns.getNumRows(); i++) {
                for (int t = from; t < to; t++) {
                    examples[t][i] = columns.get(i, t);
                }
            }
        }
        return examples;
    }

    /** Takes the weights and biases of a network of this shape. */
    void set(Network network) {
        for (int l = 1; l <= layers.size(); l++) {
            layers.get(l - 1).set(network.layer(l));
        }
    }

    /** Returns the network as it is now. */
    Network network() {
        return new Network(layers.stream().map(TrainingLayer::layer).toList());
    }

    boolean isFinite() {
        return layers.stream().allMatch(TrainingLayer::isFinite);
    }

    /** One step p ← p − η∇C, C being the cost of the examples order[from] to order[to − 1]. */
    void step(int[] order, int from, int to, double eta) {
        int rows = to - from;
        double factor = -eta / (cost.averaged() ? rows : 1);
        int count = lanes(rows);
        if (count == 1 && rows <= mostRows) {
            lanes.get(0).descend(factor, order, from, to);
            return;
        }
        Crew.work(
                new Stage(
                        count,
                        k -> lanes.get(k).sum(order, from + share(rows, k, count), from + share(rows, k + 1, count))),
                new Stage(count, k -> descend(factor, k, count)));
    }

    /** The k-th of some shares of all parameters takes a step by the gradients of so many lanes. */
    private void descend(double factor, int k, int count) {
        for (int l = 0; l < layers.size(); l++) {
            int layer = l;
            List<TrainingLayer> several = lanes.subList(0, count).stream()
                    .map(lane -> lane.layer(layer))
                    .toList();
            TrainingLayer.descend(factor, several, k, count);
        }
    }

    /** Returns how many lanes so many examples go in, and makes those that are missing. */
    private int lanes(int rows) {
        int worth = Math.max(Math.min(2, rows / 64), rows / 128);
        int count = (int) Math.max(1, Math.min(Math.min(worth, MOST_LANES), rows * work / LEAST_WORK));
        while (lanes.size() < count) {
            lanes.add(lanes.get(0).beside());
        }
        return count;
    }

    /** Where the k-th of some equal shares begins. */
    private static int share(int whole, int k, int shares) {
        return (int) ((long) whole * k / shares);
    }

    /**
     * Returns the cost of all examples.
     *
     * @throws CancellationException if the thread is interrupted and there are more than a thousand
     */
    double cost() {
        double sum = 0;
        for (int from = 0; from < size; from += CHUNK) {
            if (size > UNINTERRUPTED && Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted after " + from + " of " + size + " examples");
            }
            int first = from;
            int rows = Math.min(CHUNK, size - from);
            int count = lanes(rows);
            double[] costs = new double[count];
            Crew.work(new Stage(
                    count,
                    k -> costs[k] =
                            lanes.get(k).cost(first + share(rows, k, count), first + share(rows, k + 1, count))));
            for (double each : costs) {
                sum += each;
            }
        }
        return cost.averaged() ? sum / size : sum;
    }
}
