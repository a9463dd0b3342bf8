package backprop.notebook;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@link CommPage} and {@link Shell} for the kernel this code runs in. JJava grew out of IJava and has its classes under other names, so ours
 * are loaded with those names in their tables of constants: one source for both, and no kernel in the jar.
 */
final class Renamed {
    /** In an order in which each needs only those before it. */
    private static final List<String> CLASSES = List.of("CommPage$Widget", "CommPage$States", "CommPage", "Shell");

    private static final String IJAVA = "io/github/spencerpark/jupyter";
    private static final String GSON = "com/google/gson";

    private Renamed() {}

    /** Returns the page that a kernel's comms reach. */
    static Page page(Object comms) throws ReflectiveOperationException {
        return (Page) made("CommPage", comms, comms);
    }

    /** Makes a kernel answer Shift-Tab better, and cells sooner. */
    static void shell(Object kernel, Object comms) throws ReflectiveOperationException {
        var unused = made("Shell", kernel, comms);
    }

    private static Object made(String name, Object argument, Object comms) throws ReflectiveOperationException {
        Class<?> comm = comms.getClass().getMethod("getCommByID", String.class).getReturnType();
        String kernel = path(comm).replace("/kernel/comm", "");
        if (!kernel.equals(IJAVA)) {
            Method send = Arrays.stream(comm.getMethods())
                    .filter(method -> method.getName().equals("send"))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchMethodException(comm + ".send"));
            define(Map.of(IJAVA, kernel, GSON, path(send.getParameterTypes()[0])));
        }
        Class<?> type = Class.forName(Renamed.class.getPackageName() + "." + name);
        return type.getDeclaredConstructor(Object.class).newInstance(argument);
    }

    private static String path(Class<?> type) {
        return type.getPackageName().replace('.', '/');
    }

    /** Loads the classes under new names; once they are loaded they stay. */
    private static void define(Map<String, String> names) throws ReflectiveOperationException {
        try {
            for (String name : CLASSES) {
                try (InputStream file = Renamed.class.getResourceAsStream(name + ".class")) {
                    var unused = MethodHandles.lookup().defineClass(renamed(file, names));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LinkageError loadedAlready) {
            // by the cell before
        }
    }

    /** Returns a class file with other names in its table of constants: chapter 4.4 of the JVM's specification. */
    static byte[] renamed(InputStream file, Map<String, String> names) throws IOException {
        DataInputStream in = new DataInputStream(file);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong()); // magic and version
        int end = in.readUnsignedShort();
        out.writeShort(end);
        for (int k = 1; k < end; k++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == 1) { // text
                String text = in.readUTF();
                for (Map.Entry<String, String> name : names.entrySet()) {
                    text = text.replace(name.getKey(), name.getValue());
                }
                out.writeUTF(text);
            } else {
                out.write(in.readNBytes(length(tag)));
                k += tag == 5 || tag == 6 ? 1 : 0; // long and double take two places
            }
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }

    private static int length(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2; // class, string, method type, module, package
            case 15 -> 3; // method handle
            case 5, 6 -> 8;
            default -> 4;
        };
    }
}
