package backprop.formula;

import backprop.formula.Formula.Function;
import backprop.formula.Formula.Kind;
import backprop.formula.Place.Unknown;
import backprop.formula.Value.Misfit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A network with examples, in an author's notation: what every formula is worth there. ∂X/∂Y is what it says: Y is nudged,
 * what follows from Y in the network follows, and X is watched, by dual numbers, which are exact and know nothing of
 * backpropagation.
 */
final class World {
    /** That a layer, or neuron, which a formula speaks of does not exist. */
    static final class Nowhere extends RuntimeException {
        private static final long serialVersionUID = 1;

        Nowhere(String message) {
            super(message, null, false, false);
        }
    }

    /** What is varied: one number of a quantity. */
    private record Nudge(Quantity what, String letter, int layer, int row, int col) {}

    /** In the place of an example: the sum over all of them. */
    static final Place EACH = new Place("Σ", 0);

    /** The key of the example that a formula speaks of without naming it. */
    static final String EXAMPLE = "·example";

    /** λ. */
    private static final double RATE_OF_PENALTY = 0.23;

    private final Notation notation;
    private final Value[] w;
    private final Value[] b;
    private final Value x;
    private final Value y;
    private final Act[] acts;
    private final boolean endsInSoftmax;
    private final int seed;
    private final double lambda;
    private final Map<Formula, Value> given = new HashMap<>();
    private boolean isGiven;
    private final Nudge nudge; // null if nothing is varied
    private Value[] z;
    private Value[] a;
    private final Map<Object, World> worlds = new HashMap<>();
    private final Map<Integer, Value> deltas = new HashMap<>();

    private World(World of, Value x, Value y, Nudge nudge) {
        notation = of.notation;
        w = of.w;
        b = of.b;
        this.x = x;
        this.y = y;
        acts = of.acts;
        endsInSoftmax = of.endsInSoftmax;
        seed = of.seed;
        lambda = of.lambda;
        this.nudge = nudge;
    }

    /**
     * A network with numbers from a seed.
     *
     * @param sizes of the layers, from the input on
     */
    World(Notation notation, List<Integer> sizes, int examples, int seed) {
        Random random = new Random(seed);
        int depth = sizes.size() - 1;
        this.notation = notation;
        this.seed = seed;
        lambda = RATE_OF_PENALTY;
        nudge = null;
        w = new Value[depth + 1];
        b = new Value[depth + 1];
        acts = new Act[depth + 1];
        endsInSoftmax = notation.has(Convention.SOFTMAX);
        Act act = notation.has(Convention.TANH)
                ? Act.TANH
                : notation.has(Convention.ANY_ACTIVATION) ? Act.any(seed % 3) : Act.SIGMOID;
        for (int l = 1; l <= depth; l++) {
            w[l] = random(sizes.get(l), sizes.get(l - 1), random, -1.5, 1.5);
            double most = notation.has(Convention.NO_BIASES) ? 1e-300 : 1;
            b[l] = random(sizes.get(l), 1, random, -most, most);
            acts[l] = l < depth || notation.has(Convention.SAME_OUTPUT)
                    ? act
                    : notation.has(Convention.LINEAR_OUTPUT) ? Act.IDENTITY : Act.SIGMOID;
        }
        x = random(sizes.get(0), examples, random, -1, 1);
        Value targets = random(sizes.get(depth), examples, random, 0.1, 0.9);
        Value total = Value.of(1, targets.rows(), filled(targets.rows())).mult(targets);
        y = endsInSoftmax
                ? targets.over(
                        Value.of(targets.rows(), 1, filled(targets.rows())).mult(total))
                : targets;
    }

