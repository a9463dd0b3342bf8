package backprop.formula;

import backprop.formula.Notation.Definition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one letter is worth in a world with all that is written at it: layer, example and indices, as its author counts them. */
final class SymbolValue {
    private static final String DEPTH = "·depth";
    private static final int DEEPEST = 20;

    private final World world;
    private final Notation notation;
    private final Map<String, Integer> env;
    private final Symbol s;

    SymbolValue(World world, Map<String, Integer> env, Symbol s) {
        this.world = world;
        this.env = env;
        this.s = s;
        notation = world.notation();
    }

    Value value() {
        Value given = world.given() == null ? null : world.given().symbol(s);
        if (given != null) {
            return given;
        }
        Definition definition = notation.defined().get(s.letter());
        if (s.what() == Quantity.UNKNOWN && definition != null) {
            return defined(definition);
        }
        Value whole = whole();
        if (s.isWhole() || s.what() == Quantity.COST || s.what() == Quantity.KRONECKER) {
            return whole;
        }
        int i = index(0);
        if (s.what().isMatrix()) {
            boolean isOfSingle = s.indices().size() == 1 && world.isSingle();
            if (isOfSingle) {
                refuseOutside(i >= whole.v().length, "input " + (i + 1));
                return Value.of(1, whole.v().length, whole.v()).column(i);
            }
            if (s.indices().size() != 2) {
                throw new Unknown(s.letter() + " with one index: which weight is it?");
            }
            int k = index(1);
            refuseOutside(i >= whole.rows() || k < 0 || k >= whole.cols(), "weight " + (i + 1) + ", " + (k + 1));
            return whole.entry(i, k);
        }
        if (!s.what().isVector()) {
            throw new Unknown(s.letter() + " has no indices");
        }
        boolean isRow = notation.isRow(s.what()) != (s.what() == Quantity.DELTA && notation.hasRowDelta());
        refuseOutside(i >= (isRow ? whole.cols() : whole.rows()), "neuron " + (i + 1));
        return isRow ? whole.column(i) : whole.row(i);
    }

    private void refuseOutside(boolean isBeyond, String what) {
        if (isBeyond || index(0) < 0) {
            String message = "an index runs beyond its layer: there is no " + what;
            throw s.indices().stream().anyMatch(Place::isNumber) ? new Nowhere(message) : new Misfit(message);
        }
    }

    private Value whole() {
        return switch (s.what()) {
            case COST -> cost();
            case W -> notation.has(Convention.FROM_TO) ? world.w(layer()).transpose() : world.w(layer());
            case B -> {
                if (notation.has(Convention.NO_BIASES)) {
                    throw new Misfit("there are no biases");
                }
                yield notation.isRow(Quantity.B) ? world.b(layer()).transpose() : world.b(layer());
            }
            case Z -> turned(ofExample(world.z(layer())));
            case A -> turned(ofExample(world.a(layer())));
            case X -> turned(ofExample(world.a(0)));
            case Y -> turned(ofExample(world.y()));
            case DELTA -> {
                Value delta = turned(ofExample(world.delta(layer())));
                yield notation.hasRowDelta() ? delta.transpose() : delta;
            }
            case RATE -> Value.of(World.RATE);
            case LAMBDA -> Value.of(world.lambda());
            case EXAMPLES -> Value.of(world.examples());
            case SIZE -> Value.of(world.a(layer()).rows());
            case UPDATE ->
                new Derivative(world, env)
                        .of(Formula.symbol(Symbol.of(Quantity.COST, "C")), Formula.symbol(weights()))
                        .times(-World.RATE);
            case VARIABLE -> {
                Value value = Value.of(world.variable(s.letter()));
                yield world.isVaried(Quantity.VARIABLE, s.letter(), 0) ? value.varied(0) : value;
            }
            case KRONECKER -> Value.of(index(0) == index(1) ? 1 : 0);
            case ONES -> Value.ones(world.examples(), 1);
            case UNKNOWN -> throw new Unknown("what does " + s.letter() + " stand for?");
        };
    }

    private Symbol weights() {
        return new Symbol(Quantity.W, s.letter(), s.layer(), List.of(), null);
    }

    private Value cost() {
        if (s.example() == World.EACH) {
            return world.cost(env, true);
        }
        Integer t = example();
        return t == null ? world.cost(env) : world.example(t).cost(env);
    }

