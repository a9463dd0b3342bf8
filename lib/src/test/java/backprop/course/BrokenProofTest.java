package backprop.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Sigmoid;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BrokenProofTest {

    /** Computes what a line says: its factors one after the other, over its denominator. */
    private static double value(String line, double z) {
        double e = Math.exp(-z);
        double s = Sigmoid.of(z);
        String text = line.replace("1/(1 + e)² · ", "A").replace("1/(1 + e) · ", "B");
        double value = text.startsWith("−") ? -1 : 1;
        value *= text.contains("2 · ") ? 2 : 1;
        value *= text.contains("A") ? Math.pow(1 + e, -2) : text.contains("B") ? 1 / (1 + e) : 1;
        if (text.contains("1 − 1/(1 + e)")) {
            return value * (1 - 1 / (1 + e));
        }
        if (text.contains("σ")) {
            return value * (text.contains("σ²(") ? s * s : text.contains("σ(") ? s : 1) * (1 - s);
        }
        value *= text.contains("(1 + e)′") ? -e : text.contains("(1 + e − 1)") ? 1 + e - 1 : e;
        return value / Math.pow(1 + e, text.endsWith("²") ? 2 : text.endsWith("³") ? 3 : 1);
    }

    private static String line(BrokenProof proof, int number) {
        return (String) proof.lines().rows().get(number - 1).get(2);
    }

    @ParameterizedTest
    @EnumSource
    void every_line_before_the_slip_is_right_and_every_one_after_it_wrong_by_what_it_lost(BrokenProof.Slip slip) {
        for (int broken = 1; broken <= 5; broken++) {
            BrokenProof proof = new BrokenProof(slip, broken);
            assertTrue(proof.breaksAt(broken));
            assertFalse(proof.breaksAt(broken - 1));
            for (int number = 1; number <= 5; number++) {
                for (double z : new double[] {-2, 0.5, 3}) {
                    double expected =
                            Sigmoid.derivative(z) * (number < broken ? 1 : slip.lost.applyAsDouble(Math.exp(-z)));
                    assertEquals(
                            expected, value(line(proof, number), z), 1e-12 * Math.abs(expected), line(proof, number));
                }
            }
        }
    }

    @Test
    void every_slip_is_told_from_the_others() {
        for (BrokenProof.Slip slip : BrokenProof.Slip.values()) {
            for (BrokenProof.Slip other : BrokenProof.Slip.values()) {
                assertEquals(slip == other, new BrokenProof(slip, 1).isLost(other.lost));
            }
            assertFalse(new BrokenProof(slip, 1).isLost(e -> Double.NaN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada Lovelace", " ada   LOVELACE"})
    void the_proof_is_this_one_on_every_machine(String name) {
        BrokenProof proof = BrokenProof.of(name, "1-sigmoid-derivative");
        assertEquals(List.of(BrokenProof.Slip.FACTOR_TWO, 3), List.of(proof.slip(), proof.brokenLine()));
    }

    @Test
    void all_twenty_are_drawn() {
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            BrokenProof proof = BrokenProof.of("student " + i, "key");
            drawn.add(proof.slip() + " " + proof.brokenLine());
        }
        assertEquals(20, drawn.size());
    }

    @Test
    void refuses_a_missing_name() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> BrokenProof.of("", "key"))
                .getMessage()
                .startsWith("name must be given"));
    }
}
