package backprop.difference;

import backprop.internal.AllCores;
import backprop.internal.LongRun;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Goes through the entries of a result, all or none: an interrupt of the thread ends it by a CancellationException. */
final class EntryLoop {
    /** About how many products are worth other threads. */
    private static final double LONG = 1e6;

    private final int entries;
    private final LongRun run;
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean stopped;

    EntryLoop(int entries) {
        this.entries = entries;
        run = LongRun.of("derivatives", entries);
    }

    static boolean isLong(double products) {
        return products > LONG;
    }

    /** Runs a task for every entry from 0, on this thread: it may be of the user's, who has not thought of others. */
    static void run(int entries, IntConsumer task) {
        run(entries, task, false);
    }

    /** The same, on this thread or on all; the task writes its own entry. */
    static void run(int entries, IntConsumer task, boolean onAllThreads) {
        EntryLoop loop = new EntryLoop(entries);
        List<Integer> all = IntStream.range(0, entries).boxed().toList();
        Consumer<Integer> unlessInterrupted = i -> {
            if (loop.goesOn()) {
                task.accept(i);
            }
        };
        loop.run(all, unlessInterrupted, onAllThreads);
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
                AllCores.each(parts, part -> {
                    unlessStopped.accept(part);
                    return part;
                });
            } else {
                parts.forEach(unlessStopped);
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
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
}
