package backprop.notebook;

import backprop.internal.LongRun;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Long work of a cell as a line below it: a bar, what part is done and how long still; in the end, how long it took. It is written
 * on a thread of its own, which no interrupt of the work disturbs, and only for a page that somebody looks at: a notebook that is
 * executed by itself has the same outputs every time.
 */
final class ProgressLine implements LongRun.Watcher {
    /** Where a line is shown. */
    interface Place {
        /** Tells whether somebody looks at the cell that runs now. */
        boolean isWatched();

        /** Shows a line under a name, in place of what it showed under that name before. */
        void show(String name, String text, String html);
    }

    private final Place place;
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "progress");
        daemon.setDaemon(true);
        return daemon;
    });
    private boolean isShown;

    ProgressLine(Place place) {
        this.place = place;
    }

    @Override
    public synchronized void told(String text, double share) {
        if (!isShown && place.isWatched()) {
            isShown = true;
            number.incrementAndGet();
        }
        if (isShown) {
            var unused = show(text, bar(share) + " " + Html.text(text));
        }
    }

    /** Waits until it is written: what is sent after the end of a cell is lost. */
    @Override
    public synchronized void ended(String text) {
        if (isShown) {
            isShown = false;
            await(show(text, Html.text(text)));
        }
    }

    private Future<?> show(String text, String html) {
        String name = "progress-" + number;
        return thread.submit(() -> place.show(name, text, html));
    }

    private static String bar(double share) {
        return Double.isNaN(share) ? "<progress></progress>" : "<progress value=\"" + share + "\"></progress>";
    }

    private static void await(Future<?> shown) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            shown.get();
        } catch (InterruptedException again) {
            wasInterrupted = true;
        } catch (ExecutionException notShown) {
            System.err.println("Progress cannot be shown: " + notShown.getCause());
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
