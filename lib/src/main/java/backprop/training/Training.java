package backprop.training;

import backprop.Cost;
import backprop.DataSet;
import backprop.History;
import backprop.Network;
import backprop.internal.Chance;
import backprop.internal.DoubleList;
import backprop.internal.LongRun;
import backprop.internal.Outcome;
import backprop.internal.Require;
import backprop.internal.Shuffle;
import backprop.internal.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A network in training: p ← p − η∇C(p) on one mini-batch after another, C being the cost of the mini-batch.
 *
 * <p>Choose {@link #eta} and {@link #epochs}, and if you like the rest, then {@link #run()}. It stops within one
 * mini-batch of an interrupt of its thread (Jupyter's stop button), and {@code run()} again goes on from that very
 * mini-batch: the numbers are those of a run never stopped. So keep it in a variable of an earlier cell.
 *
 * <p>What takes long is safe in a file: {@link #autosave}, and {@link #load} when Java was ended.
 */
public final class Training {
    /** The outcome of a history that goes on. */
    static final String RUNNING = "running";

    private final Cost cost;
    private final DataSet data;
    private final RunFile runFile;
    private final Map<String, ToDoubleFunction<Network>> measures = new LinkedHashMap<>();
    private double eta = Double.NaN;
    private int epochs = 0;
    private int miniBatch;
    private long seed = 0;
    private Predicate<History> stop = history -> false;
    private Consumer<History> listener = history -> {};

    private volatile Network network; // as of the end of an epoch or of a run
    private volatile History history; // null before the first run
    private Network epochStart; // the network that history ends with
    private TrainingPath path;
    private Chance chance; // shuffles
    private int[] order; // this epoch's order of examples
    private int next; // how many of them are done
    private Thread runner;
    private volatile Moment moment; // the last of which all is known; null before the first run
    private Autosave autosave = Autosave.NEVER;
    private Path file; // where it was saved last, or loaded from

    /** Begins the training of a network on data, to make the cost small: choose eta and epochs, then {@link #run()}. */
    public static Training of(Network network, Cost cost, DataSet data) {
        return new Training(network, cost, data);
    }

    private Training(Network network, Cost cost, DataSet data) {
        this.network = Require.given("network", network);
        this.cost = Require.given("cost", cost);
        this.data = Require.given("data", data);
        boolean fits = data.x().getNumRows() == network.inputs() && data.y().getNumRows() == network.outputs();
        String rule = "have " + network.inputs() + " inputs and " + network.outputs() + " targets, as the network has";
        Require.that(fits, "data", rule, data);
        this.miniBatch = data.size();
        this.runFile = new RunFile(cost, data);
    }

    /** Sets η, the learning rate, positive. May change between runs. */
    public Training eta(double eta) {
        Require.positive("eta", eta);
        this.eta = eta;
        return this;
    }

    /** Sets after how many epochs to be done, counted from the beginning. Raise it and run again to train on. */
    public Training epochs(int epochs) {
        Require.atLeast("epochs", 1, epochs);
        this.epochs = epochs;
        return this;
    }

    /**
     * Sets how many examples a step sees: 1 is stochastic gradient descent; without a choice, and with more than there are,
     * a step sees all (full batch). The last mini-batch of an epoch may be smaller.
     */
    public Training miniBatch(int size) {
        Require.atLeast("miniBatch", 1, size);
        this.miniBatch = size;
        return this;
    }

    /** Sets the seed of the shuffling before each epoch, 0 without a choice. A full batch is not shuffled. */
    public Training seed(long seed) {
        requireNotStarted("seed");
        this.seed = seed;
        return this;
    }

    /**
     * Adds a number to record before the first epoch and after each, beside the cost of the training data.
     *
     * @param name what to call it, such as {@code held-out accuracy}
     * @param measure computes it, such as {@code net -> net.accuracy(test)}
     */
    public Training measure(String name, ToDoubleFunction<Network> measure) {
        requireNotStarted("measure");
        measures.put(Require.notBlank("name", name), Require.given("measure", measure));
        return this;
    }

    /** Sets a rule that may stop it early, asked after each epoch, such as {@code history -> history.cost() < 0.01}. */
    public Training stopWhen(Predicate<History> rule) {
        this.stop = Require.given("rule", rule);
        return this;
    }

    /**
     * Sets a listener for live progress: told after an epoch, at most four times a second, and always at the end. It is
     * told on a thread of its own, while the training goes on.
     */
    public Training onProgress(Consumer<History> listener) {
        this.listener = Require.given("listener", listener);
        return this;
    }

    /**
     * Has every run saved to a file: at its begin, once a minute, and at its end, however it ends. So of a run that is killed
     * a minute is lost at most. A file that holds anything else is not written over.
     *
     * @param path such as {@code digits.run}; a file that is there only after a {@link #load} or {@link #save} of it
     */
    public Training autosave(String path) {
        return autosave(Autosave.everyMinute(path));
    }

    Training autosave(Autosave autosave) {
        requireOwn(autosave.path());
        this.autosave = autosave;
        return this;
    }

    private void requireOwn(String path) {
        Path wanted = WholeFile.at(path);
        String rule = "name a new file, or the one this training was loaded from or saved to";
        Require.that(Files.notExists(wanted) || wanted.equals(file), "path", rule, "'" + path + "', which is there");
    }

    /**
     * Saves this training: its network, its history, its place in the epoch and the state of the shuffling; of one that runs,
     * as of the end of its last epoch. The file is one of NumPy's, a {@code .npz} with a few arrays beside those of
     * {@link backprop.data.Npz#of(Network)} and {@link backprop.data.Npz#of(History)}, and written like every
     * {@link backprop.data.Npz#save}: whole or not at all.
     *
     * @param path such as {@code digits.run}; an old file is replaced
     */
    public void save(String path) {
        if (moment == null) {
            throw new IllegalStateException("there is nothing to save yet: call run() first");
        }
        runFile.save(path, moment, eta, epochs, miniBatch);
        file = WholeFile.at(path);
    }

    /**
     * Goes on where a saved training was: {@code run()} then gives the numbers of one never stopped, on the same BLAS. What
     * is code must be there as before: the activations and the cost, whose names are compared; the measures, by name; and
     * rules and listeners, if they still matter. The data must be the same, by its size and a checksum. The parameters of
     * this training's network, η, epochs, mini-batch and seed become those of the file; what is set later counts.
     *
     * @throws IllegalArgumentException if the file is damaged, of another training or of a newer version; nothing is changed then
     */
    public Training load(String path) {
        requireNotStarted("load");
        RunFile.Saved saved = runFile.load(path, network, measures.keySet());
        Moment then = saved.moment();
        this.path = new TrainingPath(then.network(), cost, data);
        network = then.network();
        epochStart = then.epochStart();
        order = then.order();
        next = then.next();
        chance = Chance.at(then.chance());
        eta = saved.eta();
        epochs = saved.epochs();
        miniBatch = saved.miniBatch();
        history = then.history();
        moment = then;
        file = Path.of(path).toAbsolutePath().normalize();
        return this;
    }

    /**
     * Trains until done, stopped by its rule, interrupted or diverged; the outcome of the history it returns says which.
     * After a divergence the network is the one at the end of the last good epoch. If another thread still runs this
     * training, it is interrupted first.
     */
    public History run() {
        Require.that(!Double.isNaN(eta), "eta", "be set before run()", "not set");
        Require.that(epochs > 0, "epochs", "be set before run()", "not set");
        if (autosave != Autosave.NEVER) {
            requireOwn(autosave.path());
        }
        claim();
        try {
            if (history == null) {
                begin();
            }
            Progress progress = new Progress(listener);
            try {
                history = withOutcome(RUNNING);
                moment = now();
                autosave.now(this::save);
                history = withOutcome(advance(progress));
            } finally {
                finish(progress);
            }
            return history;
        } finally {
            release();
        }
    }

    private void finish(Progress progress) {
        try {
            moment = now();
            autosave.now(this::save);
        } finally {
            progress.finish(history);
        }
    }

    /** Returns the network as it was at the end of the last epoch, or where the last run ended. */
    public Network network() {
        return network;
    }

    /** Returns the history so far. */
    public History history() {
        if (history == null) {
            throw new IllegalStateException("there is no history yet: call run() first");
        }
        return history;
    }

    private void begin() {
        path = new TrainingPath(network, cost, data);
        History start = extended(null);
        String what = "the cost of the network before training";
        Require.that(Double.isFinite(start.cost()), what, "be finite", start.cost());
        history = start;
        chance = new Chance(seed);
        beginEpoch();
    }

    private void beginEpoch() {
        epochStart = network;
        order = miniBatch >= data.size() ? inOrder(data.size()) : Shuffle.order(data.size(), chance);
        next = 0;
        moment = now();
    }

    private Moment now() {
        return new Moment(next == 0 ? network : path.network(), history, epochStart, order, next, chance.state());
    }

    private static int[] inOrder(int n) {
        return IntStream.range(0, n).toArray();
    }

    /** Goes on until something ends it, and returns what. */
    private String advance(Progress progress) {
        try (LongRun run = LongRun.of("epochs", epochs)) {
            while (history.length() < epochs) {
                String ended = finishEpoch();
                run.at(history.length());
                if (ended != null) {
                    return ended;
                }
                beginEpoch();
                progress.report(history);
                if (stop.test(history)) {
                    return "stopped by its rule";
                }
            }
        }
        return "done";
    }

    /** Trains to the end of the epoch and records it; returns null, or what ended it before. */
    private String finishEpoch() {
        int epoch = history.length() + 1;
        while (next < data.size()) {
            if (Thread.currentThread().isInterrupted()) {
                network = path.network();
                return "interrupted in epoch " + epoch + " after " + next + " of " + data.size()
                        + " examples; run() goes on from there";
            }
            next = step();
            if (autosave.isDue()) {
                moment = now();
                autosave.attempt(this::save);
            }
        }
        if (!path.isFinite()) {
            return diverged("epoch " + epoch + ", at example " + (whereItDiverged() + 1) + " of " + data.size());
        }
        network = path.network();
        History longer;
        try {
            longer = extended(history);
        } catch (CancellationException e) {
            return "interrupted at the end of epoch " + epoch + "; run() goes on from there";
        }
        if (!Double.isFinite(longer.cost())) {
            return diverged("epoch " + epoch);
        }
        history = longer;
        return null;
    }

    /** Makes one step, and returns how many examples of the epoch are done then. */
    private int step() {
        int end = Math.min(next + Math.min(miniBatch, data.size()), data.size());
        path.step(order, next, end, eta);
        return end;
    }

    /** Goes through the epoch again, to the first step after which a parameter is not finite; returns where it began. */
    private int whereItDiverged() {
        path.set(epochStart);
        next = 0;
        while (true) {
            int end = step();
            if (end == data.size() || !path.isFinite()) {
                return next;
            }
            next = end;
        }
    }

    private String diverged(String where) {
        network = epochStart;
        path.set(epochStart);
        next = 0;
        return Outcome.diverged(where, eta);
    }

    /** Returns a history with the present numbers at its end; the first one, if there is none yet. */
    private History extended(History shorter) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        measures.forEach((name, measure) -> {
            List<Double> before = shorter == null ? List.of() : shorter.measure(name);
            values.put(name, appended(before, measure.applyAsDouble(network)));
        });
        List<Double> costs = appended(shorter == null ? List.of() : shorter.costs(), path.cost());
        return new History(label(), "epoch", costs, values, RUNNING);
    }

    private static List<Double> appended(List<Double> values, double value) {
        return DoubleList.of("values", values).plus(value);
    }

    private History withOutcome(String outcome) {
        return new History(history.label(), history.unit(), history.costs(), history.measures(), outcome);
    }

    private String label() {
        String batch =
                miniBatch >= data.size() ? "full batch" : miniBatch == 1 ? "stochastic" : "mini-batch " + miniBatch;
        return Outcome.label(eta) + ", " + batch;
    }

    private void requireNotStarted(String setting) {
        if (history != null) {
            throw new IllegalStateException(setting + " must be chosen before the first run()");
        }
    }

    /** Waits until no other thread runs this training, interrupting the one that does. */
    private synchronized void claim() {
        if (runner == Thread.currentThread()) {
            throw new IllegalStateException("run() must not be called from a measure or rule of this training");
        }
        while (runner != null) {
            runner.interrupt();
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while an earlier run() was still stopping");
            }
        }
        runner = Thread.currentThread();
    }

    private synchronized void release() {
        runner = null;
        notifyAll();
    }

    @Override
    public String toString() {
        return "training of a " + network + " on " + data.size() + " examples"
                + (history == null ? ", not begun" : ": " + history);
    }
}
