package backprop.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where numbers are few, many causes fit by chance; .github/FIGURES.md counts more. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FalseCausesTest {
    @ParameterizedTest(name = "of at most {0} neurons")
    @ValueSource(ints = {1, 2, 6})
    void no_cause_is_claimed_that_the_same_mistake_does_not_have_elsewhere_on_layers(int widest) {
        assertEquals(List.of(), FalseCauses.count(200, widest).refuted);
    }
}
