package backprop.check;

import backprop.text.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Mistakes with a number in them, found block by block: a factor, an offset, a share of the weights, one entry. Factors
 * are traced to the equation where they arise: one in BP1 scales every block, one in BP2 all layers before it.
 */
final class RemainderFinder {
    private final Question question;
    private final Problem problem;
    private final List<SimpleMatrix> given;
    private final List<SimpleMatrix> base;
    private final BiPredicate<SimpleMatrix, SimpleMatrix> fits;
    private final boolean exact;
    private final List<Double> factors; // those that scale a whole block of two numbers or more

    RemainderFinder(
            Question question,
            Problem problem,
            List<SimpleMatrix> given,
            List<SimpleMatrix> base,
            BiPredicate<SimpleMatrix, SimpleMatrix> fits,
            boolean exact) {
        this.question = question;
        this.problem = problem;
        this.given = given;
        this.base = base;
        this.fits = fits;
        this.exact = exact;
        this.factors = IntStream.range(0, given.size())
                .boxed()
                .filter(block -> given.get(block).getNumElements() > 1)
                .sorted(Comparator.comparing(block -> -given.get(block).getNumElements()))
                .flatMap(this::factorsOf)
                .toList();
    }

    /** What was found, and the numbers it gives. */
    record Rest(String sentence, List<SimpleMatrix> answer) {}

    /** A difference within one block: factor 1 and nothing else if it is right. */
    private record Change(double factor, String other, SimpleMatrix answer) {}

    /** At most so many different mistakes, none in the equation taken already. */
    Optional<Rest> find(int most, int takenEquation) {
        Optional<Rest> swapped = most == 2 ? swapped() : Optional.empty();
        if (swapped.isPresent()) {
            return swapped;
        }
        List<Change> changes = new ArrayList<>();
        for (int block = 0; block < given.size(); block++) {
            Optional<Change> change = change(block);
            if (change.isEmpty()) {
                return Optional.empty();
            }
            changes.add(change.get());
        }
        Map<String, TreeSet<Integer>> found = new LinkedHashMap<>(factors(changes));
        for (int block = 0; block < changes.size(); block++) {
            Question.Block at = question.blocks().get(block);
            String other = changes.get(block).other();
            if (!other.isEmpty()) {
                found.computeIfAbsent("BP" + at.equation() + " " + other, key -> new TreeSet<>())
                        .add(at.layer());
            }
        }
        boolean taken = found.keySet().stream().anyMatch(key -> key.startsWith("BP" + takenEquation + " "));
        if (found.isEmpty() || found.size() > most || taken) {
            return Optional.empty();
        }
        String sentence = found.entrySet().stream()
                .map(mistake -> sentence(mistake.getKey(), mistake.getValue()))
                .collect(Collectors.joining("; and "));
        return Optional.of(
                new Rest(sentence, changes.stream().map(Change::answer).toList()));
    }

    private Optional<Change> change(int block) {
        SimpleMatrix yours = given.get(block);
        SimpleMatrix right = base.get(block);
        if (fits.test(yours, right)) {
            return Optional.of(new Change(1, "", right));
        }
        Optional<Double> factor = Stream.concat(
                        factors.stream(), Stream.of(ratio(yours, right)).filter(this::isSimple))
                .filter(f -> fits.test(yours, right.scale(f)))
                .findFirst();
        if (factor.isPresent()) {
            return factor.map(f -> new Change(f, "", right.scale(f)));
        }
        SimpleMatrix rest = yours.minus(right);
        Question.Block at = question.blocks().get(block);
        if (at.equation() == 4) {
            SimpleMatrix w = problem.w(at.layer());
            double share = ratio(rest, w);
            if (yours.getNumElements() > 1 && fits.test(yours, right.plus(w.scale(share)))) {
                String times = Numbers.text(share, 6);
                return Optional.of(new Change(
                        1,
                        times + "·w is added: a regularisation with λ = " + times + lambdaOverN(share),
                        right.plus(w.scale(share))));
            }
        }
        double offset = rest.elementSum() / rest.getNumElements();
        if (yours.getNumElements() > 1 && fits.test(yours, right.plus(offset))) {
            return Optional.of(
                    new Change(1, "the constant " + Numbers.text(offset, 6) + " is added", right.plus(offset)));
        }
        List<Integer> wrong = IntStream.range(0, yours.getNumElements())
                .filter(i -> !fits.test(one(yours, i, right), right))
                .boxed()
                .toList();
        if (wrong.size() == 1) {
            int i = wrong.get(0);
            int columns = yours.getNumCols();
            return Optional.of(new Change(1, "only entry [" + i / columns + "][" + i % columns + "] is wrong", yours));
        }
        return Optional.empty();
    }

