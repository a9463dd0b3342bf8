package backprop.notebook;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.comm.CommOpenCommand;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The page as a kernel reaches it, by comms: the protocol of ipywidgets 8. Compiled against the base of IJava;
 * {@link Renamed} makes it fit JJava.
 */
final class CommPage implements Page {
    private static final String WIDGET = "jupyter.widget";
    private static final Gson GSON = new Gson();

    private final CommManager manager;
    private final Message<?> request;

    /** Takes the kernel's comms while a cell runs. */
    CommPage(Object comms) {
        manager = (CommManager) comms;
        request = (Message<?>) field("context");
        manager.registerTarget("jupyter.widget.control", (comm, id, target, opening) -> new States(id, target));
    }

    private Object field(String name) {
        try {
            Field field = CommManager.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(manager);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Java kernel cannot show a control: " + e, e);
        }
    }

    @Override
    public boolean isWatched() {
        return request != null // no cell has run yet
                && request.getContent() instanceof ExecuteRequest
                && request.getNonNullMetadata().containsKey("cellId");
    }

    @Override
    public void closeEarlier() {
        widgets().stream().filter(widget -> widget.isEarlierThan(this)).forEach(Comm::close);
    }

    private List<Widget> widgets() {
        return StreamSupport.stream(manager.spliterator(), false)
                .filter(comm -> comm instanceof Widget)
                .map(comm -> (Widget) comm)
                .toList();
    }

    /** Returns the cell's name, or its code where a front end does not name it. */
    private Object cell() {
        return request.getNonNullMetadata().getOrDefault("cellId", code());
    }

    private String code() {
        return request.getContent() instanceof ExecuteRequest execution ? execution.getCode() : "";
    }

    /** Sends the opening itself: the manager's own would draw a name by lot. */
    @Override
    public void open(Model model) {
        Widget widget = new Widget(freeId(), model);
        var opening = new CommOpenCommand(widget.getID(), WIDGET, update(model.state()));
        var message = new Message<>(request, CommOpenCommand.MESSAGE_TYPE, opening, null, Map.of("version", "2.1.0"));
        ((JupyterSocket) field("iopub")).sendMessage(message);
        manager.registerComm(widget);
        model.opened(widget.getID(), state -> widget.send(update(state)));
    }

    /** Names a widget after the cell's code: so an old output never shows the widget of another cell. */
    private String freeId() {
        String name = "w" + Integer.toHexString(code().hashCode()) + "-";
        int number = 1;
        while (manager.getCommByID(name + number) != null) {
            number++;
        }
        return name + number;
    }

    private static JsonObject update(Map<String, Object> state) {
        return json(Map.of("method", "update", "state", state, "buffer_paths", List.of()));
    }

    private static JsonObject json(Map<String, Object> data) {
        return GSON.toJsonTree(data).getAsJsonObject();
    }

    /** The kernel's end of a widget. */
    private final class Widget extends Comm {
        private final Model model;

        Widget(String id, Model model) {
            super(manager, id, WIDGET);
            this.model = model;
        }

        boolean isEarlierThan(CommPage now) {
            return request != now.request && cell().equals(now.cell());
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {
            try {
                manager.setMessageContext(message);
                model.hear(GSON.fromJson(message.getContent().getData(), Map.class));
            } catch (Throwable t) { // would end the kernel's thread
                System.err.println("A control was not heard: " + t);
            }
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean isFromHere) {
            model.closed();
        }
    }

    /** Tells a page that was loaded again what its widgets are. */
    private final class States extends Comm {
        States(String id, String target) {
            super(manager, id, target);
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {
            manager.setMessageContext(message);
            Map<String, Object> states = widgets().stream()
                    .collect(Collectors.toMap(Comm::getID, widget -> described(widget.model.state())));
            send(json(Map.of("method", "update_states", "states", states, "buffer_paths", List.of())));
        }

        private static Map<String, Object> described(Map<String, Object> state) {
            Map<String, Object> described = new HashMap<>(Map.of("state", state));
            for (String name : List.of("model_name", "model_module", "model_module_version")) {
                described.put(name, state.get("_" + name));
            }
            return described;
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean isFromHere) {}
    }
}
