package backprop.plot;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static boolean prepared;
    private static Font plain;
    private static Font bold;

    private Fonts() {}

    /**
     * Makes AWT ready to paint without a screen and without installed fonts. Call it before anything paints; again does
     * nothing. It sets {@code java.awt.headless} to true and, on Linux, {@code sun.awt.fontconfig} to a file that maps
     * every logical font to DejaVu Sans; a value already set stays. Where no temporary file can be written AWT keeps the
     * fonts of the machine.
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
        try (InputStream ttf = open(file)) {
            return Font.createFont(Font.TRUETYPE_FONT, ttf);
        } catch (IOException | FontFormatException e) {
            return new Font(Font.SANS_SERIF, style, 12);
        }
    }

    /** Writes both fonts and a map of the logical fonts to them, for this process alone. */
    private static Path writeConfiguration() throws IOException {
        Path folder = Files.createTempDirectory("backprop-fonts"); // readable by its owner only
        folder.toFile().deleteOnExit();
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
        Path configuration = folder.resolve("fontconfig.properties");
        configuration.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(configuration)) {
            map.store(out, null);
        }
        return configuration;
    }

    private static Path extract(String file, Path folder) throws IOException {
        Path ttf = folder.resolve(file);
        ttf.toFile().deleteOnExit();
        try (InputStream in = open(file)) {
            Files.copy(in, ttf);
        }
        return ttf;
    }

    private static InputStream open(String file) throws IOException {
        InputStream in = Fonts.class.getResourceAsStream(FOLDER + file);
        if (in == null) {
            throw new FileNotFoundException(FOLDER + file);
        }
        return in;
    }
}