    private String lambdaOverN(double share) {
        int n = problem.examples();
        return n == 1 ? "" : " (or λ/n with λ = " + Numbers.text(share * n, 6) + " and n = " + n + ")";
    }

    /** The right block with one entry of yours. */
    private static SimpleMatrix one(SimpleMatrix yours, int i, SimpleMatrix right) {
        SimpleMatrix m = right.copy();
        m.set(i, yours.get(i));
        return m;
    }

    private static double ratio(SimpleMatrix yours, SimpleMatrix theirs) {
        return yours.elementMult(theirs).elementSum()
                / theirs.elementMult(theirs).elementSum();
    }

    /** Traces the blocks' factors to equations: "BP2 factor" to the layers where it arises. */
    private Map<String, TreeSet<Integer>> factors(List<Change> changes) {
        Map<String, TreeSet<Integer>> found = new LinkedHashMap<>();
        if (question.equations().size() == 1) {
            for (int block = 0; block < changes.size(); block++) {
                Question.Block at = question.blocks().get(block);
                add(found, at.equation(), at.layer(), changes.get(block).factor());
            }
            return found;
        }
        double upstream = 1;
        for (int block = 0; block < changes.size(); block += 2) {
            int l = question.blocks().get(block).layer();
            double b = changes.get(block).factor();
            double w = changes.get(block + 1).factor();
            double here = same(b, w) ? b : same(w, upstream) || same(b, upstream) ? upstream : b;
            add(found, l == problem.depth() ? 1 : 2, l, here / upstream);
            add(found, 3, l, b / here);
            add(found, 4, l, w / here);
            upstream = here;
        }
        return found;
    }

    private static boolean same(double a, double b) {
        return Math.abs(a - b) <= 1e-9 * Math.abs(a);
    }

    private void add(Map<String, TreeSet<Integer>> found, int equation, int layer, double factor) {
        if (!same(factor, 1)) {
            found.computeIfAbsent("BP" + equation + " " + factorWords(factor), key -> new TreeSet<>())
                    .add(layer);
        }
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
                && !fits.test(given.get(block), base.get(block))
                && fits.test(given.get(block), base.get(block).scale(factor));
    }

    /** Of a single number only a simple factor is a finding: a whole number, or one over it. */
    private boolean isSimple(double factor) {
        double size = Math.abs(factor);
        double whole = size >= 1 ? size : 1 / size;
        return exact && whole < 1000 && Math.abs(whole - Math.rint(whole)) < 1e-9 * whole;
    }

    private String factorWords(double factor) {
        if (same(factor, -1)) {
            return "the sign is wrong";
        }
        String times =
                exact ? "exactly " + Numbers.text(Math.abs(factor), 10) : "about " + Numbers.text(Math.abs(factor), 3);
        String hint = same(factor, 2)
                ? ": a 2 too many, or a ½ too few?"
                : same(factor, 0.5) ? ": a ½ too many, or a 2 too few?" : "";
        return "the result is " + times + " times what it should be" + (factor < 0 ? ", with the wrong sign" : "")
                + hint;
    }

    private String sentence(String key, TreeSet<Integer> layers) {
        String equation = key.substring(0, 3);
        int possible = equation.equals("BP1") ? 1 : equation.equals("BP2") ? problem.depth() - 1 : problem.depth();
        String where = layers.size() == possible
                ? ""
                : (layers.size() == 1 ? ", layer " : ", layers ")
                        + layers.stream().map(String::valueOf).collect(Collectors.joining(" and "));
        String words = key.substring(4);
        int n = problem.examples();
        if (n > 2 && words.contains("exactly " + n + " times")) {
            words += " (" + n + " is the number of examples: a sum where a mean belongs?)";
        }
        if (n > 2 && words.contains("exactly " + Numbers.text(1.0 / n, 10) + " times")) {
            words += " (1/" + n + ", one over the number of examples: a mean taken once too often?)";
        }
        return equation + where + ": " + words;
    }

    /** Two layers' blocks that stand in each other's place. */
    private Optional<Rest> swapped() {
        for (int i = 0; i < given.size(); i++) {
            for (int k = i + 1; k < given.size(); k++) {
                List<SimpleMatrix> answer = new ArrayList<>(base);
                answer.set(i, base.get(k));
                answer.set(k, base.get(i));
                boolean sameShape = base.get(i).getNumRows() == base.get(k).getNumRows()
                        && base.get(i).getNumCols() == base.get(k).getNumCols();
                if (sameShape
                        && IntStream.range(0, given.size()).allMatch(m -> fits.test(given.get(m), answer.get(m)))) {
                    String names = question.blocks().get(i).name() + " and "
                            + question.blocks().get(k).name();
                    return Optional.of(new Rest(names + " stand in each other's place", answer));
                }
            }
        }
        return Optional.empty();
    }
}
