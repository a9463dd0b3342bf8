package backprop.data;

import backprop.internal.Require;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which arrays of a file belong to the layers, told by their names: {@code w1}, {@code b1}, {@code W2}, {@code weights_2};
 * {@code 0.weight}, {@code fc1.bias} of a PyTorch module; {@code arr_0}, {@code arr_1}, … of np.savez, in turn. Names that all
 * have numbers count by them, others in the order of the file. A gradient's may have a {@code d} or {@code grad_} before or
 * {@code .grad} behind.
 *
 * @param weights those of w, layer 1 first
 * @param biases those of b
 */
record LayerNames(List<String> weights, List<String> biases) {
    private static final Pattern NAME = Pattern.compile(
            "(?:.*[./])?(?<before>d_?|grad_)?(?:(?<w>w|weights?)|b|bias|biases)_?\\d*(?<behind>[._]grad)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_TURN = Pattern.compile("arr_\\d+");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Finds the weights and biases themselves. */
    static LayerNames ofParameters(String source, Collection<String> names) {
        return found(
                source, names, names.stream().filter(name -> is(name, false)).toList());
    }

    /** Finds those of a gradient: what is named so, or if nothing is, what is named like parameters. */
    static LayerNames ofGradient(String source, Collection<String> names) {
        List<String> marked = names.stream().filter(name -> is(name, true)).toList();
        return marked.isEmpty() ? ofParameters(source, names) : found(source, names, marked);
    }

    private static boolean is(String name, boolean gradient) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() && gradient == (parts.group("before") != null || parts.group("behind") != null);
    }

    private static LayerNames found(String source, Collection<String> names, List<String> known) {
        boolean inTurn = known.isEmpty()
                && names.stream().allMatch(name -> IN_TURN.matcher(name).matches());
        List<String> ordered = ordered(inTurn ? List.copyOf(names) : known);
        LayerNames layers = inTurn
                ? new LayerNames(everySecond(ordered, 0), everySecond(ordered, 1))
                : ordered.stream().collect(Collectors.teeing(weights(true), weights(false), LayerNames::new));
        String rule = "hold the weights and biases of one layer or more, such as w1 and b1 or 0.weight and 0.bias";
        boolean fits = layers.weights.size() == layers.biases.size() && !layers.weights.isEmpty();
        Require.that(fits, source, rule, names);
        return layers;
    }

    private static Collector<String, ?, List<String>> weights(boolean wanted) {
        return Collectors.filtering(name -> isWeight(name) == wanted, Collectors.toList());
    }

    private static boolean isWeight(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() && parts.group("w") != null;
    }

    private static List<String> everySecond(List<String> names, int first) {
        return Stream.iterate(first, i -> i < names.size(), i -> i + 2)
                .map(names::get)
                .toList();
    }

    private static List<String> ordered(List<String> names) {
        boolean haveNumbers =
                names.stream().allMatch(name -> NUMBER.matcher(name).find());
        return haveNumbers
                ? names.stream()
                        .sorted(Comparator.comparing(LayerNames::numbers))
                        .toList()
                : names;
    }

    /** The numbers of a name, so that their texts are in the order of the numbers. */
    private static String numbers(String name) {
        return NUMBER.matcher(name)
                .results()
                .map(number -> String.format("%9s", number.group()))
                .collect(Collectors.joining());
    }
}
