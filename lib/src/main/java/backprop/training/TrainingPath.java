package backprop.training;

import backprop.Backprop;
import backprop.Cost;
import backprop.CrossEntropy;
import backprop.DataSet;
import backprop.GradientDescent;
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
 * <p>Examples go through the network and back in lanes, a few in each, so that what is known of them stays in the cache: one lane
 * after the other or, if there is enough to do, several at once, each on the core that has time. Then what they change is added to
 * the weights, each core at some of them: to a weight, one example after the other. So the digits do not depend on how many
 * lanes or cores there are.
 */
final class TrainingPath {
    private static final int ROWS = 7 * Products.ROWS; // of a lane
    private static final int LEAST_LANES = 4;
    private static final int MOST_LANES = 16;
    private static final int CACHE = 1 << 17; // numbers that all lanes may keep together
    private static final int LEAST_WORK =
            1 << 20; // multiplications on the way forward that are worth another core's while
    private static final int COPIED = 32; // columns at a time, which keeps what is written in the cache
    private static final int UNINTERRUPTED = 1000; // examples whose cost is computed without a look at interrupts
    private static final int CHUNK = 2048; // and those between two looks, if there are more

    private final Cost cost;
    private final int size; // of the data
    private final long work; // multiplications of an example on its way forward
    private final int mostLanes;
    private final List<TrainingLayer> layers = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>(); // as many as were needed yet

    TrainingPath(Network network, Cost cost, DataSet data) {
        this.cost = cost;
        size = data.size();
        work = network.layers().stream()
                .mapToLong(layer -> (long) layer.size() * layer.inputs())
                .sum();
        int numbers = network.layers().stream().mapToInt(TrainingLayer::numbers).sum() + network.inputs();
        mostLanes = Math.max(LEAST_LANES, Math.min(MOST_LANES, CACHE / (ROWS * numbers)));
        int rows = Math.min(size, ROWS);
        network.layers().forEach(layer -> layers.add(new TrainingLayer(layer, rows)));
        lanes.add(new Lane(
                layers,
                cost,
                CrossEntropy.of(network.layer(network.depth()).activation(), cost),
                byExample(data.x()),
                byExample(data.y()),
                rows));
    }

    /** Returns the columns as arrays; some at a time, which keeps what is written in the cache. */
    private static double[][] byExample(SimpleMatrix columns) {
        double[][] examples = new double[columns.getNumCols()][columns.getNumRows()];
        for (int from = 0; from < examples.length; from += COPIED) {
            int to = Math.min(from + COPIED, examples.length);
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
        int most = mostLanes(rows);
        int parts = parts(rows, most * ROWS);
        layers.subList(1, layers.size()).forEach(TrainingLayer::turn);
        layers.forEach(layer -> layer.begin(parts > 1));
        for (int k = 0; k < parts; k++) {
            int first = from + Products.share(rows, k, parts);
            move(factor, order, first, from + Products.share(rows, k + 1, parts), most);
        }
        layers.forEach(TrainingLayer::end);
    }

    /** Moves the parameters by examples that so many lanes have room for. */
    private void move(double factor, int[] order, int from, int to, int most) {
        int rows = to - from;
        int count = lanes(rows, most);
        Crew.work(
                new Stage(count, k -> {
                    int first = from + Products.share(rows, k, count);
                    lanes.get(k).backward(factor, order, first, from + Products.share(rows, k + 1, count));
                }),
                new Stage(count, k -> {
                    for (Lane lane : lanes.subList(0, count)) {
                        lane.descend(k, count);
                    }
                }));
    }

    /** Returns how many lanes so many examples go in at most, by what all lanes have to do before one waits for another. */
    private int mostLanes(int rows) {
        return Crew.isAlone() || Math.min(rows, mostLanes * ROWS) * work < LEAST_WORK ? 1 : mostLanes;
    }

    /** Returns how many lanes so many examples go in, and makes those that are missing. */
    private int lanes(int rows, int most) {
        int count = Math.min(most, parts(rows, ROWS));
        while (lanes.size() < count) {
            lanes.add(lanes.get(0).beside());
        }
        return count;
    }

    private static int parts(int whole, int most) {
        return (whole + most - 1) / most;
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
            double[] costs = new double[parts(rows, ROWS)];
            int count = lanes(rows, mostLanes(rows));
            Crew.work(new Stage(count, k -> {
                for (int p = costs.length * k / count; p < costs.length * (k + 1) / count; p++) {
                    int begin = first + p * ROWS;
                    costs[p] = lanes.get(k).cost(begin, Math.min(begin + ROWS, first + rows));
                }
            }));
            for (double each : costs) {
                sum += each;
            }
        }
        return cost.averaged() ? sum / size : sum;
    }
}
