package backprop.check;

import backprop.check.NumberSlip.Deed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Mistakes with a number in them: a factor, an offset, a share of the weights, one entry. Each is fitted to the first block
 * that is not explained yet, at every equation that may be to blame for it: a factor in BP1 scales every block, one in BP2
 * all layers before it.
 */
final class NumberFinder {
    private final Bounds bounds;
    private final Case problem;
    private final Scope scope;
    private final List<SimpleMatrix> given;
    private final boolean exact;
    private final int most;
    private final Equation taken;
    private final Runnable goOn;
    private final List<List<NumberSlip>> ways = new ArrayList<>();

    /**
     * Of at most so many different mistakes.
     *
     * @param taken the equation that none may be in; null if they may be in any
     * @param goOn throws if the search is interrupted
     */
    NumberFinder(Judge judge, Bounds bounds, int most, Equation taken, Runnable goOn) {
        this.bounds = bounds;
        this.most = most;
        this.taken = taken;
        this.goOn = goOn;
        problem = judge.problem();
        scope = judge.scope();
        given = judge.given();
        exact = bounds.precision().kind() == Precision.Kind.DOUBLE;
    }

    /** What is the same mistake, maybe in several layers. */
    private record Kind(Deed deed, Equation equation, double value, String words) {}

    /** What the mistakes beside those of an answer may be: several ways, if they give the same numbers. */
    List<List<Change>> find(Answer base) {
        search(List.of(), base);
        return ways.stream()
                .map(way -> kinds(way).entrySet().stream()
                        .map(kind -> change(kind.getKey(), kind.getValue()))
                        .toList())
                .toList();
    }

    private void search(List<NumberSlip> way, Answer answer) {
        goOn.run();
        OptionalInt block = IntStream.range(0, given.size())
                .filter(b -> !bounds.fit(answer, b))
                .findFirst();
        if (block.isEmpty()) {
            if (!way.isEmpty()) {
                ways.add(way);
            }
            return;
        }
        for (Block at : toBlame(scope.blocks().get(block.getAsInt()))) {
            if (at.equation() == taken
                    || way.stream().anyMatch(slip -> slip.at().equals(at))) {
                continue;
            }
            slip(at, block.getAsInt(), answer, way).ifPresent(slip -> {
                List<NumberSlip> longer =
                        Stream.concat(way.stream(), Stream.of(slip)).toList();
                if (kinds(longer).size() <= most) {
                    search(longer, after(answer, slip));
                }
            });
        }
    }

    private static Answer after(Answer answer, NumberSlip slip) {
        return answer.by(slip.in(answer.rules()));
    }

    /** The equations whose result a block is the first to show: its own, that of its error, those above that none shows. */
    private List<Block> toBlame(Block block) {
        if (!scope.chained()) {
            return List.of(block);
        }
        Stream<Block> own = block.layer() == 0 ? Stream.of() : Stream.of(error(block.layer()));
        Stream<Block> above = IntStream.rangeClosed(block.layer() + 1, problem.depth())
                .takeWhile(l -> scope.blocks().stream().noneMatch(other -> other.layer() == l))
                .mapToObj(this::error);
        return Stream.of(own, above, Stream.of(block))
                .flatMap(some -> some)
                .distinct()
                .toList();
    }

    private Block error(int l) {
        return new Block(l == problem.depth() ? Equation.BP1 : Equation.BP2, l);
    }

    /** What done there explains everything, or else the block: a factor before anything else, one found before if it can be. */
    private Optional<NumberSlip> slip(Block at, int block, Answer answer, List<NumberSlip> way) {
        SimpleMatrix yours = given.get(block);
        SimpleMatrix theirs = answer.get(block);
        Stream<NumberSlip> before = way.stream()
                .filter(slip -> slip.deed() != Deed.ENTRY && slip.at().equation() == at.equation())
                .map(slip -> new NumberSlip(slip.deed(), at, slip.value()));
        DoubleStream factors = IntStream.of(given.size(), block + 1)
                .mapToDouble(end -> factor(answer, block, end))
                .flatMap(NumberSlip::roundedFirst);
        boolean isOther = at.equals(scope.blocks().get(block)) && yours.getNumElements() > 1;
        List<NumberSlip> slips = Stream.of(
                        before,
                        DoubleStream.concat(factors, NumberSlip.roundedFirst(ratio(yours, theirs)))
                                .filter(f -> f != 0)
                                .mapToObj(f -> new NumberSlip(Deed.FACTOR, at, f)),
                        isOther ? others(at, yours, theirs) : Stream.<NumberSlip>of())
                .flatMap(some -> some)
                .filter(slip -> bounds.fit(after(answer, slip), block))
                .toList();
        return slips.stream()
                .filter(slip -> bounds.fit(after(answer, slip)))
                .findFirst()
                .or(() -> slips.stream().findFirst());
    }

