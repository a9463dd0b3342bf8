package backprop.formula;

import backprop.formula.Claim.Finding;
import backprop.formula.Claim.Outcome;
import backprop.formula.Convention.Group;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was found of pairs of sides, each once under all conventions that it depends on. */
final class Findings {
    private static final Set<Group> OF_COST = EnumSet.of(Group.COST, Group.EXAMPLES, Group.PENALTY);
    private static final Set<Group> OF_WEIGHT = EnumSet.of(Group.WEIGHTS, Group.LAYER);
    private static final Set<Group> ALWAYS = EnumSet.of(Group.ACTIVATION, Group.OUTPUT, Group.NEURONS);

    /** All that decides whether two sides are equal. */
    private record Key(Formula left, Formula right, Map<Group, Convention> agreed, boolean isNarrow, Formula cost) {
        static Key of(Formula left, Formula right, Worlds worlds) {
            Notation n = worlds.notation();
            Set<Group> groups = EnumSet.copyOf(ALWAYS);
            left.visit(f -> add(f, groups));
            right.visit(f -> add(f, groups));
            Map<Group, Convention> agreed = new EnumMap<>(n.agreed());
            agreed.keySet().retainAll(groups);
            return new Key(left, right, agreed, worlds.isNarrow(), groups.contains(Group.COST) ? n.cost() : null);
        }

        private static void add(Formula f, Set<Group> groups) {
            if (f.is(Kind.DERIVATIVE)) {
                groups.add(Group.GRADIENT);
            } else if (f.is(Kind.SERIES)) {
                groups.add(Group.INPUT);
            } else if (f.is(Kind.SYMBOL)) {
                add(f.symbol(), groups);
            }
        }

        private static void add(Symbol s, Set<Group> groups) {
            switch (s.what()) {
                case COST, DELTA -> {
                    groups.addAll(OF_COST);
                    groups.addAll(EnumSet.of(Group.DELTA, Group.GRADIENT));
                }
                case UPDATE -> {
                    groups.addAll(OF_COST);
                    groups.addAll(OF_WEIGHT);
                }
                case W -> groups.addAll(OF_WEIGHT);
                case B -> groups.addAll(EnumSet.of(Group.LAYER, Group.BIASES));
                case Z, A -> groups.add(Group.BIASES);
                case UNKNOWN -> groups.addAll(EnumSet.allOf(Group.class));
                default -> {}
            }
            if (s.layer() != null) {
                groups.addAll(EnumSet.of(Group.INPUT, Group.BIASES));
            }
            if (s.what().isVector()) {
                groups.add(Group.VECTORS);
            }
        }
    }

    private final Map<Key, Boolean> first = new HashMap<>();
    private final Map<Key, Finding> whole = new HashMap<>();

    /** Whether two sides are equal on the first network, where they mean something. */
    boolean holdsAtFirst(Formula left, Formula right, Worlds worlds) {
        return first.computeIfAbsent(Key.of(left, right, worlds), key -> {
            List<World> one = worlds.first(List.of(left, right));
            Claim claim = Claim.resolved(left, right, one).claim();
            return claim != null && claim.isBorneOut(one);
        });
    }

    /** The first pair of sides that are not equal, or the last. */
    Finding worst(List<Formula> sides, Worlds worlds) {
        Finding last = new Finding(Outcome.RIGHT, "");
        for (int k = 1; k < sides.size() && last.isRight(); k++) {
            Formula left = sides.get(k - 1);
            Formula right = sides.get(k);
            last = whole.computeIfAbsent(Key.of(left, right, worlds), key -> {
                List<World> all = worlds.of(List.of(left, right), false);
                Claim.Resolved resolved = Claim.resolved(left, right, all);
                return resolved.claim() == null
                        ? resolved.problem()
                        : resolved.claim().on(all);
            });
        }
        return last;
    }

    boolean areEqual(List<Formula> sides, Worlds worlds) {
        return worst(sides, worlds).isRight();
    }
}
