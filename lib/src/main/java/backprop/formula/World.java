package backprop.formula;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A network with examples, in an author's notation. ∂X/∂Y is what it says: Y is nudged, what follows from Y in the network
 * follows, and X is watched, by dual numbers, which are exact and know nothing of backpropagation. What a formula is worth
 * here, its {@link Meaning} says.
 */
final class World {
    /** What is varied: one number of a quantity, or what a letter stands for. */
    record Nudge(Quantity what, String letter, int layer, int row, int col) {
        static Nudge of(Quantity what, String letter) {
            return new Nudge(what, letter, 0, 0, 0);
        }
    }

    /** In the place of an example: the sum over all of them. */
    static final Place EACH = new Place("Σ", 0);

    /** The key of the example that a formula speaks of without naming it. */
    static final String EXAMPLE = "·example";

    /** The key of the number that the first neuron has, if that is not 1. */
    static final String FIRST_NEURON = "·first";

    static final double RATE = 0.37;
    static final double LAMBDA = 0.23;

    private static final Nudge NONE = Nudge.of(Quantity.UNKNOWN, "");

    private final Notation notation;
    private final Value[] w;
    private final Value[] b;
    private final Value x;
    private final Value y;
    private final Act[] acts;
    private final int seed;
    private final Nudge nudge; // null if nothing is varied
    private Value[] z;
    private Value[] a;
    private final Map<Object, World> worlds = new HashMap<>();
    private final Map<Integer, Value> deltas = new HashMap<>();

    private final Given given; // null if nothing is

    private World(
            Notation notation, Value[] w, Value[] b, Value x, Value y, Act[] acts, int seed, Nudge nudge, Given given) {
        this.notation = notation;
        this.w = w;
        this.b = b;
        this.x = x;
        this.y = y;
        this.acts = acts;
        this.seed = seed;
        this.nudge = nudge;
        this.given = given;
    }

    private World with(Value otherX, Value otherY, Nudge other) {
        return new World(notation, w, b, otherX, otherY, acts, seed, other, given);
    }

    /**
     * A network with numbers from a seed.
     *
     * @param sizes of the layers, from the input on
     */
    static World of(Notation notation, List<Integer> sizes, int examples, int seed) {
        Random random = new Random(seed);
        int depth = sizes.size() - 1;
        Value[] w = new Value[depth + 1];
        Value[] b = new Value[depth + 1];
        double mostBias = notation.has(Convention.NO_BIASES) ? 1e-300 : 1;
        for (int l = 1; l <= depth; l++) {
            w[l] = random(sizes.get(l), sizes.get(l - 1), random, -1.5, 1.5);
            b[l] = random(sizes.get(l), 1, random, -mostBias, mostBias);
        }
        Value x = random(sizes.get(0), examples, random, -1, 1);
        Value targets = random(sizes.get(depth), examples, random, 0.1, 0.9);
        Value y = notation.has(Convention.SOFTMAX) ? targets.over(targets.columnSums()) : targets;
        return new World(notation, w, b, x, y, activations(notation, depth, seed), seed, null, null);
    }

    private static Act[] activations(Notation notation, int depth, int seed) {
        Act act = notation.has(Convention.TANH)
                ? Act.TANH
                : notation.has(Convention.RELU)
                        ? Act.NAMED.get("relu")
                        : notation.has(Convention.ANY_ACTIVATION) ? Act.any(Math.floorMod(seed, 3)) : Act.SIGMOID;
        Act[] acts = new Act[depth + 1];
        Arrays.fill(acts, 1, acts.length, act);
        if (!notation.has(Convention.SAME_OUTPUT)) {
            acts[depth] = notation.has(Convention.LINEAR_OUTPUT) ? Act.IDENTITY : Act.SIGMOID;
        }
        return acts;
    }

    /** A network of one example with an author's numbers; w and b begin with null, as of the input. */
    static World of(Notation notation, List<Value> w, List<Value> b, Value x, Value y) {
        Act[] acts = activations(notation, w.size() - 1, 0);
        return new World(notation, w.toArray(Value[]::new), b.toArray(Value[]::new), x, y, acts, 0, null, null);
    }

    /** Where nothing is but numbers, and σ is the sigmoid. */
    static World ofNumbers() {
        return of(Map.of());
    }

    /** Where nothing is but letters that are given. */
    static World of(Map<Formula, Value> letters) {
        Value[] none = {Value.of(0)};
        return given(none, none, none, none, new Act[1], none[0], Given.symbols(letters));
    }

    /** A network of numbers that are given; z and w and b begin with null, as of the input. */
    static World given(Value[] w, Value[] b, Value[] z, Value[] a, Act[] acts, Value y, Given given) {
        World world = new World(Notation.usual(), w, b, a[0], y, acts, 0, null, given);
        world.z = z;
        world.a = a;
        return world;
    }

    /** The same with other numbers given. */
    World with(Given other) {
        return given(w, b, z, a, acts, y, other);
    }

    /** Null if nothing is. */
    Given given() {
        return given;
    }

    double lambda() {
        return given == null ? LAMBDA : given.lambda();
    }

