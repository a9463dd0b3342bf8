package backprop.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why numbers are wrong, as far as it could be found.
 *
 * @param alternatives each gives the very same numbers: one cause, or several at once; none if nothing known does
 * @param ties the same where there are too few numbers to tell: what may be, but is not claimed
 * @param remarks how well the first fits, what tells several apart, and what comes next
 */
record Explanation(List<List<Cause>> alternatives, List<List<Cause>> ties, List<String> remarks) {
    Explanation(List<List<Cause>> alternatives, List<String> remarks) {
        this(alternatives, List.of(), remarks);
    }

    static Explanation of(Optional<Cause> cause, String otherwise) {
        return new Explanation(
                cause.stream().map(List::of).toList(), cause.isPresent() ? List.of() : List.of(otherwise));
    }

    Explanation remark(String last) {
        return new Explanation(
                alternatives,
                ties,
                Stream.concat(remarks.stream(), Stream.of(last)).toList());
    }

    static String words(List<Cause> atOnce) {
        return atOnce.stream().map(Cause::toString).collect(Collectors.joining("; and "));
    }

    /** The causes in one sentence. */
    Optional<String> cause() {
        String all = alternatives.stream().map(Explanation::words).distinct().collect(Collectors.joining(", or "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all.endsWith("?") ? all : all + ".");
    }
}
