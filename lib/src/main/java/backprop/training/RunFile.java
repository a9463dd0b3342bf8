package backprop.training;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.History;
import backprop.Layer;
import backprop.Network;
import backprop.data.Npz;
import backprop.internal.Chance;
import backprop.internal.Require;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.ejml.simple.SimpleMatrix;

/**
 * A training in a file: a {@code .npz} with the arrays of its network and its history and
 * <ul>
 * <li>{@code format}: {@value #FORMAT}
 * <li>{@code cost}: its formula, and whether it is a mean; {@code data}: N, n₀, n_L and the CRC-32 of the numbers of x and
 *     then y, row by row, as eight bytes each, the lowest first
 * <li>{@code eta}, {@code epochs}, {@code mini_batch}
 * <li>{@code order}, {@code next}: the examples in the order of this epoch, from 0, and how many are done
 * <li>{@code chance}: the 48 bits of java.util.Random after this order was drawn
 * <li>{@code epoch_start}: the parameters when this epoch began, if an example of it is done
 * </ul>
 */
final class RunFile {
    private static final String FORMAT = "backprop training 1";
    private static final int PART = 1 << 13;

    private final Cost cost;
    private final DataSet data;
    private double[] mark; // of data, when it is known

    /** What is in a file. */
    record Saved(Moment moment, double eta, int epochs, int miniBatch) {}

    RunFile(Cost cost, DataSet data) {
        this.cost = cost;
        this.data = data;
    }

    void save(String path, Moment moment, double eta, int epochs, int miniBatch) {
        double[] start =
                moment.next() == 0 ? new double[0] : moment.epochStart().parameters();
        Npz.of("format", List.of(FORMAT))
                .and(Npz.of(moment.network()))
                .and(Npz.of(moment.waiting()))
                .and(Npz.of("cost", List.of(cost.toString())))
                .and(Npz.of("data", dataMark()))
                .and(Npz.of("eta", eta))
                .and(Npz.of("epochs", epochs))
                .and(Npz.of("mini_batch", miniBatch))
                .and(Npz.of(
                        "order", Arrays.stream(moment.order()).asDoubleStream().toArray()))
                .and(Npz.of("next", moment.next()))
                .and(Npz.of("chance", moment.chance()))
                .and(Npz.of("epoch_start", start))
                .save(path);
    }

    /**
     * Reads a training and refuses one that is not of this cost and data.
     *
     * @param like a network of the same shape and activations
     * @param measures the names that its history must have
     */
    Saved load(String path, Network like, Set<String> measures) {
        Npz saved = Npz.load(path);
        String format = saved.names().contains("format") ? String.join(", ", saved.texts("format")) : "none";
        Require.that(format.equals(FORMAT), "the format of " + path, "be '" + FORMAT + "'", format);
        Network network =
                saved.network(like.layers().stream().map(Layer::activation).toArray(Activation[]::new));
        Require.that(
                network.shape().equals(like.shape()), "the network of " + path, "be " + like.shape(), network.shape());
        List<String> formula = saved.texts("cost");
        Require.that(formula.equals(List.of(cost.toString())), "the cost of " + path, "be " + cost, formula);
        boolean sameData = Arrays.equals(dataMark(), saved.numbers("data"));
        Require.that(sameData, "data", "be the data of " + path + ", to every number", data + " that differ");
        History history = saved.history();
        Set<String> names = history.measures().keySet();
        Require.that(measures.equals(names), "measures", "be given as those of " + path + ", " + names, measures);
        Settings in = new Settings(saved, path);
        int next = (int) in.whole("next", 0, data.size());
        Network start = next == 0 ? network : network.withParameters(saved.numbers("epoch_start"));
        long chance = in.whole("chance", 0, Chance.STATES - 1);
        double eta = in.only("eta");
        Require.positive("eta of " + path, eta);
        return new Saved(
                new Moment(network, history, start, in.order(data.size()), next, chance),
                eta,
                (int) in.whole("epochs", 1, Integer.MAX_VALUE),
                (int) in.whole("mini_batch", 1, Integer.MAX_VALUE));
    }

    /** Returns what tells data from other data. */
    private synchronized double[] dataMark() {
        if (mark == null) {
            CRC32 sum = new CRC32();
            add(data.x(), sum);
            add(data.y(), sum);
            mark = new double[] {data.size(), data.x().getNumRows(), data.y().getNumRows(), sum.getValue()};
        }
        return mark;
    }

    private static void add(SimpleMatrix m, CRC32 sum) {
        ByteBuffer part = ByteBuffer.allocate(PART * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < m.getNumElements(); from += PART) {
            int count = Math.min(PART, m.getNumElements() - from);
            part.asDoubleBuffer().put(m.getDDRM().data, from, count);
            sum.update(part.array(), 0, count * Double.BYTES);
        }
    }

    /** The numbers of a file, none of which is believed. */
    private record Settings(Npz saved, String path) {
        double only(String name) {
            double[] numbers = saved.numbers(name);
            Require.that(numbers.length == 1, "'" + name + "' of " + path, "be one number", numbers.length);
            return numbers[0];
        }

        long whole(String name, long first, long last) {
            double number = only(name);
            boolean fits = number >= first && number <= last && number == Math.rint(number);
            Require.that(fits, "'" + name + "' of " + path, "be a whole number from " + first + " to " + last, number);
            return (long) number;
        }

        int[] order(int size) {
            double[] numbers = saved.numbers("order");
            boolean isOrder = Arrays.equals(
                    Arrays.stream(numbers).sorted().toArray(),
                    IntStream.range(0, size).asDoubleStream().toArray());
            Require.that(isOrder, "'order' of " + path, "be the numbers from 0 to " + (size - 1), "something else");
            return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
        }
    }
}
