package backprop.formula;

import backprop.formula.Readings.Reading;
import backprop.internal.LongRun;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
     */
    record Finding(Outcome outcome, String why) {
        boolean isRight() {
            return outcome == Outcome.RIGHT;
        }
    }

    private static final String EMPTY = "networks of 2 to 4 layers have no layer or neuron that fits all its indices";
    private static final double SAME = 1e-7;
    private static final int SAMPLE = 15;

    /** A claim with the products that shapes allow; or the problem, if there are none or several. */
    record Resolved(Claim claim, Finding problem) {
        private static Resolved problem(Outcome outcome, String why) {
            return new Resolved(null, new Finding(outcome, why));
        }
    }

    /** What two sides claim, decided where both have a meaning first. */
    static Resolved resolved(Formula left, Formula right, List<World> worlds) {
        LongRun.endIfInterrupted("judging a derivation");
        String misfit = null;
        String unknown = null;
        for (World world : worlds) {
            for (Map<String, Integer> env : Places.of(world, left, right)) {
                try {
                    List<Reading> one = new Readings(world).all(left, env);
                    List<Reading> other = new Readings(world).all(right, env);
                    List<Claim> fitting = fitting(one, other);
                    if (fitting.size() > 1) {
                        return Resolved.problem(
                                Outcome.AMBIGUOUS,
                                "it may mean " + text(fitting.get(0), fitting.get(1)) + ", and the two differ");
                    }
                    if (fitting.size() == 1) {
                        return new Resolved(fitting.get(0), null);
                    }
                    misfit = shapes(one.get(0).value(), other.get(0).value());
                } catch (Nowhere there) {
                    continue;
                } catch (Misfit e) {
                    misfit = e.getMessage();
                } catch (Unknown e) {
                    unknown = e.getMessage();
                }
            }
        }
        return unknown != null
                ? Resolved.problem(Outcome.UNKNOWN, unknown)
                : misfit != null ? Resolved.problem(Outcome.MISFIT, misfit) : Resolved.problem(Outcome.EMPTY, EMPTY);
    }

    /** Pairs of readings of one shape; a diagonal for its Jacobian only if nothing else fits. */
    private static List<Claim> fitting(List<Reading> one, List<Reading> other) {
        List<Claim> fitting = new ArrayList<>();
        for (Reading a : one) {
            for (Reading b : other) {
                if (a.value().hasShapeOf(b.value())) {
                    fitting.add(new Claim(a.formula(), b.formula()));
                }
            }
        }
        List<Claim> plain = fitting.stream()
                .filter(c -> !Formula.any(List.of(c.left, c.right), f -> f.is(Kind.SLOPES)))
                .toList();
        return plain.isEmpty() ? fitting : plain;
    }

    private static String shapes(Value a, Value b) {
        return "the left side is " + a.shape() + ", the right side " + b.shape();
    }

    private static String text(Claim one, Claim other) {
        return one.left.equals(other.left) ? one.right + " or " + other.right : one.left + " or " + other.left;
    }

    /** Tries it everywhere. */
    Finding on(List<World> worlds) {
        return tried(worlds, false, false, place -> true);
    }

    /** Whether it is right, without saying where it is not. */
    boolean holds(List<World> worlds) {
        return tried(worlds, true, false, place -> true).isRight();
    }

    /** Whether it is right at some places, and says more there than that 0 is 0. */
    boolean isBorneOut(List<World> worlds) {
        return tried(worlds, true, true, place -> true).isRight();
    }

    /** Whether it is right wherever two letters have different values. */
    boolean holdsBut(String one, String other, List<World> worlds) {
        return tried(worlds, true, false, place -> !place.getOrDefault(one, -1).equals(place.getOrDefault(other, -2)))
                .isRight();
    }

    private Finding tried(
            List<World> worlds, boolean isQuick, boolean isSample, Predicate<Map<String, Integer>> isAsked) {
        int tried = 0;
        double worst = 0;
        double largest = left.isNumber(0) || right.isNumber(0) ? 1 : 0;
        String why = "";
        for (World world : worlds) {
            List<Map<String, Integer>> places = Places.of(world, left, right);
            int step = isSample ? 1 + places.size() / SAMPLE : 1;
            for (int i = 0; i < places.size() && !(isQuick && worst > SAME); i += step) {
                if (!isAsked.test(places.get(i))) {
                    continue;
                }
                try {
                    Value a = world.of(left, places.get(i));
                    Value b = world.of(right, places.get(i));
                    boolean isUndefined = Double.isNaN(a.largest()) || Double.isNaN(b.largest());
                    if (world.isMirrored() && isUndefined) { // ln of a negative number
                        continue;
                    }
                    if (!a.hasShapeOf(b)) {
                        throw new Misfit(shapes(a, b));
                    }
                    tried++;
                    largest = Math.max(largest, a.largest());
                    double apart = a.apart(b);
                    if (apart > worst) {
                        worst = apart;
                        why = isQuick ? "" : difference(a, b, places.get(i), world);
                    }
                } catch (Nowhere there) {
                    continue;
                } catch (Misfit e) {
                    return new Finding(Outcome.MISFIT, e.getMessage());
                } catch (Unknown e) {
                    return new Finding(Outcome.UNKNOWN, e.getMessage());
                }
            }
        }
        if (tried == 0 || largest == 0) {
            return new Finding(Outcome.EMPTY, tried == 0 ? EMPTY : "both sides are 0 wherever they were tried");
        }
        return worst <= SAME ? new Finding(Outcome.RIGHT, "") : new Finding(Outcome.WRONG, why);
    }

    private boolean isLayer(String letter) {
        return Formula.any(
                List.of(left, right), f -> f.layer() != null && f.layer().base().equals(letter));
    }

    private String difference(Value a, Value b, Map<String, Integer> env, World world) {
        int worst = 0;
        for (int i = 0; i < a.v().length; i++) {
            worst = Math.abs(a.v()[i] - b.v()[i]) > Math.abs(a.v()[worst] - b.v()[worst]) ? i : worst;
        }
        String at = env.entrySet().stream()
                .filter(e -> !e.getKey().equals("L") && !e.getKey().startsWith("·"))
                .map(e -> e.getKey() + " = " + (e.getValue() + (isLayer(e.getKey()) ? 0 : 1)))
                .sorted()
                .reduce((x, y) -> x + ", " + y)
                .orElse("");
        String entry = a.v().length > 1 ? (at.isEmpty() ? "" : ", ") + "entry " + (worst + 1) : "";
        return "left " + Numbers.text(a.v()[worst], 4) + ", right "
                + Numbers.text(b.v()[worst], 4)
                + (at.isEmpty() && entry.isEmpty() ? "" : " at " + at + entry)
                + (world.depth() > 1 ? " of " + world.depth() + " layers" : "");
    }
}
