package backprop.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * The factors that ⋯ stands for in a product over layers: those between what is written before and behind it. Some factors,
 * a period, come again from layer to layer; by how many layers, what is written on both sides tells.
 */
final class Dots {
    private static final int LONGEST = 6;

    private final Formula chain;
    private final Map<String, Integer> env;
    private final int n;
    /** The sign that the dots are, which is as well the factor before them. */
    private final int at;

    private Dots(Formula chain, Map<String, Integer> env) {
        this.chain = chain;
        this.env = env;
        n = chain.parts.size();
        int last = -1;
        for (int i = 0; i < n - 1; i++) {
            last = chain.signs().get(i).startsWith("⋯") ? i : last;
        }
        at = last;
    }

    static Formula filled(Formula chain, Map<String, Integer> env) {
        return chain.isElided() ? new Dots(chain, env).filled() : chain;
    }

    private Formula filled() {
        if (chain.signs().stream().filter(sign -> sign.startsWith("⋯")).count() > 1) {
            throw new Misfit("⋯ must stand once in a product");
        }
        int behind = at + 1;
        for (int period = shortest(); period <= Math.min(LONGEST, n); period++) {
            int full = behind - period;
            for (int part = period; part >= 1; part--) {
                Integer step = steps(behind - part, behind + period - part, part);
                if (step != null) {
                    return backwards(period, step);
                }
                for (int phase = 0; phase < period && full >= 0; phase++) {
                    step = steps(full + phase, behind, Math.min(part, period - phase));
                    if (step != null) {
                        return onwards(full, period, phase, step);
                    }
                }
            }
        }
        throw new Misfit("what stands for ⋯ is not the same from layer to layer");
    }

    /** How many factors of different form stand before the dots that come again behind them: D W ⋯ W D stands for D W D W. */
    private int shortest() {
        Set<Formula> behind = new HashSet<>();
        for (int i = at + 1; i < n; i++) {
            behind.add(withoutLayers(chain.part(i)));
        }
        int count = 0;
        while (count <= at
                && !layers(chain.part(at - count)).isEmpty()
                && behind.remove(withoutLayers(chain.part(at - count)))) {
            count++;
        }
        return Math.max(1, count);
    }

    /**
     * By how many layers some factors are before others of the same form; null if they have another. In a network that is
     * deep enough, dots lead one way; where they would lead the other, there are too few layers.
     */
    private Integer steps(int from, int to, int count) {
        Integer step = from < 0 || to + count > n ? null : step(from, to, count, env);
        if (step != null) {
            Map<String, Integer> deep = new HashMap<>(env);
            deep.put("L", 1000);
            Integer there = step(from, to, count, deep);
            if (step == 0 || there != null && Integer.signum(step) != Integer.signum(there)) {
                throw new Nowhere("too few layers for what is written");
            }
        }
        return step;
    }

    private Integer step(int from, int to, int count, Map<String, Integer> values) {
        Set<Integer> steps = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Formula one = chain.part(from + i);
            Formula other = chain.part(to + i);
            List<Place> here = layers(one);
            List<Place> there = layers(other);
            if (here.isEmpty()
                    || here.size() != there.size()
                    || !withoutLayers(one).equals(withoutLayers(other))) {
                return null;
            }
            for (int k = 0; k < here.size(); k++) {
                steps.add(there.get(k).in(values) - here.get(k).in(values));
            }
        }
        return steps.size() == 1 ? steps.iterator().next() : null;
    }

    private static List<Place> layers(Formula f) {
        List<Place> layers = new ArrayList<>();
        f.visit(part -> {
            if (part.layer() != null) {
                layers.add(part.layer());
            }
        });
        return layers;
    }

    private static Formula withoutLayers(Formula f) {
        return f.map(part -> part.layer() == null ? part : part.at(null));
    }

    /** What is written before the dots goes on, layer by layer, until what is written behind them would follow. */
    private Formula onwards(int full, int period, int phase, int step) {
        List<Formula> between = new ArrayList<>();
        for (int k = 1; k <= Math.abs(step); k++) {
            for (int i = 0; i < (k == Math.abs(step) ? phase : period); i++) {
                between.add(shifted(chain.part(full + i), k * Integer.signum(step)));
            }
        }
        return with(between, i -> i % period == 0 ? at : full + i % period - 1);
    }

    /** The same with the layers that lead to what is written behind the dots. */
    private Formula backwards(int period, int step) {
        List<Formula> between = new ArrayList<>();
        for (int k = Math.abs(step) - 1; k >= 1; k--) {
            for (int i = 0; i < period; i++) {
                between.add(shifted(chain.part(at + 1 + i), -k * Integer.signum(step)));
            }
        }
        return with(between, i -> at + i % period);
    }

    private Formula shifted(Formula f, int by) {
        return f.map(part ->
                part.layer() == null ? part : part.at(Place.of(part.layer().in(env) + by)));
    }

    /** The chain with factors for the dots, each behind the sign at a place of the chain. */
    private Formula with(List<Formula> between, IntUnaryOperator signBefore) {
        List<String> signs = new ArrayList<>(chain.signs().subList(0, at));
        for (int i = 0; i < between.size(); i++) {
            signs.add(chain.signs().get(signBefore.applyAsInt(i)));
        }
        signs.addAll(chain.signs().subList(at, n - 1));
        signs.replaceAll(sign -> sign.replace("⋯", ""));
        List<Formula> factors = new ArrayList<>(chain.parts);
        factors.addAll(at + 1, between);
        return Formula.chain(signs, factors);
    }
}
