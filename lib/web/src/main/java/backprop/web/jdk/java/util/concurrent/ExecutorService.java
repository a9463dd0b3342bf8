package backprop.web.jdk.java.util.concurrent;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;

/** What does tasks. */
public interface ExecutorService {
    /** Does them all. */
    <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException;

    /** Nothing waits: all has been done. */
    List<Runnable> shutdownNow();
}
