package backprop.check;

import backprop.Sigmoid;
import backprop.text.Numbers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
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
    static Optional<Cause> ofAll(Comparison compared) {
        double[] given = compared.given();
        double[] expected = compared.expected();
        double factor = dot(given, expected) / dot(expected, expected);
        if (within(compared, i -> factor * expected[i], Math.abs(factor))) {
            return Optional.of(factor(factor));
        }
        double[] differences = new double[given.length];
        Arrays.setAll(differences, i -> given[i] - expected[i]);
        double offset = median(differences);
        if (within(compared, i -> expected[i] + offset, 1)) {
            return Optional.of(new Cause("offset", "the constant " + Numbers.text(offset, 6) + " is added everywhere"));
        }
        int[] wrong = compared.indices(Verdict.FAIL);
        return wrong.length == 1 && given.length > 2
                ? Optional.of(new Cause("one entry", "only entry [" + wrong[0] + "] is wrong"))
                : Optional.empty();
    }

    /** The same for numbers at points, where the ratio may also be a function of the point. */
    static Optional<Cause> at(double[] points, Comparison compared) {
        Optional<Cause> constant = ofAll(compared);
        if (constant.isPresent()) {
            return constant;
        }
        double[] expected = compared.expected();
        for (Map.Entry<String, DoubleUnaryOperator> function : FUNCTIONS.entrySet()) {
            for (int sign : new int[] {1, -1}) {
                double[] f = Arrays.stream(points)
                        .map(function.getValue())
                        .map(v -> sign * v)
                        .toArray();
                String name = sign > 0 ? function.getKey() : "−" + bracketed(function.getKey());
                if (within(compared, i -> expected[i] * f[i], 1e3)) {
                    return ratio("times " + name, "one too many, or a power lost?");
                }
                if (within(compared, i -> expected[i] / f[i], 1e3)) {
                    return ratio("divided by " + name, "was it lost?");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Cause> ratio(String by, String question) {
        return Optional.of(new Cause(by, "yours is right " + by + " at every point: " + question));
    }

    private static Cause factor(double factor) {
        return Math.abs(factor + 1) < 1e-6
                ? new Cause("sign", "the sign is wrong everywhere")
                : new Cause("factor", "yours is " + Numbers.text(factor, 7) + " times what it should be, everywhere");
    }

    private static String bracketed(String function) {
        return function.contains(" + ") || function.contains(" − ") ? "(" + function + ")" : function;
    }

    /** Of a few noisy differences the median knows nothing. */
    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    private static boolean within(Comparison compared, IntToDoubleFunction explained, double slack) {
        double[] given = compared.given();
        boolean all = IntStream.range(0, given.length).allMatch(i -> {
            double value = explained.applyAsDouble(i);
            double bound = compared.bound()[i] * Math.max(1, slack) + 1e-11 * Math.abs(value);
            return Math.abs(given[i] - value) <= bound;
        });
        return all && Arrays.stream(given).anyMatch(value -> value != 0);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
