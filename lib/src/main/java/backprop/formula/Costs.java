package backprop.formula;

import java.util.Map;

/** What the outputs of a world cost, by its author's conventions. */
final class Costs {
    private final World world;
    private final Notation notation;
    private final Map<String, Integer> env;

    Costs(World world, Map<String, Integer> env) {
        this.world = world;
        this.env = env;
        notation = world.notation();
    }

    /** C of all examples, with what the weights cost. */
    Value all(boolean isSum) {
        Value cost = ofExamples(isSum);
        if (notation.has(Convention.PLAIN)) {
            return cost;
        }
        double share = notation.has(Convention.MEAN_REGULARISED) ? world.examples() : 1;
        for (int l = 1; l <= world.depth(); l++) {
            cost = cost.plus(world.w(l).squares().times(world.lambda() / 2 / share));
        }
        return cost;
    }

    private Value ofExamples(boolean isSum) {
        boolean isOfAll = notation.has(Convention.OWN_COST)
                && notation.cost().contains(f -> f.is(Kind.SERIES) && notation.isOverExamples(f));
        if (world.examples() == 1 || isOfAll && !isSum) {
            return own();
        }
        Value sum = ofExample(0);
        for (int t = 1; t < world.examples(); t++) {
            sum = sum.plus(ofExample(t));
        }
        return isSum ? sum : sum.times(1.0 / world.examples());
    }

    private Value ofExample(int t) {
        return new Costs(world.example(t), env).own();
    }

    /** C of one example. */
    private Value own() {
        Value a = world.a(world.depth());
        Value y = world.y();
        Value one = Value.of(1);
        return switch (notation.agreed().get(Convention.Group.COST)) {
            case HALF_SQUARES -> a.minus(y).squares().times(0.5);
            case SQUARES -> a.minus(y).squares();
            case MEAN_SQUARES -> a.minus(y).squares().times(1.0 / a.rows());
            case CROSS_ENTROPY -> {
                Value miss = one.minus(y).times(Act.LN.of(one.minus(a)));
                yield y.times(Act.LN.of(a)).plus(miss).sum().negative();
            }
            case SOFTMAX -> y.times(Act.LN.of(a)).sum().negative();
            default -> {
                Value own = world.of(notation.cost(), env);
                if (!own.isNumber()) {
                    throw new Misfit("the cost must be a number");
                }
                yield own;
            }
        };
    }
}
