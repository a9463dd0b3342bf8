package backprop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Processor time so far, in seconds, of which nothing is known where there is no {@code /proc/stat}.
 *
 * @param all what the processors had
 * @param busy what was used of it, by anyone, other guests of the machine too
 * @param ours what this process and its children used
 */
record Load(double all, double busy, double ours) {
    /** The share of the processors that others may take while one compares. */
    static final double BOUND = 0.05;

    private static final double TICKS = 100; // a second, on every Linux
    private static final int IDLE = 3; // the places in the line: idle, and idle for want of a disk
    private static final int WAITING = 4;
    private static final int GUESTS = 8; // from here on counted before

    static Load now() {
        double ours = Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .mapToDouble(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0)
                .sum();
        try {
            String line = Files.readAllLines(Path.of("/proc/stat")).get(0);
            double[] times = Arrays.stream(line.trim().split("\\s+"))
                    .skip(1)
                    .limit(GUESTS)
                    .mapToDouble(ticks -> Long.parseLong(ticks) / TICKS)
                    .toArray();
            double all = Arrays.stream(times).sum();
            return new Load(all, all - times[IDLE] - times[WAITING], ours);
        } catch (IOException e) {
            return new Load(Double.NaN, Double.NaN, ours);
        }
    }

    /** The share of the processors that others took since. */
    double othersSince(Load before) {
        return Math.max(0, (busy - before.busy - (ours - before.ours)) / (all - before.all));
    }

    /** The share of the processors that others take now, from a second of waiting. */
    static double othersNow() {
        Load before = now();
        LockSupport.parkNanos(1_000_000_000);
        return now().othersSince(before);
    }

    /** The load average of the last minute: of how many processes, ours too. */
    static String average() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }
}
