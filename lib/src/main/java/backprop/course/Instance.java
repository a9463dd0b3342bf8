package backprop.course;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Network;
import backprop.check.Cause;
import backprop.check.Check;
import backprop.check.NetworkCheck;
import backprop.internal.Require;
import backprop.text.Numbers;
import backprop.text.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/**
 * A student's own network of sigmoid layers and examples, every number with two decimals. Every mistake of the
 * catalogue that its shapes allow changes the answer by {@value #VISIBLE} of it or more: there is no instance on which a
 * wrong derivation is right.
 *
 * @param name whose
 * @param key of which assignment
 */
public record Instance(String name, String key, Network network, Cost cost, DataSet data) {
    private static final double VISIBLE = 1e-4;
    private static final int TRIES = 1000;
    private static final int MOST_EXAMPLES = 1000;

    /** Refuses other networks and numbers, and those on which a mistake could pass. */
    public Instance {
        Draw.require(name, key);
        Require.given("network", network);
        Require.given("cost", cost);
        Require.given("data", data);
        boolean sigmoid = network.layers().stream().allMatch(layer -> layer.activation() == Activation.SIGMOID);
        Require.that(sigmoid, "network", "have sigmoid layers", network);
        requireRounded("network", network.parameters());
        requireRounded("x", data.x().getDDRM().data);
        requireRounded("y", data.y().getDDRM().data);
        Map.Entry<Cause, Double> weakest = weakest(network, cost, data);
        String rule = "show every mistake by a change of " + VISIBLE + " or more";
        String value = Numbers.text(weakest.getValue(), 2) + " for '" + weakest.getKey() + "'";
        Require.that(weakest.getValue() >= VISIBLE, "the instance", rule, value);
    }

    private static void requireRounded(String argument, double[] numbers) {
        for (double number : numbers) {
            Require.that(number == rounded(number), argument, "hold numbers of two decimals", number);
        }
    }

    /**
     * Returns the instance of a student: the same for the same name and key on every machine, another for another.
     *
     * @param name the student's; capitals and spaces do not matter
     * @param key the assignment's
     * @param cost the cost; not cross-entropy after a sigmoid, for there one mistake of the catalogue is none
     * @param examples how many, 1 to {@value #MOST_EXAMPLES}
     * @param sizes n₀ to n_L
     * @return the first certified one of those that name and key draw
     */
    public static Instance of(String name, String key, Cost cost, int examples, int... sizes) {
        Draw.require(name, key);
        Require.given("cost", cost);
        Require.range("examples", "be", 1, MOST_EXAMPLES, examples);
        Network shape = Network.of(sizes);
        for (int n = 0; n < TRIES; n++) {
            Random random = Draw.random(name, key, n);
            Network network = rounded(shape.random(random.nextLong()));
            DataSet data = new DataSet(
                    rounded(SimpleMatrix.random_DDRM(network.inputs(), examples, -1, 1, random)),
                    rounded(SimpleMatrix.random_DDRM(network.outputs(), examples, 0, 1, random)));
            if (weakest(network, cost, data).getValue() >= VISIBLE) {
                return new Instance(name, key, network, cost, data);
            }
        }
        throw Require.broken(
                "sizes and cost", "let every mistake of the catalogue show", Arrays.toString(sizes) + " with " + cost);
    }

    /** Returns a copy, so that a test can hand it to a student's code: who writes into it changes no one else's. */
    @Override
    public Network network() {
        return network.withParameters(network.parameters());
    }

    /** Returns a copy, for the same reason. */
    @Override
    public DataSet data() {
        return new DataSet(data.x().copy(), data.y().copy());
    }

    private static Map.Entry<Cause, Double> weakest(Network network, Cost cost, DataSet data) {
        return Check.on(network, cost, data).mistakes().entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow();
    }

    private static Network rounded(Network network) {
        return network.withParameters(
                Arrays.stream(network.parameters()).map(Instance::rounded).toArray());
    }

    private static SimpleMatrix rounded(SimpleMatrix m) {
        SimpleMatrix result = m.copy();
        for (int i = 0; i < m.getNumElements(); i++) {
            result.set(i, rounded(m.get(i)));
        }
        return result;
    }

    private static double rounded(double value) {
        return StrictMath.rint(100 * value) / 100;
    }

    /**
     * Returns the proof that no known mistake passes here: each that the shapes allow, and by how much it changes the
     * answer, relative to its largest entry; the smallest change first.
     */
    public Table certificate() {
        Table table = Table.of("mistake", "changes the answer by");
        for (Map.Entry<Cause, Double> mistake : check().mistakes().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .toList()) {
            table = table.row(mistake.getKey().toString(), mistake.getValue());
        }
        return table;
    }

    /** Begins a check on this instance. */
    public NetworkCheck check() {
        return Check.on(network, cost, data);
    }

    /**
     * Returns ∇C of this instance with a mistake planted: one in BP1, one in BP2, one in BP3 and one in BP4, in an order
     * and of a kind that name and key draw.
     *
     * @param n from 1 to 4
     */
    public Gradient planted(int n) {
        return check().gradientWith(plantedMistake(n));
    }

    /**
     * Tells whether an equation is the one that {@link #planted} made wrong.
     *
     * @param equation from 1 to 4, for BP1 to BP4; no other is the one
     */
    public boolean isPlanted(int n, int equation) {
        return equationOf(plantedMistake(n)) == equation;
    }

    private static int equationOf(Cause mistake) {
        return mistake.where().orElseThrow().equation().ordinal() + 1;
    }

    /** Drawn from the mistakes in the order of their ids: whatever becomes of the words, a student keeps the mistake. */
    Cause plantedMistake(int n) {
        Require.range("n", "be", 1, 4, n);
        Random random = Draw.random(name, key, "planted");
        List<Integer> equations = new ArrayList<>(List.of(1, 2, 3, 4));
        Collections.shuffle(equations, random);
        int equation = equations.get(n - 1);
        List<Cause> choice = check().mistakes().keySet().stream()
                .filter(mistake -> equationOf(mistake) == equation)
                .sorted(Comparator.comparing(Cause::id))
                .toList();
        Require.that(!choice.isEmpty(), "the network", "allow a mistake in BP" + equation, network);
        random.setSeed(random.nextLong() + n);
        return choice.get(random.nextInt(choice.size()));
    }
}
