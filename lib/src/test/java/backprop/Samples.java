package backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.check.Audit;
import backprop.check.Check;
import backprop.check.Derivation;
import backprop.check.Equation;
import backprop.check.NetworkCheck;
import backprop.check.Report;
import backprop.check.Verdict;
import backprop.course.BrokenProof;
import backprop.course.Grade;
import backprop.course.Instance;
import backprop.data.Npz;
import backprop.difference.Dual;
import backprop.difference.Estimate;
import backprop.difference.FiniteDifference;
import backprop.difference.MatrixEstimate;
import backprop.difference.NetworkDifference;
import backprop.formula.Convention;
import backprop.formula.Formula;
import backprop.formula.Paper;
import backprop.formula.Trial;
import backprop.notebook.Explore;
import backprop.notebook.Help;
import backprop.plot.Charts;
import backprop.plot.Curve;
import backprop.plot.Images;
import backprop.plot.Picture;
import backprop.text.Table;
import backprop.training.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/** A good argument for every parameter of the public methods, and what is bad in its place. */
final class Samples {
    /** By type, or by class, method, number of parameters and name where another is needed. */
    private static final Map<String, Supplier<Object>> GOOD = new HashMap<>();

    /** A bad argument, and what is wrong with it. */
    record Bad(String what, Object value) {}

    private static final String FORMULA = "∂C/∂bˡ = δˡ⁺¹";

    private Samples() {}

    static {
        textbook();
        functions();
        others();
        exceptions();
    }

    /** Returns a good value of each type that the library itself declares. */
    static List<Object> ours() {
        return GOOD.values().stream()
                .map(Supplier::get)
                .filter(value -> value.getClass().getName().startsWith("backprop."))
                .filter(value -> !value.getClass().isHidden())
                .toList();
    }

    private static void textbook() {
        GOOD.put("boolean", () -> true);
        GOOD.put("int", () -> 1);
        GOOD.put("long", () -> 1L);
        GOOD.put("double", () -> 0.5);
        GOOD.put("String", () -> "cost");
        GOOD.put("double[]", Samples::vector);
        GOOD.put("double[][]", () -> new double[][] {{0.5, 0.25}, {0.125, 0.75}});
        GOOD.put("int[]", () -> new int[] {2, 2, 2});
        GOOD.put("SimpleMatrix", Samples::square);
        GOOD.put("List<SimpleMatrix>", () -> List.of(square(), square()));
        GOOD.put("Activation", () -> Activation.SIGMOID);
        GOOD.put("Activation[]", () -> new Activation[] {Activation.TANH, Activation.SIGMOID});
        GOOD.put("Cost", () -> Cost.HALF_SQUARED_ERROR);
        GOOD.put("Layer", () -> network().layer(1));
        GOOD.put("Layer[]", () -> network().layers().toArray(Layer[]::new));
        GOOD.put("List<Layer>", () -> network().layers());
        GOOD.put("Network", Samples::network);
        GOOD.put("DataSet", Samples::data);
        GOOD.put("ForwardPass", () -> network().forward(square()));
        GOOD.put(
                "Errors",
                () -> Backprop.errors(network(), Cost.SQUARED_ERROR, network().forward(square()), square()));
        GOOD.put("Gradient", () -> Gradient.of(network(), vector()));
        GOOD.put("History", () -> history("a", 2, 1));
        GOOD.put("History[]", () -> new History[] {history("a", 2, 1), history("b", 3, 2)});
        GOOD.put("List<Double>", () -> List.of(2.0, 1.0));
        GOOD.put("Map<String, List<Double>>", () -> Map.of("accuracy", List.of(0.5, 0.75)));
        GOOD.put("Descent", () -> new Descent(List.of(new double[] {1, 2}, new double[] {0, 1}), history("a", 2, 1)));
        GOOD.put("Descent[]", () -> new Descent[] {(Descent) GOOD.get("Descent").get()});
        GOOD.put("List<double[]>", () -> List.of(vector(), vector()));
    }

