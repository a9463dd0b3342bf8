package backprop.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.check.Verdict;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Right answers of an implementation that shares nothing with the library; .github/FIGURES.md counts 10,000 of them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RightAnswersTest {
    @Test
    void none_is_called_wrong_and_3_in_4_are_called_right() {
        Map<String, Tally> tallies = RightAnswers.count(1800);
        assertEquals(Form.values().length + 1, tallies.size());
        tallies.forEach((form, tally) -> {
            assertEquals(0, tally.count(Verdict.FAIL), () -> form + " " + tally);
            assertTrue(4 * tally.count(Verdict.PASS) >= 3 * tally.all(), () -> form + " " + tally);
        });
    }
}
