package backprop.web.jdk.java.util.concurrent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** Does tasks at once, one after the other: a page has one thread. */
public final class Executors {
    private static final ExecutorService HERE = new ExecutorService() {
        @Override
        public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) {
            List<Future<T>> done = new ArrayList<>();
            for (Callable<T> task : tasks) {
                done.add(done(task));
            }
            return done;
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }
    };

    private Executors() {}

    /** Returns what does tasks, here. */
    public static ExecutorService newFixedThreadPool(int threads) {
        return HERE;
    }

    /** Returns a task without a result as one that returns null. */
    public static Callable<Object> callable(Runnable task) {
        return () -> {
            task.run();
            return null;
        };
    }

    private static <T> Future<T> done(Callable<T> task) {
        try {
            T value = task.call();
            return () -> value;
        } catch (Throwable e) {
            return () -> {
                throw new ExecutionException(e);
            };
        }
    }
}
