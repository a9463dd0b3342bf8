package backprop.check;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What would give a single wrong number: told as that, for one number shows no cause. */
final class Guess {
    private static final int MOST_NAMED = 3;
    private static final double ROUNDING = 1e-11;

    private Guess() {}

    /**
     * Says what gives a number, in one sentence.
     *
     * @param place where the sentence begins, such as {@code For ∂C/∂w¹[0][0]}
     * @param known what mistakes give, by their words
     */
    static String of(String place, Map<String, Double> known, double right, Typed given) {
        return told(place, fitting(known, right, given));
    }

    private static List<String> fitting(Map<String, Double> known, double right, Typed given) {
        double number = given.numbers().get(0);
        double typed = given.precision(0).tolerance(number, 0);
        return known.entrySet().stream()
                .filter(entry -> {
                    double tolerance = typed + ROUNDING * Math.abs(entry.getValue());
                    return Math.abs(entry.getValue() - number) <= tolerance
                            && Math.abs(entry.getValue() - right) > tolerance;
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String told(String place, List<String> causes) {
        if (causes.isEmpty()) {
            return place + " no known mistake gives this number.";
        }
        int more = causes.size() - MOST_NAMED;
        return place + " one number is too few to tell the cause; "
                + (causes.size() == 1 ? "this gives it: " : "each of these gives it: ")
                + causes.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more." : ".");
    }
}
