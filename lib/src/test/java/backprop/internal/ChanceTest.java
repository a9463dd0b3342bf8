package backprop.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChanceTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0x5DEECE66DL})
    void its_numbers_are_those_of_Random(long seed) {
        Random random = new Random(seed);
        Chance chance = new Chance(seed);
        for (int bound : new int[] {1, 2, 7, 64, 50_000, (1 << 30) + 1}) {
            assertArrayEquals(
                    random.ints(1000, 0, bound).toArray(),
                    chance.ints(1000, 0, bound).toArray());
            assertEquals(random.nextInt(bound), chance.nextInt(bound));
        }
        assertArrayEquals(Shuffle.order(1000, random), Shuffle.order(1000, chance));
    }

    @Test
    void it_goes_on_from_a_state() {
        Chance chance = new Chance(3);
        for (int n = 0; n < 100; n++) {
            Chance second = Chance.at(chance.state());
            assertEquals(chance.nextInt(), second.nextInt());
            assertEquals(chance.state(), second.state());
        }
    }
}
