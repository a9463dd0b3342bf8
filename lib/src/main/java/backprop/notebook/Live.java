package backprop.notebook;

import backprop.internal.Require;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Controls and what follows them: in a notebook it moves, elsewhere it is what the starting values show. */
public final class Live {
    static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private final Set<Control<?>> controls;
    private final Function<Map<Control<?>, Object>, ?> look;
    private final Shown start;

    /**
     * Looks at the starting values at once, so that the cell throws what the function throws.
     *
     * @param controls in the order in which they stand
     * @param look what their values show
     */
    Live(Set<Control<?>> controls, Function<Map<Control<?>, Object>, ?> look) {
        this.controls = controls;
        this.look = look;
        start = Look.at(at(startingValues()));
    }

    Set<Control<?>> controls() {
        return controls;
    }

    Map<Control<?>, Object> startingValues() {
        Map<Control<?>, Object> values = new HashMap<>();
        controls.forEach(control -> values.put(control, control.start()));
        return values;
    }

    Object at(Map<Control<?>, Object> values) {
        return Require.given("what a function shows", look.apply(values));
    }

    /** Returns what the function made of the starting values, as it shows. */
    Shown start() {
        return start;
    }

    /** The controls as they start, and the text of what they show. */
    @Override
    public String toString() {
        return controls.stream().map(Control::toString).collect(Collectors.joining(", ", "", "\n")) + start.text();
    }

    /** Returns what is to be seen without a kernel and, with one, what moves. */
    List<Shown> shown() {
        Shown still = start.withText(toString());
        return Kernel.current()
                .flatMap(Kernel::page)
                .map(page -> new Shown(still.text(), VIEW, new Panel(this, page).view(), Map.of()))
                .map(moving -> List.of(still, moving))
                .orElse(List.of(still));
    }
}
