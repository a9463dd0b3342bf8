package backprop.notebook;

import backprop.internal.LongRun;
import backprop.plot.Picture;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What moves in a page: controls, an error beside them, and below what their values show. */
final class Panel {
    private static final String WIDTH = "450px"; // of a control; beside it is room for an error
    private static final int MILLIS = 150; // from one number to the next, when many play
    private static final int ALL_MILLIS = 3000; // for few

    private final Live live;
    private final Page page;
    private final Map<Control<?>, Object> values;
    private final Map<String, Object> look;
    private final Newest newest = new Newest(this::seen);
    private final Model error;
    private final Model layoutBelow;
    private final Model below;
    private final Model all;

    /** Opens it in a page, in place of what an earlier run of the cell opened. */
    Panel(Live live, Page page) {
        this.live = live;
        this.page = page;
        values = new ConcurrentHashMap<>(live.startingValues());
        page.closeEarlier();
        int longest = live.controls().stream()
                .mapToInt(control -> control.label().length())
                .max()
                .orElseThrow();
        Model style = open("DescriptionStyle", Map.of("description_width", longest + 2 + "ch"));
        Model layout = open("Layout", Map.of("width", WIDTH));
        look = Map.of("style", style.reference(), "layout", layout.reference());
        Model rows = box("VBox", live.controls().stream().map(this::row).toArray(Model[]::new));
        error = open("HTML", Map.of());
        layoutBelow = open("Layout", Map.of());
        Object html = live.start().html();
        below = open("HTMLMath", Map.of("value", html, "layout", layoutBelow.reference()));
        all = box("VBox", box("HBox", rows, error), below);
    }

    private Model row(Control<?> control) {
        Model slider = control.model(look, values, newest);
        page.open(slider);
        if (!control.form().plays()) {
            return slider;
        }
        Map<String, Object> state = new HashMap<>(control.form().state());
        int steps = ((Number) state.get("max")).intValue() - ((Number) state.get("min")).intValue();
        state.put("interval", Math.max(MILLIS, ALL_MILLIS / steps));
        state.put("show_repeat", false);
        Model play = open("Play", state);
        List<String> from = List.of(play.reference(), "value");
        List<String> to = List.of(slider.reference(), "value");
        var unused = open("Link", Map.of("source", from, "target", to));
        return box("HBox", play, slider);
    }

    private Model box(String kind, Model... children) {
        List<String> references = Arrays.stream(children).map(Model::reference).toList();
        return open(kind, Map.of("children", references));
    }

    private Model open(String kind, Map<String, Object> state) {
        Model model = new Model(kind, state);
        page.open(model);
        return model;
    }

    /** What a notebook's output names. */
    Map<String, Object> view() {
        return Map.of("version_major", 2, "version_minor", 0, "model_id", all.id());
    }

    /** Looks at the newest values. Returns what makes the page show what was seen. */
    private Runnable seen() {
        try {
            Shown shown = LongRun.quietly(() -> Picture.quickly(() -> Look.at(live.at(values))));
            return () -> {
                error.set("value", "");
                below.set("value", shown.html());
                layoutBelow.set("visibility", "visible");
            };
        } catch (Throwable thrown) { // whatever a reader's function throws, the kernel must live
            return () -> {
                error.set("value", Shown.error(thrown).html());
                layoutBelow.set("visibility", "hidden"); // it keeps its place, but is true no more
            };
        }
    }
}
