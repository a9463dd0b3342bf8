package backprop.check;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * What may have been done: the right derivation with changes, and what it answers.
 *
 * @param answer an {@link Answer} of the changed rules, or numbers that no rules give
 */
record Hypothesis(List<Change> changes, List<SimpleMatrix> answer) {
    /** That the right rules were changed. */
    static Hypothesis of(Answer right, List<Change> changes) {
        return new Hypothesis(changes, right.by(rules(changes.stream())));
    }

    /** That numbers were handled wrongly after they had been right: no equation is to blame. */
    static Hypothesis of(Cause cause, List<SimpleMatrix> numbers) {
        return new Hypothesis(List.of(new Change(cause, null, Set.of(), 0, false, UnaryOperator.identity())), numbers);
    }

    Hypothesis and(Answer right, List<Change> more) {
        return of(right, Stream.concat(changes.stream(), more.stream()).toList());
    }

    /** What would be answered without one of the changes. */
    Answer without(Change change, Answer right) {
        return right.by(rules(changes.stream().filter(other -> other != change)));
    }

    private static Rules rules(Stream<Change> changes) {
        return changes.map(Change::in)
                .reduce(UnaryOperator.identity(), (first, then) -> rules -> then.apply(first.apply(rules)))
                .apply(Rules.RIGHT);
    }

    /** How many choices and fitted constants it takes. */
    int cost() {
        return changes.stream().mapToInt(Change::cost).sum();
    }

    List<Cause> causes() {
        return changes.stream().map(Change::cause).toList();
    }
}
