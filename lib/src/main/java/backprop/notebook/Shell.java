package backprop.notebook;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterOutputStream;
import io.github.spencerpark.jupyter.channels.Loop;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.InspectReply;
import io.github.spencerpark.jupyter.messages.request.InspectRequest;
import java.lang.reflect.Field;
import java.util.function.LongSupplier;

/**
 * The kernel's ear, made better: it answers Shift-Tab at the end of a line too, with the documentation of what is the
 * library's, and looks for the next cell every {@value #PAUSE} ms, not every 50. Compiled against the base of IJava;
 * {@link Renamed} makes it fit JJava.
 */
final class Shell implements ShellHandler<InspectRequest>, Runnable {
    private static final int PAUSE = 10; // less would keep an idle kernel busy

    private final BaseKernel kernel;
    private final JupyterConnection connection;
    private final Loop loop;

    /** Takes the kernel while a cell runs. */
    Shell(Object kernel) throws ReflectiveOperationException {
        this.kernel = (BaseKernel) kernel;
        Object out = of(JupyterIO.class, "jupyterOut", this.kernel.getIO());
        ShellReplyEnvironment cell = (ShellReplyEnvironment) of(JupyterOutputStream.class, "env", out);
        connection = (JupyterConnection) of(ShellChannel.class, "connection", cell.getShell());
        loop = (Loop) of(ShellChannel.class, "ioloop", cell.getShell());
        connection.setHandler(InspectRequest.MESSAGE_TYPE, this);
        loop.doNext(this);
    }

    private static Object of(Class<?> type, String field, Object object) throws ReflectiveOperationException {
        Field found = type.getDeclaredField(field);
        found.setAccessible(true);
        return found.get(object);
    }

    /** What the kernel's loop does, and again soon after; the loop itself would first sleep. */
    @Override
    public void run() {
        try {
            var unused = ((LongSupplier) of(Loop.class, "loopBody", loop)).getAsLong();
            if ((boolean) of(Loop.class, "running", loop)) {
                Thread.sleep(PAUSE);
                loop.doNext(this);
            }
        } catch (ReflectiveOperationException e) {
            // it stays as slow as it was
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // ends the loop, as it would itself
        }
    }

    @Override
    public void handle(ShellReplyEnvironment env, Message<InspectRequest> message) {
        env.setBusyDeferIdle();
        try {
            InspectRequest request = message.getContent();
            DisplayData shown = inspect(kernel, request.getCode(), request.getCursorPos());
            env.reply(new InspectReply(shown != null, DisplayData.emptyIfNull(shown)));
        } catch (Exception e) {
            env.replyError(InspectReply.MESSAGE_TYPE.error(), ErrorReply.of(e));
        }
    }

    /** What is said of a place in a cell: the kernel knows a method by the bracket behind its name. */
    static DisplayData inspect(BaseKernel kernel, String code, int at) throws Exception {
        DisplayData said = said(kernel, code, at);
        int end = at;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return said == null && end > 0 ? said(kernel, code.substring(0, end) + "(", end) : said;
    }

    /** What the kernel says of a place in a cell, which it calls by the letter to the right: at the end there is none. */
    private static DisplayData said(BaseKernel kernel, String code, int at) throws Exception {
        if (code.isEmpty()) {
            return null;
        }
        DisplayData said = kernel.inspect(code, Math.min(at, code.length() - 1), true);
        if (said != null) {
            String signatures = String.valueOf(said.getData(MIMEType.TEXT_PLAIN));
            Help help = Help.ofSignatures(signatures.lines().toList());
            if (!help.isEmpty()) {
                said = new DisplayData(help.toString());
                said.putHTML(help.html());
            }
        }
        return said;
    }
}
