package backprop;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TextsTest {
    private static final Pattern HASH = Pattern.compile("@[0-9a-f]{4,}|\\$\\$Lambda");

    static Stream<Object> ours() {
        return Samples.ours().stream();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void no_value_shows_as_a_hash(Object value) {
        assertFalse(HASH.matcher(value.toString()).find(), value::toString);
    }
}
