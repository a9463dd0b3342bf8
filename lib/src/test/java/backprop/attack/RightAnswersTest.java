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
    void none_is_called_wrong_and_9_in_10_are_called_right() {
        Map<RightAnswers, Tally> tallies = RightAnswers.count(1500);
        assertEquals(RightAnswers.values().length, tallies.size());
        tallies.forEach((form, tally) -> {
            assertEquals(0, tally.count(Verdict.FAIL), tally::toString);
            assertTrue(10 * tally.count(Verdict.PASS) >= 9 * tally.all(), () -> form + " " + tally);
        });
    }
}
