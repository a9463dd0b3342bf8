package backprop.course;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a graded cell may name: an allow-list, so that what nobody thought of is refused. */
final class Permitted {
    /** What the kernel and the set-up cell import: where a simple name is looked for. */
    private static final List<String> IMPORTED = words("""
            java.lang java.util java.io java.math java.net java.time java.nio.file java.util.concurrent java.util.prefs
            java.util.regex java.util.function java.util.stream org.ejml.simple backprop backprop.check backprop.course
            backprop.data backprop.difference backprop.formula backprop.notebook backprop.plot backprop.text
            backprop.training""");

    /** Names of packages: whoever takes one for a variable or a class hides what the tests call. */
    static final List<String> ROOTS = words("backprop java javax jdk sun com org io dev netscape pabeles REPL");

    /** Packages of which all may be named. */
    private static final List<String> WHOLE = words("""
            java.util.function java.util.stream java.util.regex java.util.concurrent.atomic java.math java.time java.text
            org.ejml.simple org.ejml.data org.ejml.dense.row backprop backprop.check backprop.data backprop.difference
            backprop.formula backprop.plot backprop.text backprop.training""");

    /** Of other packages, the types that may be named. */
    private static final Map<String, List<String>> SOME = Map.of(
            "java.lang", words("""
                    Appendable AutoCloseable Boolean Byte CharSequence Character Cloneable Comparable Deprecated Double Enum
                    Float FunctionalInterface Integer Iterable Long Math Number Object Override Record Runnable SafeVarargs
                    Short StrictMath String StringBuilder SuppressWarnings System Throwable Void"""),
            "java.util.concurrent", words("Callable ConcurrentHashMap ThreadLocalRandom TimeUnit"),
            "java.io", words("Serializable"),
            "backprop.course", words("BrokenProof Instance"),
            "backprop.notebook", words("Companion Explore"));

    private static final List<String> NOT_OF_UTIL = words("""
            Formatter ListResourceBundle Properties PropertyResourceBundle ResourceBundle Scanner ServiceLoader Timer
            TimerTask""");

    private static final List<String> OF_SYSTEM =
            words("arraycopy currentTimeMillis err identityHashCode lineSeparator nanoTime out");

    /** Methods that no graded cell needs, whatever they are called on, by what they do. */
    private static final Map<String, List<String>> MEMBERS = Map.of(
            "looks into classes", words("""
                    class getClass getDeclaringClass getClassType describeConstable forName getClassLoader getModule
                    getResource getResourceAsStream getMethod getMethods getDeclaredMethod getDeclaredMethods getField
                    getFields getDeclaredField getDeclaredFields getConstructor getConstructors getDeclaredConstructor
                    getDeclaredConstructors getProtectionDomain newInstance setAccessible loadClass"""),
            "commands the kernel", words("evalRaw eval lineMagic cellMagic getKernelInstance notebookKernel render"),
            "asks for the answer", words("breaksAt isLost isPlanted gradientWith"),
            "changes the whole Java machine", words("setDefault"));

    /** What is in a package, in words that go on from 'which'; the longest name that fits counts. */
    private static final Map<String, String> DOES = Map.of(
            "java.io", "reads or writes files",
            "java.nio", "reads or writes files",
            "java.net", "uses the network",
            "java.util.concurrent", "runs threads",
            "java.lang.reflect", "looks into classes",
            "java.lang.invoke", "looks into classes",
            "org.dflib", "commands the kernel",
            "io.github", "commands the kernel",
            "jdk.jshell", "commands the kernel",
            "backprop.course", "judges, and is not for answers");

    /** The same for types of java.lang, by how their names begin. */
    private static final Map<String, String> DOES_IN_LANG = Map.of(
            "Process", "starts or ends processes",
            "Runtime", "starts or ends processes",
            "Thread", "runs threads",
            "Class", "looks into classes",
            "Module", "looks into classes",
            "StackWalker", "looks into classes");

    private static final Map<String, Optional<Class<?>>> FOUND = new HashMap<>();

    private Permitted() {}

    private static List<String> words(String text) {
        return List.of(text.split("\\s+"));
    }

    /** The type that a simple name stands for in a cell, if it is one that the kernel or the set-up cell imports. */
    static Optional<Class<?>> imported(String name) {
        return FOUND.computeIfAbsent(
                name,
                any -> IMPORTED.stream()
                        .flatMap(from -> type(from + "." + name).stream())
                        .findFirst());
    }

    /** The type of a full name, never initialised. */
    static Optional<Class<?>> type(String name) {
        try {
            return Optional.of(Class.forName(name, false, Permitted.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** Why a type is refused, empty if it is not. A name that stands for none here is judged by its package. */
    static String fault(String from, String name) {
        boolean fits = WHOLE.contains(from)
                || SOME.getOrDefault(from, List.of()).contains(name)
                || from.equals("java.util") && !NOT_OF_UTIL.contains(name)
                || from.startsWith("java.") && (name.endsWith("Exception") || name.endsWith("Error"));
        return fits ? "" : "it uses " + name + ", which " + does(from, name);
    }

    /** Why an import of all of a package is refused, empty if it is not. */
    static String packageFault(String name) {
        boolean fits = IMPORTED.contains(name) || WHOLE.contains(name);
        return fits ? "" : "it imports all of " + name + ", which " + does(name, "");
    }

    private static String does(String from, String name) {
        Stream<Map.Entry<String, String>> fitting = from.equals("java.lang")
                ? DOES_IN_LANG.entrySet().stream().filter(entry -> name.startsWith(entry.getKey()))
                : DOES.entrySet().stream().filter(entry -> (from + ".").startsWith(entry.getKey() + "."));
        return fitting.max(Map.Entry.comparingByKey()).map(Map.Entry::getValue).orElse("no answer needs");
    }

    /** Why what follows a dot is refused, empty if it is not. */
    static String memberFault(String of, String name) {
        if (of.equals("System") && !OF_SYSTEM.contains(name)) {
            return "it uses System." + name + ", which reaches beyond the cell";
        }
        if (of.equals("Check") && name.equals("on")) {
            return "it uses Check.on, which asks for the answer";
        }
        return MEMBERS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(entry -> "it uses " + name + ", which " + entry.getKey())
                .findFirst()
                .orElse("");
    }

    /** Whether a class of a student's may extend or implement a type: what tests call must be the library's own. */
    static boolean mayBeExtended(Class<?> type) {
        return type.isAnnotationPresent(FunctionalInterface.class)
                || type == Comparable.class
                || type == Object.class
                || Throwable.class.isAssignableFrom(type);
    }
}
