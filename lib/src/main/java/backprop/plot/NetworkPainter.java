package backprop.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Paints a network: edges first, then neurons, then the numbers. */
final class NetworkPainter {
    private static final double WIDEST = 6;
    private static final double HAIR = 1;
    private static final double STROKE = 17; // of a bias
    private static final double LEADING = 14;
    private static final double SAMPLE = 18;
    private static final double TINT = 0.35;
    private static final String ABOVE = "above 0";
    private static final String BELOW = "below 0";

    private final NetworkPicture picture;
    private final NetworkPlan plan;
    private final Canvas canvas;
    private final double mostWeight;
    private final double mostError;
    private final double mostActivation;
    private final String key;
    private final Font font = Fonts.plain(11);
    private final Font small = Fonts.plain(10);

    NetworkPainter(NetworkPicture picture) {
        this.picture = picture;
        int depth = picture.network().depth();
        mostWeight = most(IntStream.rangeClosed(1, depth)
                .boxed()
                .flatMap(l -> List.of(picture.w(l), picture.b(l)).stream())
                .toList());
        mostError = most(picture.deltas());
        mostActivation = Math.max(1, most(picture.pass(0).map(pass -> pass.a()).orElse(List.of())));
        key = NetworkWords.scale(picture, mostWeight, mostError);
        plan = new NetworkPlan(picture, keyStart() + Canvas.width(key, font));
        canvas = new Canvas(plan.width(), plan.height());
    }

    private static double most(List<SimpleMatrix> matrices) {
        return matrices.stream()
                .flatMapToDouble(m -> DoubleStream.of(m.getDDRM().data))
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    Picture paint() {
        int depth = picture.network().depth();
        canvas.from(picture.title(), plan.title().getX(), plan.title().getY(), NetworkPlan.TITLE, Palette.TEXT);
        for (int l = 1; l <= depth; l++) {
            plan.edges(l).stream().filter(this::isPale).forEach(this::paintEdge);
            plan.edges(l).stream().filter(edge -> !isPale(edge)).forEach(this::paintEdge);
        }
        for (int l = 0; l <= depth; l++) {
            String heading = NetworkWords.heading(picture, l);
            Point2D place = plan.heading(l);
            canvas.centred(heading, place.getX(), place.getY(), NetworkPlan.HEADING, Palette.TEXT);
            plan.nodes(l).forEach(this::paintNode);
        }
        for (int l = 1; l <= depth; l++) {
            plan.edges(l).stream().filter(edge -> !isPale(edge)).forEach(this::paintNumber);
        }
        paintKey();
        return canvas.drawing(picture.toString());
    }

    private void paintKey() {
        double x = plan.key().getX();
        double y = plan.key().getY();
        paintSample(ABOVE, x, y, Palette.VERMILLION);
        paintSample(BELOW, x + sample(ABOVE), y, Palette.BLUE);
        canvas.from(key, x + keyStart(), y, font, Palette.TEXT);
    }

    private double keyStart() {
        return sample(ABOVE) + sample(BELOW);
    }

    private double sample(String text) {
        return SAMPLE + Canvas.width(text, font) + 20;
    }

    private void paintSample(String text, double x, double y, Color ink) {
        canvas.line(new Line2D.Double(x, y - 4, x + SAMPLE, y - 4), 3, ink);
        canvas.from(text, x + SAMPLE + 5, y, font, Palette.TEXT);
    }

    private boolean isPale(NetworkPlan.Edge edge) {
        return picture.isPale(edge.l(), edge.j(), edge.k());
    }

    private double weight(NetworkPlan.Edge edge) {
        return picture.w(edge.l()).get(edge.j(), edge.k());
    }

    private void paintEdge(NetworkPlan.Edge edge) {
        paintLine(edge.line(), weight(edge), isPale(edge));
    }

    private void paintLine(Shape line, double value, boolean pale) {
        canvas.line(line, width(value, mostWeight), faded(colour(value), pale));
    }

    private void paintNumber(NetworkPlan.Edge edge) {
        canvas.label(NetworkWords.number(picture, edge), edge.number(), font, Palette.TEXT);
    }

    private void paintNode(NetworkPlan.Node node) {
        if (node.j() < 0) {
            paintLeftOut(-node.j(), node.centre());
        } else {
            boolean pale = picture.isPale(node.l(), node.j());
            if (node.l() > 0) {
                paintBias(node, pale);
            }
            paintDisc(node, pale);
            paintLines(node, pale);
        }
    }

    private void paintLeftOut(int count, Point2D centre) {
        canvas.centred("⋮", centre.getX(), centre.getY() + 4, Fonts.plain(22), Palette.TEXT);
        canvas.centred(count + " more", centre.getX(), centre.getY() + 20, font, Palette.TEXT);
    }

    private void paintBias(NetworkPlan.Node node, boolean pale) {
        double b = picture.b(node.l()).get(node.j());
        double x = node.centre().getX();
        double rim = node.centre().getY() - plan.radius();
        paintLine(new Line2D.Double(x, rim - STROKE, x, rim), b, pale);
        String text = NetworkWords.bias(picture) + " " + NetworkWords.number(b);
        canvas.centred(text, x, rim - STROKE - 3, font, ink(pale));
    }

    /** Paints the disc in the tint of a, and its ring in the colour and width of δ. */
    private void paintDisc(NetworkPlan.Node node, boolean pale) {
        double a = picture.pass(node.l())
                .map(pass -> pass.a(node.l()).get(node.j()))
                .orElse(0.0);
        double delta = node.l() == 0 ? 0 : picture.delta(node.l(), node.j()).orElse(0);
        Color fill = Double.isFinite(a) ? Palette.diverging(TINT * a / mostActivation) : Color.LIGHT_GRAY;
        Color ring = delta == 0 ? Color.GRAY : colour(delta);
        canvas.disc(node.centre(), plan.radius(), faded(fill, pale), width(delta, mostError), faded(ring, pale));
    }

    /** Writes what stands in a neuron, as large as its disc allows, and its number beside it. */
    private void paintLines(NetworkPlan.Node node, boolean pale) {
        double x = node.centre().getX();
        double y = node.centre().getY();
        double r = plan.radius();
        List<String> lines = NetworkWords.lines(picture, node.l(), node.j());
        for (int i = 0; i < lines.size(); i++) {
            double down = (i - (lines.size() - 1) / 2.0) * LEADING;
            double chord = 2 * Math.sqrt(r * r - Math.pow(Math.abs(down) + 3, 2)) - 4;
            double shrink = Math.min(1, chord / Canvas.width(lines.get(i), font));
            Font fitting = font.deriveFont((float) (font.getSize2D() * shrink));
            canvas.centred(lines.get(i), x, y + 4 + down, fitting, ink(pale));
        }
        if (picture.hasNumbers()) {
            String number = String.valueOf(node.j());
            canvas.from(number, x + r - Canvas.width(number, small), y - r, small, pale ? Palette.LINE : Palette.NOTE);
        }
    }

    private static double width(double value, double most) {
        return most == 0 || !Double.isFinite(value) ? HAIR : HAIR + (WIDEST - HAIR) * Math.abs(value) / most;
    }

    private static Color colour(double value) {
        return value == 0 || !Double.isFinite(value) ? Palette.LINE : value > 0 ? Palette.VERMILLION : Palette.BLUE;
    }

    /** Returns the ink of a text: of a pale one a grey that can still be read. */
    private static Color ink(boolean pale) {
        return pale ? Palette.LINE : Palette.TEXT;
    }

    private static Color faded(Color colour, boolean pale) {
        return pale ? Palette.faded(colour) : colour;
    }
}
