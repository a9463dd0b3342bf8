package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.display.Renderer;

/** Stands in for IJava's entry point, with IJava's own renderer behind it. */
public final class IJava {
    private static final Kernel KERNEL = new Kernel(new Renderer());

    private IJava() {}

    /**
     * What {@code IJava.getKernelInstance()} gives, as far as we use it.
     *
     * @param renderer the renderer
     */
    public record Kernel(Renderer renderer) {
        /**
         * Its renderer, under the name that IJava has for it.
         *
         * @return the renderer
         */
        public Renderer getRenderer() {
            return renderer;
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
