package backprop.web.jdk.java.text;

import backprop.web.jdk.Browser;

/** {@link java.text.Normalizer} by the browser's own. */
public final class Normalizer {
    private Normalizer() {}

    /** The forms of Unicode that the library asks for, in the order that worker.js knows. */
    public enum Form {
        NFC,
        NFD,
        NFKC
    }

    /** Returns a text in a form. */
    public static String normalize(CharSequence text, Form form) {
        return Browser.normalized(text.toString(), form);
    }
}
