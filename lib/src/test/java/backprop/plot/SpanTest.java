package backprop.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SpanTest {

    private static void assertSpan(double least, double most, Span span) {
        assertEquals(least, span.least(), 1e-12);
        assertEquals(most, span.most(), 1e-12);
    }

    @Nested
    class An_axis {
        @Test
        void covers_its_values() {
            assertSpan(-2, 5, Span.of(new double[] {1, 5, -2}));
        }

        @Test
        void goes_a_tenth_around_equal_values() {
            assertSpan(0.27, 0.33, Span.of(new double[] {0.3, 0.3}));
            assertSpan(0.9, 1.1, Span.of(new double[] {1, 1 + 1e-13}));
        }

        @Test
        void goes_from_minus_1_to_1_around_zeros_and_around_nothing() {
            assertSpan(-1, 1, Span.of(new double[] {0, 0}));
            assertSpan(-1, 1, Span.of(new double[0]));
        }

        @Test
        void is_never_shorter_than_1e_9() {
            Span span = Span.of(new double[] {1e-14, 1e-18});
            assertEquals(2e-9, span.most() - span.least(), 1e-13);
        }
    }

    @Nested
    class Its_ends {
        @Test
        void move_to_a_round_number_nearby() {
            assertSpan(0, 1, new Span(0.0025, 0.9975).rounded());
            assertSpan(0, 1, new Span(0.02, 0.92).rounded());
        }

        @Test
        void stay_when_round_numbers_are_far() {
            assertSpan(3.9, 14.1, new Span(3.9, 14.1).rounded());
        }
    }
}
