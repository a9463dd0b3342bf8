package backprop.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * Of claims that are all right, or all wrong: how many there are, how many get the verdict that they must not get, and how
 * many none.
 */
record Rate(int all, long mistaken, long untold) {
    /** A claim that the check can judge. */
    interface Claim {
        Report report();
    }

    /** Of those that somebody can tell, and those that nobody can. */
    static Rate of(Verdict mistaken, List<? extends Claim> told, List<? extends Claim> hidden) {
        List<Verdict> verdicts = Stream.concat(told.stream(), hidden.stream())
                .map(claim -> claim.report().verdict())
                .toList();
        return new Rate(verdicts.size(), count(verdicts, mistaken), count(verdicts, Verdict.CANNOT_TELL));
    }

    private static long count(List<Verdict> verdicts, Verdict verdict) {
        return verdicts.stream().filter(v -> v == verdict).count();
    }
}
