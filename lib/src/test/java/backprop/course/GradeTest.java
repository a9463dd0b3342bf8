package backprop.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.Gradient;
import backprop.check.Check;
import backprop.check.NetworkCheck;
import backprop.check.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GradeTest {
    private static final Activation SIGMOID = Activation.SIGMOID;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop_listening() {
        System.setOut(out);
        System.setErr(err);
        assertEquals("", complained.toString(StandardCharsets.UTF_8), "stderr, which nbgrader marks with 0");
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[1[0-9;]*m | \u001b\\[0m", "");
    }

    private static Report hiddenError(NetworkCheck.HiddenError formula) {
        return Check.standard().hiddenError(formula);
    }

    private static SimpleMatrix right(SimpleMatrix w, SimpleMatrix delta, SimpleMatrix z) {
        return w.transpose().mult(delta).elementMult(SIGMOID.derivative(z));
    }

    /** Code of students that is not right, whatever it does. */
    static Callable<?>[] wrong_code() {
        return new Callable<?>[] {
            () -> hiddenError((w, delta, z) -> null),
            () -> hiddenError((w, delta, z) -> {
                throw new UnsupportedOperationException("your code here");
            }),
            () -> hiddenError((w, delta, z) -> right(w, delta, z).scale(Double.NaN)),
            () -> hiddenError((w, delta, z) -> right(w, delta, z).transpose()),
            () -> hiddenError((w, delta, z) -> w.transpose().mult(delta)),
            () -> hiddenError((w, delta, z) -> {
                SimpleMatrix answer = right(w, delta, z);
                z.zero();
                return answer;
            }),
            () -> hiddenError((w, delta, z) -> endless(w)),
            () -> hiddenError((w, delta, z) -> {
                while (true) {
                    System.err.println("and on");
                }
            }),
            () -> {
                throw new OutOfMemoryError("as if");
            },
            () -> {
                throw new NoClassDefFoundError("Missing");
            },
            () -> null
        };
    }

    private static SimpleMatrix endless(SimpleMatrix w) {
        return endless(w.plus(1));
    }

    @ParameterizedTest
    @MethodSource("wrong_code")
    void wrong_code_costs_its_own_part_and_no_other(Callable<Report> wrong) {
        double points = Grade.outOf(6)
                .within(0.5)
                .part("before", 1, () -> hiddenError(GradeTest::right))
                .part("wrong", 3, wrong)
                .part("after", 2, () -> hiddenError(GradeTest::right))
                .points();
        assertEquals(3, points);
        assertTrue(text().contains("✓ before  1 of 1\n"), text());
        assertTrue(text().contains("✗ wrong   0 of 3   "), text());
        assertTrue(text().contains("✓ after   2 of 2\n3 of 6 points\n"), text());
    }

    @ParameterizedTest
    @MethodSource("wrong_code")
    void nothing_right_throws(Callable<Report> wrong) {
        Grade grade = Grade.outOf(3).within(0.5).part("wrong", 3, wrong);
        assertThrows(AssertionError.class, grade::points);
        assertTrue(text().contains("0 of 3 points\n"), text());
    }

    @Nested
    class The_line_of_a_part {
        private String line(NetworkCheck.HiddenError formula) {
            return line(60, formula);
        }

        private String line(double seconds, NetworkCheck.HiddenError formula) {
            Grade grade = Grade.outOf(3).within(seconds).part("BP2", 3, () -> hiddenError(formula));
            assertThrows(AssertionError.class, grade::points);
            return text().lines().findFirst().orElseThrow();
        }

        @Test
        void names_the_mistake() {
            assertEquals(
                    "✗ BP2  0 of 3   BP2: σ′(zˡ) is missing.",
                    line((w, delta, z) -> w.transpose().mult(delta)));
        }

        @Test
        void says_where_without_the_right_numbers_if_the_mistake_is_unknown() {
            assertEquals(
                    "✗ BP2  0 of 3   δ² wrong in 4 of 4 entries; δ¹ wrong in 5 of 5 entries",
                    line((w, delta, z) -> right(w, delta, z).elementPower(2).plus(1)));
        }

        @Test
        void tells_of_changed_arguments() {
            assertEquals("✗ BP2  0 of 3   δ² the formula changes w: compute with a copy()", line((w, delta, z) -> {
                SimpleMatrix answer = right(w, delta, z);
                w.set(0, 0, 7);
                return answer;
            }));
        }

        @Test
        void tells_of_what_is_thrown() {
            assertEquals("✗ BP2  0 of 3   δ² the formula throws: your code here", line((w, delta, z) -> {
                throw new UnsupportedOperationException("your code here");
            }));
        }

        @Test
        void tells_of_endless_recursion() {
            assertEquals(
                    "✗ BP2  0 of 3   throws StackOverflowError: does it call itself for ever?",
                    line((w, delta, z) -> endless(w)));
        }

        @Test
        void tells_of_a_loop() {
            assertEquals(
                    "✗ BP2  0 of 3   did not end within 0.5 seconds: does it loop for ever?",
                    line(0.5, (w, delta, z) -> {
                        while (true) {
                            Thread.onSpinWait();
                        }
                    }));
        }
    }

    @Test
    void a_gradient_is_judged_on_copies_of_the_network() {
        Instance mine = Instance.of("Ada", "gradient", Cost.HALF_SQUARED_ERROR, 1, 3, 4, 2);
        Grade grade = Grade.outOf(2)
                .part(
                        "∇C",
                        1,
                        () -> mine.check().gradient((network, data) -> {
                            network.w(2).getDDRM().zero();
                            return mine.planted(1);
                        }))
                .part(
                        "∇C again",
                        1,
                        () -> mine.check().gradient((network, data) -> {
                            network.w(2).zero();
                            return null;
                        }));
        assertThrows(AssertionError.class, grade::points);
        assertTrue(text().contains("∇C the formula changes the network: compute with a copy()"), text());
        assertTrue(text().contains("cannot be changed: take a copy()"), text());
        assertTrue(mine.network().w(2).elementMaxAbs() > 0);
    }

    @Test
    void the_right_gradient_gets_full_points() {
        Instance mine = Instance.of("Ada", "gradient", Cost.HALF_SQUARED_ERROR.mean(), 3, 3, 4, 2);
        double points = Grade.outOf(1)
                .part(
                        "∇C",
                        1,
                        () -> mine.check()
                                .gradient((network, data) ->
                                        backprop.Backprop.gradient(network, Cost.HALF_SQUARED_ERROR.mean(), data)))
                .points();
        assertEquals(1, points);
    }

    @Test
    void a_gradient_of_another_depth_or_null_is_a_finding() {
        Instance mine = Instance.of("Ada", "gradient", Cost.HALF_SQUARED_ERROR, 1, 3, 4, 2);
        Gradient right = mine.planted(1);
        Gradient short1 = new Gradient(right.w().subList(0, 1), right.b().subList(0, 1));
        Grade grade = Grade.outOf(2)
                .part("one layer", 1, () -> mine.check().gradient((network, data) -> short1))
                .part("none", 1, () -> mine.check().gradient((network, data) -> null));
        assertThrows(AssertionError.class, grade::points);
        assertTrue(text().contains("∇C has 1 layers, but must have 2"), text());
        assertTrue(text().contains("∇C is null"), text());
    }

    @Test
    void a_condition_says_what_is_wrong() {
        double points = Grade.outOf(2)
                .part("exact", 1, "is of first order", () -> true)
                .part("second order", 0.5, "is of first order", () -> false)
                .points();
        assertEquals(1, points);
        assertEquals(
                "✓ exact         1 of 1\n✗ second order  0 of 0.5   is of first order\n"
                        + "1 of 1.5 points; 0.5 more are decided by hidden tests\n",
                text());
    }

    @Test
    void a_fault_says_which_mistake_it_is() {
        double points = Grade.outOf(2)
                .part("right", 1, () -> "")
                .part("forward", 1, () -> "is the forward difference")
                .points();
        assertEquals(1, points);
        assertEquals("✓ right    1 of 1\n✗ forward  0 of 1   is the forward difference\n1 of 2 points\n", text());
    }

    @Test
    void where_hidden_tests_are_missing_all_right_is_worth_the_whole_cell() {
        double points = Grade.outOf(5)
                .part("here", 3, () -> hiddenError(GradeTest::right))
                .points();
        assertEquals(5, points);
        assertEquals("✓ here  3 of 3\n3 of 3 points; 2 more are decided by hidden tests\n", text());
    }

    @Test
    void what_the_code_prints_is_shown_at_the_end_and_never_on_stderr() {
        double points = Grade.outOf(1)
                .part("prints", 1, "", () -> {
                    System.out.println("here");
                    System.err.println("and there");
                    return true;
                })
                .points();
        assertEquals("✓ prints  1 of 1\n1 of 1 points\nYour code printed:\nhere\nand there\n", text());
        assertEquals(1, points);
    }

    @Test
    void a_loop_that_prints_ends_with_its_part() throws InterruptedException {
        Thread[] looping = new Thread[1];
        Grade grade = Grade.outOf(1).within(0.2).part("prints", 1, "", () -> {
            looping[0] = Thread.currentThread();
            while (true) {
                System.err.println("and on");
            }
        });
        assertThrows(AssertionError.class, grade::points);
        assertFalse(looping[0].isAlive());
    }

    @Test
    void a_flood_is_cut_at_2000_bytes() {
        double points = Grade.outOf(1)
                .part("prints", 1, "", () -> {
                    System.out.print("x".repeat(1_000_000));
                    return true;
                })
                .points();
        assertTrue(text().length() < 2100, () -> text().length() + " characters");
        assertTrue(text().endsWith("x …\n"), text());
        assertEquals(1, points);
    }

    @Test
    void an_interrupt_ends_it() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Throwable[] thrown = new Throwable[1];
        Thread cell = new Thread(() -> thrown[0] = assertThrows(
                CancellationException.class,
                () -> Grade.outOf(1)
                        .part("waits", 1, "", () -> {
                            running.countDown();
                            Thread.sleep(60_000);
                            return true;
                        })
                        .points()));
        cell.start();
        running.await();
        cell.interrupt();
        cell.join(10_000);
        assertFalse(cell.isAlive());
        assertEquals("interrupted in 'waits'", thrown[0].getMessage());
    }

    @Test
    void a_comparison_that_says_null_costs_its_own_part_and_no_other() {
        assertEquals(
                2,
                Grade.outOf(3)
                        .part("says null", 1, (Grade.Fault) () -> null)
                        .part("right", 2, () -> "")
                        .points());
    }

    @Test
    void refuses_what_makes_no_grade() {
        assertEquals(
                "points must be positive and finite, but was 0.0",
                assertThrows(IllegalArgumentException.class, () -> Grade.outOf(0))
                        .getMessage());
        assertEquals(
                "the points of all parts must be 3 together, which the cell is worth, but was 4",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Grade.outOf(3)
                                        .part("a", 2, "", () -> true)
                                        .part("b", 2, "", () -> true))
                        .getMessage());
        assertEquals(
                "the grade must have a part, but was without one",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Grade.outOf(3).points())
                        .getMessage());
        assertEquals(
                "seconds must be positive and finite, but was -1.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Grade.outOf(3).within(-1))
                        .getMessage());
    }
}
