package backprop.course;

import backprop.text.Table;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A student's own proof of σ′ = σ(1 − σ), with a slip: one line does not follow from the line above it, all after it do.
 * The lines are written in e = e⁻ᶻ.
 */
public final class BrokenProof {
    private static final List<String> RULES =
            List.of("reciprocal rule", "chain rule", "add 1, subtract 1", "split", "recognise σ");

    /** What goes wrong. */
    enum Slip {
        /** The last line is −σ′. */
        SIGN_LOST(-1, 0, "", "−", "²", "1/(1 + e) · [", "]", "σ(1 − σ)"),
        /** The last line is 2σ′. */
        FACTOR_TWO(2, 0, "−2 · ", "2 · ", "²", "1/(1 + e) · [", "]", "σ(1 − σ)"),
        /** The last line is σ′(1 + e). */
        SQUARE_LOST(1, 1, "−", "", "", "", "", "1 − σ"),
        /** The last line is σ′/(1 + e). */
        CUBE(1, -1, "−", "", "³", "1/(1 + e)² · [", "]", "σ²(1 − σ)");

        private final double factor;
        private final int power;
        private final String start;
        private final String sign;
        private final String exponent;
        private final String before;
        private final String after;
        private final String end;

        Slip(
                double factor,
                int power,
                String start,
                String sign,
                String exponent,
                String before,
                String after,
                String end) {
            this.factor = factor;
            this.power = power;
            this.start = start;
            this.sign = sign;
            this.exponent = exponent;
            this.before = before;
            this.after = after;
            this.end = end;
        }

        private String line(int number) {
            return switch (number) {
                case 1 -> start + "(1 + e)′ / (1 + e)" + exponent;
                case 2 -> sign + "e / (1 + e)" + exponent;
                case 3 -> sign + "(1 + e − 1) / (1 + e)" + exponent;
                case 4 -> sign + before + "1 − 1/(1 + e)" + after;
                default -> sign + end;
            };
        }

        /** Returns what the slip did: the last line over σ′. */
        double lost(double e) {
            return factor * Math.pow(1 + e, power);
        }
    }

    private final Slip slip;
    private final int brokenLine;

    BrokenProof(Slip slip, int brokenLine) {
        this.slip = slip;
        this.brokenLine = brokenLine;
    }

    Slip slip() {
        return slip;
    }

    int brokenLine() {
        return brokenLine;
    }

    /**
     * Returns the proof of a student: the same for the same name and key on every machine.
     *
     * @param name the student's; capitals and spaces do not matter
     * @param key the assignment's
     * @return one of 20
     */
    public static BrokenProof of(String name, String key) {
        Draw.require(name, key);
        Random random = Draw.random(name, key, "proof");
        return new BrokenProof(Slip.values()[random.nextInt(4)], 1 + random.nextInt(5));
    }

    /**
     * Returns the proof.
     *
     * @return five lines, each with the rule that should lead to it
     */
    public Table lines() {
        Table lines = Table.of("line", "rule", "σ′(z) =");
        for (int line = 1; line <= RULES.size(); line++) {
            lines = lines.row(line, RULES.get(line - 1), line(line));
        }
        return lines;
    }

    private String line(int number) {
        if (number >= brokenLine) {
            return slip.line(number);
        }
        return switch (number) {
            case 1 -> "−(1 + e)′ / (1 + e)²";
            case 2 -> "e / (1 + e)²";
            case 3 -> "(1 + e − 1) / (1 + e)²";
            default -> "1/(1 + e) · [1 − 1/(1 + e)]";
        };
    }

    /**
     * Tells whether a line is the one that does not follow from the line above it.
     *
     * @param line its number, from 1
     */
    public boolean breaksAt(int line) {
        return line == brokenLine;
    }

    /** Tells whether a formula is what the slip did: the last line over σ′, as a function of e, for e from 1 to 9. */
    public boolean isLost(DoubleUnaryOperator lost) {
        return IntStream.rangeClosed(1, 9).allMatch(e -> Math.abs(lost.applyAsDouble(e) / slip.lost(e) - 1) < 1e-12);
    }
}
