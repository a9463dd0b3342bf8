package backprop.web;

import backprop.Activation;
import backprop.Cost;
import backprop.check.Check;
import backprop.check.Sheet;
import backprop.internal.Require;
import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a question of the page holds. Of a sheet: {@code w} and {@code b}, one for each layer, {@code x} and {@code y}, each a text
 * as it was pasted, or rows of numbers, or nothing; {@code cost} and {@code activations} by the names that the library prints;
 * {@code lambda}; and {@code mine}, pairs of {@code name} and {@code numbers}.
 */
final class Asked {
    private static final int MOST_STEPS = 10_000;

    private static final List<Cost> COSTS = Stream.of(
                    Cost.HALF_SQUARED_ERROR, Cost.SQUARED_ERROR, Cost.CROSS_ENTROPY, Cost.CATEGORICAL_CROSS_ENTROPY)
            .flatMap(cost -> Stream.of(cost, cost.mean()))
            .toList();

    private Asked() {}

    static Sheet sheet(JsonObject asked) {
        Sheet sheet = Check.sheet().cost(cost(asked)).activations(activations(asked));
        if (isGiven(asked.get("lambda"))) {
            sheet = sheet.regularized(number(asked, "lambda"));
        }
        JsonArray w = list(asked, "w");
        for (int l = 1; l <= w.size(); l++) {
            sheet = isGiven(w.get(l - 1)) ? sheet.w(l, text(w.get(l - 1))) : sheet;
        }
        JsonArray b = list(asked, "b");
        for (int l = 1; l <= b.size(); l++) {
            sheet = isGiven(b.get(l - 1)) ? sheet.b(l, text(b.get(l - 1))) : sheet;
        }
        sheet = isGiven(asked.get("x")) ? sheet.x(text(asked.get("x"))) : sheet;
        sheet = isGiven(asked.get("y")) ? sheet.y(text(asked.get("y"))) : sheet;
        for (Object one : list(asked, "mine")) {
            Require.that(one instanceof JsonObject, "mine", "be pairs of name and numbers", one);
            JsonObject mine = (JsonObject) one;
            sheet = sheet.mine(mine.getString("name"), text(mine.get("numbers")));
        }
        return sheet;
    }

    /** The cost; ½Σ(a−y)² if none is named. */
    static Cost cost(JsonObject asked) {
        return isGiven(asked.get("cost"))
                ? named("cost", asked.get("cost"), COSTS, Cost::toString)
                : Cost.HALF_SQUARED_ERROR;
    }

    private static Activation[] activations(JsonObject asked) {
        return isGiven(asked.get("activations"))
                ? list(asked, "activations").stream()
                        .map(name -> named("activations", name, Activation.ALL, Activation::name))
                        .toArray(Activation[]::new)
                : new Activation[] {Activation.SIGMOID};
    }

    private static <T> T named(String argument, Object name, List<T> all, Function<T, String> nameOf) {
        return all.stream()
                .filter(one -> nameOf.apply(one).equals(name))
                .findFirst()
                .orElseThrow(() -> Require.broken(
                        argument, "be of " + all.stream().map(nameOf).collect(Collectors.joining(", ")), name));
    }

    static double number(JsonObject asked, String name) {
        Object value = asked.get(name);
        Require.that(value instanceof Number, name, "be a number", value);
        return ((Number) value).doubleValue();
    }

    static double[] numbers(JsonObject asked, String name, int count) {
        JsonArray values = list(asked, name);
        boolean fits = values.size() == count && values.stream().allMatch(Number.class::isInstance);
        Require.that(fits, name, "be " + count + " numbers", values);
        return values.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .toArray();
    }

    static int steps(JsonObject asked) {
        double steps = number(asked, "steps");
        boolean isWhole = steps == (int) steps;
        Require.that(isWhole && steps >= 0 && steps <= MOST_STEPS, "steps", "be whole, 0 to " + MOST_STEPS, steps);
        return (int) steps;
    }

    private static JsonArray list(JsonObject asked, String name) {
        Object value = asked.get(name);
        Require.that(value == null || value instanceof JsonArray, name, "be a list", value);
        return value == null ? new JsonArray() : (JsonArray) value;
    }

    private static boolean isGiven(Object value) {
        return value != null && !(value instanceof String text && text.isBlank());
    }

    /** Numbers as text: what was pasted, or rows of numbers. */
    private static String text(Object numbers) {
        return numbers instanceof String text ? text : JsonWriter.string(numbers);
    }
}
