package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.formula.Formula;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a cause is named that was not planted, where there are few numbers to tell by. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("rate")
class CauseRatesTest {
    private static final int NETWORKS = 3;

    /** A wrong equation that nobody has heard of: whatever is named for it is false. */
    private record Strange(Equation equation, Equation.Rule rule) {
        Rules in(Rules rules, int layer) {
            return rules.but(equation, List.of(layer), rule);
        }
    }

    private static final List<Strange> STRANGE = List.of(
            new Strange(Equation.BP1, (c, l, in) -> times(times(times(in, c.slope(l)), c.slope(l)), c.slope(l))),
            new Strange(Equation.BP1, (c, l, in) -> times(in, c.a(l).plus(1))),
            new Strange(Equation.BP1, (c, l, in) -> in.scale(-1)),
            new Strange(Equation.BP1, (c, l, in) -> times(c.a(l), c.slope(l))),
            new Strange(Equation.BP1, (c, l, in) -> times(in, c.slope(l)).plus(c.a(l).scale(0.1))),
            new Strange(Equation.BP2, (c, l, in) -> back(c, l, in).scale(-1)),
            new Strange(Equation.BP2, (c, l, in) -> times(right(c, l, in), c.a(l))),
            new Strange(Equation.BP2, (c, l, in) -> times(right(c, l, in), c.a(l).plus(1))),
            new Strange(
                    Equation.BP2, (c, l, in) -> Rounding.abs(right(c, l, in)).plus(0.01)),
            new Strange(
                    Equation.BP2,
                    (c, l, in) -> times(c.w(l + 1).transpose().plus(1).mult(in), c.slope(l))),
            new Strange(Equation.BP3, (c, l, in) -> Equation.BP3.value(c, l, times(in, in))),
            new Strange(
                    Equation.BP3,
                    (c, l, in) ->
                            times(Equation.BP3.value(c, l, in), c.network().b(l).plus(1.5))),
            new Strange(Equation.BP4, (c, l, in) -> in.mult(c.a(l - 1).plus(1).transpose())),
            new Strange(
                    Equation.BP4,
                    (c, l, in) -> in.mult(times(c.a(l - 1), c.a(l - 1)).transpose())),
            new Strange(Equation.BP4, (c, l, in) -> times(Equation.BP4.value(c, l, in), c.w(l))));

    private static SimpleMatrix times(SimpleMatrix one, SimpleMatrix other) {
        return one.elementMult(other);
    }

    private static SimpleMatrix back(Case c, int l, SimpleMatrix in) {
        return c.w(l + 1).transpose().mult(in);
    }

    private static SimpleMatrix right(Case c, int l, SimpleMatrix in) {
        return Equation.BP2.value(c, l, in);
    }

    /** Layers of one neuron each, of two, or of up to so many; one example or up to four. */
    private static List<Case> problems(int width) {
        Random random = new Random(width);
        List<Case> problems = new ArrayList<>();
        Activation[] hidden = {Activation.SIGMOID, Activation.TANH, Activation.SOFTPLUS};
        for (int i = 0; i < NETWORKS; i++) {
            int[] sizes = new int[2 + i % 3];
            Arrays.setAll(sizes, l -> width <= 2 ? width : 1 + random.nextInt(width));
            Activation[] g = new Activation[sizes.length - 1];
            Arrays.setAll(g, l -> l == g.length - 1 ? Activation.SIGMOID : hidden[random.nextInt(3)]);
            Network network = Network.of(sizes).random(random.nextLong()).with(g);
            int examples = i % 2 == 0 ? 1 : 1 + random.nextInt(4);
            SimpleMatrix x = SimpleMatrix.random_DDRM(network.inputs(), examples, -1, 1, random);
            SimpleMatrix y = SimpleMatrix.random_DDRM(network.outputs(), examples, 0, 1, random);
            problems.add(Case.of(network, Cost.HALF_SQUARED_ERROR, new DataSet(x, y)));
        }
        return problems;
    }

    /** What is said of wrong gradients. */
    static final class Counts {
        private final int digits; // 0 for all
        int planted;
        int named;
        int foundAlone; // that no catalogue has
        int tooFew;
        final List<String> falsely = new ArrayList<>();

        Counts(int digits) {
            this.digits = digits;
        }

        /** Of numbers that no rules give: whatever formula is named for them is false. */
        private void add(Case p, List<SimpleMatrix> numbers, List<String> words) {
            add(p, numbers, words, null);
        }

        private void add(Case p, UnaryOperator<Rules> by, List<String> words) {
            add(p, answer(p, by.apply(Rules.RIGHT)), words, by);
        }

        private void add(Case p, List<SimpleMatrix> numbers, List<String> words, UnaryOperator<Rules> by) {
            List<SimpleMatrix> given = digits == 0
                    ? numbers
                    : numbers.stream().map(m -> rounded(m, digits)).toList();
            Judge judge = new Judge(p, Scope.wholeGradient(p), given, digits > 0);
            if (judge.verdict() != Verdict.FAIL) {
                return;
            }
            planted++;
            Explanation found = judge.explanation();
            List<String> said =
                    found.alternatives().stream().map(Explanation::words).toList();
            tooFew += found.ties().isEmpty() ? 0 : 1;
            if (!words.isEmpty() && said.stream().anyMatch(s -> words.stream().allMatch(s::contains))) {
                named++;
            } else if (by != null && !said.isEmpty() && isTheSame(p, found, by)) {
                foundAlone++;
            } else if (!said.isEmpty()) {
                falsely.add(p.network().shape() + ", " + p.examples() + " examples: " + words + ", but said " + said);
            }
        }

