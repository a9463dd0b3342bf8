package backprop.web;

import java.util.List;
import java.util.function.UnaryOperator;
import org.teavm.interop.Export;

/**
 * How the page calls {@link Page} in WebAssembly: question and answer pass a letter at a time. It needs no JavaScript that is made
 * at run time, as TeaVM's own way does, and a page that forbids such code can have it.
 */
public final class Wire {
    private static final List<UnaryOperator<String>> FUNCTIONS =
            List.of(Page::judge, Page::sheet, Page::network, Page::descent, Page::neuron);

    private static final StringBuilder QUESTION = new StringBuilder();
    private static String answer = "";

    private Wire() {}

    /** TeaVM begins here; there is nothing to do until the page asks. */
    public static void main(String[] arguments) {}

    /** Adds a letter to the question. */
    @Export(name = "put")
    public static void put(int letter) {
        QUESTION.append((char) letter);
    }

    /**
     * Answers the question that was put, and forgets it.
     *
     * @param function 0 to 4: judge, sheet, network, descent, neuron
     * @return the length of the answer
     */
    @Export(name = "ask")
    public static int ask(int function) {
        String question = QUESTION.toString();
        QUESTION.setLength(0);
        answer = FUNCTIONS.get(function).apply(question);
        return answer.length();
    }

    /** Returns a letter of the answer. */
    @Export(name = "get")
    public static int get(int at) {
        return answer.charAt(at);
    }
}
