package backprop.check;

import backprop.check.Scope.Block;
import backprop.text.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Mistakes with a number in them, found block by block: a factor, an offset, a share of the weights, one entry. Factors
 * are traced to the equation where they arise: one in BP1 scales every block, one in BP2 all layers before it.
 */
final class NumberFinder {
    private final CauseFinder finder;
    private final Scope scope;
    private final Case problem;
    private final List<SimpleMatrix> given;
    private final List<SimpleMatrix> base;
    private final boolean exact;
    private final List<Double> factors; // those that scale a whole block of two numbers or more

    /** For the numbers that a finder explains, against some it thinks of. */
    NumberFinder(CauseFinder finder, List<SimpleMatrix> base) {
        this.finder = finder;
        this.base = base;
        scope = finder.scope;
        problem = finder.problem;
        given = finder.given;
        exact = finder.precision.kind() == Precision.Kind.DOUBLE;
        factors = IntStream.range(0, given.size())
                .boxed()
                .filter(block -> given.get(block).getNumElements() > 1)
                .sorted(Comparator.comparing(block -> -given.get(block).getNumElements()))
                .flatMap(this::factorsOf)
                .toList();
    }

    /** What was found, and the numbers it gives. */
    record Rest(List<Cause> causes, List<SimpleMatrix> answer) {}

    /** A difference within one block: factor 1 and nothing else if it is right. */
    private record Difference(double factor, Optional<String> other, SimpleMatrix answer) {
        Difference giving(SimpleMatrix numbers) {
            return new Difference(factor, other, numbers);
        }
    }

    /** What happened to an equation, maybe in several layers. */
    private record Kind(Equation equation, String what) {}

    /** At most so many different mistakes, none in the equation taken already, which may be null. */
    Optional<Rest> find(int most, Equation taken) {
        Optional<Rest> swapped = most == 2 ? swapped() : Optional.empty();
        if (swapped.isPresent()) {
            return swapped;
        }
        List<Difference> differences = new ArrayList<>();
        for (int block = 0; block < given.size(); block++) {
            Optional<Difference> difference = difference(block);
            if (difference.isEmpty()) {
                return Optional.empty();
            }
            differences.add(difference.get());
        }
        Map<Kind, SortedSet<Integer>> found = factors(differences);
        for (int block = 0; block < differences.size(); block++) {
            Block at = scope.blocks().get(block);
            differences.get(block).other().ifPresent(change -> add(found, at.equation(), at.layer(), change));
        }
        boolean isTaken = found.keySet().stream().anyMatch(kind -> kind.equation() == taken);
        if (found.isEmpty() || found.size() > most || isTaken) {
            return Optional.empty();
        }
        List<Cause> causes = found.entrySet().stream()
                .map(entry -> cause(entry.getKey(), entry.getValue()))
                .toList();
        return Optional.of(
                new Rest(causes, differences.stream().map(Difference::answer).toList()));
    }

    private Cause cause(Kind kind, SortedSet<Integer> layers) {
        Cause.Where where = Cause.Where.of(kind.equation(), layers, problem.depth());
        return new Cause("number in " + where, Optional.of(where), kind.what());
    }

    private static void add(Map<Kind, SortedSet<Integer>> found, Equation equation, int layer, String what) {
        found.computeIfAbsent(new Kind(equation, what), kind -> new TreeSet<>()).add(layer);
    }

    private Optional<Difference> difference(int block) {
        SimpleMatrix yours = given.get(block);
        SimpleMatrix right = base.get(block);
        if (finder.fits(yours, right)) {
            return Optional.of(new Difference(1, Optional.empty(), right));
        }
        return factor(yours, right)
                .or(() -> decay(scope.blocks().get(block), yours, right))
                .or(() -> offset(yours, right))
                .or(() -> oneEntry(yours, right));
    }

