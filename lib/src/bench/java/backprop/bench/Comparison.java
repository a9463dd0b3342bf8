package backprop.bench;

import backprop.plot.Charts;
import backprop.plot.Curve;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The same questions to several peers, the first of which is ours. Medians are compared, not best times: with nobody else on
 * the machine, which is what this insists on, they are what a user waits for, and one lucky epoch moves no ratio.
 */
final class Comparison {
    private final List<Peer> peers;
    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Double>>> times = new LinkedHashMap<>(); // by question, then by peer
    private String load = "";
    private double others = Double.NaN;

    Comparison(List<Peer> peers) {
        this.peers = peers;
    }

    void add(String name, Question question) {
        questions.put(name, question);
        times.put(name, new LinkedHashMap<>());
    }

    /** Asks round by round, each question to one peer after the other, and looks what others do meanwhile. */
    void measure(int rounds) {
        String average = Load.average();
        Load before = Load.now();
        ask((list, seconds) -> {}); // the first round warms up: Java compiles what it will run
        for (int round = 0; round < rounds; round++) {
            ask(List::add);
        }
        others = Load.now().othersSince(before);
        load = "load average " + average + " before, " + Load.average() + " after";
    }

    private void ask(BiConsumer<List<Double>, Double> keep) {
        questions.forEach((name, question) -> peers.forEach(peer -> {
            List<Double> known = times.get(name).computeIfAbsent(peer.name(), first -> new ArrayList<>());
            Arrays.stream(peer.ask(question, "seconds")).forEach(seconds -> keep.accept(known, seconds));
        }));
    }

    /** Whether nobody else took so much of the machine that ratios mean nothing. */
    boolean isConclusive() {
        return others <= Load.BOUND;
    }

    /** Returns what a peer took, or nothing if it passed. */
    Optional<Spread> spread(String question, String peer) {
        return Optional.of(times.get(question).getOrDefault(peer, List.of()))
                .filter(known -> !known.isEmpty())
                .map(Spread::of);
    }

    /** Prints times and ratios, and the share of the peak where the ideal time is known. */
    void print(PrintStream out, String title, double ideal) {
        out.printf("%n%-40s%9s%9s%9s%9s%7s%12s%n", title, "best", "25 %", "median", "75 %", "times", "ours/theirs");
        for (String question : questions.keySet()) {
            out.println(question);
            Spread ours = spread(question, peers.get(0).name()).orElseThrow();
            for (Peer peer : peers) {
                spread(question, peer.name()).ifPresent(spread -> {
                    out.printf("  %-38s", peer.name());
                    out.printf("%9.4g%9.4g", spread.best(), spread.quantile(0.25));
                    out.printf("%9.4g%9.4g%7d", spread.median(), spread.quantile(0.75), spread.sorted().length);
                    if (isConclusive() && peer != peers.get(0)) {
                        out.printf("%12.2f", ours.median() / spread.median());
                    } else if (isConclusive() && !Double.isNaN(ideal)) {
                        out.printf("%12s", String.format("%.0f%% of peak", 100 * ideal / ours.median()));
                    }
                    out.println();
                });
            }
        }
        out.println(verdict());
    }

    private String verdict() {
        if (Double.isNaN(others)) {
            return "No ratios: this system does not tell what others do meanwhile (" + load + ").";
        }
        String taken = String.format("others took %.1f %% of the processors (%s)", 100 * others, load);
        return isConclusive()
                ? "The ratios are those of the medians; " + taken + "."
                : String.format("No ratios: %s, and %.0f %% is the bound.", taken, 100 * Load.BOUND);
    }

    /** Draws the medians, a curve per peer. */
    void draw(Path file, String title) throws IOException {
        double[] batches =
                questions.values().stream().mapToDouble(Question::batch).toArray();
        List<Curve.Points> curves = new ArrayList<>();
        for (Peer peer : peers) {
            double[] medians = questions.keySet().stream()
                    .flatMap(question -> spread(question, peer.name()).stream())
                    .mapToDouble(Spread::median)
                    .toArray();
            if (medians.length == batches.length) {
                curves.add(Curve.of(peer.name(), medians));
            }
        }
        var chart = Charts.powerLaws("mini-batch", "seconds", batches, curves.toArray(Curve.Points[]::new));
        chart.setTitle(title);
        chart.getSeriesCollection().forEach(series -> series.setLabel(series.getName()));
        Files.write(file, Charts.picture(chart).png());
    }
}
