package backprop.notebook;

import java.util.function.Supplier;

/**
 * Does a piece of work again whenever it is asked to, on a thread of its own; what is asked while it works is done once,
 * afterwards. Work that is slow is interrupted when it is asked for again, and what it made is dropped.
 */
final class Newest {
    private static final long PATIENCE_NANOS = 300_000_000; // with none, a quick drag would never show a picture

    private final Supplier<Runnable> work;
    private Thread thread;
    private boolean isAsked;
    private boolean isWorking;
    private long since;

    /**
     * @param work may be interrupted, and returns what makes its result seen, which is not
     */
    Newest(Supplier<Runnable> work) {
        this.work = work;
    }

    synchronized void ask() {
        isAsked = true;
        if (thread == null) {
            thread = new Thread(this::run, "explore");
            thread.setDaemon(true);
            thread.start();
        } else if (isWorking && System.nanoTime() - since > PATIENCE_NANOS) {
            thread.interrupt();
        }
    }

    /** Drops what is asked and what is made of it. */
    synchronized void stop() {
        isAsked = false;
        if (isWorking) {
            thread.interrupt();
        }
    }

    private void run() {
        while (begin()) {
            Runnable result = work.get();
            if (end()) {
                result.run();
            }
        }
    }

    private synchronized boolean begin() {
        isWorking = isAsked;
        isAsked = false;
        since = System.nanoTime();
        if (!isWorking) {
            thread = null;
        }
        return isWorking;
    }

    /** Tells whether it was not interrupted; from now on it is not: an interrupt while sending would break the line. */
    private synchronized boolean end() {
        isWorking = false;
        return !Thread.interrupted();
    }
}
