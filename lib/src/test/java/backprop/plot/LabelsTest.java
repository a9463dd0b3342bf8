package backprop.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "0.30000000000000004, 0.3",
        "-1.5, −1.5",
        "0.0001, 0.0001",
        "0.00002, 2×10⁻⁵",
        "0.00001, 10⁻⁵",
        "-0.00001, −10⁻⁵",
        "100000, 100000",
        "250000, 250000",
        "10000000, 10⁷",
        "-2.5E12, −2.5×10¹²",
        "1E300, 10³⁰⁰",
        "1234.5678901234, 1234.56789",
        "NaN, NaN",
        "-Infinity, −∞",
    })
    void a_number_is_written_shortly(double value, String text) {
        assertEquals(text, Labels.number(value));
    }

    @Test
    void digits_are_rounded_as_asked() {
        assertEquals("0.0898", Labels.number(0.08976, 3));
        assertEquals("−1.23×10⁻⁹", Labels.number(-1.2345e-9, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 0.5, 0.3",
        "0.5, 2, 0.5",
        "0.3, 2, ''",
        "100, 3, 10²",
        "10, 3, 10",
        "1, 3, 1",
        "0.1, 3, 10⁻¹",
        "0.2, 3, ''",
        "0.1, 16, ''",
        "0.01, 16, 10⁻²",
    })
    void a_logarithmic_axis_is_labelled_by_its_length(double value, double decades, String text) {
        assertEquals(text, Labels.logarithmic(value, decades));
    }

    @Test
    void fixed_decimals_stay() {
        assertEquals("2.00", Labels.fixed(1.999, 2));
        assertEquals("−0.5", Labels.fixed(-0.51, 1));
    }
}
