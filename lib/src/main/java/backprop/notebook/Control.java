package backprop.notebook;

import backprop.internal.Require;
import backprop.text.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A slider, a list, a box or a button, as {@link Explore} makes them.
 *
 * @param <T> what its values are
 */
public final class Control<T> {
    private final String label;
    private final T start;
    private final Form form;
    private final BiFunction<T, Object, T> read;

    /**
     * What it is in a page.
     *
     * @param kind what the page calls it, such as Checkbox
     * @param property what of its state is its value
     * @param state how it starts
     * @param plays whether a button beside it moves it
     */
    record Form(String kind, String property, Map<String, Object> state, boolean plays) {}

    /**
     * Makes one.
     *
     * @param read its value, from the value before and what the page says
     */
    Control(String label, T start, Form form, BiFunction<T, Object, T> read) {
        this.label = Require.notBlank("label", label);
        this.start = start;
        this.form = form;
        this.read = read;
    }

    /** Shows what a function makes of its value: see {@link Explore}. */
    public Live shows(Function<? super T, ?> look) {
        Require.given("look", look);
        return new Live(Set.of(this), values -> look.apply(in(values)));
    }

    /** Its name and the value it starts with. */
    @Override
    public String toString() {
        return label + " = " + Table.text(start);
    }

    String label() {
        return label;
    }

    T start() {
        return start;
    }

    Form form() {
        return form;
    }

    /** Returns its value among those of several controls. */
    @SuppressWarnings("unchecked") // nothing else is put there
    T in(Map<Control<?>, Object> values) {
        return (T) values.get(this);
    }

    /**
     * Returns a widget for it, which puts its value among those of several controls and, if it is a new one, asks for them
     * to be seen.
     */
    Model model(Map<String, Object> look, Map<Control<?>, Object> values, Newest seen) {
        Map<String, Object> state = new LinkedHashMap<>(form.state);
        state.putAll(look);
        state.put("description", label);
        BiConsumer<String, Object> listener = (name, json) -> {
            if (name.equals(form.property)) {
                T value = read.apply(in(values), json);
                if (!value.equals(values.put(this, value))) {
                    seen.ask();
                }
            }
        };
        return new Model(form.kind, state, listener, seen::stop);
    }
}
