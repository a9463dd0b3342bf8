package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PanelsTest {
    private static final int ROWS = 7;

    /** Row t begins with 1000 t. */
    private static Panels numbered(int columns) {
        Panels panels = new Panels(ROWS, columns, 32, 8);
        for (int k = 0; k < ROWS * columns; k++) {
            panels.set(k / columns, k % columns, 1000.0 * (k / columns) + k % columns);
        }
        return panels;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32, 40, 64, 104})
    void what_is_put_in_by_rows_is_found_by_row_and_column_and_in_its_transpose(int columns) {
        Panels panels = numbered(columns);
        Panels transposed = new Panels(columns, 8, 32, 8);
        panels.transpose(transposed);
        for (int t = 0; t < ROWS; t++) {
            for (int j = 0; j < columns; j++) {
                assertEquals(1000.0 * t + j, panels.get(t, j));
                assertEquals(1000.0 * t + j, transposed.get(j, t));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 33, 40})
    void a_transpose_takes_the_columns_it_has_rows_for(int rows) {
        Panels transposed = new Panels(rows, 8, 32, 8);
        numbered(40).transpose(transposed);
        for (int j = 0; j < rows; j++) {
            assertEquals(6000.0 + j, transposed.get(j, ROWS - 1));
            assertEquals(0, transposed.get(j, ROWS));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 39})
    void a_number_is_set_alone_and_all_are_taken_at_once(int column) {
        Panels panels = new Panels(ROWS, 40, 32, 8);
        panels.take(numbered(40));
        panels.set(2, column, 0.5);
        assertEquals(0.5, panels.get(2, column));
        assertEquals(1000.0 + column, panels.get(1, column));
        assertTrue(panels.isFinite());
        panels.set(2, column, Double.NaN);
        assertFalse(panels.isFinite());
        panels.fill(0);
        assertEquals(0, panels.get(2, column));
    }
}
