package backprop.check;

import backprop.Activation;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** A formula that can be computed again says more on a network made for the purpose, where causes differ that coincide here. */
final class AskedAgain {
    private AskedAgain() {}

    /** What was found, or of the ties in it those that still explain the formula where all layers differ in size. */
    static Explanation of(
            Case problem, Equation equation, Explanation found, Function<Case, List<SimpleMatrix>> answers) {
        boolean isOpen = found.alternatives().isEmpty()
                ? !found.ties().isEmpty()
                : found.alternatives().size() > 1;
        if (!isOpen) {
            return found;
        }
        try {
            Case other = other(problem);
            List<SimpleMatrix> given = answers.apply(other);
            Explanation again = new Judge(other, Scope.of(equation, other.depth()), given, false).explanation();
            List<List<Cause>> before = found.alternatives().isEmpty() ? found.ties() : found.alternatives();
            List<List<Cause>> still = again.alternatives().stream()
                    .filter(causes -> before.stream().anyMatch(tie -> isSame(tie, causes)))
                    .toList();
            boolean isNews =
                    !still.isEmpty() && still.size() != found.alternatives().size();
            return isNews ? new Explanation(still, remarks(other)) : found;
        } catch (RuntimeException itCannotBeAskedThere) {
            return found;
        }
    }

    private static List<String> remarks(Case other) {
        return List.of("Asked again on a " + other.network().shape() + " network with three examples, it is this.");
    }

    private static boolean isSame(List<Cause> one, List<Cause> other) {
        return one.stream()
                .map(Cause::what)
                .toList()
                .equals(other.stream().map(Cause::what).toList());
    }

    /** A network of the same activations, as deep. */
    private static Case other(Case problem) {
        Case standard = Case.standard(problem.depth(), problem.cost(), 3);
        Activation[] g =
                IntStream.rangeClosed(1, problem.depth()).mapToObj(problem::g).toArray(Activation[]::new);
        return Case.of(standard.network().with(g), problem.cost(), standard.data())
                .regularized(problem.lambda());
    }
}
