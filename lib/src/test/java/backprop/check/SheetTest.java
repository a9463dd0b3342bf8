package backprop.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.Backprop;
import backprop.Cost;
import backprop.DataSet;
import backprop.Gradient;
import backprop.Layer;
import backprop.Network;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** M. Mazur's 2-2-2 network, as people hand it in. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SheetTest {
    private static final Sheet MAZUR = Check.sheet()
            .w(1, "[[0.15, 0.20], [0.25, 0.30]]")
            .b(1, "0.35 0.35")
            .w(2, "[[0.40, 0.45], [0.50, 0.55]]")
            .b(2, "0.60 0.60")
            .x("0.05 0.10")
            .y("0.01 0.99");

    private static void says(Sheet sheet, Verdict verdict, String... words) {
        String text = sheet.toString();
        assertEquals(verdict, sheet.report().verdict(), text);
        for (String word : words) {
            assertTrue(text.contains(word), text);
        }
    }

    @Test
    void shows_the_network_and_the_examples_as_they_are_read() {
        assertEquals(0.20, MAZUR.network().w(1).get(0, 1));
        assertEquals(0.99, MAZUR.data().y().get(1, 0));
        Sheet turned = MAZUR.mine("z1", "0.3825 0.3900").mine("a1", "0.594476 0.596283"); // with w_ij
        assertEquals(0.25, turned.network().w(1).get(0, 1), turned.toString());
        Sheet withoutY = Check.sheet().w(1, "1").x("1");
        Exception e = assertThrows(IllegalArgumentException.class, withoutY::network);
        assertEquals("y must be given, but was null", e.getMessage());
        Exception misfit = assertThrows(IllegalArgumentException.class, MAZUR.x("1 2 3")::data);
        assertTrue(misfit.getMessage().contains("must"), misfit.getMessage());
    }

    @Test
    void from_paper_is_judged_to_the_digits_given() {
        Sheet sheet = MAZUR.mine("dC/dw2", "array([[0.0822, 0.0827], [-0.0226, -0.0227]])")
                .mine("dC/dw11 of layer 1", "0.0004386");
        assertEquals("""
                        ✓ sheet: right
                          ✓ ∂C/∂w²    right in all 4 entries, to the 3 digits given
                          ✓ ∂C/∂w¹₁₁  right, to the 4 digits given: ∂C/∂a¹₁ · σ′(z¹₁) · a⁰₁ = 0.03635 · 0.2413 · 0.05
                        Read as a 2-2-2 network (sigmoid), 1 example, C = ½Σ(a−y)²; w_jk leads to neuron j from neuron k.""", sheet.toString());
    }

    /** Values of the forward and the backward pass, by Mazur's page and as far as it goes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "z1 | [0.3775 0.3925]",
                "a1 | 0.593269992 0.596884378",
                "a^2 | tensor([[0.7514, 0.7729]], grad_fn=<SigmoidBackward0>)",
                "C | 0.298371109",
                "δ² | 0.138498562 -0.0380982",
                "dz2 | 0.138498562 −0.0380982",
                "dC/da1 | 0.03635 0.04137",
                "∂C/∂w² | [0.082167041 0.082667628; -0.022602540 -0.022740242]",
                "W2.grad | tensor([[0.0822, 0.0827], [-0.0226, -0.0227]])",
                "dw1 | [[4.386e-4, 8.771e-4], [4.977e-4, 9.954e-4]]",
                "∂C/∂b¹ | [[0.00877], [0.00995]]",
                "dC/db2 | 0.1385 -0.0381",
                "dC/dw11 of layer 2 | 0.0822",
                "∂C/∂w²₁₂ | 0.0827",
                "dC/dw2_21 | -0.0226",
                "dC/dw^{(2)}_{22} | -0.0227",
                "δ²₁ | 0.1385",
                "a2 in layer 2 | 0.7729",
                "dC/dx | 0.00380 0.00474",
                "gradient | 0.000439 0.000877 0.000498 0.000995 0.00877 0.00995 0.0822 0.0827 -0.0226 -0.0227 0.138 -0.0381",
            })
    void knows_every_value_by_the_names_people_use(String name, String numbers) {
        says(MAZUR.mine(name, numbers), Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource({"0.0821, FAIL", "0.08216, FAIL", "0.08217, PASS", "0.082167, PASS", "0.082168, FAIL", "0.082, PASS"})
    void is_right_just_inside_the_last_digit_and_wrong_just_outside(String number, Verdict verdict) {
        says(MAZUR.mine("dC/dw11 of layer 2", number), verdict); // 0.0821670406
        says(MAZUR.mine("dC/dw2", "[[" + number + ", 0.0827], [-0.0226, -0.0227]]"), verdict);
    }

    @Test
    void counts_trailing_zeros_and_takes_a_whole_number_as_exactly_as_its_neighbours() {
        says(MAZUR.mine("δ²₁", "0.14"), Verdict.PASS);
        says(MAZUR.mine("δ²₁", "0.140"), Verdict.FAIL);
        says(MAZUR.mine("δ²", "0.1385 0"), Verdict.FAIL);
        says(MAZUR.mine("a2", "1 0.7729"), Verdict.FAIL);
    }

    @Test
    void in_single_precision_may_be_off_by_its_rounding() {
        says(MAZUR.mine("dw2", "tensor([[0.08216706, 0.0827], [-0.0226, -0.0227]])"), Verdict.PASS);
        says(MAZUR.mine("dw2", "array([[0.08216706, 0.0827], [-0.0226, -0.0227]])"), Verdict.FAIL);
    }

    private static double no(double z) {
        throw new IllegalArgumentException("no idea");
    }

    @Test
    void says_how_many_digits_it_could_be_judged_by() {
        Sheet sheet = Check.sheet().w(1, "[[0.5, 0.25]]").x("0 1").y("0").activations(Activation.IDENTITY);
        says(sheet.mine("dw1", "0 0.25"), Verdict.PASS, "right in all 2 entries, to the 2 digits given\n");
        says(sheet.mine("dw1", "0 0.250000000000000"), Verdict.PASS, "to the 15 digits given");
        says(sheet.mine("dw1", "0 0.2500000000000000"), Verdict.PASS, "right in all 2 entries\n");
    }

    @Test
    void that_nobody_can_judge_says_why() {
        Sheet saturated = Check.sheet().w(1, "1").b(1, "-1").x("1").y("1e-17");
        says(
                saturated.activations(Activation.IDENTITY).mine("db1", "-1e-17"),
                Verdict.CANNOT_TELL,
                "? ∂C/∂b¹  cannot tell: rounding leaves fewer than six digits of what is right");
        says(MAZUR.mine("dw1", "0 0 0 0.5"), Verdict.FAIL);
        says(
                MAZUR.mine("dw1", "0.00 0.00 0.00 0.00"),
                Verdict.CANNOT_TELL,
                "cannot tell in 4 of 4 entries: what is right is smaller than the last digit given");
    }

    @Nested
    class In_another_layout {
        @Test
        void is_right_and_says_so() {
            says(
                    MAZUR.mine("dw2", "[[0.0822, -0.0226], [0.0827, -0.0227]]"),
                    Verdict.PASS,
                    "right in all 4 entries, to the 3 digits given, as w_ij: transposed");
            says(MAZUR.mine("dw2", "0.0822 -0.0226 0.0827 -0.0227"), Verdict.PASS, "by columns");
            says(MAZUR.mine("dw12 of layer 2", "-0.0226"), Verdict.PASS, "= -0.2171 · 0.1755 · 0.5933, as w_ij");
            says(
                    MAZUR.mine(
                            "gradient",
                            "0.1385 -0.0381 0.0822 0.0827 -0.0226 -0.0227"
                                    + " 0.00877 0.00995 0.000439 0.000877 0.000498 0.000995"),
                    Verdict.PASS,
                    "in this order: each layer's biases before its weights, the last layer first");
        }

        @Test
        void of_weights_is_found_where_the_shapes_or_the_numbers_tell() {
            Sheet turned = Check.sheet()
                    .w(1, "[[0.15, 0.25], [0.20, 0.30]]")
                    .b(1, "0.35 0.35")
                    .w(2, "[[0.40, 0.50], [0.45, 0.55]]")
                    .b(2, "0.60 0.60")
                    .x("0.05 0.10")
                    .y("0.01 0.99")
                    .mine("C", "0.298371109");
            says(
                    turned.mine("dw12 of layer 2", "-0.0226").mine("dw2", "[[0.0822, -0.0226], [0.0827, -0.0227]]"),
                    Verdict.PASS,
                    "in all 4 entries, to the 3 digits given\n",
                    "w_ij leads from neuron i to neuron j",
                    "So read, no number is wrong; where w_jk leads to neuron j from neuron k, some are.");
            assertFalse(
                    turned.mine("dw12 of layer 2", "-0.0226").toString().contains(", as w_"),
                    "it is the usual order there");
            Sheet wide = Check.sheet()
                    .w(1, "[[1, 2, 3], [4, 5, 6]]")
                    .x("0.1 0.2")
                    .y("0 1 0")
                    .mine("z1", "0.9 1.2 1.5");
            says(wide, Verdict.PASS, "a 2-3 network (sigmoid) without biases", "w_ij leads from neuron i");
            assertFalse(wide.toString().contains("So read"), wide.toString());
        }

        @Test
        void of_examples_is_found_too() {
            Sheet rows = Check.sheet()
                    .w(1, "[[0.5, -1]]")
                    .x("[[1, 2], [3, 4], [5, 6]]")
                    .y("[[0], [1], [0]]");
            says(rows.mine("z1", "[[-1.5], [-2.5], [-3.5]]"), Verdict.PASS, "3 examples", "one example per row");
            says(rows.mine("z1", "[[-1.5, -2.5, -3.5]]"), Verdict.PASS, "with one example per column");
            says(rows.mine("z1", "-1.5 -2.5 -3.5"), Verdict.PASS);
            says(rows.mine("z1_1", "-1.5"), Verdict.CANNOT_TELL, "there are 3 examples: give all of z¹");
        }
    }

    @Nested
    class That_is_wrong {
        @Test
        void says_what_and_why() {
            says(
                    MAZUR.mine("dC/dw2", "[[0.4398, 0.4425], [-0.1288, -0.1296]]")
                            .mine("dC/db2", "[0.7414 -0.2171]")
                            .mine("dC/dw1", "[[0.0026, 0.0051], [0.0028, 0.0057]]"),
                    Verdict.FAIL,
                    "✗ sheet: WRONG, first in ∂C/∂w²",
                    "wrong in 4 of 4 entries; worst ∂C/∂w²₁₂: yours 0.4425, expected 0.08267",
                    "BP1: σ′(z²) is missing");
        }

        @Test
        void on_the_way_forward_is_not_searched_for_causes_further_back() {
            says(
                    MAZUR.mine("a1", "0.5933 0.6969").mine("dC/db2", "0.2 0.3"),
                    Verdict.FAIL,
                    "worst a¹₂: yours 0.6969, expected 0.5969",
                    "a¹ on the way forward is wrong already");
        }

        @Test
        void in_its_cost_alone_says_of_which_cost_it_would_be() {
            says(
                    MAZUR.mine("C", "0.596742218").mine("dC/db2", "0.2770 -0.0762"),
                    Verdict.FAIL,
                    "C would be right as Σ(a−y)²; one number is too few to tell.",
                    "Cause: right for C = Σ(a−y)², but you asked for ½Σ(a−y)².");
        }

        @Test
        void in_a_vector_of_all_derivatives_says_in_which() {
            says(
                    MAZUR.mine(
                            "gradient",
                            "0.000439 0.000877 0.000498 0.000995 0.00877 0.00995 0.0822 0.0927 -0.0226 -0.0227 0.138 -0.0381"),
                    Verdict.FAIL,
                    "✗ sheet: WRONG, first in ∂C/∂w²",
                    "✓ ∂C/∂b²  right in all 2 entries",
                    "✗ ∂C/∂w²  wrong in 1 of 4 entries; worst ∂C/∂w²₁₂: yours 0.0927, expected 0.08267",
                    "✓ ∂C/∂w¹  right in all 4 entries",
                    "Cause: BP4, layer 2: only ∂C/∂w²₁₂ is wrong.");
        }

        @Test
        void in_one_number_names_no_cause_but_what_it_would_be() {
            Sheet sheet = MAZUR.mine("dC/dw11 of layer 2", "0.4398");
            assertTrue(sheet.report().cause().isEmpty());
            says(
                    sheet,
                    Verdict.FAIL,
                    "wrong; yours 0.4398, expected 0.08217 = ∂C/∂a²₁ · σ′(z²₁) · a¹₁ = 0.7414 · 0.1868 · 0.5933",
                    "For ∂C/∂w²₁₁ one number is too few to tell the cause; ",
                    "BP1: σ′(z²) is missing");
        }

        @Test
        void in_its_cost_as_no_cost_explains_says_no_more() {
            Sheet sheet = MAZUR.mine("C", "0.7");
            says(sheet, Verdict.FAIL);
            assertFalse(sheet.toString().contains("C would be"), sheet.toString());
        }

        @Test
        void is_explained_from_the_output_backwards_in_whatever_order_it_is_given() {
            says(
                    MAZUR.mine("dC/dw1", "[[0.0026, 0.0051], [0.0028, 0.0057]]")
                            .mine("dC/dw2", "[[0.4398, 0.4425], [-0.1288, -0.1296]]")
                            .mine("dC/db2", "[0.7414 -0.2171]"),
                    Verdict.FAIL,
                    "BP1: σ′(z²) is missing");
        }

        @Test
        void in_an_entry_that_has_no_counterpart_is_wrong_all_the_same() {
            Sheet wide = Check.sheet()
                    .w(1, "[[1, 2, 3], [4, 5, 6]]")
                    .x("0.1 0.2 0.3")
                    .y("0 1");
            for (String name : List.of("dw13 of layer 1", "dw12 of layer 1", "dw11 of layer 1")) {
                says(wide.mine(name, "0.777"), Verdict.FAIL, "wrong; yours 0.777");
            }
            Sheet tall =
                    Check.sheet().w(1, "[[1, 2], [3, 4], [5, 6]]").x("0.1 0.2").y("0 1 0");
            for (String name : List.of("dw31 of layer 1", "dw21 of layer 1")) {
                says(tall.mine(name, "0.777"), Verdict.FAIL, "wrong; yours 0.777");
            }
        }

        @Test
        void in_one_entry_counts_from_1_as_the_sheet_reads_weights() {
            says(
                    MAZUR.mine("dw2", "[[0.0822, 0.0827], [-0.0237, -0.0227]]"),
                    Verdict.FAIL,
                    "worst ∂C/∂w²₂₁: yours -0.0237",
                    "Cause: BP4, layer 2: only ∂C/∂w²₂₁ is wrong.");
            Sheet turned = Check.sheet()
                    .w(1, "[[0.15, 0.25, 0.5], [0.20, 0.30, 0.7]]")
                    .x("0.05 0.10")
                    .y("0.01 0.99 0.5");
            SimpleMatrix right = exact(
                            new Network(new Layer(
                                    new SimpleMatrix(new double[][] {{0.15, 0.20}, {0.25, 0.30}, {0.5, 0.7}}),
                                    new SimpleMatrix(3, 1),
                                    Activation.SIGMOID)),
                            new SimpleMatrix(new double[] {0.05, 0.10}),
                            new SimpleMatrix(new double[] {0.01, 0.99, 0.5}))
                    .w(1)
                    .copy();
            right.set(2, 0, 0.125);
            says(
                    turned.mine("dw1", exactly(right.transpose())),
                    Verdict.FAIL,
                    "worst ∂C/∂w¹₁₃: yours 0.125",
                    "only ∂C/∂w¹₁₃ is wrong");
        }

        @Test
        void shows_where_the_numbers_differ_even_if_late() {
            says(MAZUR.mine("C", "0.298371209"), Verdict.FAIL, "yours 0.2983712, expected 0.2983711");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "dw2 | [[1, 2, 3], [4, 5, 6]] | is 2x3, but must be 2x2",
                    "dw2 | 1 2 3 | is 3 numbers, but must be 2x2",
                    "dC/dw11 of layer 1 | 1 2 | is 1x2, but must be one number",
                    "gradient | 1 2 3 | has 3 numbers, but must have 12, one per weight and bias",
                })
        void in_its_shape_says_so(String name, String numbers, String finding) {
            says(MAZUR.mine(name, numbers), Verdict.FAIL, finding);
        }
    }

    /** z = 0 in the second layer, where the slope of a ReLU may be 0 or 1. */
    @Test
    void at_a_kink_either_slope_is_right_and_no_other() {
        Sheet kink = Check.sheet()
                .w(1, "[[1, -1]]")
                .b(1, "0")
                .w(2, "[[2]]")
                .b(2, "0.5")
                .activations(Activation.RELU, Activation.IDENTITY)
                .x("0.75 0.75")
                .y("1");
        says(kink.mine("db1", "0"), Verdict.PASS, "Neuron 1 of layer 1 stands at a kink, z = 0");
        says(kink.mine("db1", "-1.000"), Verdict.PASS);
        assertEquals(2, kink.mine("db1", "0").report().notes().size());
        says(kink.mine("db1", "1.001"), Verdict.FAIL);
        says(kink.mine("db2", "-0.500"), Verdict.PASS);
    }

    @Nested
    class With_another_reading {
        private final Sheet rows =
                Check.sheet().w(1, "[[0.5, -1]]").x("[[1, 2], [3, 4], [5, 6]]").y("[[0], [1], [0]]");

        @Test
        void that_is_wrong_too_says_so_and_of_none_that_makes_no_difference() {
            says(
                    MAZUR.mine("z1", "7 8"),
                    Verdict.FAIL,
                    "Some are wrong as well if w_ij leads from neuron i to neuron j.");
            Sheet lists = Check.sheet().w(1, "0.5 -1").x("1 2").y("0").mine("z1", "7");
            assertFalse(lists.toString().contains("as well"), lists.toString());
            says(lists, Verdict.FAIL, "w_jk leads to neuron j from neuron k.");
            Sheet square = Check.sheet()
                    .w(1, "[[0.5, -1], [2, 3]]")
                    .x("[[1, 2], [3, 4]]")
                    .y("[[0, 1], [1, 0]]")
                    .mine("z1", "[[70, 8], [9, 11]]");
            says(
                    square,
                    Verdict.FAIL,
                    "Some are wrong as well if w_jk leads to neuron j from neuron k, one example per row; "
                            + "or w_ij leads from neuron i to neuron j, one example per column; or w_ij");
        }

        @Test
        void takes_a_list_for_several_examples_of_one_number() {
            says(
                    Check.sheet().w(1, "2").x("1 2 3").y("0 1 0").mine("z1", "2 4 6"),
                    Verdict.PASS,
                    "a 1-1 network (sigmoid) without biases, 3 examples",
                    "w_jk leads to neuron j from neuron k, one example per column.");
        }

        @Test
        void tells_of_another_layout_of_examples_only_where_there_are_several() {
            says(
                    rows.mine("z1", "[[-1.5], [-2.5], [-3.5]]"),
                    Verdict.PASS,
                    "in all 3 entries, to the 2 digits given\n");
            says(rows.mine("z1", "[[-1.5, -2.5, -3.5]]"), Verdict.PASS, "given, with one example per column\n");
            says(MAZUR.mine("z1", "[[0.3775, 0.3925]]"), Verdict.PASS, "to the 4 digits given\n");
        }

        @Test
        void takes_a_column_of_weights_for_one_where_it_fits() {
            says(Check.sheet().w(1, "0.5 -1").x("2").y("0 0").mine("z1", "1 -2"), Verdict.PASS, "a 1-2 network");
            says(Check.sheet().w(1, "0.5 -1").x("2 1").y("0").mine("z1", "0"), Verdict.PASS, "a 2-1 network");
        }
    }

    @Nested
    class That_is_incomplete {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "dw | 1 | which layer? say ∂C/∂w of layer 1",
                    "dw11 | 1 | there is no layer 11; an entry is dC/dw11 of layer 1",
                    "dw13 of layer 1 | 1 | there is no such entry in 2x2",
                    "δ3 in layer 2 | 1 | there is no such entry in 2x1",
                })
        void names_what_is_not_there(String name, String numbers, String finding) {
            says(MAZUR.mine(name, numbers), Verdict.CANNOT_TELL, "? sheet: cannot tell", finding);
        }

        @Test
        void says_what_is_missing() {
            says(Check.sheet(), Verdict.CANNOT_TELL, "w of layer 1  is not given");
            says(Check.sheet().w(2, "1").x("1").y("1"), Verdict.CANNOT_TELL, "w of layer 1  is not given");
            says(Check.sheet().w(1, "1").y("1"), Verdict.CANNOT_TELL, "x  is not given");
            says(Check.sheet().w(1, "1").x("1"), Verdict.CANNOT_TELL, "y  is not given");
            says(MAZUR.w(3, "1 1"), Verdict.CANNOT_TELL, "b of layer 3  is not given");
            says(MAZUR.b(3, "1"), Verdict.CANNOT_TELL, "w of layer 3  is not given");
            says(MAZUR, Verdict.CANNOT_TELL, "nothing of yours  is given");
            says(
                    Check.sheet().w(1, "1").x("1").y("1").mine("db1", "1"),
                    Verdict.CANNOT_TELL,
                    "the network has no biases, as none are given");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "w | [[1, 2, 3], [4, 5, 6]] | w of layer 2 must have 2 columns, one per neuron of layer 1, but was 2x3",
                    "b | 1 2 3 | b of layer 2 must have 2 numbers, one per neuron, but was 3",
                    "x | 1 2 3 | x must have 2 numbers for each example, one per input, but was 3",
                    "y | 1 2 3 | y must have 2 numbers for each example, one per output, but was 3",
                    "y | [[1, 2], [3, 4]] | y must have 1 columns, one per example of x, but was 2x2",
                })
        void says_what_does_not_fit(String what, String numbers, String sentence) {
            Sheet sheet = MAZUR.mine("C", "1");
            says(
                    switch (what) {
                        case "w" -> sheet.w(2, numbers);
                        case "b" -> sheet.b(2, numbers);
                        case "x" -> sheet.x(numbers);
                        default -> sheet.y(numbers);
                    },
                    Verdict.FAIL,
                    "✗ sheet: impossible",
                    sentence);
        }

        @Test
        void says_what_its_cost_refuses_but_not_that_an_activation_of_ones_own_throws() {
            Sheet entropy = MAZUR.cost(Cost.CROSS_ENTROPY).mine("C", "1");
            says(
                    entropy.y("0.01 1.99"),
                    Verdict.FAIL,
                    "✗ sheet: impossible",
                    "y must lie from 0 to 1 for cross-entropy");
            Activation own = new Activation("own", SheetTest::no, z -> 1);
            String message = assertThrows(
                            IllegalArgumentException.class,
                            MAZUR.activations(own).mine("C", "1")::report)
                    .getMessage();
            assertEquals("no idea", message);
        }
    }

    @Nested
    class Refuses {
        private void refused(String message, Supplier<?> call) {
            assertEquals(
                    message, assertThrows(RuntimeException.class, call::get).getMessage());
        }

        @Test
        void what_it_cannot_read() {
            refused(
                    "w of layer 1 must hold numbers only, but was 'ten' at character 7",
                    () -> MAZUR.w(1, "[[0.1 ten]]"));
            refused("dC/dw2 must hold a number, but was not so at character 1", () -> MAZUR.mine("dC/dw2", ""));
            refused("l must be a layer from 1 to 100, but was 0", () -> MAZUR.w(0, "1"));
            refused("x must be given, but was null", () -> MAZUR.x(null));
            refused("name must be given, but was null", () -> MAZUR.mine(null, "1"));
            refused("cost must be given, but was null", () -> MAZUR.cost(null));
            refused("activations must be given, but was null", () -> MAZUR.activations((Activation[]) null));
            refused("activations must be one, or one for each layer, but was 0", () -> MAZUR.activations());
            refused("lambda must be 0 or more and finite, but was -1.0", () -> MAZUR.regularized(-1));
            refused(
                    "lambda must be 0 or more and finite, but was Infinity",
                    () -> MAZUR.regularized(Double.POSITIVE_INFINITY));
            says(MAZUR.regularized(0).mine("C", "0.298371109"), Verdict.PASS);
            refused(
                    "name must be such as dC/dw2, db1, delta2, a1, z2, C, dC/dx, gradient or dC/dw11 of layer 1, but was '"
                            + "w".repeat(100) + "'",
                    () -> MAZUR.mine("w".repeat(100), "1"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "w2",
                    "b",
                    "foo",
                    "dC/dw[1][1]",
                    "dC/dC",
                    "ddelta2",
                    "C1",
                    "dC/dx of layer 1",
                    "dw^1 of layer 1",
                    "dw1_11 of layer 2",
                    "gradient of layer 1",
                    "dw1,2",
                    "𝛿²",
                    "∂C/∂w¹₁₁ layer"
                })
        void a_name_it_does_not_know(String name) {
            refused(
                    "name must be such as dC/dw2, db1, delta2, a1, z2, C, dC/dx, gradient or dC/dw11 of layer 1, but was '"
                            + name + "'",
                    () -> MAZUR.mine(name, "1"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"dw1 of layer 1", "dw123 of layer 1", "dw01 of layer 1", "db1,2 of layer 1", "∂C/∂w¹₀₀"})
        void indices_that_are_none(String name) {
            String message = assertThrows(IllegalArgumentException.class, () -> MAZUR.mine(name, "1"))
                    .getMessage();
            assertTrue(message.startsWith("name must count entries from 1, with "), message);
        }

        @Test
        void any_name_in_one_sentence() {
            Random random = new Random(1);
            String[] pieces = {"d", "C", "/", "w", "1", "₁", "¹", "_", "^", "of", " ", "layer", "δ", "∂", ",", "0", "\n"
            };
            for (int i = 0; i < 10_000; i++) {
                byte[] bytes = new byte[random.nextInt(12)];
                random.nextBytes(bytes);
                String name = i % 2 == 0
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : IntStream.range(0, random.nextInt(9))
                                .mapToObj(n -> pieces[random.nextInt(pieces.length)])
                                .collect(Collectors.joining());
                try {
                    assertDoesNotThrow(() -> Quantity.of(name).toString());
                } catch (AssertionError e) {
                    assertEquals(IllegalArgumentException.class, e.getCause().getClass(), name);
                }
            }
            refused(
                    "name must be at most 100 characters long, but was 10000000",
                    () -> MAZUR.mine("w".repeat(10_000_000), "1"));
        }
    }

    @Test
    void takes_other_costs_and_activations_and_a_regularisation() {
        Sheet sheet = Check.sheet()
                .w(1, "[[2, -1]]")
                .x("1.1 0.7")
                .y("1")
                .activations(Activation.IDENTITY)
                .cost(Cost.SQUARED_ERROR)
                .regularized(0.1);
        says(
                sheet.mine("C", "0.5").mine("dw1", "1.3 0.6"),
                Verdict.PASS,
                "C = Σ(a−y)² + ½λΣ‖w‖²",
                "(identity) without biases");
        says(sheet.mine("dw1", "1.1 0.7"), Verdict.FAIL, "BP4: λw¹ is missing");
        says(sheet.mine("dw11", "1.3"), Verdict.CANNOT_TELL);
        says(sheet.mine("dw₁₁", "1.3").mine("dC/dw_12", "0.6"), Verdict.PASS);
    }

    @Test
    void is_a_value() {
        Sheet one = MAZUR.mine("C", "0.298371109");
        Sheet two = one.mine("C", "0.3");
        assertEquals(1, one.report().lines().size());
        assertEquals(2, two.report().lines().size());
        assertEquals(one.report().toString(), one.toString());
    }

    private static String text(SimpleMatrix m, Random random) {
        UnaryOperator<String> row = List.<UnaryOperator<String>>of(
                        r -> "[" + r + "]", r -> " [ " + r.replace(",", "") + "]\n")
                .get(random.nextInt(2));
        return IntStream.range(0, m.getNumRows())
                .mapToObj(j -> row.apply(IntStream.range(0, m.getNumCols())
                        .mapToObj(k -> String.format(Locale.ROOT, "%.6e", m.get(j, k)))
                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining(" ", random.nextBoolean() ? "array([" : "tensor([", "])"));
    }

    /** A right sheet is never called wrong, however it is written down; a wrong one never right. */
    @Test
    void of_random_networks_is_right_if_it_is_and_wrong_if_it_is_not() {
        Random random = new Random(5);
        for (int n = 0; n < 200; n++) {
            int depth = 1 + random.nextInt(3);
            int[] sizes = IntStream.rangeClosed(0, depth)
                    .map(l -> 1 + random.nextInt(4))
                    .toArray();
            Network network = Network.of(sizes).random(random.nextLong());
            SimpleMatrix x = SimpleMatrix.random_DDRM(network.inputs(), 1, -1, 1, random);
            SimpleMatrix y = SimpleMatrix.random_DDRM(network.outputs(), 1, 0, 1, random);
            boolean turned = random.nextBoolean();
            UnaryOperator<SimpleMatrix> layout = turned ? SimpleMatrix::transpose : m -> m;
            Sheet sheet = Check.sheet();
            Gradient gradient = exact(network, x, y);
            for (int l = 1; l <= depth; l++) {
                sheet = sheet.w(l, exactly(layout.apply(network.w(l)))).b(l, exactly(network.b(l)));
            }
            sheet = sheet.x(exactly(x)).y(exactly(y));
            Sheet wrong = sheet;
            int slip = 1 + random.nextInt(depth);
            for (int l = depth; l >= 1; l--) {
                String right = text(layout.apply(gradient.w(l)), random);
                sheet = sheet.mine("dw" + l, right).mine("db" + l, text(gradient.b(l), random));
                wrong = wrong.mine(
                        "dw" + l, l == slip ? text(layout.apply(gradient.w(l)).scale(1.001), random) : right);
            }
            assertEquals(Verdict.PASS, sheet.report().verdict(), sheet::toString);
            assertEquals(Verdict.FAIL, wrong.report().verdict(), wrong::toString);
        }
    }

    private static Gradient exact(Network network, SimpleMatrix x, SimpleMatrix y) {
        return Backprop.gradient(network, Cost.HALF_SQUARED_ERROR, new DataSet(x, y));
    }

    private static String exactly(SimpleMatrix m) {
        return Stream.of(m)
                .flatMap(all -> IntStream.range(0, m.getNumRows())
                        .mapToObj(j -> IntStream.range(0, m.getNumCols())
                                .mapToObj(k -> String.valueOf(m.get(j, k)))
                                .collect(Collectors.joining(", ", "[", "]"))))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
