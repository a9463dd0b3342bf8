package backprop.attack;

import backprop.Gradient;
import backprop.check.Check;
import backprop.check.Report;
import backprop.check.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Gross mistakes, and what the check says of them. */
final class WrongAnswers {
    /** A gross mistake changes some number by more than this share of itself and of the largest in its block. */
    private static final double GROSS = 1e-5;
    /** A number is known if rounding moves it by less than this share. */
    private static final double KNOWN = 1e-6;
    /** How far the bound of a rounding error may lie above what is observed of it. */
    private static final double BOUND = 100;

    final Tally verdicts = new Tally();
    /** Of those that it could not tell: the right number itself is lost in rounding. */
    int unknown;
    /** Of those: σ(1 − σ) by hand is as far off. */
    int textbook;
    /** Of those: all others. */
    final List<String> untold = new ArrayList<>();

    private WrongAnswers() {}

    /** What the check says of a number of mistakes in random problems. */
    static WrongAnswers count(int mistakes) {
        WrongAnswers counts = new WrongAnswers();
        for (int i = 0; counts.verdicts.all() < mistakes; i++) {
            Random random = new Random(i * 0x9E3779B97F4A7C15L + 1);
            Problem p = Problem.random(random, i % 4 == 0 ? 1 : 6);
            Blunder blunder = Blunder.values()[i % Blunder.values().length];
            counts.add(p, blunder.gradient(p, random), blunder + ", problem " + i + ": " + p);
        }
        return counts;
    }

    private void add(Problem p, double[] given, String what) {
        double[] right = new ByHand(p).gradient();
        int[] gross = gross(p, given, right);
        if (gross.length == 0 || !Arrays.stream(right).allMatch(Double::isFinite)) {
            return;
        }
        Report report = Check.on(p.network(), p.cost(), p.data()).gradient(Gradient.of(p.network(), given));
        verdicts.add(report, Verdict.PASS, what);
        if (report.verdict() == Verdict.CANNOT_TELL) {
            double[] spread = Shaken.spread(p, right, false);
            double[] textbookSpread = Shaken.spread(p, right, true);
            IntPredicate isUnknown = i -> !(BOUND * spread[i] < KNOWN * Math.abs(right[i]));
            IntPredicate isTextbook = i -> !(BOUND * textbookSpread[i] < Math.abs(given[i] - right[i]));
            if (Arrays.stream(gross).allMatch(isUnknown)) {
                unknown++;
            } else if (Arrays.stream(gross).allMatch(isUnknown.or(isTextbook))) {
                textbook++;
            } else {
                untold.add(what + "\n" + report);
            }
        }
    }

    private static int[] gross(Problem p, double[] given, double[] right) {
        return IntStream.range(0, p.depth())
                .mapToObj(p::block)
                .flatMapToInt(block -> IntStream.concat(
                        gross(block.from(), block.biases(), given, right),
                        gross(block.biases(), block.end(), given, right)))
                .toArray();
    }

    private static IntStream gross(int from, int to, double[] given, double[] right) {
        double largest = Arrays.stream(right, from, to).map(Math::abs).max().orElse(0);
        return IntStream.range(from, to).filter(i -> !(Math.abs(given[i] - right[i]) <= GROSS * largest));
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
            return textbook ? p.g()[l].textbookSlope.applyAsDouble(z, a) : super.slope(l, z, a);
        }
    }
}
