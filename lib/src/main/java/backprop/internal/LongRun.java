package backprop.internal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A piece of work that may take long. It tells whoever watches how far it has come, after a second and then at most four times a
 * second. Of work within work on one thread only the outer is told.
 */
public final class LongRun implements AutoCloseable {
    /** Hears of long work, on the thread that does it, and must not keep it waiting. */
    public interface Watcher {
        /**
         * Some of it is done.
         *
         * @param text such as {@code 808 of 3000 epochs, about 12 s left}
         * @param share from 0 to 1; NaN if nobody knows how much there is
         */
        void told(String text, double share);

        /** It has ended, done or not. Called only if something was told. */
        void ended(String text);
    }

    /** How much there is to do is not known. */
    public static final long UNKNOWN = 0;

    private static final long SOON = 1_000_000_000L;
    private static final long PAUSE = 250_000_000L;
    private static final ThreadLocal<LongRun> OUTER = new ThreadLocal<>();

    private static volatile Watcher watcher;
    private static volatile long soon = SOON;
    private static volatile StillRuns stillRuns; // null outside a notebook

    private final String unit;
    private final long total;
    private final long start = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong told = new AtomicLong(start + soon - PAUSE);
    private final boolean isInner = OUTER.get() != null;
    private final StillRuns looking = stillRuns;
    private volatile boolean wasTold;

    private LongRun(String unit, long total) {
        this.unit = unit;
        this.total = total;
    }

    /** From now on this one hears of all long work; nobody, if null. */
    public static void watch(Watcher other) {
        watch(other, SOON);
    }

    /** The same, told of work that takes so many nanoseconds. */
    static void watch(Watcher other, long nanos) {
        watcher = other;
        soon = nanos;
    }

    /** From now on it is said, on stdout, where work goes on that was interrupted a second ago. */
    public static synchronized void sayWhatStillRuns() {
        stillRuns = stillRuns == null ? new StillRuns() : stillRuns;
    }

    /** Nothing more is said of what a thread does now. */
    public static void forget(Thread thread) {
        StillRuns looking = stillRuns;
        if (looking != null) {
            looking.forget(thread);
        }
    }

    /** Code of the user's. */
    public interface Code<T, E extends Exception> {
        T run() throws E;
    }

    /** Returns what code of the user's makes, which may never end. */
    public static <T, E extends Exception> T ofUser(Code<T, E> code) throws E {
        StillRuns looking = stillRuns;
        if (looking != null) {
            looking.begin();
        }
        try {
            return code.run();
        } finally {
            if (looking != null) {
                looking.end();
            }
        }
    }

    /**
     * Ends what this thread does if it is interrupted.
     *
     * @param doing such as {@code looking for the cause}
     * @throws CancellationException then
     */
    public static void endIfInterrupted(String doing) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while " + doing);
        }
    }

    /**
     * Begins.
     *
     * @param unit what is counted, such as epochs
     * @param total how many there are, or {@link #UNKNOWN}
     */
    public static LongRun of(String unit, long total) {
        LongRun run = new LongRun(unit, total);
        if (run.looking != null) {
            run.looking.begin();
        }
        if (!run.isInner) {
            OUTER.set(run);
        }
        return run;
    }

    /** Returns what something makes, of which nothing is told. */
    public static <T> T quietly(Supplier<T> making) {
        try (LongRun outer = of("", UNKNOWN)) {
            outer.told.set(Long.MAX_VALUE);
            return making.get();
        }
    }

    /** One more is done, on any thread. */
    public void step() {
        at(done.incrementAndGet());
    }

    /** So many are done. */
    public void at(long count) {
        done.set(count);
        Watcher listening = watcher;
        if (!isInner && listening != null) {
            tell(listening, count);
        }
    }

    private void tell(Watcher listening, long count) {
        long last = told.get();
        long now = System.nanoTime();
        if (last != Long.MAX_VALUE && now - last >= PAUSE && told.compareAndSet(last, now)) {
            wasTold = true;
            double share = total == UNKNOWN ? Double.NaN : Math.min(1, (double) count / total);
            listening.told(counted() + left(now - start, share), share);
        }
    }

    private String counted() {
        return done + (total == UNKNOWN ? " " : " of " + total + " ") + unit;
    }

    private static String left(long nanos, double share) {
        return share > 0 ? ", about " + time((long) (nanos / share - nanos)) + " left" : "";
    }

    /** Returns 41 s, 3 min or 2.5 h. */
    static String time(long nanos) {
        long seconds = Math.max(1, Math.round(nanos / 1e9));
        return seconds < 100
                ? seconds + " s"
                : seconds < 6000 ? Math.round(seconds / 60.0) + " min" : Math.round(seconds / 360.0) / 10.0 + " h";
    }

    @Override
    public void close() {
        if (looking != null) {
            looking.end();
        }
        if (!isInner) {
            OUTER.remove();
        }
        Watcher listening = watcher;
        if (wasTold && listening != null) {
            listening.ended(counted() + " in " + time(System.nanoTime() - start));
        }
    }
}
