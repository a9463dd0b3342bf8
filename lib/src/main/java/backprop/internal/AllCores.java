package backprop.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same to many things on all cores. What comes out is in their order, and so the same on any number of cores. */
public final class AllCores {
    private AllCores() {}

    /**
     * Returns what is made of each; throws what the first of those throws that do. With threads of its own: those of a
     * parallel stream hide an interrupt of the thread that waits for them.
     *
     * @throws InterruptedException if this thread is interrupted; those that still work are interrupted too
     */
    @CanIgnoreReturnValue
    public static <T, R> List<R> each(List<T> some, Function<T, R> making) throws InterruptedException {
        List<Callable<R>> tasks =
                some.stream().<Callable<R>>map(one -> () -> making.apply(one)).toList();
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<R> made = new ArrayList<>();
            for (Future<R> one : threads.invokeAll(tasks)) {
                made.add(one.get());
            }
            return made;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static RuntimeException rethrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
