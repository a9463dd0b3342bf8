package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {
    private static final Audit NOTE = Audit.of("note 004");

    private static SimpleMatrix column(double... entries) {
        return new SimpleMatrix(entries);
    }

    private static Audit.Row only(Audit audit) {
        assertEquals(1, audit.rows().size());
        return audit.rows().get(0);
    }

    private static void assertRefuses(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Nested
    class A_claim {
        @Test
        void is_judged_by_its_condition_alone() {
            assertEquals(
                    "✓ right", only(NOTE.claim("2", "it falls", true, -0.5)).verdict());
            assertEquals(
                    "✓ right, for ½Σ(a − y)²",
                    only(NOTE.claim("2", "it falls", true, -0.5, "for ½Σ(a − y)²"))
                            .verdict());
            assertEquals(
                    "✗ wrong: subtract",
                    only(NOTE.claim("2", "it falls", false, 0.5, "subtract")).verdict());
        }

        @Test
        void keeps_its_place_and_number() {
            Audit.Row row = only(NOTE.claim("2.1", "it falls", true, 1.0 / 3));
            assertEquals(List.of("2.1", "it falls", "0.333333"), List.of(row.place(), row.claim(), row.number()));
        }

        @Test
        void takes_one_remark_at_most() {
            assertRefuses(
                    "remark must be one text at most, but was 2", () -> NOTE.claim("2", "x", true, 1.0, "a", "b"));
        }
    }

    @Nested
    class Equality {
        @ParameterizedTest
        @CsvSource({
            "3, 3, true, 0",
            "2.00000001, 2, true, 5e-9",
            "2.0000001, 2, false, 5e-8",
            "4, 2, false, 1",
            "0.25, 0, false, 0.25"
        })
        void leaves_room_for_1e_minus_8(double claimed, double truth, boolean holds, String number) {
            Audit.Row row = only(NOTE.equal("1", "a = b", claimed, truth));
            assertEquals(holds, row.holds());
            assertEquals(number, row.number());
        }

        @Test
        void is_judged_by_the_largest_entry() {
            assertTrue(only(NOTE.equal("1", "a = b", column(1, 1e-9), column(1, 2e-9)))
                    .holds());
            assertFalse(only(NOTE.equal("1", "a = b", column(1, 0.2), column(1, 0.1)))
                    .holds());
        }

        @Test
        void needs_the_same_shape() {
            Audit.Row row =
                    only(NOTE.equal("1", "a = b", column(1, 2), column(1, 2).transpose()));
            assertFalse(row.holds());
            assertEquals("2x1, not 1x2", row.number());
        }

        @Test
        void fails_where_it_cannot_be_computed() {
            SimpleMatrix a = column(1, 2);
            Audit.Row row = only(NOTE.equal("1", "aa", () -> a.mult(a), a, "aaᵀ"));
            assertEquals("cannot be computed", row.number());
            assertEquals("✗ wrong: aaᵀ", row.verdict());
            assertTrue(only(NOTE.equal("1", "a", () -> a, a)).holds());
        }

        @ParameterizedTest
        @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
        void never_holds_for_what_is_not_finite(double claimed) {
            assertFalse(only(NOTE.equal("1", "a = b", claimed, 1)).holds());
            assertFalse(only(NOTE.equal("1", "a = b", 1, claimed)).holds());
            assertFalse(only(NOTE.equal("1", "a = b", column(1, claimed), column(1, 1)))
                    .holds());
        }
    }

    @Nested
    class A_printed_value {
        @ParameterizedTest
        @CsvSource({
            "0.82, 0.8176, true, 0.8176",
            "0.82, 0.8149, false, 0.8149",
            "-0.20, -0.19661, true, -0.1966",
            "3.5e-5, 0.0000354, true, 3.54e-5",
            "0.291027924, 0.291027774, false, 0.291027774",
            "24.7041, 24.70408, true, 24.70408"
        })
        void must_be_what_ours_rounds_to(String printed, double ours, boolean holds, String number) {
            Audit.Row row = only(NOTE.printed("1", "loss", printed, ours));
            assertEquals(holds, row.holds());
            assertEquals(number, row.number());
            assertEquals("loss = " + printed, row.claim());
        }

        @Test
        void is_not_reproduced_by_NaN() {
            assertFalse(only(NOTE.printed("1", "loss", "0.5", Double.NaN)).holds());
        }

        @Test
        void must_be_a_number() {
            assertRefuses(
                    "printed must be a decimal number, such as 0.98, but was half",
                    () -> NOTE.printed("1", "loss", "half", 0.5));
        }
    }

    @Test
    void Rows_stay_in_the_order_of_the_text_and_can_be_counted() {
        Audit audit = NOTE.claim("1", "one", true, 1.0).claim("2", "two", false, 2.0, "three");
        assertEquals(1, audit.right());
        assertEquals("two", only(audit.wrong()).claim());
        assertEquals(0, NOTE.rows().size());
        assertEquals(
                String.join(
                        "\n",
                        "note 004: 1 of 2 claims are right",
                        "place  claim  number  verdict",
                        "─────  ─────  ──────  ──────────────",
                        "1      one    1       ✓ right",
                        "2      two    2       ✗ wrong: three"),
                audit.toString());
    }

    @Test
    void A_missing_part_is_refused() {
        assertEquals(
                "claim must be given, but was null",
                assertThrows(IllegalArgumentException.class, () -> NOTE.claim("1", null, true, 1.0))
                        .getMessage());
    }
}
