package backprop.formula;

import backprop.formula.World.Nudge;
import java.util.Map;

/** ∂X/∂Y by nudges: a number's has the shape of the variable, a column's by a column is its Jacobian. */
final class Derivative {
    private final World world;
    private final Notation notation;
    private final Map<String, Integer> env;

    Derivative(World world, Map<String, Integer> env) {
        this.world = world;
        this.env = env;
        notation = world.notation();
    }

    Value of(Formula of, Formula by) {
        if (!by.is(Kind.SYMBOL)) {
            throw new Unknown("a derivative by " + by + " is not judged");
        }
        Symbol s = by.symbol();
        if (world.given() != null) {
            boolean isLast = s.layer() == null || s.layer().in(env) == world.last();
            return world.given().derivative(of, s, isLast);
        }
        boolean isVariable = s.what() == Quantity.VARIABLE;
        if ((isVariable || s.what() == Quantity.UNKNOWN) && of.contains(f -> f.isCallOf(s.letter()))) {
            return slope(of, Nudge.of(Quantity.UNKNOWN, s.letter()));
        }
        if (isVariable) {
            boolean isLeibniz = of.is(Quantity.VARIABLE) && !of.equals(by); // as if all followed one of them
            return isLeibniz
                    ? Value.of(rate(of.symbol()) / rate(s))
                    : slope(of, Nudge.of(Quantity.VARIABLE, s.letter()));
        }
        if (s.what() == Quantity.UNKNOWN && notation.defined().containsKey(s.letter()) && s.layer() == null) {
            return byDefined(of, s);
        }
        if (s.what() == Quantity.DELTA || !s.what().isLayered() && s.what() != Quantity.X) {
            throw new Unknown("a derivative by " + s.letter() + " is not judged");
        }
        Value variable = new Meaning(world, env).of(by); // refuses what does not exist
        return s.isWhole() ? byWhole(of, s, variable) : byEntry(of, s);
    }

    private double rate(Symbol variable) {
        return world.number("d" + variable.letter(), 0.5, 1.5);
    }

    private Value byDefined(Formula of, Symbol s) {
        if (of.has(Quantity.COST) && !notation.has(Convention.OWN_COST)) {
            throw new Unknown("how does the cost depend on " + s.letter() + "?");
        }
        int row = s.indices().size() == 1 ? new SymbolValue(world, env, s).index(0) : 0;
        return slope(of, new Nudge(Quantity.UNKNOWN, s.letter(), 0, row, 0));
    }

    private Value byEntry(Formula of, Symbol s) {
        SymbolValue place = new SymbolValue(world, env, s);
        int i = place.index(0);
        if (s.what() == Quantity.W && s.indices().size() == 1) {
            return slope(of, nudge(s, 0, i));
        }
        int k = s.what() == Quantity.W ? place.index(1) : example(s);
        boolean isTurned = s.what() == Quantity.W && notation.has(Convention.FROM_TO);
        return slope(of, nudge(s, isTurned ? k : i, isTurned ? i : k));
    }

    private Value byWhole(Formula of, Symbol s, Value variable) {
        Value value = new Meaning(world, env).of(of);
        if (value.isNumber()) {
            double[] v = new double[variable.v().length];
            for (int n = 0; n < v.length; n++) {
                v[n] = slope(of, nudge(s, variable, n)).v()[0];
            }
            Value gradient = Value.of(variable.rows(), variable.cols(), v);
            return notation.isRow(Formula.symbol(s)) ? gradient.transpose() : gradient;
        }
        if (!value.isVector() || !variable.isVector()) {
            throw new Misfit("∂" + of + "/∂" + Formula.symbol(s) + " has more than two indices");
        }
        int rows = value.v().length;
        int cols = variable.v().length;
        double[] v = new double[rows * cols];
        for (int n = 0; n < cols; n++) {
            double[] slopes = slope(of, nudge(s, variable, n)).v();
            for (int i = 0; i < rows; i++) {
                v[i * cols + n] = slopes[i];
            }
        }
        Value jacobian = Value.of(rows, cols, v);
        return notation.has(Convention.JACOBIAN_TRANSPOSED) ? jacobian.transpose() : jacobian;
    }

    /** That of the n-th number of a variable as its author writes it. */
    private Nudge nudge(Symbol s, Value variable, int n) {
        boolean isWeight = s.what() == Quantity.W;
        boolean isTurned = isWeight ? notation.has(Convention.FROM_TO) : notation.isRow(s.what());
        int i = n / variable.cols();
        int k = n % variable.cols();
        boolean isOne = !isWeight && (isTurned ? variable.rows() : variable.cols()) == 1;
        int col = isTurned ? i : k;
        return nudge(s, isTurned ? k : i, isOne ? example(s) : col);
    }

    private Nudge nudge(Symbol s, int row, int col) {
        boolean isInput = s.what() == Quantity.X;
        int layer = isInput ? 0 : new SymbolValue(world, env, s).layer();
        return new Nudge(isInput ? Quantity.A : s.what(), "", layer, row, col);
    }

    /** The column of the example whose quantity is varied. */
    private int example(Symbol s) {
        Integer t = new SymbolValue(world, env, s).example();
        return t == null || s.what() == Quantity.B ? 0 : t;
    }

    private Value slope(Formula of, Nudge by) {
        return world.nudged(by).of(of, env).slope();
    }
}
