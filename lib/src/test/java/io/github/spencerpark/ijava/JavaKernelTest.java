package io.github.spencerpark.ijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is known of IJava 1.3.0 from running it: a notebook that the stand-in takes must not be refused there. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JavaKernelTest {
    private static final JavaKernel KERNEL = new JavaKernel();

    private static Object shown(String cell) throws Exception {
        return KERNEL.eval(cell).getData(MIMEType.TEXT_PLAIN);
    }

    private static void refuses(String cell) {
        String message = assertThrows(IllegalArgumentException.class, () -> KERNEL.eval(cell))
                .getMessage();
        assertTrue(message.startsWith("Does not compile by itself: "), message);
    }

    @Test
    void a_cell_shows_its_last_expression_and_nothing_else() throws Exception {
        assertEquals("4", shown("var one = 1; one + 1;\none + 3"));
        assertNull(KERNEL.eval("one + 1;\nint two = 2;"));
    }

    @Test
    void what_a_cell_throws_keeps_its_message() {
        assertEquals(
                "no",
                assertThrows(Exception.class, () -> KERNEL.eval("throw new IllegalStateException(\"no\");"))
                        .getMessage());
    }

    @Test
    void classes_that_name_each_other_are_refused_as_by_IJava() {
        refuses("class Hen { Egg lays; }\nclass Egg { Hen from; }");
    }

    @Test
    void sealed_interfaces_are_refused_as_by_IJava() {
        refuses("sealed interface Shape permits Round {}\nrecord Round() implements Shape {}");
    }

    @Test
    void half_a_cell_and_other_magics_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> KERNEL.eval("int half = ("));
        assertThrows(IllegalArgumentException.class, () -> KERNEL.eval("%maven a:b:1"));
    }
}
