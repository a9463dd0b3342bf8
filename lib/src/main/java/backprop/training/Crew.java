package backprop.training;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Work in stages, each in blocks that any core may take; a stage begins when the one before is done. Whoever begins the work
 * takes blocks as well, and waits for nobody but those who have taken one: a core that comes late, or never, costs nothing.
 */
final class Crew implements Runnable {
    private static final int HELPERS = Runtime.getRuntime().availableProcessors() - 1;

    private static final int SPINS = 10_000;

    private final Stage[] stages;
    private final int[] ends; // how many blocks there are to the end of each stage
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** A number of blocks, and what is done with the block of a number. */
    record Stage(int blocks, Block block) {}

    /** What is done with one block. */
    interface Block {
        void of(int number);
    }

    private Crew(Stage... stages) {
        this.stages = stages;
        ends = new int[stages.length];
        int end = 0;
        for (int s = 0; s < stages.length; s++) {
            end += stages[s].blocks();
            ends[s] = end;
        }
    }

    /** Returns whether there is one core only. */
    static boolean isAlone() {
        return HELPERS == 0;
    }

    /** Does all blocks of all stages. */
    static void work(Stage... stages) {
        int mostBlocks = mostBlocks(stages);
        if (mostBlocks == 1) {
            for (Stage stage : stages) {
                stage.block().of(0);
            }
            return;
        }
        Crew crew = new Crew(stages);
        for (int helper = 0; helper < Math.min(HELPERS, mostBlocks - 1); helper++) {
            ForkJoinPool.commonPool().execute(crew);
        }
        crew.run();
        crew.awaitDone(crew.ends[stages.length - 1]);
        Throwable failure = crew.failure.get();
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private static int mostBlocks(Stage... stages) {
        int most = 0;
        for (Stage stage : stages) {
            most = Math.max(most, stage.blocks());
        }
        return most;
    }

    /** Takes blocks until all are taken. */
    @Override
    public void run() {
        int stage = 0;
        for (int k = taken.getAndIncrement(); k < ends[stages.length - 1]; k = taken.getAndIncrement()) {
            while (k >= ends[stage]) {
                stage++;
            }
            int start = stage == 0 ? 0 : ends[stage - 1];
            awaitDone(start);
            try {
                if (failure.get() == null) {
                    stages[stage].block().of(k - start);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                done.getAndIncrement();
            }
        }
    }

    /** The blocks that are missing are at work on other cores. */
    private void awaitDone(int blocks) {
        for (int spins = 0; done.get() < blocks; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
