package backprop.check;

import backprop.internal.Require;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * One derivative, ∂C/∂wˡ_jk or ∂C/∂bˡ_j, and the factors of its chain. One number shows no cause: what would give it is told
 * as that, and never claimed.
 *
 * @param at j and k of a weight, j of a bias, from 0
 * @param first what entries are counted from in words: 0, as in Java, or 1, as on paper
 */
record Chain(Case problem, Truth truth, Block block, List<Integer> at, int first) {
    private static final int MOST_NAMED = 3;
    private static final double ROUNDING = 1e-11;

    /** One factor, and what may stand in its place. */
    private record Factor(String name, Truth.Value value, Map<String, Double> others) {
        double right() {
            return value.right().get(0);
        }
    }

    /** Refuses a layer or a neuron that is not there. */
    static Chain of(Case c, Block block, int first, List<Integer> at) {
        int l = block.layer();
        SimpleMatrix w = c.w(l);
        Require.that(block.equation() == Equation.BP4 || c.biases(), "the network", "have biases", "without");
        requireNeuron("j", l, w.getNumRows(), first, at.get(0));
        if (at.size() > 1) {
            requireNeuron("k", l - 1, w.getNumCols(), first, at.get(1));
        }
        return new Chain(c, new Truth(c), block, at, first);
    }

    private static void requireNeuron(String name, int l, int count, int first, int index) {
        Require.range(name, "be a neuron of layer " + l, first, count - 1 + first, index + first);
    }

    /** An entry's index as in a¹[0], or from 1 as in a¹₁. */
    static String index(int first, List<Integer> at) {
        boolean isLong = at.stream().anyMatch(i -> i + first > 9);
        return first == 0
                ? at.stream().map(i -> "[" + i + "]").collect(Collectors.joining())
                : at.stream().map(i -> Numbers.subscript(i + first)).collect(Collectors.joining(isLong ? "," : ""));
    }

    private String index(int i) {
        return index(first, List.of(i));
    }

    String name() {
        return block.name() + index(first, at);
    }

    private int j() {
        return at.get(0);
    }

    private Truth.Value value() {
        return truth.of(block).entry(j(), at.size() == 1 ? 0 : at.get(1));
    }

    /** The derivative if there is one number, else its factors. */
    Report report(double... chain) {
        Require.range("the length of chain", "lie", 1, at.size() + 1, chain.length);
        if (chain.length == 1) {
            return report(Typed.of(chain[0]));
        }
        String rule = "be one number, as ";
        Require.that(problem.examples() == 1, "chain", rule + "there are several examples to sum over", chain.length);
        Require.that(!isRegularized(), "chain", rule + "λw is added to the product", chain.length);
        int most = mostFactors();
        Require.that(
                chain.length <= most, "chain", "begin with δ in a softmax layer, where it is no product", chain.length);
        return ofFactors(factors(chain.length), chain);
    }

    /** Of softmax, δ is not ∂C/∂a times a slope. */
    private int mostFactors() {
        return problem.g(block.layer()).isSoftmax() ? at.size() : at.size() + 1;
    }

    private boolean isRegularized() {
        return problem.lambda() != 0 && block.equation() == Equation.BP4;
    }

    private Report report(Typed given) {
        Report.Line line = line(given);
        String title = line.isWrong() ? name() + ": WRONG" : Report.title(name(), List.of(line), false);
        return new Report(title, List.of(line), List.of(), List.of(), () -> explanation(given));
    }

    /** The finding, with the factors of the right one. */
    Report.Line line(Typed given) {
        Report.Line line = value().line(name(), given);
        boolean isProduct = mostFactors() > 1 && problem.examples() == 1 && !isRegularized();
        String factors = isProduct ? product(factors(mostFactors())) : "";
        return factors.isEmpty()
                ? line
                : line.isWrong()
                        ? new Report.Line(line.verdict(), line.what(), line.finding(), line.numbers() + " = " + factors)
                        : line.and(": " + factors);
    }

    /** {@code δ¹₁ · a⁰₁ = 0.008771 · 0.05}. */
    private static String product(List<Factor> factors) {
        Function<Function<Factor, String>, String> joined =
                part -> factors.stream().map(part).collect(Collectors.joining(" · "));
        return joined.apply(Factor::name) + " = " + joined.apply(f -> Numbers.text(f.right(), 4));
    }

    /** As many as there are numbers, from ∂C/∂a or from δ on. */
    private List<Factor> factors(int count) {
        int l = block.layer();
        Truth.Value error = truth.of(new Block(l == problem.depth() ? Equation.BP1 : Equation.BP2, l));
        Factor delta = factor("δ", l, error, j(), Map.of());
        Factor before = factor("∂C/∂a", l, truth.activationGradient(l), j(), Map.of(delta.name(), delta.right()));
        Factor a = factor("a", l, truth.a(l), j(), Map.of());
        List<Factor> factors = new ArrayList<>(
                count > at.size()
                        ? List.of(before, slope(a))
                        : List.of(factor("δ", l, error, j(), Map.of(before.name(), before.right()))));
        if (at.size() > 1) {
            int k = at.get(1);
            Map<String, Double> others = new LinkedHashMap<>(Map.of(a.name(), a.right()));
            if (l > 1) {
                others.put(name("z", l - 1, k), problem.z(l - 1).get(k, 0));
            }
            factors.add(factor("a", l - 1, truth.a(l - 1), k, others));
        }
        return factors;
    }

