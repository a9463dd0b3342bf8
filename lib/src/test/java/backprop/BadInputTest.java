package backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Samples.Bad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Every public method and constructor of the library, called with good arguments but for one. Either it refuses that one in
 * the one sentence and leaves all as it was, or what it makes of it means something.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class BadInputTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String SENTENCE = "(?s).+ must .+, but was .+";
    private static final String IN_PLACE = "(CrossEntropy.error|Softmax.of|Softmax.backward).*";
    private static final int SECONDS = 60; // what takes one on an idle machine may take ten on a busy one

    /** What is accepted, by a pattern of class.method(argument: what is bad), and why: as little as that, and no more. */
    private static final List<String> ACCEPTED =
            """
            .*(with|ending in.*) 1.0E300\\) -- a number of any size is a number
            (Activation|Sigmoid|Dual|Numbers|Table|Estimate|Audit).*\\(\\w+: (0.0|-1.0|1.0E300)\\) -- any number will do
            Numbers.digitsApart\\((one|other): .*\\) -- NaN and infinity have texts of their own
            (FiniteDifference|Confirmed|Scatter|Charts|Check|Derivation|Explore).*\\((x|from|to): (0.0|-1.0|1.0E300)\\) -- any place
            .*\\((eta|noise|points|scale|h): 1.0E300\\) -- any positive number
            NetworkCheck.regularized.lambda: (0.0|1.0E300)\\) -- any that is not negative
            (Numbers|Images|Training|Picture|Explore).*: -?\\d+\\) -- any whole number, as far as it is not refused
            .*(label|isNumeric|at|a|costByActivation|select)\\(.*: (ending in )?0\\) -- counted from 0
            GradientDescent.*steps: 0\\) -- the start alone is a descent
            (Activation|Sigmoid|Dual).*: (with )?-?Infinity\\) -- the limit of the function
            (Layer|Network|Backprop).*\\(\\w+: with Infinity\\) -- the limit where sigmoids saturate
            (CrossEntropy|Softmax).*\\(\\w+: (ending in .*|1[13] long|0)\\) -- only the n numbers from an index on count
            CrossEntropy.of.(activation|cost): with NaN\\) -- an activation or a cost of one's own is no cross-entropy
            (Network.(random|with|withParameters)|Gradient.of).*with NaN\\) -- only the shape of the network is taken
            (Activation|Cost|Curve|Derivation|Training|Grade).*: returning nothing\\) -- who calls the function later judges it
            Training.of.*: with NaN\\) -- run() refuses a cost that is not finite
            (Check.on|NetworkDifference.of).*: with NaN\\) -- what is asked of it cannot be told, or is NaN with an infinite error
            (Estimate|MatrixEstimate|GradientEstimate).cover.* -- what is NaN or infinite lies in no bounds
            Scatter.*: returning nothing\\) -- where nothing is known nothing scatters
            Images.*: with (NaN|Infinity)\\) -- grey in the picture
            Picture.quickly.making: returning nothing\\) -- whatever it makes is returned
            Images.network.network: other shape\\) -- a network of any shape
            NetworkPicture.(neuron|path|ripple).*: (ending in )?0\\) -- counted from 0
            NetworkPicture.gradient.measured: with NaN\\) -- what could not be measured
            Images.digits.caption: returning nothing\\) -- a picture without a caption
            (DataSet.select|Errors.new|Network.(new|of|with)|Instance.of|Sheet.activations).*(long|one less)\\) -- any number of them
            (GradientDescent.minimize|Check|FiniteDifference).*\\((p|start): \\d+ long\\) -- a function may have any number of variables
            (Charts|Curve|Picture|Images.grid|Table|Audit|Explore).*(long|one less)\\) -- as many as there are to show
            (Images.heatMap|Gradient.new|Activation|Backprop.biasGradient|Softmax.of).*other shape\\) -- any shape will do
            Audit.equal.*(claimed|truth): (empty|other shape|returning.*)\\) -- a claim that does not hold
            (Charts.costCurve.measures|Audit.*remark): (empty|.*blank|.*empty)\\) -- as none
            Report.Line.new.numbers: (empty|blank)\\) -- a finding may have no numbers
            (Table.*(ending in (blank|empty)|rows: empty)|Audit.new.rows: empty)\\) -- a cell, a table, an audit may be empty
            Grade.*otherwise: (empty|blank)\\) -- the answer is then called wrong
            Paper.of\\(stated: (empty|2 long)\\) -- any number of them
            Trial.*with (NaN|Infinity)\\) -- numbers may be wrong
            Trial.(of|understood)\\(l: 0\\) -- where only the input is
            Trial.of\\(lambda: (0.0|1.0E300)\\) -- none, or much
            Paper.Row.new\\((line|column): -?\\d+\\) -- what stands where is the text's affair
            Paper.Row.new\\((understood|latex|sides|why|repairs): (empty|blank|one less)\\) -- any of these may be missing
            Sentence.parts.sentence: (empty|blank)\\) -- there may be nothing in it
            Npz.of.*\\) -- every number and text is kept as it is
            Npz.network.activations: (empty|1 long)\\) -- those of the file, or one for all
            (BrokenProof|Instance).is.*|BrokenProof.breaksAt.* -- any answer of a student's is right or wrong
            """.lines().map(line -> line.substring(0, line.indexOf(" -- "))).toList();

    /** One call: which, and what became of it. */
    private record Call(String name, Outcome outcome, String answer) {}

    private enum Outcome {
        REFUSED,
        ACCEPTED,
        WRONG
    }

    private static List<Call> calls; // made once

    /** How many calls are made, refused in the one sentence, accepted for a reason, and answered wrongly. */
    public static synchronized Map<String, Long> counts() throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("calls", (long) calls().size());
        for (Outcome outcome : Outcome.values()) {
            counts.put(
                    outcome.name().toLowerCase(Locale.ROOT),
                    calls().stream().filter(call -> call.outcome() == outcome).count());
        }
        return counts;
    }

    private static synchronized List<Call> calls() throws IOException {
        if (calls == null) {
            calls = publicClasses()
                    .flatMap(BadInputTest::methods)
                    .flatMap(BadInputTest::callsOf)
                    .toList();
        }
        return calls;
    }

    /** Returns every public class of the library. */
    public static Stream<Class<?>> publicClasses() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files
                    .map(file -> CLASSES.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.endsWith(".class") && !name.matches(".*(internal|package-info).*"))
                    .sorted()
                    .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .filter(BadInputTest::isPublic)
                    .toList()
                    .stream();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        return type == null || Modifier.isPublic(type.getModifiers()) && isPublic(type.getEnclosingClass());
    }

    private static Stream<Executable> methods(Class<?> type) {
        Stream<Executable> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers())
                        && (type.isEnum() || !Modifier.isAbstract(m.getModifiers())))
                .filter(m -> !m.isSynthetic() && !m.getName().matches("equals|valueOf|main"))
                .map(Executable.class::cast);
        return Stream.concat(Arrays.stream(type.getConstructors()), methods)
                .sorted(Comparator.comparing(Executable::toGenericString));
    }

    /** A method with the arguments of a call, the object it is called on first. */
    private record Invocation(Executable method, Object[] all) {
        private boolean isOnObject() {
            return method instanceof Method m && !Modifier.isStatic(m.getModifiers());
        }

        Object call() throws ReflectiveOperationException {
            Object[] arguments = isOnObject() ? Arrays.copyOfRange(all, 1, all.length) : all;
            return method instanceof Method m
                    ? m.invoke(isOnObject() ? all[0] : null, arguments)
                    : ((Constructor<?>) method).newInstance(arguments);
        }

        Class<?> type(int i) {
            return isOnObject()
                    ? i == 0 ? method.getDeclaringClass() : method.getParameterTypes()[i - 1]
                    : method.getParameterTypes()[i];
        }

        String typeName(int i) {
            return isOnObject() && i == 0
                    ? ""
                    : Samples.name(method.getGenericParameterTypes()[i - (isOnObject() ? 1 : 0)]);
        }

        String argument(int i) {
            return isOnObject() && i == 0 ? "this" : method.getParameters()[i - (isOnObject() ? 1 : 0)].getName();
        }

        Invocation with(int i, Object value) {
            Object[] changed = all.clone();
            changed[i] = value;
            return new Invocation(method, changed);
        }
    }

    private static String name(Executable method) {
        return method instanceof Method ? method.getName() : "new";
    }

    private static Invocation good(Executable method) {
        List<Object> all = new ArrayList<>();
        if (method instanceof Method m && !Modifier.isStatic(m.getModifiers())) {
            all.add(Samples.object(m));
        }
        for (Parameter parameter : method.getParameters()) {
            all.add(Samples.good(method, name(method), parameter));
        }
        return new Invocation(method, all.toArray());
    }

    private static Stream<Call> callsOf(Executable method) {
        if (method.getParameterCount() == 0
                && (method.getDeclaringClass().isRecord() || !Samples.hasBad(method.getDeclaringClass()))) {
            return Stream.of();
        }
        String name = Samples.name(method.getDeclaringClass()) + "." + name(method);
        Object answer = answer(good(method));
        if (answer instanceof Throwable) {
            return Stream.of(new Call(name + "(good arguments)", Outcome.WRONG, "throws " + answer));
        }
        List<Call> calls = new ArrayList<>();
        int arguments = good(method).all().length;
        for (int i = 0; i < arguments; i++) {
            Invocation good = good(method);
            for (Bad bad : Samples.bad(good.type(i), good.typeName(i), good.all()[i])) {
                if (bad.what().equals("with NaN") || !good.argument(i).equals("this")) {
                    String call = name + "(" + good.argument(i) + ": " + bad.what() + ")";
                    calls.add(judged(call, good(method).with(i, bad.value())));
                }
            }
        }
        return calls.stream();
    }

    private static Call judged(String name, Invocation invocation) {
        List<String> before =
                Arrays.stream(invocation.all()).map(BadInputTest::numbers).toList();
        Object answer = answer(invocation);
        List<String> after =
                Arrays.stream(invocation.all()).map(BadInputTest::numbers).toList();
        boolean mayChange = name.matches(IN_PLACE) && !(answer instanceof Throwable);
        if (!before.equals(after) && !mayChange) {
            return new Call(name, Outcome.WRONG, "changes its arguments");
        }
        if (answer instanceof Throwable thrown) {
            boolean refused = (thrown instanceof IllegalArgumentException || thrown instanceof UncheckedIOException)
                    && String.valueOf(thrown.getMessage()).matches(SENTENCE);
            return new Call(name, refused ? Outcome.REFUSED : Outcome.WRONG, "throws " + thrown);
        }
        boolean shown = name.matches(".*(NaN|Infinity|nothing)\\)")
                && answer.toString().matches("(?s).*(NaN|Infinity|∞|cannot tell|WRONG|wrong).*");
        boolean verdict =
                !name.matches(".*(null|empty)\\)") && answer.toString().matches("(?s)[✗?] .*");
        boolean meant = shown || verdict || ACCEPTED.stream().anyMatch(name::matches);
        return new Call(name, meant ? Outcome.ACCEPTED : Outcome.WRONG, "returns " + answer);
    }

    /** Returns what the call answers, as text, or what it throws; a TimeoutException if it does not end. */
    private static Object answer(Invocation invocation) {
        FutureTask<Object> task = new FutureTask<>(() -> {
            Object answer = invocation.call();
            return answer + numbers(answer);
        });
        Thread thread = new Thread(task, "bad input");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause() instanceof InvocationTargetException thrown ? thrown.getCause() : e.getCause();
        } catch (TimeoutException e) {
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Every number in a value, as text. */
    private static String numbers(Object value) {
        if (value instanceof SimpleMatrix m) {
            return m.getNumRows() + "x" + Arrays.toString(m.getDDRM().data);
        }
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(BadInputTest::numbers).collect(Collectors.joining(","));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(BadInputTest::numbers).collect(Collectors.joining(","));
        }
        if (value instanceof Record) {
            return Arrays.stream(value.getClass().getRecordComponents())
                    .map(component -> numbers(part(value, component)))
                    .collect(Collectors.joining(";"));
        }
        return value instanceof double[] v
                ? Arrays.toString(v)
                : value instanceof int[] n
                        ? Arrays.toString(n)
                        : value instanceof Number || value instanceof Map ? value.toString() : "";
    }

    private static Object part(Object value, RecordComponent component) {
        try {
            return isPublic(value.getClass()) ? component.getAccessor().invoke(value) : null;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void every_bad_argument_is_refused_in_the_one_sentence_or_means_something() throws IOException {
        String wrong = calls().stream()
                .filter(call -> call.outcome() == Outcome.WRONG)
                .map(call ->
                        call.name() + " " + call.answer().lines().findFirst().orElse(""))
                .collect(Collectors.joining("\n"));
        assertEquals("", wrong, counts().toString());
    }

    @Test
    void nothing_is_accepted_that_never_comes() throws IOException {
        Set<String> unused = new TreeSet<>(ACCEPTED);
        for (Call call : calls()) {
            unused.removeIf(
                    pattern -> call.outcome() == Outcome.ACCEPTED && call.name().matches(pattern));
        }
        assertEquals(Set.of(), unused);
        assertTrue(calls().size() > 1000, "calls: " + calls().size());
    }
}
