package backprop.notebook;

import backprop.internal.Require;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Controls to move, and pictures that follow them. As the last expression of a cell,
 * {@code Explore.slider("η", 0.1, 0.01, 0.5).shows(eta -> Charts.functions(…))} is a slider above the chart of its value.
 * What follows may also be a picture, a table, a matrix, a report or any text.
 *
 * <p>While a control moves, the function is called for its newest value, on a thread of its own; values in between are
 * left out. What it throws is told beside the control. Without a kernel the picture for the starting values stands there.
 */
public final class Explore {
    private Explore() {}

    /**
     * A slider with even steps.
     *
     * @param label its name, short
     * @param start where it starts, in the range
     * @param to above from
     */
    public static Control<Double> slider(String label, double start, double from, double to) {
        requireRange(start, from, to);
        int digits = 1 - (int) Math.rint(StrictMath.log10(step(from, to)));
        Control.Form form = moving("FloatSlider", start, from, to);
        return new Control<>(
                label,
                start,
                form,
                (before, json) -> within(from, to, decimal(json).setScale(digits, RoundingMode.HALF_EVEN)));
    }

    /**
     * A slider whose steps are factors: from 1e-12 to 1 it passes every power of ten.
     *
     * @param label its name, short
     * @param start where it starts, in the range
     * @param from positive
     * @param to above from
     */
    public static Control<Double> logSlider(String label, double start, double from, double to) {
        Require.positive("from", from);
        requireRange(start, from, to);
        Control.Form form = moving("FloatLogSlider", start, StrictMath.log10(from), StrictMath.log10(to));
        return new Control<>(
                label,
                start,
                form,
                (before, json) -> within(from, to, decimal(json).round(new MathContext(4))));
    }

    private static void requireRange(double start, double from, double to) {
        boolean finite = Double.isFinite(from) && Double.isFinite(to - from);
        Require.that(finite, "from and to", "be finite", from + " and " + to);
        Require.that(from < to, "to", "be above from, " + from, to);
        Require.that(start >= from && start <= to, "start", "lie from " + from + " to " + to, start);
    }

    private static Control.Form moving(String kind, double start, double min, double max) {
        Map<String, Object> state =
                Map.of("value", start, "min", min, "max", max, "step", step(min, max), "readout_format", ".4~g");
        return new Control.Form(kind, "value", state, false);
    }

    /** Returns the power of ten that makes 100 to 1000 steps. */
    private static double step(double min, double max) {
        return StrictMath.pow(10, Math.floor(StrictMath.log10(max - min)) - 2);
    }

    /** What the page says: with its rounding errors, 0.30000000000000004, which would show. */
    private static BigDecimal decimal(Object json) {
        return new BigDecimal(json.toString());
    }

    private static double within(double from, double to, BigDecimal value) {
        return Math.max(from, Math.min(to, value.doubleValue()));
    }

    /**
     * A slider for whole numbers.
     *
     * @param label its name, short
     * @param start where it starts, in the range
     * @param to above from
     */
    public static Control<Integer> wholeNumber(String label, int start, int from, int to) {
        return whole(label, start, from, to, false);
    }

    /**
     * A slider for whole numbers with a button that moves it on by itself, one number after the other.
     *
     * @param label its name, short
     * @param start where it starts, in the range
     * @param to above from
     */
    public static Control<Integer> play(String label, int start, int from, int to) {
        return whole(label, start, from, to, true);
    }

    private static Control<Integer> whole(String label, int start, int from, int to, boolean plays) {
        Require.that(from < to, "to", "be above from, " + from, to);
        Require.range("start", "lie", from, to, start);
        Map<String, Object> state = Map.of("value", start, "min", from, "max", to);
        Control.Form form = new Control.Form("IntSlider", "value", state, plays);
        return new Control<>(label, start, form, (before, json) -> ((Number) json).intValue());
    }

    /**
     * A drop-down list.
     *
     * @param label its name, short
     * @param options one or more, of different texts; it starts with the first
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are copied
    public static <T> Control<T> choice(String label, T... options) {
        List<T> all = Require.allGiven("options", options);
        Require.atLeast("the number of options", 1, all.size());
        List<String> texts = all.stream()
                .map(option -> Require.notBlank("the text of an option", option.toString()))
                .toList();
        Require.that(Set.copyOf(texts).size() == texts.size(), "the texts of options", "differ", texts);
        Map<String, Object> state = Map.of("_options_labels", texts, "index", 0);
        Control.Form form = new Control.Form("Dropdown", "index", state, false);
        return new Control<>(label, all.get(0), form, (before, json) -> all.get(((Number) json).intValue()));
    }

    /**
     * A box to tick.
     *
     * @param label its name, short
     */
    public static Control<Boolean> tick(String label, boolean start) {
        Control.Form form = new Control.Form("Checkbox", "value", Map.of("value", start), false);
        return new Control<>(label, start, form, (before, json) -> (Boolean) json);
    }

    /**
     * A button. Its value is how often it was pressed, from 0: a seed, for example.
     *
     * @param label what stands on it, short
     */
    public static Control<Integer> button(String label) {
        Control.Form form = new Control.Form("Button", "click", Map.of(), false);
        return new Control<>(label, 0, form, (before, json) -> before + 1);
    }

    /** Shows what a function makes of the values of two controls. */
    public static <A, B> Live shows(Control<A> a, Control<B> b, BiFunction<? super A, ? super B, ?> look) {
        Require.given("look", look);
        return new Live(all(a, b), values -> look.apply(a.in(values), b.in(values)));
    }

    /** Shows what a function makes of the values of three controls. */
    public static <A, B, C> Live shows(
            Control<A> a, Control<B> b, Control<C> c, OfThree<? super A, ? super B, ? super C> look) {
        Require.given("look", look);
        return new Live(all(a, b, c), values -> look.apply(a.in(values), b.in(values), c.in(values)));
    }

    private static Set<Control<?>> all(Control<?>... controls) {
        return new LinkedHashSet<>(Require.allGiven("controls", controls));
    }

    /** A function of three values. */
    @FunctionalInterface
    public interface OfThree<A, B, C> {
        /** Returns what to show. */
        Object apply(A a, B b, C c);
    }
}
