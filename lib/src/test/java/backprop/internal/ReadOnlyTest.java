package backprop.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Descent;
import backprop.Errors;
import backprop.ForwardPass;
import backprop.Gradient;
import backprop.History;
import backprop.Layer;
import backprop.Network;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixIterator;
import org.ejml.simple.SimpleBase;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Every public method of EJML's matrix is called on an ordinary one, which shows whether it writes, and on ours. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadOnlyTest {
    private static final String REFUSAL =
            "a matrix of a Network, DataSet, Gradient, ForwardPass or Errors cannot be changed: take a copy()";

    /** What is called: all but what prints, reads and writes files, and what calls a method of one's own choice. */
    private static Stream<Method> methods() {
        return Arrays.stream(SimpleMatrix.class.getMethods())
                .filter(m -> !Modifier.isStatic(m.getModifiers()) && !m.isBridge())
                .filter(m -> SimpleBase.class.isAssignableFrom(m.getDeclaringClass()))
                .filter(m -> !m.getName().matches("print.*|save.*|load.*|invoke"));
    }

    /** With 1x1 matrices every argument fits: 0 as an index, a number, a matrix. */
    private static Object argument(Class<?> type) {
        if (type == int.class) {
            return 0;
        }
        if (type == double.class) {
            return 0.5;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == String.class) {
            return "A = A + 1";
        }
        if (type == double[].class) {
            return new double[] {0.5};
        }
        if (type == Complex_F64.class) {
            return new Complex_F64(0.5, 0);
        }
        if (type == Object[].class) {
            return new Object[] {"A"};
        }
        if (type.isArray()) {
            return new SimpleMatrix[] {matrix()};
        }
        if (type.isAssignableFrom(SimpleMatrix.class)) {
            return new SimpleMatrix(new double[] {0.5});
        }
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (p, m, a) -> m.getReturnType() == void.class ? null : 0.5);
    }

    private static SimpleMatrix matrix() {
        return new SimpleMatrix(new double[] {2});
    }

    /** Returns what the method answers, or what it throws. */
    private static Object call(SimpleMatrix m, Method method) throws IllegalAccessException {
        try {
            return method.invoke(
                    m,
                    Arrays.stream(method.getParameterTypes())
                            .map(ReadOnlyTest::argument)
                            .toArray());
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    private static boolean isUntouched(SimpleMatrix m) {
        return m.getType() == matrix().getType() && m.getNumElements() == 1 && m.get(0) == matrix().get(0);
    }

    @Test
    void whatever_writes_into_an_ordinary_matrix_is_refused() throws IllegalAccessException {
        Set<String> writing = new TreeSet<>();
        for (Method method : methods().toList()) {
            SimpleMatrix ordinary = matrix();
            Object unused = call(ordinary, method);
            SimpleMatrix ours = ReadOnly.view(matrix());
            Object answer = call(ours, method);
            assertEquals(true, isUntouched(ours), method + " writes");
            if (!isUntouched(ordinary)) {
                writing.add(method.getName());
                assertInstanceOf(UnsupportedOperationException.class, answer, method + " must refuse");
                assertEquals(REFUSAL, ((Exception) answer).getMessage());
            }
        }
        assertEquals(
                Set.of(
                        "convertToComplex",
                        "convertToSparse",
                        "equation",
                        "fill",
                        "fillComplex",
                        "insertIntoThis",
                        "reshape",
                        "set",
                        "setColumn",
                        "setRow",
                        "setTo",
                        "zero"),
                writing);
    }

    @Test
    void all_methods_could_be_called() throws IllegalAccessException {
        Set<String> failing = new TreeSet<>();
        for (Method method : methods().toList()) {
            if (call(matrix(), method) instanceof Throwable) {
                failing.add(method.getName());
            }
        }
        assertEquals(Set.of("set"), failing, "with an imaginary part, which no ordinary matrix has");
    }

    @Test
    void what_is_computed_is_an_ordinary_matrix_of_its_own() throws IllegalAccessException {
        for (Method method : methods().toList()) {
            SimpleMatrix ours = ReadOnly.view(matrix());
            if (call(ours, method) instanceof SimpleMatrix result) {
                assertSame(SimpleMatrix.class, result.getClass(), method.toString());
                if (result.getType().isReal() && result.getNumElements() > 0) {
                    result.set(0, 7);
                    assertEquals(2, ours.get(0), method + " shares its numbers");
                }
            }
        }
    }

    @Test
    void its_iterator_goes_over_a_copy() {
        SimpleMatrix ours = ReadOnly.view(matrix());
        DMatrixIterator iterator = ours.iterator(true, 0, 0, 0, 0);
        assertEquals(2, iterator.next());
        iterator.set(7);
        assertEquals(2, ours.get(0));
    }

    @Test
    void every_value_hands_out_such_matrices() {
        Network network = Network.of(2, 3, 1).random(1);
        DataSet data = DataSet.of(new double[][] {{1, 2}}, new double[][] {{0}});
        ForwardPass pass = network.forward(data.x());
        Errors errors = Backprop.errors(network, Cost.SQUARED_ERROR, pass, data.y());
        Gradient gradient = Backprop.gradient(errors, pass);
        for (SimpleMatrix m : List.of(
                network.w(1),
                network.layer(2).b(),
                data.x(),
                data.y(),
                data.select(0).x(),
                pass.z(1),
                pass.a(0),
                pass.output(),
                network.output(data.x()),
                errors.delta(2),
                errors.delta().get(0),
                gradient.w(1),
                gradient.b().get(1))) {
            Exception e = assertThrows(UnsupportedOperationException.class, () -> m.set(0, 0, 1));
            assertEquals(REFUSAL, e.getMessage());
            m.copy().set(0, 0, 1);
        }
    }

    @Test
    void what_is_made_of_few_numbers_keeps_its_own() {
        SimpleMatrix given = matrix();
        Layer layer = new Layer(given, given, Activation.SIGMOID);
        Gradient gradient = new Gradient(List.of(given), List.of(given));
        double[] point = {1};
        Descent descent = new Descent(List.of(point), new History("a", "step", List.of(1.0), Map.of(), "done"));
        given.set(0, 7);
        point[0] = 7;
        descent.points().get(0)[0] = 7;
        descent.end()[0] = 7;
        assertEquals(2, layer.w().get(0));
        assertEquals(2, layer.b().get(0));
        assertArrayEquals(new double[] {2, 2}, gradient.vector());
        assertEquals(1, descent.points().get(0)[0]);
    }
}