    private static double[] filled(int n) {
        double[] ones = new double[n];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    private static Value random(int rows, int cols, Random random, double from, double to) {
        return Value.of(rows, cols, random.doubles((long) rows * cols, from, to).toArray());
    }

    /** No network, but the numbers of some symbols; every activation is the sigmoid. */
    World(Map<Formula, Value> numbers) {
        this(List.of(), List.of(), List.of(), List.of(Value.of(0)), List.of(Act.SIGMOID), Value.of(0), 0);
        given.putAll(numbers);
    }

    /** A network whose numbers are given. */
    World(List<Value> w, List<Value> b, List<Value> z, List<Value> a, List<Act> acts, Value y, double lambda) {
        notation = Notation.usual();
        seed = 0;
        nudge = null;
        this.lambda = lambda;
        this.w = from1(w);
        this.b = from1(b);
        this.z = from1(z);
        this.a = a.toArray(Value[]::new);
        this.acts = new Act[acts.size() + 1];
        for (int l = 1; l <= acts.size(); l++) {
            this.acts[l] = acts.get(l - 1);
        }
        x = a.get(0);
        this.y = y;
        endsInSoftmax = false;
        isGiven = true;
    }

    private static Value[] from1(List<Value> values) {
        Value[] all = new Value[values.size() + 1];
        for (int l = 1; l <= values.size(); l++) {
            all[l] = values.get(l - 1);
        }
        return all;
    }

    /** The same with δ of a layer given, or with ∇ₐC, which counts as layer 0. */
    World given(int layer, Value value) {
        World world = new World(this, x, y, null);
        world.isGiven = true;
        world.z = z;
        world.a = a;
        world.deltas.putAll(deltas);
        world.deltas.put(layer, value);
        return world;
    }

    int depth() {
        return w.length - 1;
    }

    int examples() {
        return x.cols();
    }

    /** The author's number of the last layer. */
    int last() {
        return depth() + first();
    }

    /** The author's number of the input. */
    int first() {
        return notation.has(Convention.INPUT_IS_1) ? 1 : 0;
    }

    private World nudged(Nudge other) {
        if (nudge != null) {
            throw new Unknown("a derivative of a derivative is not judged");
        }
        return worlds.computeIfAbsent(other, n -> new World(this, x, y, other));
    }

    /** The same with one of its examples alone. */
    private World example(int t) {
        if (examples() == 1) {
            return this;
        }
        return worlds.computeIfAbsent(t, n -> {
            boolean ofExample = nudge != null && (nudge.what.isVector() && nudge.what != Quantity.B);
            Nudge here = nudge == null || !ofExample
                    ? nudge
                    : nudge.col == t ? new Nudge(nudge.what, nudge.letter, nudge.layer, nudge.row, 0) : NONE;
            return new World(this, x.column(t), y.column(t), here);
        });
    }

    private static final Nudge NONE = new Nudge(Quantity.UNKNOWN, "", 0, 0, 0);

    // The network

    private Value varied(Quantity what, int layer, Value value) {
        if (nudge == null || nudge.what != what || nudge.layer != layer) {
            return value;
        }
        double[] d = new double[value.v().length];
        d[nudge.row * value.cols() + nudge.col] = 1;
        return new Value(value.rows(), value.cols(), value.v(), d);
    }

    private void run() {
        if (a != null) {
            return;
        }
        z = new Value[depth() + 1];
        Value[] activations = new Value[depth() + 1];
        activations[0] = varied(Quantity.A, 0, varied(Quantity.X, 0, x));
        for (int l = 1; l <= depth(); l++) {
            Value sum = w(l).mult(activations[l - 1]);
            z[l] = varied(Quantity.Z, l, sum.plus(varied(Quantity.B, l, b[l]).spread(sum)));
            activations[l] = varied(Quantity.A, l, l == depth() && endsInSoftmax ? z[l].softmax() : acts[l].of(z[l]));
        }
        a = activations;
    }

    private Value w(int l) {
        return varied(Quantity.W, l, w[l]);
    }

    private Value a(int l) {
        run();
        return a[l];
    }

    Value z(int l) {
        run();
        return z[l];
    }

    /** C of one example. */
    private Value ownCost(Map<String, Integer> env) {
        Value out = a(depth());
        Value target = varied(Quantity.Y, 0, y);
        return switch (notation.agreed().get(Convention.Group.COST)) {
            case HALF_SQUARES -> squares(out, target).times(Value.of(0.5));
            case SQUARES -> squares(out, target);
            case MEAN_SQUARES -> squares(out, target).times(Value.of(1.0 / out.rows()));
            case CROSS_ENTROPY -> {
                Value one = Value.of(1);
                Value hit = target.times(Act.NAMED.get("ln").of(out));
                Value miss = one.minus(target).times(Act.NAMED.get("ln").of(one.minus(out)));
                yield hit.plus(miss).sum().negative();
            }
            case SOFTMAX -> target.times(Act.NAMED.get("ln").of(out)).sum().negative();
            default -> {
                Value own = of(notation.cost(), env);
                if (!own.isNumber()) {
                    throw new Misfit("the cost must be a number");
                }
                yield own;
            }
        };
    }

    private static Value squares(Value out, Value target) {
        Value off = out.minus(target);
        return off.times(off).sum();
    }

    private boolean isOfAll(Formula cost) {
        return cost != null && cost.contains(f -> f.is(Kind.SERIES) && isOverExamples(f));
    }

    private Value cost(Map<String, Integer> env) {
        return cost(env, notation.has(Convention.SUM));
    }

    private Value cost(Map<String, Integer> env, boolean isSum) {
        Value cost = costOfExamples(env, isSum);
        if (notation.has(Convention.PLAIN)) {
            return cost;
        }
        for (int l = 1; l <= depth(); l++) {
            double share = notation.has(Convention.MEAN_REGULARISED) ? examples() : 1;
            cost = cost.plus(w(l).times(w(l)).sum().times(Value.of(lambda / 2 / share)));
        }
        return cost;
    }

    private Value costOfExamples(Map<String, Integer> env, boolean isSum) {
        if (examples() == 1) {
            return ownCost(env);
        }
        if (notation.has(Convention.OWN_COST) && isOfAll(notation.cost()) && !isSum) {
            return of(notation.cost(), env);
        }
        Value sum = example(0).ownCost(env);
        for (int t = 1; t < examples(); t++) {
            sum = sum.plus(example(t).ownCost(env));
        }
        return isSum ? sum : sum.times(Value.of(1.0 / examples()));
    }

    /** ∂C/∂zˡ of each example's own cost, or minus it, as columns. */
    private Value delta(int l) {
        if (isGiven && !deltas.containsKey(l)) {
            throw new Unknown("δ of layer " + l + " is what is to be found");
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
                    Value cost = nudged.cost(env());
                    v[j * examples() + t] = cost.d() == null ? 0 : cost.d()[0];
                }
            }
            Value delta = Value.of(rows, examples(), v);
            return notation.has(Convention.DELTA_MINUS) ? delta.negative() : delta;
        });
    }

    /** Values of letters: L alone. */
    Map<String, Integer> env() {
        Map<String, Integer> env = new HashMap<>();
        env.put("L", last());
        return env;
    }

    // Symbols

    /** The layer in the world, from 0, that an author's letter or number means. */
    int layer(Symbol s, Map<String, Integer> env) {
        int shift = s.what() == Quantity.W || s.what() == Quantity.B || s.what() == Quantity.UPDATE
                ? notation.has(Convention.OUT_OF_LAYER) ? 1 : 0
                : 0;
        if (s.layer() == null) {
            if (depth() > 1 && s.what() != Quantity.A && s.what() != Quantity.Z && s.what() != Quantity.DELTA) {
                throw new Unknown("of which layer is " + s.letter() + "?");
            }
            return depth();
        }
        int layer = s.layer().in(env) - first() + shift;
        int least = s.what() == Quantity.A || s.what() == Quantity.SIZE ? 0 : 1;
        if (layer < least || layer > depth()) {
            throw new Nowhere(
                    "there is no " + s.letter() + " of layer " + s.layer().in(env));
        }
        return layer;
    }

    private Value turned(Value columns) {
        return notation.has(Convention.ROWS) ? columns.transpose() : columns;
    }

    private Value whole(Symbol s, Map<String, Integer> env) {
        return switch (s.what()) {
            case W -> notation.has(Convention.FROM_TO) ? w(layer(s, env)).transpose() : w(layer(s, env));
            case B ->
                notation.has(Convention.NO_BIASES)
                        ? none()
                        : turned(varied(Quantity.B, layer(s, env), b[layer(s, env)]));
            case Z -> turned(ofExample(z(layer(s, env)), s, env));
            case A -> turned(ofExample(a(layer(s, env)), s, env));
            case X -> turned(ofExample(a(0), s, env));
            case Y -> turned(ofExample(varied(Quantity.Y, 0, y), s, env));
            case DELTA -> {
                Value delta = turned(ofExample(delta(layer(s, env)), s, env));
                yield hasRows() ? delta.transpose() : delta;
            }
            case RATE -> Value.of(0.37);
            case LAMBDA -> Value.of(lambda);
            case EXAMPLES -> Value.of(examples());
            case SIZE -> Value.of(a(layer(s, env)).rows());
            case UPDATE ->
                derivative(
                                Formula.symbol(Symbol.of(Quantity.COST, "C")),
                                Formula.symbol(new Symbol(Quantity.W, s.letter(), s.layer(), List.of(), null)),
                                env)
                        .times(Value.of(-0.37));
            case VARIABLE -> {
                double value = 0.3 + 1.3 * new Random(31L * seed + s.letter().hashCode()).nextDouble();
                boolean isVaried = nudge != null && nudge.what == Quantity.VARIABLE && nudge.letter.equals(s.letter());
                yield new Value(1, 1, new double[] {value}, isVaried ? new double[] {1} : null);
            }
            case KRONECKER -> throw new Unknown("δ of two indices needs both");
            case ONES -> Value.of(examples(), 1, filled(examples()));
            case COST, UNKNOWN -> throw new Unknown("what does " + s.letter() + " stand for?");
        };
    }

    private static Value none() {
        throw new Misfit("there are no biases");
    }

    private Value ofExample(Value all, Symbol s, Map<String, Integer> env) {
        Integer t = s.example() == null ? env.get(EXAMPLE) : Integer.valueOf(exampleOf(s.example(), env));
        return t == null || all.cols() == 1 ? all : all.column(t);
    }

    private int exampleOf(Place place, Map<String, Integer> env) {
        int t = place.isNumber() ? Math.max(0, place.offset() - 1) : place.in(env);
        if (t < 0 || t >= examples()) {
            throw new Nowhere("there is no example " + (t + 1));
        }
        return t;
    }

    private Value symbol(Symbol s, Map<String, Integer> env) {
        Value known = given.isEmpty() ? null : given.get(Formula.symbol(s));
        if (known != null) {
            return known;
        }
        if (!given.isEmpty() && s.what() != Quantity.ONES) {
            throw new Unknown(Formula.symbol(s) + " is not among what is given: " + given.keySet());
        }
        if (s.what() == Quantity.COST && s.example() == EACH) {
            return cost(env, true);
        }
        if (s.what() == Quantity.COST) {
            Integer t = s.example() == null ? env.get(EXAMPLE) : Integer.valueOf(exampleOf(s.example(), env));
            return t == null ? cost(env) : example(t).cost(env);
        }
        if (s.what() == Quantity.KRONECKER) {
            return Value.of(index(s.indices().get(0), env) == index(s.indices().get(1), env) ? 1 : 0);
        }
        if (s.what() == Quantity.UNKNOWN && notation.defined().containsKey(s.letter())) {
            Notation.Definition definition = notation.defined().get(s.letter());
            Value value = of(definition.formula(), inside(definition.symbol(), s, env));
            return isVaried(s, env) && value.isNumber() ? new Value(1, 1, value.v(), new double[] {1}) : value;
        }
        Value whole = whole(s, env);
        if (s.indices().isEmpty()) {
            return whole;
        }
        int[] at = s.indices().stream().mapToInt(place -> index(place, env)).toArray();
        if (s.what() == Quantity.W || s.what() == Quantity.UPDATE) {
            if (at.length != 2) {
                throw new Unknown(s.letter() + " with one index: which weight is it?");
            }
            return entry(whole, at[0], at[1], s.indices().stream().anyMatch(Place::isNumber));
        }
        if (!s.what().isVector()) {
            throw new Unknown(s.letter() + " has no indices");
        }
        boolean isRow = notation.has(Convention.ROWS) != (s.what() == Quantity.DELTA && hasRows());
        int n = isRow ? whole.cols() : whole.rows();
        if (at[0] < 0 || at[0] >= n) {
            String message = "an index runs beyond its layer: there is no neuron " + (at[0] + 1);
            throw s.indices().get(0).isNumber() ? new Nowhere(message) : new Misfit(message);
        }
        return isRow ? whole.transpose().row(at[0]).transpose() : whole.row(at[0]);
    }

    private boolean hasRows() {
        return notation.has(Convention.GRADIENT_AS_ROW) || notation.has(Convention.VECTOR_GRADIENT_AS_ROW);
    }

    private static Value entry(Value whole, int i, int k, boolean isNumbered) {
        if (i < 0 || k < 0 || i >= whole.rows() || k >= whole.cols()) {
            String message = "an index runs beyond its layer: there is no weight " + (i + 1) + ", " + (k + 1);
            throw isNumbered ? new Nowhere(message) : new Misfit(message);
        }
        return whole.entry(i, k);
    }

    private static int index(Place place, Map<String, Integer> env) {
        return place.isNumber() ? place.offset() - env.getOrDefault("·first", 1) : place.in(env);
    }

    private boolean isVaried(Symbol s, Map<String, Integer> env) {
        return nudge != null
                && nudge.what == Quantity.UNKNOWN
                && nudge.letter.equals(s.letter())
                && nudge.row == (s.indices().size() == 1 ? index(s.indices().get(0), env) : 0);
    }

    /** The values of a definition's letters where it is used. */
    private Map<String, Integer> inside(Symbol defined, Symbol used, Map<String, Integer> env) {
        if (env.merge("·depth", 1, Integer::sum) > 20) {
            throw new Unknown(used.letter() + " is defined by itself");
        }
        Map<String, Integer> inner = new HashMap<>(env);
        boolean fits = defined.indices().size() == used.indices().size()
                && (defined.layer() == null) == (used.layer() == null);
        if (!fits) {
            throw new Unknown("what does " + used.letter() + " stand for with these indices?");
        }
        if (defined.layer() != null && defined.layer().isFree()) {
            inner.put(
                    defined.layer().base(),
                    used.layer().in(env) - defined.layer().offset());
        } else if (defined.layer() != null
                && defined.layer().in(env) != used.layer().in(env)) {
            throw new Unknown(used.letter() + " is defined for another layer");
        }
        for (int i = 0; i < defined.indices().size(); i++) {
            Place place = defined.indices().get(i);
            if (place.isFree()) {
                inner.put(place.base(), used.indices().get(i).in(env) - place.offset());
            }
        }
        if (defined.example() != null
                && used.example() != null
                && defined.example().isFree()) {
            inner.put(defined.example().base(), used.example().in(env));
        }
        return inner;
    }

    /** How far an index may run where it stands. */
    int range(Symbol s, int position, Map<String, Integer> env) {
        if (s.what() == Quantity.UNKNOWN) {
            Notation.Definition definition = notation.defined().get(s.letter());
            boolean isKnown =
                    definition != null && definition.symbol().indices().size() > position;
            if (!isKnown) {
                throw new Unknown("what does " + s.letter() + " stand for?");
            }
            Map<String, Integer> inner = new HashMap<>(env);
            if (s.layer() != null
                    && definition.symbol().layer() != null
                    && definition.symbol().layer().isFree()) {
                inner.put(definition.symbol().layer().base(), s.layer().in(env));
            }
            return Readings.range(
                    this,
                    definition.formula(),
                    definition.symbol().indices().get(position).base(),
                    inner);
        }
        return switch (s.what()) {
            case KRONECKER -> Integer.MAX_VALUE;
            case W, UPDATE -> {
                Value w = whole(
                        s.what() == Quantity.W ? s : new Symbol(Quantity.W, s.letter(), s.layer(), List.of(), null),
                        env);
                yield s.indices().size() == 2 && position == 1 ? w.cols() : w.rows();
            }
            case X -> x.rows();
            case Y -> y.rows();
            default -> a(layer(s, env)).rows();
        };
    }

    // Formulas

    /** What a formula is worth where letters have values. */
    Value of(Formula f, Map<String, Integer> env) {
        return switch (f.kind) {
            case NUMBER -> Value.of((double) f.leaf);
            case SYMBOL -> symbol(f.symbol(), env);
            case SUM -> sum(f, env);
            case NEGATIVE -> of(f.part(0), env).negative();
            case CHAIN -> new Readings(this).first(f, env);
            case SCALED -> scaled(of(f.part(0), env), of(f.part(1), env));
            case MATRIX_PRODUCT -> of(f.part(0), env).mult(of(f.part(1), env));
            case ELEMENTWISE ->
                same(of(f.part(0), env), of(f.part(1), env), "entry by entry").times(of(f.part(1), env));
            case OUTER -> of(f.part(0), env).mult(of(f.part(1), env).transpose());
            case INNER -> inner(f, env);
            case QUOTIENT -> of(f.part(0), env).over(of(f.part(1), env));
            case POWER -> power(of(f.part(0), env), of(f.part(1), env));
            case TRANSPOSE -> of(f.part(0), env).transpose();
            case CALL -> call(f, env);
            case DERIVATIVE -> derivative(f.part(0), f.part(1), env);
            case SLOPES -> slopes(derivative(f.part(0), f.part(1), env));
            case SERIES -> series(f, env);
            case NORM -> {
                Value inner = of(f.part(0), env);
                yield inner.times(inner).sum().power(Value.of(0.5));
            }
            case GRID -> new Ends(this).value(f, env);
        };
    }

    private static Value scaled(Value one, Value other) {
        if (!one.isNumber() && !other.isNumber()) {
            throw new Misfit("neither is a number");
        }
        return one.times(other);
    }

    private static Value same(Value one, Value other, String how) {
        if (!one.hasShapeOf(other)) {
            throw new Misfit("a " + one.shape() + " and a " + other.shape() + " matrix cannot be taken " + how);
        }
        return one;
    }

    private static Value power(Value base, Value exponent) {
        if (!base.isNumber() && !(exponent.isNumber() && exponent.v()[0] > 0)) {
            throw new Misfit("a matrix has no such power");
        }
        return base.power(exponent);
    }

    private static Value slopes(Value jacobian) {
        Value diagonal = jacobian.isNumber() ? jacobian : jacobian.diagonal();
        if (diagonal == null) {
            throw new Misfit("the Jacobian is more than its diagonal");
        }
        return diagonal;
    }

    /** A number is added to every entry only if it is a constant. */
    private Value sum(Formula f, Map<String, Integer> env) {
        Value sum = null;
        boolean isConstant = true;
        for (Formula term : f.parts) {
            boolean isOnes = term.is(Kind.SYMBOL) && term.symbol().what() == Quantity.ONES;
            boolean isOther = isOnes
                    || !term.contains(
                            part -> part.is(Kind.SYMBOL) && part.symbol().what() != Quantity.VARIABLE);
            Value value = isOnes ? Value.of(1) : of(term, env);
            if (sum != null
                    && !sum.hasShapeOf(value)
                    && (value.isNumber() && !isOther || sum.isNumber() && !isConstant)) {
                throw new Misfit("a number cannot be added to a matrix");
            }
            sum = sum == null ? value : sum.spread(value).plus(value.spread(sum));
            isConstant &= isOther;
        }
        return sum;
    }

    private Value inner(Formula f, Map<String, Integer> env) {
        boolean isOnes = f.part(1).is(Kind.SYMBOL) && f.part(1).symbol().what() == Quantity.ONES;
        Value left = of(f.part(0), env);
        return isOnes
                ? left.sum()
                : same(left, of(f.part(1), env), "in an inner product")
                        .times(of(f.part(1), env))
                        .sum();
    }

    private Value call(Formula f, Map<String, Integer> env) {
        Function function = f.function();
        Value argument = of(f.part(0), env);
        switch (function.name()) {
            case "softmax":
                return argument.softmax();
            case "diag":
                if (argument.cols() != 1 && argument.rows() != 1) {
                    throw new Misfit("diag takes a vector");
                }
                return argument.onDiagonal();
            default:
        }
        Act act = Act.NAMED.get(function.name());
        if (act == null && function.name().length() > 1) {
            throw new Unknown(function.name() + " is not computed here");
        }
        if (act == null && !given.isEmpty()) {
            act = Act.SIGMOID;
        }
        if (act == null) {
            Place layer = !given.isEmpty() ? null : function.layer() != null ? function.layer() : layerIn(f.part(0));
            int l = layer == null ? 1 : layer.in(env) - first();
            if (l < 1 || l > depth()) {
                throw new Nowhere("there is no activation of layer " + (l + first()));
            }
            if (l == depth() && endsInSoftmax && layer != null) {
                if (function.primes() > 0) {
                    throw new Unknown("softmax has no derivative of one z alone");
                }
                return argument.softmax();
            }
            boolean isOwn = function.name().equals("σ")
                    || notation.has(Convention.TANH) && function.name().equals(notation.function());
            act = f.has(Quantity.VARIABLE) && !isOwn
                    ? Act.any(Math.floorMod(function.name().hashCode() + seed, 5))
                    : acts[l];
        }
        for (int i = 0; i < function.primes(); i++) {
            act = act.derivative();
        }
        Value value = act.of(argument);
        boolean isVaried = nudge != null && nudge.what == Quantity.UNKNOWN && nudge.letter.equals(function.name());
        return isVaried && value.isNumber() ? new Value(1, 1, value.v(), new double[] {1}) : value;
    }

    private static Place layerIn(Formula f) {
        if (f.is(Kind.SYMBOL)) {
            return f.symbol().what().isLayered() && f.symbol().what() != Quantity.W
                    ? f.symbol().layer()
                    : null;
        }
        return f.parts.stream()
                .map(World::layerIn)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    // Derivatives

    /** ∂of/∂by: a number's has the shape of the variable, a column's by a column is its Jacobian. */
    Value derivative(Formula of, Formula by, Map<String, Integer> env) {
        if (!by.is(Kind.SYMBOL)) {
            throw new Unknown("a derivative by " + by + " is not judged");
        }
        Symbol s = by.symbol();
        boolean isGiven = deltas.containsKey(0)
                && s.what() == Quantity.A
                && of.is(Kind.SYMBOL)
                && of.symbol().what() == Quantity.COST
                && layer(s, env) == depth();
        if (isGiven) {
            return deltas.get(0);
        }
        if (this.isGiven) {
            throw new Unknown("derivatives are what is to be found: write what they are");
        }
        boolean isFunction = (s.what() == Quantity.UNKNOWN || s.what() == Quantity.VARIABLE)
                && of.contains(f -> f.is(Kind.CALL) && f.function().name().equals(s.letter()));
        if (isFunction) {
            return slope(of, new Nudge(Quantity.UNKNOWN, s.letter(), 0, 0, 0), env, of(of, env));
        }
        boolean isLeibniz = s.what() == Quantity.VARIABLE
                && of.is(Kind.SYMBOL)
                && of.symbol().what() == Quantity.VARIABLE
                && !of.equals(by);
        if (isLeibniz) {
            return Value.of(rate(of.symbol()) / rate(s)); // as if all followed one of them
        }
        if (s.what() == Quantity.VARIABLE) {
            return slope(of, new Nudge(Quantity.VARIABLE, s.letter(), 0, 0, 0), env, of(of, env));
        }
        if (s.what() == Quantity.UNKNOWN && notation.defined().containsKey(s.letter()) && s.layer() == null) {
            int row = s.indices().size() == 1 ? index(s.indices().get(0), env) : 0;
            if (of.has(Quantity.COST) && !notation.has(Convention.OWN_COST)) {
                throw new Unknown("how does the cost depend on " + s.letter() + "?");
            }
            return slope(of, new Nudge(Quantity.UNKNOWN, s.letter(), 0, row, 0), env, of(of, env));
        }
        boolean isInput = s.what() == Quantity.X;
        if (!s.what().isLayered() && !isInput || s.what() == Quantity.DELTA) {
            throw new Unknown("a derivative by " + s.letter() + " is not judged");
        }
        int layer = isInput ? 0 : layer(s, env);
        Quantity what = isInput ? Quantity.A : s.what();
        Value variable = of(by, env);
        Value value = of(of, env);
        boolean isTurned = what == Quantity.W ? notation.has(Convention.FROM_TO) : notation.has(Convention.ROWS);
        int example = s.example() != null ? exampleOf(s.example(), env) : env.getOrDefault(EXAMPLE, 0);
        if (!s.indices().isEmpty()) {
            int i = index(s.indices().get(0), env);
            int k = what == Quantity.W ? index(s.indices().get(1), env) : column(what, example);
            boolean swaps = isTurned && what == Quantity.W;
            return slope(of, new Nudge(what, "", layer, swaps ? k : i, swaps ? i : k), env, value);
        }
        if (value.isNumber()) {
            double[] v = new double[variable.v().length];
            for (int n = 0; n < v.length; n++) {
                v[n] = slope(of, nudge(what, layer, n, variable, isTurned, example), env, value)
                        .v()[0];
            }
            Value gradient = Value.of(variable.rows(), variable.cols(), v);
            boolean isKept = what == Quantity.W && !notation.has(Convention.GRADIENT_AS_ROW);
            return hasRows() && !isKept ? gradient.transpose() : gradient;
        }
        boolean isVector = value.cols() == 1 || value.rows() == 1;
        if (!isVector || variable.cols() != 1 && variable.rows() != 1) {
            throw new Misfit("∂" + of + "/∂" + by + " has more than two indices");
        }
        int rows = value.v().length;
        int cols = variable.v().length;
        double[] v = new double[rows * cols];
        for (int n = 0; n < cols; n++) {
            Value slope = slope(of, nudge(what, layer, n, variable, isTurned, example), env, value);
            for (int i = 0; i < rows; i++) {
                v[i * cols + n] = slope.v()[i];
            }
        }
        Value jacobian = Value.of(rows, cols, v);
        return notation.has(Convention.JACOBIAN_TRANSPOSED) ? jacobian.transpose() : jacobian;
    }

    private double rate(Symbol variable) {
        return 0.5 + new Random(77L * seed + variable.letter().hashCode()).nextDouble();
    }

    /** That of the n-th number of a variable as its author writes it. */
    private static Nudge nudge(Quantity what, int layer, int n, Value variable, boolean isTurned, int example) {
        int i = n / variable.cols();
        int k = n % variable.cols();
        boolean isOne = what != Quantity.W && (isTurned ? variable.rows() : variable.cols()) == 1;
        return isTurned
                ? new Nudge(what, "", layer, k, isOne ? column(what, example) : i)
                : new Nudge(what, "", layer, i, isOne ? column(what, example) : k);
    }

    private static int column(Quantity what, int example) {
        return what == Quantity.B ? 0 : example;
    }

    private Value slope(Formula of, Nudge by, Map<String, Integer> env, Value value) {
        Value moved = nudged(by).of(of, env);
        return Value.of(value.rows(), value.cols(), moved.d() == null ? new double[value.v().length] : moved.d());
    }

    // Sums

    boolean isOverExamples(Formula series) {
        String index = (String) series.leaf;
        if (index.isEmpty()) {
            return false;
        }
        if (notation.of(index) == Quantity.X && !index.matches("[ijk]")) {
            return true;
        }
        Formula body = series.part(0);
        return body.contains(f -> f.is(Kind.SYMBOL)
                        && f.symbol().example() != null
                        && f.symbol().example().base().equals(index))
                || !body.contains(f -> f.is(Kind.SYMBOL)
                        && (f.symbol().indices().stream()
                                        .anyMatch(place -> place.base().equals(index))
                                || f.symbol().layer() != null
                                        && f.symbol().layer().base().equals(index)));
    }

    private Value series(Formula f, Map<String, Integer> env) {
        String index = (String) f.leaf;
        if (index.isEmpty()) {
            return of(f.part(0), env).sum();
        }
        boolean overExamples = isOverExamples(f);
        Map<String, Integer> inner = new HashMap<>(env);
        int from = 0;
        int count;
        if (overExamples) {
            count = examples();
        } else if (isLayerOf(f.part(0), index)) {
            from = first();
            count = depth() + 1;
        } else {
            count = count(f, index, inner);
        }
        Value sum = null;
        for (int i = 0; i < count; i++) {
            inner.put(index, from + i);
            if (overExamples) {
                inner.put(EXAMPLE, i);
            }
            Value term;
            try {
                term = of(f.part(0), inner);
            } catch (Nowhere there) {
                continue;
            }
            sum = sum == null ? term : sum.plus(term);
        }
        return sum == null ? Value.of(0) : sum;
    }

    private static boolean isLayerOf(Formula body, String index) {
        return body.contains(g -> g.is(Kind.SYMBOL)
                && g.symbol().layer() != null
                && g.symbol().layer().base().equals(index));
    }

    /** How often a sum's index runs: by its limits if they say it, else as far as what it stands at. */
    private int count(Formula f, String index, Map<String, Integer> env) {
        int range = Readings.range(this, f.part(0), index, env);
        if (f.parts.size() < 3) {
            return range;
        }
        Formula to = f.part(2);
        boolean isKnown =
                !to.contains(part -> part.is(Kind.SYMBOL) && part.symbol().what() != Quantity.SIZE);
        return isKnown && to.has(Quantity.SIZE)
                ? (int) Math.round(of(to, env).v()[0] - of(f.part(1), env).v()[0]) + 1
                : range;
    }

    Notation notation() {
        return notation;
    }
}
