package backprop.web.jdk.java.util.concurrent;

import java.util.concurrent.ExecutionException;

/** What a task gave. */
public interface Future<V> {
    /** Returns it. */
    V get() throws InterruptedException, ExecutionException;
}
