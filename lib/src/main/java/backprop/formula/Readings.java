package backprop.formula;

import backprop.internal.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What products written side by side may mean: matrix products, entry by entry, inner or outer ones, in any order. Those
 * remain that fit the shapes, and of those that are always equal, one.
 */
final class Readings {
    private static final int MOST = 12;
    private static final double SAME = 1e-9;

    /** A formula without chains, and what it is worth. */
    record Reading(Formula formula, Value value) {}

    private final World world;

    Readings(World world) {
        this.world = world;
    }

    /** The only reading, tried as a statement is. */
    static Formula only(Formula f) {
        Claim.Resolved resolved =
                Claim.resolved(f, f, new Worlds(Notation.usual(), false, List.of()).of(List.of(f), false));
        if (resolved.claim() == null) {
            throw Require.broken(
                    "the formula", "have one meaning: " + resolved.problem().why(), f);
        }
        return resolved.claim().right();
    }

    /** The value of the first reading. */
    Value first(Formula f, Map<String, Integer> env) {
        return all(f, env).get(0).value();
    }

    /** All readings that differ in value, at least one. */
    List<Reading> all(Formula f, Map<String, Integer> env) {
        List<Reading> readings = new ArrayList<>();
        RuntimeException why = null;
        List<List<Formula>> parts = choices(f, env);
        for (List<Formula> chosen : parts) {
            try {
                if (f.is(Kind.CHAIN)) {
                    Formula chain = f.with(chosen);
                    boolean isElided = f.isElided(); // other factors in another network
                    chain(chain, env).forEach(r -> add(readings, isElided ? new Reading(chain, r.value()) : r));
                } else {
                    Formula g = f.with(chosen);
                    Value value = world.of(g, env);
                    add(readings, new Reading(g, value));
                    if (f.is(Kind.DERIVATIVE) && value.diagonal() != null) {
                        add(readings, new Reading(new Formula(Kind.SLOPES, null, chosen), value.diagonal()));
                    }
                }
            } catch (Misfit | Unknown e) {
                why = e;
            }
        }
        if (readings.isEmpty()) {
            throw why == null ? new Misfit("no reading fits") : why;
        }
        return readings;
    }

    /** Every choice of readings of the parts. */
    private List<List<Formula>> choices(Formula f, Map<String, Integer> env) {
        List<List<Formula>> choices = new ArrayList<>(List.of(List.of()));
        for (Formula part : f.parts) {
            boolean isLimit = f.is(Kind.SERIES) && part != f.part(0) || f.is(Kind.GRID);
            List<Formula> here = isLimit || !part.contains(g -> g.is(Kind.CHAIN) || g.is(Kind.DERIVATIVE))
                    ? List.of(part)
                    : all(part, within(f, env)).stream().map(Reading::formula).toList();
            List<List<Formula>> longer = new ArrayList<>();
            for (List<Formula> before : choices) {
                for (Formula one : here) {
                    List<Formula> all = new ArrayList<>(before);
                    all.add(one);
                    longer.add(all);
                }
            }
            choices = longer;
            if (choices.size() > MOST) {
                choices = new ArrayList<>(longer.subList(0, MOST - 1));
                choices.add(longer.get(longer.size() - 1));
            }
        }
        return choices;
    }

    /** Within a sum its index has a value, too. */
    private Map<String, Integer> within(Formula f, Map<String, Integer> env) {
        if (!f.is(Kind.SERIES) || f.index().isEmpty()) {
            return env;
        }
        Map<String, Integer> inner = new HashMap<>(env);
        boolean isLayer = f.part(0).has(s -> s.isOfLayer(f.index()));
        inner.put(f.index(), isLayer ? world.first() + 1 - world.notation().leadsOn() : 0);
        if (world.notation().isOverExamples(f)) {
            inner.put(World.EXAMPLE, 0);
        }
        return inner;
    }

    private void add(List<Reading> readings, Reading reading) {
        boolean isKnown = readings.stream()
                .anyMatch(
                        r -> r.value().hasShapeOf(reading.value()) && r.value().apart(reading.value()) <= SAME);
        if (!isKnown && readings.size() < MOST) {
            readings.add(reading);
        }
    }

    private List<Reading> chain(Formula chain, Map<String, Integer> env) {
        Formula written = Dots.filled(chain, env);
        List<String> signs = written.signs();
        int n = written.parts.size();
        List<List<List<Reading>>> from = new ArrayList<>();
        Misfit why = null;
        boolean atWhole = false;
        for (int i = 0; i < n; i++) {
            from.add(new ArrayList<>());
            from.get(i).add(List.of(new Reading(written.part(i), world.of(written.part(i), env))));
        }
        for (int length = 2; length <= n; length++) {
            for (int i = 0; i + length <= n; i++) {
                List<Reading> readings = new ArrayList<>();
                for (int first : order(signs, i, length)) {
                    for (Reading left : from.get(i).get(first - 1)) {
                        for (Reading right : from.get(i + first).get(length - first - 1)) {
                            try {
                                products(signs.get(i + first - 1), left, right).forEach(r -> add(readings, r));
                            } catch (Misfit misfit) {
                                why = length == n && why != null && atWhole ? why : misfit;
                                atWhole = length == n;
                            }
                        }
                    }
                }
                from.get(i).add(readings);
            }
        }
        List<Reading> whole = from.get(0).get(n - 1);
        if (whole.isEmpty()) {
            throw why == null ? new Misfit("the factors do not fit") : why;
        }
        return whole;
    }

    /** Where a chain is taken apart first: at products entry by entry, from the right. */
    private static List<Integer> order(List<String> signs, int i, int length) {
        List<Integer> order = new ArrayList<>();
        for (boolean hadamard : new boolean[] {true, false}) {
            for (int first = length - 1; first >= 1; first--) {
                if (Formula.isHadamard(signs.get(i + first - 1)) == hadamard) {
                    order.add(first);
                }
            }
        }
        return order;
    }

    /** What a sign may mean between two factors: those products that fit their shapes. */
    private static List<Reading> products(String sign, Reading left, Reading right) {
        Value a = left.value();
        Value b = right.value();
        boolean isSame = a.hasShapeOf(b);
        List<Reading> products = new ArrayList<>();
        if (a.isNumber() || b.isNumber()) {
            return List.of(product(Kind.SCALED, left, right, a.times(b)));
        }
        if (!Formula.isHadamard(sign) && !sign.equals("⊗") && a.cols() == b.rows()) {
            products.add(product(Kind.MATRIX_PRODUCT, left, right, a.mult(b)));
        }
        if (isSame && (products.isEmpty() || !sign.isEmpty())) {
            products.add(product(Kind.ELEMENTWISE, left, right, a.times(b)));
        }
        if (isSame && sign.equals("·") && a.cols() == 1) {
            products.add(product(Kind.INNER, left, right, a.times(b).sum()));
        }
        if (sign.equals("⊗") && a.cols() == 1 && b.cols() == 1) {
            products.add(product(Kind.OUTER, left, right, a.mult(b.transpose())));
        }
        if (products.isEmpty()) {
            throw new Misfit("a " + a.shape() + " and a " + b.shape() + " matrix do not fit"
                    + (Formula.isHadamard(sign) ? " entry by entry" : " in a product"));
        }
        return products;
    }

    private static Reading product(Kind kind, Reading left, Reading right, Value value) {
        return new Reading(Formula.of(kind, left.formula(), right.formula()), value);
    }
}
