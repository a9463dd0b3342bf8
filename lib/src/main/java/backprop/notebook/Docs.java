package backprop.notebook;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.DiagnosticListener;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the library's sources say of everything public. They lie in the jar: one text for all readers. */
final class Docs {
    private static final String FOLDER = "META-INF/sources";
    private static final Set<String> UNTOLD = Set.of("equals", "hashCode", "main");

    /** Read when it is first asked for. */
    private static final class Read {
        static final List<Entry> ENTRIES = read();
    }

    /**
     * What is said of one type, method, constructor or constant.
     *
     * @param type its own or the enclosing type's name, with the package
     * @param name of a member; empty for the type itself
     * @param signature as in Java
     * @param first the first sentence as text, maybe empty
     * @param doc null if nothing is said
     */
    record Entry(String type, String name, String signature, String first, DocCommentTree doc) {
        /** The type's name without its package. */
        String simpleType() {
            return type.replaceFirst("^[a-z.]*", "");
        }

        boolean isType() {
            return name.isEmpty();
        }
    }

    private Docs() {}

    /** Returns all of them, a type before its members. */
    static List<Entry> all() {
        return Read.ENTRIES;
    }

    private static List<Entry> read() {
        try {
            URI place = Docs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path path = Path.of(place);
            if (Files.isDirectory(path)) {
                return read(path);
            }
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return read(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Entry> read(Path root) throws IOException {
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve(FOLDER))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                String code = Files.readString(file);
                sources.add(new Source(root.relativize(file).toString().replace('\\', '/'), code));
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "Help needs a JDK, but this Java is a runtime: " + System.getProperty("java.home"));
        }
        DiagnosticListener<JavaFileObject> silent = problem -> {};
        JavacTask task = (JavacTask) compiler.getTask(null, null, silent, List.of("-proc:none"), null, sources);
        Reader reader = new Reader(DocTrees.instance(task));
        task.parse().forEach(reader::unit);
        return List.copyOf(reader.entries);
    }

    /** A source as the compiler takes it. */
    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }

    /** Finds what is public in syntax trees. */
    private record Reader(DocTrees trees, List<Entry> entries) {
        Reader(DocTrees trees) {
            this(trees, new ArrayList<>());
        }

        void unit(CompilationUnitTree unit) {
            String packageName = unit.getPackageName().toString();
            TreePath path = new TreePath(unit);
            for (Tree type : unit.getTypeDecls()) {
                if (type instanceof ClassTree c && c.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                    type(new TreePath(path, c), packageName + ".");
                }
            }
        }

        private void type(TreePath path, String before) {
            ClassTree type = (ClassTree) path.getLeaf();
            String name = before + type.getSimpleName();
            add(path, name, "", kind(type) + " " + name + components(type));
            for (Tree member : type.getMembers()) {
                TreePath at = new TreePath(path, member);
                if (member instanceof ClassTree c && isPublic(c.getModifiers(), type)) {
                    type(at, name + ".");
                } else if (member instanceof MethodTree m && isPublic(m.getModifiers(), type)) {
                    method(at, m, name, type);
                } else if (member instanceof VariableTree v && isPublic(v.getModifiers(), type)) {
                    add(at, name, v.getName().toString(), simple(name) + "." + v.getName());
                }
            }
        }

        private void method(TreePath at, MethodTree m, String type, ClassTree owner) {
            boolean isConstructor = m.getName().contentEquals("<init>");
            String name = isConstructor
                    ? owner.getSimpleName().toString()
                    : m.getName().toString();
            boolean isCompact = isConstructor && owner.getKind() == Tree.Kind.RECORD;
            if (isCompact || UNTOLD.contains(name)) {
                return; // the type says it
            }
            String parameters = m.getParameters().stream()
                    .map(p -> p.toString().replaceFirst("^final ", ""))
                    .collect(Collectors.joining(", ", "(", ")"));
            String signature =
                    isConstructor ? "new " + simple(type) : m.getReturnType() + " " + simple(type) + "." + name;
            add(at, type, name, signature + parameters);
        }

        private void add(TreePath at, String type, String name, String signature) {
            DocCommentTree doc = trees.getDocCommentTree(at);
            String first = doc == null ? "" : new DocText(type, false).line(doc.getFirstSentence());
            entries.add(new Entry(type, name, signature, first, doc));
        }

        private static boolean isPublic(ModifiersTree modifiers, ClassTree owner) {
            boolean isImplied = owner.getKind() == Tree.Kind.INTERFACE || owner.getKind() == Tree.Kind.ANNOTATION_TYPE;
            return isImplied && !modifiers.getFlags().contains(Modifier.PRIVATE)
                    || modifiers.getFlags().contains(Modifier.PUBLIC);
        }

        private static String kind(ClassTree type) {
            return switch (type.getKind()) {
                case RECORD -> "record";
                case ENUM -> "enum";
                case INTERFACE -> "interface";
                default -> "class";
            };
        }

        /** A record's, which are fields of its tree. */
        private static String components(ClassTree type) {
            if (type.getKind() != Tree.Kind.RECORD) {
                return "";
            }
            return type.getMembers().stream()
                    .filter(m -> m instanceof VariableTree v
                            && !v.getModifiers().getFlags().contains(Modifier.STATIC))
                    .map(m -> ((VariableTree) m).getType() + " " + ((VariableTree) m).getName())
                    .collect(Collectors.joining(", ", "(", ")"));
        }

        private static String simple(String type) {
            return type.replaceFirst("^[a-z.]*", "");
        }
    }
}
