package backprop.bench;

import backprop.plot.Charts;
import backprop.plot.Curve;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same questions to several peers. */
final class Comparison {
    private final List<Peer> peers;
    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> best = new LinkedHashMap<>(); // by question, then by peer

    Comparison(List<Peer> peers) {
        this.peers = peers;
    }

    void add(String name, Question question) {
        questions.put(name, question);
        best.put(name, new LinkedHashMap<>());
    }

    /** Asks round by round, each question to one peer after the other. */
    void measure(int rounds) {
        for (int round = 0; round < rounds; round++) {
            questions.forEach((name, question) -> peers.forEach(peer -> peer.ask(question, "seconds")
                    .ifPresent(seconds -> best.get(name).merge(peer.name(), seconds, Math::min))));
        }
    }

    /** Prints seconds, the ratio of ours to each peer's, and the share of the peak if the ideal time is known. */
    void print(PrintStream out, String title, double ideal) {
        out.printf("%n%-28s", title);
        peers.forEach(peer -> out.printf("%22s", peer.name()));
        out.println(Double.isNaN(ideal) ? "" : "     share of peak");
        best.forEach((name, seconds) -> {
            double ours = seconds.get(peers.get(0).name());
            out.printf("%-28s", name);
            for (Peer peer : peers) {
                Double time = seconds.get(peer.name());
                out.printf("%22s", time == null ? "" : String.format("%.4g (%.2f)", time, ours / time));
            }
            out.println(Double.isNaN(ideal) ? "" : String.format("%17.0f%%", 100 * ideal / ours));
        });
        out.println("In brackets: our time as a share of the peer's.");
    }

    /** Draws the seconds, a curve per peer. */
    void draw(Path file, String title) throws IOException {
        double[] batches =
                questions.values().stream().mapToDouble(Question::batch).toArray();
        List<Curve.Points> curves = new ArrayList<>();
        for (Peer peer : peers) {
            List<Double> seconds = new ArrayList<>();
            best.values().forEach(row -> seconds.add(row.get(peer.name())));
            if (!seconds.contains(null)) {
                curves.add(Curve.of(
                        peer.name(),
                        seconds.stream().mapToDouble(Double::doubleValue).toArray()));
            }
        }
        var chart = Charts.powerLaws("mini-batch", "seconds", batches, curves.toArray(Curve.Points[]::new));
        chart.setTitle(title);
        chart.getSeriesCollection().forEach(series -> series.setLabel(series.getName()));
        Files.write(file, Charts.picture(chart).png());
    }
}
