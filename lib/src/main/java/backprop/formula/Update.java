package backprop.formula;

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
        Symbol left = sides.get(0).symbol();
        Formula right = sides.get(1);
        String relation = s.relations().get(0);
        boolean isAssigned = relation.equals("←") || relation.equals("→");
        boolean isSum = right.is(Kind.SUM);
        boolean isStep = isSum
                && sides.size() == 2
                && right.has(Quantity.RATE)
                && left.what().isParameter()
                && right.has(w -> w.what() == left.what() && w.letter().equals(left.letter()));
        boolean isSame = isSum
                && right.part(0).is(left.what())
                && right.part(0).symbol().letter().charAt(0) == left.letter().charAt(0)
                && (relation.equals("≔")
                        || right.has(Quantity.RATE)
                        || right.part(0).equals(sides.get(0)));
        return isAssigned || isStep || isSame;
    }

    /** Null if it is none of a weight or bias. */
    static Update of(List<Formula> sides) {
        Symbol left = sides.get(0).symbol();
        if (!left.what().isParameter() || !sides.get(1).is(Kind.SUM)) {
            return null;
        }
        List<Formula> terms = sides.get(1).parts;
        boolean isEntry = left.indices().size() == 1
                && sides.get(1)
                        .has(s -> isOfNeurons(s, left.what(), left.indices().get(0)));
        UnaryOperator<Symbol> unmarked = s -> s.what() == left.what() && !isEntry ? unmarked(s) : s;
        return new Update(
                sides.get(0).mapSymbols(unmarked),
                Formula.sum(terms.subList(1, terms.size())).mapSymbols(unmarked));
    }

    /** Whether an index of a parameter counts neurons: another quantity has it, too, or the parameter has another letter. */
    private static boolean isOfNeurons(Symbol s, Quantity parameter, Place index) {
        boolean isOther = s.indices().size() == 1 && !s.indices().get(0).base().equals(index.base());
        return s.what() == parameter ? isOther : s.hasIndex(index.base());
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
            for (Map<String, Integer> env : Places.of(world, step, gradient)) {
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
                : !isConstant
                        ? (step.has(Quantity.UNKNOWN) ? Direction.UNKNOWN : Direction.OTHER)
                        : most < 0 ? Direction.DOWN : Direction.UP;
    }
}
