package backprop.attack;

import backprop.check.Check;
import backprop.check.NetworkCheck;
import backprop.check.Report;
import backprop.check.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Gross mistakes in answers to random problems, and what the check says of them. */
final class WrongAnswers {
    /** A gross mistake changes some number by more than this share of the largest in its block. */
    private static final double GROSS = 1e-5;
    /** A number is known if rounding moves it by less than this share. */
    private static final double KNOWN = 1e-6;
    /** What the rounding of a parameter does to the gradient of a step whose η is 0.01 or more, as a share of it. */
    private static final double STEP = 1e-13;
    /** How far the bound of a rounding error may lie above what is observed of it. */
    private static final double BOUND = 100;

    /** Verdicts on gradients, as numbers or as a step, and on equations. */
    final Map<String, Tally> verdicts = new LinkedHashMap<>();
    /** Of those that it could not tell: the right number itself is lost in rounding. */
    int unknown;
    /** Of those: σ(1 − σ) by hand is as far off. */
    int textbook;
    /** Of those: all others. */
    final List<String> untold = new ArrayList<>();

    private WrongAnswers() {}

    /** What the check says of a number of mistakes. */
    static WrongAnswers count(int mistakes) {
        WrongAnswers counts = new WrongAnswers();
        for (int i = 0; counts.all() < mistakes; i++) {
            Random random = new Random(i * 0x9E3779B97F4A7C15L + 1);
            Problem p = Problem.random(random, i % 4 == 0 ? 1 : 6);
            Form form = i % 3 == 0 ? Form.STEP : Form.NUMBERS;
            Blunder blunder = Blunder.values()[i % Blunder.values().length];
            counts.add(p, form, blunder.gradient(p, random), random, blunder + ", " + i + ": " + p);
            counts.add(p, Formula.of(i, p), Slip.values()[random.nextInt(Slip.values().length)], i + ": " + p);
        }
        return counts;
    }

    private int all() {
        return verdicts.values().stream().mapToInt(Tally::all).sum();
    }

    private Tally tally(String form) {
        return verdicts.computeIfAbsent(form, words -> new Tally());
    }

    private void add(Problem p, Form form, double[] given, Random random, String what) {
        double[] right = new ByHand(p).gradient();
        double[] rounding = Arrays.stream(p.network().parameters())
                .map(parameter -> form == Form.STEP ? STEP * Math.abs(parameter) : 0)
                .toArray();
        int[] gross = gross(p, given, right)
                .filter(i -> !(Math.abs(given[i] - right[i]) <= rounding[i]))
                .toArray();
        if (gross.length == 0 || !Arrays.stream(right).allMatch(Double::isFinite)) {
            return;
        }
        Report report = form.ask(p, Check.on(p.network(), p.cost(), p.data()), given, random);
        tally(form.words).add(report, Verdict.PASS, what);
        if (report.verdict() == Verdict.CANNOT_TELL) {
            explain(p, given, right, gross, rounding, what + "\n" + report);
        }
    }

    private void explain(Problem p, double[] given, double[] right, int[] gross, double[] rounding, String otherwise) {
        double[] spread = Shaken.spread(p, right, false);
        double[] textbookSpread = Shaken.spread(p, right, true);
        IntPredicate isUnknown = i -> !(BOUND * spread[i] + rounding[i] < KNOWN * Math.abs(right[i]));
        IntPredicate isTextbook = i -> !(BOUND * textbookSpread[i] < Math.abs(given[i] - right[i]));
        if (Arrays.stream(gross).allMatch(isUnknown)) {
            unknown++;
        } else if (Arrays.stream(gross).allMatch(isUnknown.or(isTextbook))) {
            textbook++;
        } else {
            untold.add(otherwise);
        }
    }

    private static IntStream gross(Problem p, double[] given, double[] right) {
        return IntStream.range(0, p.depth())
                .mapToObj(p::block)
                .flatMapToInt(block -> IntStream.concat(
                        gross(block.from(), block.biases(), given, right),
                        gross(block.biases(), block.end(), given, right)));
    }

    private static IntStream gross(int from, int to, double[] given, double[] right) {
        double largest = Arrays.stream(right, from, to).map(Math::abs).max().orElse(0);
        return IntStream.range(from, to).filter(i -> !(Math.abs(given[i] - right[i]) <= GROSS * largest));
    }

    /** What somebody may do to the result of an equation. */
    private enum Slip {
        SIGN(m -> m.scale(-1)),
        NOTHING(m -> m.scale(0)),
        THREE_TIMES(m -> m.scale(3)),
        LAST_ENTRY(m -> {
            SimpleMatrix changed = m.copy();
            changed.set(m.getNumElements() - 1, 1.001 * m.get(m.getNumElements() - 1));
            return changed;
        }),
        UPSIDE_DOWN(m -> {
            SimpleMatrix changed = m.copy();
            for (int i = 0; i < m.getNumRows(); i++) {
                changed.insertIntoThis(i, 0, m.getRow(m.getNumRows() - 1 - i));
            }
            return changed;
        });

        private final UnaryOperator<SimpleMatrix> change;

        Slip(UnaryOperator<SimpleMatrix> change) {
            this.change = change;
        }
    }

    private void add(Problem p, Formula formula, Slip slip, String what) {
        boolean[] isGross = new boolean[1];
        NetworkCheck check = Check.on(p.network(), p.cost(), p.data());
        Report report = formula.ask(p, check, right -> {
            SimpleMatrix given = slip.change.apply(right);
            isGross[0] |= given.minus(right).elementMaxAbs() > GROSS * right.elementMaxAbs();
            return given;
        });
        if (isGross[0]) {
            tally(RightAnswers.EQUATION).add(report, Verdict.PASS, formula + ", " + slip + ", " + what);
        }
    }

    /** Rounds every number at random, a few times as far as a double does. */
    private static final class Shaken extends ByHand {
        private static final double ULPS = 4;
        private static final int RUNS = 8;

        private final Random random;
        private final boolean textbook;

        private Shaken(Problem p, long seed, boolean textbook) {
            super(p);
            random = new Random(seed);
            this.textbook = textbook;
        }

        /** How far that moves each entry of a gradient. */
        static double[] spread(Problem p, double[] right, boolean textbook) {
            double[] spread = new double[right.length];
            for (int run = 0; run < RUNS; run++) {
                double[] shaken = new Shaken(p, run, textbook).gradient();
                Arrays.setAll(spread, i -> Math.max(spread[i], Math.abs(shaken[i] - right[i])));
            }
            return spread;
        }

        @Override
        double stored(double number) {
            return number * (1 + ULPS * Math.ulp(1.0) * random.nextGaussian());
        }

        @Override
        double slope(int l, double z, double a) {
            return !textbook
                    ? super.slope(l, z, a)
                    : p.g()[l].isOwn()
                            ? super.slope(l, z, a) + ULPS * Math.ulp(1.0) * random.nextGaussian()
                            : p.g()[l].textbookSlope.applyAsDouble(z, a);
        }

        /** Cross-entropy's, by its ∇ₐC where that is a number. */
        @Override
        double[] outputError(double[] z, double[] a, double[] y) {
            double[] delta = super.outputError(z, a, y);
            for (int j = 0; j < a.length && textbook && p.loss() == Loss.CROSS_ENTROPY; j++) {
                double product = ((1 - y[j]) / (1 - a[j]) - y[j] / a[j]) * super.slope(p.depth() - 1, z[j], a[j]);
                delta[j] = Double.isFinite(product) ? product : delta[j];
            }
            return delta;
        }
    }
}
