package backprop.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** That the real classes fit JJava shows in every notebook with a control: it would write to stderr. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RenamedTest {
    /** With constants of every length, and a method handle. */
    static final class Sample implements LongSupplier {
        private final double share = 0.3;

        @Override
        public long getAsLong() {
            LongSupplier supplier = () -> 1L << 40 | (long) (share * 10) | "ab".length() << 4;
            return supplier.getAsLong();
        }
    }

    @Test
    void a_class_works_under_its_new_name() throws IOException, ReflectiveOperationException {
        try (InputStream file = RenamedTest.class.getResourceAsStream("RenamedTest$Sample.class")) {
            byte[] renamed = Renamed.renamed(file, Map.of("backprop/notebook/RenamedTest$", "elsewhere/"));
            Class<?> type = new ClassLoader() {
                Class<?> define() {
                    return defineClass("elsewhere.Sample", renamed, 0, renamed.length);
                }
            }.define();
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            assertEquals(new Sample().getAsLong(), ((LongSupplier) constructor.newInstance()).getAsLong());
        }
    }
}
