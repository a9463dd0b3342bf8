package backprop.notebook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A widget: its state, which it shares with its twin in the page. */
final class Model {
    private final Map<String, Object> state = new LinkedHashMap<>();
    private final BiConsumer<String, Object> listener;
    private final Runnable whenClosed;
    private String id;
    private volatile Consumer<Map<String, Object>> line;

    /** One that only shows. */
    Model(String kind, Map<String, Object> state) {
        this(kind, state, (name, value) -> {}, () -> {});
    }

    /**
     * One that may change in the page.
     *
     * @param kind what the page calls it, such as Checkbox
     * @param listener hears what changed, by name and value; of a button, click
     * @param whenClosed runs when the page shows it no more
     */
    Model(String kind, Map<String, Object> state, BiConsumer<String, Object> listener, Runnable whenClosed) {
        this.state.put("_model_module", "@jupyter-widgets/" + (kind.equals("Layout") ? "base" : "controls"));
        this.state.put("_model_module_version", "2.0.0");
        this.state.put("_model_name", kind + "Model");
        this.state.putAll(state);
        this.listener = listener;
        this.whenClosed = whenClosed;
    }

    /** A page shows it from now on, under a name, and hears of its changes. */
    void opened(String name, Consumer<Map<String, Object>> toPage) {
        id = name;
        line = toPage;
    }

    void closed() {
        line = unheard -> {}; // its name may be another's soon
        whenClosed.run();
    }

    String id() {
        return id;
    }

    /** How another widget's state names it. */
    String reference() {
        return "IPY_MODEL_" + id;
    }

    synchronized Map<String, Object> state() {
        return new LinkedHashMap<>(state);
    }

    /** Changes the state, here and in the page, unless it is so already. */
    void set(String name, Object value) {
        if (note(name, value)) {
            line.accept(Map.of(name, value));
        }
    }

    private synchronized boolean note(String name, Object value) {
        return !Objects.equals(value, state.put(name, value));
    }

    /** Hears what its twin says, in the words of the protocol. */
    void hear(Map<?, ?> said) {
        switch (String.valueOf(said.get("method"))) {
            case "update" -> {
                if (said.get("state") instanceof Map<?, ?> changes) {
                    changes.forEach((name, value) -> changed(name.toString(), value));
                }
            }
            case "request_state" -> line.accept(state());
            case "custom" -> listener.accept("click", ""); // a button's only word
            default -> {}
        }
    }

    private void changed(String name, Object value) {
        if (note(name, value)) {
            listener.accept(name, value);
        }
    }
}
