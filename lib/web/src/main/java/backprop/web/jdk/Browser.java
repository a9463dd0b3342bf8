package backprop.web.jdk;

import org.teavm.interop.Import;

/** What a browser does itself: a letter at a time passes to and fro, as worker.js has it. */
public final class Browser {
    private static final String MODULE = "browser";

    private Browser() {}

    /** Returns a text in a normal form of Unicode, such as NFC. */
    public static String normalized(String text, Enum<?> form) {
        text.chars().forEach(Browser::put);
        int length = normalize(form.ordinal());
        StringBuilder normalized = new StringBuilder();
        for (int i = 0; i < length; i++) {
            normalized.append((char) get(i));
        }
        return normalized.toString();
    }

    @Import(module = MODULE, name = "put")
    private static native void put(int letter);

    /** Normalises what was put, and returns how long it is then. */
    @Import(module = MODULE, name = "normalize")
    private static native int normalize(int form);

    @Import(module = MODULE, name = "get")
    private static native int get(int at);
}
