package backprop.attack;

import backprop.Gradient;
import backprop.check.Check;
import backprop.check.Report;
import backprop.check.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the check says of why a gradient is wrong, held against what was done. A cause is true if the same mistake has it
 * on other networks of the same shape, too, where a coincidence of few numbers ends.
 */
final class FalseCauses {
    private static final int OTHERS = 3;
    /** ReLU's slope is σ′ missing wherever z is positive. */
    private static final List<Blunder> BLUNDERS = List.copyOf(EnumSet.complementOf(EnumSet.of(Blunder.OTHER_SLOPE)));

    /** How often no cause was claimed. */
    int silent;
    /** How often a true one was. */
    int confirmed;
    /** What was claimed and does not hold. */
    final List<String> refuted = new ArrayList<>();

    private FalseCauses() {}

    /** Counts on networks up to a width. */
    static FalseCauses count(int mistakes, int widest) {
        FalseCauses counts = new FalseCauses();
        for (int i = 0; counts.silent + counts.confirmed + counts.refuted.size() < mistakes; i++) {
            counts.add(i, widest);
        }
        return counts;
    }

    private void add(int seed, int widest) {
        Blunder blunder = BLUNDERS.get(seed % BLUNDERS.size());
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + widest);
        Problem p = Problem.smooth(random, widest);
        long where = random.nextLong();
        Report report = report(p, blunder, where);
        if (report.verdict() != Verdict.FAIL) {
            return;
        }
        Optional<String> claim = report.cause();
        if (claim.isEmpty()) {
            silent++;
            return;
        }
        String counterexample = isOfOneEntry(claim.get())
                ? literally(p, blunder, where)
                : IntStream.rangeClosed(1, OTHERS)
                        .mapToObj(other -> elsewhere(p.redrawn(new Random(seed + other)), blunder, where, claim.get()))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
        if (counterexample.isEmpty()) {
            confirmed++;
        } else {
            refuted.add(blunder + ", seed " + seed + ": " + p + "\n  claimed: " + claim.get() + "\n  but: "
                    + counterexample);
        }
    }

    private static Report report(Problem p, Blunder blunder, long where) {
        double[] given = blunder.gradient(p, new Random(where));
        return Check.on(p.network(), p.cost(), p.data()).gradient(Gradient.of(p.network(), given));
    }

    /** What speaks against a claim on another network; empty if nothing does. */
    private static String elsewhere(Problem other, Blunder blunder, long where, String claim) {
        Report report = report(other, blunder, where);
        if (report.verdict() != Verdict.FAIL) {
            return "";
        }
        String again = report.cause().orElse("nothing is claimed");
        boolean isSame = !alternatives(again, claim, false).isEmpty();
        boolean isSameButForItsFactor = wrong(other, blunder, where).length > 2
                && !claim.contains("η")
                && !alternatives(again, claim, true).isEmpty();
        return isSame || isSameButForItsFactor ? "" : "elsewhere " + again;
    }

    private static Set<String> alternatives(String one, String other, boolean withoutNumbers) {
        Set<String> common = new HashSet<>(alternatives(one, withoutNumbers));
        common.retainAll(alternatives(other, withoutNumbers));
        return common;
    }

    private static List<String> alternatives(String cause, boolean withoutNumbers) {
        String sentence = cause.replaceAll("[.?]$", "");
        return List.of((withoutNumbers ? sentence.replaceAll("\\S+ times", "# times") : sentence).split(", or "));
    }

    private static boolean isOfOneEntry(String claim) {
        return Arrays.stream(claim.split("; and ")).allMatch(part -> part.contains("only entry"));
    }

    /** That one entry of a block is wrong says something if there are others. */
    private static String literally(Problem p, Blunder blunder, long where) {
        int[] wrong = wrong(p, blunder, where);
        return IntStream.range(0, p.depth())
                        .mapToObj(p::block)
                        .allMatch(block -> isSingle(wrong, block.from(), block.biases())
                                && isSingle(wrong, block.biases(), block.end()))
                ? ""
                : "wrong are the entries " + Arrays.toString(wrong);
    }

    private static boolean isSingle(int[] wrong, int from, int to) {
        long count = Arrays.stream(wrong).filter(i -> i >= from && i < to).count();
        return count == 0 || count == 1 && to - from > 1;
    }

    private static int[] wrong(Problem p, Blunder blunder, long where) {
        double[] right = new ByHand(p).gradient();
        double[] given = blunder.gradient(p, new Random(where));
        return IntStream.range(0, right.length)
                .filter(i -> Math.abs(given[i] - right[i]) > 1e-12 * Math.abs(right[i]))
                .toArray();
    }
}
