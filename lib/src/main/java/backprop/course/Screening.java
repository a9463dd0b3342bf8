package backprop.course;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Reads the cells of a submission before any of them is run, and says why one must not be. A cell is split as the kernel
 * splits it, by JShell, and each piece is parsed by the JDK's own compiler: no search in text, but for the kernel's magics,
 * which are no Java and which the kernel itself finds so.
 */
final class Screening implements AutoCloseable {
    /** The kernel's own pattern of a magic: at the start of a line, or after =, in comments and texts also. */
    private static final Pattern MAGIC = Pattern.compile("(?m)(?<=(?:^|=))\\s*%{1,2}\\w");

    /** In which surroundings a piece of a cell is Java, and how deep it then lies: in classes and methods, and in scopes. */
    enum As {
        DECLARATION("class $ {\n%s\n}", 1, 1),
        STATEMENT("class $ { void $() {\n%s\n} }", 2, 3),
        EXPRESSION("class $ { Object $ =\n%s\n; }", 1, 1),
        IMPORT("%s", 0, 0);

        final int depth;
        final int scopes;
        private final String around;

        As(String around, int depth, int scopes) {
            this.around = around;
            this.depth = depth;
            this.scopes = scopes;
        }

        String text(String piece) {
            boolean ends = this == EXPRESSION && piece.endsWith(";");
            return around.replace("%s", ends ? piece.substring(0, piece.length() - 1) : piece);
        }
    }

    /** A role of cells besides their names: tests, whose variables no answer may name. */
    static final String TEST = "test!";

    private final JShell shell = JShell.builder().executionEngine("local").build();
    private final Set<String> ofTests = new HashSet<>();

    /**
     * Answers each line on stdin, a cell in Base64 after its name in the course and a space, by a line on stdout, in Base64
     * too: why the cell must not be run, empty if it may. A cell named {@value #TEST} is a test, and known from then on.
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Screening screening = new Screening()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] given = line.split(" ", -1);
                String cell = new String(Base64.getDecoder().decode(given[1]), StandardCharsets.UTF_8);
                String fault = screening.faultOrFailure(cell, given[0]);
                out.println(Base64.getEncoder().encodeToString(fault.getBytes(StandardCharsets.UTF_8)));
                out.flush();
            }
        }
    }

    /** The same as {@link #fault}; what makes the reading itself fail, such as a thousand brackets, is not run. */
    private String faultOrFailure(String cell, String name) {
        try {
            return fault(cell, name);
        } catch (RuntimeException | StackOverflowError e) {
            return "the compiler cannot read it";
        }
    }

    /**
     * Returns why a cell must not be run, in words that go on from 'Not run: '.
     *
     * @param name in the course; 'name' is the cell in which a student writes theirs
     * @return empty if nothing speaks against it
     */
    String fault(String cell, String name) {
        if (MAGIC.matcher(cell).find()) {
            return "a % at the start of a line or after = commands the kernel";
        }
        Set<String> declared = new HashSet<>();
        SourceCodeAnalysis.CompletionInfo piece = shell.sourceCodeAnalysis().analyzeCompletion(cell);
        while (piece.completeness().isComplete()) {
            String fault = faultOfPiece(piece.source().strip(), declared, name);
            if (!fault.isEmpty() && !name.equals(TEST)) {
                return fault;
            }
            piece = shell.sourceCodeAnalysis().analyzeCompletion(piece.remaining());
        }
        if (name.equals(TEST)) {
            ofTests.addAll(declared);
        }
        boolean whole = piece.completeness() == SourceCodeAnalysis.Completeness.EMPTY;
        return whole ? "" : "it ends too early: is a bracket not closed?";
    }

    private String faultOfPiece(String piece, Set<String> declared, String name) {
        String broken = "";
        for (As as : As.values()) {
            DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
            CompilationUnitTree tree = new Source(as.text(piece)).parsed(said);
            List<Diagnostic<? extends JavaFileObject>> errors = said.getDiagnostics().stream()
                    .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                    .toList();
            if (errors.isEmpty()) {
                return new PieceScanner(as, ofTests, declared, name.equals("name")).fault(tree);
            }
            broken = as == As.STATEMENT ? errors.get(0).getMessage(Locale.ENGLISH) : broken;
        }
        return "it is not Java: " + broken.replaceAll("\\s+", " ");
    }

    @Override
    public void close() {
        shell.close();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///$.java"), Kind.SOURCE);
            this.text = text;
        }

        CompilationUnitTree parsed(DiagnosticCollector<JavaFileObject> said) {
            JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(Writer.nullWriter(), null, said, List.of("-proc:none"), null, List.of(this));
            try {
                return task.parse().iterator().next();
            } catch (IOException e) {
                throw new IllegalStateException("text in memory cannot fail to be read", e);
            }
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
