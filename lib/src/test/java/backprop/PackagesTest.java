package backprop;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The arrows between the packages point one way. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PackagesTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "backprop");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?backprop\\.(?:([a-z]+)\\.)?");

    /** What each package may use beside itself; the textbook's name is empty. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("internal", Set.of()),
            entry("", Set.of("internal")),
            entry("training", Set.of("", "internal", "data")),
            entry("data", Set.of("", "internal")),
            entry("text", Set.of("", "internal")),
            entry("difference", Set.of("", "internal", "text")),
            entry("formula", Set.of("", "internal", "text")),
            entry("check", Set.of("formula", "", "internal", "text", "difference")),
            entry("plot", Set.of("", "internal", "text")),
            entry("course", Set.of("", "internal", "text", "difference", "check")),
            entry(
                    "notebook",
                    Set.of(
                            "",
                            "internal",
                            "training",
                            "data",
                            "text",
                            "difference",
                            "formula",
                            "check",
                            "plot",
                            "course")));

    @Test
    void each_uses_only_those_it_may() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(path -> path.toString().endsWith(".java")).toList();
        }
        Set<String> forbidden = new TreeSet<>();
        for (Path file : files) {
            String from = SOURCES.relativize(file.getParent()).toString();
            Matcher used = IMPORT.matcher(Files.readString(file));
            while (used.find()) {
                String to = used.group(1) == null ? "" : used.group(1);
                if (!to.equals(from) && !MAY_USE.getOrDefault(from, Set.of()).contains(to)) {
                    forbidden.add(file.getFileName() + " of backprop." + from + " uses backprop." + to);
                }
            }
        }
        assertEquals(Set.of(), forbidden);
    }
}
