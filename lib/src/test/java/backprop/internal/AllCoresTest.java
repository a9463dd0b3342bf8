package backprop.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AllCoresTest {
    private static final List<Integer> MANY = IntStream.range(0, 1000).boxed().toList();

    @Test
    void what_is_made_is_in_order_and_made_on_other_threads() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<Integer> made = AllCores.each(MANY, i -> {
            threads.add(Thread.currentThread());
            return -i;
        });
        assertEquals(MANY.stream().map(i -> -i).toList(), made);
        assertFalse(threads.contains(Thread.currentThread()));
        assertTrue(threads.size() <= Runtime.getRuntime().availableProcessors());
        assertEquals(List.of(), AllCores.each(List.of(), i -> i));
    }

    @Test
    void of_several_that_throw_the_first_in_order_is_heard() {
        Exception e = assertThrows(
                ArithmeticException.class,
                () -> AllCores.each(MANY, i -> {
                    if (i % 100 == 7) {
                        throw new ArithmeticException("at " + i);
                    }
                    return i;
                }));
        assertEquals("at 7", e.getMessage());
        StackOverflowError thrown = assertThrows(
                StackOverflowError.class,
                () -> AllCores.each(MANY, i -> {
                    throw new StackOverflowError("deep");
                }));
        assertEquals("deep", thrown.getMessage());
    }

    @Test
    void an_interrupt_ends_it_and_reaches_those_that_work() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        Thread other = new Thread(() -> {
            try {
                begun.await();
                caller.interrupt();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        other.start();
        assertThrows(
                InterruptedException.class,
                () -> AllCores.each(MANY, i -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return i;
                }));
        interrupted.await();
        other.join();
    }
}