    private static void functions() {
        function("DoubleUnaryOperator", (DoubleUnaryOperator) Sigmoid::of);
        function("DoubleBinaryOperator", (DoubleBinaryOperator) (a, y) -> a - y);
        function("IntPredicate", (IntPredicate) column -> true);
        function("IntFunction<String>", (IntFunction<String>) t -> "digit");
        function("Predicate<History>", (Predicate<History>) history -> false);
        function("Consumer<History>", (Consumer<History>) history -> {});
        function("ToDoubleFunction<Network>", (ToDoubleFunction<Network>) net -> 1);
        function("ToDoubleFunction<double[]>", (ToDoubleFunction<double[]>)
                p -> Arrays.stream(p).map(v -> v * v).sum());
        function("UnaryOperator<double[]>", (UnaryOperator<double[]>)
                p -> Arrays.stream(p).map(v -> 2 * v).toArray());
        function("UnaryOperator<Network>", (UnaryOperator<Network>) net -> net.random(2));
        function("UnaryOperator<Dual>", (UnaryOperator<Dual>) Dual::exp);
        function("UnaryOperator<SimpleMatrix>", (UnaryOperator<SimpleMatrix>) delta -> Backprop.biasGradient(delta));
        function("BinaryOperator<SimpleMatrix>", (BinaryOperator<SimpleMatrix>) Backprop::weightGradient);
        function("Supplier<SimpleMatrix>", (Supplier<SimpleMatrix>) Samples::square);
        function("NetworkCheck$OutputError", (NetworkCheck.OutputError) (a, y, z) -> a.minus(y));
        function("NetworkCheck$HiddenError", (NetworkCheck.HiddenError) (w, delta, z) -> delta);
        function("NetworkCheck$OutputErrorOfLayer", (NetworkCheck.OutputErrorOfLayer) (l, g, a, y, z) -> a.minus(y));
        function("NetworkCheck$HiddenErrorOfLayer", (NetworkCheck.HiddenErrorOfLayer) (l, g, w, delta, z) -> delta);
        function("NetworkCheck$BiasGradientOfLayer", (NetworkCheck.BiasGradientOfLayer)
                (l, delta) -> Backprop.biasGradient(delta));
        function("NetworkCheck$WeightGradientOfLayer", (NetworkCheck.WeightGradientOfLayer)
                (l, delta, a) -> Backprop.weightGradient(delta, a));
        function("ToDoubleFunction<SimpleMatrix>", (ToDoubleFunction<SimpleMatrix>) m -> m.elementSum());
        function(
                "Function<double[], double[][]>", (Function<double[], double[][]>) p -> new double[p.length][p.length]);
        function("Function<? super T, ?>", (Function<Double, Double>) eta -> 2 * eta);
        function("BiFunction<? super A, ? super B, ?>", (BiFunction<Double, Double, Double>) Double::sum);
        function("Explore$OfThree<? super A, ? super B, ? super C>", (Explore.OfThree<Double, Double, Double>)
                (a, b, c) -> a);
        function("Supplier<T>", (Supplier<String>) () -> "made");
        function("Callable<Boolean>", (Callable<Boolean>) () -> true);
        function("Callable<Report>", (Callable<Report>) () -> null);
        function("Grade$Fault", (Grade.Fault) () -> "");
        function("BiFunction<Network, DataSet, Gradient>", (BiFunction<Network, DataSet, Gradient>)
                (net, data) -> Backprop.gradient(net, Cost.HALF_SQUARED_ERROR, data));
    }

    private static void function(String type, Object function) {
        GOOD.put(type, () -> function);
    }

