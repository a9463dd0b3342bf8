package backprop.check;

import backprop.Sigmoid;
import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What wrong numbers have in common: the same ratio to the right ones everywhere, a known function, an offset. A pattern is
 * named if it gives every number within its bound, and if enough numbers tell it from the right ones: two more than it has
 * constants to fit, five for a function. Several that do are all named.
 */
final class Pattern {
    private static final int FOR_NO_CONSTANT = 2;
    private static final int FOR_A_CONSTANT = 3;
    private static final int FOR_A_FUNCTION = 5;

    private static final int DIGITS = 7;
    private static final int MOST_DIGITS = 15;

    /** What a pattern's own computation may round. */
    private static final double ROUNDING = 1e-13;

    /** Where functions are told apart, whatever the range of the check. */
    private static final double[] ANYWHERE = {-1.3, 0.7, 2.1};

    /** A ratio that a slip of calculus leaves behind. */
    private record Ratio(String name, boolean isSum, DoubleUnaryOperator f) {
        Ratio negated() {
            return new Ratio(isSum ? "−(" + name + ")" : "−" + name, false, z -> -f.applyAsDouble(z));
        }

        boolean isThe(DoubleUnaryOperator other) {
            return Arrays.stream(ANYWHERE)
                    .allMatch(z -> Math.abs(f.applyAsDouble(z) / other.applyAsDouble(z) - 1) < ROUNDING);
        }
    }

    private static final List<Ratio> RATIOS = List.of(
            new Ratio("1 + e⁻ᶻ", true, z -> 1 + Math.exp(-z)),
            new Ratio("e⁻ᶻ", false, z -> Math.exp(-z)),
            new Ratio("eᶻ", false, Math::exp),
            new Ratio("1 + eᶻ", true, z -> 1 + Math.exp(z)),
            new Ratio("σ(z)", false, Sigmoid::of),
            new Ratio("1 − σ(z)", true, z -> Sigmoid.of(-z)),
            new Ratio("σ′(z)", false, Sigmoid::derivative),
            new Ratio("z", false, z -> z),
            new Ratio("tanh z", false, Math::tanh),
            new Ratio("cosh² z", false, z -> Math.cosh(z) * Math.cosh(z)));

    /**
     * What may have been done to the right numbers.
     *
     * @param value what number i would be
     * @param slack how far off number i may be because a constant was fitted
     * @param needed how many numbers must tell it from the right ones
     */
    record Candidate(Cause cause, IntToDoubleFunction value, IntToDoubleFunction slack, int needed) {
        /** Without a constant. */
        static Candidate of(Cause cause, IntToDoubleFunction value) {
            return new Candidate(cause, value, i -> 0, FOR_NO_CONSTANT);
        }

        private double tolerance(Match m, int i) {
            double explained = value.applyAsDouble(i);
            double ratio = m.expected() == 0 ? 1 : Math.abs(explained / m.expected());
            return m.bound() * Math.max(1, ratio) + slack.applyAsDouble(i) + ROUNDING * Math.abs(explained);
        }

        boolean fits(Matches matches) {
            return IntStream.range(0, matches.size()).allMatch(i -> fits(matches.get(i), i));
        }

        private boolean fits(Match m, int i) {
            if (!Double.isFinite(m.given())) {
                return Double.compare(m.given(), m.expected()) == 0;
            }
            double off = Math.abs(m.given() - value.applyAsDouble(i));
            return !(m.error() < Double.POSITIVE_INFINITY) || off <= tolerance(m, i);
        }

        boolean isProved(Matches matches) {
            return IntStream.range(0, matches.size())
                            .filter(i -> isTold(matches.get(i), i))
                            .count()
                    >= needed;
        }

        private boolean isTold(Match m, int i) {
            return m.isTold() && Math.abs(value.applyAsDouble(i) - m.expected()) > tolerance(m, i);
        }
    }

    private Pattern() {}

    /** What entries have in common; more candidates may be known of them. */
    static Explanation ofEntries(Matches matches, IntFunction<String> place, List<Candidate> more) {
        List<Candidate> all = new ArrayList<>(more);
        all.addAll(constants(matches));
        Explanation explanation = explanation(matches, all);
        int[] wrong = matches.wrong();
        boolean isOnlyOne = !matches.isSample()
                && wrong.length == 1
                && matches.size() > FOR_NO_CONSTANT
                && matches.untold() == 0
                && explanation.alternatives().isEmpty();
        return isOnlyOne
                ? Explanation.of(Optional.of(new Cause("one entry", "only " + place.apply(wrong[0]) + " is wrong")), "")
                : explanation;
    }

