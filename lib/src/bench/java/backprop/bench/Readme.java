package backprop.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** README's table, between two comments: a row per peer, a column per task. */
final class Readme {
    private static final Path FILE = Path.of("..", "README.md");
    private static final String BEGIN = "<!-- mvn -Pbench -Dtorch -Djvm writes this table: -->\n";
    private static final String END = "<!-- the end of the table -->\n";

    private final List<String> columns = new ArrayList<>();
    private final Map<String, List<String>> rows = new LinkedHashMap<>();
    private boolean conclusive = true;

    /** Adds a column: our median in seconds, and how many times as long others took. */
    void add(String column, Comparison comparison, String question, List<Peer> peers) {
        columns.add(column);
        conclusive &= comparison.isConclusive();
        Spread ours = comparison.spread(question, peers.get(0).name()).orElseThrow();
        peers.forEach(peer -> comparison.spread(question, peer.name()).ifPresent(theirs -> {
            List<String> row = rows.computeIfAbsent(peer.name(), name -> new ArrayList<>());
            while (row.size() < columns.size() - 1) {
                row.add("");
            }
            double ratio = theirs.median() / ours.median();
            row.add(
                    peer == peers.get(0)
                            ? String.format("%.3g s", ours.median())
                            : String.format(ratio < 10 ? "%.1f" : "%.0f", ratio));
        }));
    }

    /** Writes the table with a sentence below it, unless the run is no basis for one. */
    void write(String sentence, PrintStream out) throws IOException {
        String page = Files.readString(FILE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        List<String> missing = page.substring(begin, end)
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> line.split("\\|")[1].trim())
                .filter(name -> !rows.containsKey(name))
                .toList();
        if (!conclusive || !missing.isEmpty()) {
            out.println("\nREADME.md keeps its table: "
                    + (conclusive ? "this run lacks " + String.join(", ", missing) : "the machine was not ours alone")
                    + ".");
            return;
        }
        Files.writeString(
                FILE, page.substring(0, begin) + "\n" + table() + "\n" + sentence + "\n\n" + page.substring(end));
        out.println("\nREADME.md has a new table.");
    }

    private String table() {
        String head =
                "| mini-batch | " + String.join(" | ", columns) + " |\n" + "|---".repeat(columns.size() + 1) + "|\n";
        return rows.entrySet().stream()
                .map(row -> "| " + row.getKey() + " | " + String.join(" | ", row.getValue())
                        + " | ".repeat(columns.size() - row.getValue().size()) + " |\n")
                .collect(Collectors.joining("", head, ""));
    }
}
