package backprop.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What Shift-Tab shows; that it does so in JJava is seen by the checker of the notebooks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShellTest {
    private static final String SIGNATURE = "double Sigmoid.of(double z)";

    /** A kernel that knows a method only at its bracket, as JShell does, and nothing beyond the text. */
    private static final BaseKernel KERNEL = new BaseKernel() {
        @Override
        public DisplayData eval(String code) {
            return null;
        }

        @Override
        public DisplayData inspect(String code, int at, boolean detailed) {
            boolean isKnown = code.charAt(at) == '(';
            boolean isOurs = code.startsWith("Sigmoid");
            return isKnown ? new DisplayData(isOurs ? SIGNATURE : "void Other.of()") : null;
        }

        @Override
        public LanguageInfo getLanguageInfo() {
            return null;
        }
    };

    private static String text(String code, int at) throws Exception {
        DisplayData said = Shell.inspect(KERNEL, code, at);
        return said == null ? null : (String) said.getData(MIMEType.TEXT_PLAIN);
    }

    @Test
    void at_the_end_of_the_text_it_is_the_documentation() throws Exception {
        assertEquals(Help.of("Sigmoid.of").toString(), text("Sigmoid.of(", 11));
        assertEquals(
                Help.of("Sigmoid.of").html(),
                Shell.inspect(KERNEL, "Sigmoid.of(", 11).getData(MIMEType.TEXT_HTML));
    }

    @Test
    void behind_a_name_or_in_it_too() throws Exception {
        assertEquals(Help.of("Sigmoid.of").toString(), text("Sigmoid.of", 10));
        assertEquals(Help.of("Sigmoid.of").toString(), text("Sigmoid.of;", 9));
    }

    @Test
    void of_others_it_is_what_the_kernel_says() throws Exception {
        assertEquals("void Other.of()", text("Other.of(", 9));
    }

    @Test
    void of_nothing_it_is_nothing() throws Exception {
        assertNull(text("", 0));
    }
}
