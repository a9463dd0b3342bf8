package backprop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the numbers come from. */
final class Machine {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private Machine() {}

    static int cores() {
        return CORES;
    }

    /** The library as a process of its own, with what the notebooks' kernel has: vector instructions. */
    static Peer ours(String name, int threads, String... options) {
        List<String> whole = new ArrayList<>(List.of(options));
        whole.add("--add-modules=jdk.incubator.vector");
        return plain(name, threads, whole.toArray(String[]::new));
    }

    /** The same without them. */
    static Peer plain(String name, int threads, String... options) {
        return new Peer(name, threads, java(threads, List.of(options), List.of()));
    }

    static Peer library(String name, String folder, int threads) {
        return new Peer(name, threads, java(threads, List.of(), List.of(folder)));
    }

    private static List<String> java(int threads, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UseTransparentHugePages", // as NumPy asks for by itself
                "-XX:ActiveProcessorCount=" + threads, // for a system without taskset
                "-Djmh.ignoreLock=true"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), JavaPeer.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The floating-point operations of the matrix products that one example takes, forward and back. */
    static double flops(String network) {
        int[] n = Arrays.stream(network.split("-")).mapToInt(Integer::parseInt).toArray();
        double flops = 0;
        for (int l = 1; l < n.length; l++) {
            flops += (l == 1 ? 4.0 : 6.0) * n[l] * n[l - 1]; // no error is sent back to the input
        }
        return flops;
    }

    /** The first so many processors that this process may use, as taskset wants them: {@code 0,1}. */
    static String processors(int count) {
        String allowed = value(Path.of("/proc/self/status"), "Cpus_allowed_list", "0-" + (CORES - 1));
        return Arrays.stream(allowed.split(","))
                .map(range -> range.split("-"))
                .flatMapToInt(ends ->
                        IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
                .limit(count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }

    static String describe() {
        return value(Path.of("/proc/cpuinfo"), "model name", "unknown processor") + ", " + CORES + " cores, Java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name");
    }

    /** Returns what follows a key in one of Linux's tables, or something else on another system. */
    private static String value(Path table, String key, String otherwise) {
        try (Stream<String> lines = Files.lines(table)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
