package backprop.web.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Puts the page together: its own files, the library as WebAssembly and KaTeX, as a folder and as one file. */
public final class Site {
    private static final List<String> KATEX = List.of("katex.min.js", "katex.min.css");

    private Site() {}

    /**
     * Builds it.
     *
     * @param paths the page's files, the WebAssembly file, the npm package of KaTeX, the folder and the file to make
     */
    public static void main(String[] paths) throws IOException {
        List<Path> all = Stream.of(paths).map(Path::of).toList();
        Path site = all.get(3);
        Path katex = Files.createDirectories(site.resolve("katex"));
        copyAll(all.get(0), site, "");
        Files.copy(all.get(1), site.resolve("backprop.wasm"), StandardCopyOption.REPLACE_EXISTING);
        for (String name : KATEX) {
            copy(all.get(2).resolve("dist").resolve(name), katex);
        }
        copy(all.get(2).resolve("LICENSE"), katex);
        copyAll(all.get(2).resolve("dist/fonts"), Files.createDirectories(katex.resolve("fonts")), ".woff2");
        Files.writeString(all.get(4), OneFile.of(site));
    }

    private static void copyAll(Path from, Path to, String ending) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(ending)).toList()) {
                copy(file, to);
            }
        }
    }

    private static void copy(Path file, Path to) throws IOException {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
}
