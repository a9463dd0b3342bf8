package backprop;

import backprop.internal.DoubleList;
import backprop.internal.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a descent went: the cost, and each measure, before the first step and after every one. Those that continue one another,
 * as a training makes them, share their numbers: n of them take memory in proportion to n.
 *
 * @param label what to call it in a legend, such as {@code η = 0.1}
 * @param unit what an entry counts: {@code step} or {@code epoch}
 * @param costs one or more; entry n is the cost after n units, infinite or NaN if it went so
 * @param measures each measure by name, as long as costs
 * @param outcome how it ended: {@code done}, or a sentence
 */
public record History(
        String label, String unit, List<Double> costs, Map<String, List<Double>> measures, String outcome) {

    public History {
        Require.notBlank("label", label);
        Require.notBlank("unit", unit);
        Require.notBlank("outcome", outcome);
        costs = DoubleList.of("costs", costs);
        Require.atLeast("the number of costs", 1, costs.size());
        Map<String, List<Double>> copies = new LinkedHashMap<>();
        for (Map.Entry<String, List<Double>> measure :
                Require.given("measures", measures).entrySet()) {
            String name = Require.notBlank("the name of a measure", measure.getKey());
            DoubleList values = DoubleList.of("measure '" + name + "'", measure.getValue());
            String rule = "be as long as costs, " + costs.size();
            Require.that(values.size() == costs.size(), "measure '" + name + "'", rule, values.size());
            copies.put(name, values);
        }
        measures = Collections.unmodifiableMap(copies);
    }

    /** Returns the same history under another label. */
    public History named(String label) {
        return new History(label, unit, costs, measures, outcome);
    }

    /** Returns how many steps or epochs it holds; entry 0, before the first, does not count. */
    public int length() {
        return costs.size() - 1;
    }

    /** Returns the last cost. */
    public double cost() {
        return costs.get(length());
    }

    /** Returns all values of a measure, as many as {@link #costs()}. */
    public List<Double> measure(String name) {
        List<Double> values = measures.get(Require.given("name", name));
        if (values == null) {
            throw Require.broken("name", "be one of the measures " + measures.keySet(), "'" + name + "'");
        }
        return values;
    }

    /** Returns the last value of a measure. */
    public double last(String name) {
        return measure(name).get(length());
    }

    /** One line: how long, from what to what, and how it ended. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add(length() + " " + unit + (length() == 1 ? "" : "s"));
        parts.add("cost " + fromTo(costs));
        measures.forEach((name, values) -> parts.add(name + " " + fromTo(values)));
        return String.join(", ", parts) + ": " + outcome;
    }

    private static String fromTo(List<Double> values) {
        return String.format(Locale.ROOT, "%.4g → %.4g", values.get(0), values.get(values.size() - 1));
    }
}
