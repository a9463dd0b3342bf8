package backprop.check;

import backprop.Sigmoid;
import backprop.text.Numbers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** What wrong numbers have in common: the same ratio to the right ones everywhere, a known function, an offset. */
final class Pattern {
    /** Ratios that a slip of calculus leaves behind. */
    private static final Map<String, DoubleUnaryOperator> FUNCTIONS = new LinkedHashMap<>();

    static {
        FUNCTIONS.put("1 + e⁻ᶻ", z -> 1 + Math.exp(-z));
        FUNCTIONS.put("e⁻ᶻ", z -> Math.exp(-z));
        FUNCTIONS.put("eᶻ", Math::exp);
        FUNCTIONS.put("1 + eᶻ", z -> 1 + Math.exp(z));
        FUNCTIONS.put("σ(z)", Sigmoid::of);
        FUNCTIONS.put("1 − σ(z)", z -> Sigmoid.of(-z));
        FUNCTIONS.put("σ′(z)", Sigmoid::derivative);
        FUNCTIONS.put("z", z -> z);
        FUNCTIONS.put("tanh z", Math::tanh);
        FUNCTIONS.put("cosh² z", z -> Math.cosh(z) * Math.cosh(z));
    }

    private Pattern() {}

    /** The factor by which every number is wrong, if it is the same for all within their bounds. */
    static Optional<String> ofAll(double[] given, double[] expected, double[] bounds) {
        double factor = dot(given, expected) / dot(expected, expected);
        if (within(given, i -> factor * expected[(int) i], bounds, Math.abs(factor))) {
            return Optional.of(words(factor));
        }
        double offset = median(IntStream.range(0, given.length)
                .mapToDouble(i -> given[i] - expected[i])
                .toArray());
        if (within(given, i -> expected[(int) i] + offset, bounds, 1)) {
            return Optional.of("the constant " + Numbers.text(offset, 6) + " is added everywhere");
        }
        int[] wrong = IntStream.range(0, given.length)
                .filter(i -> !(Math.abs(given[i] - expected[i]) <= bounds[i]))
                .toArray();
        return wrong.length == 1 && given.length > 2
                ? Optional.of("only entry [" + wrong[0] + "] is wrong")
                : Optional.empty();
    }

    /** The same for numbers at points, where the ratio may also be a function of the point. */
    static Optional<String> at(double[] points, double[] given, double[] expected, double[] bounds) {
        Optional<String> constant = ofAll(given, expected, bounds);
        if (constant.isPresent()) {
            return constant;
        }
        for (Map.Entry<String, DoubleUnaryOperator> function : FUNCTIONS.entrySet()) {
            for (int sign : new int[] {1, -1}) {
                DoubleUnaryOperator f = z -> sign * function.getValue().applyAsDouble(z);
                String name = sign > 0 ? function.getKey() : "−" + bracketed(function.getKey());
                if (within(given, i -> expected[(int) i] * f.applyAsDouble(points[(int) i]), bounds, 1e3)) {
                    return Optional.of(
                            "yours is right times " + name + " at every point: one too many, or a power lost?");
                }
                if (within(given, i -> expected[(int) i] / f.applyAsDouble(points[(int) i]), bounds, 1e3)) {
                    return Optional.of("yours is right divided by " + name + " at every point: was it lost?");
                }
            }
        }
        return Optional.empty();
    }

    private static String bracketed(String function) {
        return function.contains(" + ") || function.contains(" − ") ? "(" + function + ")" : function;
    }

    /** Of a few noisy differences the median knows nothing. */
    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    private static String words(double factor) {
        if (Math.abs(factor + 1) < 1e-6) {
            return "the sign is wrong everywhere";
        }
        return "yours is " + Numbers.text(factor, 7) + " times what it should be, everywhere";
    }

    private static boolean within(double[] given, DoubleUnaryOperator explained, double[] bounds, double slack) {
        boolean all = IntStream.range(0, given.length).allMatch(i -> {
            double value = explained.applyAsDouble(i);
            double bound = bounds[i] * Math.max(1, slack) + 1e-11 * Math.abs(value);
            return Math.abs(given[i] - value) <= bound;
        });
        return all && Arrays.stream(given).anyMatch(value -> value != 0);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
