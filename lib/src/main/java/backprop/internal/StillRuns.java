package backprop.internal;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says so, in a notebook, where an interrupt was in vain: a thread cannot be stopped from outside, so code that never asks goes
 * on, at full speed, below the cells that follow. It is said in the cell that runs a second later, and else in the next one.
 */
final class StillRuns {
    static final String TEXT = "What was interrupted still runs: its code never ends and cannot be stopped."
            + " Restart the kernel to be rid of it (Kernel, Restart).";

    private static final long PATIENCE = 1_000_000_000L;
    private static final int PAUSE = 20; // milliseconds; a short cell takes 50
    private static final int MOST = 2; // times it is said

    /** Work that a thread has begun. */
    private static final class Work {
        int depth = 1;
        long interrupted; // when that was first seen, 0 if it was not
        PrintStream told; // where it was said last
        int times;
    }

    private final Map<Thread, Work> open = new ConcurrentHashMap<>();

    /** Begins to look, on a thread of its own that keeps no process alive. */
    StillRuns() {
        Thread looking = new Thread(this::look, "interrupts");
        looking.setDaemon(true);
        looking.start();
    }

    void begin() {
        open.merge(Thread.currentThread(), new Work(), (work, another) -> {
            work.depth++;
            return work;
        });
    }

    void end() {
        open.computeIfPresent(Thread.currentThread(), (thread, work) -> --work.depth == 0 ? null : work);
    }

    void forget(Thread thread) {
        open.computeIfPresent(thread, (same, work) -> {
            work.times = MOST;
            return work;
        });
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(open.isEmpty() ? 10 * PAUSE : PAUSE);
                open.forEach(StillRuns::tell);
            }
        } catch (InterruptedException e) {
            // Nobody asks any more.
        }
    }

    /** Between two cells System.out is another one, which nobody reads: so it is said again where it changes. */
    private static void tell(Thread thread, Work work) {
        PrintStream out = System.out;
        long now = System.nanoTime();
        if (!thread.isInterrupted()) {
            work.interrupted = 0;
        } else if (work.interrupted == 0) {
            work.interrupted = now;
        } else if (now - work.interrupted > PATIENCE && work.told != out && work.times < MOST) {
            out.println(TEXT);
            work.told = out;
            work.times++;
        }
    }
}
