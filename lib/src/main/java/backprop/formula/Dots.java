package backprop.formula;

import backprop.formula.Formula.Function;
import backprop.formula.Formula.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** The factors that ⋯ stands for in a product over layers: those between what is written before and behind it. */
final class Dots {
    private Dots() {}

    static Formula filled(Formula chain, World world, Map<String, Integer> env) {
        List<?> signs = (List<?>) chain.leaf;
        int at = -1;
        for (int i = 0; i < signs.size(); i++) {
            at = signs.get(i).toString().startsWith("⋯") ? i : at;
        }
        if (at < 0) {
            return chain;
        }
        int n = chain.parts.size();
        int most = Math.min(6, n);
        for (int period = 1; period <= most; period++) {
            for (int part = period; part >= 1; part--) {
                boolean fullBehind = at + 1 + period <= n && at + 1 - part >= 0;
                if (fullBehind) {
                    Integer step = step(chain, at + 1 - part, at + 1 + period - part, part, env);
                    if (step != null) {
                        refuseTurned(step, step(chain, at + 1 - part, at + 1 + period - part, part, far(env)));
                        return backwards(chain, at, period, step, env);
                    }
                }
                for (int phase = 0; phase < period; phase++) {
                    int compared = Math.min(part, period - phase);
                    boolean fullBefore = at + 1 - period >= 0 && at + 1 + compared <= n;
                    int full = at + 1 - period;
                    Integer step = fullBefore ? step(chain, full + phase, at + 1, compared, env) : null;
                    if (step != null) {
                        refuseTurned(step, step(chain, full + phase, at + 1, compared, far(env)));
                        return onwards(chain, at, full, period, phase, step, env);
                    }
                }
            }
        }
        throw new Value.Misfit("what stands for ⋯ is not the same from layer to layer");
    }

    /** In a network that is deep enough, dots lead one way; where they would lead the other, there are too few layers. */
    private static void refuseTurned(int step, Integer inDeepNetwork) {
        if (step == 0 || inDeepNetwork != null && Integer.signum(step) != Integer.signum(inDeepNetwork)) {
            throw new World.Nowhere("too few layers for what is written");
        }
    }

    private static Map<String, Integer> far(Map<String, Integer> env) {
        Map<String, Integer> far = new HashMap<>(env);
        far.put("L", 1000);
        return far;
    }

    /** By how many layers some factors are before others of the same form; null if they have another. */
    private static Integer step(Formula chain, int from, int to, int count, Map<String, Integer> env) {
        Integer step = null;
        for (int i = 0; i < count; i++) {
            List<Integer> steps = new ArrayList<>();
            if (!compare(chain.part(from + i), chain.part(to + i), steps, env) || steps.isEmpty()) {
                return null;
            }
            for (int s : steps) {
                if (step != null && step != s) {
                    return null;
                }
                step = s;
            }
        }
        return step;
    }

    private static boolean compare(Formula one, Formula other, List<Integer> steps, Map<String, Integer> env) {
        if (one.kind != other.kind || one.parts.size() != other.parts.size()) {
            return false;
        }
        Place a = layer(one);
        Place b = layer(other);
        if ((a == null) != (b == null) || !withoutLayer(one).equals(withoutLayer(other))) {
            return false;
        }
        if (a != null) {
            steps.add(b.in(env) - a.in(env));
        }
        for (int i = 0; i < one.parts.size(); i++) {
            if (!compare(one.part(i), other.part(i), steps, env)) {
                return false;
            }
        }
        return true;
    }

    private static Place layer(Formula f) {
        return f.is(Kind.SYMBOL)
                ? f.symbol().layer()
                : f.is(Kind.CALL) ? f.function().layer() : null;
    }

    private static Object withoutLayer(Formula f) {
        return f.is(Kind.SYMBOL)
                ? f.symbol().at(null)
                : f.is(Kind.CALL) ? f.function().name() + f.function().primes() : String.valueOf(f.leaf);
    }

    /** What is written before the dots goes on, layer by layer, until what is written behind them would follow. */
    private static Formula onwards(
            Formula chain, int at, int full, int period, int phase, int step, Map<String, Integer> env) {
        List<Formula> between = new ArrayList<>();
        for (int k = 1; k <= Math.abs(step); k++) {
            for (int i = 0; i < (k == Math.abs(step) ? phase : period); i++) {
                between.add(shifted(chain.part(full + i), k * Integer.signum(step), env));
            }
        }
        return with(chain, at, between, i -> i % period == 0 ? -1 : full + i % period - 1);
    }

    /** The same with the layers that lead to what is written behind the dots. */
    private static Formula backwards(Formula chain, int at, int period, int step, Map<String, Integer> env) {
        List<Formula> between = new ArrayList<>();
        for (int k = Math.abs(step) - 1; k >= 1; k--) {
            for (int i = 0; i < period; i++) {
                between.add(shifted(chain.part(at + 1 + i), -k * Integer.signum(step), env));
            }
        }
        return with(chain, at, between, i -> i % period == 0 ? -1 : at + i % period);
    }

    /** The chain with factors for the dots, each behind the sign at a place of the chain, or the dots' own. */
    private static Formula with(Formula chain, int at, List<Formula> between, IntUnaryOperator signBefore) {
        List<?> signs = (List<?>) chain.leaf;
        String joint = signs.get(at).toString().substring(1);
        List<Formula> factors = new ArrayList<>(chain.parts.subList(0, at + 1));
        List<Object> all = new ArrayList<>(signs.subList(0, at));
        for (int i = 0; i < between.size(); i++) {
            factors.add(between.get(i));
            int place = signBefore.applyAsInt(i);
            all.add(place < 0 ? joint : signs.get(place));
        }
        factors.addAll(chain.parts.subList(at + 1, chain.parts.size()));
        all.add(joint);
        all.addAll(signs.subList(at + 1, signs.size()));
        return new Formula(Kind.CHAIN, List.copyOf(all), factors);
    }

    private static Formula shifted(Formula f, int by, Map<String, Integer> env) {
        Formula here = f;
        if (layer(f) != null) {
            Place place = Place.of(layer(f).in(env) + by);
            here = f.is(Kind.SYMBOL)
                    ? Formula.symbol(f.symbol().at(place))
                    : new Formula(
                            Kind.CALL,
                            new Function(f.function().name(), f.function().primes(), place),
                            f.parts);
        }
        List<Formula> parts =
                f.parts.stream().map(part -> shifted(part, by, env)).toList();
        return here.with(parts);
    }
}
