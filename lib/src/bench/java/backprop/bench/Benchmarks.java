package backprop.bench;

import backprop.difference.CheckTables;
import backprop.internal.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Times the library beside its peers, in one run, and writes tables and a picture to {@code target/bench}, and the table of
 * README: {@code mvn -Pbench}. Every question goes to one peer after the other, in rounds, so that what changes on the machine
 * meanwhile changes for all. {@code -Dquick} asks less, and leaves README alone.
 */
public final class Benchmarks {
    private static final String OURS = "ours, double";
    private static final Question VERSION = new Question("version", "1-1", 1, 1);
    private static final String NETWORK = "784-30-10";
    private static final String WIDE = "784-100-10";
    private static final int ROUNDS = 2;
    private static final List<Integer> LARGE = List.of(128, 1000);

    /** The shape of SimpleChains' announcement, trained on all its examples at once; here of sigmoids. */
    private static final Question SMALL = new Question("epoch", "4-32-16-4", 10_000, 10_000, 100);

    private final Path folder;
    private final PrintStream out;
    private final Python python;
    private final boolean torch;
    private final boolean jvm;
    private final boolean quick;
    private final Optional<Path> ceiling;
    private final int examples;
    private final Readme readme = new Readme();
    private final Map<String, String> versions = new HashMap<>(); // by peer

    private Benchmarks(
            Path folder,
            PrintStream out,
            Python python,
            boolean torch,
            boolean jvm,
            boolean quick,
            Optional<Path> ceiling) {
        this.folder = folder;
        this.out = out;
        this.python = python;
        this.torch = torch;
        this.jvm = jvm;
        this.quick = quick;
        this.ceiling = ceiling;
        examples = quick ? 10_000 : 50_000;
    }

    /**
     * Runs them.
     *
     * @param arguments the Python that makes a virtual environment, the parts to run, or figures for those of the
     *     documentation, whether PyTorch joins in, whether DL4J and Smile do, whether it has to be quick, and the folder of
     *     libxsmm or Eigen
     * @throws IOException if a file cannot be written
     * @throws RunnerException if JMH cannot run
     */
    public static void main(String... arguments) throws IOException, RunnerException {
        Locale.setDefault(Locale.ROOT);
        if (arguments[1].equals("figures")) {
            Figures.write(Path.of("..", ".github", "FIGURES.md"));
            return;
        }
        Path folder = Files.createDirectories(Path.of("target", "bench"));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(new Both(System.out, text), true, StandardCharsets.UTF_8);
        boolean torch = Boolean.parseBoolean(arguments[2]);
        boolean jvm = Boolean.parseBoolean(arguments[3]);
        boolean quick = Boolean.parseBoolean(arguments[4]);
        Python python = Python.in(folder.resolve("venv"), arguments[0], torch);
        Optional<Path> ceiling = Ceiling.build(folder, arguments[5], out);
        new Benchmarks(folder, out, python, torch, jvm, quick, ceiling).run(arguments[1]);
        Files.write(folder.resolve("benchmarks.txt"), text.toByteArray());
        out.println("\nWritten to " + folder);
    }

    private void run(String parts) throws IOException, RunnerException {
        out.println(Machine.describe());
        out.printf(
                "Others take %.1f %% of the processors now; while they take more than %.0f %%, there are no ratios.%n",
                100 * Load.othersNow(), 100 * Load.BOUND);
        if (parts.contains("epochs")) {
            oneThread();
            allCores();
        }
        if (parts.contains("checks")) {
            checks();
        }
        if (!quick) {
            others(parts);
        }
    }

    /** What no peer is asked, and README, which wants it whole. */
    private void others(String parts) throws IOException, RunnerException {
        if (parts.contains("checks")) {
            CheckTables.print(out);
        }
        if (parts.contains("scaling")) {
            Scaling.print(out);
            memory();
        }
        if (parts.contains("kernels")) {
            python.kernels(out);
        }
        if (parts.contains("epochs") && parts.contains("checks")) {
            readme.write(Machine.describe() + "; " + versions.get(Python.NAMES.get("numpy")) + ".", out);
        }
    }

