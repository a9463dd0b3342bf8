package backprop.check;

import backprop.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ejml.MatrixDimensionException;
import org.ejml.simple.SimpleMatrix;

/** What is said of the hypotheses that give the numbers: believed ones, or ties. */
record Telling(Judge judge, Bounds bounds, Evidence evidence) {
    /** The share of a block's largest entry within which a mistake that does not fit is mentioned. */
    private static final double CLOSE = 0.1;

    private static final int MOST_TIES = 4;

    /** What may be, where there are too few numbers for any of it. */
    Explanation tooFew(List<Hypothesis> fitting) {
        List<List<Cause>> ties = fitting.stream().map(Hypothesis::causes).toList();
        int more = ties.size() - MOST_TIES;
        String named = ties.stream()
                .limit(MOST_TIES)
                .map(causes -> "'" + Explanation.words(causes) + "'")
                .collect(Collectors.joining(" and "));
        String give = ties.size() == 1
                ? " gives them, and so may others."
                : ties.size() == 2 ? " both give them." : " all give them.";
        String sentence = "Too few numbers to tell: " + named + (more > 0 ? " and " + more + " more" : "") + give;
        return new Explanation(List.of(), ties, List.of((sentence + " " + apart(fitting)).strip()));
    }

    /** What is believed, and what comes next of the single mistakes. */
    Explanation explanation(List<Hypothesis> exact, List<Hypothesis> singles) {
        List<String> remarks = new ArrayList<>();
        if (exact.isEmpty()) {
            remarks.add("No known mistake gives these numbers.");
        } else {
            double fit = Bounds.misfit(judge.given(), exact.get(0).answer());
            remarks.add("This explains every number to "
                    + (fit < 1e-11 ? "rounding (" + Numbers.text(fit, 1) + ")." : "the digits given."));
        }
        if (exact.stream().map(Hypothesis::causes).distinct().count() > 1) {
            remarks.add(("These give the very same numbers here. " + apart(exact)).strip());
        }
        singles.stream()
                .peek(h -> Search.requireNoInterrupt())
                .filter(h -> exact.stream().noneMatch(e -> e.causes().equals(h.causes())))
                .map(h -> Map.entry(h, Bounds.misfit(judge.given(), h.answer(), CLOSE)))
                .filter(next -> next.getValue() < CLOSE) // before the evidence, which takes longer
                .sorted(Map.Entry.comparingByValue())
                .filter(next -> !bounds.contradict(next.getKey().answer()) && evidence.isEnoughFor(next.getKey()))
                .findFirst()
                .ifPresent(next -> remarks.add((exact.isEmpty() ? "Closest: " : "Next best: ")
                        + Explanation.words(next.getKey().causes()) + ", off by " + percent(next.getValue()) + "."));
        return new Explanation(exact.stream().map(Hypothesis::causes).toList(), remarks);
    }

    private static String percent(double share) {
        return share >= 0.001 ? Numbers.text(100 * share, 2) + " %" : Numbers.text(share, 2) + " of the largest entry";
    }

    /** What a network whose layers differ in size, with three examples, makes of the first two; empty if it cannot tell. */
    private String apart(List<Hypothesis> ties) {
        List<Answer> byRules = ties.stream()
                .map(Hypothesis::answer)
                .filter(Answer.class::isInstance)
                .map(Answer.class::cast)
                .limit(2)
                .toList();
        if (byRules.size() < 2) {
            return "";
        }
        Case other;
        try {
            other = Case.standard(judge.problem().depth(), judge.problem().cost(), 3)
                    .regularized(judge.problem().lambda());
        } catch (IllegalArgumentException notOfThisCost) {
            return "";
        }
        Optional<List<SimpleMatrix>> first = computed(byRules.get(0).on(other));
        Optional<List<SimpleMatrix>> second = computed(byRules.get(1).on(other));
        if (first.isEmpty() && second.isEmpty()) {
            return "Their shapes would not fit on a " + other.network().shape() + " network.";
        }
        return first.isPresent() && second.isPresent() && Bounds.misfit(first.get(), second.get()) < 1e-4
                ? "For this cost they are the same formula."
                : "A " + other.network().shape() + " network with three examples tells them apart.";
    }

    /** Nothing if the rules do not fit the shapes there. */
    private static Optional<List<SimpleMatrix>> computed(Answer answer) {
        try {
            return Optional.of(List.copyOf(answer));
        } catch (IllegalArgumentException | MatrixDimensionException | NullPointerException itIsNoMistakeThere) {
            return Optional.empty();
        }
    }
}
