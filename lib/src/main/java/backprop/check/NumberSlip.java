package backprop.check;

import backprop.text.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.ejml.simple.SimpleMatrix;

/**
 * A mistake with a number in it: what is done to the result of an equation in one layer.
 *
 * @param value the factor, the offset, the share of the weights or the entry's value
 * @param entry of which entry, in a deed that is of one
 */
record NumberSlip(Deed deed, Block at, double value, int entry) {
    /** What may be done. */
    enum Deed {
        FACTOR,
        OFFSET,
        DECAY,
        ENTRY;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    NumberSlip(Deed deed, Block at, double value) {
        this(deed, at, value, 0);
    }

    Rules in(Rules rules) {
        return rules.then(at, (c, l, result) -> switch (deed) {
            case FACTOR -> result.scale(value);
            case OFFSET -> result.plus(value);
            case DECAY -> result.plus(c.w(l).scale(value));
            case ENTRY -> withEntry(result);
        });
    }

    private SimpleMatrix withEntry(SimpleMatrix result) {
        SimpleMatrix changed = result.copy();
        changed.set(entry, value);
        return changed;
    }

    /** A constant, but before it those that it may be: the nearest of three digits, and the nearest part of 1, as ⅓. */
    static DoubleStream roundedFirst(double constant) {
        double part = 1 / Math.rint(1 / constant);
        return DoubleStream.of(threeDigits(constant), part, constant)
                .filter(c -> Double.isFinite(c) && Math.abs(c - constant) <= 0.005 * Math.abs(constant));
    }

    /** Whether it has three digits or is a part of 1: of sixteen digits none of these would have been fitted. */
    static boolean isRound(double constant) {
        boolean isPart = Math.abs(constant) > 1e-3 && constant == 1 / Math.rint(1 / constant);
        return isPart || constant == threeDigits(constant);
    }

    private static double threeDigits(double constant) {
        return Double.isFinite(constant)
                ? new BigDecimal(constant).round(new MathContext(3)).doubleValue()
                : constant;
    }

    String words(Scope scope, int columns, Case problem, boolean exact) {
        return switch (deed) {
            case FACTOR -> factor(problem, exact);
            case OFFSET -> "the constant " + Numbers.text(value, 6) + " is added";
            case DECAY -> decay(problem.lambda(), problem.examples());
            case ENTRY -> "only " + scope.entry().of(at, columns, entry) + " is wrong";
        };
    }

    private String decay(double lambda, int n) {
        if (lambda != 0) {
            return "λ = " + Numbers.text(lambda + value, 6) + " instead of " + Numbers.text(lambda, 6);
        }
        String times = Numbers.text(value, 6);
        String overN = n == 1 ? "" : " (or λ/n with λ = " + Numbers.text(value * n, 6) + " and n = " + n + ")";
        return times + "·w is added: a regularisation with λ = " + times + overN;
    }

    private String factor(Case problem, boolean exact) {
        if (same(value, -1)) {
            return "the sign is wrong";
        }
        double size = Math.abs(value);
        String times = exact ? "exactly " + Numbers.text(size, 10) : "about " + Numbers.text(size, 3);
        String hint = same(size, 2)
                ? ": a 2 too many, or a ½ too few?"
                : same(size, 0.5) ? ": a ½ too many, or a 2 too few?" : "";
        return "the result is " + times + " times what it should be" + (value < 0 ? ", with the wrong sign" : "") + hint
                + (exact ? ofExamples(problem, size) : "");
    }

    private static String ofExamples(Case problem, double size) {
        int n = problem.examples();
        if (n >= 3 && same(size, n) && problem.cost().averaged()) {
            return " (" + n + " is the number of examples: a sum where a mean belongs?)";
        }
        return n >= 3 && same(size, 1.0 / n)
                ? " (1/" + n + ", one over the number of examples: a mean taken once too often?)"
                : "";
    }

    private static boolean same(double a, double b) {
        return Math.abs(a - b) <= 1e-9 * Math.abs(a);
    }
}
