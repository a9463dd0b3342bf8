package backprop.training;

import java.util.function.Consumer;

/** When a training that runs is saved, and where. */
final class Autosave {
    static final Autosave NEVER = new Autosave(null, Long.MAX_VALUE);

    private static final long MINUTE = 60_000_000_000L;

    private final String path; // null for never
    private final long pause; // in nanoseconds
    private long last = System.nanoTime();

    Autosave(String path, long pause) {
        this.path = path;
        this.pause = pause;
    }

    static Autosave everyMinute(String path) {
        return new Autosave(path, MINUTE);
    }

    String path() {
        return path;
    }

    boolean isDue() {
        return path != null && System.nanoTime() - last >= pause;
    }

    void now(Consumer<String> save) {
        if (path != null) {
            save.accept(path);
            last = System.nanoTime();
        }
    }

    /** Saves, and if it fails goes on: the next time it may succeed, and the end of the run will tell. */
    void attempt(Consumer<String> save) {
        try {
            now(save);
        } catch (IllegalArgumentException diskIsFull) {
            last = System.nanoTime();
        }
    }
}
