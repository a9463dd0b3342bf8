package backprop.check;

import backprop.Sigmoid;
import backprop.text.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What wrong numbers have in common: the same ratio to the right ones everywhere, a known function, an offset. */
final class Pattern {
    /** A ratio that a slip of calculus leaves behind. */
    private record Ratio(String name, boolean isSum, DoubleUnaryOperator f) {
        String negated() {
            return isSum ? "−(" + name + ")" : "−" + name;
        }
    }

    private static final List<Ratio> RATIOS = List.of(
            new Ratio("1 + e⁻ᶻ", true, z -> 1 + Math.exp(-z)),
            new Ratio("e⁻ᶻ", false, z -> Math.exp(-z)),
            new Ratio("eᶻ", false, Math::exp),
            new Ratio("1 + eᶻ", true, z -> 1 + Math.exp(z)),
            new Ratio("σ(z)", false, Sigmoid::of),
            new Ratio("1 − σ(z)", true, z -> Sigmoid.of(-z)),
            new Ratio("σ′(z)", false, Sigmoid::derivative),
            new Ratio("z", false, z -> z),
            new Ratio("tanh z", false, Math::tanh),
            new Ratio("cosh² z", false, z -> Math.cosh(z) * Math.cosh(z)));

    private Pattern() {}

    /** The factor by which every number is wrong, if it is the same for all within their bounds. */
    static Optional<Cause> ofAll(Comparison compared) {
        double[] given = compared.given();
        double[] expected = compared.expected();
        double factor = dot(given, expected) / dot(expected, expected);
        if (within(compared, i -> factor * expected[i], Math.abs(factor))) {
            String times = "yours is " + Numbers.text(factor, 7) + " times what it should be, everywhere";
            boolean isSign = Math.abs(factor + 1) < 1e-6;
            return Optional.of(isSign ? new Cause("sign", "the sign is wrong everywhere") : new Cause("factor", times));
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
        for (Ratio ratio : RATIOS) {
            for (int sign : new int[] {1, -1}) {
                double[] f =
                        Arrays.stream(points).map(ratio.f).map(v -> sign * v).toArray();
                String name = sign > 0 ? ratio.name : ratio.negated();
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
