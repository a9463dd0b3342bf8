package backprop.notebook;

import backprop.internal.LongRun;
import backprop.plot.Charts;
import backprop.plot.Curve;
import backprop.plot.Fonts;

/** The first call of every notebook. */
public final class Companion {
    private static boolean isTaught;
    private static boolean isPrepared;

    private Companion() {}

    /**
     * Teaches the kernel to show charts and pictures crisply, matrices as typeset mathematics, reports and tables as
     * tables, vectors as their numbers, and what {@link Explore} makes as controls that answer, whenever one is a cell's last
     * expression. Each has a plain text beside it that is the same on every run. Training, checks and differences that take
     * longer than a second tell what part is done and how long still; and where an interrupt was in vain, it is said. Shift-Tab
     * shows what {@link Help} says. When the kernel has ended, so does its process. Outside a notebook it is {@link #prepare}.
     */
    public static synchronized void start() {
        prepare();
        if (!isTaught) { // a kernel that is taught twice makes every picture twice
            Kernel.current().ifPresent(Companion::teach);
        }
    }

    private static void teach(Kernel kernel) {
        Look.ALL.forEach(kernel::show);
        kernel.show(Live.class, Live.VIEW, Live::shown);
        kernel.explain();
        LongRun.watch(new ProgressLine(kernel.place()));
        LongRun.sayWhatStillRuns();
        endWithKernel();
        isTaught = true;
    }

    /**
     * Prepares the fonts and loads, in the background, what pictures need, so that the first one comes as soon as the next. A
     * kernel that has the library calls it while it starts itself.
     */
    public static synchronized void prepare() {
        Fonts.prepare();
        if (isPrepared) {
            return;
        }
        isPrepared = true;
        Runnable first = () -> {
            var unused = Charts.picture(Charts.functions(0, 1, Curve.of("x", x -> x)), 90, 60);
        };
        Thread painting = new Thread(first, "first picture");
        painting.setDaemon(true);
        painting.setUncaughtExceptionHandler((thread, thrown) -> {}); // the reader's own picture tells
        painting.start();
    }

    /** JJava's thread for cells stays for a minute after the kernel has ended, and Jupyter waits for that when it restarts. */
    static void endWithKernel() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("main"))
                .findAny()
                .ifPresent(main -> {
                    Thread end = new Thread(() -> endAfter(main), "end");
                    end.setDaemon(true);
                    end.start();
                });
    }

    private static void endAfter(Thread main) {
        try {
            main.join();
            System.exit(0);
        } catch (InterruptedException e) {
            // It ends later, by itself.
        }
    }
}
