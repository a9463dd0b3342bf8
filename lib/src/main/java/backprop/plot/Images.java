package backprop.plot;

import backprop.DataSet;
import backprop.ForwardPass;
import backprop.Network;
import backprop.internal.Require;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.ejml.simple.SimpleMatrix;

/** Examples, matrices and networks as pictures. */
public final class Images {
    private static final int MARGIN = 10;
    private static final int GAP = 12;
    private static final int CAPTION = 18;
    private static final float ABOUT = 72;

    private Images() {}

    /**
     * Draws every example of a data set as a square picture, its inputs row by row, 0 light and 1 dark, in a grid.
     *
     * @param data inputs from 0 to 1, a square number of them per example: 64 make 8x8
     * @param columns pictures per row, 1 or more
     * @param caption what to write below example t, such as {@code 3, not 8}; null writes nothing
     */
    public static Picture digits(DataSet data, int columns, IntFunction<String> caption) {
        Require.atLeast("columns", 1, columns);
        Require.given("caption", caption);
        int side = side(Require.given("data", data).x());
        requireShades(data.x());
        String[] captions = new String[data.size()];
        Arrays.setAll(captions, caption);
        Font font = Fonts.plain(12);
        double widest = Arrays.stream(captions)
                .mapToDouble(text -> Canvas.width(text, font))
                .max()
                .orElseThrow();
        int size = side * Math.max(1, Math.round(ABOUT / side));
        int width = Math.max(size, (int) Math.ceil(widest)) + GAP;
        int height = size + (widest > 0 ? CAPTION : 0) + GAP;
        int across = Math.min(columns, data.size());
        int down = (data.size() + across - 1) / across;
        Canvas canvas = new Canvas(across * width - GAP + 2 * MARGIN, down * height - GAP + 2 * MARGIN);
        for (int t = 0; t < data.size(); t++) {
            double middle = MARGIN + t % across * width + (width - GAP) / 2.0;
            double top = MARGIN + t / across * height;
            int example = t;
            canvas.pixels(
                    new Rectangle2D.Double(middle - size / 2.0, top, size, size),
                    side,
                    side,
                    (i, j) -> grey(data.x().get(i * side + j, example)));
            canvas.centred(captions[t], middle, top + size + 14, font, Palette.TEXT);
        }
        return canvas.picture(
                "picture: " + data.size() + (data.size() == 1 ? " digit, " : " digits, ") + side + "x" + side);
    }

    /**
     * Draws a matrix in colours, row j and column k: negative entries blue, 0 white, positive ones vermillion, on a scale that
     * is symmetric around 0; an entry that is infinite or NaN grey. The entries of a matrix up to 6x6 are written too, to 3
     * digits.
     */
    public static Picture heatMap(SimpleMatrix m, String title) {
        Require.filled("m", m);
        return new HeatMap(m, Require.notBlank("title", title), Scale.Signs.of(m)).paint();
    }

    /**
     * Draws a matrix in colours, with names for its rows and columns. The entries of one up to 10x10 are written too.
     *
     * @param rows a name for each row
     * @param columns a name for each column
     */
    public static Picture heatMap(SimpleMatrix m, String title, List<String> rows, List<String> columns) {
        Require.filled("m", m);
        Require.notBlank("title", title);
        HeatMap.Axis down = HeatMap.Axis.named("rows", rows, m.getNumRows());
        HeatMap.Axis across = HeatMap.Axis.named("columns", columns, m.getNumCols());
        return new HeatMap(m, title, Scale.Signs.of(m), down, across).paint();
    }

    /**
     * Draws yours / expected, entry by entry: white for 1, which is right, vermillion above and blue below on a logarithmic
     * scale. A ratio below 0, a flipped sign, is hatched; 0 / 0 is grey.
     *
     * @param expected of the shape of yours
     * @param what their name, such as ∂C/∂w¹
     */
    public static Picture ratio(SimpleMatrix yours, SimpleMatrix expected, String what) {
        Require.sameShape("yours", yours, "expected", expected);
        SimpleMatrix ratio = yours.elementDiv(expected);
        String title = Require.notBlank("what", what) + ": yours / expected";
        return new HeatMap(ratio, title, Scale.Ratios.of(ratio)).paint();
    }

    /**
     * Draws yours − expected, entry by entry, as a heat map.
     *
     * @param expected of the shape of yours
     * @param what their name, such as ∂C/∂w¹
     */
    public static Picture difference(SimpleMatrix yours, SimpleMatrix expected, String what) {
        Require.sameShape("yours", yours, "expected", expected);
        Require.notBlank("what", what);
        return heatMap(yours.minus(expected), what + ": yours − expected");
    }

    /**
     * Draws a network with its weights and biases. The drawing itself adds δ or a gradient, and lifts a neuron or a path out.
     *
     * @param network of 12 layers at most
     */
    public static NetworkPicture network(Network network) {
        return NetworkPicture.of(network);
    }

    /**
     * Draws a network with one example running through it: z and a stand in the neurons, tinted by a.
     *
     * @param pass of one example, zˡ and aˡ n_l×1
     */
    public static NetworkPicture network(Network network, ForwardPass pass) {
        return NetworkPicture.of(network).pass(pass);
    }

    /**
     * Puts pictures side by side, so many in a row, row below row: each in the middle of its place. Their texts are joined.
     *
     * @param columns pictures per row, 1 or more
     * @param pictures one or more: {@link Charts#picture(org.knowm.xchart.internal.chartpart.Chart)} makes one of a chart
     */
    public static Picture grid(int columns, Picture... pictures) {
        return new Album(columns, Require.allGiven("pictures", pictures)).paint();
    }

    private static int side(SimpleMatrix x) {
        int side = (int) Math.round(Math.sqrt(x.getNumRows()));
        boolean square = side * side == x.getNumRows();
        Require.that(square, "the number of inputs", "be a square, such as 64 for 8x8", x.getNumRows());
        return side;
    }

    private static void requireShades(SimpleMatrix x) {
        for (int i = 0; i < x.getNumElements(); i++) {
            Require.that(x.get(i) >= 0 && x.get(i) <= 1, "x", "lie from 0 to 1 to be painted", x.get(i));
        }
    }

    private static Color grey(double value) {
        int light = (int) Math.round(255 * (1 - value));
        return new Color(light, light, light);
    }
}