    /** The factor in the middle of those that some blocks allow; NaN if there is none, which few numbers show. */
    private double factor(Answer answer, int from, int end) {
        double least = Double.NEGATIVE_INFINITY;
        double most = Double.POSITIVE_INFINITY;
        for (int block = from; block < end && least <= most; block++) {
            SimpleMatrix theirs = answer.get(block);
            for (int i = 0; i < theirs.getNumElements() && least <= most; i++) {
                double[] range = bounds.range(block, i);
                double one = range[0] / theirs.get(i);
                double other = range[1] / theirs.get(i);
                if (theirs.get(i) != 0) {
                    least = Math.max(least, Math.min(one, other));
                    most = Math.min(most, Math.max(one, other));
                }
            }
        }
        return least <= most ? (least + most) / 2 : Double.NaN;
    }

    private Stream<NumberSlip> others(Block at, SimpleMatrix yours, SimpleMatrix theirs) {
        SimpleMatrix off = yours.minus(theirs);
        Stream<NumberSlip> decay = at.equation() == Equation.BP4
                ? fitted(ratio(off, problem.w(at.layer())), share -> new NumberSlip(Deed.DECAY, at, share))
                : Stream.of();
        Stream<NumberSlip> offset =
                fitted(off.elementSum() / off.getNumElements(), constant -> new NumberSlip(Deed.OFFSET, at, constant));
        int worst = IntStream.range(0, off.getNumElements())
                .boxed()
                .max(Comparator.comparingDouble(i -> Math.abs(off.get(i))))
                .orElseThrow();
        NumberSlip entry = new NumberSlip(Deed.ENTRY, at, yours.get(worst), worst);
        return Stream.of(decay, offset, Stream.of(entry)).flatMap(some -> some);
    }

    private static Stream<NumberSlip> fitted(double constant, DoubleFunction<NumberSlip> slip) {
        return NumberSlip.roundedFirst(constant).mapToObj(slip);
    }

    static double ratio(SimpleMatrix yours, SimpleMatrix theirs) {
        return yours.elementMult(theirs).elementSum()
                / theirs.elementMult(theirs).elementSum();
    }

    private Map<Kind, List<NumberSlip>> kinds(List<NumberSlip> way) {
        Map<Kind, List<NumberSlip>> kinds = new LinkedHashMap<>();
        for (NumberSlip slip : way) {
            int block = scope.blocks().indexOf(slip.at());
            int columns = block < 0 ? 1 : given.get(block).getNumCols();
            Kind kind = new Kind(
                    slip.deed(), slip.at().equation(), slip.value(), slip.words(scope, columns, problem, exact));
            kinds.computeIfAbsent(kind, of -> new ArrayList<>()).add(slip);
        }
        return kinds;
    }

    private Change change(Kind kind, List<NumberSlip> slips) {
        SortedSet<Integer> layers = new TreeSet<>();
        slips.forEach(slip -> layers.add(slip.at().layer()));
        Cause.Where where = Cause.Where.of(kind.equation(), layers, problem.depth());
        boolean isEntry = kind.deed() == Deed.ENTRY;
        boolean isFitted = isEntry || !exact || !NumberSlip.isRound(slips.get(0).value());
        return new Change(
                new Cause(kind.deed().id() + " in " + where, Optional.of(where), kind.words()),
                kind.equation(),
                layers,
                isFitted ? 1 : 0,
                isEntry,
                rules -> in(rules, slips));
    }

    private static Rules in(Rules rules, List<NumberSlip> slips) {
        Rules changed = rules;
        for (NumberSlip slip : slips) {
            changed = slip.in(changed);
        }
        return changed;
    }
}
