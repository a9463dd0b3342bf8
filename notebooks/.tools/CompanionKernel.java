package org.dflib.jjava.distro; // for Env, which JJava keeps to itself

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.MessageType;
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
    private static final long INDEX_AFTER = TimeUnit.SECONDS.toNanos(5);
    private static final Optional<Class<?>> LIBRARY = library();

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

    /** As JJava's own main does, but for the order: what Jupyter and the first cells wait for comes first. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.SimpleFormatter.format", "[%4$.1s %1$tF %1$tT.%1$tL %3$s] %5$s%n");
        Logger.getLogger("").setLevel(Level.WARNING); // that loops have started is nothing to tell who opens a notebook
        Awaited connection = new Awaited(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
        connection.connect(); // at once: Jupyter asks but ten times a second whether someone is there
        postponeIndex();
        LIBRARY.ifPresent(library -> new Thread(() -> prepare(library), "prepare").start());
        try {
            connection.isFor(kernel());
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            System.exit(1); // the connection's threads would go on without a kernel
        }
        connection.waitUntilClose();
    }

    private static CompanionKernel kernel() {
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
        return kernel;
    }

    /**
     * JShell at once begins to list all classes there are, for the completion of names that are not imported, while the first
     * cells wait for a core. Its one thread for that is told to sleep first.
     */
    private static void postponeIndex() {
        try {
            var indexer = Class.forName("jdk.jshell.SourceCodeAnalysisImpl").getDeclaredField("INDEXER");
            indexer.setAccessible(true);
            ((ExecutorService) indexer.get(null)).execute(() -> LockSupport.parkNanos(INDEX_AFTER));
        } catch (ReflectiveOperationException | RuntimeException otherJShell) {
            // then it begins at once
        }
    }

    /** The class of the library that prepares a notebook, where the kernel has the library on its class path. */
    private static Optional<Class<?>> library() {
        try {
            return Optional.of(Class.forName("backprop.notebook.Companion"));
        } catch (ClassNotFoundException notBuilt) {
            return Optional.empty();
        }
    }

    /** Loads, beside all else, what pictures need. */
    private static void prepare(Class<?> library) {
        try {
            library.getMethod("prepare").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The library is another than the kernel's: run mvn -Plab again", e);
        }
    }

    /** A connection that takes messages from the first moment, and answers them as soon as there is a kernel. */
    private static final class Awaited extends JupyterConnection {
        private final CountDownLatch isAnswered = new CountDownLatch(1);

        Awaited(KernelConnectionProperties properties) throws GeneralSecurityException {
            super(properties);
        }

        void isFor(JavaKernel kernel) {
            kernel.becomeHandlerForConnection(this);
            isAnswered.countDown();
        }

        @Override
        public <T> ShellHandler<T> getHandler(MessageType<T> type) {
            try {
                isAnswered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the channel is closed
            }
            return super.getHandler(type);
        }
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

    /** The magic %classpath, which JJava lets pass whatever it names. What the kernel has already it does not look through again. */
    private static final class Existing extends ClasspathMagic {
        @Override
        public Void eval(JavaKernel kernel, List<String> paths) {
            List<String> others = paths.stream().filter(path -> !isOurs(path)).toList();
            for (String path : others) {
                if (PathsHandler.resolveGlobs(path).stream().noneMatch(Files::exists)) {
                    boolean isLibrary = path.endsWith("backprop.jar");
                    throw new IllegalArgumentException(path + " is missing" + (isLibrary ? ": run mvn -Plab first" : ""));
                }
            }
            return super.eval(kernel, others);
        }

        /** Whether a path is the kernel's own library, or names it where it is not: a notebook need not lie beside the library. */
        private static boolean isOurs(String path) {
            return LIBRARY.map(library -> {
                try {
                    Path ours = Path.of(library.getProtectionDomain().getCodeSource().getLocation().toURI());
                    Path named = Path.of(path);
                    return Files.exists(named)
                            ? Files.isSameFile(named, ours)
                            : ours.getFileName().equals(named.getFileName());
                } catch (URISyntaxException | IOException | InvalidPathException notAFile) {
                    return false;
                }
            }).orElse(false);
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
