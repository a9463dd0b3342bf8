package backprop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TableTest {
    @ParameterizedTest
    @CsvSource({
        "0.25, 0.25",
        "-3, -3",
        "1.6e-16, 1.6e-16",
        "0.00012345678, 0.000123457",
        "0.000099, 9.9e-5",
        "123456.7, 123457",
        "9999999, 1e7",
        "12345678, 1.23457e7",
        "0, 0",
        "-0.0, 0",
        "NaN, NaN",
        "Infinity, ∞",
        "-Infinity, -∞",
        "0.1, 0.1",
        "1e300, 1e300",
        "4.9e-324, 4.94066e-324"
    })
    void numbers_have_six_digits_and_no_more_than_they_need(double value, String text) {
        assertEquals(text, Numbers.text(value));
    }

    @Test
    void numbers_have_the_digits_asked_for() {
        assertEquals("0.33", Numbers.text(1.0 / 3, 2));
        assertEquals("0.33333333333333331", Numbers.text(1.0 / 3, 17));
    }

    @Test
    void columns_are_aligned_numbers_to_the_right() {
        Table table = Table.of("z", "σ′(z)", "note").row(0.0, 0.25, "largest").row(40.0, 4.24835e-18, "");
        assertEquals("""
                 z        σ′(z)  note
                ──  ───────────  ───────
                 0         0.25  largest
                40  4.24835e-18""", table.toString());
    }

    @Test
    void a_row_makes_a_new_table() {
        Table one = Table.of("n").row(1);
        assertEquals(2, one.row(2).rows().size());
        assertEquals(1, one.rows().size());
    }

    @Test
    void a_row_of_another_length_is_refused() {
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> Table.of("a", "b").row(1));
        assertEquals("a row must have 2 cells, one per column, but was 1", e.getMessage());
    }

    @Test
    void two_numbers_are_written_with_as_many_digits_as_tell_them_apart() {
        assertEquals(4, Numbers.digitsApart(1, 2, 4));
        assertEquals(7, Numbers.digitsApart(0.1234567, 0.1234568, 4));
        assertEquals(17, Numbers.digitsApart(1, Math.nextUp(1.0), 4));
        assertEquals(4, Numbers.digitsApart(0.1, 0.1, 4));
    }
}
