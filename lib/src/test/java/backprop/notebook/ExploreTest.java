package backprop.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Activation;
import backprop.internal.CanIgnoreReturnValue;
import backprop.plot.Charts;
import backprop.plot.Curve;
import backprop.text.Table;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.knowm.xchart.XYChart;

/** Through IJava's own comms; JJava's are met in the notebooks themselves. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExploreTest {
    private PageOnTrial page;

    @BeforeEach
    void open() {
        Companion.start();
        page = new PageOnTrial();
    }

    private static Control<Double> slider() {
        return Explore.slider("η", 0.1, 0, 1);
    }

    @CanIgnoreReturnValue
    private DisplayData run(Live live) {
        return PageOnTrial.run("cell", "code", live);
    }

    @Nested
    class Without_a_kernel {
        @Test
        void the_starting_values_and_what_they_show_are_the_text() {
            XYChart chart = Charts.functions(-1, 1, Curve.of("σ", z -> z));
            Live live = Explore.shows(slider(), Explore.choice("g", "tanh", "σ"), (eta, g) -> chart);
            assertEquals("η = 0.1, g = tanh\n" + Charts.picture(chart).text(), live.toString());
        }

        @Test
        void the_function_throws_what_it_throws() {
            var thrown = assertThrows(
                    IllegalStateException.class,
                    () -> slider().shows(eta -> {
                        throw new IllegalStateException("no");
                    }));
            assertEquals("no", thrown.getMessage());
        }

        @Test
        void a_function_of_nothing_is_refused() {
            var thrown = assertThrows(IllegalArgumentException.class, () -> slider().shows(eta -> null));
            assertEquals("what a function shows must be given, but was null", thrown.getMessage());
        }
    }

    @Nested
    class Refuses {
        private static void refused(String message, Executable call) {
            assertEquals(
                    message, assertThrows(IllegalArgumentException.class, call).getMessage());
        }

        @Test
        void a_start_out_of_range() {
            refused("start must lie from 0.0 to 1.0, but was 2.0", () -> Explore.slider("η", 2, 0, 1));
            refused("start must lie from 1 to 9, but was 0", () -> Explore.wholeNumber("n", 0, 1, 9));
        }

        @Test
        void a_range_that_is_none() {
            refused("to must be above from, 1.0, but was 1.0", () -> Explore.slider("η", 1, 1, 1));
            refused("from must be positive and finite, but was 0.0", () -> Explore.logSlider("η", 1, 0, 1));
            refused("to must be above from, 3, but was 2", () -> Explore.play("n", 3, 3, 2));
        }

        @Test
        void options_that_look_alike() {
            refused("the texts of options must differ, but was [1, 1]", () -> Explore.choice("n", 1, "1"));
            refused("the number of options must be at least 1, but was 0", () -> Explore.choice("n"));
        }

        @Test
        void a_blank_name() {
            refused("label must not be blank, but was ' '", () -> Explore.button(" "));
        }
    }

    @Nested
    class An_output {
        @Test
        void has_the_picture_and_the_text_of_the_starting_values_beside_the_controls() {
            Live live = slider().shows(eta -> Charts.functions(-1, 1, Curve.of("C", z -> eta * z)));
            DisplayData shown = run(live);
            assertEquals(live.toString(), shown.getData(MIMEType.TEXT_PLAIN));
            assertTrue(shown.hasDataForType(MIMEType.IMAGE_PNG));
            assertEquals(
                    Map.of("version_major", 2, "version_minor", 0, "model_id", page.id("VBox")),
                    shown.getData(MIMEType.parse(Live.VIEW)));
        }

        @Test
        void is_made_once_though_the_kernel_was_taught_again() {
            Companion.start();
            run(slider().shows(eta -> "text"));
            assertEquals(
                    "[w-1, w-2, w-3, w-4, w-5, w-6, w-7, w-8, w-9]",
                    page.widgets.keySet().toString().replaceAll("w\\w+", "w"));
        }

        @Test
        void names_the_same_widgets_in_every_run() {
            run(slider().shows(eta -> "text"));
            Set<String> names = Set.copyOf(page.widgets.keySet());
            page = new PageOnTrial();
            run(slider().shows(eta -> "text"));
            assertEquals(names, page.widgets.keySet());
        }

        @Test
        void of_another_cell_has_other_names() {
            PageOnTrial.run("", "one", slider().shows(eta -> "text"));
            int each = page.widgets.size();
            PageOnTrial.run("", "other", slider().shows(eta -> "text"));
            assertEquals(2 * each, page.widgets.size());
        }

        @Test
        void takes_the_place_of_an_earlier_run_of_its_cell_alone() {
            run(slider().shows(eta -> "text"));
            int each = page.open();
            run(slider().shows(eta -> "text"));
            assertEquals(each, page.open());
            PageOnTrial.run("other", "code", slider().shows(eta -> "text"));
            assertEquals(2 * each, page.open());
            PageOnTrial.run("cell", "edited", slider().shows(eta -> "text"));
            assertEquals(2 * each, page.open());
            assertEquals(page.open(), page.widgets.size());
        }
    }

    @Nested
    class A_control {
        @Test
        void is_followed() throws InterruptedException {
            run(slider().shows(eta -> Charts.functions(-1, 1, Curve.of("C of " + eta, z -> z))));
            assertTrue(page.get(page.id("HTMLMath"), "value").contains("C of 0.1"));
            page.change("FloatSlider", "value", 0.30000000000000004);
            String html = page.shown("HTMLMath", shown -> shown.contains("C of 0.3 "));
            assertTrue(html.startsWith("<img alt=\"chart &quot;C of 0.3&quot;: "), html.substring(0, 100));
        }

        @Test
        void has_a_label_and_a_range() {
            run(Explore.logSlider("step h", 1e-5, 1e-12, 1).shows(h -> "text"));
            String id = page.id("FloatLogSlider");
            assertEquals("step h", page.get(id, "description"));
            assertEquals("-12.0 0.0 0.1", page.get(id, "min") + " " + page.get(id, "max") + " " + page.get(id, "step"));
        }

        @Test
        void rounds_what_it_hears_and_stays_in_its_range() throws InterruptedException {
            run(Explore.shows(
                    Explore.slider("a", 0.25, 0, 0.3337),
                    Explore.logSlider("b", 1, 1e-3, 2.34567),
                    (a, b) -> a + " " + b));
            page.change("FloatSlider", "value", 0.33370001);
            page.change("FloatLogSlider", "value", 0.012589254117941673);
            page.shown("HTMLMath", "<pre>0.3337 0.01259</pre>"::equals);
            page.change("FloatLogSlider", "value", 2.34567);
            page.shown("HTMLMath", "<pre>0.3337 2.34567</pre>"::equals);
        }

        @Test
        void of_every_kind_gives_its_value() throws InterruptedException {
            run(Explore.shows(
                    Explore.wholeNumber("n", 3, 1, 9),
                    Explore.choice("g", Activation.SIGMOID, Activation.TANH),
                    Explore.tick("bias", true),
                    (n, g, bias) -> n + " " + g.equals(Activation.TANH) + " " + bias));
            page.change("IntSlider", "value", 4);
            page.change("Dropdown", "index", 1);
            page.change("Checkbox", "value", false);
            page.shown("HTMLMath", "<pre>4 true false</pre>"::equals);
        }

        @Test
        void that_is_a_button_counts() throws InterruptedException {
            run(Explore.button("again").shows(n -> "pressed " + n));
            for (int n = 0; n < 2; n++) {
                page.say(page.id("Button"), Map.of("method", "custom", "content", Map.of("event", "click")));
            }
            page.shown("HTMLMath", "<pre>pressed 2</pre>"::equals);
        }

        @Test
        void that_plays_is_moved_in_the_page() {
            run(Explore.play("epoch", 0, 0, 30).shows(n -> "epoch " + n));
            assertEquals("[\"IPY_MODEL_" + page.id("IntSlider") + "\",\"value\"]", page.get(page.id("Link"), "target"));
            assertEquals("30", page.get(page.id("Play"), "max"));
        }

        @Test
        void that_stays_where_it_is_asks_nothing() throws InterruptedException {
            List<Double> seen = Collections.synchronizedList(new ArrayList<>());
            run(slider().shows(eta -> seen.add(eta)));
            page.change("FloatSlider", "value", 0.1);
            page.change("FloatSlider", "value", 0.2);
            page.shown("HTMLMath", shown -> seen.size() > 1);
            assertEquals(List.of(0.1, 0.2), seen);
        }
    }

    @Test
    void a_table_is_shown_in_the_page_s_own_style() {
        run(slider().shows(eta -> Table.of("η").row(eta)));
        assertTrue(page.get(page.id("HTMLMath"), "value").startsWith("<div class=\"jp-RenderedHTMLCommon\"><table>"));
    }

    @Test
    void the_newest_value_wins_and_none_waits() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(1);
        List<Double> seen = Collections.synchronizedList(new ArrayList<>());
        run(slider().shows(eta -> {
            seen.add(eta);
            if (eta > 0.1) {
                await(all);
            }
            return "η " + eta;
        }));
        for (int n = 11; n <= 99; n++) {
            page.change("FloatSlider", "value", n / 100.0);
        }
        all.countDown();
        page.shown("HTMLMath", "<pre>η 0.99</pre>"::equals);
        assertTrue(seen.size() < 10, seen.toString());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_takes_long_is_interrupted_for_a_newer_value() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        run(slider().shows(eta -> {
            if (eta == 0.5) {
                begun.countDown();
                await(never);
            }
            return "η " + eta;
        }));
        page.change("FloatSlider", "value", 0.5);
        begun.await();
        Thread.sleep(400);
        page.change("FloatSlider", "value", 0.6);
        page.shown("HTMLMath", "<pre>η 0.6</pre>"::equals);
    }

    @Test
    void what_a_function_throws_is_told_beside_the_control_and_forgotten_afterwards() throws InterruptedException {
        run(Explore.wholeNumber("n", 1, -9, 9).shows(n -> {
            if (n == -1) {
                throw new StackOverflowError();
            }
            return "1/n = " + 1 / n + " "
                    + Charts.functions(0, n, Curve.of("C", z -> z)).getWidth();
        }));
        page.change("IntSlider", "value", 0);
        page.shown("HTML", shown -> shown.contains(">✗ ArithmeticException: / by zero<"));
        page.is("Layout", "visibility", "hidden"::equals);
        page.change("IntSlider", "value", -1);
        page.shown("HTML", shown -> shown.contains(">✗ StackOverflowError<"));
        page.change("IntSlider", "value", -2);
        page.shown("HTML", shown -> shown.contains(">✗ to must be above from, 0.0, by 1e-9 or more, but was −2.0<"));
        page.change("IntSlider", "value", 2);
        page.shown("HTMLMath", "<pre>1/n = 0 600</pre>"::equals);
        assertEquals("", page.get(page.id("HTML"), "value"));
        page.is("Layout", "visibility", "visible"::equals);
    }

    @Test
    void a_page_that_was_loaded_again_is_told_all() throws InterruptedException {
        run(slider().shows(eta -> "η " + eta));
        page.change("FloatSlider", "value", 0.6);
        page.shown("HTMLMath", "<pre>η 0.6</pre>"::equals);
        Map<String, String> before = states();
        page.reload();
        assertEquals(before, states());
        page.widgets.clear();
        before.keySet().forEach(id -> page.say(id, Map.of("method", "request_state")));
        assertEquals(before, states());
    }

    private Map<String, String> states() {
        return page.widgets.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        widget -> page.get(widget.getKey(), "_model_name")
                                + page.get(widget.getKey(), "value")
                                + page.get(widget.getKey(), "children")));
    }

    @Test
    void a_thousand_moves_leave_nothing_behind() throws InterruptedException {
        run(slider().shows(eta -> "η " + eta));
        int open = page.open();
        for (int n = 0; n <= 1000; n++) {
            page.change("FloatSlider", "value", n / 1000.0);
        }
        page.shown("HTMLMath", "<pre>η 1.0</pre>"::equals);
        assertEquals(open, page.open());
        for (int n = 0; n < 100 && works(); n++) {
            Thread.sleep(50);
        }
        assertFalse(works());
    }

    private static boolean works() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("explore"));
    }
}