    private static void others() {
        GOOD.put("CrossEntropy", () -> CrossEntropy.OF_SOFTMAX);
        GOOD.put("Training", () -> Training.of(network(), Cost.SQUARED_ERROR, data()));
        GOOD.put("Training.save.this", Samples::trained);
        GOOD.put("Training.save1.path", () -> file());
        GOOD.put("Training.autosave1.path", () -> file() + ".new");
        GOOD.put("Training.load1.path", () -> {
            String file = file();
            trained().save(file);
            return file;
        });
        GOOD.put(
                "Npz",
                () -> Npz.of(network())
                        .and(Npz.of((Gradient) GOOD.get("Gradient").get()))
                        .and(Npz.of(history("a", 2, 1)))
                        .and(Npz.of("x", square())));
        GOOD.put("Npz.and1.others", () -> Npz.of("other", 1));
        GOOD.put("Npz.matrix1.name", () -> "w1");
        GOOD.put("Npz.numbers1.name", () -> "w1");
        GOOD.put("Npz.texts1.name", () -> "label");
        GOOD.put("Npz.save1.path", () -> file());
        GOOD.put("Npz.network1.activations", () -> new Activation[] {Activation.SIGMOID, Activation.SIGMOID});
        GOOD.put("Npz.load1.paths", () -> {
            String file = file();
            Npz.of(network()).save(file);
            return new String[] {file};
        });
        GOOD.put("Dual", () -> Dual.variable(0.5));
        GOOD.put("FiniteDifference", () -> FiniteDifference.SIXTH);
        GOOD.put("Estimate", () -> new Estimate(0.5, 0.25));
        GOOD.put("MatrixEstimate", () -> new MatrixEstimate(column(), column()));
        GOOD.put("GradientEstimate", () -> difference().gradient());
        GOOD.put("NetworkDifference", Samples::difference);
        GOOD.put("NetworkCheck", Samples::check);
        GOOD.put(
                "Derivation$InVariables",
                () -> Derivation.inVariables("f", p -> p[0]).line("g", p -> p[0]));
        GOOD.put("Derivation", () -> Derivation.of("f", Math::sin).line("g", Math::cos));
        GOOD.put("Equation", () -> Equation.BP1);
        GOOD.put("Verdict", () -> Verdict.PASS);
        GOOD.put("Cause", () -> check().mistakes().keySet().iterator().next());
        GOOD.put("Optional<Cause$Where>", Optional::empty);
        GOOD.put("SortedSet<Integer>", () -> new TreeSet<>(List.of(1)));
        GOOD.put("Audit", () -> Audit.of("a text"));
        GOOD.put("List<Audit$Row>", () -> List.of(new Audit.Row("1", "claim", true, "0", "")));
        GOOD.put("Grade", () -> Grade.outOf(5));
        GOOD.put("Instance", () -> Instance.of("Ada", "key", Cost.HALF_SQUARED_ERROR, 1, 2, 2, 2));
        GOOD.put("BrokenProof", () -> BrokenProof.of("Ada", "key"));
        GOOD.put("Table", () -> Table.of("a", "b").row(1, 2));
        GOOD.put("Paper", () -> Paper.of(FORMULA));
        GOOD.put("Paper$Row", () -> Paper.of(FORMULA).rows().get(0));
        GOOD.put(
                "Trial",
                () -> Trial.of(network(), network().forward(square()), square(), 0.5)
                        .delta(2, square()));
        GOOD.put("Map<String, SimpleMatrix>", () -> Map.of("δ", square(), "a", square()));
        GOOD.put("Formula.value1.given", () -> Map.of("δ^l", square()));
        GOOD.put("Formula.of1.text", () -> "(w^{l+1})^T δ^{l+1}");
        GOOD.put("Paper$Verdict", () -> Paper.Verdict.WRONG);
        GOOD.put("List<Formula>", () -> Paper.of(FORMULA).rows().get(0).sides());
        GOOD.put("Formula", () -> Formula.of("δ^l"));
        GOOD.put("List<Repair>", () -> Paper.of(FORMULA).rows().get(0).repairs());
        GOOD.put("Repair", () -> Paper.of(FORMULA).rows().get(0).repairs().get(0));
        GOOD.put("Charts.picture3.width", () -> 300);
        GOOD.put("Charts.picture3.height", () -> 190);
        GOOD.put("Picture[]", () -> new Picture[] {Images.heatMap(square(), "a"), Images.heatMap(column(), "b")});
        GOOD.put("Convention", () -> Convention.SQUARES);
        GOOD.put("Convention[]", () -> new Convention[] {Convention.SQUARES});
        GOOD.put("Convention$Group", () -> Convention.Group.COST);
        GOOD.put("Path", () -> Path.of("pom.xml"));
        GOOD.put("Object", () -> 0.5);
        GOOD.put("Object[]", () -> new Object[] {1, 2});
        GOOD.put("String[]", () -> new String[] {"accuracy"});
        GOOD.put("List<String>", () -> List.of("a", "b"));
        GOOD.put("List<List<String>>", () -> List.of(List.of("a", "b"), List.of("c", "d")));
        GOOD.put("List<List<Object>>", () -> List.of(List.of(1, 2), List.of(3, 4)));
        GOOD.put("Map<String, Double>", () -> Map.of("cost", 0.75));
        GOOD.put("XYChart", () -> Charts.costCurve(history("a", 2, 1)));
        GOOD.put("Chart<?, ?>", GOOD.get("XYChart"));
        GOOD.put("Curve$Function[]", () -> new Curve.Function[] {Curve.of("cost", Sigmoid::of)});
        GOOD.put("Curve$Points[]", () -> new Curve.Points[] {Curve.of("cost", vector())});
        GOOD.put("Picture", () -> new Picture(new byte[] {1}, 1, 1, "picture"));
        GOOD.put("NetworkPicture", () -> Images.network(network(), passOfOne()));
        GOOD.put("byte[]", () -> new byte[] {1});
        GOOD.put("Control", () -> Explore.slider("η", 0.5, 0, 1));
        GOOD.put("Control<A>", GOOD.get("Control"));
        GOOD.put("Control<B>", GOOD.get("Control"));
        GOOD.put("Control<C>", GOOD.get("Control"));
        GOOD.put("Live", () -> Explore.slider("η", 0.5, 0, 1).shows(eta -> "η"));
        GOOD.put("Class<?>", () -> Network.class);
        GOOD.put("Help", () -> Help.of("Network.random"));
        GOOD.put("T[]", () -> new String[] {"a", "b"});
    }