    private Factor slope(Factor a) {
        int l = block.layer();
        String z = name("z", l, j());
        double atA = problem.g(l).derivative(a.right());
        Map<String, Double> others = Map.of("σ(" + z + ")", a.right(), "σ′(" + a.name() + ")", atA);
        return new Factor("σ′(" + z + ")", truth.slope(l).entry(j(), 0), others);
    }

    private String name(String symbol, int l, int entry) {
        return symbol + Numbers.superscript(l) + index(entry);
    }

    private Factor factor(String symbol, int l, Truth.Value value, int entry, Map<String, Double> others) {
        return new Factor(name(symbol, l, entry), value.entry(entry, 0), others);
    }

    private Report ofFactors(List<Factor> factors, double[] chain) {
        List<Report.Line> lines = new ArrayList<>();
        double product = 1;
        double size = 1;
        double reach = 1;
        for (int i = 0; i < chain.length; i++) {
            Factor factor = factors.get(i);
            Typed given = Typed.of(chain[i]);
            lines.add(factor.value().line(factor.name(), given));
            double bound = factor.value().bound();
            product *= chain[i];
            size *= Math.abs(chain[i]);
            reach *= Math.abs(chain[i]) + bound + given.precision(0).tolerance(chain[i], bound);
        }
        lines.add(ofProduct(product, reach - size, lines));
        List<String> remarks = IntStream.range(0, chain.length)
                .filter(i -> lines.get(i).verdict() == Verdict.FAIL)
                .mapToObj(i -> remark(factors.get(i), Typed.of(chain[i])))
                .toList();
        return new Report(
                Report.title(name(), lines, false),
                lines,
                List.of(),
                List.of(),
                () -> new Explanation(List.of(), remarks));
    }

    /** Right if it is within reach of the factors as they were given. */
    private Report.Line ofProduct(double product, double reach, List<Report.Line> factors) {
        double right = value().right().get(0);
        boolean isRight = Math.abs(product - right) <= reach + value().bound();
        Verdict worst = Verdict.worst(factors.stream().map(Report.Line::verdict).toList());
        Verdict verdict = !isRight ? Verdict.FAIL : worst == Verdict.FAIL ? Verdict.CANNOT_TELL : worst;
        String finding = !isRight
                ? "wrong, as a factor is"
                : verdict == Verdict.PASS ? "right" : "cannot tell: its factors decide";
        String numbers = isRight ? "" : "yours " + Numbers.text(product, 4) + ", expected " + Numbers.text(right, 4);
        return new Report.Line(verdict, name() + ", their product", finding, numbers);
    }

    private static String remark(Factor factor, Typed given) {
        Map<String, Double> others = new LinkedHashMap<>(factor.others());
        others.put("−" + factor.name(), -factor.right());
        others.put("2 " + factor.name(), 2 * factor.right());
        others.put("½ " + factor.name(), factor.right() / 2);
        return guess("In the place of " + factor.name(), others, factor.right(), given);
    }

    Explanation explanation(Typed given) {
        double right = value().right().get(0);
        return new Explanation(List.of(), List.of(guess("For " + name(), known(right), right, given)));
    }

    /** What known mistakes make of the derivative. */
    private Map<String, Double> known(double right) {
        Map<String, Double> known = new LinkedHashMap<>();
        Scope scope = Scope.wholeGradient(problem);
        Set<Object> seen = new HashSet<>();
        for (Slip slip : Mistake.slips(problem, scope.equations())) {
            SimpleMatrix wrong = new Answer(scope, problem, slip.in(Rules.RIGHT)).at(block.equation(), block.layer());
            double value = wrong.get(j(), at.size() == 1 ? 0 : at.get(1));
            if (seen.add(Map.entry(slip.mistake(), value))) { // in all layers and in one it may be the same
                known.put(slip.cause().toString(), value);
            }
        }
        known.put("the sign is wrong", -right);
        known.put("a factor 2 is too many", 2 * right);
        known.put("a factor ½ is too many", right / 2);
        if (problem.examples() == 1 && !isRegularized()) {
            factors(mostFactors()).stream()
                    .filter(factor -> !factor.name().startsWith("σ′")) // which the catalogue has
                    .forEach(factor -> known.put(factor.name() + " is missing", right / factor.right()));
        }
        return known;
    }

    /** What gives a number, in one sentence: a guess, for one number shows no cause. */
    private static String guess(String place, Map<String, Double> known, double right, Typed given) {
        double number = given.numbers().get(0);
        double typed = given.precision(0).tolerance(number, 0);
        List<String> causes = known.entrySet().stream()
                .filter(entry -> {
                    double tolerance = typed + ROUNDING * Math.abs(entry.getValue());
                    return Math.abs(entry.getValue() - number) <= tolerance
                            && Math.abs(entry.getValue() - right) > tolerance;
                })
                .map(Map.Entry::getKey)
                .toList();
        if (causes.isEmpty()) {
            return place + " no known mistake gives this number.";
        }
        int more = causes.size() - MOST_NAMED;
        return place + " one number is too few to tell the cause; "
                + (causes.size() == 1 ? "this gives it: " : "each of these gives it: ")
                + causes.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more." : ".");
    }
}
