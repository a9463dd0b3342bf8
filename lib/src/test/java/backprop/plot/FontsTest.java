package backprop.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Sigmoid;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FontsTest {

    @Test
    void are_DejaVu_Sans_in_every_size() {
        assertEquals("DejaVu Sans", Fonts.plain(12).getFontName());
        assertEquals("DejaVu Sans Bold", Fonts.bold(12).getFontName());
        assertEquals(15.5f, Fonts.plain(15.5f).getSize2D());
    }

    @Test
    void know_the_letters_of_the_notes() {
        String letters = "ησδ∂∇Σ⊙×−·′ᵀ₁₂ₖ⁰¹²³⁴⁵⁶⁷⁸⁹⁻ˡᴸ½≤≥≈→←○●…";
        assertEquals(-1, Fonts.plain(12).canDisplayUpTo(letters));
        assertEquals(-1, Fonts.bold(12).canDisplayUpTo("ησδ∂∇Σ×−′²₁○●"));
    }

    @Test
    void are_prepared_once() {
        Fonts.prepare();
        String before = System.getProperty("sun.awt.fontconfig");
        Fonts.prepare();
        assertEquals(before, System.getProperty("sun.awt.fontconfig"));
    }

    @Nested
    class In_a_fresh_Java {
        @TempDir
        Path temp;

        @Test
        void every_logical_font_paints_and_nothing_stays_behind() throws Exception {
            String said = java(List.of("-Djava.io.tmpdir=" + temp, "-Duser.home=/dev/null"));
            assertTrue(said.contains("headless true"), said);
            try (var files = Files.list(temp)) {
                List<Path> left = files.filter(file -> file.toString().contains("backprop"))
                        .toList();
                assertEquals(List.of(), left);
            }
        }

        @Test
        @EnabledOnOs(OS.LINUX)
        void AWT_gets_no_other_font_on_Linux() throws Exception {
            String said = java(List.of("-Djava.io.tmpdir=" + temp, "-Duser.home=/dev/null"));
            assertTrue(said.contains("fontconfig " + temp), said);
            assertTrue(said.contains("other fonts []"), said);
        }

        @Test
        @EnabledOnOs(OS.LINUX)
        void the_fonts_are_written_once_into_the_cache_of_the_user() throws Exception {
            Path cache = temp.resolve(".cache/backprop-fonts");
            assertTrue(java(List.of("-Duser.home=" + temp)).contains("fontconfig " + cache));
            Path plain = cache.resolve("DejaVuSans.ttf");
            Path map = cache.resolve("fontconfig.properties");
            List<FileTime> written = List.of(Files.getLastModifiedTime(plain), Files.getLastModifiedTime(map));
            assertTrue(java(List.of("-Duser.home=" + temp)).contains("other fonts []"));
            assertEquals(written, List.of(Files.getLastModifiedTime(plain), Files.getLastModifiedTime(map)));
            Files.write(plain, new byte[(int) Files.size(plain)]); // as a disk leaves it when the power fails
            Files.write(map, new byte[(int) Files.size(map)]);
            String said = java(List.of("-Duser.home=" + temp));
            assertTrue(said.contains("picture " + Main.picture()), said);
            assertTrue(said.contains("other fonts []"), said);
            try (var files = Files.list(cache)) {
                assertEquals(3, files.count());
            }
        }

        @Test
        void a_choice_of_the_user_stays() throws Exception {
            String said = java(List.of("-Dsun.awt.fontconfig=mine", "-Djava.awt.headless=false"), "prepare only");
            assertTrue(said.contains("headless false"), said);
            assertTrue(said.contains("fontconfig mine"), said);
        }

        @Test
        void the_picture_has_the_same_bytes() throws Exception {
            assertTrue(java(List.of()).contains("picture " + Main.picture() + System.lineSeparator()));
        }

        private String java(List<String> options, String... arguments) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
            command.addAll(List.of(arguments));
            Path out = temp.resolve("out.txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().remove("XDG_CACHE_HOME");
            Process process = builder.start();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            String said = Files.readString(out);
            assertEquals(0, process.exitValue(), said);
            return said;
        }
    }

    /** What a fresh Java runs. */
    static final class Main {
        static int picture() {
            return Arrays.hashCode(Charts.picture(
                            Charts.functions(-6, 6, Curve.of("σ", Sigmoid::of), Curve.of("σ′", Sigmoid::derivative)))
                    .png());
        }

        public static void main(String[] arguments) {
            Fonts.prepare();
            System.out.println("headless " + System.getProperty("java.awt.headless"));
            System.out.println("fontconfig " + System.getProperty("sun.awt.fontconfig"));
            if (arguments.length > 0) {
                return;
            }
            System.out.println("picture " + picture());
            Graphics2D g = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB).createGraphics();
            List<String> others = new ArrayList<>();
            for (String name : List.of("SansSerif", "Serif", "Monospaced", "Dialog", "DialogInput", "No such font")) {
                for (int style = Font.PLAIN; style <= Font.BOLD + Font.ITALIC; style++) {
                    Font brought = style % 2 == Font.BOLD ? Fonts.bold(20) : Fonts.plain(20);
                    int width = g.getFontMetrics(brought).stringWidth("Wil 0");
                    if (g.getFontMetrics(new Font(name, style, 20)).stringWidth("Wil 0") != width) {
                        others.add(name + " " + style);
                    }
                }
            }
            System.out.println("other fonts " + others);
        }
    }
}
