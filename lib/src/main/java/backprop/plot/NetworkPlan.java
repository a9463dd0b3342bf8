package backprop.plot;

import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Where everything in a drawn network stands. */
final class NetworkPlan {
    static final Font TITLE = Fonts.bold(15);
    static final Font HEADING = Fonts.bold(12);

    /**
     * A neuron.
     *
     * @param j its number; −n stands for n neurons left out
     */
    record Node(int l, int j, Point2D centre) {}

    /**
     * An edge.
     *
     * @param line from rim to rim
     * @param number where its number stands
     */
    record Edge(int l, int j, int k, Shape line, Point2D number) {}

    private static final int ENDS = 2;
    private static final int MARGIN = 12;
    private static final int TITLE_LINE = 26;
    private static final int TITLES = 26;
    private static final int BIAS = 36; // above each neuron
    private static final int KEY = 16;
    private static final int COLUMN = 74; // for neurons and their biases
    private static final int LINE = 14; // the height of a number on an edge
    private static final int NUMBER = 56; // its width
    private static final int TWO_NUMBERS = 118;
    private static final int FAN = 20; // from the numbers to the neuron, where they stand in a column
    private static final int MOST_STRAIGHT = 2;

    private final List<List<Integer>> places; // per layer, from the top
    private final double radius;
    private final double[] x; // of the layers
    private final double apart; // neurons of a layer
    private final int most;
    private final double right;
    private final int numberWidth; // the width of a number
    private final int top;

    NetworkPlan(NetworkPicture picture, double key) {
        int depth = picture.network().depth();
        places = IntStream.rangeClosed(0, depth)
                .mapToObj(l -> places(picture, l))
                .toList();
        numberWidth = picture.hasMeasured() ? TWO_NUMBERS : NUMBER;
        top = MARGIN + (picture.title().isEmpty() ? 0 : TITLE_LINE);
        radius = picture.hasNumbers() ? COLUMN / 2.0 : 24;
        most = places.stream().mapToInt(List::size).max().orElseThrow();
        int column = IntStream.rangeClosed(1, depth)
                .filter(l -> !isStraight(l))
                .map(l -> size(l - 1))
                .max()
                .orElse(0);
        apart = Math.max(2 * radius + BIAS, LINE * column + 8);
        double[] half = IntStream.rangeClosed(0, depth)
                .mapToDouble(l -> Math.max(radius, Canvas.width(NetworkWords.heading(picture, l), HEADING) / 2))
                .toArray();
        x = new double[depth + 1];
        x[0] = MARGIN + half[0];
        for (int l = 1; l <= depth; l++) {
            x[l] = x[l - 1] + COLUMN + gap(l);
        }
        double title = Canvas.width(picture.title(), TITLE);
        right = Math.max(x[depth] + half[depth], MARGIN + Math.max(key, title)) + MARGIN;
    }

    private static List<Integer> places(NetworkPicture picture, int l) {
        int n = picture.size(l);
        int[] shown = IntStream.range(0, n)
                .filter(j -> n <= NetworkPicture.MOST
                        || j < ENDS
                        || j >= n - ENDS
                        || picture.lifts().stream().anyMatch(lift -> lift.names(l, j)))
                .toArray();
        return IntStream.range(0, shown.length)
                .flatMap(i -> i > 0 && shown[i] > shown[i - 1] + 1
                        ? IntStream.of(shown[i - 1] + 1 - shown[i], shown[i])
                        : IntStream.of(shown[i]))
                .boxed()
                .toList();
    }

    private int size(int l) {
        return places.get(l).size();
    }

    private double gap(int l) {
        return (isStraight(l) ? 44 + numberWidth : 64 + numberWidth) + 14 * Math.max(size(l - 1), size(l));
    }

    /** Tells whether the edges into layer l are few enough to carry their numbers where they run. */
    private boolean isStraight(int l) {
        return Math.min(size(l - 1), size(l)) <= MOST_STRAIGHT;
    }

    /** Returns the neurons of a layer from the top. */
    List<Node> nodes(int l) {
        return IntStream.range(0, size(l))
                .mapToObj(place -> new Node(l, places.get(l).get(place), centre(l, place)))
                .toList();
    }

    /** Returns the edges into layer l. */
    List<Edge> edges(int l) {
        List<Edge> edges = new ArrayList<>();
        for (int to = 0; to < size(l); to++) {
            int j = places.get(l).get(to);
            for (int from = 0; from < size(l - 1); from++) {
                int k = places.get(l - 1).get(from);
                if (j >= 0 && k >= 0) {
                    edges.add(new Edge(l, j, k, line(l, from, to), number(l, from, to)));
                }
            }
        }
        return edges;
    }

    double radius() {
        return radius;
    }

    int width() {
        return (int) Math.ceil(right);
    }

    int height() {
        return (int) Math.ceil(top + 2 * MARGIN + TITLES + BIAS + (most - 1) * apart + 2 * radius + KEY);
    }

    /** Returns the middle of a heading's baseline. */
    Point2D heading(int l) {
        return new Point2D.Double(x[l], top + 12);
    }

    /** Returns where the title begins. */
    Point2D title() {
        return new Point2D.Double(MARGIN, MARGIN + 14);
    }

    /** Returns where the key begins. */
    Point2D key() {
        return new Point2D.Double(MARGIN, height() - MARGIN);
    }

    private Point2D centre(int l, int place) {
        double middle = top + TITLES + BIAS + radius + (most - 1) * apart / 2;
        return new Point2D.Double(x[l], middle + (place - (size(l) - 1) / 2.0) * apart);
    }

    /** Returns the edge into layer l from a place to a place: straight, or through its number. */
    private Path2D line(int l, int from, int to) {
        Path2D line = new Path2D.Double();
        line.moveTo(x[l - 1] + radius, centre(l - 1, from).getY());
        if (!isStraight(l)) {
            Point2D number = number(l, from, to);
            line.lineTo(number.getX() - numberWidth / 2.0, number.getY());
            line.lineTo(number.getX() + numberWidth / 2.0, number.getY());
        }
        line.lineTo(x[l] - radius, centre(l, to).getY());
        return line;
    }

    /**
     * Returns where an edge's number stands. Many stand in a column before each neuron. Few stand on their edges: with n places
     * before and m after, all edges are equally far apart n/(n + 1) of the way, and also 1/(m + 1) of it; where they are
     * farther apart no number comes near another.
     */
    private Point2D number(int l, int from, int to) {
        int n = size(l - 1);
        int m = size(l);
        double start = centre(l - 1, from).getY();
        double end = centre(l, to).getY();
        if (!isStraight(l)) {
            return new Point2D.Double(x[l] - radius - FAN - numberWidth / 2.0, end + (from - (n - 1) / 2.0) * LINE);
        }
        double t = n <= m ? n / (n + 1.0) : 1 / (m + 1.0);
        return new Point2D.Double(x[l - 1] + radius + t * (x[l] - x[l - 1] - 2 * radius), start + t * (end - start));
    }
}
