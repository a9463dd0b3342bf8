package backprop.web.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What stands in for methods of the JDK gives what those give. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandInsTest {
    private static final int TIMES = 200_000;
    private final Random random = new Random(3);

    @Test
    void ulp_rint_and_round() {
        for (int i = 0; i < TIMES; i++) {
            double x = switch (i % 3) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt(2000) / 4.0 - 250;
                default -> random.nextGaussian() * 1e15;
            };
            assertEquals(Math.ulp(x), Maths.ulp(x), () -> "ulp " + x);
            assertEquals(Math.rint(x), Maths.rint(x), () -> "rint " + x);
            assertEquals(Math.round(x), Maths.round(x), () -> "round " + x);
        }
    }

    @Test
    void rounding_of_decimals() {
        for (int i = 0; i < TIMES; i++) {
            BigDecimal value =
                    new BigDecimal(i % 2 == 0 ? random.nextInt(2_000_000) / 1024.0 : 9.9999 * random.nextInt(1100));
            MathContext digits =
                    new MathContext(random.nextInt(8), i % 3 == 0 ? RoundingMode.HALF_UP : RoundingMode.HALF_EVEN);
            assertEquals(value.round(digits), Decimals.round(value, digits), () -> value + " to " + digits);
        }
    }

    @Test
    void whole_numbers_at_random() {
        Random same = new Random(3);
        for (int i = 1; i < TIMES; i++) {
            assertEquals(random.nextInt(i), Randoms.nextInt(same, i));
            assertEquals(random.nextBoolean(), Randoms.nextBoolean(same));
        }
    }

    @Test
    void matches() {
        Pattern word = Pattern.compile("(\\w)\\w*");
        String text = "one $1 two";
        List<String> theirs =
                word.matcher(text).results().map(MatchResult::group).toList();
        assertEquals(
                theirs,
                Matches.results(word.matcher(text)).map(MatchResult::group).toList());
        assertEquals(
                word.matcher(text).replaceAll(found -> "<" + found.group(1) + ">"),
                Matches.replaceAll(word.matcher(text), found -> "<" + found.group(1) + ">"));
    }

    @Test
    void each_once() {
        assertEquals(
                List.of("b", "a"), Streams.distinct(Stream.of("b", "a", "b")).toList());
    }
}
