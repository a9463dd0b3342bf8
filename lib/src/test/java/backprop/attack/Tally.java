package backprop.attack;

import backprop.check.Report;
import backprop.check.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Verdicts counted, and the first few of those that must not be. */
final class Tally {
    private static final int SHOWN = 3;

    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final List<String> offences = new ArrayList<>();

    void add(Report report, Verdict offence, Object what) {
        Verdict verdict = report.verdict();
        counts.merge(verdict, 1, Integer::sum);
        if (verdict == offence && offences.size() < SHOWN) {
            offences.add(what + "\n" + report);
        }
    }

    int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    int all() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often each verdict was given, and what ought not to have been. */
    @Override
    public String toString() {
        return counts + "\n" + String.join("\n", offences);
    }
}
