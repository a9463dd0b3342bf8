package backprop.plot;

import backprop.History;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** How descents and trainings went, over their steps or epochs. */
final class HistoryChart {
    private HistoryChart() {}

    static XYChart cost(History history, List<String> measures) {
        Require.given("history", history);
        List<String> names = new ArrayList<>(List.of("cost"));
        names.addAll(measures);
        Charts.requireNames("curves", "names", "", names);
        boolean costs = names.stream().allMatch(name -> name.contains("cost"));
        String title = costs ? "cost" : String.join(", ", names);
        LineChart chart = new LineChart(Charts.capital(title), history.unit(), title);
        add(chart, "cost", history.costs());
        measures.forEach(measure -> add(chart, measure, history.measure(measure)));
        chart.markWholeUnits(history.length());
        cutIfDiverged(chart);
        return chart;
    }

    static XYChart costs(List<History> histories) {
        LineChart chart = chart("cost", histories);
        histories.forEach(history -> add(chart, history.label(), history.costs()));
        cutIfDiverged(chart);
        return chart;
    }

    static XYChart measure(String name, List<History> histories) {
        LineChart chart = chart(Require.notBlank("name", name), histories);
        histories.forEach(history -> add(chart, history.label(), history.measure(name)));
        return chart;
    }

    private static LineChart chart(String name, List<History> histories) {
        requireLabels("histories", histories);
        String alone = histories.size() == 1 ? ", " + histories.get(0).label() : "";
        List<String> units = histories.stream().map(History::unit).distinct().toList();
        LineChart chart = new LineChart(Charts.capital(name) + alone, String.join(" or ", units), name);
        chart.markWholeUnits(histories.stream().mapToInt(History::length).max().orElseThrow());
        return chart;
    }

    static void requireLabels(String things, List<History> histories) {
        List<String> labels = histories.stream().map(History::label).toList();
        Charts.requireNames(things, "labels", " (History.named gives one)", labels);
    }

    private static void add(LineChart chart, String label, List<Double> values) {
        double[] n = IntStream.range(0, values.size()).asDoubleStream().toArray();
        double[] y = values.stream().mapToDouble(Double::doubleValue).toArray();
        chart.addLongCurve(label, n, CurveChart.withGaps("history", n, y));
    }

    private static void cutIfDiverged(LineChart chart) {
        double start = chart.getSeriesCollection().stream()
                .mapToDouble(series -> series.getYData()[0])
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        if (start > 0 && LineChart.values(chart).max().orElse(0) > 10 * start) {
            chart.cutAbove(2 * start);
        }
    }
}