    private static void exceptions() {
        GOOD.put("Explore.slider4.from", () -> 0.25);
        GOOD.put("Explore.logSlider4.from", () -> 0.25);
        GOOD.put("Explore.slider4.to", () -> 2.0);
        GOOD.put("Explore.logSlider4.to", () -> 2.0);
        GOOD.put("Explore.wholeNumber4.to", () -> 2);
        GOOD.put("Explore.play4.to", () -> 2);
        GOOD.put("Layer.new3.b", () -> new SimpleMatrix(2, 1));
        GOOD.put("Gradient.new2.b", () -> List.of(new SimpleMatrix(2, 1), new SimpleMatrix(2, 1)));
        GOOD.put("ForwardPass.new2.a", () -> List.of(square(), square(), square()));
        GOOD.put("DataSet.select1.examples", () -> new int[] {0, 1});
        GOOD.put("History.measure1.name", () -> "accuracy");
        GOOD.put("History.last1.name", () -> "accuracy");
        GOOD.put("Charts.measure2.name", () -> "accuracy");
        GOOD.put("Audit.printed5.printed", () -> "0.5");
        GOOD.put("MatrixEstimate.covered1.given", Samples::column);
        GOOD.put("MatrixEstimate.at2.t", () -> 0);
        GOOD.put(
                "Derivation$InVariables.check2.to",
                () -> Arrays.stream(pair()).map(v -> v + 1).toArray());
        GOOD.put("Check.gradient3.gradient", Samples::pair);
        GOOD.put("Check.gradient3.p", Samples::pair);
        GOOD.put("Check.jacobian3.p", Samples::pair);
        GOOD.put("Check.hessian3.p", Samples::pair);
        GOOD.put("Derivation$InVariables.check2.from", Samples::pair);
        GOOD.put("Check.derivative4.to", () -> 2.0);
        GOOD.put("Derivation.check2.to", () -> 2.0);
        GOOD.put("Charts.functions3.to", () -> 2.0);
        GOOD.put("Charts.functionsAt4.to", () -> 2.0);
        GOOD.put("Charts.descentIn4.from", Samples::pair);
        GOOD.put("Charts.descentIn4.to", () -> new double[] {1, 1});
        GOOD.put("Charts.descent4.to", () -> 2.0);
        GOOD.put("Charts.errorAgainstStep5.to", () -> 2.0);
        GOOD.put("Charts.descent4.paths", () ->
                new Descent[] {new Descent(List.of(new double[] {1}, new double[] {0}), history("a", 2, 1))});
        GOOD.put("Images.digits3.data", () -> DataSet.of(new double[][] {{0, 1, 0.5, 0}}, new double[][] {{1}}));
        GOOD.put("Images.network2.pass", Samples::passOfOne);
        GOOD.put("NetworkPicture.ripple2.before", Samples::passOfOne);
        GOOD.put("NetworkPicture.errors2.errors", Samples::errorsOfOne);
        GOOD.put("NetworkPicture.errors1.errors", Samples::errorsOfOne);
        GOOD.put("NetworkPicture.path2.neurons", () -> new int[] {1, 0});
        GOOD.put("Instance.new5.network", () -> ((Instance) GOOD.get("Instance").get()).network());
        GOOD.put("Instance.new5.data", () -> ((Instance) GOOD.get("Instance").get()).data());
        GOOD.put("NetworkCheck.weight4.chain", () -> new double[] {0.5});
        GOOD.put("NetworkCheck.bias3.chain", () -> new double[] {0.5});
        GOOD.put("PastedMatrix.of2.text", () -> "1 2; 3 4");
        GOOD.put("PastedMatrix.new4.decimals", Samples::square);
        GOOD.put("Sheet", Check::sheet);
        GOOD.put("Sheet.w2.numbers", () -> "1 2; 3 4");
        GOOD.put("Sheet.b2.numbers", () -> "1 2");
        GOOD.put("Sheet.x1.numbers", () -> "1 2");
        GOOD.put("Sheet.y1.numbers", () -> "1 2");
        GOOD.put("Sheet.mine2.name", () -> "dC/dw1");
        GOOD.put("Sheet.mine2.numbers", () -> "1 2; 3 4");
        GOOD.put("Course.file1.path", () -> {
            System.setProperty("backprop.course", "."); // as the grader says where the course is
            return "pom.xml";
        });
        GOOD.put("Digits.load1.path", () -> "../notebooks/data/digits.csv.gz");
        GOOD.put("Idx.load2.images", () -> file(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 255));
        GOOD.put("Idx.load2.labels", () -> file(0, 0, 8, 1, 0, 0, 0, 1, 7));
    }

