package backprop.plot;

import java.util.List;

/** A part of the plane: x from left to right, y from bottom to top. */
record Box(double left, double right, double bottom, double top) {
    private static final double TINY = 1e-6;

    /** Returns the smallest box around some points. */
    static Box around(List<double[]> points) {
        double[] x = points.stream().mapToDouble(p -> p[0]).sorted().toArray();
        double[] y = points.stream().mapToDouble(p -> p[1]).sorted().toArray();
        return new Box(x[0], x[x.length - 1], y[0], y[y.length - 1]);
    }

    double width() {
        return right - left;
    }

    double height() {
        return top - bottom;
    }

    /** Adds a share of the width and height on every side. */
    Box withMargin(double share) {
        return resized(width() * (1 + 2 * share), height() * (1 + 2 * share));
    }

    /** Returns a box of another size around the same centre. */
    Box resized(double width, double height) {
        double x = (left + right) / 2;
        double y = (bottom + top) / 2;
        return new Box(x - width / 2, x + width / 2, y - height / 2, y + height / 2);
    }

    /** Tells whether it is too small to draw anything in it. */
    boolean isPoint() {
        return isUpright() && isLevel();
    }

    /** Tells whether it has next to no width. */
    boolean isUpright() {
        return width() <= TINY * Math.max(1, Math.abs(left));
    }

    /** Tells whether it has next to no height. */
    boolean isLevel() {
        return height() <= TINY * Math.max(1, Math.abs(bottom));
    }

    boolean contains(double[] p) {
        return p[0] >= left && p[0] <= right && p[1] >= bottom && p[1] <= top;
    }

    /** Returns a path up to the first point outside after which it never comes back. */
    List<double[]> throughWhich(List<double[]> path) {
        int end = path.size();
        while (end > 1 && !contains(path.get(end - 1))) {
            end--;
        }
        return path.subList(0, Math.min(end + 1, path.size()));
    }

    /** Returns the point of the box, enlarged 21 times, that is nearest to a point: far away stays outside. */
    double[] near(double[] p) {
        Box far = withMargin(10);
        return new double[] {clamp(p[0], far.left, far.right), clamp(p[1], far.bottom, far.top)};
    }

    private static double clamp(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }
}
