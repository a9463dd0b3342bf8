package org.dflib.jjava.distro; // for Env, which JJava keeps to itself

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.JavaKernelBuilder;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.LoadFromPomCellMagic;
import org.dflib.jjava.maven.magics.LoadFromPomLineMagic;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;

/**
 * The kernel of .venv: JJava, which says of an error no more than helps. It shows the message and the lines that the user
 * wrote, in the page's own colour, as JJava's red cannot be read on a dark ground. It says which cell was forgotten, and that
 * a file of the class path is missing. And to a notebook it names no JDK, so that one saved elsewhere opens unchanged.
 *
 * <p>The set-up compiles it against JJava's jar; no notebook needs it.
 */
public final class CompanionKernel extends JavaKernel {
    private static final String MESSAGE = "\033[1m";
    private static final String MARKED = "\033[1;4m";
    private static final int LINES = 5; // of the user's, from the place of the error on
    private static final int WIDTH = 88;

    private CompanionKernel(
            String version,
            LanguageInfo language,
            JupyterIO io,
            CommManager comms,
            Renderer renderer,
            MagicsResolver magics,
            MagicsRegistry registry,
            StringStyler styler,
            JShell shell,
            CodeEvaluator evaluator) {
        super("JJava", version, language, List.of(), null, io, comms, renderer, magics, registry,
                Env.extensionsEnabled(), styler, shell, evaluator);
    }

    /** As JJava's own main does. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.SimpleFormatter.format", "[%4$.1s %1$tF %1$tT.%1$tL %3$s] %5$s%n");
        Logger.getLogger("").setLevel(Level.WARNING); // that loops have started is nothing to tell who opens a notebook
        JupyterConnection connection =
                new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
        MavenDependencyResolver maven = new MavenDependencyResolver();
        TimeMagic time = new TimeMagic();
        CompanionKernel kernel = new Builder()
                .compilerOpts(Env.compilerOpts())
                .timeout(-1, TimeUnit.MILLISECONDS)
                .lineMagic("classpath", new Existing())
                .lineMagic("load", new LoadMagic())
                .lineMagic("time", time)
                .cellMagic("time", time)
                .lineMagic("maven", new MavenMagic(maven))
                .lineMagic("mavenRepo", new MavenRepoMagic(maven))
                .lineMagic("loadFromPOM", new LoadFromPomLineMagic(maven))
                .cellMagic("loadFromPOM", new LoadFromPomCellMagic(maven))
                .build();
        kernel.onStartup();
        kernel.addToClasspath(Env.extraClasspath());
        Env.startupSnippets().forEach(code -> kernel.evalBuilder(code).resolveMagics().eval());
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
    }

    private static final class Builder extends JavaKernelBuilder<Builder, CompanionKernel> {
        @Override
        public CompanionKernel build() {
            CodeEvaluator evaluator = buildCodeEvaluator("JJava");
            return new CompanionKernel(
                    buildVersion(),
                    buildLanguageInfo(),
                    buildJupyterIO(StandardCharsets.UTF_8),
                    buildCommManager(),
                    buildRenderer(),
                    buildMagicsResolver(buildMagicTranspiler()),
                    buildMagicsRegistry(),
                    new StringStyler(MESSAGE, MESSAGE, MARKED, line -> "|   "),
                    buildJShell(evaluator),
                    evaluator);
        }

        @Override
        protected LanguageInfo buildLanguageInfo() {
            return new LanguageInfo.Builder("java")
                    .version("17 or later")
                    .mimetype("text/x-java-source")
                    .fileExtension(".jshell")
                    .pygments("java")
                    .codemirror("java")
                    .build();
        }
    }

    /** The magic %classpath, which JJava lets pass whatever it names. */
    private static final class Existing extends ClasspathMagic {
        @Override
        public Void eval(JavaKernel kernel, List<String> paths) {
            for (String path : paths) {
                if (PathsHandler.resolveGlobs(path).stream().noneMatch(Files::exists) && !isGiven(path)) {
                    boolean isOurs = path.endsWith("backprop.jar");
                    throw new IllegalArgumentException(path + " is missing" + (isOurs ? ": run mvn -Plab first" : ""));
                }
            }
            return super.eval(kernel, paths);
        }

        /** Whether whoever set the kernel up gave it that file already: then a notebook need not lie beside the library. */
        private static boolean isGiven(String path) {
            String given = System.getenv().getOrDefault("JJAVA_CLASSPATH", "");
            return Stream.of(given.split(File.pathSeparator))
                    .map(File::new)
                    .anyMatch(file -> file.exists() && file.getName().equals(new File(path).getName()));
        }
    }

    @Override
    protected List<String> formatError(Throwable error) {
        if (error.getCause() instanceof EvalException thrown) {
            return thrown("", thrown);
        }
        boolean isUnresolved = error.getCause() instanceof UnresolvedReferenceException;
        List<String> lines = new ArrayList<>(super.formatError(isUnresolved ? error.getCause() : error));
        boolean lacksName = isUnresolved || lines.stream().anyMatch(line -> line.matches(".*(cannot find symbol|does not exist).*"));
        if (lacksName && !isSetUp()) {
            lines.add(errorStyler.primary("Has the set-up cell run? It is the first code cell, and runs once after each start."));
        }
        return lines;
    }

    private boolean isSetUp() {
        return getJShell().imports().anyMatch(one -> one.fullname().startsWith("backprop."));
    }

    private List<String> thrown(String before, EvalException thrown) {
        String said = Objects.toString(thrown.getMessage());
        EvalException cause = thrown.getCause() instanceof EvalException one && !said.equals(one.getMessage()) ? one : null;
        if (cause != null && said.endsWith(": " + cause.getMessage())) {
            return thrown(before, cause); // a magic repeats what it was told
        }
        String name = thrown.getExceptionClassName().replaceAll(".*\\.", "");
        String message = said.equals("null") ? "" : ": " + said.replaceAll("REPL\\.\\$JShell\\$\\w+\\.", "");
        List<String> lines = new ArrayList<>();
        lines.add(before + errorStyler.primary(name + message));
        Arrays.stream(thrown.getStackTrace()).flatMap(this::written).distinct().limit(LINES).forEach(lines::add);
        if (lines.size() == 1) { // nothing that the user wrote: then all
            Arrays.stream(thrown.getStackTrace()).map(frame -> "    at " + frame).forEach(lines::add);
        }
        if (cause != null) {
            lines.addAll(thrown("because of ", cause));
        }
        return lines;
    }

    /** Returns the line of a cell that a frame of the stack is in, if it is in one. */
    private Stream<String> written(StackTraceElement frame) {
        String file = Objects.toString(frame.getFileName(), "");
        String method = frame.getMethodName();
        String in = method.isEmpty() || method.contains("$") ? "" : "  in " + method;
        return getJShell()
                .snippets()
                .filter(snippet -> file.equals("#" + snippet.id()))
                .map(Snippet::source)
                .flatMap(source -> source.lines().skip(Math.max(0, frame.getLineNumber() - 1)).limit(1))
                .map(line -> line.startsWith("org.dflib.jjava") ? "the line that begins with %" : line.strip())
                .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line)
                .map(line -> "    at " + line + in);
    }
}
