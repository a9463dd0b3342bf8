package backprop.course;

import backprop.internal.Require;
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

    private static final List<String> RIGHT = """
            −(1 + e)′ / (1 + e)²
            e / (1 + e)²
            (1 + e − 1) / (1 + e)²
            1/(1 + e) · [1 − 1/(1 + e)]
            σ(1 − σ)
            """.lines().toList();

    /** What goes wrong: the proof as it is from the slip on, and its last line over σ′. */
    enum Slip {
        SIGN_LOST(e -> -1, """
                (1 + e)′ / (1 + e)²
                −e / (1 + e)²
                −(1 + e − 1) / (1 + e)²
                −1/(1 + e) · [1 − 1/(1 + e)]
                −σ(1 − σ)
                """),
        FACTOR_TWO(e -> 2, """
                −2 · (1 + e)′ / (1 + e)²
                2 · e / (1 + e)²
                2 · (1 + e − 1) / (1 + e)²
                2 · 1/(1 + e) · [1 − 1/(1 + e)]
                2 · σ(1 − σ)
                """),
        SQUARE_LOST(e -> 1 + e, """
                −(1 + e)′ / (1 + e)
                e / (1 + e)
                (1 + e − 1) / (1 + e)
                1 − 1/(1 + e)
                1 − σ
                """),
        CUBE(e -> 1 / (1 + e), """
                −(1 + e)′ / (1 + e)³
                e / (1 + e)³
                (1 + e − 1) / (1 + e)³
                1/(1 + e)² · [1 − 1/(1 + e)]
                σ²(1 − σ)
                """);

        final DoubleUnaryOperator lost;
        private final List<String> lines;

        Slip(DoubleUnaryOperator lost, String lines) {
            this.lost = lost;
            this.lines = lines.lines().toList();
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
     * Returns the proof of a student, one of 20: the same for the same name and assignment's key on every machine; capitals
     * and spaces of the name do not matter.
     */
    public static BrokenProof of(String name, String key) {
        Draw.require(name, key);
        Random random = Draw.random(name, key, "proof");
        return new BrokenProof(Slip.values()[random.nextInt(4)], 1 + random.nextInt(5));
    }

    /** Returns the proof: five lines, each with the rule that should lead to it. */
    public Table lines() {
        Table lines = Table.of("line", "rule", "σ′(z) =");
        for (int line = 1; line <= RULES.size(); line++) {
            List<String> proof = line < brokenLine ? RIGHT : slip.lines;
            lines = lines.row(line, RULES.get(line - 1), proof.get(line - 1));
        }
        return lines;
    }

    /** Tells whether a line, counted from 1, is the one that does not follow from the line above it; any number is an answer. */
    public boolean breaksAt(int line) {
        return line == brokenLine;
    }

    /** Tells whether a formula is what the slip did: the last line over σ′, as a function of e, for e from 1 to 9. */
    public boolean isLost(DoubleUnaryOperator lost) {
        Require.given("lost", lost);
        return IntStream.rangeClosed(1, 9)
                .allMatch(e -> Math.abs(lost.applyAsDouble(e) / slip.lost.applyAsDouble(e) - 1) < 1e-12);
    }

    /** The proof, line by line. */
    @Override
    public String toString() {
        return lines().toString();
    }
}
