package backprop.check;

import backprop.internal.AllCores;
import backprop.internal.LongRun;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Stream;

/** How a search for the cause goes on: counted, until it is interrupted, and on all cores where that pays. */
final class Search implements AutoCloseable {
    /** About how many products are worth other threads. */
    private static final double LONG = 1e6;

    /** What it takes to try anything, however small the network, in products. */
    private static final double LEAST = 1000;

    private final double products;
    private final LongRun tried = LongRun.of("causes tried", LongRun.UNKNOWN);

    /** For numbers of a case. */
    Search(Case problem) {
        products = LEAST + (double) problem.network().parameterCount() * problem.examples();
    }

    /** What is made of each, in order, and so the same on any number of cores. */
    <T, R> Stream<R> each(List<T> some, Function<T, Stream<R>> making) {
        if (some.size() * products < LONG) {
            return some.stream().flatMap(making);
        }
        try {
            return AllCores.each(some, one -> making.apply(one).toList()).stream()
                    .flatMap(List::stream);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    /** Counts one more that is tried; throws if the thread is interrupted. */
    void goOn() {
        tried.step();
        requireNoInterrupt();
    }

    static void requireNoInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        return new CancellationException("interrupted while looking for the cause; the verdict stands");
    }

    @Override
    public void close() {
        tried.close();
    }
}
