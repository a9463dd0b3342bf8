package backprop.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.check.Check;
import backprop.course.Grade;
import backprop.plot.Charts;
import backprop.plot.Curve;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StillRunsTest {
    private static final int PATIENCE = 20_000;

    private final PrintStream before = System.out;
    private volatile boolean isOver;
    private volatile boolean hasBegun;

    @BeforeEach
    void beInANotebook() {
        LongRun.sayWhatStillRuns();
        Thread.getAllStackTraces().keySet().forEach(LongRun::forget); // what other tests have left running
    }

    @AfterEach
    void end() {
        isOver = true;
        System.setOut(before);
    }

    /** Code that never asks whether to stop; for ever, but for the end of the test. */
    private double endless() {
        hasBegun = true;
        while (!isOver) {
            Thread.onSpinWait();
        }
        return 1;
    }

    /** What the kernel has as stdout in a cell, or between two. */
    private static ByteArrayOutputStream nextOut() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out;
    }

    private static void waitFor(Supplier<Boolean> something) throws InterruptedException {
        for (int i = 0; i < PATIENCE / 10 && !something.get(); i++) {
            Thread.sleep(10);
        }
        assertTrue(something.get());
    }

    private static boolean isTold(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8).contains(StillRuns.TEXT);
    }

    private Thread interrupted(Runnable work) throws InterruptedException {
        Thread thread = new Thread(work);
        thread.start();
        waitFor(() -> hasBegun);
        thread.interrupt();
        return thread;
    }

    @Test
    void an_endless_formula_is_told_between_cells_and_in_the_next_one_and_no_more() throws InterruptedException {
        ByteArrayOutputStream between = nextOut();
        Thread thread = interrupted(() -> {
            var unused = Check.standard().outputError((a, y, z) -> z.scale(endless()));
        });
        waitFor(() -> isTold(between));
        ByteArrayOutputStream next = nextOut();
        waitFor(() -> isTold(next));
        ByteArrayOutputStream third = nextOut();
        Thread.sleep(200);
        isOver = true;
        thread.join(PATIENCE);
        assertEquals("", third.toString(StandardCharsets.UTF_8));
        assertEquals(1, next.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void so_is_an_endless_curve() throws InterruptedException {
        ByteArrayOutputStream out = nextOut();
        Thread thread = interrupted(() -> assertThrows(
                CancellationException.class, () -> Charts.functions(0, 1, Curve.of("endless", z -> endless()))));
        waitFor(() -> isTold(out));
        isOver = true;
        thread.join(PATIENCE);
    }

    @Test
    void so_is_an_endless_part_of_a_grade() throws InterruptedException {
        ByteArrayOutputStream out = nextOut();
        interrupted(() -> assertThrows(
                        CancellationException.class,
                        () -> Grade.outOf(1)
                                .within(3600)
                                .part("endless", 1, "wrong", () -> endless() == 1)
                                .points()))
                .join(PATIENCE);
        waitFor(() -> isTold(out));
    }

    @Test
    void a_part_that_ran_out_of_time_says_so_itself() throws InterruptedException {
        ByteArrayOutputStream out = nextOut();
        assertThrows(
                AssertionError.class,
                () -> Grade.outOf(1)
                        .within(0.1)
                        .part("endless", 1, "wrong", () -> endless() == 1)
                        .points());
        Thread.sleep(1500);
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("did not end within 0.1 seconds"), said);
        assertTrue(!isTold(out), said);
    }

    @Test
    void what_ends_is_not_told() throws InterruptedException {
        ByteArrayOutputStream out = nextOut();
        Thread thread = interrupted(() -> {
            Object unused = LongRun.ofUser(() -> hasBegun = true);
        });
        thread.join(PATIENCE);
        Thread.sleep(1500);
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }
}
