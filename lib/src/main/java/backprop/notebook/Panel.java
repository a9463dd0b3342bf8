package backprop.notebook;

import backprop.plot.Picture;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What moves in a page: controls, an error beside them, and below what their values show, a picture or words. */
final class Panel {
    private static final String WIDTH = "450px"; // of a control; beside it is room for an error
    private static final int MILLIS = 150; // from one number to the next, when they play

    private final Live live;
    private final Page page;
    private final Map<Control<?>, Object> values;
    private final Map<String, Object> look;
    private final Newest newest = new Newest(this::seen);
    private final Model above;
    private final Model error;
    private final Model below;
    private final Model picture;
    private final Model words;
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
        look = Map.of(
                "style",
                        open("DescriptionStyle", Map.of("description_width", longest + 2 + "ch"))
                                .reference(),
                "layout", open("Layout", Map.of("width", WIDTH)).reference());
        Model[] rows = live.controls().stream().map(this::row).toArray(Model[]::new);
        error = open("HTML", Map.of());
        below = open("Layout", Map.of());
        picture = open("Image", Map.of("layout", below.reference()));
        words = open("HTMLMath", Map.of("layout", below.reference()));
        above = box("HBox", box("VBox", rows), error);
        all = box("VBox", above);
        show(Look.at(live.start()));
    }

    private Model row(Control<?> control) {
        Model slider = control.model(look, values, newest);
        page.open(slider);
        if (!control.form().plays()) {
            return slider;
        }
        Map<String, Object> state = new HashMap<>(control.form().state());
        state.put("interval", MILLIS);
        state.put("show_repeat", false);
        Model play = open("Play", state);
        var unused = open(
                "Link",
                Map.of("source", List.of(play.reference(), "value"), "target", List.of(slider.reference(), "value")));
        return box("HBox", play, slider);
    }

    private Model box(String kind, Model... children) {
        return open(kind, children(children));
    }

    private static Map<String, Object> children(Model... children) {
        return Map.of("children", Arrays.stream(children).map(Model::reference).toList());
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
            Shown shown = Picture.quickly(() -> Look.at(live.at(values)));
            return () -> show(shown);
        } catch (Throwable thrown) { // whatever a reader's function throws, the kernel must live
            return () -> tell(Shown.error(thrown).html(), "hidden");
        }
    }

    /** Tells what went wrong; what is below keeps its place, but an old picture must not pass for a new one. */
    private void tell(String problem, String visibility) {
        error.set(Map.of("value", problem));
        below.set(Map.of("visibility", visibility));
    }

    private void show(Shown shown) {
        boolean isPicture = shown.mime().equals("image/png");
        if (isPicture) {
            picture.set(Map.of(
                    "value", Base64.getDecoder().decode(shown.data().toString()),
                    "width", String.valueOf(shown.metadata().get("width")),
                    "height", String.valueOf(shown.metadata().get("height"))));
        } else {
            words.set(Map.of("value", "<div class=\"jp-RenderedHTMLCommon\">" + shown.html() + "</div>"));
        }
        tell("", "visible");
        all.set(children(above, isPicture ? picture : words));
    }
}
