package backprop.check;

import backprop.Cost;
import backprop.check.Equation.Rule;
import backprop.text.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/** The single mistakes that may be behind wrong numbers: the catalogue's, other costs, and weights updated too early. */
final class Singles {
    private final Case problem;
    private final Scope scope;
    private final List<SimpleMatrix> given;
    private final Bounds bounds;
    private final Answer right;
    private final List<Slip> slips;

    Singles(Judge judge, Bounds bounds) {
        problem = judge.problem();
        scope = judge.scope();
        given = judge.given();
        this.bounds = bounds;
        right = bounds.right();
        slips = Mistake.slips(problem, scope.equations());
    }

    List<Slip> slips() {
        return slips;
    }

    /** Each that changes a number. */
    List<Hypothesis> shown() {
        Stream<Change> costs =
                scope.equations().contains(Equation.BP1) ? otherCosts().map(this::of) : Stream.of();
        Stream<Hypothesis> replayed = Stream.of(costs, slips.stream().map(Singles::of), slopesTwice())
                .flatMap(some -> some)
                .map(change -> Hypothesis.of(right, List.of(change)));
        return Stream.concat(replayed, updatedWeights(Hypothesis.of(right, List.of())).stream())
                .filter(h -> !bounds.isRight(h.answer()))
                .toList();
    }

    static Change of(Slip slip) {
        return new Change(slip.cause(), slip.equation(), slip.layers(), 0, false, slip::in);
    }

    private Change of(Cost cost) {
        String what = "right for C = " + cost + ", but you asked for " + problem.cost();
        List<Integer> last = List.of(problem.depth());
        return new Change(
                new Cause("cost " + cost, what),
                Equation.BP1,
                new TreeSet<>(last),
                0,
                false,
                rules -> rules.but(Equation.BP1, last, (c, l, in) -> {
                    Case other = c.with(cost);
                    return Equation.BP1.value(other, l, Equation.BP1.input(other, l));
                }));
    }

    /** σ′ twice where δ arises: as good as twice in all that follows, and one mistake instead of two. */
    private Stream<Change> slopesTwice() {
        return Stream.of(Equation.BP1, Equation.BP2)
                .filter(scope.equations()::contains)
                .flatMap(equation -> equation.layers(problem.depth()).stream()
                        .filter(l -> !problem.g(l).isSoftmax())
                        .map(l -> {
                            Cause.Where where = Cause.Where.of(equation, new TreeSet<>(List.of(l)), problem.depth());
                            String what =
                                    "the result is multiplied by σ′(z" + Numbers.superscript(l) + ") a second time";
                            Cause cause = new Cause("slope twice in " + where, Optional.of(where), what);
                            Rule twice = (c, layer, delta) -> delta.elementMult(c.slope(layer));
                            return new Change(
                                    cause,
                                    equation,
                                    where.layers(),
                                    0,
                                    false,
                                    rules -> rules.then(new Block(equation, l), twice));
                        }));
    }

    private Stream<Cost> otherCosts() {
        return Stream.of(Cost.SQUARED_ERROR, Cost.HALF_SQUARED_ERROR) // cross-entropy's error is in the catalogue
                .flatMap(cost -> problem.examples() == 1 ? Stream.of(cost) : Stream.of(cost, cost.mean()));
    }

    /** BP2 with w − η∂C/∂w for w: η is what the first hidden error says, if it is more than nothing. */
    Optional<Hypothesis> updatedWeights(Hypothesis before) {
        OptionalInt hidden = scope.firstHidden(problem.depth());
        if (!scope.equations().contains(Equation.BP2) || hidden.isEmpty() || problem.depth() < 2) {
            return Optional.empty();
        }
        int block = hidden.getAsInt();
        Answer answer = (Answer) before.answer();
        SimpleMatrix none = answer.get(block);
        SimpleMatrix direction = before.and(right, List.of(updatedWeights(1)))
                .answer()
                .get(block)
                .minus(none);
        double fitted = NumberFinder.ratio(given.get(block).minus(none), direction);
        return bounds.fit(answer, block) || !(fitted > 0) || Double.isInfinite(fitted)
                ? Optional.empty()
                : NumberSlip.roundedFirst(fitted)
                        .mapToObj(eta -> before.and(right, List.of(updatedWeights(eta))))
                        .filter(h -> bounds.fit(h.answer(), block))
                        .findFirst();
    }

    private Change updatedWeights(double eta) {
        String what = "the weights of the next layer were updated already (η = " + Numbers.text(eta, 4)
                + "); use those from before the step";
        SortedSet<Integer> layers = new TreeSet<>(Equation.BP2.layers(problem.depth()));
        Cause.Where where = Cause.Where.of(Equation.BP2, layers, problem.depth());
        boolean isFitted = bounds.precision().kind() != Precision.Kind.DOUBLE || !NumberSlip.isRound(eta);
        return new Change(
                new Cause("updated weights", Optional.of(where), what),
                Equation.BP2,
                layers,
                isFitted ? 1 : 0,
                false,
                rules -> rules.but(Equation.BP2, layers, (c, l, in) -> {
                    SimpleMatrix updated =
                            c.w(l + 1).minus(in.mult(c.a(l).transpose()).scale(eta));
                    return updated.transpose().mult(in).elementMult(c.slope(l));
                }));
    }
}