    private Value turned(Value columns) {
        return notation.has(Convention.ROWS) ? columns.transpose() : columns;
    }

    private Value ofExample(Value all) {
        Integer t = example();
        return t == null || all.cols() == 1 ? all : all.column(t);
    }

    /** The layer in the world, from 0, that an author's letter or number means; the last if none is written. */
    int layer() {
        if (s.layer() == null) {
            if (world.depth() > 1 && !s.what().isOfNeurons()) {
                throw new Unknown("of which layer is " + s.letter() + "?");
            }
            return world.depth();
        }
        boolean leadsOn = s.what().isParameter() || s.what() == Quantity.UPDATE;
        int layer = s.layer().in(env) - world.first() + (leadsOn ? notation.leadsOn() : 0);
        int least = s.what() == Quantity.A || s.what() == Quantity.SIZE ? 0 : 1;
        if (layer < least || layer > world.depth()) {
            throw new Nowhere(
                    "there is no " + s.letter() + " of layer " + s.layer().in(env));
        }
        return layer;
    }

    /** From 0; null if it is of all. */
    Integer example() {
        if (s.example() == null) {
            return env.get(World.EXAMPLE);
        }
        int t = s.example().isNumber()
                ? Math.max(0, s.example().offset() - 1)
                : s.example().in(env);
        if (t < 0 || t >= world.examples()) {
            throw new Nowhere("there is no example " + (t + 1));
        }
        return t;
    }

    /** The number of a neuron, from 0. */
    int index(int position) {
        Place place = s.indices().get(position);
        return place.isNumber() ? place.offset() - env.getOrDefault(World.FIRST_NEURON, 1) : place.in(env);
    }

    // Letters that the text defines

    private Value defined(Definition definition) {
        Value value = world.of(definition.formula(), inside(definition.symbol()));
        int row = s.indices().size() == 1 ? index(0) : 0;
        return world.isVaried(Quantity.UNKNOWN, s.letter(), row) && value.isNumber() ? value.varied(0) : value;
    }

    /** The values of a definition's letters where it is used. */
    private Map<String, Integer> inside(Symbol defined) {
        Map<String, Integer> inner = new HashMap<>(env);
        if (inner.merge(DEPTH, 1, Integer::sum) > DEEPEST) {
            throw new Unknown(s.letter() + " is defined by itself");
        }
        boolean fits =
                defined.indices().size() == s.indices().size() && (defined.layer() == null) == (s.layer() == null);
        if (!fits) {
            throw new Unknown("what does " + s.letter() + " stand for with these indices?");
        }
        if (defined.layer() != null
                && !defined.layer().isFree()
                && defined.layer().in(env) != s.layer().in(env)) {
            throw new Unknown(s.letter() + " is defined for another layer");
        }
        put(defined.layer(), s.layer(), inner);
        for (int i = 0; i < defined.indices().size(); i++) {
            put(defined.indices().get(i), s.indices().get(i), inner);
        }
        put(defined.example(), s.example(), inner);
        return inner;
    }

    private void put(Place defined, Place used, Map<String, Integer> inner) {
        if (defined != null && used != null && defined.isFree()) {
            inner.put(defined.base(), used.in(env) - defined.offset());
        }
    }

    /** How far the index at a position may run. */
    int range(int position) {
        return switch (s.what()) {
            case UNKNOWN -> rangeOfDefined(position);
            case KRONECKER -> Integer.MAX_VALUE;
            case W, UPDATE -> {
                Value w = new SymbolValue(world, env, weights()).whole();
                yield s.indices().size() == 1 && world.isSingle()
                        ? w.v().length
                        : s.indices().size() == 2 && position == 1 ? w.cols() : w.rows();
            }
            case X -> world.a(0).rows();
            case Y -> world.y().rows();
            default -> world.a(layer()).rows();
        };
    }

    private int rangeOfDefined(int position) {
        Definition definition = notation.defined().get(s.letter());
        if (definition == null || definition.symbol().indices().size() <= position) {
            throw new Unknown("what does " + s.letter() + " stand for?");
        }
        Map<String, Integer> inner = new HashMap<>(env);
        put(definition.symbol().layer(), s.layer(), inner);
        String index = definition.symbol().indices().get(position).base();
        return Places.range(world, definition.formula(), index, inner);
    }
}