    private static double[] vector() {
        double[] v = new double[12];
        Arrays.setAll(v, i -> (i + 1) / 16.0);
        return v;
    }

    private static double[] pair() {
        return new double[] {0.5, 0.25};
    }

    private static SimpleMatrix square() {
        return new SimpleMatrix(new double[][] {{0.5, 0.25}, {0.125, 0.75}});
    }

    private static SimpleMatrix column() {
        return new SimpleMatrix(vector());
    }

    private static Network network() {
        return Network.of(2, 2, 2).random(1);
    }

    private static Errors errorsOfOne() {
        SimpleMatrix x = square().getColumn(0);
        return Backprop.errors(network(), Cost.SQUARED_ERROR, network().forward(x), x);
    }

    private static DataSet data() {
        return new DataSet(square(), square());
    }

    private static ForwardPass passOfOne() {
        return network().forward(square().getColumn(0));
    }

    private static NetworkCheck check() {
        return Check.on(network(), Cost.HALF_SQUARED_ERROR, data());
    }

    private static NetworkDifference difference() {
        return NetworkDifference.of(network(), Cost.HALF_SQUARED_ERROR, data());
    }

    private static History history(String label, double... costs) {
        List<Double> values = Arrays.stream(costs).boxed().toList();
        return new History(label, "step", values, Map.of("accuracy", values), "done");
    }

    private static Training trained() {
        Training training =
                Training.of(network(), Cost.SQUARED_ERROR, data()).eta(0.5).epochs(1);
        assertEquals("done", training.run().outcome());
        return training;
    }

