package backprop.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScreeningTest {
    private static final Screening SCREENING = new Screening();
    private static final Screening WITH_TESTS = new Screening();

    @AfterAll
    static void close() {
        SCREENING.close();
        WITH_TESTS.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            System.exit(0);                                           | it uses System.exit
            java.lang.System.exit(0);                                 | it uses System.exit
            \\u0053ystem.exit(0);                                      | it uses System.exit
            System . /* so */ exit (0)                                | it uses System.exit
            import static java.lang.System.*;                         | it uses System.*
            import static java.lang.System.exit; exit(0);             | it uses System.exit
            IntConsumer end = System::exit;                           | it uses System.exit
            System.setOut(null)                                       | it uses System.setOut
            Runtime.getRuntime().halt(0)                              | it uses Runtime, which starts or ends processes
            var r = java.lang.Runtime.getRuntime();                   | it uses Runtime
            ProcessHandle.current().parent().get().destroyForcibly()  | it uses ProcessHandle, which starts or ends processes
            new ProcessBuilder("sh").start()                          | it uses ProcessBuilder
            int f() { return new Object() { int g() { return Runtime.version().feature(); } }.g(); } | it uses Runtime
            "".getClass()                                             | it uses getClass, which looks into classes
            getClass()                                                | it uses getClass
            Function<Object, Object> f = Object::getClass;            | it uses getClass
            m.getType().getClassType().forName("x")                   | it uses forName, which looks into classes
            TimeUnit.DAYS.getDeclaringClass()                         | it uses getDeclaringClass
            var c = Sigmoid.class;                                    | it uses class, which looks into classes
            Class<?> c;                                               | it uses Class
            Class.forName("x")                                        | it uses forName
            import java.lang.reflect.Field;                           | it uses Field, which looks into classes
            import java.lang.reflect.*;                               | it imports all of java.lang.reflect, which looks into classes
            java.lang.invoke.MethodHandles.lookup()                   | it uses MethodHandles, which looks into classes
            new java.net.URLClassLoader(null)                         | it uses URLClassLoader
            ClassLoader l;                                            | it uses ClassLoader
            ServiceLoader.load(null)                                  | it uses ServiceLoader
            Thread.currentThread().getContextClassLoader()            | it uses Thread, which runs threads
            new Timer()                                               | it uses Timer
            Executors.newCachedThreadPool()                           | it uses Executors, which runs threads
            CompletableFuture.runAsync(null)                          | it uses CompletableFuture, which runs threads
            Files.writeString(null, "")                               | it uses Files, which reads or writes files
            java.nio.file.Files.delete(null)                          | it uses Files, which reads or writes files
            new FileWriter("x")                                       | it uses FileWriter, which reads or writes files
            new PrintStream("x")                                      | it uses PrintStream
            new Formatter("x")                                        | it uses Formatter
            new java.util.Formatter("x")                              | it uses Formatter
            new Scanner("x")                                          | it uses Scanner
            import java.sql.*;                                        | it imports all of java.sql
            new SimpleMatrix(1, 1).saveToFileCSV("../x")              | it uses saveToFileCSV with a file
            training.autosave("/tmp/x").run()                         | it uses autosave with a file
            training.save("../x")                                     | it uses save with a file
            String s = "x"; Digits.load(s)                            | it uses load with a file
            Digits.load("../../hidden/digits.csv.gz")                 | it uses load with a file
            Function<String, DataSet> f = Digits::load;               | it uses load with a file
            import static backprop.data.Digits.load;                  | it imports backprop.data.Digits.load, which hides
            import static backprop.data.Digits.*;                     | it imports backprop.data.Digits.*, which hides
            Course.file("hidden/digits.csv.gz")                       | it uses Course, which judges
            backprop.course.Grade.outOf(1)                            | it uses Grade, which judges
            mine.isPlanted(1, 2)                                      | it uses isPlanted, which asks for the answer
            BrokenProof.of(me, "proof").breaksAt(1)                   | it uses breaksAt, which asks for the answer
            mine.check().gradient(null)                               | it uses check(), which asks for the answer
            Check.on(null, null, null)                                | it uses Check.on, which asks for the answer
            org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel().evalRaw("class backprop {}") | it uses evalRaw, which commands the kernel
            var k = org.dflib.jjava.kernel.JavaNotebookStatics.kernel(); | it uses JavaNotebookStatics, which commands the kernel
            import org.dflib.jjava.jupyter.kernel.*;                  | it imports all of org.dflib.jjava.jupyter.kernel, which commands the kernel
            eval("class backprop {}")                                 | it uses eval, which commands the kernel
            getKernelInstance()                                       | it uses getKernelInstance
            lineMagic("classpath", List.of("x"))                      | it uses lineMagic
            jdk.jshell.JShell.create()                                | it uses JShell, which commands the kernel
            REPL.x                                                    | it uses REPL
            int backprop = 1;                                         | it uses backprop, the name of a package
            class org { }                                             | it uses org, the name of a package
            class Double { }                                          | it gives a class of its own the name Double
            class M extends SimpleMatrix { }                          | it makes a SimpleMatrix of its own
            class M extends org.ejml.simple.SimpleMatrix { }          | it makes a org.ejml.simple.SimpleMatrix of its own
            new SimpleMatrix(1, 1) { }                                | it makes a SimpleMatrix of its own
            class L<T> extends ArrayList<T> { }                       | it makes a ArrayList of its own
            new AbstractList<Network>() { }                           | it makes a AbstractList of its own
            me = "Grace Hopper";                                      | it gives 'me' another value
            String me = "Grace Hopper";                               | it gives 'me' another value
            int f() { me += "x"; return 1; }                          | it gives 'me' another value
            Locale.setDefault(Locale.GERMANY)                         | it uses setDefault, which changes the whole Java machine
            %classpath evil.jar                                       | a % at the start of a line
            int a = %classpath evil.jar                               | a % at the start of a line
            int a = 1; // = %classpath evil.jar                       | a % at the start of a line
            int f() {                                                 | it ends too early
            int f() } System.exit(0); {                               | it is not Java:
            """)
    void is_not_run(String cell, String why) {
        String fault = SCREENING.fault(cell, "sigma");
        assertTrue(fault.startsWith(why), fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "// only a remark",
                "1 + 1",
                "int a = 7 % 3;",
                "int a = 7\n    % 3;",
                "String s = \"100 % of System.exit(0)\";",
                "/* Runtime.getRuntime() */ double f(double z) { return exp(-z); }\nf(1)",
                "for (int i = 0; i < 3; i++) { }",
                "System.out.println(\"here\"); System.err.print(1);",
                "import java.util.*; import java.util.Map.Entry;",
                "import static java.lang.Math.*; import java.util.concurrent.atomic.AtomicInteger;",
                "record Pair(double a, double b) implements Comparable<Pair> {"
                        + " public int compareTo(Pair o) { return Double.compare(a, o.a); } }",
                "interface Rule { double of(double z); } class Half implements Rule { public double of(double z) { return z / 2; } }",
                "new Comparator<Integer>() { public int compare(Integer a, Integer b) { return b - a; } }",
                "throw new UnsupportedOperationException(\"your code here\");",
                "DataSet own = Digits.load(\"digits.csv.gz\");",
                "Derivation.of(\"f\", Sigmoid::derivative).check(-6, 6)",
                "int kernel = 3; double eval = kernel;",
                "training.autosave(\"digits.run\").run()",
                "mine.planted(1).w(1).getDDRM().data[0]",
                "@Deprecated int old() { return 1; }",
                "enum E { A, B }",
                "Thing make() { return new Thing(); } class Thing { }",
                "double loadFactor(double x) { return x; } loadFactor(a)",
                "switch (3) { case 3 -> System.out.println(); default -> { } }"
            })
    void is_run(String cell) {
        assertEquals("", SCREENING.fault(cell, "sigma"));
    }

    @Test
    void a_name_is_given_in_its_own_cell_only_and_not_later_by_a_method_there() {
        assertEquals("", SCREENING.fault("String me = \"\";\n// write below\nme = \"Ada Lovelace\";", "name"));
        String later = "String me = \"Ada Lovelace\"; int f() { me = \"Grace Hopper\"; return 1; }";
        assertEquals("it gives 'me' another value, outside the cell for your name", SCREENING.fault(later, "name"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ForwardPass forward(Network n, SimpleMatrix x) { return right; }                       | right
            DataSet stolen = hidden;                                                               | hidden
            Object right = null; Object f() { return right; }                                      | right
            { int hidden = 1; } var stolen = hidden;                                               | hidden
            int f(Object o) { if (o instanceof Integer right) { } return right; }                  | right
            int f(int n) { switch (n) { default: int right = 1; } return right; }                  | right
            int f() { for (int right = 0; right < 1; right++) { } return right; }                  | right
            int f() { return new Object() { int right = 1; }.hashCode() + right; }                 | right
            Supplier<Object> f = () -> right;                                                      | right
            int f() { int a = right; int right = 1; return a; }                                    | right
            """)
    void a_variable_of_a_test_is_not_for_answers(String cell, String name) {
        assertEquals("it uses " + name + ", which a test declares", withTests(cell));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int f() { int right = 0; right++; return right; }",
                "int f(int right) { return right; }",
                "f(right -> right + 1)",
                "var right = 3; right + 1",
                "for (int right = 0; right < 3; right++) { }",
                "int right() { return 1; } right()",
                "record R(int right) { int twice() { return 2 * right; } }",
                "double inner = a.right;",
                "int f() { try (var right = g()) { return right.n(); } catch (Exception hidden) { throw hidden; } }"
            })
    void the_same_name_for_a_variable_of_one_s_own_is(String cell) {
        assertEquals("", withTests(cell));
    }

    private static String withTests(String cell) {
        String test = "var right = 1; // BEGIN HIDDEN TESTS\nint[] hidden = f(x -> x);";
        assertEquals("", WITH_TESTS.fault(test, Screening.TEST));
        return WITH_TESTS.fault(cell, "sigma");
    }

    @Test
    void answers_line_by_line() throws IOException {
        InputStream in = System.in;
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            String cells = "name " + base64("me = \"Ä\";") + "\n" + "sigma " + base64("me = \"Ä\";") + "\n" + "sigma "
                    + base64("(".repeat(20_000) + "1" + ")".repeat(20_000)) + "\n";
            System.setIn(new ByteArrayInputStream(cells.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            Screening.main(new String[0]);
        } finally {
            System.setIn(in);
            System.setOut(out);
        }
        String fault = "it gives 'me' another value, outside the cell for your name";
        assertEquals(
                List.of("", base64(fault), base64("the compiler cannot read it")),
                said.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
