package backprop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the numbers come from. */
final class Machine {
    private Machine() {}

    /** The library as a process of its own. */
    static Peer ours(String name, int threads, String... options) {
        return new Peer(name, threads, java(List.of(options), List.of()));
    }

    static Peer library(String name, int threads) {
        return new Peer(name, threads, java(List.of(), List.of(name)));
    }

    private static List<String> java(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
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

    static String describe() {
        String processor = "unknown processor";
        try {
            processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(processor);
        } catch (IOException e) {
            // not Linux: the processor stays unknown
        }
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " cores, Java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name");
    }
}
