package backprop.plot;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * DejaVu Sans for every picture, so that a machine without fonts still plots and all machines plot alike.
 *
 * <p>On Linux, AWT without any font dies with "Fontconfig head is null". {@link #prepare()} therefore hands AWT the
 * fonts of this jar, before AWT starts.
 */
public final class Fonts {
    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";
    private static final String PLAIN = "DejaVuSans.ttf";
    private static final String BOLD = "DejaVuSans-Bold.ttf";
    private static final String CONFIGURATION = "fontconfig.properties";

    private static Path folder;

    private Fonts() {}

    /** What is loaded when it is first painted with. */
    private static final class Loaded {
        static final Font PLAIN = load(Fonts.PLAIN, Font.PLAIN);
        static final Font BOLD = load(Fonts.BOLD, Font.BOLD);
    }

    /**
     * Paints or measures on a thread of its own. AWT reads fonts from files, which an interrupt makes fail; AWT then reads again
     * and forgets the interrupt, so that what comes after would not stop.
     */
    static <T> T undisturbed(Supplier<T> painting) {
        try {
            return CompletableFuture.supplyAsync(painting, task -> new Thread(task, "painting").start())
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Makes AWT ready to paint without a screen and without installed fonts. Call it before anything paints; again does
     * nothing. It sets {@code java.awt.headless} to true and, on Linux, {@code sun.awt.fontconfig} to a file that maps
     * every logical font to DejaVu Sans; a value already set stays. That file and the fonts are kept in the user's cache,
     * {@code XDG_CACHE_HOME} or {@code ~/.cache}, or for the time of this process in a temporary folder; where neither can
     * be written AWT keeps the fonts of the machine.
     */
    public static synchronized void prepare() {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        if (linux && System.getProperty("sun.awt.fontconfig") == null) {
            try {
                System.setProperty(
                        "sun.awt.fontconfig", folder().resolve(CONFIGURATION).toString());
            } catch (IOException | SecurityException e) {
                // A picture in another font is better than none.
            }
        }
    }

    /** Returns DejaVu Sans of a size in points; the machine's sans-serif if it cannot be loaded. */
    static Font plain(float size) {
        return Loaded.PLAIN.deriveFont(size);
    }

    /** Returns DejaVu Sans Bold of a size in points; the machine's bold sans-serif if it cannot be loaded. */
    static Font bold(float size) {
        return Loaded.BOLD.deriveFont(size);
    }

    private static Font load(String file, int style) {
        return undisturbed(() -> read(file, style));
    }

    private static Font read(String file, int style) {
        prepare();
        try {
            return Font.createFont(Font.TRUETYPE_FONT, folder().resolve(file).toFile());
        } catch (IOException | SecurityException | FontFormatException e) {
            return new Font(Font.SANS_SERIF, style, 12);
        }
    }

    /**
     * Returns where the fonts and a map of the logical fonts to them stand as files: in the user's cache, so that a kernel
     * that is killed leaves nothing behind, or else in a folder for this process alone.
     */
    private static synchronized Path folder() throws IOException {
        if (folder == null) {
            try {
                folder = filled(cache());
            } catch (IOException | SecurityException e) {
                Path own = Files.createTempDirectory("backprop-fonts"); // readable by its owner only
                for (String file : new String[] {"", CONFIGURATION, PLAIN, BOLD}) {
                    own.resolve(file).toFile().deleteOnExit(); // the last one first
                }
                folder = filled(own);
            }
        }
        return folder;
    }

    private static Path cache() throws IOException {
        String set = System.getenv("XDG_CACHE_HOME");
        boolean absolute = set != null && Path.of(set).isAbsolute();
        Path caches = absolute ? Path.of(set) : Path.of(System.getProperty("user.home"), ".cache");
        return Files.createDirectories(caches.resolve("backprop-fonts"));
    }

    private static Path filled(Path folder) throws IOException {
        Properties map = new Properties();
        map.setProperty("version", "1");
        map.setProperty("sequence.allfonts", "latin-1");
        map.setProperty("filename.DejaVu_Sans", extract(PLAIN, folder).toString());
        map.setProperty("filename.DejaVu_Sans_Bold", extract(BOLD, folder).toString());
        for (String font : new String[] {"serif", "sansserif", "monospaced", "dialog", "dialoginput"}) {
            map.setProperty(font + ".plain.latin-1", "DejaVu Sans");
            map.setProperty(font + ".italic.latin-1", "DejaVu Sans");
            map.setProperty(font + ".bold.latin-1", "DejaVu Sans Bold");
            map.setProperty(font + ".bolditalic.latin-1", "DejaVu Sans Bold");
        }
        StringWriter text = new StringWriter();
        map.store(text, null);
        String lines =
                text.toString().replaceAll("(?m)^#.*\\R", ""); // the time, which would make every start write it again
        put(folder.resolve(CONFIGURATION), lines.getBytes(StandardCharsets.ISO_8859_1));
        return folder;
    }

    private static Path extract(String file, Path folder) throws IOException {
        try (InputStream in = Fonts.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new FileNotFoundException(FOLDER + file);
            }
            put(folder.resolve(file), in.readAllBytes());
        }
        return folder.resolve(file);
    }

    /** Writes a file unless it is there already with this content, for a damaged one may be as long: another kernel may start at the same time. */
    private static void put(Path file, byte[] content) throws IOException {
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            Path beside =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
            Files.write(beside, content);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
