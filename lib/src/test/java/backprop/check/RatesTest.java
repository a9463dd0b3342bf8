package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The two rates that matter: how often a right derivation is called wrong, and a wrong one right. The counts themselves are
 * in .github/FIGURES.md.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("rate")
class RatesTest {
    static final int NETWORKS = 2000;

    private static final List<Cost> COSTS = List.of(
            Cost.SQUARED_ERROR.mean(),
            Cost.HALF_SQUARED_ERROR,
            Cost.HALF_SQUARED_ERROR,
            Cost.CROSS_ENTROPY,
            Cost.CATEGORICAL_CROSS_ENTROPY.mean());

    /** Networks from tiny to saturated, with data from 1e-6 to 1e6. */
    private static List<Case> problems() {
        Random random = new Random(11);
        List<Case> problems = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
            int[] sizes = new int[2 + i % 3];
            Arrays.setAll(sizes, l -> 1 + random.nextInt(6));
            double weights = StrictMath.pow(10, random.nextDouble() * 3 - 2);
            double data = StrictMath.pow(10, i % 2 == 0 ? 0 : random.nextInt(13) - 6);
            int n = 1 + random.nextInt(5);
            Network network = Network.of(sizes).random(random.nextLong(), weights);
            SimpleMatrix x = SimpleMatrix.random_DDRM(network.inputs(), n, -data, data, random);
            SimpleMatrix y = SimpleMatrix.random_DDRM(network.outputs(), n, 0, 1, random);
            Cost cost = COSTS.get(i % COSTS.size());
            if (cost.formula().equals(Cost.CATEGORICAL_CROSS_ENTROPY.formula())) {
                network = ending(network, Activation.SOFTMAX);
            }
            if (i % 3 == 0 && i % 5 > 2) {
                y = y.elementOp((int j, int t, double entry) -> StrictMath.rint(entry)); // as classes are
            }
            problems.add(Case.of(network, cost, new DataSet(x, y)));
        }
        return problems;
    }

    private static Network ending(Network network, Activation last) {
        Activation[] activations = new Activation[network.depth()];
        Arrays.fill(activations, Activation.SIGMOID);
        activations[network.depth() - 1] = last;
        return network.with(activations);
    }

    /** The derivation as people write it: a − y for a cross-entropy, σ(1 − σ) for σ′, one example after the other, the last one first. */
    private static final Rules TEXTBOOK = (at, c, in) -> {
        int l = at.layer();
        return switch (at.equation()) {
            case BP1 -> c.costOfZ().isPresent() ? difference(c) : in.elementMult(slope(c, l));
            case BP2 -> c.w(l + 1).transpose().mult(in).elementMult(slope(c, l));
            case BP3 -> lastFirst(in, t -> in.getColumn(t));
            case BP4 ->
                lastFirst(in, t -> in.getColumn(t).mult(c.a(l - 1).getColumn(t).transpose()));
            case INPUT -> c.w(1).transpose().mult(in);
        };
    };

    private static SimpleMatrix difference(Case c) {
        SimpleMatrix y = c.data().y();
        SimpleMatrix difference = c.a(c.depth()).copy();
        for (int t = 0; t < y.getNumCols(); t++) {
            double sum = c.g(c.depth()).isSoftmax() ? y.getColumn(t).elementSum() : 1;
            difference.setColumn(
                    t,
                    0,
                    difference.getColumn(t).scale(sum).minus(y.getColumn(t)).getDDRM().data);
        }
        return c.cost().averaged() ? difference.divide(c.examples()) : difference;
    }

    private static SimpleMatrix lastFirst(SimpleMatrix delta, IntFunction<SimpleMatrix> ofExample) {
        int last = delta.getNumCols() - 1;
        SimpleMatrix sum = ofExample.apply(last);
        for (int t = last - 1; t >= 0; t--) {
            sum = sum.plus(ofExample.apply(t));
        }
        return sum;
    }

    private static SimpleMatrix slope(Case p, int l) {
        return p.a(l).elementMult(p.a(l).scale(-1).plus(1));
    }

    private static Verdict verdict(Case p, Rules rules) {
        Scope scope = Scope.wholeGradient(p.depth());
        Answer given = new Answer(scope, p, rules);
        return new Judge(p, scope, given, false).verdict();
    }

    /** How many right derivations get each verdict. */
    static Map<Verdict, Integer> onRight() {
        return verdicts(Rules.RIGHT);
    }

    /** The same, computed by σ(1 − σ). */
    static Map<Verdict, Integer> onTextbook() {
        return verdicts(TEXTBOOK);
    }

    private static Map<Verdict, Integer> verdicts(Rules rules) {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        problems().forEach(p -> verdicts.merge(verdict(p, rules), 1, Integer::sum));
        return verdicts;
    }

    /** How many derivations with a mistake planted that changes a number get each verdict. */
    static Map<Verdict, Integer> onWrong() {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (Case p : problems()) {
            Scope scope = Scope.wholeGradient(p.depth());
            List<SimpleMatrix> right = Answer.right(scope, p);
            for (Slip planted : Mistake.slips(p, EnumSet.allOf(Equation.class))) {
                Rules rules = planted.in(Rules.RIGHT);
                List<SimpleMatrix> given = new Answer(scope, p, rules);
                if (differs(given, right)) {
                    verdicts.merge(verdict(p, rules), 1, Integer::sum);
                }
            }
        }
        return verdicts;
    }

    /** By more than a millionth of any entry: what rounding cannot do. */
    private static boolean differs(List<SimpleMatrix> given, List<SimpleMatrix> right) {
        for (int block = 0; block < given.size(); block++) {
            for (int i = 0; i < given.get(block).getNumElements(); i++) {
                double expected = right.get(block).get(i);
                if (Math.abs(given.get(block).get(i) - expected) > 1e-6 * Math.abs(expected)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double share(Verdict verdict, Map<Verdict, Integer> of) {
        int all = of.values().stream().mapToInt(Integer::intValue).sum();
        return of.getOrDefault(verdict, 0) / (double) all;
    }

    @Test
    void a_right_derivation_is_never_called_wrong() {
        Map<Verdict, Integer> verdicts = onRight();
        assertEquals(0, share(Verdict.FAIL, verdicts));
        assertTrue(share(Verdict.PASS, verdicts) > 0.998, verdicts.toString());
        assertEquals(0, share(Verdict.FAIL, onTextbook()));
    }

    @Test
    void a_wrong_derivation_is_never_called_right_and_rarely_undecided() {
        Map<Verdict, Integer> verdicts = onWrong();
        assertEquals(0, share(Verdict.PASS, verdicts));
        assertTrue(share(Verdict.CANNOT_TELL, verdicts) < 0.02, verdicts.toString());
    }
}
