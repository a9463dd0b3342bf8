package backprop.formula;

import backprop.formula.Formula.Kind;
import backprop.formula.Place.Unknown;
import backprop.formula.Readings.Reading;
import backprop.formula.Value.Misfit;
import backprop.formula.World.Nowhere;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * That two formulas are equal, wherever both have a meaning: in every layer and for every index, on every network.
 *
 * @param left without chains, where shapes allow it
 * @param right the same
 */
record Claim(Formula left, Formula right) {
    /** What became of it. */
    enum Outcome {
        RIGHT,
        WRONG,
        /** The sides have no common shape. */
        MISFIT,
        /** What it says is not known here. */
        UNKNOWN,
        /** It speaks of nothing that there is. */
        EMPTY,
        AMBIGUOUS
    }

    /**
     * What was found.
     *
     * @param why a sentence, where it is not right
     * @param worst where the sides are farthest apart, relative to the larger; 0 if right
     * @param tried on how many networks, layers and indices
     */
    record Finding(Outcome outcome, String why, double worst, int tried) {
        boolean isRight() {
            return outcome == Outcome.RIGHT;
        }
    }

    private static final double SAME = 1e-7;
    private static final int MOST_PLACES = 4000;
    private static final int SAMPLE = 15;

    /** With the products that shapes allow; a finding instead, if there are none or several. */
    static Object resolved(Formula left, Formula right, List<World> worlds) {
        Misfit misfit = null;
        String unknown = null;
        for (World world : worlds) {
            for (Map<String, Integer> env : places(world, left, right)) {
                try {
                    List<Reading> one = new Readings(world).all(left, env);
                    List<Reading> other = new Readings(world).all(right, env);
                    List<Claim> fitting = new ArrayList<>();
                    for (Reading a : one) {
                        for (Reading b : other) {
                            if (a.value().hasShapeOf(b.value())) {
                                fitting.add(new Claim(a.formula(), b.formula()));
                            }
                        }
                    }
                    if (fitting.size() > 1) {
                        List<Claim> plain = fitting.stream()
                                .filter(c -> !c.left.contains(f -> f.is(Kind.SLOPES))
                                        && !c.right.contains(f -> f.is(Kind.SLOPES)))
                                .toList();
                        fitting = plain.isEmpty() ? fitting : plain;
                    }
                    if (fitting.size() > 1) {
                        return new Finding(
                                Outcome.AMBIGUOUS,
                                "it may mean " + text(fitting.get(0), fitting.get(1)) + ", and the two differ",
                                0,
                                0);
                    }
                    if (fitting.size() == 1) {
                        return fitting.get(0);
                    }
                    misfit = new Misfit("the left side is " + one.get(0).value().shape() + ", the right side "
                            + other.get(0).value().shape());
                } catch (Nowhere there) {
                    continue;
                } catch (Misfit e) {
                    misfit = e;
                } catch (Unknown e) {
                    unknown = e.getMessage();
                }
            }
        }
        return unknown != null
                ? new Finding(Outcome.UNKNOWN, unknown, 0, 0)
                : misfit != null
                        ? new Finding(Outcome.MISFIT, misfit.getMessage(), Double.POSITIVE_INFINITY, 0)
                        : new Finding(Outcome.EMPTY, "it speaks of no layer or index that there is", 0, 0);
    }

    private static String text(Claim one, Claim other) {
        boolean leftDiffers = !one.left.equals(other.left);
        Formula a = leftDiffers ? one.left : one.right;
        Formula b = leftDiffers ? other.left : other.right;
        return a + " or " + b;
    }

    /** Tries it everywhere. */
    Finding on(List<World> worlds) {
        int tried = 0;
        double worst = 0;
        String why = "";
        for (World world : worlds) {
            for (Map<String, Integer> env : places(world, left, right)) {
                try {
                    Value a = world.of(left, env);
                    Value b = world.of(right, env);
                    if (!a.hasShapeOf(b)) {
                        throw new Misfit("the left side is " + a.shape() + ", the right side " + b.shape());
                    }
                    tried++;
                    double apart = apart(a, b);
                    if (!(apart <= worst)) {
                        worst = apart;
                        why = difference(a, b, env, world);
                    }
                } catch (Nowhere there) {
                    continue;
                } catch (Misfit e) {
                    return new Finding(Outcome.MISFIT, e.getMessage(), Double.POSITIVE_INFINITY, tried);
                } catch (Unknown e) {
                    return new Finding(Outcome.UNKNOWN, e.getMessage(), 0, tried);
                }
            }
        }
        return tried == 0
                ? new Finding(Outcome.EMPTY, "it speaks of no layer or index that there is", 0, 0)
                : worst <= SAME
                        ? new Finding(Outcome.RIGHT, "", worst, tried)
                        : new Finding(Outcome.WRONG, why, worst, tried);
    }

    /** Whether it is right, without saying where it is not. */
    boolean holds(List<World> worlds) {
        return holds(worlds, false);
    }

    /** Whether it is right at some places, and says more there than that 0 is 0. */
    boolean isBorneOut(List<World> worlds) {
        return holds(worlds, true);
    }

    private boolean holds(List<World> worlds, boolean isSample) {
        int tried = 0;
        double largest = left.isNumber(0) || right.isNumber(0) ? 1 : 0;
        for (World world : worlds) {
            List<Map<String, Integer>> places = places(world, left, right);
            int step = isSample ? 1 + places.size() / SAMPLE : 1;
            for (int i = 0; i < places.size(); i += step) {
                Map<String, Integer> env = places.get(i);
                try {
                    Value a = world.of(left, env);
                    Value b = world.of(right, env);
                    if (!a.hasShapeOf(b) || !(apart(a, b) <= SAME)) {
                        return false;
                    }
                    tried++;
                    largest = Math.max(largest, a.largest());
                } catch (Nowhere there) {
                    continue;
                } catch (Misfit | Unknown e) {
                    return false;
                }
            }
        }
        return tried > 0 && (largest > 0 || !isSample);
    }

