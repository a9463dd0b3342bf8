package backprop.plot;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Properties;

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

    private static boolean prepared;
    private static Font plain;
    private static Font bold;

    private Fonts() {}

    /**
     * Makes AWT ready to paint without a screen and without installed fonts. Call it before anything paints; again does
     * nothing. It sets {@code java.awt.headless} to true and, on Linux, {@code sun.awt.fontconfig} to a file that maps
     * every logical font to DejaVu Sans; a value already set stays. That file and the fonts are kept in the user's cache,
     * {@code XDG_CACHE_HOME} or {@code ~/.cache}, or for the time of this process in a temporary folder; where neither can
     * be written AWT keeps the fonts of the machine.
     */
    public static synchronized void prepare() {
        if (prepared) {
            return;
        }
        prepared = true;
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        if (linux && System.getProperty("sun.awt.fontconfig") == null) {
            try {
                System.setProperty("sun.awt.fontconfig", writeConfiguration().toString());
            } catch (IOException | SecurityException e) {
                // A picture in another font is better than none.
            }
        }
    }

    /**
     * Returns DejaVu Sans.
     *
     * @param size in points
     * @return the font; the machine's sans-serif if DejaVu Sans cannot be loaded
     */
    public static synchronized Font plain(float size) {
        if (plain == null) {
            plain = load(PLAIN, Font.PLAIN);
        }
        return plain.deriveFont(size);
    }

    /**
     * Returns DejaVu Sans Bold.
     *
     * @param size in points
     * @return the font; the machine's bold sans-serif if DejaVu Sans Bold cannot be loaded
     */
    public static synchronized Font bold(float size) {
        if (bold == null) {
            bold = load(BOLD, Font.BOLD);
        }
        return bold.deriveFont(size);
    }

    private static Font load(String file, int style) {
        prepare();
        try {
            return Font.createFont(Font.TRUETYPE_FONT, extract(file, cache()).toFile());
        } catch (IOException | SecurityException | FontFormatException e) {
            return loadFromJar(file, style);
        }
    }

    private static Font loadFromJar(String file, int style) {
        try (InputStream ttf = open(file)) {
            return Font.createFont(Font.TRUETYPE_FONT, ttf);
        } catch (IOException | FontFormatException e) {
            return new Font(Font.SANS_SERIF, style, 12);
        }
    }

    /**
     * Writes both fonts and a map of the logical fonts to them: once into the user's cache, so that a kernel that is killed
     * leaves nothing behind, or else into a folder for this process alone.
     */
    private static Path writeConfiguration() throws IOException {
        try {
            return writeConfiguration(cache());
        } catch (IOException | SecurityException e) {
            Path folder = Files.createTempDirectory("backprop-fonts"); // readable by its owner only
            for (String file : new String[] {"", CONFIGURATION, PLAIN, BOLD}) {
                folder.resolve(file).toFile().deleteOnExit(); // the last one first
            }
            return writeConfiguration(folder);
        }
    }

    private static Path cache() throws IOException {
        String set = System.getenv("XDG_CACHE_HOME");
        boolean absolute = set != null && Path.of(set).isAbsolute();
        Path caches = absolute ? Path.of(set) : Path.of(System.getProperty("user.home"), ".cache");
        return Files.createDirectories(caches.resolve("backprop-fonts"));
    }

    private static Path writeConfiguration(Path folder) throws IOException {
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
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        map.store(text, null);
        return put(folder.resolve(CONFIGURATION), text.toByteArray());
    }

    private static Path extract(String file, Path folder) throws IOException {
        try (InputStream in = open(file)) {
            return put(folder.resolve(file), in.readAllBytes());
        }
    }

    /** Writes a file unless it is there already, whole: another kernel may start at the same time. */
    private static Path put(Path file, byte[] content) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != content.length) {
            Path beside =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
            Files.write(beside, content);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private static InputStream open(String file) throws IOException {
        InputStream in = Fonts.class.getResourceAsStream(FOLDER + file);
        if (in == null) {
            throw new FileNotFoundException(FOLDER + file);
        }
        return in;
    }
}
