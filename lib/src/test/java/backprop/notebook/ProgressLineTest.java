package backprop.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgressLineTest {
    private final List<String> shown = new ArrayList<>();
    private boolean isWatched = true;

    private final ProgressLine line = new ProgressLine(new ProgressLine.Place() {
        @Override
        public boolean isWatched() {
            return isWatched;
        }

        @Override
        public void show(String name, String text, String html) {
            shown.add(name + ": " + html);
        }
    });

    @Test
    void is_a_bar_with_its_text_and_at_the_end_the_text() {
        line.told("1 of 4 epochs, about 3 s left", 0.25);
        line.told("2 of 4 epochs, about 2 s left", 0.5);
        line.ended("4 of 4 epochs in 4 s");
        assertEquals(
                List.of(
                        "progress-1: <progress value=\"0.25\"></progress> 1 of 4 epochs, about 3 s left",
                        "progress-1: <progress value=\"0.5\"></progress> 2 of 4 epochs, about 2 s left",
                        "progress-1: 4 of 4 epochs in 4 s"),
                shown);
    }

    @Test
    void has_a_name_of_its_own_for_each_work() {
        line.told("a", 0.5);
        line.ended("a");
        line.told("b", Double.NaN);
        line.ended("b");
        assertEquals("progress-2: <progress></progress> b", shown.get(2));
    }

    @Test
    void is_not_there_where_nobody_looks() {
        isWatched = false;
        line.told("a", 0.5);
        line.ended("a");
        assertEquals(List.of(), shown);
    }

    @Test
    void is_written_to_its_end_though_the_work_was_interrupted() {
        line.told("a", 0.5);
        Thread.currentThread().interrupt();
        line.ended("a, interrupted");
        assertTrue(Thread.interrupted());
        assertEquals("progress-1: a, interrupted", shown.get(shown.size() - 1));
    }
}
