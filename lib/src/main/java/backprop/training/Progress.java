package backprop.training;

import backprop.History;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Tells a listener how a training goes, at most four times a second and on a thread of its own: painting and sending can
 * swallow an interrupt, which must reach the training.
 */
final class Progress {
    private static final long PAUSE_NANOS = 250_000_000;

    private final Consumer<History> listener;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "training progress");
        daemon.setDaemon(true);
        return daemon;
    });
    private Future<?> last = CompletableFuture.completedFuture(null);
    private long lastTime = System.nanoTime() - PAUSE_NANOS;

    Progress(Consumer<History> listener) {
        this.listener = listener;
    }

    /** Tells the listener, unless it was told just now or is still busy. */
    void report(History history) {
        if (last.isDone() && System.nanoTime() - lastTime >= PAUSE_NANOS) {
            await(last);
            lastTime = System.nanoTime();
            last = thread.submit(() -> listener.accept(history));
        }
    }

    /** Tells the listener for the last time, and waits until it has heard; an interrupted thread does not wait. */
    void finish(History history) {
        Future<?> end = thread.submit(() -> listener.accept(history));
        thread.shutdown();
        await(last);
        await(end);
    }

    /** Waits; what the listener threw is thrown here. */
    private static void await(Future<?> told) {
        try {
            told.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the progress listener threw " + e.getCause(), e.getCause());
        }
    }
}
