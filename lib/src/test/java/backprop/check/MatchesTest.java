package backprop.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What many numbers tell together. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MatchesTest {
    private static Match match(char finding) {
        return switch (finding) {
            case '=' -> new Match(1, 1, 1e-9, 0, false);
            case 'x' -> new Match(2, 1, 0, 0, false);
            case 'X' -> new Match(-200, -100, 0, 0, false);
            case 'h' -> new Match(1.25, 1, Double.POSITIVE_INFINITY, 0, false);
            case 'd' -> new Match(2, 1, 0, 0, true);
            case 'n' -> new Match(Double.NaN, 1, 0, 0, false);
            case '0' -> new Match(0, 0, 1e-300, 0, false);
            default -> throw new IllegalArgumentException();
        };
    }

    private static Matches matches(String findings, boolean isSample) {
        return Matches.of(findings.length(), isSample, i -> match(findings.charAt(i)));
    }

    @Test
    void are_what_their_letters_say() {
        assertEquals(
                List.of(
                        Finding.EQUAL,
                        Finding.DIFFERENT,
                        Finding.DIFFERENT,
                        Finding.HIDDEN,
                        Finding.DOUBTFUL,
                        Finding.NO_NUMBER,
                        Finding.ALIKE),
                matches("=xXhdn0", true).all().stream().map(Match::finding).toList());
    }

    /** Of a sample three that differ are wrong, and most must tell; of entries one is, and each must be a number. */
    @ParameterizedTest
    @CsvSource({
        "====, PASS, PASS",
        "xx==, CANNOT_TELL, FAIL",
        "xxx=, FAIL, FAIL",
        "x===, CANNOT_TELL, FAIL",
        "===hh, PASS, PASS",
        "===hhh, CANNOT_TELL, CANNOT_TELL",
        "=====d, CANNOT_TELL, CANNOT_TELL",
        "=====nn, PASS, FAIL",
        "=====nnn, CANNOT_TELL, FAIL",
        "===hn, PASS, FAIL",
        "===hnn, CANNOT_TELL, FAIL",
        "000, CANNOT_TELL, CANNOT_TELL",
        "000=, PASS, PASS",
        "hhh, CANNOT_TELL, CANNOT_TELL"
    })
    void have_the_verdict_that_they_allow(String findings, Verdict ofSample, Verdict ofEntries) {
        assertEquals(ofSample, matches(findings, true).verdict());
        assertEquals(ofEntries, matches(findings, false).verdict());
    }

    @Test
    void count_those_that_do_not_tell() {
        assertEquals(6, matches("=hhddnn0x", true).untold());
        assertEquals(4, matches("=hhddnn0x", false).untold());
    }

    @Test
    void say_which_is_farthest_off_and_which_for_its_size() {
        Matches matches = matches("=xXxX", true);
        assertArrayEquals(new int[] {1, 2, 3, 4}, matches.wrong());
        assertEquals(2, matches.worst().orElseThrow());
        Match near = new Match(-150, -100, 0, 0, false);
        List<Match> all = Stream.of(near, match('x'), match('x')).toList();
        assertEquals(1, new Matches(all, true).clearest().orElseThrow());
        assertEquals(0, new Matches(all, true).worst().orElseThrow());
        assertEquals(100, matches("=nX", true).largest());
        assertEquals(0, matches("nn", true).largest());
    }

    private static String told(String findings, boolean isSample) {
        return matches(findings, isSample)
                .report("it", i -> "place " + i, () -> new Explanation(List.of(), List.of()))
                .toString();
    }

    @Test
    void are_told_with_all_that_does_not_fit() {
        assertEquals("✓ it: right\n  ✓ against differences  3 of 3 right, largest difference 0", told("===", true));
        assertEquals(
                "✓ it: right\n  ✓ against differences  3 of 4 right, largest difference 0.3; "
                        + "cannot tell at 1, where differences are too noisy",
                told("===h", true));
        assertEquals(
                "✓ it: right\n  ✓ against differences  4 of 5 right, largest difference 0; "
                        + "NaN or infinite at 1: does it overflow there, or divide by 0?",
                told("===0n", true));
        assertEquals(
                "? it: cannot tell\n  ? against differences  3 of 5 right, largest difference 1; wrong at 2, too few to be sure",
                told("===xx", true));
        assertEquals(
                "✗ it: WRONG\n  ✗ against differences  wrong at 3 of 6; "
                        + "worst at place 1: yours -200, expected -100; cannot tell at 2, where differences are too noisy",
                told("xXxhd=", true));
        assertEquals(
                "✗ it: WRONG\n  ✗ against differences  wrong at 1 of 2; worst at place 1: yours NaN, expected 1",
                told("=n", false));
        assertEquals(
                "? it: cannot tell\n  ? against differences  differences are too noisy at all 3 points",
                told("hhh", true));
        assertEquals(
                "? it: cannot tell\n  ? against differences  differences are too noisy at all 3 entries",
                told("hhh", false));
        assertEquals(
                "? it: cannot tell\n  ? against differences  1 of 3 right, largest difference 0.3; "
                        + "cannot tell at 2, where differences are too noisy",
                told("hh=", true));
    }

    @Test
    void of_constants_are_let_off_what_larger_numbers_leave() {
        Matches constants = Matches.of(3, true, i -> new Match(1 + 0x1p-40, 1, 0, 0, false));
        assertEquals(Verdict.FAIL, constants.verdict());
        assertEquals(Verdict.PASS, constants.ofConstants().verdict());
        assertTrue(constants.areConstants());
        assertFalse(matches("=x", true).areConstants());
        assertFalse(Matches.of(2, true, i -> new Match(1, i, 0, 0, false)).areConstants());
    }
}
