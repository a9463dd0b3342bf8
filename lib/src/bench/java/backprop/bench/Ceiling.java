package backprop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plain loop in C++ on libxsmm's products, or Eigen's: what the processor allows, if a compiler and one of them are there. */
final class Ceiling {
    private Ceiling() {}

    /** Builds it, with headers in {@code include} and libraries in {@code lib} of a folder, or says what is missing. */
    static Optional<Path> build(Path target, String folder, PrintStream out) throws IOException {
        Path program = target.resolve("ceiling").toAbsolutePath();
        List<String> xsmm =
                List.of("-DXSMM", "-I" + folder + "/include", "-L" + folder + "/lib", "-lxsmm", "-lxsmmnoblas");
        if (compiles(program, xsmm) || compiles(program, List.of("-I" + folder + "/include/eigen3"))) {
            return Optional.of(program);
        }
        out.println("No ceiling: it needs the compiler c++ and libxsmm or Eigen (apt install g++ libxsmm-dev"
                + " libeigen3-dev), or -Dceiling=FOLDER with include and lib of one of them.");
        return Optional.empty();
    }

    private static boolean compiles(Path program, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of("c++", "-O3", "-march=native", "-ffast-math", "-w", "-o"));
        command.addAll(List.of(program.toString(), "src/bench/cpp/ceiling.cpp"));
        command.addAll(options);
        command.addAll(List.of("-lpthread", "-ldl", "-lm"));
        try {
            return new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noCompiler) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
