package backprop.check;

import backprop.internal.LongRun;
import backprop.text.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Many numbers beside those they should be, and the verdict they allow.
 *
 * @param isSample whether they are points of a range, of which one or two may lie on a gap of a right formula, as 0 does in
 *     sin z / z; entries, each of which counts, if not
 */
record Matches(List<Match> all, boolean isSample) {
    /** So many points of a sample are no accident. */
    private static final int SEVERAL = 3;

    /** Compares at every index, and stops when the thread is interrupted. */
    static Matches of(int size, boolean isSample, IntFunction<Match> match) {
        try (LongRun run = LongRun.of("numbers", size)) {
            return new Matches(
                    IntStream.range(0, size)
                            .mapToObj(i -> {
                                if (Thread.currentThread().isInterrupted()) {
                                    throw new CancellationException(
                                            "interrupted after " + i + " of " + size + " numbers");
                                }
                                run.at(i);
                                return match.apply(i);
                            })
                            .toList(),
                    isSample);
        }
    }

    /** Whether either side is the same everywhere: nobody sees then what rounding has left of, say, 1.001 − 1. */
    boolean areConstants() {
        return all.stream().mapToDouble(Match::given).distinct().count() == 1
                && all.stream().mapToDouble(Match::expected).distinct().count() == 1;
    }

    /** The same, if numbers that differ are constants, which may be what is left of larger ones. */
    Matches ofConstants() {
        return of(size(), isSample, i -> get(i).finding() == Finding.DIFFERENT ? get(i).ofConstants() : get(i));
    }

    int size() {
        return all.size();
    }

    Match get(int i) {
        return all.get(i);
    }

    int count(Finding finding) {
        return indices(finding).length;
    }

    private int[] indices(Finding finding) {
        return IntStream.range(0, size())
                .filter(i -> get(i).finding() == finding)
                .toArray();
    }

    /** Where it is wrong: an entry that is no number is, a point of a sample need not be. */
    int[] wrong() {
        IntStream none = isSample ? IntStream.empty() : Arrays.stream(indices(Finding.NO_NUMBER));
        return IntStream.concat(Arrays.stream(indices(Finding.DIFFERENT)), none)
                .sorted()
                .toArray();
    }

    /** How many do not tell. */
    int untold() {
        return count(Finding.HIDDEN) + count(Finding.DOUBTFUL) + (isSample ? count(Finding.NO_NUMBER) : 0);
    }

    /** Wrong if several points are, or one entry; right if none is, and most tell. */
    Verdict verdict() {
        int several = isSample ? SEVERAL : 1;
        int wrong = wrong().length;
        if (wrong >= several) {
            return Verdict.FAIL;
        }
        boolean isWhole = count(Finding.DOUBTFUL) == 0 && count(Finding.NO_NUMBER) < several;
        return wrong == 0 && isWhole && count(Finding.EQUAL) > untold() ? Verdict.PASS : Verdict.CANNOT_TELL;
    }

    /** The wrong number that is farthest off. */
    OptionalInt worst() {
        return worst(i -> get(i).off());
    }

    /** The wrong number that is farthest off for its size. */
    OptionalInt clearest() {
        return worst(i -> get(i).off() / get(i).size());
    }

    private OptionalInt worst(IntToDoubleFunction size) {
        return Arrays.stream(wrong())
                .reduce((i, k) -> Double.compare(size.applyAsDouble(i), size.applyAsDouble(k)) >= 0 ? i : k);
    }

    /** The largest difference where there is one. */
    double largest() {
        return all.stream()
                .mapToDouble(Match::off)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** The report of a formula that was held against differences. */
    Report report(String title, IntFunction<String> place, Supplier<Explanation> why) {
        String what = "against differences";
        return switch (verdict()) {
            case FAIL -> {
                int i = worst().orElseThrow();
                String numbers = "worst at " + place.apply(i) + ": yours " + get(i).givenText() + ", expected "
                        + get(i).expectedText() + rest();
                String finding = "wrong at " + wrong().length + " of " + size();
                yield new Report(
                        title + ": WRONG",
                        List.of(new Report.Line(Verdict.FAIL, what, finding, numbers)),
                        List.of(),
                        List.of(),
                        why);
            }
            case PASS -> new Report(title + ": right", List.of(new Report.Line(Verdict.PASS, what, right())));
            case CANNOT_TELL -> {
                String finding = count(Finding.HIDDEN) == size()
                        ? "differences are too noisy at all " + size() + (isSample ? " points" : " entries")
                        : right();
                yield new Report(title + ": cannot tell", List.of(new Report.Line(Verdict.CANNOT_TELL, what, finding)));
            }
        };
    }

    private String right() {
        return agreeing() + " of " + size() + " right, largest difference " + Numbers.text(largest(), 1) + rest();
    }

    private int agreeing() {
        return count(Finding.EQUAL) + count(Finding.ALIKE);
    }

    private String rest() {
        int hidden = count(Finding.HIDDEN) + count(Finding.DOUBTFUL);
        return (hidden == 0 ? "" : "; cannot tell at " + hidden + ", where differences are too noisy") + gaps();
    }

    /** What to say of points that are no numbers, and of the one or two that differ. */
    String gaps() {
        int none = isSample ? count(Finding.NO_NUMBER) : 0;
        int different = wrong().length;
        boolean isOdd = isSample && different > 0 && different < SEVERAL;
        return (none == 0 ? "" : "; NaN or infinite at " + none + ": does it overflow there, or divide by 0?")
                + (isOdd ? "; wrong at " + different + ", too few to be sure" : "");
    }
}