    private static String file(int... bytes) {
        try {
            Path file = Files.createTempFile("sample", ".idx");
            file.toFile().deleteOnExit();
            byte[] content = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                content[i] = (byte) bytes[i];
            }
            return Files.write(file, content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A type's name without packages: {@code List<SimpleMatrix>}. */
    static String name(Type type) {
        return type.getTypeName().replaceAll("[a-z0-9]+\\.", "");
    }

    /** A good argument of a method. */
    static Object good(Executable method, String methodName, Parameter parameter) {
        String owner = name(method.getDeclaringClass()) + "." + methodName + method.getParameterCount();
        Supplier<Object> own = GOOD.get(owner + "." + parameter.getName());
        Object value = own == null ? null : own.get();
        return parameter.getType().isInstance(value)
                ? value
                : own != null && parameter.getType().isPrimitive() ? value : good(parameter.getParameterizedType());
    }

    /** What a method is called on. */
    static Object object(Method method) {
        Class<?> type = method.getDeclaringClass();
        Supplier<Object> own = GOOD.get(name(type) + "." + method.getName() + ".this");
        return own == null ? good(type) : own.get();
    }

    /** A good value of a type. */
    static Object good(Type type) {
        Supplier<Object> any = GOOD.get(name(type));
        if (any == null) {
            throw new AssertionError("Samples has no " + name(type));
        }
        return any.get();
    }

    /** Tells whether a value of a type can itself be bad. */
    static boolean hasBad(Class<?> type) {
        return GOOD.containsKey(name(type)) && bad(type, "", good(type)).size() > 1;
    }

    /** What is bad in place of a good value. */
    static List<Bad> bad(Class<?> type, String typeName, Object good) {
        List<Bad> bad = new ArrayList<>();
        if (!type.isPrimitive()) {
            bad.add(new Bad("null", null));
        }
        if (good instanceof Double) {
            for (double value : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0, 0, -1, 1e300}) {
                bad.add(new Bad(String.valueOf(value), value));
            }
        } else if (good instanceof Integer) {
            for (int value : new int[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE}) {
                bad.add(new Bad(String.valueOf(value), value));
            }
        } else if (good instanceof String) {
            bad.add(new Bad("empty", ""));
            bad.add(new Bad("blank", " "));
        } else if (good instanceof SimpleMatrix m) {
            bad.add(new Bad("empty", new SimpleMatrix(0, 0)));
            bad.add(new Bad("other shape", new SimpleMatrix(m.getNumRows() + 1, m.getNumCols() + 2)));
            for (double value : new double[] {Double.NaN, 1 / 0.0, 1e300}) {
                SimpleMatrix other = m.copy();
                other.set(0, 0, value);
                bad.add(new Bad("with " + value, other));
            }
        } else if (good instanceof List<?> list) {
            lists(list).forEach(bad::add);
        } else if (type.isArray()) {
            arrays(good).forEach(bad::add);
        } else if (good instanceof Path) {
            bad.add(new Bad("of a folder", Path.of(".")));
            bad.add(new Bad("of nothing", Path.of("missing")));
        } else if (type.isInterface() && !type.getName().startsWith("java.util.Map") && !(good instanceof TreeSet)) {
            functions(type, typeName).forEach(bad::add);
        } else {
            values(good).forEach(bad::add);
        }
        return bad;
    }

    private static Stream<Bad> lists(List<?> good) {
        Object last = good.get(good.size() - 1);
        Class<?> type = last instanceof List ? List.class : last.getClass();
        Stream<Bad> elements =
                elements(type, last).map(bad -> new Bad("ending in " + bad.what(), changed(good, bad.value())));
        Stream<Bad> sizes =
                Stream.of(new Bad("empty", List.of()), new Bad("one less", good.subList(0, good.size() - 1)));
        return Stream.concat(sizes, elements);
    }

    /** Bad elements: of numbers, those that are none. */
    private static Stream<Bad> elements(Class<?> type, Object last) {
        return bad(type, "", last).stream()
                .filter(bad -> !(bad.value() instanceof Double number) || !Double.isFinite(number))
                .filter(bad -> !(bad.value() instanceof Integer) || type == int.class);
    }

    private static List<Object> changed(List<?> good, Object last) {
        List<Object> list = new ArrayList<>(good);
        list.set(list.size() - 1, last);
        return Collections.unmodifiableList(list);
    }

    private static Stream<Bad> arrays(Object good) {
        int n = Array.getLength(good);
        Class<?> type = good.getClass().getComponentType();
        List<Bad> bad = new ArrayList<>();
        for (int length : new int[] {0, n - 1, n + 1}) {
            Object other = Array.newInstance(type, length);
            System.arraycopy(good, 0, other, 0, Math.min(n, length));
            if (length > n && !type.isPrimitive()) {
                Array.set(other, n, Array.get(good, n - 1));
            }
            bad.add(new Bad(length == 0 ? "empty" : length + " long", other));
        }
        Object last = Array.get(good, n - 1);
        for (Bad element : elements(type, last).toList()) {
            Object other = Array.newInstance(type, n);
            System.arraycopy(good, 0, other, 0, n);
            Array.set(other, n - 1, element.value());
            bad.add(new Bad("ending in " + element.what(), other));
        }
        return bad.stream();
    }

    /** Functions that return null or NaN, or what does not fit. */
    private static Stream<Bad> functions(Class<?> type, String typeName) {
        if (typeName.matches("IntPredicate|Predicate.*|Consumer.*")) {
            return Stream.of();
        }
        Object unfit = typeName.contains("double[]>") ? new double[1] : new SimpleMatrix(5, 5);
        boolean matrix = typeName.contains("SimpleMatrix>") || typeName.startsWith("NetworkCheck$");
        List<Bad> bad = new ArrayList<>(List.of(new Bad("returning nothing", returning(type, null))));
        if (matrix || typeName.equals("UnaryOperator<double[]>")) {
            bad.add(new Bad("returning another shape", returning(type, unfit)));
        }
        return bad.stream();
    }

    private static Object returning(Class<?> type, Object result) {
        return Proxy.newProxyInstance(Samples.class.getClassLoader(), new Class<?>[] {type}, (p, method, in) -> {
            Class<?> returned = method.getReturnType();
            return returned == double.class
                    ? (Object) Double.NaN
                    : returned == boolean.class ? (Object) false : returned.isPrimitive() ? null : result;
        });
    }

    /** Values of our own that hold NaN, or do not fit. */
    private static Stream<Bad> values(Object good) {
        double[] nan = new double[12];
        Arrays.fill(nan, Double.NaN);
        Network wide = Network.of(3, 4, 3).random(1);
        SimpleMatrix x = new SimpleMatrix(3, 2);
        if (good instanceof Network net) {
            return Stream.of(new Bad("with NaN", net.withParameters(nan)), new Bad("other shape", wide));
        }
        if (good instanceof Layer layer) {
            return Stream.of(new Bad("with NaN", network().withParameters(nan).layer(1)));
        }
        if (good instanceof Gradient) {
            return Stream.of(
                    new Bad("with NaN", Gradient.of(network(), nan)),
                    new Bad("other shape", Backprop.gradient(wide, Cost.SQUARED_ERROR, x, x)));
        }
        if (good instanceof DataSet) {
            return Stream.of(new Bad("other shape", new DataSet(x, new SimpleMatrix(3, 2))));
        }
        if (good instanceof ForwardPass) {
            return Stream.of(
                    new Bad("with NaN", network().withParameters(nan).forward(square())),
                    new Bad("other shape", wide.forward(x)));
        }
        if (good instanceof Errors) {
            return Stream.of(
                    new Bad("other shape", Backprop.errors(wide, Cost.SQUARED_ERROR, wide.forward(x), x)),
                    new Bad("one less", new Errors(List.of(square()))));
        }
        if (good instanceof History) {
            return Stream.of(
                    new Bad("with NaN", history("a", Double.NaN, Double.NaN)), new Bad("one less", history("a", 1)));
        }
        if (good instanceof Cost) {
            return Stream.of(new Bad("with NaN", new Cost("NaN", (a, y) -> Double.NaN, (a, y) -> Double.NaN)));
        }
        if (good instanceof Activation) {
            return Stream.of(new Bad("with NaN", new Activation("NaN", z -> Double.NaN, z -> Double.NaN)));
        }
        if (good instanceof Map<?, ?> map) {
            Map<Object, Object> nothing = new HashMap<>();
            map.keySet().forEach(key -> nothing.put(key, null));
            Map<Object, Object> other = new HashMap<>();
            map.values().forEach(value -> other.put(null, value));
            return Stream.of(new Bad("to null", nothing), new Bad("from null", other));
        }
        return good instanceof TreeSet ? Stream.of(new Bad("empty", new TreeSet<>())) : Stream.of();
    }
}
