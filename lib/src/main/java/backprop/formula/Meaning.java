package backprop.formula;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What formulas are worth in a world, where letters have values. */
final class Meaning {
    private final World world;
    private final Notation notation;
    private final Map<String, Integer> env;

    Meaning(World world, Map<String, Integer> env) {
        this.world = world;
        this.env = env;
        notation = world.notation();
    }

    Value of(Formula f) {
        return switch (f.kind) {
            case NUMBER -> Value.of(f.number());
            case SYMBOL -> new SymbolValue(world, env, f.symbol()).value();
            case SUM -> sum(f.parts);
            case NEGATIVE -> of(f.part(0)).negative();
            case CHAIN -> new Readings(world).first(f, env);
            case SCALED -> scaled(of(f.part(0)), of(f.part(1)));
            case MATRIX_PRODUCT -> of(f.part(0)).mult(of(f.part(1)));
            case ELEMENTWISE -> entrywise(of(f.part(0)), of(f.part(1)));
            case OUTER -> of(f.part(0)).mult(of(f.part(1)).transpose());
            case INNER ->
                f.part(1).is(Quantity.ONES)
                        ? of(f.part(0)).sum()
                        : entrywise(of(f.part(0)), of(f.part(1))).sum();
            case QUOTIENT -> of(f.part(0)).over(of(f.part(1)));
            case POWER -> power(of(f.part(0)), of(f.part(1)));
            case TRANSPOSE -> of(f.part(0)).transpose();
            case CALL -> call(f);
            case DERIVATIVE -> new Derivative(world, env).of(f.part(0), f.part(1));
            case SLOPES -> slopes(new Derivative(world, env).of(f.part(0), f.part(1)));
            case SERIES -> series(f);
            case NORM -> of(f.part(0)).squares().power(Value.of(0.5));
            case GRID -> new Ends(world, env, f).value();
        };
    }

    private static Value scaled(Value one, Value other) {
        if (!one.isNumber() && !other.isNumber()) {
            throw new Misfit("neither is a number");
        }
        return one.times(other);
    }

    private static Value entrywise(Value one, Value other) {
        if (!one.hasShapeOf(other)) {
            throw new Misfit("a " + one.shape() + " and a " + other.shape() + " matrix cannot be taken entry by entry");
        }
        return one.times(other);
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
    private Value sum(List<Formula> terms) {
        Value sum = null;
        boolean isConstant = true;
        for (Formula term : terms) {
            boolean isOnes = term.is(Quantity.ONES);
            boolean isNext = isOnes || !term.has(s -> s.what() != Quantity.VARIABLE);
            Value value = isOnes ? Value.of(1) : of(term);
            boolean isMixed = sum != null
                    && !sum.hasShapeOf(value)
                    && (value.isNumber() && !isNext || sum.isNumber() && !isConstant);
            if (isMixed) {
                throw new Misfit("a number cannot be added to a matrix");
            }
            sum = sum == null ? value : sum.spread(value).plus(value.spread(sum));
            isConstant &= isNext;
        }
        return sum;
    }

    // Functions

    private Value call(Formula f) {
        String name = f.function().name();
        Value argument = of(f.part(0));
        if (name.equals("diag")) {
            if (argument.cols() != 1 && argument.rows() != 1) {
                throw new Misfit("diag takes a vector");
            }
            return argument.onDiagonal();
        }
        boolean isAlone = world.given() != null && world.depth() == 0; // σ of a letter that is given
        Act act = Act.NAMED.getOrDefault(name, isAlone ? Act.SIGMOID : null);
        if (name.equals("softmax") || act == null && isSoftmax(f)) {
            boolean isOfRows = world.notation().has(Convention.ROWS);
            return isOfRows ? argument.transpose().softmax().transpose() : argument.softmax();
        }
        act = act == null ? activation(f) : act;
        for (int i = 0; i < f.function().primes(); i++) {
            act = act.derivative();
        }
        Value value = act.of(argument);
        return world.isVaried(Quantity.UNKNOWN, name, 0) && value.isNumber() ? value.varied(0) : value;
    }

    /** Whether a letter is the activation of a last layer that is a softmax. */
    private boolean isSoftmax(Formula f) {
        boolean isIt = f.function().name().length() == 1 && layerOf(f) != null && world.isSoftmax(activated(f));
        if (isIt && f.function().primes() > 0) {
            throw new Unknown("softmax has no derivative of one z alone");
        }
        return isIt;
    }

    private Act activation(Formula f) {
        Function function = f.function();
        if (function.name().length() > 1) {
            throw new Unknown(function.name() + " is not computed here");
        }
        int l = activated(f);
        boolean isItsLetter = function.name().equals(notation.function());
        boolean isOwn = function.name().equals("σ")
                || isItsLetter && notation.has(Convention.TANH)
                || isItsLetter
                        && notation.has(Convention.SIGMOID)
                        && !function.name().equals("f");
        return f.has(Quantity.VARIABLE) && !isOwn
                ? Act.any(Math.floorMod(function.name().hashCode() + world.seed(), 5))
                : world.act(l);
    }

    /** The layer whose activation a function is, from 1. */
    private int activated(Formula f) {
        Place layer = layerOf(f);
        int l = layer == null ? 1 : layer.in(env) - world.first();
        if (l < 1 || l > world.depth()) {
            throw new Nowhere("there is no activation of layer " + (l + world.first()));
        }
        return l;
    }

    /** The layer that is written at a function, or in its argument; null if none is. */
    static Place layerOf(Formula f) {
        return f.layer() != null ? f.layer() : layerIn(f.part(0));
    }

    private static Place layerIn(Formula f) {
        if (f.is(Kind.SYMBOL)) {
            return f.symbol().what().isVector() ? f.symbol().layer() : null;
        }
        return f.parts.stream()
                .map(Meaning::layerIn)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    // Sums over letters

    private Value series(Formula f) {
        String index = f.index();
        Formula body = f.part(0);
        if (index.isEmpty()) {
            return of(body).sum();
        }
        boolean isOverExamples = notation.isOverExamples(f);
        boolean isOverLayers = !isOverExamples && body.has(s -> s.isOfLayer(index));
        int from = isOverLayers ? world.first() : 0;
        int count = isOverExamples ? world.examples() : isOverLayers ? world.depth() + 1 : count(f);
        Map<String, Integer> inner = new HashMap<>(env);
        Value sum = null;
        for (int i = 0; i < count; i++) {
            inner.put(index, from + i);
            if (isOverExamples) {
                inner.put(World.EXAMPLE, i);
            }
            try {
                Value term = world.of(body, inner);
                sum = sum == null ? term : sum.plus(term);
            } catch (Nowhere there) {
                continue;
            }
        }
        return sum == null ? Value.of(0) : sum;
    }

    /** How often a sum's index runs: by its limits if they say it, else as far as what it stands at. */
    private int count(Formula f) {
        int range = Places.range(world, f.part(0), f.index(), env);
        if (f.parts.size() < 3) {
            return range;
        }
        Formula to = f.part(2);
        if (to.is(Kind.NUMBER)) {
            throw new Unknown("the sum ends at " + to + ", and no layer here has so many neurons by itself");
        }
        boolean isKnown = to.has(Quantity.SIZE) && !to.has(s -> s.what() != Quantity.SIZE);
        return isKnown ? (int) Math.round(of(to).v()[0] - of(f.part(1)).v()[0]) + 1 : range;
    }
}
