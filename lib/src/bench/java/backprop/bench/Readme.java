package backprop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** README's table, between two comments: a column per library, a row per task. */
final class Readme {
    private static final Path FILE = Path.of("..", "README.md");
    private static final String BEGIN = "<!-- mvn -Pbench -Dtorch -Djvm writes this table: -->\n";
    private static final String END = "<!-- the end of the table -->\n";

    private final List<String> tasks = new ArrayList<>();
    private final Map<String, List<String>> byPeer = new LinkedHashMap<>();
    private boolean conclusive = true;

    /** Adds a row: our median in seconds, and how many times as long others took. */
    void add(String task, Comparison comparison, String question, List<Peer> peers) {
        tasks.add(task);
        conclusive &= comparison.isConclusive();
        Spread ours = comparison.spread(question, peers.get(0).name()).orElseThrow();
        peers.stream()
                .filter(Readme::isOneToPick)
                .forEach(peer -> comparison.spread(question, peer.name()).ifPresent(theirs -> {
                    List<String> cells = byPeer.computeIfAbsent(peer.name(), name -> new ArrayList<>());
                    while (cells.size() < tasks.size() - 1) {
                        cells.add("");
                    }
                    double ratio = theirs.median() / ours.median();
                    cells.add(
                            peer == peers.get(0)
                                    ? String.format("%.3g s", ours.median())
                                    : String.format(ratio < 10 ? "%.1f" : "%.0f", ratio));
                }));
    }

    /** Whether a user would choose it: not what only shows the machine's bounds. */
    private static boolean isOneToPick(Peer peer) {
        return !peer.name().startsWith("ours without") && !peer.name().startsWith("plain loop");
    }

    /** Writes the table with a sentence below it, unless the run is no basis for one. */
    void write(String sentence, PrintStream out) throws IOException {
        String page = Files.readString(FILE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        List<String> present = byPeer.keySet().stream().map(Readme::shown).toList();
        List<String> missing = page.substring(begin, end)
                .lines()
                .filter(line -> line.startsWith("| |"))
                .flatMap(line -> Stream.of(line.split("\\|")))
                .map(String::trim)
                .filter(name -> !name.isEmpty() && !present.contains(name))
                .toList();
        if (!conclusive || !missing.isEmpty()) {
            out.println("\nREADME.md keeps its table: "
                    + (conclusive ? "this run lacks " + String.join(", ", missing) : "the machine was not ours alone")
                    + ".");
            return;
        }
        Files.writeString(FILE, page.substring(0, begin) + table() + "\n" + sentence + "\n" + page.substring(end));
        out.println("\nREADME.md has a new table.");
    }

    private String table() {
        StringBuilder table = new StringBuilder("| |");
        byPeer.keySet().forEach(name -> table.append(" ").append(shown(name)).append(" |"));
        table.append("\n").append("|---".repeat(byPeer.size() + 1)).append("|\n");
        for (int t = 0; t < tasks.size(); t++) {
            int task = t;
            table.append("| ").append(tasks.get(t)).append(" |");
            byPeer.values()
                    .forEach(cells -> table.append(" ")
                            .append(task < cells.size() ? cells.get(task) : "")
                            .append(" |"));
            table.append("\n");
        }
        return table.toString();
    }

    /** The text above the table says that numbers are double where nothing else is said. */
    private static String shown(String name) {
        return name.replace(", double", "");
    }
}
