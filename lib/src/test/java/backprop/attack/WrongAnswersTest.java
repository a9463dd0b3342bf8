package backprop.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.check.Verdict;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Gross mistakes that are not in the catalogue; .github/FIGURES.md counts 10,000 of them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WrongAnswersTest {
    @Test
    void none_is_called_right_and_each_is_told_unless_rounding_hides_it() {
        WrongAnswers counts = WrongAnswers.count(2000);
        counts.verdicts.forEach((form, tally) -> assertEquals(0, tally.count(Verdict.PASS), () -> form + " " + tally));
        assertEquals(List.of(), counts.untold);
    }
}
