package backprop.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Descent;
import backprop.GradientDescent;
import backprop.History;
import backprop.Sigmoid;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

class ChartsTest {
    private static final Color BLUE = new Color(0x0072B2);
    private static final Color VERMILLION = new Color(0xD55E00);

    private static History history(String label, double... costs) {
        List<Double> values = Arrays.stream(costs).boxed().toList();
        Map<String, List<Double>> measures = new LinkedHashMap<>();
        measures.put("held-out cost", values.stream().map(cost -> cost + 0.1).toList());
        measures.put("accuracy", values.stream().map(cost -> 1 / (1 + cost)).toList());
        return new History(label, "epoch", values, measures, "done");
    }

    private static Descent bowl(double eta, int steps) {
        return GradientDescent.minimize(
                ChartsTest::bowl, p -> new double[] {p[0], 4 * p[1]}, new double[] {2.5, 1.2}, eta, steps);
    }

    private static double bowl(double[] p) {
        return (p[0] * p[0] + 4 * p[1] * p[1]) / 2;
    }

    private static Descent parabola(double eta, int steps) {
        return GradientDescent.minimize(p -> p[0] * p[0], p -> new double[] {2 * p[0]}, new double[] {2}, eta, steps);
    }

    private static void assertRefuses(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static double[] y(XYChart chart, String series) {
        return chart.getSeries(series).getYData();
    }

    @Nested
    class Cost_curve {
        private final XYChart chart = Charts.costCurve(history("η = 1", 0.9, 0.5, 0.2), "held-out cost");

        @Test
        void holds_the_cost_and_the_measure_by_epoch() {
            assertArrayEquals(new double[] {0, 1, 2}, chart.getSeries("cost").getXData());
            assertArrayEquals(new double[] {0.9, 0.5, 0.2}, y(chart, "cost"));
            assertArrayEquals(new double[] {1.0, 0.6, 0.30000000000000004}, y(chart, "held-out cost"));
        }

        @Test
        void names_its_axes_and_describes_itself() {
            assertEquals(
                    "chart \"Cost\": cost (3 points), held-out cost (3 points); x epoch, y cost",
                    Charts.describe(chart));
        }

        @Test
        void names_what_is_not_a_cost() {
            assertEquals(
                    "chart \"Cost, accuracy\": cost (3 points), accuracy (3 points); x epoch, y cost, accuracy",
                    Charts.describe(Charts.costCurve(history("η = 1", 0.9, 0.5, 0.2), "accuracy")));
        }

        @Test
        void refuses_a_measure_twice_and_one_that_is_not_there() {
            assertRefuses(
                    "the names of curves must differ, but was [cost, cost]",
                    () -> Charts.costCurve(history("η = 1", 1), "cost"));
            assertRefuses(
                    "name must be one of the measures [held-out cost, accuracy], but was 'loss'",
                    () -> Charts.costCurve(history("η = 1", 1), "loss"));
        }
    }

    @Nested
    class Cost_curves {
        @Test
        void hold_one_line_per_history_under_its_label() {
            XYChart chart = Charts.costCurves(history("η = 0.1", 1, 0.9), history("η = 1", 1, 0.2, 0.1));
            assertEquals(
                    "chart \"Cost\": η = 0.1 (2 points), η = 1 (3 points); x epoch, y cost", Charts.describe(chart));
            assertArrayEquals(new double[] {1, 0.2, 0.1}, y(chart, "η = 1"));
        }

        @Test
        void name_a_history_that_is_alone_in_the_title() {
            assertEquals(
                    "Cost, η = 1", Charts.costCurves(history("η = 1", 1, 0.2)).getTitle());
        }

        @Test
        void name_both_units() {
            XYChart chart = Charts.costCurves(
                    history("epochs", 1, 0.9), parabola(0.1, 1).history());
            assertEquals("epoch or step", chart.getXAxisTitle());
        }

        @Test
        void of_a_million_points_are_drawn_by_as_many_as_can_be_seen() {
            double[] costs = new double[1_000_001];
            Arrays.setAll(costs, n -> Math.exp(-n / 2e5) + (n == 123_456 ? 0.7 : 0));
            costs[500_000] = Double.NaN;
            XYChart chart = Charts.costCurve(history("long", costs));
            double[] drawn = y(chart, "cost");
            assertTrue(drawn.length < 6001, "points drawn: " + drawn.length);
            assertEquals(
                    Arrays.stream(costs).filter(Double::isFinite).max(),
                    Arrays.stream(drawn).filter(Double::isFinite).max());
            assertEquals(costs[0], drawn[0]);
            assertEquals(costs[1_000_000], drawn[drawn.length - 1]);
            double[] x = chart.getSeries("cost").getXData();
            assertArrayEquals(drawn, Arrays.stream(x).map(n -> costs[(int) n]).toArray());
            assertArrayEquals(x, Arrays.stream(x).sorted().toArray());
            assertTrue(Charts.describe(chart).contains("cost (1000001 points)"), Charts.describe(chart));
        }

        @Test
        void refuse_none_and_labels_that_do_not_tell_them_apart() {
            assertRefuses("the number of histories must be at least 1, but was 0", () -> Charts.costCurves());
            assertRefuses(
                    "the labels of histories must differ (History.named gives one), " + "but was [η = 1, η = 1]",
                    () -> Charts.costCurves(history("η = 1", 1), history("η = 1", 2)));
        }

        @Test
        void end_at_twice_the_start_when_one_climbs_above_10_times_it() {
            XYChart chart = Charts.costCurves(history("good", 4, 1), history("too large", 4, 39, 41));
            assertEquals(8.0, chart.getStyler().getYAxisMax());
            assertEquals("cost (higher values cut off)", chart.getYAxisTitle());
            assertArrayEquals(new double[] {4, 39, 41}, y(chart, "too large"));
            assertEquals("cost", Charts.logarithmic(chart).getYAxisTitle());
            assertEquals(null, chart.getStyler().getYAxisMax());
        }

        @Test
        void end_at_the_top_when_they_climb_less() {
            XYChart chart = Charts.costCurves(history("good", 4, 1), history("large", 4, 39, 40));
            assertEquals(null, chart.getStyler().getYAxisMax());
            assertEquals("cost", chart.getYAxisTitle());
        }
    }

    @Test
    void A_measure_is_drawn_for_every_history() {
        XYChart chart = Charts.measure("accuracy", history("η = 0.1", 1, 0.25), history("η = 1", 1, 0));
        assertEquals(
                "chart \"Accuracy\": η = 0.1 (2 points), η = 1 (2 points); x epoch, y accuracy",
                Charts.describe(chart));
        assertArrayEquals(new double[] {0.5, 0.8}, y(chart, "η = 0.1"));
    }

    @Nested
    class Functions {
        @Test
        void have_400_points_from_end_to_end() {
            XYSeries sigma = Charts.functions(-6, 6, Curve.of("σ", Sigmoid::of)).getSeries("σ");
            assertEquals(400, sigma.getXData().length);
            assertEquals(-6, sigma.getXData()[0]);
            assertEquals(6, sigma.getXData()[399]);
            assertEquals(Sigmoid.of(6), sigma.getYData()[399]);
        }

        @Test
        void name_the_chart_and_its_axes() {
            assertEquals(
                    "chart \"σ and σ′\": σ (400 points), σ′ (400 points); x z, y σ(z), σ′(z)",
                    Charts.describe(
                            Charts.functions(-6, 6, Curve.of("σ", Sigmoid::of), Curve.of("σ′", Sigmoid::derivative))));
        }

        @Test
        void take_their_variable_from_the_first_name() {
            assertEquals(
                    "chart \"C(w) and slope\": C(w) (400 points), slope (400 points); x w, y C(w), slope(w)",
                    Charts.describe(
                            Charts.functions(-1, 1, Curve.of("C(w)", w -> w * w), Curve.of("slope", w -> 2 * w))));
        }

        @Test
        void are_drawn_in_the_order_given() {
            assertEquals(
                    "chart \"Functions of z\": sin (400 points), cos (400 points), tan (400 points), "
                            + "1/z (400 points); x z, y value",
                    Charts.describe(Charts.functions(
                            1,
                            1.5,
                            Curve.of("sin", Math::sin),
                            Curve.of("cos", Math::cos),
                            Curve.of("tan", Math::tan),
                            Curve.of("1/z", z -> 1 / z))));
        }

        @Test
        void have_a_gap_where_they_are_infinite() {
            double[] y = y(Charts.functions(-1, 1, Curve.of("f", z -> z < 0 ? Double.POSITIVE_INFINITY : z)), "f");
            assertTrue(Double.isNaN(y[0]));
            assertEquals(1, y[399]);
        }

        @Test
        void refuse_an_empty_or_endless_range_and_a_function_finite_nowhere() {
            assertRefuses(
                    "to must be above from, 1.0, by 1e-9 or more, but was 1.0",
                    () -> Charts.functions(1, 1, Curve.of("f", z -> z)));
            assertRefuses(
                    "from and to must be finite, but was 0.0 and Infinity",
                    () -> Charts.functions(0, Double.POSITIVE_INFINITY, Curve.of("f", z -> z)));
            assertRefuses(
                    "f must be finite somewhere from 0.0 to 1.0, but was nowhere",
                    () -> Charts.functions(0, 1, Curve.of("f", z -> Double.NaN)));
            assertRefuses("the number of functions must be at least 1, but was 0", () -> Charts.functions(0, 1));
            assertRefuses(
                    "the names of functions must differ, but was [f, f]",
                    () -> Charts.functions(0, 1, Curve.of("f", z -> z), Curve.of("f", z -> -z)));
        }
    }

    @Nested
    class Functions_at_a_place {
        private static XYChart at(double z) {
            return Charts.functionsAt(z, -6, 6, Curve.of("σ", Sigmoid::of), Curve.of("σ′", Sigmoid::derivative));
        }

        @Test
        void have_a_disc_on_each_and_the_values_in_the_legend() {
            XYChart chart = at(4);
            assertEquals("σ = 0.982", chart.getSeries("σ").getLabel());
            assertEquals("σ′ = 0.0177", chart.getSeries("σ′").getLabel());
            assertArrayEquals(new double[] {4}, chart.getSeries("σ′, marked").getXData());
            assertArrayEquals(new double[] {Sigmoid.derivative(4)}, y(chart, "σ′, marked"));
        }

        @Test
        void describe_themselves_in_the_same_way_at_every_place() {
            assertEquals(
                    "chart \"σ and σ′\": σ (400 points), σ′ (400 points); x z, y σ(z), σ′(z)", Charts.describe(at(1)));
        }

        @Test
        void may_be_infinite_there() {
            XYChart chart = Charts.functionsAt(0, -1, 1, Curve.of("1/z", z -> 1 / z), Curve.of("one", z -> 1));
            assertEquals("1/z = ∞", chart.getSeries("1/z").getLabel());
            assertTrue(Charts.picture(chart).png().length > 0);
        }

        @Test
        void refuse_a_place_outside() {
            assertRefuses("at must lie from -6.0 to 6.0, but was 7.0", () -> at(7));
        }
    }

    @Nested
    class Descent_in_a_part_of_the_plane {
        private static XYChart in(double[] from, double[] to, Descent... paths) {
            return Charts.descentIn(from, to, ChartsTest::bowl, paths);
        }

        private static double[] place(double... place) {
            return place;
        }

        @Test
        void has_one_frame_for_every_path() {
            List<String> frames = Stream.of(0.03, 0.2, 0.6)
                    .map(eta -> in(place(-2, -1), place(1, 1), bowl(eta, 20)).getStyler())
                    .map(s -> s.getXAxisMin() + " " + s.getXAxisMax() + " " + s.getYAxisMin() + " " + s.getYAxisMax())
                    .distinct()
                    .toList();
            assertEquals(1, frames.size(), frames.toString());
        }

        @Test
        void refuses_what_is_no_part() {
            String message = "to must be above from, 1.0, by 1e-9 or more, but was 0.0";
            assertRefuses(message, () -> in(place(0, 1), place(1, 0), bowl(0.2, 1)));
            assertRefuses("from must have length 2, but was 1", () -> in(place(0), place(1, 0), bowl(0.2, 1)));
        }
    }

    @Nested
    class Descent_in_the_plane {
        private final XYChart chart = Charts.descent(ChartsTest::bowl, bowl(0.03, 20), bowl(0.2, 20), bowl(0.47, 20));

        @Test
        void describes_itself() {
            assertEquals(
                    "chart \"Descent from ○ to ●\": contours, η = 0.03 (21 points), η = 0.2 (21 points), "
                            + "η = 0.47 (21 points); x p₁, y p₂",
                    Charts.describe(chart));
            assertEquals(
                    "Descent from ○ to ●, η = 0.2",
                    Charts.descent(ChartsTest::bowl, bowl(0.2, 20)).getTitle());
        }

        @Test
        void draws_every_point_of_a_path() {
            List<double[]> points = bowl(0.2, 20).points();
            XYSeries path = chart.getSeries("η = 0.2");
            assertArrayEquals(points.stream().mapToDouble(p -> p[0]).toArray(), path.getXData());
            assertArrayEquals(points.stream().mapToDouble(p -> p[1]).toArray(), path.getYData());
        }

        @Test
        void marks_the_start_with_a_ring_and_the_end_with_a_disc() {
            assertEquals(2.5, chart.getSeries("η = 0.2, start").getXData()[0]);
            assertTrue(chart.getSeries("η = 0.2, start").getMarker() instanceof LineChart.Ring);
            assertEquals(bowl(0.2, 20).end()[0], chart.getSeries("η = 0.2, end").getXData()[0]);
            assertTrue(chart.getSeries("η = 0.2, end").getMarker() instanceof LineChart.Disc);
        }

        @Test
        void keeps_contours_out_of_the_legend_in_thin_grey() {
            XYSeries contours = chart.getSeries("contours");
            assertFalse(contours.isShowInLegend());
            assertEquals(1, contours.getLineStyle().getLineWidth());
            assertEquals(new Color(0xB4B4B4), contours.getLineColor());
        }

        @Test
        void shows_all_points_with_a_margin() {
            for (XYSeries series : chart.getSeriesCollection()) {
                if (series.isShowInLegend()) {
                    assertTrue(series.getXMin() > chart.getStyler().getXAxisMin());
                    assertTrue(series.getXMax() < chart.getStyler().getXAxisMax());
                    assertTrue(series.getYMin() > chart.getStyler().getYAxisMin());
                    assertTrue(series.getYMax() < chart.getStyler().getYAxisMax());
                }
            }
        }

        @Test
        void makes_a_unit_as_long_across_as_up() {
            assertTrue(Charts.picture(chart).png().length > 0);
            double across = chart.getScreenXFromChart(1) - chart.getScreenXFromChart(0);
            double up = chart.getScreenYFromChart(0) - chart.getScreenYFromChart(1);
            assertEquals(1, across / up, 0.02);
        }

        @Test
        void lets_a_path_that_climbs_leave_the_picture() {
            XYChart diverging = Charts.descent(ChartsTest::bowl, bowl(0.2, 20), bowl(0.6, 500));
            assertTrue(diverging.getStyler().getYAxisMax() < 5);
            XYSeries path = diverging.getSeries("η = 0.6");
            assertTrue(path.getYData().length < 10);
            assertTrue(path.getYMax() > diverging.getStyler().getYAxisMax()
                    || path.getYMin() < diverging.getStyler().getYAxisMin());
        }

        @Test
        void shows_a_path_that_stands_still() {
            XYChart still = Charts.descent(
                    ChartsTest::bowl,
                    GradientDescent.minimize(ChartsTest::bowl, p -> new double[] {0, 0}, new double[] {3, 3}, 0.1, 2));
            assertEquals(2.5, still.getStyler().getYAxisMin());
            assertEquals(3.5, still.getStyler().getYAxisMax());
        }

        @Test
        void refuses_other_dimensions_no_path_and_equal_labels() {
            ToDoubleFunction<double[]> f = p -> p[0];
            assertRefuses(
                    "the points of paths must have length 2, but was 1", () -> Charts.descent(f, parabola(0.1, 1)));
            assertRefuses("the number of paths must be at least 1, but was 0", () -> Charts.descent(f));
            assertRefuses(
                    "the labels of paths must differ (History.named gives one), " + "but was [η = 0.1, η = 0.1]",
                    () -> Charts.descent(ChartsTest::bowl, bowl(0.1, 1), bowl(0.1, 2)));
        }
    }

    @Nested
    class Descent_on_a_curve {
        @Test
        void draws_the_walked_points_on_the_curve() {
            XYChart chart = Charts.descent(-3, 3, p -> p * p, parabola(0.25, 3), parabola(0.1, 3));
            assertEquals(
                    "chart \"Descent from ○ to ●\": η = 0.25 (4 points), η = 0.1 (4 points); x p, y C",
                    Charts.describe(chart));
            assertArrayEquals(
                    new double[] {2, 1, 0.5, 0.25}, chart.getSeries("η = 0.25").getXData());
            assertArrayEquals(
                    new double[] {4, 1, 0.25, 0.0625},
                    chart.getSeries("η = 0.25").getYData());
            assertEquals(400, chart.getSeries("C").getXData().length);
        }

        @Test
        void refuses_points_of_two_numbers() {
            assertRefuses(
                    "the points of paths must have length 1, but was 2",
                    () -> Charts.descent(-3, 3, p -> p * p, bowl(0.1, 1)));
        }
    }

    @Nested
    class Points {
        private final double[] layers = {1, 2, 3};

        private XYChart points(double[] x, double[] first, double[] second) {
            return Charts.points("layer", "largest δ", x, Curve.of("sigmoid", first), Curve.of("tanh", second));
        }

        private XYChart powerLaws(double[] x, double[] first, double[] second) {
            return Charts.powerLaws("n", "products", x, Curve.of("sigmoid", first), Curve.of("tanh", second));
        }

        @Test
        void are_drawn_as_given_with_a_marker_each() {
            XYChart chart = points(layers, new double[] {0.1, 0.2, 0.3}, new double[] {3, 2, 1});
            assertArrayEquals(layers, chart.getSeries("tanh").getXData());
            assertArrayEquals(new double[] {3, 2, 1}, y(chart, "tanh"));
            assertFalse(chart.getSeries("tanh").getMarker() == SeriesMarkers.NONE);
            assertEquals(
                    "chart \"Largest δ\": sigmoid (3 points), tanh (3 points); x layer, y largest δ",
                    Charts.describe(chart));
        }

        @Test
        void have_a_gap_where_they_are_not_finite() {
            XYChart chart = Charts.points(
                    "x", "y", layers, Curve.of("f", new double[] {1, Double.POSITIVE_INFINITY, Double.NaN}));
            assertArrayEquals(new double[] {1, Double.NaN, Double.NaN}, y(chart, "f"));
        }

        @Test
        void of_a_power_law_tell_its_exponent_in_the_legend_only() {
            double[] sizes = {10, 30, 200};
            double[] squares = Arrays.stream(sizes).map(n -> 3 * n * n).toArray();
            double[] roots = Arrays.stream(sizes).map(Math::sqrt).toArray();
            XYChart chart = powerLaws(sizes, squares, roots);
            assertEquals("sigmoid: slope 2.00", chart.getSeries("sigmoid").getLabel());
            assertEquals("tanh: slope 0.50", chart.getSeries("tanh").getLabel());
            assertTrue(
                    chart.getStyler().isXAxisLogarithmic() && chart.getStyler().isYAxisLogarithmic());
            assertEquals(
                    "chart \"Products\": sigmoid (3 points), tanh (3 points); x n, y products", Charts.describe(chart));
        }

        @Test
        void refuse_lengths_orders_and_values_that_cannot_be_drawn() {
            double[] ones = {1, 1, 1};
            assertRefuses(
                    "y 'tanh' must have a value for each x, 3, but was 2",
                    () -> points(layers, ones, new double[] {1, 2}));
            assertRefuses("x must increase, but was [1.0, 3.0, 2.0]", () -> points(new double[] {1, 3, 2}, ones, ones));
            assertRefuses(
                    "x must be positive and finite, but was 0.0", () -> powerLaws(new double[] {0, 1, 2}, ones, ones));
            assertRefuses(
                    "the values of 'tanh' must be positive for a logarithmic axis, but was 0.0",
                    () -> powerLaws(layers, ones, new double[] {1, 0, 1}));
            assertRefuses(
                    "the number of points must be at least 2, but was 1",
                    () -> Charts.points("x", "y", new double[] {1}, Curve.of("f", new double[] {1})));
            assertRefuses("the number of curves must be at least 1, but was 0", () -> Charts.points("x", "y", layers));
        }
    }

    @Nested
    class Logarithmic {
        @Test
        void changes_the_very_chart() {
            XYChart chart = Charts.costCurve(history("η = 1", 1, 0.01));
            assertSame(chart, Charts.logarithmic(chart));
            assertTrue(chart.getStyler().isYAxisLogarithmic());
        }

        @Test
        void refuses_what_is_not_positive() {
            assertRefuses(
                    "the values of 'cost' must be positive for a logarithmic axis, but was 0.0",
                    () -> Charts.logarithmic(Charts.costCurve(history("η = 1", 1, 0))));
        }
    }

    @Nested
    class The_look {
        private final XYChart two = Charts.costCurves(history("a", 1, 0.5), history("b", 1, 0.25));

        @Test
        void has_the_same_colours_in_every_chart_blue_first() {
            XYChart paths = Charts.descent(ChartsTest::bowl, bowl(0.1, 2), bowl(0.2, 2));
            XYChart functions =
                    Charts.functions(-1, 1, Curve.of("a", Sigmoid::of), Curve.of("a′", Sigmoid::derivative));
            assertEquals(BLUE, two.getSeries("a").getLineColor());
            assertEquals(VERMILLION, two.getSeries("b").getLineColor());
            assertEquals(BLUE, paths.getSeries("η = 0.1").getLineColor());
            assertEquals(VERMILLION, paths.getSeries("η = 0.2").getLineColor());
            assertEquals(BLUE, functions.getSeries("a").getLineColor());
            assertEquals(VERMILLION, functions.getSeries("a′").getLineColor());
        }

        @Test
        void names_few_curves_beside_their_ends() throws IOException {
            BufferedImage image = image(two);
            assertEquals(LegendPosition.OutsideE, two.getStyler().getLegendPosition());
            Rectangle2D plot = ((LineChart) two).plotArea();
            int x = (int) (2 * plot.getMaxX()) + 12;
            assertTrue(isColoured(image, x, (int) (2 * two.getScreenYFromChart(0.5))), "a ends at 0.5");
            assertFalse(anyColoured(image, 680, 720), "no legend below");
        }

        @Test
        void keeps_names_of_curves_that_end_together_a_line_apart() throws IOException {
            XYChart chart = Charts.functions(0, 1, Curve.of("a", z -> 0), Curve.of("b", z -> 0), Curve.of("c", z -> z));
            BufferedImage image = image(chart);
            int x = (int) (2 * ((LineChart) chart).plotArea().getMaxX()) + 26;
            long lines = IntStream.range(1, image.getHeight())
                    .filter(y -> isColoured(image, x, y) && !isColoured(image, x, y - 1))
                    .count();
            assertEquals(3, lines);
        }

        @Test
        void names_many_curves_below_the_plot() throws IOException {
            XYChart five = Charts.costCurves(IntStream.range(0, 5)
                    .mapToObj(i -> history("run " + i, 1, 0.1 * i))
                    .toArray(History[]::new));
            BufferedImage image = image(five);
            assertEquals(LegendPosition.OutsideS, five.getStyler().getLegendPosition());
            double axis = five.getStyler().getChartPadding()
                    + ((LineChart) five).plotArea().getMaxY();
            assertTrue(axis < 330, "the plot ends at " + axis + ", the legend begins at 330");
            assertTrue(anyColoured(image, 660, 700), "the legend shows its colours below the plot");
        }

        @Test
        void has_no_legend_for_a_single_curve() throws IOException {
            XYChart one = Charts.costCurve(history("a", 1, 0.5));
            assertTrue(((LineChart) one).plotArea().getWidth()
                    > ((LineChart) two).plotArea().getWidth() + 20);
            assertFalse(anyColoured(image(one), 660, 720));
        }

        @Test
        void breaks_a_legend_that_is_too_long_into_rows() {
            History first = history("η = 0.1, mini-batch 10, the first run", 1, 0.5);
            History second = history("η = 0.1, mini-batch 10, the second run", 1, 0.4);
            XYChart one = Charts.costCurves(first, second);
            XYChart three = Charts.costCurves(first, second, history("η = 0.1, mini-batch 10, the third run", 1, 0.3));
            assertEquals(
                    20,
                    ((LineChart) one).plotArea().getHeight()
                            - ((LineChart) three).plotArea().getHeight(),
                    0.5);
        }

        @Test
        void marks_the_points_of_a_short_curve_only() {
            double[] costs = new double[13];
            Arrays.setAll(costs, n -> 1.0 / (n + 1));
            assertSame(
                    SeriesMarkers.NONE,
                    Charts.costCurve(history("a", costs)).getSeries("cost").getMarker());
            assertTrue(
                    Charts.costCurve(history("a", Arrays.copyOf(costs, 12)))
                                    .getSeries("cost")
                                    .getMarker()
                            instanceof LineChart.Disc);
        }

        @Test
        void takes_a_curve_of_the_users_own() {
            XYChart chart = Charts.costCurve(history("a", 1, 0.5));
            XYSeries own = chart.addSeries("own", new double[] {0, 1}, new double[] {0.2, 0.1});
            assertTrue(Charts.picture(chart).png().length > 0);
            assertEquals(2, own.getLineStyle().getLineWidth());
            assertTrue(Charts.describe(chart).contains("own (2 points)"));
        }
    }

    @Nested
    class Png_file {
        @Test
        void has_two_pixels_per_point_and_is_not_blank() throws IOException {
            BufferedImage image = image(Charts.costCurve(history("a", 1, 0.5)));
            assertEquals(1200, image.getWidth());
            assertEquals(720, image.getHeight());
            assertEquals(0, image.getRGB(0, 0) >>> 24); // round corners
            assertEquals(Palette.PAPER.getRGB(), image.getRGB(20, 20));
            assertTrue(anyColoured(image, 0, 720));
        }

        @Test
        void of_a_chart_that_moves_is_made_quickly() {
            XYChart chart = Charts.costCurve(history("a", 1, 0.5));
            byte[] best = Charts.picture(chart).png();
            byte[] quick = Picture.quickly(() -> Charts.picture(chart)).png();
            assertTrue(quick.length > best.length, quick.length + " and " + best.length);
        }

        @Test
        void is_the_same_for_the_same_chart_and_for_an_equal_one() {
            XYChart chart = Charts.descent(ChartsTest::bowl, bowl(0.1, 5), bowl(0.2, 5));
            byte[] first = Charts.picture(chart).png();
            assertArrayEquals(first, Charts.picture(chart).png());
            assertArrayEquals(
                    first,
                    Charts.picture(Charts.descent(ChartsTest::bowl, bowl(0.1, 5), bowl(0.2, 5)))
                            .png());
        }

        @Test
        void is_small_enough_for_a_notebook() {
            assertTrue(Charts.picture(Charts.descent(ChartsTest::bowl, bowl(0.03, 20), bowl(0.47, 20)))
                            .png()
                            .length
                    < 75_000);
        }

        // Ticks are hard to place on these; on the last, XChart 4.0.3 with its own labels searches for ever.
        @ParameterizedTest
        @MethodSource("backprop.plot.ChartsTest#hardCosts")
        void is_painted_for_any_finite_costs(double[] costs) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> Charts.picture(Charts.costCurve(history("a", costs))).png());
        }

