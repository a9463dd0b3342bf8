package backprop.course;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Cost;
import backprop.DataSet;
import backprop.Network;
import backprop.check.Cause;
import backprop.check.Report;
import backprop.check.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InstanceTest {
    private static final Cost COST = Cost.HALF_SQUARED_ERROR;

    private static Instance of(String name) {
        return Instance.of(name, "four equations", COST, 1, 3, 4, 2);
    }

    private static List<Double> numbers(Instance instance) {
        List<Double> numbers = new ArrayList<>();
        for (double p : instance.network().parameters()) {
            numbers.add(p);
        }
        for (SimpleMatrix m : List.of(instance.data().x(), instance.data().y())) {
            for (int i = 0; i < m.getNumElements(); i++) {
                numbers.add(m.get(i));
            }
        }
        return numbers;
    }

    @Test
    void the_same_name_and_key_give_the_same_numbers_however_they_are_typed() {
        assertEquals(numbers(of("Ada Lovelace")), numbers(of("  ada   LOVELACE ")));
    }

    @Test
    void the_numbers_are_these_on_every_machine() {
        assertEquals(List.of(0.87, 0.29, -0.5), numbers(of("Ada Lovelace")).subList(0, 3));
    }

    @Test
    void another_name_or_key_gives_other_numbers() {
        Set<List<Double>> all = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            all.add(numbers(of("student " + i)));
        }
        assertEquals(500, all.size());
        assertNotEquals(numbers(of("Ada")), numbers(Instance.of("Ada", "another key", COST, 1, 3, 4, 2)));
    }

    @Test
    void every_number_has_two_decimals() {
        for (double value : numbers(of("Ada"))) {
            assertEquals(Math.rint(100 * value) / 100, value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3 4 2", "2 2 2", "3 3 3 3", "4 3 2 1"})
    void every_mistake_changes_the_answer_of_every_student(String shape) {
        int[] sizes = IntStream.of(0, 1, 2, 3)
                .limit(shape.split(" ").length)
                .map(i -> Integer.parseInt(shape.split(" ")[i]))
                .toArray();
        for (int i = 0; i < 100; i++) {
            for (int examples : new int[] {1, 4}) {
                Instance instance = Instance.of("student " + i, "key", COST.mean(), examples, sizes);
                instance.check().mistakes().forEach((mistake, change) -> assertTrue(change >= 1e-4, mistake.id()));
            }
        }
    }

    private static Set<String> words(Instance instance) {
        return instance.check().mistakes().keySet().stream()
                .map(Cause::toString)
                .collect(Collectors.toSet());
    }

    @Test
    void the_certificate_lists_every_mistake_the_smallest_change_first() {
        Instance mine = of("Ada");
        List<List<Object>> rows = mine.certificate().rows();
        assertEquals(words(mine), rows.stream().map(row -> (String) row.get(0)).collect(Collectors.toSet()));
        assertTrue((double) rows.get(0).get(1) >= 1e-4);
        for (int i = 1; i < rows.size(); i++) {
            assertTrue((double) rows.get(i).get(1) >= (double) rows.get(i - 1).get(1));
        }
    }

    @Test
    void every_mistake_is_found_and_named_on_it() {
        for (int examples : new int[] {1, 4}) {
            Instance instance = Instance.of("Ada", "key", COST.mean(), examples, 3, 3, 2);
            for (Cause mistake : instance.check().mistakes().keySet()) {
                Report report = instance.check().gradient(instance.check().gradientWith(mistake));
                assertEquals(Verdict.FAIL, report.verdict(), mistake.id());
                assertTrue(report.cause().orElseThrow().contains(mistake.toString()), report.toString());
            }
        }
    }

    @Test
    void square_layers_allow_more_mistakes() {
        Set<String> other = words(of("Ada"));
        Set<String> square = words(Instance.of("Ada", "key", COST, 1, 2, 2, 2));
        assertFalse(other.contains("BP2: w² stands where its transpose belongs"), other.toString());
        assertTrue(square.contains("BP2: w² stands where its transpose belongs"), square.toString());
    }

    @Test
    void a_network_on_which_a_mistake_would_pass_is_refused() {
        Instance ada = of("Ada");
        Network zeros = ada.network().withParameters(new double[ada.network().parameterCount()]);
        assertTrue(refusal(zeros, ada.data())
                .startsWith("the instance must show every mistake by a change of 1.0E-4 or more, but was 0 for 'BP2"));
    }

    @Test
    void other_layers_and_numbers_are_refused() {
        Instance ada = of("Ada");
        assertEquals(
                "network must have sigmoid layers, but was 3-4-2 network (tanh), 26 parameters",
                refusal(ada.network().with(Activation.TANH), ada.data()));
        DataSet thirds = new DataSet(
                new SimpleMatrix(new double[] {1 / 3.0, 0, 0}), ada.data().y());
        assertEquals("x must hold numbers of two decimals, but was 0.3333333333333333", refusal(ada.network(), thirds));
    }

    private static String refusal(Network network, DataSet data) {
        return assertThrows(IllegalArgumentException.class, () -> new Instance("Ada", "key", network, COST, data))
                .getMessage();
    }

    @Test
    void the_planted_mistakes_are_one_of_each_equation_and_differ_from_student_to_student() {
        Set<List<Integer>> orders = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Instance instance = Instance.of("student " + i, "bugs", COST, 3, 3, 4, 2);
            List<Integer> order = new ArrayList<>();
            for (int n = 1; n <= 4; n++) {
                int planted = n;
                int[] equations = IntStream.rangeClosed(1, 4)
                        .filter(equation -> instance.isPlanted(planted, equation))
                        .toArray();
                assertEquals(1, equations.length);
                order.add(equations[0]);
                String cause =
                        instance.check().gradient(instance.planted(n)).cause().orElseThrow();
                assertTrue(cause.startsWith("BP" + equations[0]), cause);
            }
            assertEquals(Set.of(1, 2, 3, 4), new HashSet<>(order));
            orders.add(order);
        }
        assertTrue(orders.size() > 10, orders.size() + " orders");
    }

    /** Drawn by the first version of the course: students keep their exercises. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Ada | BP4, layer 3: z² stands where a² belongs | BP1: σ′(a³) stands where σ′(z³) belongs | BP2, layer 1: δ² goes through the weights of one neuron only, without the sum over the next layer | BP3, layer 1: δ¹ is multiplied by a¹
                    Alan Turing | BP2: σ′(zˡ) is missing | BP1: σ′(z³) is missing | BP3, layer 1: ∂C/∂b¹ is taken as 0, so that biases are never updated | BP4, layer 2: only the last example is counted
                    Emmy Noether | BP4, layer 2: a² stands where a¹ belongs | BP2, layer 2: σ′(a²) stands where σ′(z²) belongs | BP1: σ(z³) stands where σ′(z³) belongs | BP3, layer 2: δ² is multiplied by σ′(z²) a second time
                    student 1 | BP2, layer 2: δ³ goes through the weights of one neuron only, without the sum over the next layer | BP3: only the last example is counted | BP4, layer 2: only the last example is counted | BP1: σ′(z³) is missing
                    student 2 | BP1: σ′(a³) stands where σ′(z³) belongs | BP2, layer 2: δ³ goes through the weights of one neuron only, without the sum over the next layer | BP4, layer 3: z² stands where a² belongs | BP3: δˡ is multiplied by aˡ
                    student 3 | BP1: σ′(z³) is missing | BP2, layer 1: σ′(z²), of the next layer, stands where σ′(z¹) belongs | BP3, layer 1: only the first example is counted | BP4: only the last example is counted
            """)
    void the_planted_mistakes_never_change(String name, String first, String second, String third, String fourth) {
        Instance instance = Instance.of(name, "3-gradient-checking", COST.mean(), 3, 3, 4, 4, 2);
        assertEquals(
                List.of(first, second, third, fourth),
                IntStream.rangeClosed(1, 4)
                        .mapToObj(n -> instance.plantedMistake(n).id())
                        .toList());
    }

    @Test
    void refuses_what_makes_no_instance() {
        assertEquals(
                "name must be given: it decides your numbers, but was empty",
                assertThrows(IllegalArgumentException.class, () -> of(" ")).getMessage());
        assertEquals(
                "key must be given: it decides your numbers, but was null",
                assertThrows(IllegalArgumentException.class, () -> Instance.of("Ada", null, COST, 1, 3, 2))
                        .getMessage());
        assertEquals(
                "n must be from 1 to 4, but was 5",
                assertThrows(IllegalArgumentException.class, () -> of("Ada").planted(5))
                        .getMessage());
        assertEquals(
                "sizes and cost must let every mistake of the catalogue show, but was [1, 1, 1] with ½Σ(a−y)²",
                assertThrows(IllegalArgumentException.class, () -> Instance.of("Ada", "key", COST, 1, 1, 1, 1))
                        .getMessage());
    }

    @Test
    void what_it_hands_out_is_a_copy() {
        Instance instance = Instance.of("Ada Lovelace", "key", Cost.HALF_SQUARED_ERROR, 1, 3, 4, 2);
        double[] before = instance.network().parameters();
        SimpleMatrix x = instance.data().x().copy();
        instance.network().w(1).getDDRM().zero();
        instance.data().x().getDDRM().zero();
        assertArrayEquals(before, instance.network().parameters());
        assertTrue(x.isIdentical(instance.data().x(), 0));
    }
}
