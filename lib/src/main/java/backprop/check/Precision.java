package backprop.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * The accuracy that numbers were given with: worked out on paper and typed with a few digits, computed in single
 * precision, or in double.
 *
 * @param kind which
 * @param digits for typed numbers, the most significant digits among them
 * @param decimals for typed numbers, the most decimals among them
 */
record Precision(Kind kind, int digits, int decimals) {
    static final int MOST_TYPED = 8;

    enum Kind {
        TYPED,
        SINGLE,
        DOUBLE
    }

    /** For numbers that a formula computed: single or double. */
    static Precision computed(List<SimpleMatrix> given) {
        double[] values = values(given).toArray();
        boolean single = values.length > 0
                && DoubleStream.of(values).allMatch(v -> (double) (float) v == v)
                && DoubleStream.of(values).anyMatch(v -> decimal(v).precision() > MOST_TYPED);
        return new Precision(single ? Kind.SINGLE : Kind.DOUBLE, 0, 0);
    }

    /** For numbers that may have been typed. */
    static Precision of(List<SimpleMatrix> given) {
        if (values(given).anyMatch(value -> decimal(value).precision() > MOST_TYPED)) {
            return computed(given); // which one number shows
        }
        List<BigDecimal> decimals = values(given).mapToObj(Precision::decimal).toList();
        int digits = decimals.stream().mapToInt(BigDecimal::precision).max().orElse(0);
        int scale = decimals.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        return decimals.isEmpty() ? computed(given) : new Precision(Kind.TYPED, digits, scale);
    }

    /** All numbers that are neither zero nor infinite. */
    private static DoubleStream values(List<SimpleMatrix> given) {
        return given.stream()
                .flatMapToDouble(m -> DoubleStream.of(Comparison.numbers(m)))
                .filter(value -> value != 0 && Double.isFinite(value));
    }

    /** The shortest decimal number that is this double; before JDK 19, Double.toString gives a longer one now and then. */
    private static BigDecimal decimal(double value) {
        BigDecimal exact = new BigDecimal(value);
        return IntStream.rangeClosed(1, MOST_TYPED)
                .mapToObj(digits -> exact.round(new MathContext(digits)))
                .filter(typed -> typed.doubleValue() == value)
                .findFirst()
                .orElseGet(() -> new BigDecimal(Double.toString(value)))
                .stripTrailingZeros();
    }

    /**
     * How far a number may be off because of how it was given. A typed one: half a unit of its last digit, whether its
     * writer kept the same number of decimals or of significant digits; and trailing zeros cannot be seen.
     */
    double tolerance(double value, double strictBound) {
        return switch (kind) {
            case DOUBLE -> 0;
            case SINGLE -> strictBound * 0x1p29 + Float.MIN_VALUE;
            case TYPED -> {
                double unit = Math.pow(10, -decimals);
                if (value != 0 && Double.isFinite(value)) {
                    unit = Math.max(unit, Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - digits + 1));
                }
                yield 0.5000001 * unit;
            }
        };
    }

    /** What to add to 'right'. */
    String words() {
        return switch (kind) {
            case DOUBLE -> "";
            case SINGLE -> ", to 7 digits: computed in float?";
            case TYPED -> ", to the " + digits + (digits == 1 ? " digit" : " digits") + " given";
        };
    }
}
