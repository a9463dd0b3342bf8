package backprop.formula;

import backprop.formula.Formula.Kind;
import backprop.formula.Place.Unknown;
import backprop.formula.Value.Misfit;
import backprop.formula.World.Nowhere;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A step of descent: w ← w − η∂C/∂w.
 *
 * @param parameter what is updated
 * @param step what is added to it
 */
record Update(Formula parameter, Formula step) {
    /** Where the step leads. */
    enum Direction {
        DOWN,
        UP,
        OTHER,
        UNKNOWN
    }

    /** Whether the same letter stands on both sides of an assignment, or with marks that count steps. */
    static boolean isOne(Statement s, List<Formula> sides) {
        if (sides.size() < 2 || !sides.get(0).is(Kind.SYMBOL)) {
            return false;
        }
        String relation = s.relations().get(0);
        Symbol left = sides.get(0).symbol();
        boolean isAssigned = relation.equals("←") || relation.equals("→");
        Formula first = first(sides.get(1));
        boolean isSame = sides.get(1).is(Kind.SUM)
                && first.is(Kind.SYMBOL)
                && first.symbol().letter().charAt(0) == left.letter().charAt(0)
                && first.symbol().what() == left.what();
        boolean isStep = sides.size() == 2
                && sides.get(1).is(Kind.SUM)
                && sides.get(1).has(Quantity.RATE)
                && (left.what() == Quantity.W || left.what() == Quantity.B)
                && sides.get(1)
                        .contains(f -> f.is(Kind.SYMBOL)
                                && f.symbol().what() == left.what()
                                && f.symbol().letter().equals(left.letter()));
        return isAssigned
                || isStep
                || isSame && (relation.equals("≔") || sides.get(1).has(Quantity.RATE) || first.equals(sides.get(0)));
    }

    private static Formula first(Formula sum) {
        return sum.is(Kind.SUM) ? sum.part(0) : sum;
    }

    /** Null if it is none of a weight or bias. */
    static Update of(List<Formula> sides) {
        Symbol left = sides.get(0).symbol();
        boolean isParameter = left.what() == Quantity.W || left.what() == Quantity.B;
        if (!isParameter || !sides.get(1).is(Kind.SUM)) {
            return null;
        }
        UnaryOperator<Symbol> unmarked = s -> s.what() == left.what() ? unmarked(s) : s;
        List<Formula> rest =
                new ArrayList<>(sides.get(1).parts.subList(1, sides.get(1).parts.size()));
        return new Update(Understood.map(sides.get(0), unmarked), Understood.map(Formula.sum(rest), unmarked));
    }

    /** Without what counts the steps: a single index, a layer that is none. */
    private static Symbol unmarked(Symbol s) {
        boolean isCounted = s.what() == Quantity.W && s.indices().size() == 1
                || s.what() == Quantity.B
                        && s.indices().size() == 1
                        && s.indices().get(0).base().matches("[ktn]");
        Symbol plain = isCounted ? s.indexed(List.of()) : s;
        boolean isStep = plain.layer() != null && plain.layer().base().matches("[tkn]");
        return (isStep ? plain.at(null) : plain).ofExample(null);
    }

    /** By the sign of its ratio to the gradient. */
    Direction direction(Worlds worlds) {
        Formula cost = Formula.symbol(Symbol.of(Quantity.COST, "C"));
        Formula gradient = Formula.of(Kind.DERIVATIVE, cost, parameter);
        if (step.has(Quantity.UPDATE) || step.has(Quantity.LAMBDA)) {
            return Direction.UNKNOWN;
        }
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        try {
            World world = worlds.of(List.of(parameter, step, gradient), false).get(0);
            for (Map<String, Integer> env : Claim.places(world, step, gradient)) {
                try {
                    Value moved = world.of(step, env);
                    Value slope = world.of(gradient, env);
                    if (!moved.hasShapeOf(slope)) {
                        return Direction.OTHER;
                    }
                    for (int i = 0; i < slope.v().length; i++) {
                        double ratio = moved.v()[i] / slope.v()[i];
                        least = Math.min(least, ratio);
                        most = Math.max(most, ratio);
                    }
                } catch (Nowhere there) {
                    continue;
                }
            }
        } catch (Unknown e) {
            return Direction.UNKNOWN;
        } catch (Misfit e) {
            return Direction.OTHER;
        }
        boolean isConstant = most - least <= 1e-7 * Math.max(Math.abs(least), Math.abs(most));
        return !(least <= most)
                ? Direction.UNKNOWN
                : !isConstant ? Direction.OTHER : most < 0 ? Direction.DOWN : Direction.UP;
    }
}
