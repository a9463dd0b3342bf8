package backprop.course;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps apart what is printed until it is closed, on stdout and stderr: the first {@value #MOST} bytes of it. */
final class Printed implements AutoCloseable {
    private static final int MOST = 2000;
    private static final long GRACE = 200; // milliseconds

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private volatile Thread over;

    private final class First extends OutputStream {
        @Override
        public void write(int b) {
            if (Thread.currentThread() == over) {
                throw new IllegalStateException("the time of this part is over");
            }
            synchronized (kept) {
                if (kept.size() < MOST) {
                    kept.write(b);
                }
            }
        }
    }

    private Printed() {}

    static Printed keep() {
        Printed printed = new Printed();
        PrintStream aside = new PrintStream(printed.new First(), true, StandardCharsets.UTF_8);
        System.setOut(aside);
        System.setErr(aside);
        return printed;
    }

    /** From now on a thread that prints throws: a loop that prints ends so, instead of printing into later cells. */
    void end(Thread thread) throws InterruptedException {
        over = thread;
        thread.join(GRACE);
    }

    /** What was printed, with a heading; nothing if nothing was. */
    String text() {
        synchronized (kept) {
            String text = kept.toString(StandardCharsets.UTF_8).stripTrailing();
            String rest = kept.size() < MOST ? "" : " …";
            return text.isEmpty() ? "" : "Your code printed:\n" + text + rest + "\n";
        }
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }
}
