package backprop.notebook;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The Java kernel this code runs in, JJava or IJava, found by reflection: they have the same methods under other package
 * names.
 */
final class Kernel {
    private final Object kernel;
    private final Object renderer;
    private final Class<?> renderFunction;

    private Kernel(Object kernel, Object renderer, Class<?> renderFunction) {
        this.kernel = kernel;
        this.renderer = renderer;
        this.renderFunction = renderFunction;
    }

    /** Returns the kernel, or nothing outside a notebook. */
    static Optional<Kernel> current() {
        return find("org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel")
                .or(() -> find("io.github.spencerpark.ijava.IJava", "getKernelInstance"));
    }

    private static Optional<Kernel> find(String className, String getter) {
        try {
            Object kernel = Class.forName(className).getMethod(getter).invoke(null);
            if (kernel == null) {
                return Optional.empty();
            }
            Class<?> type = kernel.getClass().getMethod("getRenderer").getReturnType();
            Class<?> function = Class.forName(type.getPackageName() + ".RenderFunction", true, type.getClassLoader());
            return Optional.of(new Kernel(kernel, call(kernel, "getRenderer", List.of()), function));
        } catch (ReflectiveOperationException notThisKernel) {
            return Optional.empty();
        }
    }

    /** Returns the page of the cell that runs now; nothing, with a word to the reader, from a kernel that is too strange. */
    Optional<Page> page() {
        try {
            return Optional.of(Renamed.page(call(kernel, "getCommManager", List.of())));
        } catch (ReflectiveOperationException | LinkageError e) {
            System.err.println("This Java kernel shows no controls: " + e);
            return Optional.empty();
        }
    }

    /** From now on Shift-Tab shows the library's documentation; in a kernel that is too strange all stays as it was. */
    void explain() {
        try {
            Renamed.shell(kernel, call(kernel, "getCommManager", List.of()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Help.of(…) says the same
        }
    }

    /** Returns where lines below the running cell are shown. */
    ProgressLine.Place place() {
        return new ProgressLine.Place() {
            private String last = "";

            @Override
            public boolean isWatched() {
                return page().map(Page::isWatched).orElse(false);
            }

            @Override
            public void show(String name, String text, String html) {
                boolean isNew = !name.equals(last);
                last = name;
                display(name, isNew ? "display" : "updateDisplay", new Shown(text, "text/html", html, Map.of()));
            }
        };
    }

    private void display(String name, String how, Shown shown) {
        try {
            Class<?> type = Class.forName(
                    renderFunction.getPackageName() + ".DisplayData", true, renderFunction.getClassLoader());
            Object data = type.getConstructor().newInstance();
            put(shown, data);
            var unused = call(data, "setDisplayId", List.of(String.class), name);
            Object io = call(kernel, "getIO", List.of());
            unused = call(io.getClass().getField("display").get(io), how, List.of(type), data);
        } catch (ReflectiveOperationException withoutDisplays) {
            // progress is a courtesy: such a kernel shows none
        }
    }

    /** From now on the kernel shows values of a type so. */
    <T> void show(Look<T> look) {
        show(look.type(), look.mime(), value -> List.of(look.shown().apply(value)));
    }

    /** From now on the kernel shows values of a type in several forms, of which the page takes the one it can do most with. */
    <T> void show(Class<T> type, String mime, Function<? super T, List<Shown>> look) {
        Object identity = new Object();
        Object function = Proxy.newProxyInstance(
                renderFunction.getClassLoader(), new Class<?>[] {renderFunction}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("render")) {
                        return method.invoke(identity, arguments);
                    }
                    Object output = call(arguments[1], "getOutputContainer", List.of());
                    for (Shown shown : look.apply(type.cast(arguments[0]))) {
                        put(shown, output);
                    }
                    return null;
                });
        try {
            Object registration = call(renderer, "createRegistration", List.of(Class.class), type);
            registration = call(registration, "preferring", List.of(String[].class), (Object) new String[] {mime});
            var unused = call(registration, "register", List.of(renderFunction), function);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this Java kernel cannot be taught to show " + type.getSimpleName() + ": " + e);
        }
    }

    private static void put(Shown shown, Object output) throws ReflectiveOperationException {
        List<Class<?>> types = List.of(String.class, Object.class);
        var unused = call(output, "putData", types, "text/plain", shown.text());
        unused = call(output, "putData", types, shown.mime(), shown.data());
        if (!shown.metadata().isEmpty()) {
            unused = call(output, "putMetaData", types, shown.mime(), shown.metadata());
        }
    }

    private static Object call(Object target, String name, List<Class<?>> types, Object... arguments)
            throws ReflectiveOperationException {
        return target.getClass().getMethod(name, types.toArray(Class<?>[]::new)).invoke(target, arguments);
    }
}
