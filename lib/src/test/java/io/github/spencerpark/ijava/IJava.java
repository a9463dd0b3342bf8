package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;

/**
 * Stands in for IJava 1.3.0, which is in no registry, on IJava's own base kernel: tests meet its renderer and its comms, and
 * {@code mvn -Pijava verify} runs every notebook in it.
 */
public final class IJava {
    private static final JavaKernel KERNEL = new JavaKernel();

    private IJava() {}

    /**
     * The kernel.
     *
     * @return always the same
     */
    public static JavaKernel getKernelInstance() {
        return KERNEL;
    }

    /**
     * Serves Jupyter until it says that all is over.
     *
     * @param arguments the connection file
     * @throws Exception if there is no such connection
     */
    public static void main(String[] arguments) throws Exception {
        JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
        String file = Files.readString(Path.of(arguments[0]));
        JupyterConnection connection = new JupyterConnection(KernelConnectionProperties.parse(file));
        KERNEL.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }
}
