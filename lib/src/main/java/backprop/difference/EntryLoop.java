package backprop.difference;

import backprop.internal.LongRun;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Goes through the entries of a result, all or none: an interrupt of the thread ends it by a CancellationException. */
final class EntryLoop {
    private final int entries;
    private final LongRun run;
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean stopped;

    EntryLoop(int entries) {
        this.entries = entries;
        run = LongRun.of("derivatives", entries);
    }

    /** Runs a task for every entry from 0, on this thread. */
    static void run(int entries, IntConsumer task) {
        EntryLoop loop = new EntryLoop(entries);
        try (loop.run) {
            for (int i = 0; i < entries && loop.goesOn(); i++) {
                task.accept(i);
            }
        }
        loop.end();
    }

    /** Runs a task for every part of the entries; it writes its own entries, and asks before each whether to go on. */
    <T> void run(List<T> parts, Consumer<T> task, boolean onAllThreads) {
        stopped = Thread.currentThread().isInterrupted();
        Consumer<T> unlessStopped = part -> {
            if (!stopped) {
                task.accept(part);
            }
        };
        try (run) {
            if (onAllThreads) {
                runOnAllThreads(parts, unlessStopped);
            } else {
                parts.forEach(unlessStopped);
            }
        }
        end();
    }

    /** Counts one more entry; false once this thread, or the one that waits for it, is interrupted. */
    boolean goesOn() {
        stopped = stopped || Thread.currentThread().isInterrupted();
        if (!stopped) {
            done.incrementAndGet();
            run.step();
        }
        return !stopped;
    }

    private void end() {
        if (stopped) {
            throw new CancellationException("interrupted after " + done + " of " + entries + " entries");
        }
    }

    /** With threads of its own: those of a parallel stream hide an interrupt of the thread that waits for them. */
    private <T> void runOnAllThreads(List<T> parts, Consumer<T> task) {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Callable<Object>> tasks = parts.stream()
                    .map(part -> Executors.callable(() -> task.accept(part)))
                    .toList();
            for (Future<Object> one : threads.invokeAll(tasks)) {
                one.get();
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** What a task throws reaches the caller as on one thread. */
    private static RuntimeException rethrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