        @ParameterizedTest
        @MethodSource("backprop.plot.ChartsTest#hardCosts")
        void is_painted_on_a_logarithmic_axis_too(double[] costs) {
            double[] positive = Arrays.stream(costs)
                    .map(cost -> Math.max(cost, Double.MIN_NORMAL))
                    .toArray();
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> Charts.picture(Charts.logarithmic(Charts.costCurve(history("a", positive))))
                            .png());
        }
    }

    static Stream<double[]> hardCosts() {
        return Stream.of(
                new double[] {0.3},
                new double[] {0, 0},
                new double[] {0.25, 0.25 + 1e-16, 0.25 - 1e-13},
                new double[] {1e-14, 4e-15, 1e-18},
                new double[] {0.69314718, 0.69314717, 0.69314715},
                new double[] {1, 1e10, 1e50, 1e300},
                new double[] {1e300, 2e299, 1e200},
                new double[] {1.7e308, 0},
                new double[] {1e15, 1e15 + 1});
    }

    @Test
    void Any_chart_of_XChart_is_described() {
        CategoryChart chart = new CategoryChart(300, 200);
        chart.setTitle("Counts");
        chart.addSeries("digits", List.of("0", "1"), List.of(3, 4)).setEnabled(true);
        assertEquals("chart \"Counts\": digits; x , y ", Charts.describe(chart));
    }

    private static BufferedImage image(XYChart chart) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Charts.picture(chart).png()));
    }

    /** Tells whether a pixel between two rows is neither white nor grey. */
    private static boolean anyColoured(BufferedImage image, int from, int to) {
        for (int row = from; row < to; row++) {
            for (int column = 0; column < image.getWidth(); column++) {
                if (isColoured(image, column, row)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isColoured(BufferedImage image, int column, int row) {
        Color colour = new Color(image.getRGB(column, row));
        return Math.abs(colour.getRed() - colour.getBlue()) > 60;
    }
}