    private Optional<Difference> factor(SimpleMatrix yours, SimpleMatrix right) {
        return Stream.concat(factors.stream(), Stream.of(ratio(yours, right)).filter(this::isSimple))
                .filter(f -> finder.fits(yours, right.scale(f)))
                .findFirst()
                .map(f -> new Difference(f, Optional.empty(), right.scale(f)));
    }

    private Optional<Difference> decay(Block at, SimpleMatrix yours, SimpleMatrix right) {
        if (at.equation() != Equation.BP4 || yours.getNumElements() == 1) {
            return Optional.empty();
        }
        SimpleMatrix w = problem.w(at.layer());
        double share = ratio(yours.minus(right), w);
        SimpleMatrix answer = right.plus(w.scale(share));
        return ifFits(yours, answer, decayWords(share));
    }

    private Optional<Difference> ifFits(SimpleMatrix yours, SimpleMatrix answer, String what) {
        return Optional.of(new Difference(1, Optional.of(what), answer)).filter(it -> finder.fits(yours, answer));
    }

    private String decayWords(double share) {
        int n = problem.examples();
        String times = Numbers.text(share, 6);
        String overN = n == 1 ? "" : " (or λ/n with λ = " + Numbers.text(share * n, 6) + " and n = " + n + ")";
        return times + "·w is added: a regularisation with λ = " + times + overN;
    }

    private Optional<Difference> offset(SimpleMatrix yours, SimpleMatrix right) {
        double offset = yours.minus(right).elementSum() / yours.getNumElements();
        return yours.getNumElements() == 1
                ? Optional.empty()
                : ifFits(yours, right.plus(offset), "the constant " + Numbers.text(offset, 6) + " is added");
    }

    /** The entry that is farthest off, if without it every other is right. */
    private Optional<Difference> oneEntry(SimpleMatrix yours, SimpleMatrix right) {
        int worst = IntStream.range(0, yours.getNumElements())
                .boxed()
                .max(Comparator.comparingDouble(i -> Math.abs(yours.get(i) - right.get(i))))
                .orElseThrow();
        SimpleMatrix rest = yours.copy();
        rest.set(worst, right.get(worst));
        String entry = "[" + worst / yours.getNumCols() + "][" + worst % yours.getNumCols() + "]";
        return ifFits(rest, right, "only entry " + entry + " is wrong").map(it -> it.giving(yours));
    }

    static double ratio(SimpleMatrix yours, SimpleMatrix theirs) {
        return yours.elementMult(theirs).elementSum()
                / theirs.elementMult(theirs).elementSum();
    }

    /** Traces the blocks' factors to the equations and layers where they arise. */
    private Map<Kind, SortedSet<Integer>> factors(List<Difference> differences) {
        Map<Kind, SortedSet<Integer>> found = new LinkedHashMap<>();
        Map<Block, Double> factors = new LinkedHashMap<>();
        for (int block = 0; block < differences.size(); block++) {
            factors.put(scope.blocks().get(block), differences.get(block).factor());
        }
        if (!scope.chained()) {
            factors.forEach((at, factor) -> addFactor(found, at, factor));
            return found;
        }
        double upstream = 1;
        for (int l = problem.depth(); l >= 1; l--) {
            double here = ofError(factors, l, upstream);
            addFactor(found, error(l), here / upstream);
            upstream = here;
            for (Equation equation : List.of(Equation.BP3, Equation.BP4)) {
                Block at = new Block(equation, l);
                addFactor(found, at, factors.getOrDefault(at, here) / here);
            }
        }
        Block input = new Block(Equation.INPUT, 0);
        addFactor(found, input, factors.getOrDefault(input, upstream) / upstream);
        return found;
    }

    private Block error(int l) {
        return new Block(l == problem.depth() ? Equation.BP1 : Equation.BP2, l);
    }

