package backprop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The peers in Python, in a virtual environment of their own. */
record Python(Path executable) {
    /** What the tables call the peers of peers.py. */
    static final Map<String, String> NAMES = Map.of(
            "numpy", "NumPy, double",
            "jax", "JAX, double",
            "autograd", "autograd, double",
            "scikit-learn", "scikit-learn, double",
            "scipy", "SciPy, double",
            "torch", "PyTorch by hand, double",
            "torch-autograd", "PyTorch autograd, double",
            "torch-single", "PyTorch autograd, single");

    private static final Path SOURCES = Path.of("src", "bench", "python");

    /** Makes the environment, or takes it as it is if the pinned packages are those it was made with. */
    static Python in(Path folder, String python, boolean torch) throws IOException {
        Path executable = folder.resolve("bin").resolve("python").toAbsolutePath();
        Path stamp = folder.resolve("made-with.txt");
        String wanted = Files.readString(SOURCES.resolve("requirements.txt")) + (torch ? "torch" : "");
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
            run(System.out, List.of(python, "-m", "venv", "--clear", folder.toString()));
            install(executable, "requirements.txt");
            if (torch) {
                install(executable, "requirements-torch.txt");
            }
            Files.writeString(stamp, wanted);
        }
        return new Python(executable);
    }

    private static void install(Path executable, String requirements) throws IOException {
        String file = SOURCES.resolve(requirements).toString();
        run(System.out, List.of(executable.toString(), "-m", "pip", "install", "--quiet", "-r", file));
    }

    /** Runs a command; what it prints goes to out when it has ended. */
    private static void run(PrintStream out, List<String> command) throws IOException {
        out.print(output(command));
    }

    private static String output(List<String> command) throws IOException {
        Process process = Peer.unpinned(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed");
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A peer by the name that peers.py knows it by. */
    Peer peer(String known, int threads) {
        return new Peer(
                NAMES.get(known),
                threads,
                List.of(executable.toString(), "-B", SOURCES.resolve("peers.py").toString(), known));
    }

    /** Times the Java kernel beside ipykernel with matplotlib, if the notebooks have been set up. */
    void kernels(PrintStream out) throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        Path kernel = root.resolve(Path.of(".venv", "share", "jupyter", "kernels", "java", "kernel.json"));
        if (!Files.exists(kernel) || !Files.exists(Path.of("target", "backprop.jar"))) {
            out.println("\nKernels: not measured, for the notebooks are not set up; mvn -Plab does it.");
            return;
        }
        out.printf("%n%-42s%10s%10s%10s%n", "Kernels, seconds", "ipykernel", "Java", "ratio");
        String script = SOURCES.resolve("kernels.py").toString();
        String notebooks = root.resolve("notebooks").toString();
        run(out, List.of(executable.toString(), script, kernel.toString(), notebooks));
    }
}
