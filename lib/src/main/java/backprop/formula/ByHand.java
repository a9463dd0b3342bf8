package backprop.formula;

import backprop.formula.Paper.Verdict;
import backprop.text.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An example computed by hand in a text: numbers that are given, and sides of equations that are numbers. Each is held against
 * the one before it, and against the network of the numbers that are given, if there is one neuron per layer and none is
 * missing. What is typed is known to half a unit of its last digit.
 */
final class ByHand {
    /** By how many units of its last digit a result may be off: it was computed with others that were rounded. */
    private static final int FEW = 8;

    private final World world; // null if numbers are missing

    ByHand(Notation notation, List<List<Formula>> text) {
        Map<Formula, Double> given = new HashMap<>();
        for (List<Formula> sides : text) {
            if (sides.size() == 2 && isGiven(sides.get(0)) && isNumber(sides.get(1))) {
                given.putIfAbsent(sides.get(0), value(sides.get(1)));
            }
        }
        world = world(notation, given);
    }

    private static boolean isGiven(Formula f) {
        return f.isSymbol(
                s -> s.isWhole() && (s.what().isParameter() || s.what() == Quantity.X || s.what() == Quantity.Y));
    }

    /** Null unless a weight, and a bias if there are any, is given for each layer, and x and y. */
    private static World world(Notation notation, Map<Formula, Double> given) {
        List<Value> w = new ArrayList<>();
        List<Value> b = new ArrayList<>();
        w.add(null);
        b.add(null);
        Value x = null;
        Value y = null;
        Map<List<Object>, Value> values = new HashMap<>();
        given.forEach((symbol, value) -> {
            Symbol s = symbol.symbol();
            int layer = s.layer() == null ? 0 : s.layer().isNumber() ? s.layer().offset() : -1;
            values.put(List.of(s.what(), layer), Value.of(value));
        });
        int first = (notation.has(Convention.INPUT_IS_1) ? 2 : 1) - notation.leadsOn();
        for (int l = first; values.containsKey(List.of(Quantity.W, l)); l++) {
            w.add(values.get(List.of(Quantity.W, l)));
            Value none = notation.has(Convention.NO_BIASES) ? Value.of(0) : null;
            b.add(values.getOrDefault(List.of(Quantity.B, l), none));
        }
        x = values.get(List.of(Quantity.X, 0));
        y = values.get(List.of(Quantity.Y, 0));
        boolean isWhole = w.size() > 1 && !b.subList(1, b.size()).contains(null) && x != null && y != null;
        return isWhole ? World.of(notation, w, b, x, y) : null;
    }

    // Numbers

    /** The sides before those that are numbers, or all if a claim is nothing but numbers or has whole ones. */
    static List<Formula> symbolic(List<Formula> sides) {
        int end = sides.size();
        while (end > 1 && isNumber(sides.get(end - 1))) {
            end--;
        }
        boolean isExample = sides.subList(end, sides.size()).stream().anyMatch(ByHand::hasDecimals);
        return end > 1 && isExample ? sides.subList(0, end) : sides;
    }

    private static boolean isNumber(Formula f) {
        return f.contains(g -> g.is(Kind.NUMBER))
                && !f.contains(g -> g.is(Kind.SYMBOL)
                        || g.is(Kind.DERIVATIVE)
                        || g.is(Kind.SERIES)
                        || g.is(Kind.GRID)
                        || g.is(Kind.CALL) && g.function().layer() != null);
    }

    private static boolean hasDecimals(Formula f) {
        return f.contains(g -> g.is(Kind.NUMBER) && unit(g) < 1);
    }

    /** One of the last digit that is typed; a whole number is exact, and has none. */
    private static double unit(Formula number) {
        double value = number.number();
        int digits = Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().scale()
                : 0;
        return digits <= 0 ? 1 : Math.pow(10, -digits);
    }

    private static double value(Formula f) {
        return World.ofNumbers().of(f, Map.of()).v()[0];
    }

    /**
     * How far a value may be from what is meant, since its numbers are rounded.
     *
     * @param result what it is said to be: who writes that to some digits has not rounded before to fewer
     */
    private static double rounding(Formula f, Formula result) {
        double coarsest = result.is(Kind.NUMBER) && !f.is(Kind.NUMBER) ? unit(result) : 1;
        double value = value(f);
        double[] sum = {1e-12 * Math.abs(value)};
        f.visit(leaf -> {
            if (leaf.is(Kind.NUMBER) && unit(leaf) < 1) {
                Formula moved =
                        f.map(g -> g == leaf ? Formula.number(g.number() + Math.min(unit(g), coarsest) / 2) : g);
                sum[0] += Math.abs(value(moved) - value);
            }
        });
        return sum[0];
    }

    // What is said

    /** What is said of a statement that is a letter and numbers, or numbers alone, or that has wrong ones; empty of others. */
    Optional<Paper.Row> row(Paper.Row row, List<Formula> sides) {
        int first = first(sides);
        boolean isExample = sides.subList(first, sides.size()).stream().anyMatch(ByHand::hasDecimals);
        boolean isLetter = first == 1
                && sides.size() > 1
                && sides.get(0).is(Kind.SYMBOL)
                && !sides.get(0).is(Quantity.COST);
        if (!isExample && !isLetter) {
            return Optional.empty();
        }
        try {
            for (int k = first + 1; k < sides.size(); k++) {
                Formula one = sides.get(k - 1);
                Formula other = sides.get(k);
                double rounding = rounding(one, other) + rounding(other, one);
                if (!(Math.abs(value(one) - value(other)) <= rounding)) {
                    return Optional.of(row.said(Verdict.WRONG, one + " is " + Numbers.text(value(one), 4)));
                }
            }
            return first == 0
                    ? Optional.of(row.said(Verdict.RIGHT, ""))
                    : first == 1 ? Optional.of(ofNetwork(row, sides)) : Optional.empty();
        } catch (Misfit | Unknown | Nowhere e) {
            return Optional.of(row.said(Verdict.UNJUDGED, e.getMessage()));
        }
    }

    /** The first side from which on all are numbers. */
    private static int first(List<Formula> sides) {
        int first = sides.size();
        while (first > 0 && isNumber(sides.get(first - 1))) {
            first--;
        }
        return first;
    }

    /** What is said of a right statement, or of a letter alone, by the numbers that it ends in. */
    Paper.Row ofNetwork(Paper.Row row, List<Formula> sides) {
        Formula left = sides.get(0);
        Formula number = sides.get(sides.size() - 1);
        boolean isClaim = first(sides) > 1;
        if (!isNumber(number) || isClaim && world == null) {
            return row;
        }
        if (world == null || isGiven(left)) {
            return row.said(Verdict.NO_CLAIM, sides.size() > 2 ? "numbers of an example, which agree" : "a number");
        }
        double expected = world.of(left, world.env()).v()[0];
        double unit = number.is(Kind.NUMBER) ? unit(number) : 2 * rounding(number, number);
        return Math.abs(expected - value(number)) > FEW * unit
                ? row.said(Verdict.WRONG, "with the numbers of the text it is " + Numbers.text(expected, 4))
                : isClaim ? row : row.said(Verdict.RIGHT, "");
    }
}