    private void oneThread() throws IOException {
        List<Peer> peers = peers(1, true, "numpy", "jax", "scikit-learn");
        try {
            for (String network : quick ? List.of(NETWORK) : List.of("64-30-10", NETWORK, WIDE)) {
                List<Integer> batches = quick ? List.of(10, 32, 128) : List.of(1, 10, 32, 128, 1000);
                Comparison comparison = epochs(1, peers, network, batches);
                if (network.equals(NETWORK)) {
                    comparison.draw(folder.resolve("benchmarks.png"), "One epoch of 784-30-10, one thread");
                    batches.stream()
                            .filter(batch -> batch > 1)
                            .forEach(batch -> readme.add(batch + "", comparison, name(batch), peers));
                }
            }
            Comparison small = new Comparison(peers);
            small.add(name(SMALL.batch()), SMALL);
            small.measure(ROUNDS);
            small.print(out, SMALL.sizes() + ", threads: 1", Double.NaN);
        } finally {
            peers.forEach(Peer::close);
        }
    }

    private void allCores() {
        int cores = Machine.cores();
        if (cores == 1) {
            out.println("\nNothing on all cores: there is one.");
            return;
        }
        List<Peer> peers = peers(cores, true, "numpy", "jax", "scikit-learn");
        try {
            for (String network : quick ? List.of(WIDE) : List.of(NETWORK, WIDE)) {
                epochs(cores, peers, network, LARGE);
            }
        } finally {
            peers.forEach(Peer::close);
        }
    }

    @CanIgnoreReturnValue
    private Comparison epochs(int threads, List<Peer> peers, String network, List<Integer> batches) {
        double peak = threads * peers.get(0).ask(new Question("peak", "1-1", 1, 1), "gigaflops")[0];
        Comparison comparison = new Comparison(peers);
        batches.forEach(batch -> comparison.add(name(batch), new Question("epoch", network, examples, batch)));
        comparison.measure(ROUNDS);
        comparison.print(out, network + ", threads: " + threads, Machine.flops(network) * examples / peak / 1e9);
        out.printf(
                "An epoch of %,d examples, in seconds; the peak is that of our products, %.0f Gflop/s a thread.%n",
                examples, peak / threads);
        return comparison;
    }

    private static String name(int batch) {
        return "mini-batch " + batch;
    }

    private void checks() {
        List<Peer> peers = peers(1, false, "numpy", "scipy", "jax", "autograd");
        try {
            Comparison comparison = new Comparison(peers);
            comparison.add("check, 784-30-10, 10 examples", new Question("central", NETWORK, 10, 1));
            if (!quick) {
                comparison.add("gradient, 2-3-1, 1 example", new Question("gradient", "2-3-1", 1, 1));
            }
            comparison.measure(ROUNDS);
            comparison.print(out, "Central differences, gradient", Double.NaN);
            readme.add("check", comparison, "check, 784-30-10, 10 examples", peers);
        } finally {
            peers.forEach(Peer::close);
        }
    }

    /** Ours comes first; ours without vectors and the plain loop in C++ join in where one trains. */
    private List<Peer> peers(int threads, boolean training, String... inPython) {
        List<Peer> peers = new ArrayList<>(List.of(Machine.ours(OURS, threads)));
        if (training) {
            peers.add(Machine.plain("ours without vectors, double", threads));
        }
        for (String known : inPython) {
            peers.add(python.peer(known, threads));
        }
        if (torch) {
            for (String known : List.of("torch", "torch-autograd", "torch-single")) {
                peers.add(python.peer(known, threads));
            }
        }
        if (jvm) {
            peers.add(Machine.library("Smile, double", "smile", threads));
            peers.add(Machine.library("DL4J, double", "dl4j", threads));
        }
        if (training && threads == 1) {
            ceiling.ifPresent(
                    program -> peers.add(new Peer("plain loop in C++, double", threads, List.of(program.toString()))));
        }
        peers.forEach(this::describe);
        return peers;
    }

    /** Waits for a peer, too: what a process does while it starts would slow the others down. */
    private void describe(Peer peer) {
        String version = peer.text(VERSION, "version");
        if (versions.put(peer.name(), version) == null) {
            out.printf("%-26s %s%n", peer.name(), version);
        }
    }

    private void memory() {
        try (Peer small = Machine.ours("1 GiB", 1, "-Xmx1g")) {
            Spread seconds = Spread.of(small.ask(new Question("epoch", WIDE, 60_000, 10), "seconds"));
            out.printf("%n784-100-10 on 60,000 examples in a heap of 1 GiB: %.2f s per epoch%n", seconds.median());
        }
    }

    /** Writes to two streams. */
    private static final class Both extends OutputStream {
        private final OutputStream first;
        private final OutputStream second;

        Both(OutputStream first, OutputStream second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void write(int b) throws IOException {
            first.write(b);
            second.write(b);
        }

        @Override
        public void flush() throws IOException {
            first.flush();
        }
    }
}
