package backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HistoryTest {
    private static final History HISTORY =
            new History("η = 1", "epoch", List.of(8.0, 4.0, 2.5), Map.of("accuracy", List.of(0.5, 0.75, 1.0)), "done");

    @Test
    void it_counts_steps_and_knows_the_last_of_each_number() {
        assertEquals(2, HISTORY.length());
        assertEquals(2.5, HISTORY.cost());
        assertEquals(1.0, HISTORY.last("accuracy"));
        assertEquals(List.of(0.5, 0.75, 1.0), HISTORY.measure("accuracy"));
        Exception e = assertThrows(IllegalArgumentException.class, () -> HISTORY.measure("error"));
        assertEquals("name must be one of the measures [accuracy], but was 'error'", e.getMessage());
    }

    @Test
    void it_tells_them_in_one_line() {
        assertEquals("2 epochs, cost 8.000 → 2.500, accuracy 0.5000 → 1.000: done", HISTORY.toString());
        History one = new History("η = 1", "step", List.of(8.0, 4.0), Map.of(), "stopped by its rule");
        assertEquals("1 step, cost 8.000 → 4.000: stopped by its rule", one.toString());
    }

    @Test
    void another_label_is_another_history_with_the_same_numbers() {
        History named = HISTORY.named("fast");
        assertEquals("fast", named.label());
        assertEquals(HISTORY, named.named("η = 1"));
    }

    @Test
    void it_keeps_its_own_numbers() {
        Map<String, List<Double>> measures = new LinkedHashMap<>();
        History history = new History("η = 1", "step", List.of(1.0), measures, "done");
        measures.put("late", List.of(1.0));
        assertEquals(Map.of(), history.measures());
        assertThrows(UnsupportedOperationException.class, () -> history.costs().add(2.0));
    }
}
