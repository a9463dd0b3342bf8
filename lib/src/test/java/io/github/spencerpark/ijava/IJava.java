package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.kernel.display.Renderer;

/** Stands in for IJava's entry point, with IJava's own renderer and comms behind it. */
public final class IJava {
    private static final Kernel KERNEL = new Kernel(new Renderer(), new CommManager());

    private IJava() {}

    /**
     * What {@code IJava.getKernelInstance()} gives, as far as we use it.
     *
     * @param renderer the renderer
     * @param comms the comms
     */
    public record Kernel(Renderer renderer, CommManager comms) {
        /**
         * Its renderer, under the name that IJava has for it.
         *
         * @return the renderer
         */
        public Renderer getRenderer() {
            return renderer;
        }

        /**
         * Its comms, under the name that IJava has for them.
         *
         * @return the comms
         */
        public CommManager getCommManager() {
            return comms;
        }
    }

    /**
     * The kernel.
     *
     * @return always the same
     */
    public static Kernel getKernelInstance() {
        return KERNEL;
    }
}
