package backprop.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DoubleListTest {
    private static final DoubleList TWO = DoubleList.of("numbers", List.of(1.0, 2.0));

    @Test
    void a_longer_list_leaves_the_shorter_as_it_was() {
        DoubleList three = TWO.plus(3);
        assertEquals(List.of(1.0, 2.0), TWO);
        assertEquals(List.of(1.0, 2.0, 3.0), three);
        assertThrows(IndexOutOfBoundsException.class, () -> TWO.get(2));
        assertThrows(UnsupportedOperationException.class, () -> three.set(0, 7.0));
    }

    @Test
    void two_that_continue_the_same_list_do_not_meet() {
        DoubleList start = TWO.plus(3);
        DoubleList up = start.plus(4);
        DoubleList down = start.plus(-4);
        assertEquals(List.of(1.0, 2.0, 3.0, 4.0, 5.0), up.plus(5));
        assertEquals(List.of(1.0, 2.0, 3.0, -4.0, -5.0), down.plus(-5));
    }

    @Test
    void a_hundred_thousand_that_continue_one_another_share_a_few_arrays() {
        Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        long numbers = 0;
        DoubleList list = TWO;
        for (int n = 0; n < 100_000; n++) {
            list = list.plus(n);
            numbers += arrays.add(list.array()) ? list.array().length : 0;
        }
        assertEquals(99_999, list.get(100_001));
        assertTrue(numbers < 4 * 100_000, numbers + " numbers in " + arrays.size() + " arrays");
    }

    @Test
    void what_is_given_is_copied_unless_it_is_such_a_list() {
        List<Double> given = new ArrayList<>(List.of(1.0));
        DoubleList list = DoubleList.of("numbers", given);
        given.set(0, 7.0);
        assertEquals(List.of(1.0), list);
        assertSame(list, DoubleList.of("numbers", list));
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> DoubleList.of("numbers", Arrays.asList(1.0, null)));
        assertEquals("each of numbers must be given, but was null", e.getMessage());
    }
}