    private static Value random(int rows, int cols, Random random, double from, double to) {
        return Value.of(rows, cols, random.doubles((long) rows * cols, from, to).toArray());
    }

    Notation notation() {
        return notation;
    }

    int depth() {
        return w.length - 1;
    }

    int examples() {
        return x.cols();
    }

    /** How far an index of a letter may run. */
    int range(Symbol s, int position, Map<String, Integer> env) {
        return new SymbolValue(this, env, s).range(position);
    }

    /** The author's number of the last layer. */
    int last() {
        return depth() + first();
    }

    /** The author's number of the input. */
    int first() {
        return notation.has(Convention.INPUT_IS_1) ? 1 : 0;
    }

    /** Values of letters: L alone. */
    Map<String, Integer> env() {
        return new HashMap<>(Map.of("L", last()));
    }

    /** What a formula is worth where letters have values. */
    Value of(Formula f, Map<String, Integer> env) {
        return new Meaning(this, env).of(f);
    }

    // What is varied, and for which example

    World nudged(Nudge other) {
        if (nudge != null) {
            throw new Unknown("a derivative of a derivative is not judged");
        }
        return worlds.computeIfAbsent(other, n -> with(x, y, other));
    }

    /** The same with one of its examples alone. */
    World example(int t) {
        return examples() == 1 ? this : worlds.computeIfAbsent(t, n -> with(x.column(t), y.column(t), nudgeOf(t)));
    }

    private Nudge nudgeOf(int t) {
        boolean isOfExample = nudge != null && nudge.what.isVector() && nudge.what != Quantity.B;
        return !isOfExample
                ? nudge
                : nudge.col == t ? new Nudge(nudge.what, nudge.letter, nudge.layer, nudge.row, 0) : NONE;
    }

    /** Whether a letter is varied itself, as a number. */
    boolean isVaried(Quantity what, String letter, int row) {
        return nudge != null && nudge.what == what && nudge.row == row && nudge.letter.equals(letter);
    }

    private Value varied(Quantity what, int layer, Value value) {
        boolean isVaried = nudge != null && nudge.what == what && nudge.layer == layer;
        return isVaried ? value.varied(nudge.row * value.cols() + nudge.col) : value;
    }

    // The network

    private void run() {
        if (a != null) {
            return;
        }
        z = new Value[depth() + 1];
        Value[] activations = new Value[depth() + 1];
        activations[0] = varied(Quantity.A, 0, x);
        for (int l = 1; l <= depth(); l++) {
            Value sum = w(l).mult(activations[l - 1]);
            z[l] = varied(Quantity.Z, l, sum.plus(b(l).spread(sum)));
            activations[l] = varied(Quantity.A, l, isSoftmax(l) ? z[l].softmax() : acts[l].of(z[l]));
        }
        a = activations;
    }

    Value w(int l) {
        return varied(Quantity.W, l, w[l]);
    }

    Value b(int l) {
        return varied(Quantity.B, l, b[l]);
    }

    Value a(int l) {
        run();
        return a[l];
    }

    Value z(int l) {
        run();
        return z[l];
    }

    Value y() {
        return y;
    }

    /** Whether it is a neuron alone, with weights in a vector. */
    boolean isSingle() {
        return notation.has(Convention.SINGLE_NEURON) && depth() == 1;
    }

    boolean isSoftmax(int layer) {
        return layer == depth() && notation.has(Convention.SOFTMAX);
    }

    Act act(int layer) {
        return acts[layer];
    }

    /** A number for a name, the same in this world and all that come from it. */
    double number(String name, double from, double to) {
        return from + (to - from) * new Random(31L * seed + name.hashCode()).nextDouble();
    }

    int seed() {
        return seed;
    }

    /** Whether variables are negative: not all that holds above 0 holds below. */
    boolean isMirrored() {
        return seed < 0;
    }

    /** What the letter of a variable is worth, away from 0. */
    double variable(String letter) {
        return (isMirrored() ? -1 : 1) * number(letter, 0.3, 1.6);
    }

    /** C of all examples: their sum, or as the author's notation says. */
    Value cost(Map<String, Integer> env, boolean isSum) {
        return new Costs(this, env).all(isSum);
    }

    Value cost(Map<String, Integer> env) {
        return cost(env, notation.has(Convention.SUM));
    }

    /** ∂C/∂zˡ of each example's own cost, or minus it, as columns. */
    Value delta(int l) {
        if (given != null) {
            return given.delta(l);
        }
        if (nudge != null) {
            throw new Unknown("a derivative of δ is a second derivative, which is not judged");
        }
        return deltas.computeIfAbsent(l, key -> {
            int rows = w[l].rows();
            double[] v = new double[rows * examples()];
            for (int t = 0; t < examples(); t++) {
                for (int j = 0; j < rows; j++) {
                    World nudged = example(t).nudged(new Nudge(Quantity.Z, "", l, j, 0));
                    v[j * examples() + t] = nudged.cost(env()).slope().v()[0];
                }
            }
            Value delta = Value.of(rows, examples(), v);
            return notation.has(Convention.DELTA_MINUS) ? delta.negative() : delta;
        });
    }
}