    private static double apart(Value a, Value b) {
        double scale = Math.max(Math.max(a.largest(), b.largest()), 1e-9);
        double apart = 0;
        for (int i = 0; i < a.v().length; i++) {
            double off = Math.abs(a.v()[i] - b.v()[i]) / scale;
            apart = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(apart, off);
        }
        return apart;
    }

    private static String difference(Value a, Value b, Map<String, Integer> env, World world) {
        int worst = 0;
        for (int i = 0; i < a.v().length; i++) {
            worst = Math.abs(a.v()[i] - b.v()[i]) > Math.abs(a.v()[worst] - b.v()[worst]) ? i : worst;
        }
        String at = env.entrySet().stream()
                .filter(e -> !e.getKey().equals("L") && !e.getKey().startsWith("·"))
                .map(e -> e.getKey() + " = " + (e.getValue() + (e.getKey().equals("l") ? 0 : 1)))
                .sorted()
                .reduce((x, y) -> x + ", " + y)
                .orElse("");
        String entry = a.v().length > 1 ? (at.isEmpty() ? "" : ", ") + "entry " + (worst + 1) : "";
        return "left " + backprop.text.Numbers.text(a.v()[worst], 4) + ", right "
                + backprop.text.Numbers.text(b.v()[worst], 4)
                + (at.isEmpty() && entry.isEmpty() ? "" : " at " + at + entry)
                + (world.depth() > 1 ? " of " + world.depth() + " layers" : "");
    }

    // Where letters stand for numbers

    /** Every value of the letters that are free in a statement, in a world. */
    static List<Map<String, Integer>> places(World world, Formula left, Formula right) {
        Set<String> layers = new LinkedHashSet<>();
        Set<String> indices = new LinkedHashSet<>();
        Set<String> examples = new LinkedHashSet<>();
        boolean[] fromZero = {false};
        for (Formula side : List.of(left, right)) {
            free(side, Set.of(), world, (kind, letter) -> {
                if (kind.equals("zero")) {
                    fromZero[0] = true;
                } else {
                    (kind.equals("layer") ? layers : kind.equals("index") ? indices : examples).add(letter);
                }
            });
        }
        indices.removeAll(layers);
        examples.removeAll(layers);
        examples.removeAll(indices);
        Map<String, Integer> start = world.env();
        if (fromZero[0]) {
            start.put("·first", 0);
        }
        List<Map<String, Integer>> places = new ArrayList<>(List.of(start));
        for (String layer : layers) {
            places = with(places, layer, world.first(), env -> world.last() + 1);
        }
        for (String example : examples) {
            places = with(places, example, 0, env -> world.examples());
            places.forEach(env -> env.put(World.EXAMPLE, env.get(example)));
        }
        for (String index : indices) {
            places = with(places, index, 0, env -> {
                try {
                    int one = Readings.range(world, left, index, env);
                    int other = Readings.range(world, right, index, env);
                    return one == 0 ? other : other == 0 ? one : Math.min(one, other);
                } catch (Nowhere there) {
                    return 0;
                } catch (Unknown itIsSaidWhenItIsComputed) {
                    return 1;
                }
            });
        }
        return places;
    }

    private interface End {
        int of(Map<String, Integer> env);
    }

    private static List<Map<String, Integer>> with(
            List<Map<String, Integer>> places, String letter, int from, End end) {
        List<Map<String, Integer>> more = new ArrayList<>();
        for (Map<String, Integer> env : places) {
            int until = end.of(env);
            for (int i = from; i < until && more.size() < MOST_PLACES; i++) {
                Map<String, Integer> one = new HashMap<>(env);
                one.put(letter, i);
                more.add(one);
            }
        }
        return more;
    }

    private static void free(Formula f, Set<String> bound, World world, BiConsumer<String, String> found) {
        Set<String> inner = bound;
        if (f.is(Kind.SERIES)) {
            inner = new LinkedHashSet<>(bound);
            inner.add((String) f.leaf);
            if (!f.leaf.equals("") && world.isOverExamples(f)) {
                inner.add("x");
            }
        }
        if (f.is(Kind.CALL)) {
            note(f.function().layer(), "layer", inner, found);
        }
        if (f.is(Kind.SYMBOL)) {
            Symbol s = f.symbol();
            note(s.layer(), "layer", inner, found);
            note(s.example() == World.EACH ? null : s.example(), "example", inner, found);
            s.indices().forEach(place -> note(place, "index", bound, found));
            if (s.indices().stream().anyMatch(place -> place.isNumber() && place.offset() == 0)) {
                found.accept("zero", "");
            }
        }
        boolean hasEnds = f.is(Kind.GRID) && (((Formula.Grid) f.leaf).isTall() || ((Formula.Grid) f.leaf).isWide());
        for (Formula part : f.parts) {
            boolean isEnd =
                    hasEnds && part != f.part(0); // its letters say how far indices run, and do not run themselves
            free(
                    part,
                    inner,
                    world,
                    isEnd
                            ? (kind, letter) -> {
                                if (!kind.equals("index")) {
                                    found.accept(kind, letter);
                                }
                            }
                            : found);
        }
    }

    private static void note(Place place, String kind, Set<String> bound, BiConsumer<String, String> found) {
        if (place != null && place.isFree() && !bound.contains(place.base())) {
            found.accept(kind, place.base());
        }
    }
}
