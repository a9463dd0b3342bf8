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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        Model.Part state = model.whole();
        var opening = new CommOpenCommand(widget.getID(), WIDGET, json(data(state)));
        var message = new Message<>(
                request, CommOpenCommand.MESSAGE_TYPE, opening, some(state.buffers()), Map.of("version", "2.1.0"));
        ((JupyterSocket) field("iopub")).sendMessage(message);
        manager.registerComm(widget);
        model.opened(widget.getID(), widget::update);
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

    private static Map<String, Object> data(Model.Part part) {
        return Map.of("method", "update", "state", part.json(), "buffer_paths", part.paths());
    }

    /** After an empty list the kernel would wait for its last buffer. */
    private static List<byte[]> some(List<byte[]> buffers) {
        return buffers.isEmpty() ? null : buffers;
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

        void update(Model.Part part) {
            send(json(data(part)), null, some(part.buffers()));
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
            Map<String, Object> states = new HashMap<>();
            List<List<String>> paths = new ArrayList<>();
            List<byte[]> buffers = new ArrayList<>();
            for (Widget widget : widgets()) {
                Model.Part whole = widget.model.whole();
                Map<String, Object> json = whole.json();
                states.put(
                        widget.getID(),
                        Map.of(
                                "model_name", json.get("_model_name"),
                                "model_module", json.get("_model_module"),
                                "model_module_version", json.get("_model_module_version"),
                                "state", json));
                whole.paths().forEach(path -> paths.add(List.of(widget.getID(), path.get(0))));
                buffers.addAll(whole.buffers());
            }
            send(json(Map.of("method", "update_states", "states", states, "buffer_paths", paths)), null, some(buffers));
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean isFromHere) {}
    }
}
