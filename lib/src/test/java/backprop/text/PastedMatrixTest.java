package backprop.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PastedMatrixTest {
    private static PastedMatrix read(String text) {
        return PastedMatrix.of("w of layer 1", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[0.15, 0.20], [0.25, 0.30]]",
                "[[.15,.2],[.25,.3]]",
                "[[0.15, 0.20],\n [0.25, 0.30],\n]",
                "0.15 0.20\n0.25 0.30",
                "0.15, 0.20\r\n0.25, 0.30\r\n",
                "0.15 0.20; 0.25 0.30",
                "[0.15 0.20; 0.25 0.30]",
                "[0.15, 0.20; 0.25, 0.30];",
                "w1 = [0.15 0.20; 0.25 0.30];",
                "[[0.15 0.2 ]\n [0.25 0.3 ]]",
                "array([[0.15, 0.2 ],\n       [0.25, 0.3 ]])",
                "np.array([[0.15, 0.2], [0.25, 0.3]], dtype=np.float32)",
                "self.w1 = numpy.asarray([[0.15, 0.2], [0.25, 0.3]])",
                "tensor([[0.1500, 0.2000],\n        [0.2500, 0.3000]], requires_grad=True)",
                "tensor([[0.15, 0.2], [0.25, 0.3]], device='cuda:0', dtype=torch.float64, grad_fn=<MmBackward0>)",
                "tensor([[0.15, 0.2], [0.25, 0.3]], grad_fn=<AddmmBackward0 object at 0x7f, (1, 2)>)",
                "Parameter containing:\ntensor([[0.1500, 0.2000],\n        [0.2500, 0.3000]], requires_grad=True)",
                "Matrix([[0.15, 0.2], [0.25, 0.3]])",
                "[array([0.15, 0.2]), array([0.25, 0.3])]",
                "[[np.float64(0.15), np.float64(0.2)], [np.float64(0.25), np.float64(0.3)]]",
                "((0.15, 0.2), (0.25, 0.3))",
                "{{0.15, 0.2}, {0.25, 0.3}}",
                "[[1.5e-1, 2E-1], [2.5e-01, 3.e-1]]",
                "[[3/20, 1/5], [1/4, 3/10]]",
                "[[+0.15, 2e−1], [0.25, .3]]",
            })
    void is_read_however_it_is_written(String text) {
        PastedMatrix m = read(text);
        assertTrue(m.value().isIdentical(new SimpleMatrix(new double[][] {{0.15, 0.2}, {0.25, 0.3}}), 1e-15), text);
        assertFalse(m.isList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.35 −1.",
                "[0.35, -1]",
                "array([ 0.35, -1.  ])",
                "(0.35, -1)",
                "tensor([0.3500, -1.0000])",
                "0.35, -1",
                "[0.35\n -1]",
            })
    void of_one_list_may_be_a_row_or_a_column(String text) {
        PastedMatrix m = read(text);
        assertTrue(m.value().isIdentical(new SimpleMatrix(new double[][] {{0.35, -1}}), 0), text);
        assertTrue(m.isList());
    }

    @Test
    void of_one_number_is_a_list_of_one() {
        for (String text : List.of("0.298371109", "tensor(0.298371109)", "[0.298371109]", "np.float64(0.298371109)")) {
            PastedMatrix m = read(text);
            assertEquals(0.298371109, m.value().get(0));
            assertTrue(m.isList(), text);
        }
    }

    @Test
    void of_a_row_or_a_column_in_two_brackets_is_that() {
        assertEquals(1, read("[[1, 2]]").value().getNumRows());
        assertEquals(2, read("[[1], [2]]").value().getNumRows());
        assertEquals(2, read("[1; 2]").value().getNumRows());
        assertFalse(read("[[1, 2]]").isList());
    }

    private record Typed(String text, double... decimals) {}

    private static Stream<Typed> typed() {
        return Stream.of(
                new Typed("0.35 0.3", 2, 1),
                new Typed("0.20", 2),
                new Typed("-0.0226 0 1", 4, 4, 4),
                new Typed("4.3857e-04 1.0 1.", 8, 1, 0),
                new Typed("0.00", 2),
                new Typed("1200 3", 0, 0),
                new Typed("1.5e3 2", -2, 0),
                new Typed("1/3 0.33", 17, 2));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void keeps_how_exactly_each_was_typed(Typed typed) {
        assertArrayEquals(typed.decimals(), read(typed.text()).decimals().getDDRM().data, typed.text());
    }

    @Test
    void of_PyTorch_is_in_single_precision_unless_it_says_otherwise() {
        assertTrue(read("tensor([1.5])").isSingle());
        assertFalse(read("tensor([1.5], dtype=torch.float64)").isSingle());
        assertFalse(read("array([1.5])").isSingle());
        assertTrue(read("array([1.5], dtype=float32)").isSingle());
    }

    private record Refused(String text, String sentence) {}

    private static Stream<Refused> refused() {
        return Stream.of(
                new Refused("", "hold a number, but was not so at character 1"),
                new Refused("[]", "hold a number, but was ']' at character 2"),
                new Refused("[[1, 2], []]", "hold a number, but was ']' at character 11"),
                new Refused("hello", "hold numbers only, but was 'hello' at character 1"),
                new Refused("0.1 x", "hold numbers only, but was 'x' at character 5"),
                new Refused("1 2\n3 o", "hold numbers only, but was 'o' at line 2, character 3"),
                new Refused("1-2", "hold numbers only, but was '-2' at character 2"),
                new Refused("1.2.3", "hold numbers only, but was '.3' at character 4"),
                new Refused("1_000", "hold numbers only, but was '_000' at character 2"),
                new Refused("[1,, 2]", "hold numbers only, but was not so at character 4"),
                new Refused("[0.1, nan]", "hold finite numbers, but was 'nan' at character 7"),
                new Refused("[0.1, -inf]", "hold finite numbers, but was '-inf' at character 7"),
                new Refused("1e999", "hold finite numbers, but was '1e999' at character 1"),
                new Refused("1/0", "hold finite numbers, but was '1/0' at character 1"),
                new Refused("[0.1 ... 0.3]", "hold every number, with none left out, but was '...' at character 6"),
                new Refused("[[1, …, 3]]", "hold every number, with none left out, but was '…' at character 6"),
                new Refused("[[1, 2], [3]]", "have rows of the same length, 2, but was '3' at character 11"),
                new Refused("1 2\n3", "have rows of the same length, 2, but was '3' at line 2, character 1"),
                new Refused("[[[1]]]", "be at most 2 brackets deep, but was '[' at character 3"),
                new Refused("[1, [2]]", "hold numbers, or rows of numbers, but was '[' at character 5"),
                new Refused("[[1], 2]", "hold numbers, or rows of numbers, but was '2' at character 7"),
                new Refused("[1, 2", "close its brackets, but was not so at character 6"),
                new Refused("[1, 2)", "hold numbers only, but was ')' at character 6"),
                new Refused("array([1, 2]", "close its brackets, but was not so at character 13"),
                new Refused("[1, 2] 3", "end where its matrix does, but was '3' at character 8"),
                new Refused("array([1, 2], [3, 4])", "hold one matrix, but was '[' at character 15"),
                new Refused("0,15 0,20", "have a point before decimals, or a space after a comma, but was not so at"),
                new Refused("[0,15 0,20]", "separate its numbers in one way, and have a point before decimals, but"),
                new Refused("[0,15, 0,20]", "separate its numbers in one way, and have a point before decimals, but"),
                new Refused("[0,05; 0,1]", "have no number that begins with 0 and another digit, but was '05' at"),
                new Refused("0." + "1".repeat(40), "have numbers of at most 40 digits, but was '0.111111111111111111'"),
                new Refused("1e12345", "hold numbers only, but was 'e12345' at character 2"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void that_is_none_is_refused_with_the_rule_and_the_place(Refused refused) {
        String text = refused.text();
        String message = assertThrows(IllegalArgumentException.class, () -> read(text), text)
                .getMessage();
        assertTrue(message.startsWith("w of layer 1 must " + refused.sentence()), message);
    }

    @Test
    void that_is_too_long_is_refused_before_it_is_read() {
        String long10 = "1 ".repeat(5_000_000);
        assertTimeout(
                Duration.ofSeconds(1),
                () -> assertEquals(
                        "w of layer 1 must be at most 100000 characters long, but was 10000000",
                        assertThrows(IllegalArgumentException.class, () -> read(long10))
                                .getMessage()));
        assertEquals(50_000, read("1 ".repeat(50_000)).value().getNumCols());
        assertThrows(IllegalArgumentException.class, () -> read("1 ".repeat(50_000) + " "));
        assertEquals(
                "w of layer 1 must be given, but was null",
                assertThrows(IllegalArgumentException.class, () -> read(null)).getMessage());
    }

    /** Texts that try the reader's patience: deep, long, and torn. */
    private static Stream<String> hostile() {
        Random random = new Random(1);
        String[] pieces = {
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            ",",
            ";",
            "\n",
            " ",
            "0.1",
            "-",
            "−",
            "1e-3",
            "1/2",
            "array(",
            "np.array(",
            "tensor(",
            "dtype=float",
            "...",
            "nan",
            ".",
            "=",
            "<",
            ">",
            "'",
            "w",
            "/",
            "e5",
            "\u0000",
            "𝟙"
        };
        Stream<String> random1 = Stream.generate(() -> {
                    byte[] bytes = new byte[random.nextInt(60)];
                    random.nextBytes(bytes);
                    return new String(bytes, StandardCharsets.UTF_8);
                })
                .limit(2000);
        Stream<String> random2 = Stream.generate(() -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = random.nextInt(12); i >= 0; i--) {
                        text.append(pieces[random.nextInt(pieces.length)]);
                    }
                    return text.toString();
                })
                .limit(20_000);
        Stream<String> repeated = Arrays.stream(pieces).map(piece -> piece.repeat(100_000 / piece.length()));
        Stream<String> begun = Arrays.stream(pieces).map(piece -> "array([1, 2], " + piece.repeat(9000));
        return Stream.of(random1, random2, repeated, begun).flatMap(all -> all);
    }

    @Test
    void of_any_text_is_a_matrix_or_one_sentence_within_a_second() {
        hostile()
                .forEach(text -> assertTimeout(Duration.ofSeconds(1), () -> {
                    try {
                        PastedMatrix m = read(text);
                        assertTrue(m.value().getNumElements() > 0);
                        assertFalse(m.value().hasUncountable(), text);
                    } catch (IllegalArgumentException e) {
                        assertTrue(e.getMessage().matches("w of layer 1 must [^\n]*, but was [^\n]*"), e.getMessage());
                    }
                }));
    }
}
