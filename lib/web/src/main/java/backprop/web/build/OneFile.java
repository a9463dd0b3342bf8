package backprop.web.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * The page as one file, to keep or to send: styles, scripts and fonts in it, the library as text. Its policy allows the very
 * scripts and styles that are in it, and no request at all.
 */
final class OneFile {
    private static final Pattern POLICY = Pattern.compile("(?m)^.*http-equiv=\"Content-Security-Policy\".*$");
    private static final Pattern STYLE = Pattern.compile("(?m)^.*<link (.*)rel=\"stylesheet\" href=\"(.*?)\"(.*)>$");
    private static final Pattern SCRIPT =
            Pattern.compile("(?m)^.*<script (type=\"module\" )?src=\"(.*?)\"(.*)></script>$");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import \\{.*\\} from \"\\./(.*)\";\n");
    private static final Pattern FONT = Pattern.compile(
            "url\\((fonts/[^)]*\\.woff2)\\) format\\(\"woff2\"\\)(,url\\([^)]*\\) format\\(\"\\w+\"\\))*");

    private final Path site;
    private final List<String> scripts = new ArrayList<>();
    private final List<String> styles = new ArrayList<>();

    private OneFile(Path site) {
        this.site = site;
    }

    /** Returns the file's text. */
    static String of(Path site) throws IOException {
        return new OneFile(site).text();
    }

    private String text() throws IOException {
        String page = replaced(STYLE, read("index.html"), this::style);
        page = replaced(SCRIPT, page, this::script);
        page = replaced(POLICY, page, found -> policy());
        String data = "<script type=\"text/plain\" id=\"library.js\">\n" + read("library.js") + "</script>\n"
                + "<script type=\"text/plain\" id=\"backprop.wasm\">" + zipped("backprop.wasm") + "</script>\n";
        String licences = "<!--\n" + read("licences.txt") + read("katex/LICENSE") + "-->\n";
        return page.replace("</head>", data + "</head>") + licences;
    }

    /** What replaces a match; it may fail to read a file. */
    private interface Replacer {
        String replace(MatchResult found) throws IOException;
    }

    private static String replaced(Pattern pattern, String text, Replacer replacer) throws IOException {
        StringBuilder all = new StringBuilder();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            matcher.appendReplacement(all, Matcher.quoteReplacement(replacer.replace(matcher)));
        }
        return matcher.appendTail(all).toString();
    }

    private String style(MatchResult link) throws IOException {
        Path file = Path.of(link.group(2));
        String text = replaced(
                FONT,
                read(file.toString()),
                font -> "url(data:font/woff2;base64,"
                        + base64(file.resolveSibling(font.group(1)).toString()) + ") format(\"woff2\")");
        styles.add("\n" + text);
        String attributes = (link.group(1) + link.group(3)).strip();
        return "<style" + (attributes.isEmpty() ? "" : " " + attributes) + ">\n" + text + "</style>";
    }

    private String script(MatchResult found) throws IOException {
        boolean isModule = found.group(1) != null;
        String text = "\n" + (isModule ? module(found.group(2)) : read(found.group(2)) + "\n");
        scripts.add(text);
        return "<script" + (isModule ? " type=\"module\"" : "") + ">" + text + "</script>";
    }

    /** A module and all that it imports, each once, as one: the page's names are unique. */
    private String module(String name) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        addModule(name, all);
        return String.join("", all.values());
    }

    private void addModule(String name, Map<String, String> all) throws IOException {
        String text = read(name);
        for (MatchResult imported : IMPORT.matcher(text).results().toList()) {
            if (!all.containsKey(imported.group(1))) {
                addModule(imported.group(1), all);
            }
        }
        all.put(name, IMPORT.matcher(text).replaceAll("").replaceAll("(?m)^export ", ""));
    }

    private String policy() {
        return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
                + hashes(scripts)
                + " 'wasm-unsafe-eval'; worker-src blob:; style-src " + hashes(styles)
                + "; font-src data:; img-src data:; base-uri 'none'; form-action 'none'\">";
    }

    private static String hashes(List<String> texts) {
        return texts.stream().map(OneFile::hash).collect(Collectors.joining(" "));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(site.resolve(name));
    }

    private String base64(String name) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(site.resolve(name)));
    }

    private String zipped(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            Files.copy(site.resolve(name), zip);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