        /** Whether one of the formulas that are named gives what was planted, also with other numbers. */
        private static boolean isTheSame(Case p, Explanation found, UnaryOperator<Rules> by) {
            Activation[] g = new Activation[p.depth()];
            Arrays.setAll(g, l -> p.g(l + 1));
            int[] sizes = new int[p.depth() + 1];
            Arrays.setAll(sizes, l -> l == 0 ? p.network().inputs() : p.w(l).getNumRows());
            Network fresh = Network.of(sizes).random(99).with(g);
            Case other = Case.of(fresh, p.cost(), p.data());
            List<SimpleMatrix> truth = answer(other, by.apply(Rules.RIGHT));
            return found.alternatives().stream().anyMatch(causes -> {
                Rules rules = Rules.RIGHT;
                for (Cause cause : causes) {
                    Rules before = rules;
                    rules = Mistake.slips(other, Scope.wholeGradient(other).equations()).stream()
                            .filter(slip -> slip.cause().equals(cause))
                            .findFirst()
                            .map(slip -> slip.in(before))
                            .orElseGet(() -> byFormula(before, cause));
                }
                return Bounds.misfit(answer(other, rules), truth) < 1e-9;
            });
        }

        private static Rules byFormula(Rules rules, Cause cause) {
            Cause.Where where = cause.where().orElseThrow();
            Formula formula = Formula.of(cause.id().split(" in ")[0]);
            return rules.but(where.equation(), where.layers(), where.equation().by(formula));
        }

        /** Of two changes only those that both show. */
        private void addBoth(Case p, UnaryOperator<Rules> one, UnaryOperator<Rules> two, List<String> words) {
            List<SimpleMatrix> both = answer(p, two.apply(one.apply(Rules.RIGHT)));
            if (differ(both, answer(p, one.apply(Rules.RIGHT))) && differ(both, answer(p, two.apply(Rules.RIGHT)))) {
                add(p, both, words, rules -> two.apply(one.apply(rules)));
            }
        }

        private boolean differ(List<SimpleMatrix> both, List<SimpleMatrix> one) {
            return Bounds.misfit(both, one) > (digits == 0 ? 1e-9 : Math.pow(10, 1 - digits));
        }

        @Override
        public String toString() {
            return planted + " planted, " + named + " named, " + foundAlone + " found by search, too few numbers for "
                    + tooFew + ", falsely named " + falsely.size()
                    + falsely.stream().limit(5).toList();
        }
    }

    private static SimpleMatrix rounded(SimpleMatrix m, int digits) {
        return m.elementOp((int j, int k, double v) ->
                new BigDecimal(v).round(new MathContext(digits)).doubleValue());
    }

    private static List<SimpleMatrix> answer(Case p, Rules rules) {
        return List.copyOf(new Answer(Scope.wholeGradient(p), p, rules));
    }

    /**
     * Plants one or two mistakes, strange or from the catalogue, and random factors; counts what is named.
     *
     * @param digits how many the numbers are given with; 0 for all
     */
    static Counts falseCauses(int width, int digits) {
        Counts counts = new Counts(digits);
        Random random = new Random(1);
        for (Case p : problems(width)) {
            for (Strange one : STRANGE) {
                for (int l : one.equation().layers(p.depth())) {
                    counts.add(p, r -> one.in(r, l), List.of());
                    Strange two = STRANGE.get(random.nextInt(STRANGE.size()));
                    for (int k : two.equation().layers(p.depth())) {
                        counts.addBoth(p, r -> one.in(r, l), r -> two.in(r, k), List.of());
                    }
                }
            }
            plantKnown(p, counts, random);
            plantFactors(p, counts, random);
        }
        return counts;
    }

    private static void plantKnown(Case p, Counts counts, Random random) {
        List<Slip> slips = Mistake.slips(p, Scope.wholeGradient(p).equations());
        for (Slip one : slips) {
            String cause = one.cause().toString();
            counts.add(p, one::in, List.of(cause));
            Slip two = slips.get(random.nextInt(slips.size()));
            boolean isAsGoodAsOne = one.cause().what().equals(two.cause().what()); // the same for both is one for δ
            if (one.equation() != two.equation() && !isAsGoodAsOne) {
                counts.addBoth(p, one::in, two::in, List.of(cause, two.cause().toString()));
            }
            Strange other = STRANGE.get(random.nextInt(STRANGE.size()));
            for (int l : other.equation().layers(p.depth())) {
                if (one.equation() != other.equation()) {
                    counts.addBoth(p, one::in, r -> other.in(r, l), List.of());
                }
            }
        }
    }

    /** Of every entry, of every block, of the entries of one block. */
    private static void plantFactors(Case p, Counts counts, Random random) {
        List<SimpleMatrix> right = answer(p, Rules.RIGHT);
        UnaryOperator<SimpleMatrix> entries =
                m -> m.elementOp((int j, int k, double v) -> v * (0.5 + random.nextDouble()));
        for (int i = 0; i < 5; i++) {
            counts.add(p, right.stream().map(entries).toList(), List.of());
            counts.add(
                    p,
                    right.stream()
                            .map(m -> m.scale(0.3 + random.nextDouble() / 2))
                            .toList(),
                    p.depth() == 1 ? List.of("BP3: the result", "BP4: the result") : List.of());
            int only = random.nextInt(right.size());
            List<SimpleMatrix> one = new ArrayList<>(right);
            one.set(only, entries.apply(one.get(only)));
            counts.add(p, one, List.of());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "6, 0", "1, 3", "2, 3", "6, 3"})
    void no_cause_is_named_that_was_not_planted(int width, int digits) {
        Counts counts = falseCauses(width, digits);
        assertEquals(List.of(), counts.falsely, counts.toString());
        assertTrue(counts.planted > 200, counts.toString());
    }
}