    /** What numbers at some points have in common, where the ratio may also be a function of the point. */
    static Explanation at(double[] points, Matches matches) {
        List<Candidate> constants = constants(matches);
        Explanation explanation = explanation(matches, constants);
        if (!explanation.alternatives().isEmpty()) {
            return explanation;
        }
        List<Candidate> functions = new ArrayList<>(constants);
        List<Ratio> seen = new ArrayList<>();
        for (Ratio positive : RATIOS) {
            for (Ratio ratio : List.of(positive, positive.negated())) {
                add(functions, seen, ratio, "times " + ratio.name, "one too many, or a power lost?", points, matches);
                Ratio inverse = new Ratio(ratio.name, false, z -> 1 / ratio.f.applyAsDouble(z));
                add(functions, seen, inverse, "divided by " + ratio.name, "was it lost?", points, matches);
            }
        }
        return explanation(matches, functions);
    }

    private static void add(
            List<Candidate> all, List<Ratio> seen, Ratio ratio, String by, String asks, double[] at, Matches matches) {
        if (seen.stream().noneMatch(other -> other.isThe(ratio.f))) {
            seen.add(ratio);
            Cause cause = new Cause(by, "yours is right " + by + " at every point: " + asks);
            IntToDoubleFunction value = i -> matches.get(i).expected() * ratio.f.applyAsDouble(at[i]);
            all.add(new Candidate(cause, value, i -> 0, FOR_A_FUNCTION));
        }
    }

    private static List<Candidate> constants(Matches matches) {
        List<Candidate> all = new ArrayList<>();
        all.add(Candidate.of(
                new Cause("sign", "the sign is wrong everywhere"),
                i -> -matches.get(i).expected()));
        best(matches, m -> m.bound() / Math.abs(m.expected())).ifPresent(m -> {
            double factor = m.given() / m.expected();
            double share = m.bound() / Math.abs(m.expected()) * Math.max(1, 1 / Math.abs(factor));
            IntToDoubleFunction value = i -> factor * matches.get(i).expected();
            String words = "yours is " + digits(factor, share) + " times what it should be, everywhere";
            if (factor != 0
                    && Math.abs(factor + 1) > share
                    && !digits(factor, share).equals("1")) {
                all.add(new Candidate(
                        new Cause("factor", words),
                        value,
                        i -> share * Math.abs(value.applyAsDouble(i)),
                        FOR_A_CONSTANT));
            }
        });
        best(matches, Match::bound).ifPresent(m -> {
            double offset = m.given() - m.expected();
            String words = "the constant " + digits(offset, m.bound() / Math.abs(offset)) + " is added everywhere";
            IntToDoubleFunction value = i -> matches.get(i).expected() + offset;
            all.add(new Candidate(new Cause("offset", words), value, i -> m.bound(), FOR_A_CONSTANT));
        });
        return all;
    }

    /** The number that a constant is best fitted to. */
    private static Optional<Match> best(Matches matches, ToDoubleFunction<Match> error) {
        return matches.all().stream()
                .filter(m -> Double.isFinite(m.given()) && m.isTold() && Double.isFinite(error.applyAsDouble(m)))
                .min(Comparator.comparingDouble(error));
    }

    /** No more digits than the numbers give; seven do, if they tell a factor from 1. */
    private static String digits(double value, double share) {
        int known = share > 0 ? (int) Math.floor(-Math.log10(share)) : MOST_DIGITS;
        int told = Math.abs(value - 1) < 1e-6 ? MOST_DIGITS : DIGITS;
        return Numbers.text(value, Math.max(1, Math.min(told, known)));
    }

    private static Explanation explanation(Matches matches, List<Candidate> candidates) {
        List<Candidate> fitting =
                candidates.stream().filter(c -> c.fits(matches)).toList();
        List<List<Cause>> proved = fitting.stream()
                .filter(c -> c.isProved(matches))
                .map(c -> List.of(c.cause))
                .toList();
        if (!proved.isEmpty()) {
            return new Explanation(proved, List.of());
        }
        String could = fitting.stream().map(c -> c.cause.what()).distinct().collect(Collectors.joining(", or "));
        boolean tooFew = matches.all().stream().filter(Match::isTold).count() < FOR_A_CONSTANT;
        String words = !tooFew
                ? "No known pattern fits."
                : "Too few numbers to tell why" + (could.isEmpty() ? "." : "; it could be: " + could + ".");
        return new Explanation(List.of(), List.of(words));
    }
}
