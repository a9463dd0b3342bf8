package backprop.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Where a statement says something: the values of its free letters, which are layers, examples and neurons. */
final class Places {
    private static final int MOST = 4000;

    private final World world;
    private final Set<String> layers = new LinkedHashSet<>();
    private final Set<String> examples = new LinkedHashSet<>();
    private final Set<String> indices = new LinkedHashSet<>();
    private boolean isFromZero;

    private Places(World world) {
        this.world = world;
    }

    /** Every value of the letters that are free in a statement, in a world. */
    static List<Map<String, Integer>> of(World world, Formula left, Formula right) {
        Places free = new Places(world);
        free.note(left, Set.of(), true);
        free.note(right, Set.of(), true);
        return free.all(left, right);
    }

    private List<Map<String, Integer>> all(Formula left, Formula right) {
        examples.removeAll(layers);
        indices.removeAll(layers);
        examples.removeAll(indices);
        Map<String, Integer> start = world.env();
        if (isFromZero) {
            start.put(World.FIRST_NEURON, 0);
        }
        List<Map<String, Integer>> places = List.of(start);
        for (String layer : layers) {
            places = with(places, layer, world.first(), env -> world.last() + 1);
        }
        for (String example : examples) {
            places = with(places, example, 0, env -> world.examples());
            places.forEach(env -> env.put(World.EXAMPLE, env.get(example)));
        }
        for (String index : indices) {
            places = with(places, index, 0, env -> end(left, right, index, env));
        }
        return places;
    }

    private static List<Map<String, Integer>> with(
            List<Map<String, Integer>> places, String letter, int from, ToIntFunction<Map<String, Integer>> end) {
        List<Map<String, Integer>> more = new ArrayList<>();
        for (Map<String, Integer> env : places) {
            int until = end.applyAsInt(env);
            for (int i = from; i < until && more.size() < MOST; i++) {
                Map<String, Integer> one = new HashMap<>(env);
                one.put(letter, i);
                more.add(one);
            }
        }
        return more;
    }

    private int end(Formula left, Formula right, String index, Map<String, Integer> env) {
        try {
            int one = range(world, left, index, env);
            int other = range(world, right, index, env);
            return one == 0 ? other : other == 0 ? one : Math.min(one, other);
        } catch (Nowhere there) {
            return 0;
        } catch (Unknown itIsSaidWhenItIsComputed) {
            return 1;
        }
    }

    /**
     * Notes the free letters of a formula.
     *
     * @param bound letters of sums around it; a sum over examples binds x as well
     * @param hasIndices whether its indices run; at the ends of a matrix they only say how far
     */
    private void note(Formula f, Set<String> bound, boolean hasIndices) {
        Set<String> inner = new HashSet<>(bound);
        if (f.is(Kind.SERIES)) {
            inner.add(f.index());
            inner.add(!f.index().isEmpty() && world.notation().isOverExamples(f) ? "x" : f.index());
        }
        note(f.layer(), layers, bound);
        if (f.is(Kind.SYMBOL)) {
            Symbol s = f.symbol();
            note(s.example() == World.EACH ? null : s.example(), examples, bound);
            isFromZero |= s.indices().contains(Place.of(0));
            if (hasIndices) {
                s.indices().forEach(index -> note(index, indices, bound));
            }
        }
        boolean hasEnds = f.is(Kind.GRID) && (f.grid().isTall() || f.grid().isWide());
        for (Formula part : f.parts) {
            note(part, inner, hasIndices && !(hasEnds && part != f.part(0)));
        }
    }

    private static void note(Place place, Set<String> letters, Set<String> bound) {
        if (place != null && place.isFree() && !bound.contains(place.base())) {
            letters.add(place.base());
        }
    }

    /** How far an index runs: as far as every letter it stands at allows; 0 if it stands nowhere. */
    static int range(World world, Formula f, String index, Map<String, Integer> env) {
        int least = least(world, f, index, env);
        return least == Integer.MAX_VALUE ? 0 : least;
    }

    private static int least(World world, Formula f, String index, Map<String, Integer> env) {
        int least = Integer.MAX_VALUE;
        if (f.is(Kind.SERIES) && f.index().equals(index)) {
            return least;
        }
        if (f.is(Kind.SYMBOL)) {
            Symbol s = f.symbol();
            for (int i = 0; i < s.indices().size(); i++) {
                Place place = s.indices().get(i);
                if (place.base().equals(index)) {
                    least = Math.min(least, world.range(s, i, env) - Math.max(0, place.offset()));
                }
            }
            least = s.isOfExample(index) ? Math.min(least, world.examples()) : least;
        }
        for (Formula part : f.parts) {
            least = Math.min(least, least(world, part, index, env));
        }
        return least;
    }
}
