package backprop.formula;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Corpus.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The verdicts on whole texts, against what is known of each statement. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CorpusTest {
    private static void none(Corpus corpus, Predicate<Sample> which) {
        atMost(0, corpus, which);
    }

    private static void atMost(int most, Corpus corpus, Predicate<Sample> which) {
        assertTrue(corpus.count(which) <= most, () -> corpus.count(which) + ":\n" + corpus.told(which));
    }

    private static void atLeast(int least, Corpus corpus, Predicate<Sample> which) {
        assertTrue(
                corpus.count(which) >= least, () -> corpus.count(which) + ", but not\n" + corpus.told(which.negate()));
    }

    /** The five notes; every slip in them is their authors' own. */
    @Nested
    class In_the_notes {
        private final Corpus notes = Corpus.of("notes");

        @Test
        void nothing_right_is_called_wrong_and_nothing_wrong_right() {
            none(notes, Sample::isAccused);
            none(notes, Sample::isFalselyPassed);
        }

        @Test
        void every_slip_is_found_and_has_a_right_repair() {
            none(notes, sample -> sample.is("wrong") && !sample.isJudged());
            atMost(2, notes, sample -> sample.isMendable() && !sample.isMended());
        }

        @Test
        void no_repair_is_wrong_itself() {
            atMost(2, notes, sample -> !sample.falseRepairs().isEmpty());
        }

        @Test
        void nearly_all_that_has_one_meaning_is_read_and_judged() {
            Predicate<Sample> hasOneMeaning = sample -> sample.hasEquals() && !sample.is("refused");
            int equations = notes.count(hasOneMeaning);
            assertTrue(
                    notes.count(hasOneMeaning.and(Sample::isRead)) >= 0.95 * equations,
                    () -> "of " + equations + " not\n" + notes.told(hasOneMeaning.and(sample -> !sample.isRead())));
            atLeast(149, notes, Sample::isJudged);
        }
    }

    /** Every second of the texts with planted slips; the counts are a floor, and mistakes have a ceiling. */
    @Nested
    @Tag("rate")
    class In_texts_of_many_notations {
        private static final Corpus SEEN = Corpus.of(everySecond(Corpus.texts("seen")));

        private static List<Path> everySecond(List<Path> texts) {
            return IntStream.range(0, texts.size() / 2)
                    .mapToObj(i -> texts.get(2 * i))
                    .toList();
        }

        @Test
        void most_is_read_judged_and_mended() {
            assertAll(
                    () -> assertEquals(355, SEEN.count(sample -> true)),
                    () -> atLeast(324, SEEN, Sample::isRead),
                    () -> atLeast(312, SEEN, Sample::isJudged),
                    () -> atLeast(77, SEEN, Sample::isMended));
        }

        @Test
        void few_verdicts_and_repairs_are_false() {
            assertAll(
                    () -> atMost(1, SEEN, Sample::isAccused),
                    () -> atMost(2, SEEN, Sample::isFalselyPassed),
                    () -> assertTrue(
                            SEEN.falseRepairs() <= 2,
                            SEEN.told(sample -> !sample.falseRepairs().isEmpty())));
        }
    }

    /** Formulas as courses and students write them, with slips planted by someone who did not know what is read. */
    @Nested
    @Tag("rate")
    class In_texts_from_outside {
        private final Corpus outside = Corpus.of("outside");

        @Test
        void nothing_right_is_called_wrong_and_nothing_wrong_right() {
            none(outside, Sample::isAccused);
            none(outside, Sample::isFalselyPassed);
        }

        @Test
        void most_is_judged_and_mended() {
            assertAll(
                    () -> assertEquals(242, outside.count(sample -> true)),
                    () -> atLeast(230, outside, Sample::isJudged),
                    () -> atLeast(39, outside, Sample::isMended),
                    () -> assertEquals(0, outside.falseRepairs()));
        }
    }

    /** Notations that were new when they were written: sums implied, a likelihood, products over layers, two letters for weights. */
    @Nested
    class In_texts_that_were_new {
        private final Corpus written = Corpus.of("written");

        @Test
        void what_is_said_is_true() {
            assertAll(
                    () -> none(written, Sample::isAccused),
                    () -> none(written, Sample::isFalselyPassed),
                    () -> assertTrue(written.falseRepairs() <= 2));
        }

        @Test
        void most_is_judged_and_mended() {
            assertAll(() -> atLeast(42, written, Sample::isJudged), () -> atLeast(8, written, Sample::isMended));
        }
    }
}
