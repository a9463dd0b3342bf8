package backprop.bench;

import backprop.difference.CheckTables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Times the library beside its peers, in one run, and writes tables and a picture to {@code target/bench}:
 * {@code mvn -Pbench}. Every question goes to one peer after the other, in two rounds, and the best time counts: what else
 * the machine does meanwhile can only add.
 */
public final class Benchmarks {
    private static final List<String> NETWORKS = List.of("64-30-10", "784-30-10", "784-100-10");
    private static final List<Integer> BATCHES = List.of(1, 10, 32, 128, 1000);
    private static final int EXAMPLES = 50_000;
    private static final int ROUNDS = 2;

    private final Path folder;
    private final PrintStream out;
    private final Python python;
    private final boolean torch;
    private final boolean jvm;

    private Benchmarks(Path folder, PrintStream out, Python python, boolean torch, boolean jvm) {
        this.folder = folder;
        this.out = out;
        this.python = python;
        this.torch = torch;
        this.jvm = jvm;
    }

    /**
     * Runs them.
     *
     * @param arguments the Python that makes a virtual environment, the parts to run, or figures for those of the
     *     documentation, whether PyTorch joins in, and whether DL4J and Smile do
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
        Python python = Python.in(folder.resolve("venv"), arguments[0], torch);
        new Benchmarks(folder, out, python, torch, jvm).run(arguments[1]);
        Files.write(folder.resolve("benchmarks.txt"), text.toByteArray());
        out.println("\nWritten to " + folder);
    }

    private void run(String parts) throws IOException, RunnerException {
        out.println(Machine.describe());
        if (parts.contains("epochs")) {
            epochs(1, NETWORKS);
            epochs(2, List.of("784-30-10"));
        }
        if (parts.contains("checks")) {
            checks();
            CheckTables.print(out);
        }
        if (parts.contains("scaling")) {
            Scaling.print(out);
            memory();
        }
        if (parts.contains("kernels")) {
            python.kernels(out);
        }
    }

    private List<Peer> peers(int threads, String... inPython) {
        List<Peer> peers = new ArrayList<>(
                List.of(Machine.ours("ours", threads), Machine.ours("ours in Java", threads, "-Dbackprop.blas=java")));
        for (String name : inPython) {
            peers.add(python.peer(name, threads));
        }
        if (torch) {
            peers.add(python.peer("torch", threads));
            peers.add(python.peer("torch-autograd", threads));
        }
        if (jvm) {
            peers.add(Machine.library("smile", threads));
            peers.add(Machine.library("dl4j", threads));
        }
        peers.forEach(Peer::awaitReady);
        return peers;
    }

    private void epochs(int threads, List<String> networks) throws IOException {
        List<Peer> peers = peers(threads, "numpy", "jax", "autograd");
        try {
            double peak = peers.get(0)
                    .ask(new Question("peak", "1-1", 1, 1), "gigaflops")
                    .orElseThrow();
            out.printf(
                    "%nOne epoch of %,d examples, threads: %d, seconds; BLAS peak %.0f Gflop/s%n",
                    EXAMPLES, threads, peak);
            for (String network : networks) {
                Comparison comparison = new Comparison(peers);
                for (int batch : BATCHES) {
                    comparison.add("mini-batch " + batch, new Question("epoch", network, EXAMPLES, batch));
                }
                comparison.measure(ROUNDS);
                comparison.print(out, network, Machine.flops(network) * EXAMPLES / peak / 1e9);
                if (threads == 1 && network.equals("784-30-10")) {
                    comparison.draw(folder.resolve("benchmarks.png"), "One epoch of 784-30-10, one thread");
                }
            }
        } finally {
            peers.forEach(Peer::close);
        }
    }

    private void checks() {
        List<Peer> peers = peers(1, "numpy", "scipy", "jax", "autograd");
        try {
            Comparison comparison = new Comparison(peers);
            comparison.add("check, 784-30-10, central", new Question("central", "784-30-10", 10, 1));
            comparison.add("gradient, 2-3-1", new Question("gradient", "2-3-1", 1, 1));
            comparison.measure(ROUNDS);
            comparison.print(out, "Full gradient check on 10 examples; one gradient of a tiny network", Double.NaN);
        } finally {
            peers.forEach(Peer::close);
        }
    }

    private void memory() {
        try (Peer small = Machine.ours("1 GiB", 1, "-Xmx1g")) {
            double seconds = small.ask(new Question("epoch", "784-100-10", 60_000, 10), "seconds")
                    .orElseThrow();
            out.printf("%n784-100-10 on 60,000 examples in a heap of 1 GiB: %.2f s per epoch%n", seconds);
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