    /** The factor of δˡ: its own if it was given; else the one before it if any number of the layer, or all before, have it. */
    private double ofError(Map<Block, Double> factors, int l, double upstream) {
        List<Double> seen = Stream.of(Equation.BP3, Equation.BP4)
                .map(equation -> factors.get(new Block(equation, l)))
                .filter(Objects::nonNull)
                .toList();
        boolean unchanged = seen.isEmpty()
                || seen.stream().anyMatch(factor -> same(factor, upstream))
                || seen.size() == 1 && isBelow(factors, l, upstream);
        return factors.getOrDefault(error(l), unchanged ? upstream : seen.get(0));
    }

    private static boolean isBelow(Map<Block, Double> factors, int l, double upstream) {
        return factors.entrySet().stream()
                .filter(of -> of.getKey().layer() < l)
                .findFirst()
                .filter(of -> same(of.getValue(), upstream))
                .isPresent();
    }

    private void addFactor(Map<Kind, SortedSet<Integer>> found, Block at, double factor) {
        if (!same(factor, 1)) {
            add(found, at.equation(), at.layer(), factorWords(factor));
        }
    }

    private static boolean same(double a, double b) {
        return Math.abs(a - b) <= 1e-9 * Math.abs(a);
    }

    private String factorWords(double factor) {
        if (same(factor, -1)) {
            return "the sign is wrong";
        }
        double size = Math.abs(factor);
        String times = exact ? "exactly " + Numbers.text(size, 10) : "about " + Numbers.text(size, 3);
        String hint = same(factor, 2)
                ? ": a 2 too many, or a ½ too few?"
                : same(factor, 0.5) ? ": a ½ too many, or a 2 too few?" : "";
        return "the result is " + times + " times what it should be" + (factor < 0 ? ", with the wrong sign" : "")
                + hint + (exact ? ofExamples(size) : "");
    }

    private String ofExamples(double factor) {
        int n = problem.examples();
        if (n < 3 || !same(factor, n) && !same(factor, 1.0 / n)) {
            return "";
        }
        return factor > 1
                ? " (" + n + " is the number of examples: a sum where a mean belongs?)"
                : " (1/" + n + ", one over the number of examples: a mean taken once too often?)";
    }

    /** The factor that scales a whole block; of rounded numbers first the same with three digits, which is likely meant. */
    private Stream<Double> factorsOf(int block) {
        double factor = ratio(given.get(block), base.get(block));
        boolean rounded = !exact && Double.isFinite(factor);
        Stream<Double> candidates = rounded
                ? Stream.of(new BigDecimal(factor).round(new MathContext(3)).doubleValue(), factor)
                : Stream.of(factor);
        return candidates.filter(candidate -> isFactor(block, candidate));
    }

    private boolean isFactor(int block, double factor) {
        return Double.isFinite(factor)
                && factor != 0
                && !finder.fits(given.get(block), base.get(block))
                && finder.fits(given.get(block), base.get(block).scale(factor));
    }

    /** Of a single number only a simple factor is a finding: a whole number, or one over it. */
    private boolean isSimple(double factor) {
        double size = Math.abs(factor);
        double whole = size >= 1 ? size : 1 / size;
        return exact && whole < 1000 && Math.abs(whole - Math.rint(whole)) < 1e-9 * whole;
    }

    private Optional<Rest> swapped() {
        for (int i = 0; i < given.size(); i++) {
            for (int k = i + 1; k < given.size(); k++) {
                boolean sameShape = base.get(i).getNumRows() == base.get(k).getNumRows()
                        && base.get(i).getNumCols() == base.get(k).getNumCols();
                if (sameShape && isSwapped(i, k)) {
                    List<SimpleMatrix> answer = new ArrayList<>(base);
                    Collections.swap(answer, i, k);
                    String both = scope.blocks().get(i).name() + " and "
                            + scope.blocks().get(k).name();
                    Cause cause = new Cause("swapped", both + " stand in each other's place");
                    return Optional.of(new Rest(List.of(cause), answer));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isSwapped(int i, int k) {
        return IntStream.range(0, given.size())
                .allMatch(m -> finder.fits(given.get(m), base.get(m == i ? k : m == k ? i : m)));
    }
}
